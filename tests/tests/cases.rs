//! Small workbooks, each odd in one way, against the values and findings that `fixtures/cases/expect.json` demands.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use lampiran_core::{
    Bagian, Bulan, Computed, Decimal, Grade, Jumlah, Lang, Laporan, Nilai, Persen, Rupiah, Settings, Ukuran, check,
    compute,
};
use lampiran_reader::{Reading, grid, read};
use lampiran_tests::house::root;
use serde_json::Value;

/// What reading must say of a case, and nothing else: name, grade, the cell to look at, what should stand there.
type Said = (&'static str, Grade, &'static str, Option<&'static str>);

/// What a check must say: name, grade, cell.
type Checked = (&'static str, Grade, &'static str);

/// What reading says of the cases that are not silent.
const SAID: &[(u64, &[Said])] = &[
    (11, &[("angka-sebagai-teks", Grade::PerluDilihat, "E10", None)]),
    (13, &[("angka-sebagai-teks", Grade::PerluDilihat, "L10", None)]),
    (15, &[("angka-sebagai-teks", Grade::PerluDilihat, "O19", None)]),
    (19, &[("nip-rusak", Grade::PerluDilihat, "N41", None)]),
    (
        21,
        &[
            ("angka-sebagai-teks", Grade::PerluDilihat, "P13", None),
            ("angka-meragukan", Grade::PerluDilihat, "P15", Some("95.00")),
        ],
    ),
    (23, &[("sel-galat", Grade::PerluDilihat, "P12", None), ("sel-galat", Grade::Salah, "O17", None)]),
    (
        31,
        &[
            ("baris-tersembunyi", Grade::PerluDilihat, "C34", None),
            ("baris-tersembunyi", Grade::PerluDilihat, "K34", None),
        ],
    ),
    (
        35,
        &[
            ("angka-menjadi-tanggal", Grade::PerluDilihat, "A10", None),
            ("angka-menjadi-tanggal", Grade::Salah, "E10", None),
            ("angka-menjadi-tanggal", Grade::Salah, "P11", Some("95.00")),
        ],
    ),
    (37, &[("bulan-ganda", Grade::Salah, "M13", Some("April"))]),
    (39, &[("rumus-tanpa-nilai", Grade::PerluDilihat, "P11", None)]),
    (43, &[("angka-sebagai-teks", Grade::PerluDilihat, "E10", None)]),
    (61, &[("lampiran-tidak-ditemukan", Grade::PerluDilihat, "", None)]),
];

/// What the checks add to it. Cases that are not here draw nothing more.
const CHECKED: &[(u64, &[Checked])] = &[
    (
        21,
        &[
            ("realisasi-di-luar-periode", Grade::PerluDilihat, "O12"),
            ("realisasi-di-luar-periode", Grade::PerluDilihat, "O13"),
            ("realisasi-di-luar-periode", Grade::PerluDilihat, "O14"),
            ("realisasi-di-luar-periode", Grade::PerluDilihat, "O15"),
        ],
    ),
    (
        23,
        &[
            ("realisasi-tanpa-target", Grade::PerluDilihat, "O13"),
            ("realisasi-di-luar-periode", Grade::PerluDilihat, "O13"),
        ],
    ),
    (25, &[("total-target-tidak-cocok", Grade::Salah, "N36"), ("total-realisasi-tidak-cocok", Grade::Salah, "O36")]),
    (27, &[("total-realisasi-tidak-cocok", Grade::Salah, "O34"), ("total-persen-tidak-cocok", Grade::Salah, "P34")]),
    (29, &[("total-kosong", Grade::Salah, "L34")]),
    (63, &[("total-kosong", Grade::PerluDilihat, "L46")]),
];

#[test]
fn values_and_findings_are_those_expected() {
    let expected: Value = serde_json::from_slice(&fs::read(folder().join("expect.json")).unwrap()).unwrap();
    let cases = expected["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 34);
    let mut wrong = String::new();
    for case in cases {
        let name = case["id"].as_str().unwrap();
        for file in files(case["file"].as_str().unwrap()) {
            let bytes = fs::read(&file).unwrap();
            let opened = grid::open(&bytes);
            if case["expect"]["result"] == "refused" {
                assert!(opened.is_err(), "{name} must be refused");
                continue;
            }
            match opened {
                Ok(workbook) => {
                    let reading = read(&workbook, &Settings::default());
                    compare(case, &reading, &mut wrong);
                }
                Err(refusal) => writeln!(wrong, "{name}: refused: {refusal}").unwrap(),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn folder() -> PathBuf {
    root().join("fixtures/cases")
}

/// The workbooks of a case: one, or those in its folder that are no lock files.
fn files(name: &str) -> Vec<PathBuf> {
    let path = folder().join(name);
    if path.is_file() {
        return vec![path];
    }
    let is_workbook = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.to_lowercase().ends_with(".xlsx") && !name.starts_with("~$")
    };
    let mut files: Vec<PathBuf> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).filter(is_workbook).collect();
    files.sort();
    assert_eq!(files.len(), 2);
    files
}

fn compare(case: &Value, reading: &Reading, wrong: &mut String) {
    let id = case["id"].as_str().unwrap();
    let computed = compute(&reading.laporan, &Settings::default());
    for expected in case["expect"]["values"].as_array().unwrap() {
        let found = find(&reading.laporan, &computed, expected);
        if !same(expected, found.as_deref()) {
            writeln!(wrong, "{id}: {expected} but is {found:?}").unwrap();
        }
    }
    let said = SAID.iter().find(|(no, _)| case["no"] == *no).map_or(&[][..], |(_, said)| said);
    let found: Vec<_> = reading
        .diagnostics
        .iter()
        .map(|d| (d.name, d.grade, d.cell.map(|cell| cell.to_string()).unwrap_or_default(), d.expected.clone()))
        .collect();
    let matches = found.len() == said.len()
        && found
            .iter()
            .zip(said)
            .all(|(found, said)| (found.0, found.1, found.2.as_str(), found.3.as_deref()) == *said);
    if !matches {
        writeln!(wrong, "{id}: must say {said:?} but says {found:?}").unwrap();
    }
    let read = found.len();
    let checked = check(&reading.laporan, &computed, &Settings::default(), reading.diagnostics.clone());
    let errors = checked.iter().any(|finding| finding.grade == Grade::Salah);
    if errors != (case["expect"]["result"] == "errors") {
        writeln!(wrong, "{id}: result must be {} but {checked:?}", case["expect"]["result"]).unwrap();
    }
    let added: Vec<_> = checked
        .iter()
        .filter(|finding| !SAID.iter().flat_map(|(_, said)| *said).any(|said| said.0 == finding.name))
        .map(|finding| (finding.name, finding.grade, finding.cell.map(|cell| cell.to_string()).unwrap_or_default()))
        .collect();
    let expected = CHECKED.iter().find(|(no, _)| case["no"] == *no).map_or(&[][..], |(_, expected)| expected);
    let matches = read + added.len() == checked.len()
        && added.len() == expected.len()
        && added.iter().zip(expected).all(|(added, expected)| (added.0, added.1, added.2.as_str()) == *expected);
    if !matches {
        writeln!(wrong, "{id}: the checks must add {expected:?} but add {added:?}").unwrap();
    }
    for diagnostic in &checked {
        assert_ne!(diagnostic.message.get(Lang::Id), diagnostic.message.get(Lang::En));
    }
}

/// Whether a value is the one expected; nil is "-", blank nothing.
fn same(expected: &Value, found: Option<&str>) -> bool {
    match (expected["value"].as_str(), expected["state"].as_str(), found) {
        (None, Some("nil"), found) => found == Some("-"),
        (None, _, found) => found.is_none(),
        (Some(_), _, None) => false,
        (Some(expected), _, Some(found)) => match (expected.parse::<Decimal>(), found.parse::<Decimal>()) {
            (Ok(expected), Ok(found)) => expected == found,
            _ => expected == found,
        },
    }
}

/// The value that an entry names: of a month where it names one, else of the block or the TOTAL.
fn find(laporan: &Laporan, computed: &Computed, entry: &Value) -> Option<String> {
    let section = entry["section"].as_str().unwrap();
    let (i, bagian) = laporan
        .bagian()
        .enumerate()
        .find(|(_, bagian)| {
            bagian.nama() == section
                && entry["sheet"].as_str().is_none_or(|sheet| laporan.nama_lembar(bagian.lembar) == sheet)
        })
        .unwrap_or_else(|| panic!("no section {section}"));
    let field = entry["field"].as_str().unwrap();
    if let Some(field) = field.strip_prefix("total.") {
        return total(bagian, computed.bagian[i].jumlah.as_ref().unwrap(), field, entry["value"].as_str());
    }
    let block = entry["block"].as_str().unwrap();
    let bulan = entry["month"].as_str().map(month);
    match field.split_once('.').unwrap() {
        ("kinerja", field) => kinerja(bagian, block, bulan, field),
        ("anggaran", "persen") => {
            let sasaran = bagian.sasaran.iter().zip(&computed.bagian[i].sasaran);
            let mut blocks = sasaran.flat_map(|(sasaran, hasil)| sasaran.anggaran.iter().zip(&hasil.anggaran));
            let (anggaran, hasil) = blocks.find(|(anggaran, _)| anggaran.nama.value == block).unwrap();
            written_or(&anggaran.bulan[bulan.unwrap()].as_ref().unwrap().persen.value, &hasil[bulan.unwrap()])
        }
        ("anggaran", field) => anggaran(bagian, block, bulan, field),
        // The indikator a program stands beside, and the program an indikator has beside it, by rows of blocks.
        ("program", _) => beside(bagian, block),
        _ => program_beside(bagian, block),
    }
}

/// A figure of the TOTAL: as written where that is the one expected, else as computed (some cases have it wrong or
/// blank on purpose).
fn total(bagian: &Bagian, jumlah: &Jumlah, field: &str, expected: Option<&str>) -> Option<String> {
    let written = bagian.total.as_ref().unwrap();
    let (written, computed) = match field {
        "tahunan" => (text(&written.tahunan.value, rupiah), jumlah.tahunan.0),
        "target" => (text(&written.target.value, rupiah), jumlah.target.0),
        "realisasi" => (text(&written.realisasi.value, rupiah), jumlah.realisasi.0),
        _ => (text(&written.persen.value, persen), jumlah.persen.unwrap().rounded().0),
    };
    written.filter(|written| Some(written.as_str()) == expected).or_else(|| Some(computed.to_string()))
}

/// A percentage as written; where it is blank or cannot be read, as computed.
fn written_or(written: &Nilai<Persen>, computed: &Nilai<Persen>) -> Option<String> {
    text(written, persen).or_else(|| text(computed, persen))
}

fn kinerja(bagian: &Bagian, block: &str, bulan: Option<Bulan>, field: &str) -> Option<String> {
    let indikator = bagian.indikator().find(|indikator| indikator.uraian.value == block).unwrap();
    let Some(bulan) = bulan else { return text(&indikator.target_tahunan.value, ukuran) };
    let isi = indikator.bulan[bulan].as_ref().unwrap();
    match field {
        "target" => text(&isi.target.value, ukuran),
        "realisasi" => text(&isi.realisasi.value, ukuran),
        "persen" => text(&isi.persen.value, persen),
        "output" => isi.output.as_ref().unwrap().value.as_deref().map(str::to_owned),
        _ => isi.keterangan.value.as_deref().map(str::to_owned),
    }
}

fn anggaran(bagian: &Bagian, block: &str, bulan: Option<Bulan>, field: &str) -> Option<String> {
    let anggaran = bagian.anggaran().find(|anggaran| anggaran.nama.value == block).unwrap();
    let Some(bulan) = bulan else { return text(&anggaran.tahunan.value, rupiah) };
    let isi = anggaran.bulan[bulan].as_ref().unwrap();
    match field {
        "target" => text(&isi.target.value, rupiah),
        "realisasi" => text(&isi.realisasi.value, rupiah),
        _ => isi.keterangan.value.as_deref().map(str::to_owned),
    }
}

/// The last indikator that starts no lower than a program.
fn beside(bagian: &Bagian, program: &str) -> Option<String> {
    let sasaran = bagian.sasaran.iter().find(|s| s.anggaran.iter().any(|a| a.nama.value == program)).unwrap();
    let anggaran = sasaran.anggaran.iter().find(|a| a.nama.value == program).unwrap();
    let row = anggaran.nama.place.cell.row;
    sasaran.indikator.iter().rfind(|i| i.uraian.place.cell.row <= row).map(|i| i.uraian.value.clone())
}

/// The program that starts in the rows of an indikator.
fn program_beside(bagian: &Bagian, indikator: &str) -> Option<String> {
    let sasaran = bagian.sasaran.iter().find(|s| s.indikator.iter().any(|i| i.uraian.value == indikator)).unwrap();
    let top = sasaran.indikator.iter().find(|i| i.uraian.value == indikator).unwrap().uraian.place.cell.row;
    let beside = |row: u32| (top..top + 12).contains(&row);
    sasaran.anggaran.iter().find(|a| beside(a.nama.place.cell.row)).map(|a| a.nama.value.clone())
}

fn month(name: &str) -> Bulan {
    let dictionary = name.replace("Pebruari", "Februari").replace("Nopember", "November");
    Bulan::all().find(|bulan| bulan.nama() == dictionary).unwrap()
}

fn text<T>(nilai: &Nilai<T>, show: impl Fn(&T) -> String) -> Option<String> {
    match nilai {
        Nilai::Angka(angka) => Some(show(angka)),
        Nilai::Nihil => Some("-".to_owned()),
        Nilai::Kosong | Nilai::TakTerbaca => None,
    }
}

fn rupiah(rupiah: &Rupiah) -> String {
    rupiah.0.to_string()
}

fn persen(persen: &Persen) -> String {
    persen.rounded().0.to_string()
}

fn ukuran(ukuran: &Ukuran) -> String {
    ukuran.bilangan().map_or_else(|| ukuran.to_string(), |bilangan| bilangan.to_string())
}
