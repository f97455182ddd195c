//! The piece of a table that a finding is about: the block's first row, the row of the cell, and the columns that
//! matter, with the cell marked.

use lampiran_core::{Anggaran, Bagian, Bulan, CellRef, Decimal, Diagnostic, Indikator, Kolom, Place, Total, format_id};
use lampiran_reader::grid::{Cell, Content, Format, Sheet, Shown};

use crate::Outcome;

/// Rows of the block that are shown at most.
const MOST_ROWS: usize = 5;
/// Cells that are shown of a row which belongs to no block.
const MOST_CELLS: usize = 5;

/// Rows of a sheet, all with the same columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The letters of the columns.
    pub columns: Vec<String>,
    /// The rows, top to bottom; rows between them may be left out.
    pub rows: Vec<ExcerptRow>,
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
}

/// The excerpt for a finding that points at a cell.
pub fn excerpt(outcome: &Outcome, finding: &Diagnostic) -> Option<Excerpt> {
    let place = finding.place()?;
    let sheet = outcome.workbook.as_ref()?.sheets.get(usize::from(place.sheet.0))?;
    let block = outcome
        .laporan
        .bagian()
        .filter(|bagian| bagian.lembar == place.sheet)
        .find_map(|bagian| block_at(bagian, place.cell))
        .unwrap_or_else(|| Block::row(sheet, place.cell));
    // Where one finding stands for many, the first of them shows what is meant.
    let also = if finding.count > 1 { &[] } else { finding.also.as_slice() };
    Some(block.excerpt(sheet, place, also))
}

/// What is known of the rows and columns around a cell.
struct Block {
    columns: Vec<u16>,
    rows: Vec<(u32, Option<Bulan>)>,
    month_column: Option<u16>,
}

fn block_at(bagian: &Bagian, cell: CellRef) -> Option<Block> {
    let letak = &bagian.kepala.letak;
    let total = bagian.total.as_ref().filter(|total| total.label.cell.row == cell.row).map(Block::total);
    let blocks = bagian.sasaran.iter().flat_map(|sasaran| {
        let kinerja = sasaran.indikator.iter().map(|indikator| Block::kinerja(indikator, letak, cell));
        kinerja.chain(sasaran.anggaran.iter().map(|anggaran| Block::anggaran(anggaran, letak, cell)))
    });
    total.or_else(|| blocks.into_iter().find(|block| block.holds(cell)))
}

impl Block {
    fn kinerja(indikator: &Indikator, letak: &Kolom, cell: CellRef) -> Self {
        let months =
            indikator.bulan.iter().filter_map(|(bulan, isi)| Some((isi.as_ref()?.bulan.cell.row, Some(bulan))));
        let name = indikator.uraian.place.cell.row;
        let front = [letak.indikator, letak.satuan, letak.target_tahunan, letak.kinerja_bulan];
        let figures = [letak.kinerja_target, letak.kinerja_realisasi, letak.kinerja_persen, letak.kinerja_keterangan];
        Self::new(name, months, front, figures, letak.kinerja_bulan, cell)
    }

    fn anggaran(anggaran: &Anggaran, letak: &Kolom, cell: CellRef) -> Self {
        let months = anggaran.bulan.iter().filter_map(|(bulan, isi)| Some((isi.as_ref()?.bulan.cell.row, Some(bulan))));
        let name = anggaran.nama.place.cell.row;
        let front = [letak.anggaran, None, letak.tahunan, letak.anggaran_bulan];
        let figures =
            [letak.anggaran_target, letak.anggaran_realisasi, letak.anggaran_persen, letak.anggaran_keterangan];
        Self::new(name, months, front, figures, letak.anggaran_bulan, cell)
    }

    /// A block of twelve months: what names it, then its figures up to the one that is meant. A realisasi is shown
    /// between its target and its percentage, for they explain it.
    fn new(
        name: u32,
        months: impl Iterator<Item = (u32, Option<Bulan>)>,
        front: [Option<u16>; 4],
        figures: [Option<u16>; 4],
        month_column: Option<u16>,
        cell: CellRef,
    ) -> Self {
        let last = match figures.iter().position(|column| *column == Some(cell.col)) {
            Some(3) => 4,
            Some(1 | 2) => 3,
            _ => 1,
        };
        let columns = front.into_iter().chain(figures.into_iter().take(last)).flatten().collect();
        let mut rows: Vec<_> = months.collect();
        if rows.iter().all(|(row, _)| *row != name) {
            rows.push((name, None));
        }
        rows.sort_unstable();
        Self { columns, rows, month_column }
    }

