//! The piece of a table that a finding is about: the block's first row, the row of the cell, and the columns that
//! matter, with the cell marked.

mod index;
mod shown;

use lampiran_core::{Bulan, CellRef, Diagnostic, Kolom, Place, Total};
use lampiran_reader::grid::Sheet;

use crate::Outcome;
use index::{Index, Side};

/// Rows of the block that are shown at most.
const MOST_ROWS: usize = 5;
/// Cells that are shown of a row which belongs to no block.
const MOST_CELLS: usize = 5;

/// Rows of a sheet, all with the same columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The columns, left to right.
    pub columns: Vec<ExcerptColumn>,
    /// The rows, top to bottom; rows between them may be left out.
    pub rows: Vec<ExcerptRow>,
}

/// One column of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptColumn {
    /// Its letters.
    pub letters: String,
    /// What the form heads it with, where it is a column of the form.
    pub heading: Option<&'static str>,
    /// Whether it holds names, which may be cut where there is little room.
    pub is_name: bool,
    /// Whether the cell that the finding points at stands in it.
    pub is_marked: bool,
}

/// One row of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptRow {
    /// Its number, as Excel counts.
    pub number: u32,
    /// A cell for each column.
    pub cells: Vec<ExcerptCell>,
}

/// One cell of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExcerptCell {
    /// What it shows; empty where it is blank.
    pub text: String,
    /// Whether it holds a number (they stand right).
    pub is_number: bool,
    /// Whether it is the cell the finding points at.
    pub is_marked: bool,
    /// Whether it is a formula without a result.
    pub is_uncalculated: bool,
}

/// The excerpts of one file's findings.
pub struct Excerpts<'a> {
    outcome: &'a Outcome,
    index: Index<'a>,
}

impl<'a> Excerpts<'a> {
    /// Prepares the excerpts of a file.
    pub fn new(outcome: &'a Outcome) -> Self {
        Self { outcome, index: Index::new(&outcome.laporan) }
    }

    /// The excerpt for a finding that points at a cell.
    pub fn of(&self, finding: &Diagnostic) -> Option<Excerpt> {
        let place = finding.place()?;
        let sheet = self.outcome.workbook.as_ref()?.sheets.get(usize::from(place.sheet.0))?;
        // Where one finding stands for many, the first of them shows what is meant.
        let also = if finding.count > 1 { &[] } else { finding.also.as_slice() };
        let also: Vec<CellRef> =
            also.iter().filter(|other| other.sheet == place.sheet).map(|other| other.cell).collect();
        let view = if let Some(total) = self.index.total(place) {
            View::total(total)
        } else if let Some(block) = self.index.block(place) {
            View::block(block, place, &also)
        } else {
            View::row(sheet, place)
        };
        Some(view.excerpt(sheet, place, &also))
    }
}

/// A column that is shown.
struct Column {
    at: u16,
    is_name: bool,
    heading: Option<&'static str>,
}

/// Which rows and columns are shown.
struct View {
    columns: Vec<Column>,
    /// The rows, and the month of those that have one.
    rows: Vec<(u32, Option<Bulan>)>,
    /// The column that names the months.
    months: Option<u16>,
}

impl View {
    /// A block of twelve months: what names it, then its figures up to the one that is meant. A realisasi is shown
    /// between its target and its percentage, for they explain it; the year's figure stands there where the finding
    /// compares the two, or speaks of targets.
    fn block(block: &index::Block, place: Place, also: &[CellRef]) -> Self {
        let (front, figures) = columns(block.side, block.letak);
        let last = match figures.iter().position(|column| *column == Some(place.cell.col)) {
            Some(3) => 4,
            Some(1 | 2) => 3,
            _ => 1,
        };
        let [name, satuan, tahunan, months] = front;
        let is_meant = |column: &u16| last == 1 || also.iter().any(|cell| cell.col == *column);
        let front = [name, satuan.filter(is_meant), tahunan.filter(is_meant), months];
        let columns = front.into_iter().chain(figures.into_iter().take(last)).zip(block.side.headings());
        let column = |(at, heading): (Option<u16>, _)| {
            let at = at?;
            Some(Column { at, is_name: Some(at) == name, heading: Some(heading) })
        };
        let mut columns: Vec<Column> = columns.filter_map(column).collect();
        if columns.iter().all(|column| column.at != place.cell.col) {
            columns.push(Column { at: place.cell.col, is_name: false, heading: None });
            columns.sort_by_key(|column| column.at);
        }
        Self { columns, rows: block.rows(), months }
    }

