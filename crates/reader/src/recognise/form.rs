//! Whether a table with heading words is a lampiran's: its columns are the form's, and its rows are blocks of months. A
//! list with a month in each row (the source of a pivot table, an agenda) is none.

use lampiran_core::Bulan;

use super::{NameColumns, Table, shows};
use crate::grid::{Cell, Content, Shown};
use crate::layouts::Side;
use crate::view::{View, cell_in};
use crate::words;

/// How many rows below a heading are looked at to see what its columns hold.
pub(super) const ROWS_BELOW: usize = 200;

/// How months stand below one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rows {
    /// No month follows another beside the same label.
    Loose,
    /// The label is typed again beside each month.
    Filled,
    /// A label stands over its months.
    Block,
}

/// Whether a table is a lampiran's. The form has names, the year, months, target and realisasi: the fewer of its columns
/// are known, the plainer its blocks must be.
pub(super) fn is_lampiran<'a>(view: &View<'a>, table: &Table, below: &[&'a [Cell]]) -> bool {
    let Table { kolom, sasaran, indikator, anggaran, unknown, .. } = table;
    let sides = [
        (Side::Kinerja, indikator, [kolom.target_tahunan, kolom.kinerja_target, kolom.kinerja_realisasi]),
        (Side::Anggaran, anggaran, [kolom.tahunan, kolom.anggaran_target, kolom.anggaran_realisasi]),
    ];
    // No other table has both words.
    let of_form = sasaran.is_some() && indikator.is_some();
    sides.into_iter().any(|(side, names, figures)| {
        let (Some(names), Some(bulan)) = (names, table.bulan(side)) else { return false };
        let [year, target, realisasi] = figures.map(|col| col.is_some());
        let least = match (year, target, realisasi) {
            (true, true, true) if of_form => return true,
            (true, true, true) => Rows::Filled,
            (false, true, true) | (true, true, false) if of_form => Rows::Filled,
            (false, true, true) | (true, true, false) => Rows::Block,
            // The missing one may be under a heading that is not known.
            (true, false, true) | (false, true, false) if !unknown.is_empty() && (of_form || year) => Rows::Block,
            (false, false, true) if !unknown.is_empty() && of_form => Rows::Block,
            _ => return false,
        };
        rows(view, names, bulan, below) >= least
    })
}

/// How the months of a column stand beside the labels of a side.
fn rows<'a>(view: &View<'a>, names: &NameColumns, bulan: u16, below: &[&'a [Cell]]) -> Rows {
    let label = |row: &'a [Cell]| {
        let cells = row.iter().filter(|cell| (names.first..=names.last).contains(&cell.at().col));
        let mut shown = cells.map(|cell| view.content(cell)).filter(|content| shows(content));
        shown.next_back()
    };
    let mut found = Rows::Loose;
    let mut above: Option<(Bulan, Option<&Content>)> = None;
    for row in below.iter().take(ROWS_BELOW) {
        let Some(month) = cell_in(row, bulan).and_then(|cell| view.month(cell)) else { continue };
        let label = label(row);
        if let Some((_, over)) = above.filter(|(above, _)| above.next() == Some(month)) {
            match label {
                None => return Rows::Block,
                Some(label) if over == Some(label) => found = Rows::Filled,
                Some(_) => {}
            }
        }
        above = Some((month, label));
    }
    found
}

/// Whether a column holds names of months, or dates, that follow one another.
pub(super) fn holds_months<'a>(view: &View<'a>, col: u16, below: &[&'a [Cell]]) -> bool {
    let mut above = None;
    below.iter().take(ROWS_BELOW).filter_map(|row| cell_in(row, col)).any(|cell| {
        let is_plain = match view.content(cell) {
            Content::Text(text) => words::fold(text).split(' ').any(|word| word.len() >= 3),
            _ => cell.format().shown == Shown::Date,
        };
        let month = view.month(cell).filter(|_| is_plain);
        let follows = above.and_then(Bulan::next).is_some_and(|next| month == Some(next));
        above = month;
        follows
    })
}
