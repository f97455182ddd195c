//! A month typed wrong in the real report is one finding, at its cell: the sums that lack its row are not said again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use lampiran_core::{Bulan, CellRef, Grade, Place, Settings, check, compute};
use lampiran_reader::grid::{self, Cell, Content, Workbook};
use lampiran_tests::house::root;

/// The cells of some months, on either side, of blocks all over the report.
fn months(book: &Workbook) -> Vec<Place> {
    let laporan = lampiran_reader::read(book, &Settings::default()).laporan;
    let ends = [1, 2, 4, 11, 12].map(|number| Bulan::new(number).unwrap());
    let mut places = Vec::new();
    for sasaran in laporan.bagian().flat_map(|bagian| &bagian.sasaran) {
        let kinerja =
            sasaran.indikator.iter().map(|indikator| ends.map(|bulan| indikator.bulan[bulan].as_ref().unwrap().bulan));
        let anggaran =
            sasaran.anggaran.iter().map(|anggaran| ends.map(|bulan| anggaran.bulan[bulan].as_ref().unwrap().bulan));
        places.extend(kinerja.chain(anggaran).flatten());
    }
    places
}

/// What is wrong once a cell says something else.
fn wrong(book: &Workbook, at: Place, text: &str) -> Vec<(&'static str, Option<CellRef>)> {
    let mut book = book.clone();
    let cells = &mut book.sheets[usize::from(at.sheet.0)].cells;
    let i = cells.iter().position(|cell| cell.at() == at.cell).unwrap();
    cells[i] = Cell::new(at.cell, Content::from(text), cells[i].format());
    let settings = Settings::default();
    let reading = lampiran_reader::read(&book, &settings);
    let computed = compute(&reading.laporan, &settings);
    let found = check(&reading.laporan, &computed, &settings, reading.diagnostics);
    found.into_iter().filter(|said| said.grade == Grade::Salah).map(|said| (said.name, said.cell)).collect()
}

#[test]
fn a_word_that_is_no_month_is_one_finding() {
    let book = grid::open(&std::fs::read(root().join("fixtures/workbooks/lampiran-2024-02.xlsx")).unwrap()).unwrap();
    let places = months(&book);
    assert!(places.len() > 100);
    for at in places.into_iter().step_by(7) {
        assert_eq!(wrong(&book, at, "J a n"), [("bulan-hilang", Some(at.cell))]);
    }
}
