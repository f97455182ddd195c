//! Workbooks built anew, judged by LibreOffice, two validators and the reader: on the published report in every layout
//! staff use, and on its planted mistakes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use std::path::{Path, PathBuf};

use lampiran_core::{
    Anggaran, Bagian, Bulan, Computed, Diagnostic, Indikator, Laporan, Nilai, PerBulan, Persen, Rupiah, Settings,
    Sourced, check, compute,
};
use lampiran_reader::{grid, read};
use lampiran_tests::house::root;
use lampiran_tests::referee;
use lampiran_writer::{Options, WriteError, anew};

/// Noon on 4 March 2024.
const OPTIONS: Options = Options { lang: lampiran_core::Lang::Id, created: 1_709_553_600 };

/// A workbook as it was read, and what was built from it.
struct Built {
    name: String,
    laporan: Laporan,
    computed: Computed,
    findings: Vec<Diagnostic>,
    bytes: Vec<u8>,
}

fn build(path: &Path) -> Built {
    let (laporan, computed, findings) = study(&std::fs::read(path).unwrap());
    let bytes = anew(&laporan, &computed, &findings, &OPTIONS).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().replace('.', "-") + ".xlsx";
    Built { name, laporan, computed, findings, bytes }
}

fn study(bytes: &[u8]) -> (Laporan, Computed, Vec<Diagnostic>) {
    let settings = Settings::default();
    let reading = read(&grid::open(bytes).unwrap(), &settings);
    let computed = compute(&reading.laporan, &settings);
    let findings = check(&reading.laporan, &computed, &settings, reading.diagnostics);
    (reading.laporan, computed, findings)
}

/// The workbooks of a folder.
fn workbooks(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ext| ext != "json") && path.is_file()).collect();
    paths.sort();
    paths
}

fn report() -> Vec<Built> {
    let built: Vec<Built> = workbooks("fixtures/workbooks").iter().map(|path| build(path)).collect();
    assert!(built.len() >= 8, "the report in eight layouts");
    built
}

/// The cases of other people's trouble that open.
fn cases() -> Vec<Built> {
    let paths = workbooks("fixtures/cases");
    let open = paths.iter().filter(|path| grid::open(&std::fs::read(path).unwrap()).is_ok());
    open.map(|path| build(path)).collect()
}

fn mistakes() -> Vec<Built> {
    workbooks("fixtures/workbooks/salah").iter().map(|path| build(path)).collect()
}

#[test]
fn recalculation_finds_every_stored_result_right() {
    let built: Vec<Built> = report().into_iter().chain(mistakes()).chain(cases()).collect();
    let files: Vec<(&str, &[u8])> = built.iter().map(|b| (b.name.as_str(), b.bytes.as_slice())).collect();
    for (built, recalculation) in built.iter().zip(referee::recalculate(&files)) {
        assert!(recalculation.formulas > 5, "{}: {} formulas", built.name, recalculation.formulas);
        assert!(recalculation.differing.is_empty(), "{}: {:#?}", built.name, recalculation.differing);
    }
}

#[test]
fn what_is_written_reads_back_the_same() {
    for built in report().into_iter().chain(cases()) {
        let (again, ..) = study(&built.bytes);
        let (was, is) = (figures(&built.laporan), figures(&again));
        assert!(was.len() > 10, "{}: {} figures", built.name, was.len());
        let differing: Vec<_> = was.iter().zip(&is).filter(|(was, is)| was != is).take(10).collect();
        assert!(differing.is_empty() && was.len() == is.len(), "{}: {differing:#?}", built.name);
    }
}

#[test]
fn every_total_and_percentage_is_a_formula() {
    for built in report() {
        let workbook = grid::open(&built.bytes).unwrap();
        let again = read(&workbook, &Settings::default()).laporan;
        let is_formula = |place: lampiran_core::Place| {
            workbook.sheets[usize::from(place.sheet.0)].formulas.contains_key(&place.cell)
        };
        for (bagian, hasil) in again.bagian().zip(&built.computed.bagian) {
            assert_eq!(bagian.total.is_some(), hasil.jumlah.is_some(), "{}: {}", built.name, bagian.nama());
            if let Some(total) = &bagian.total {
                let places = [total.tahunan.place, total.target.place, total.realisasi.place, total.persen.place];
                assert!(places.into_iter().all(is_formula), "{}: TOTAL of {}", built.name, bagian.nama());
            }
            for persen in percentages(bagian) {
                assert_eq!(persen.value.angka().is_some(), is_formula(persen.place), "{} {persen:?}", built.name);
            }
        }
    }
}

#[test]
fn validators_and_excel_have_nothing_to_say() {
    for built in report().into_iter().chain(mistakes()) {
        assert_eq!(referee::disorder(&built.bytes), Vec::<String>::new(), "{}", built.name);
    }
    let with_findings = build(&root().join("fixtures/workbooks/salah/salah-target-april-tertukar.xlsx"));
    assert!(!with_findings.findings.is_empty());
    let built = [with_findings, build(&root().join("fixtures/workbooks/per-bagian.xlsx"))];
    let found = referee::validate(&[0, 1].map(|i: usize| (built[i].name.as_str(), built[i].bytes.as_slice())));
    assert_eq!(found, [Vec::<String>::new(), Vec::new()]);
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for path in workbooks("fixtures/workbooks") {
        assert!(build(&path).bytes == build(&path).bytes, "{}", path.display());
    }
}