    fn total(total: &Total) -> Self {
        let row = total.label.cell.row;
        let mut columns = vec![
            total.label.cell.col,
            total.tahunan.place.cell.col,
            total.target.place.cell.col,
            total.realisasi.place.cell.col,
            total.persen.place.cell.col,
        ];
        columns.dedup();
        Self { columns, rows: vec![(row, None)], month_column: None }
    }

    /// The cells of a row that stand nearest.
    fn row(sheet: &Sheet, cell: CellRef) -> Self {
        let mut columns: Vec<u16> = sheet.row(cell.row).iter().map(|cell| cell.at().col).collect();
        columns.push(cell.col);
        columns.sort_by_key(|column| column.abs_diff(cell.col));
        columns.dedup();
        columns.truncate(MOST_CELLS);
        columns.sort_unstable();
        Self { columns, rows: vec![(cell.row, None)], month_column: None }
    }

    fn holds(&self, cell: CellRef) -> bool {
        let first = self.rows.first().map_or(u32::MAX, |row| row.0);
        let last = self.rows.last().map_or(0, |row| row.0);
        (first..=last).contains(&cell.row) && self.columns.contains(&cell.col)
    }

    fn excerpt(self, sheet: &Sheet, place: Place, also: &[Place]) -> Excerpt {
        let also: Vec<u32> =
            also.iter().filter(|other| other.sheet == place.sheet).map(|other| other.cell.row).collect();
        let is_first = |i: usize| i == 0;
        let mut rows: Vec<(u32, Option<Bulan>)> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(i, (row, _))| is_first(*i) || *row == place.cell.row || also.contains(row))
            .map(|(_, row)| *row)
            .collect();
        if rows.iter().all(|(row, _)| *row != place.cell.row) {
            rows.push((place.cell.row, None));
            rows.sort_unstable();
        }
        while rows.len() > MOST_ROWS {
            let Some(i) = rows.iter().rposition(|(row, _)| *row != place.cell.row) else { break };
            rows.remove(i);
        }
        let columns = self.columns.iter().map(|column| CellRef::letters(*column)).collect();
        let shown = |row: u32, bulan: Option<Bulan>, col: u16| {
            let at = CellRef::new(row, col);
            let mut cell = sheet.get(at).map_or_else(ExcerptCell::default, shown);
            if let Some(bulan) = bulan.filter(|_| self.month_column == Some(col)) {
                cell = ExcerptCell { text: bulan.to_string(), ..ExcerptCell::default() };
            }
            cell.is_marked = at == place.cell;
            cell
        };
        let rows = rows
            .into_iter()
            .map(|(row, bulan)| ExcerptRow {
                number: row + 1,
                cells: self.columns.iter().map(|col| shown(row, bulan, *col)).collect(),
            })
            .collect();
        Excerpt { columns, rows }
    }
}

/// A cell as the sheet shows it.
fn shown(cell: &Cell) -> ExcerptCell {
    let (text, is_number) = match &cell.content {
        Content::Number(number) => (number_text(number.decimal(), cell.format()), true),
        Content::Text(text) | Content::Error(text) | Content::Unreadable(text) => (text.to_string(), false),
        Content::Bool(true) => ("TRUE".to_owned(), false),
        Content::Bool(false) => ("FALSE".to_owned(), false),
        Content::Uncalculated => (String::new(), false),
    };
    ExcerptCell { text, is_number, is_marked: false }
}

fn number_text(number: Decimal, format: Format) -> String {
    if format.zero_as_dash && number.is_zero() {
        return "-".to_owned();
    }
    let is_percent = format.shown == Shown::Percent;
    let number = if is_percent { number.saturating_mul(Decimal::ONE_HUNDRED) } else { number };
    let number = format
        .decimals
        .map_or(number.normalize(), |decimals| lampiran_core::Persen(number).rounded_to(decimals.into()).0);
    let text = format_id(number);
    if is_percent { format!("{text}%") } else { text }
}
