//! Every fixture that can be filled in place, as it is and filled.
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "a fixture that cannot be filled fails the test")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use lampiran_core::{Computed, Diagnostic, Laporan, Settings, check, compute};
use lampiran_reader::grid::{self, Workbook};
use lampiran_reader::rewrite;
use lampiran_writer::{Change, Filling, Options};

use crate::house::root;

/// A workbook as it is read.
pub struct Report {
    /// What it says.
    pub laporan: Laporan,
    /// What its figures should be.
    pub computed: Computed,
    /// What was found.
    pub findings: Vec<Diagnostic>,
}

/// Reads a workbook.
pub fn read(bytes: &[u8]) -> Report {
    report(&grid::open(bytes).unwrap())
}

/// What an opened workbook says.
pub fn report(workbook: &Workbook) -> Report {
    let settings = Settings::default();
    let reading = lampiran_reader::read(workbook, &settings);
    let computed = compute(&reading.laporan, &settings);
    let findings = check(&reading.laporan, &computed, &settings, reading.diagnostics);
    Report { laporan: reading.laporan, computed, findings }
}

/// A filled workbook, and what was changed in it.
pub struct Filled {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// Its cells that were filled or changed.
    pub changes: Vec<Change>,
}

/// A workbook with its figures written, and its cells as they are then.
pub fn figures_of(bytes: &[u8]) -> (Filling<'_>, Workbook) {
    let mut workbook = grid::open(bytes).unwrap();
    let report = report(&workbook);
    let was_calculated = report.findings.iter().all(|finding| finding.name != "rumus-tanpa-nilai");
    let mut filling = Filling::open(bytes, &report.laporan.lembar).unwrap().listed();
    let written =
        filling.figures(report.laporan, report.computed, |sheet, area| workbook.numbers_in(sheet, area)).unwrap();
    if !(written.is_empty() && was_calculated) {
        filling.results(&rewrite(&mut workbook, &written)).unwrap();
    }
    (filling, workbook)
}

/// Fills the figures alone.
pub fn fill_figures(bytes: &[u8]) -> Filled {
    let (mut filling, _) = figures_of(bytes);
    Filled { changes: filling.take_changes(), bytes: filling.finish().unwrap() }
}

/// Fills a workbook as the program does: the findings are those that stand once the figures are filled.
pub fn fill(bytes: &[u8]) -> Filled {
    let (mut filling, workbook) = figures_of(bytes);
    let Report { laporan, computed, findings } = report(&workbook);
    filling.findings(&laporan, &computed, &findings, &Options::default()).unwrap();
    Filled { changes: filling.take_changes(), bytes: filling.finish().unwrap() }
}

/// The .xlsx and .xlsm files in a folder of fixtures in which a lampiran is found.
fn workbooks(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join("fixtures").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "xlsx" || kind == "xlsm"))
        .collect();
    paths.sort();
    let files = paths.iter().map(|path| (name(path), std::fs::read(path).unwrap()));
    files
        .filter(|(_, bytes)| {
            grid::open(bytes).is_ok_and(|workbook| {
                lampiran_reader::read(&workbook, &Settings::default()).laporan.bagian().next().is_some()
            })
        })
        .collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// A fixture, as it is and filled.
pub struct Case {
    /// The name of its file.
    pub name: String,
    /// As it is.
    pub bytes: Vec<u8>,
    /// Filled.
    pub filled: Vec<u8>,
}

/// Workbooks of real reports have more bytes than this, small ones fewer.
pub const REAL_SIZE: usize = 25_000;

/// All fixtures that can be filled in place; of those with a planted mistake, the ones that change something else.
pub fn all() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let mistakes = ["salah-huruf-o.xlsx", "salah-kegiatan-ganda.xlsx", "salah-realisasi-maret-terisi.xlsx"];
        let files = ["workbooks", "workbooks/salah", "cases", "inplace"].into_iter().flat_map(workbooks);
        let files = files.filter(|(name, _)| !name.starts_with("salah-") || mistakes.contains(&name.as_str()));
        files.map(|(name, bytes)| Case { filled: fill(&bytes).bytes, name, bytes }).collect()
    })
}

/// One of them.
pub fn case(name: &str) -> &'static Case {
    all().iter().find(|case| case.name == name).unwrap()
}

/// The parts of a package, by name.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut part = zip.by_index(i).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// What staff typed: names, amounts, remarks.
pub fn figures(laporan: &Laporan) -> Vec<String> {
    let mut all = Vec::new();
    for sasaran in laporan.bagian().flat_map(|bagian| &bagian.sasaran) {
        all.push(sasaran.uraian.value.clone());
        for indikator in &sasaran.indikator {
            all.push(format!(
                "{} {:?} {}",
                indikator.uraian.value, indikator.target_tahunan.value, indikator.satuan.value
            ));
            for isi in indikator.bulan.iter().filter_map(|(_, isi)| isi.as_ref()) {
                all.push(format!("{:?} {:?} {:?}", isi.target.value, isi.realisasi.value, isi.keterangan.value));
            }
        }
        for anggaran in &sasaran.anggaran {
            all.push(format!("{} {:?}", anggaran.nama.value, anggaran.tahunan.value));
            for isi in anggaran.bulan.iter().filter_map(|(_, isi)| isi.as_ref()) {
                all.push(format!("{:?} {:?} {:?}", isi.target.value, isi.realisasi.value, isi.keterangan.value));
            }
        }
    }
    all
}
