//! Changed cells spliced into a row: missing cells are put in order, and not one other byte changes.

use std::sync::Arc;

use lampiran_core::{CellContent, CellRef};

use super::Flaw;
use super::row::{CellXml, RowXml};
use super::xml::{attribute_in, escape, splice, with_attribute, without_attribute};

/// A change to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellChange {
    /// What it is to hold; `None` leaves what it holds.
    pub content: Option<Arc<CellContent>>,
    /// The number of its new style; `None` keeps the one it has.
    pub style: Option<usize>,
}

impl CellChange {
    /// Whether the formula that stood there goes.
    pub fn replaces_formula(&self) -> bool {
        !matches!(self.content.as_deref(), None | Some(CellContent::Result(_)))
    }
}

/// What is done to one cell.
pub(super) enum Edit<'c> {
    /// What was asked for.
    Change(&'c CellChange),
    /// The formula it shared is written out, as the cell that held it changes.
    Unshare(&'c str),
}

fn type_of(content: &CellContent) -> Option<&'static str> {
    matches!(content, CellContent::Text(_)).then_some("inlineStr")
}

fn inside(content: &CellContent, prefix: &str) -> String {
    match content {
        CellContent::Result(_) => String::new(),
        CellContent::Number(number) => format!("<{prefix}v>{number}</{prefix}v>"),
        CellContent::Formula { text, result } => {
            format!("<{prefix}f>{}</{prefix}f><{prefix}v>{result}</{prefix}v>", escape(text))
        }
        CellContent::Text(text) => {
            let text = escape(text);
            format!("<{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is>")
        }
    }
}

/// A cell's XML with this content, at an address.
pub(super) fn new_cell(prefix: &str, at: CellRef, style: usize, content: Option<&CellContent>) -> String {
    let style = if style == 0 { String::new() } else { format!(" s=\"{style}\"") };
    let kind = content.and_then(type_of).map(|kind| format!(" t=\"{kind}\"")).unwrap_or_default();
    let inside = content.map(|content| inside(content, prefix)).unwrap_or_default();
    if inside.is_empty() {
        return format!("<{prefix}c r=\"{at}\"{style}{kind}/>");
    }
    format!("<{prefix}c r=\"{at}\"{style}{kind}>{inside}</{prefix}c>")
}

/// The XML of a row that was not there.
pub(super) fn new_row(prefix: &str, edits: &[(CellRef, Edit<'_>)]) -> String {
    let number = edits.first().map_or(0, |(at, _)| at.row) + 1;
    format!("<{prefix}row r=\"{number}\">{}</{prefix}row>", new_cells(prefix, edits))
}

/// The XML of a row with some cells changed.
pub(super) fn change_row(prefix: &str, row: &RowXml<'_>, edits: &[(CellRef, Edit<'_>)]) -> Result<String, Flaw> {
    let cells = row.cells()?;
    let known = |col: u16| cells.binary_search_by_key(&col, |cell| cell.col);
    let new = edits.iter().map(|(at, _)| at.col).filter(|col| known(*col).is_err());
    let widened = widened_spans(row.opening(), new);
    if row.is_empty_tag() {
        let opened = widened.as_deref().unwrap_or(row.text).trim_end_matches("/>").trim_end();
        return Ok(format!("{opened}>{}</{prefix}row>", new_cells(prefix, edits)));
    }
    let mut splices = Vec::new();
    splices.extend(widened.map(|widened| (0..row.tag, widened)));
    for (at, edit) in edits {
        match (known(at.col), edit) {
            (Ok(i), edit) => {
                let Some(cell) = cells.get(i) else { continue };
                splices.push((cell.bytes.clone(), changed_cell(prefix, row, cell, edit)?));
            }
            (Err(i), Edit::Change(change)) => {
                let next = cells.get(i).map_or(row.content_end(), |cell| cell.bytes.start);
                let text = new_cell(prefix, *at, change.style.unwrap_or_default(), change.content.as_deref());
                splices.push((next..next, text));
            }
            (Err(_), Edit::Unshare(_)) => {}
        }
    }
    splice(row.text, splices)
}

fn new_cells(prefix: &str, edits: &[(CellRef, Edit<'_>)]) -> String {
    let cells = edits.iter().filter_map(|(at, edit)| match edit {
        Edit::Change(change) => {
            Some(new_cell(prefix, *at, change.style.unwrap_or_default(), change.content.as_deref()))
        }
        Edit::Unshare(_) => None,
    });
    cells.collect()
}

fn changed_cell(prefix: &str, row: &RowXml<'_>, cell: &CellXml<'_>, edit: &Edit<'_>) -> Result<String, Flaw> {
    let whole = row.text.get(cell.bytes.clone()).unwrap_or_default();
    let (tag, rest) = whole.split_at_checked(cell.tag).unwrap_or((whole, ""));
    let formula = cell.formula()?;
    let change = match edit {
        Edit::Unshare(formula_text) => {
            let bytes = formula.map_or(0..0, |formula| formula.bytes);
            let text = format!("<{prefix}f>{}</{prefix}f>", escape(formula_text));
            let content = splice(cell.content, vec![(bytes, text)])?;
            let close = rest.get(cell.content.len()..).unwrap_or_default();
            return Ok(format!("{tag}{content}{close}"));
        }
        Edit::Change(change) => change,
    };
    let mut tag = match change.style {
        Some(style) => with_attribute(tag, "s", &style.to_string()),
        None => tag.to_owned(),
    };
    let content = match change.content.as_deref() {
        None => return Ok(format!("{tag}{rest}")),
        Some(CellContent::Result(result)) => {
            let formula = formula.and_then(|formula| cell.content.get(formula.bytes)).unwrap_or_default();
            format!("{formula}<{prefix}v>{result}</{prefix}v>")
        }
        Some(content) => inside(content, prefix),
    };
    // The type says what the old value was; the metadata numbers speak of it too.
    for name in ["t", "cm", "vm"] {
        tag = without_attribute(&tag, name);
    }
    if let Some(kind) = change.content.as_deref().and_then(type_of) {
        tag = with_attribute(&tag, "t", kind);
    }
    let open = tag.trim_end_matches("/>").trim_end_matches('>').trim_end();
    Ok(format!("{open}>{content}</{prefix}c>"))
}

/// A row's tag with its `spans` widened to new columns; `None` where they are wide enough, or not said.
fn widened_spans(tag: &str, new: impl Iterator<Item = u16>) -> Option<String> {
    let spans = attribute_in(tag, "spans")?;
    let (first, last) = spans.split_once(':')?;
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let (low, high) = new.fold((first, last), |(low, high), col| {
        let col = u32::from(col) + 1;
        (low.min(col), high.max(col))
    });
    ((low, high) != (first, last)).then(|| with_attribute(tag, "spans", &format!("{low}:{high}")))
}

#[cfg(test)]
mod tests;
