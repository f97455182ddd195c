//! Tables that stand beside one another on a sheet, each with names, months and figures of its own: they are read like
//! sheets, each from its own columns.

use lampiran_core::CellRef;

use super::heading;
use crate::grid::{Cell, Content, Sheet};
use crate::layouts::{self, Heading};
use crate::view::View;
use crate::{figure, month, words};

/// So many rows from the top are looked at for headings.
const ROWS: usize = 200;

/// The columns of each table that stands beside another, as sheets from left to right; none where there is but one.
pub(crate) fn parts(view: &View) -> Vec<Sheet> {
    let mut parts = Vec::new();
    let mut rest: Option<Sheet> = None;
    while let Some(first) = second(&View { sheet: rest.as_ref().unwrap_or(view.sheet), ..*view }) {
        let whole = rest.as_ref().unwrap_or(view.sheet);
        let (left, right) = (columns(whole, |col| col < first), columns(whole, |col| col >= first));
        parts.push(left);
        rest = Some(right);
    }
    parts.extend(rest);
    parts
}

/// The column from which on a second table stands beside the first: a heading of the form right of another, with no third
/// that stands over both.
fn second(view: &View) -> Option<u16> {
    let rows: Vec<&[Cell]> = view.sheet.rows().take(ROWS).flat_map(|row| stretches(view, row)).collect();
    let row = |row: &[Cell]| row.first().map(|cell| cell.at().row);
    let headings = rows.chunk_by(|above, below| row(below) <= row(above).map(|row| row + 1));
    let mut tables: Vec<(u16, u16)> = headings.flat_map(|rows| tables(view, rows)).collect();
    tables.sort_unstable();
    let first = tables.iter().map(|(first, _)| *first).find(|first| {
        let over_both = tables.iter().any(|(other, last)| other < first && first <= last);
        !over_both && tables.iter().any(|(_, last)| last < first)
    })?;
    // A heading merged over the second table's first columns is its own.
    let last = |at: CellRef| view.merge_from(at).map_or(at.col, |area| area.last.col);
    let texts = || rows.iter().flat_map(|row| row.iter()).filter(|cell| view.text(cell).is_some()).map(Cell::at);
    let over = texts().filter(|at| at.col < first && last(*at) >= first).map(|at| at.col).min();
    let first = over.unwrap_or(first);
    texts().filter(|at| at.col < first).map(|at| last(at) + 1).max()
}

/// The stretches of a row that are heading words: months, numbers and sums of the tables beside part them.
fn stretches<'a>(view: &View<'a>, row: &'a [Cell]) -> impl Iterator<Item = &'a [Cell]> {
    let view = *view;
    let parts = |cell: &Cell| match &cell.content {
        Content::Text(text) => {
            let is_figure = words::is_nil(text) || figure::parse(text).is_some();
            is_figure || month::of_text(text).is_some() || layouts::sum_label(text).is_some()
        }
        _ => true,
    };
    row.split(parts).filter(move |cells| heading::known_words(&view, cells) >= 2)
}

/// The first and last columns of the tables that the rows of one heading name, from left to right: where one of the form's
/// names is headed again right of figures, another begins.
fn tables<'a>(view: &View<'a>, rows: &[&'a [Cell]]) -> Vec<(u16, u16)> {
    let known = rows.iter().flat_map(|row| row.iter());
    let known = known.filter_map(|cell| Some((cell.at().col, view.heading(view.text(cell)?)?.0)));
    // The headings over a whole side name no column.
    let is_side = |heading: Heading| matches!(heading, Heading::SisiKinerja | Heading::SisiAnggaran);
    let mut known: Vec<(u16, Heading)> = known.filter(|(_, heading)| !is_side(*heading)).collect();
    known.sort_by_key(|(col, _)| *col);
    known.dedup();
    let mut tables = Vec::new();
    let mut rest = known.as_slice();
    loop {
        let again = rest.iter().enumerate().position(|(i, (col, name))| {
            let before = rest.get(..i).unwrap_or_default();
            let earlier = before.iter().rposition(|(other, heading)| heading == name && other < col);
            is_name(*name) && earlier.and_then(|earlier| before.get(earlier..)).is_some_and(has_figures)
        });
        // The ordinals' heading before it is its own.
        let numbered =
            again.filter(|i| i.checked_sub(1).and_then(|i| rest.get(i)).is_some_and(|(_, no)| *no == Heading::No));
        let end = numbered.map(|i| i - 1).or(again).unwrap_or(rest.len());
        let Some((table, right)) = rest.split_at_checked(end) else { return tables };
        // A table begins with its ordinals or a name; what else a row holds left of it ("%") is a word of other data.
        let opens = |(_, heading): &(u16, Heading)| *heading == Heading::No || is_name(*heading);
        let table = table.iter().position(opens).and_then(|first| table.get(first..)).unwrap_or_default();
        if table.iter().any(|(_, name)| is_name(*name)) && has_figures(table) {
            tables.extend(table.first().zip(table.last()).map(|((first, _), (last, _))| (*first, *last)));
        }
        if right.is_empty() {
            return tables;
        }
        rest = right;
    }
}

const fn is_name(heading: Heading) -> bool {
    matches!(heading, Heading::Sasaran | Heading::Indikator | Heading::Anggaran)
}

fn has_figures(headings: &[(u16, Heading)]) -> bool {
    headings.iter().any(|(_, heading)| matches!(heading, Heading::Bulan | Heading::Target | Heading::Realisasi))
}

/// Some columns of a sheet, where they stand on it.
fn columns(sheet: &Sheet, has: impl Fn(u16) -> bool) -> Sheet {
    Sheet {
        name: sheet.name.clone(),
        cells: sheet.cells.iter().filter(|cell| has(cell.at().col)).cloned().collect(),
        merges: sheet.merges.iter().filter(|area| has(area.first.col)).copied().collect(),
        hidden_rows: sheet.hidden_rows.clone(),
        hidden_cols: sheet.hidden_cols.clone(),
        formulas: sheet.formulas.iter().filter(|(at, _)| has(at.col)).map(|(at, f)| (*at, f.clone())).collect(),
        ..*sheet
    }
}
