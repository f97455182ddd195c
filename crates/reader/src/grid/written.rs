//! Cells written into an opened workbook: what reading the written file again would give, without doing so.

use std::collections::BTreeMap;

use lampiran_core::{CellContent, NumberFormat, Recalculated, SheetId, Written};

use super::format::{builtin, parse};
use super::number;
use super::text::unreadable;
use super::{Cell, Content, Format, Sheet, Workbook};

/// Puts what was written into the cells.
pub(crate) fn write(workbook: &mut Workbook, written: &[Written]) {
    let mut formats = BTreeMap::new();
    for cells in written.chunk_by(|a, b| a.place.sheet == b.place.sheet) {
        let Some(sheet) = cells.first().and_then(|cell| sheet_of(workbook, cell.place.sheet)) else { continue };
        let known = sheet.cells.len();
        for cell in cells {
            let format = *formats.entry(cell.format.id).or_insert_with(|| format(&cell.format));
            put(sheet, known, cell, format);
        }
        // A stable sort of two sorted runs only merges them.
        sheet.cells.sort_by_key(Cell::at);
    }
}

/// Gives formulas that came to an empty text a cell of their own, until their results are stored: what they come to now may
/// be a number.
pub(crate) fn show_blank_formulas(workbook: &mut Workbook) {
    for sheet in &mut workbook.sheets {
        let blank = sheet.formulas.keys().filter(|at| sheet.get(**at).is_none());
        let blank: Vec<Cell> = blank.map(|at| Cell::new(*at, "".into(), Format::default())).collect();
        if !blank.is_empty() {
            sheet.cells.extend(blank);
            sheet.cells.sort_by_key(Cell::at);
        }
    }
}

/// Puts the results of formulas into their cells; a text is never empty again.
pub(crate) fn store(workbook: &mut Workbook, recalculated: &Recalculated) {
    for (place, result) in &recalculated.results {
        let cells = sheet_of(workbook, place.sheet).map(|sheet| &mut sheet.cells);
        let Some(cells) = cells else { continue };
        if let Ok(i) = cells.binary_search_by_key(&place.cell, Cell::at)
            && let Some(cell) = cells.get_mut(i)
        {
            cell.content = content(&result.to_string());
        }
    }
    for sheet in workbook.sheets.iter_mut().filter(|sheet| !sheet.formulas.is_empty()) {
        sheet.cells.retain(|cell| cell.text() != Some(""));
    }
}

fn sheet_of(workbook: &mut Workbook, id: SheetId) -> Option<&mut Sheet> {
    workbook.sheets.get_mut(usize::from(id.0))
}

/// Puts one cell into its sheet: those that were not there before come behind the `known` ones.
fn put(sheet: &mut Sheet, known: usize, written: &Written, format: Format) {
    let at = written.place.cell;
    match &*written.content {
        CellContent::Formula { text, .. } => drop(sheet.formulas.insert(at, text.as_str().into())),
        CellContent::Number(_) | CellContent::Text(_) => drop(sheet.formulas.remove(&at)),
        CellContent::Result(_) => {}
    }
    let content = match &*written.content {
        CellContent::Text(text) => Content::Text(text.as_str().into()),
        CellContent::Number(number) | CellContent::Formula { result: number, .. } | CellContent::Result(number) => {
            content(number)
        }
    };
    let cell = Cell::new(at, content, format);
    let there = sheet.cells.get(..known).and_then(|cells| cells.binary_search_by_key(&at, Cell::at).ok());
    match there.and_then(|i| sheet.cells.get_mut(i)) {
        Some(known) => *known = cell,
        None => sheet.cells.push(cell),
    }
}

/// A number as XML stores it.
fn content(stored: &str) -> Content {
    number::from_text(stored).map_or_else(|| unreadable(stored), Content::Number)
}

fn format(format: &NumberFormat) -> Format {
    format.code.as_deref().map_or_else(|| builtin(format.id), parse)
}