#[test]
fn what_excel_cannot_keep_is_text_or_refused() {
    let path = root().join("fixtures/workbooks/lampiran-2024-02.xlsx");
    let (mut laporan, ..) = study(&std::fs::read(path).unwrap());
    let settings = Settings::default();
    let anggaran = &mut laporan.lampiran[0].bagian[0].sasaran[0].anggaran;
    // Sixteen digits, where Excel keeps fifteen; and a block that is hidden.
    let februari = anggaran[0].bulan[Bulan::new(2).unwrap()].as_mut().unwrap();
    februari.realisasi.value = Nilai::Angka(Rupiah("1234567890123456".parse().unwrap()));
    anggaran[1].tersembunyi = true;
    let computed = compute(&laporan, &settings);
    let bytes = anew(&laporan, &computed, &[], &OPTIONS).unwrap();
    let recalculation = referee::recalculate(&[("figures.xlsx", &bytes)]).remove(0);
    assert_eq!(recalculation.differing, Vec::<String>::new());
    let (again, ..) = study(&bytes);
    let anggaran = &again.lampiran[0].bagian[0].sasaran[0].anggaran;
    let februari = anggaran[0].bulan[Bulan::new(2).unwrap()].as_ref().unwrap();
    assert_eq!(februari.realisasi.value, Nilai::Angka(Rupiah("1234567890123456".parse().unwrap())));

    let anggaran = &mut laporan.lampiran[0].bagian[0].sasaran[0].anggaran;
    let februari = anggaran[0].bulan[Bulan::new(2).unwrap()].as_mut().unwrap();
    februari.keterangan.value = Some("x".repeat(32_768).into());
    let refused = anew(&laporan, &computed, &[], &OPTIONS).unwrap_err();
    assert!(matches!(&refused, WriteError::TextTooLong { sheet, cell } if sheet == "LAMPIRAN 1" && cell == "S12"));
    assert!(refused.text().id.contains("LAMPIRAN 1!S12"));
}

/// Every figure and name of a report with the state of its cell, one a line, without percentages and totals.
fn figures(laporan: &Laporan) -> Vec<String> {
    let mut lines = Vec::new();
    for lampiran in &laporan.lampiran {
        lines.push(format!("Lampiran {} {}", lampiran.nomor, lampiran.judul));
        for bagian in &lampiran.bagian {
            lines.push(format!("{} {}", bagian.kepala.kolom, bagian.nama()));
            for sasaran in &bagian.sasaran {
                lines.push(format!("{} {}", sasaran.no, sasaran.uraian.value));
                sasaran.indikator.iter().for_each(|indikator| indikator_figures(indikator, &mut lines));
                sasaran.anggaran.iter().for_each(|anggaran| anggaran_figures(anggaran, &mut lines));
            }
            if let Some(pejabat) = &bagian.pejabat {
                let lines_of = [&pejabat.kota, &pejabat.tanggal, &pejabat.jabatan, &pejabat.nama, &pejabat.pangkat];
                lines.extend(lines_of.into_iter().chain([&pejabat.nip]).flatten().map(|line| line.value.clone()));
            }
        }
    }
    lines
}

fn indikator_figures(indikator: &Indikator, lines: &mut Vec<String>) {
    let Indikator { no, uraian, satuan, target_tahunan, bulan, .. } = indikator;
    lines.push(format!("{no} {} {} {:?}", uraian.value, satuan.value, target_tahunan.value));
    lines.extend(months(bulan, |isi| {
        let output = isi.output.as_ref().and_then(|output| output.value.as_deref());
        format!("{:?} {:?} {:?} {output:?}", isi.target.value, isi.realisasi.value, isi.keterangan.value)
    }));
}

fn anggaran_figures(anggaran: &Anggaran, lines: &mut Vec<String>) {
    let Anggaran { no, kode, nama, tahunan, mulai_blok, bulan, .. } = anggaran;
    lines.push(format!("{no} {kode:?} {} {:?} at {mulai_blok}", nama.value, tahunan.value));
    lines.extend(months(bulan, |isi| {
        format!("{:?} {:?} {:?}", isi.target.value, isi.realisasi.value, isi.keterangan.value)
    }));
}

/// A line for each month. One that has no row is written as the form has it: blank.
fn months<T>(bulan: &PerBulan<Option<T>>, line: impl Fn(&T) -> String) -> Vec<String> {
    let line = |isi: &T| line(isi).replace("Kosong", "").replace("None", "").trim().to_owned();
    bulan.iter().map(|(bulan, isi)| format!("{bulan} {}", isi.as_ref().map_or_else(String::new, line))).collect()
}

fn percentages(bagian: &Bagian) -> Vec<&Sourced<Nilai<Persen>>> {
    let kinerja = bagian.indikator().flat_map(|i| i.bulan.iter()).filter_map(|(_, isi)| Some(&isi.as_ref()?.persen));
    let anggaran = bagian.anggaran().flat_map(|a| a.bulan.iter()).filter_map(|(_, isi)| Some(&isi.as_ref()?.persen));
    kinerja.chain(anggaran).collect()
}