    fn total(total: &Total) -> Self {
        let figures = [
            (total.tahunan.place.cell.col, "Tahunan"),
            (total.target.place.cell.col, "Target"),
            (total.realisasi.place.cell.col, "Realisasi"),
            (total.persen.place.cell.col, "%"),
        ];
        let mut columns = vec![Column { at: total.label.cell.col, is_name: true, heading: None }];
        columns.extend(figures.map(|(at, heading)| Column { at, is_name: false, heading: Some(heading) }));
        columns.dedup_by_key(|column| column.at);
        Self { columns, rows: vec![(total.label.cell.row, None)], months: None }
    }

    /// The cells of a row that stand nearest.
    fn row(sheet: &Sheet, place: Place) -> Self {
        let mut columns: Vec<u16> = sheet.row(place.cell.row).iter().map(|cell| cell.at().col).collect();
        columns.push(place.cell.col);
        columns.sort_by_key(|column| column.abs_diff(place.cell.col));
        columns.dedup();
        columns.truncate(MOST_CELLS);
        columns.sort_unstable();
        let columns = columns.into_iter().map(|at| Column { at, is_name: true, heading: None }).collect();
        Self { columns, rows: vec![(place.cell.row, None)], months: None }
    }

    fn excerpt(self, sheet: &Sheet, place: Place, also: &[CellRef]) -> Excerpt {
        let columns = self.columns.iter().map(|column| ExcerptColumn {
            letters: CellRef::letters(column.at),
            heading: column.heading,
            is_name: column.is_name,
            is_marked: column.at == place.cell.col,
        });
        let rows = self.chosen(place.cell.row, also).into_iter().map(|(row, bulan)| {
            let cell = |column: &Column| self.cell(sheet, CellRef::new(row, column.at), bulan, place.cell);
            ExcerptRow { number: row + 1, cells: self.columns.iter().map(cell).collect() }
        });
        Excerpt { columns: columns.collect(), rows: rows.collect() }
    }

    /// The first row, the row that is meant, and those of the other cells, as many as there is room for.
    fn chosen(&self, meant: u32, also: &[CellRef]) -> Vec<(u32, Option<Bulan>)> {
        let first = self.rows.first().map(|(row, _)| *row);
        let is_chosen = |row: u32| Some(row) == first || row == meant || also.iter().any(|cell| cell.row == row);
        let mut rows: Vec<_> = self.rows.iter().copied().filter(|(row, _)| is_chosen(*row)).collect();
        if rows.iter().all(|(row, _)| *row != meant) {
            rows.push((meant, None));
            rows.sort_unstable();
        }
        while rows.len() > MOST_ROWS {
            let Some(spare) = rows.iter().rposition(|(row, _)| *row != meant) else { break };
            rows.remove(spare);
        }
        rows
    }

    fn cell(&self, sheet: &Sheet, at: CellRef, bulan: Option<Bulan>, meant: CellRef) -> ExcerptCell {
        let mut cell = match bulan.filter(|_| self.months == Some(at.col)) {
            Some(bulan) => ExcerptCell { text: bulan.to_string(), ..ExcerptCell::default() },
            None => sheet.get(at).map_or_else(ExcerptCell::default, shown::cell),
        };
        cell.is_marked = at == meant;
        cell
    }
}

/// The columns of one side of a table: name, satuan, year and month; then target, realisasi, % and keterangan.
fn columns(side: Side, letak: &Kolom) -> ([Option<u16>; 4], [Option<u16>; 4]) {
    match side {
        Side::Kinerja => (
            [letak.indikator, letak.satuan, letak.target_tahunan, letak.kinerja_bulan],
            [letak.kinerja_target, letak.kinerja_realisasi, letak.kinerja_persen, letak.kinerja_keterangan],
        ),
        Side::Anggaran => (
            [letak.anggaran, None, letak.tahunan, letak.anggaran_bulan],
            [letak.anggaran_target, letak.anggaran_realisasi, letak.anggaran_persen, letak.anggaran_keterangan],
        ),
    }
}
