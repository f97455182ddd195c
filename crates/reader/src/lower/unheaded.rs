//! Tables that look like a lampiran but whose headings are not the form's: they are said, not read.

use std::collections::BTreeMap;

use lampiran_core::{Bulan, CellRef};

use crate::grid::Cell;
use crate::view::{View, cell_in};
use crate::{layouts, month};

/// The column of months of a table that looks like a lampiran under headings that are not known: a run of twelve, beside
/// a label that stands over it, or below one of the form's own words. A column of months alone is none.
pub(super) fn months(view: &View) -> Option<CellRef> {
    let rows: Vec<&[Cell]> = view.sheet.rows().collect();
    let mut runs: BTreeMap<u16, (usize, Bulan)> = BTreeMap::new();
    for (i, cell) in rows.iter().enumerate().flat_map(|(i, row)| row.iter().map(move |cell| (i, cell))) {
        let Some(bulan) = view.text(cell).and_then(month::name) else { continue };
        let col = cell.at().col;
        match runs.get_mut(&col) {
            Some((first, last)) if last.next() == Some(bulan) => {
                *last = bulan;
                let run = rows.get(*first..=i).unwrap_or_default();
                let above = first.checked_sub(1).and_then(|above| rows.get(above));
                if bulan == Bulan::DESEMBER
                    && (has_label_over(view, run, col) || above.is_some_and(|row| has_form_word(view, row)))
                {
                    return run.first().and_then(|row| cell_in(row, col)).map(Cell::at);
                }
            }
            _ if bulan == Bulan::JANUARI => {
                runs.insert(col, (i, bulan));
            }
            _ => {}
        }
    }
    None
}

/// Whether a text left of a run of months stands in its first row alone.
fn has_label_over<'a>(view: &View<'a>, run: &[&'a [Cell]], months: u16) -> bool {
    let Some((top, rest)) = run.split_first() else { return false };
    let labels =
        top.iter().filter(|cell| cell.at().col < months && view.text(cell).is_some()).map(|cell| cell.at().col);
    let alone = |col: u16| rest.iter().all(|row| cell_in(row, col).is_none_or(|cell| view.text(cell).is_none()));
    labels.into_iter().any(alone)
}

/// Whether a row of headings has a word that only this form has.
fn has_form_word<'a>(view: &View<'a>, row: &'a [Cell]) -> bool {
    use layouts::Heading::{Indikator, Sasaran, Tahunan};
    let named = row.iter().filter_map(|cell| view.heading(view.text(cell)?));
    named.into_iter().any(|(heading, _)| matches!(heading, Sasaran | Indikator | Tahunan))
}
