//! The front door: opens the workbooks that staff really have, and reads the lampiran in them.
//!
//! bytes → [`grid::Workbook`] → recognised tables → [`Laporan`]. Only opening may refuse a file ([`Refusal`]); after
//! that every stage returns its value *and* the diagnostics of what it noticed.

mod date;
mod evaluate;
pub mod figure;
pub mod grid;
mod layouts;
mod lower;
mod month;
mod ordinal;
mod pages;
mod recognise;
mod stated;
mod view;
mod words;

pub use grid::Refusal;
use grid::Workbook;
use lampiran_core::{Diagnostic, Laporan, Masukan, Page, Recalculated, Settings, Written};

/// What was read from a workbook, and what was noticed on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The report; without any lampiran where none was found (a diagnostic says so).
    pub laporan: Laporan,
    /// What was noticed, in the order of the document.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the lampiran in an opened workbook. It never fails: what cannot be read is a diagnostic with its cell.
pub fn read(workbook: &Workbook, settings: &Settings) -> Reading {
    lower::lower(workbook, &evaluate::evaluate(workbook), &layouts::Headings::new(&settings.judul_kolom))
}

/// Reads a table in which realisasi are handed in: columns Bulan, Realisasi and a name, and Bagian and Keterangan where it
/// has them, in any order. What cannot be read is a diagnostic with its cell, and not among the rows. `None` where no sheet
/// holds such a table.
pub fn read_masukan(workbook: &Workbook, settings: &Settings) -> Option<(Vec<Masukan>, Vec<Diagnostic>)> {
    lower::masukan(workbook, &evaluate::evaluate(workbook), &layouts::Headings::new(&settings.judul_kolom))
}

/// Puts what was written into a workbook's file into its cells too, and gives what its formulas come to then. What is read
/// afterwards is what the written file says.
pub fn rewrite(workbook: &mut Workbook, written: &[Written]) -> Recalculated {
    grid::written::write(workbook, written);
    grid::written::show_blank_formulas(workbook);
    let recalculated = evaluate::recalculate(workbook, written);
    grid::written::store(workbook, &recalculated);
    recalculated
}

/// The pages of all names that the findings of opening and reading may have.
pub fn pages() -> &'static [Page] {
    pages::PAGES
}
