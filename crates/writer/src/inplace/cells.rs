//! Changed cells spliced into a sheet's XML: missing cells and rows are put in order, and not one other byte changes.

use std::collections::BTreeMap;
use std::ops::Range;

use lampiran_core::CellRef;

use super::Flaw;
use super::formula::moved;
use super::sheet_xml::{CellXml, RowXml, SheetXml};
use super::xml::{append_to, attribute_of, children, escape, splice, with_attribute, without_attribute};

/// A change to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellChange {
    /// What it is to hold.
    pub content: NewContent,
    /// The number of its new style; `None` keeps the one it has.
    pub style: Option<usize>,
}

/// What a cell is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NewContent {
    /// What it holds.
    Same,
    /// Its formula, with this number as the stored result.
    Result(String),
    /// A number, as XML stores it.
    Number(String),
    /// A formula without `=`, and its result as XML stores it.
    Formula {
        /// In A1 style.
        text: String,
        /// A number.
        result: String,
    },
    /// Text.
    Text(String),
}

impl NewContent {
    /// Whether the formula that stood there goes.
    fn replaces_formula(&self) -> bool {
        !matches!(self, Self::Same | Self::Result(_))
    }

    /// Whether there is a formula afterwards that was not there before.
    fn type_of(&self) -> Option<&'static str> {
        matches!(self, Self::Text(_)).then_some("inlineStr")
    }

    fn xml(&self, prefix: &str) -> String {
        match self {
            Self::Same | Self::Result(_) => String::new(),
            Self::Number(number) => format!("<{prefix}v>{number}</{prefix}v>"),
            Self::Formula { text, result } => {
                format!("<{prefix}f>{}</{prefix}f><{prefix}v>{result}</{prefix}v>", escape(text))
            }
            Self::Text(text) => {
                let text = escape(text);
                format!("<{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is>")
            }
        }
    }
}

/// A cell's XML with this content, at an address.
pub(super) fn new_cell(prefix: &str, at: CellRef, style: usize, content: &NewContent) -> String {
    let style = if style == 0 { String::new() } else { format!(" s=\"{style}\"") };
    let kind = content.type_of().map(|kind| format!(" t=\"{kind}\"")).unwrap_or_default();
    let inside = content.xml(prefix);
    if inside.is_empty() {
        return format!("<{prefix}c r=\"{at}\"{style}{kind}/>");
    }
    format!("<{prefix}c r=\"{at}\"{style}{kind}>{inside}</{prefix}c>")
}

/// The sheet's XML with some cells changed.
pub(super) fn apply(sheet: &SheetXml<'_>, changes: &BTreeMap<CellRef, CellChange>) -> Result<String, Flaw> {
    let unshared = unshared(sheet, changes);
    let mut by_row: BTreeMap<u32, BTreeMap<u16, Edit<'_>>> = BTreeMap::new();
    for (at, formula) in &unshared {
        by_row.entry(at.row).or_default().insert(at.col, Edit::Unshare(formula));
    }
    for (at, change) in changes {
        by_row.entry(at.row).or_default().insert(at.col, Edit::Change(change));
    }
    let mut splices = Vec::new();
    let mut behind = String::new();
    for (number, edits) in by_row {
        let place = sheet.rows.partition_point(|row| row.number < number);
        match sheet.rows.get(place) {
            Some(row) if row.number == number => change_row(sheet, row, &edits, &mut splices)?,
            Some(next) => {
                splices.push((next.element.bytes.start..next.element.bytes.start, new_row(sheet, number, &edits)));
            }
            None => behind.push_str(&new_row(sheet, number, &edits)),
        }
    }
    if !behind.is_empty() {
        splices.push(append_to(sheet.xml, &sheet.data, &behind));
    }
    splice(sheet.xml, splices)
}

fn new_row(sheet: &SheetXml<'_>, number: u32, edits: &BTreeMap<u16, Edit<'_>>) -> String {
    let prefix = sheet.prefix;
    format!("<{prefix}row r=\"{}\">{}</{prefix}row>", number + 1, new_cells(sheet, number, edits))
}

/// What is done to one cell.
enum Edit<'c> {
    /// What was asked for.
    Change(&'c CellChange),
    /// The formula it shared is written out, as the cell that held it changes.
    Unshare(&'c str),
}

/// The formulas to be written out because the cell that holds them for others changes.
fn unshared(sheet: &SheetXml<'_>, changes: &BTreeMap<CellRef, CellChange>) -> BTreeMap<CellRef, String> {
    let lost = sheet
        .shared
        .values()
        .filter(|shared| changes.get(&shared.master).is_some_and(|change| change.content.replaces_formula()));
    lost.flat_map(|shared| {
        let dependents = shared.dependents.iter().filter(|at| !changes.contains_key(at));
        dependents.filter_map(|&at| Some((at, moved(&shared.formula, shared.master, at)?)))
    })
    .collect()
}

fn change_row(
    sheet: &SheetXml<'_>,
    row: &RowXml,
    edits: &BTreeMap<u16, Edit<'_>>,
    splices: &mut Vec<(Range<usize>, String)>,
) -> Result<(), Flaw> {
    let cells = sheet.row(row.number)?;
    let tag = sheet.xml.get(row.element.tag.clone()).unwrap_or_default();
    let widened = widened_spans(tag, edits.keys().filter(|col| !cells.contains_key(col)));
    if row.element.is_empty_tag() {
        let opened = widened.as_deref().unwrap_or(tag).trim_end_matches("/>").trim_end();
        let text = format!("{opened}>{}</{}row>", new_cells(sheet, row.number, edits), sheet.prefix);
        splices.push((row.element.bytes.clone(), text));
        return Ok(());
    }
    if let Some(widened) = widened {
        splices.push((row.element.tag.clone(), widened));
    }
    for (&col, edit) in edits {
        if let Some(cell) = cells.get(&col) {
            splices.push(changed_cell(sheet, cell, edit)?);
        } else if let Edit::Change(change) = edit {
            let next = cells.range(col..).next().map_or(row.element.content.end, |(_, cell)| cell.element.bytes.start);
            let at = CellRef::new(row.number, col);
            let text = new_cell(sheet.prefix, at, change.style.unwrap_or_default(), &change.content);
            splices.push((next..next, text));
        }
    }
    Ok(())
}

fn new_cells(sheet: &SheetXml<'_>, row: u32, edits: &BTreeMap<u16, Edit<'_>>) -> String {
    let cells = edits.iter().filter_map(|(&col, edit)| match edit {
        Edit::Change(change) => Some((col, *change)),
        Edit::Unshare(_) => None,
    });
    cells
        .map(|(col, change)| {
            new_cell(sheet.prefix, CellRef::new(row, col), change.style.unwrap_or_default(), &change.content)
        })
        .collect()
}

fn changed_cell(sheet: &SheetXml<'_>, cell: &CellXml, edit: &Edit<'_>) -> Result<(Range<usize>, String), Flaw> {
    let tag = sheet.xml.get(cell.element.tag.clone()).unwrap_or_default();
    let prefix = sheet.prefix;
    let change = match edit {
        Edit::Unshare(formula) => {
            let formulas = children(sheet.xml, &cell.element)?;
            let formula_xml = formulas.into_iter().find(|child| child.name == "f");
            let bytes = formula_xml.map_or(cell.element.content.start..cell.element.content.start, |f| f.bytes);
            return Ok((bytes, format!("<{prefix}f>{}</{prefix}f>", escape(formula))));
        }
        Edit::Change(change) => change,
    };
    let mut tag = match change.style {
        Some(style) => with_attribute(tag, "s", &style.to_string()),
        None => tag.to_owned(),
    };
    let inside = match &change.content {
        NewContent::Same => return Ok((cell.element.tag.clone(), tag)),
        NewContent::Result(result) => {
            let formula = children(sheet.xml, &cell.element)?.into_iter().find(|child| child.name == "f");
            let formula = formula.and_then(|formula| sheet.xml.get(formula.bytes)).unwrap_or_default();
            format!("{formula}<{prefix}v>{result}</{prefix}v>")
        }
        content => content.xml(prefix),
    };
    // The type says what the old value was; the metadata numbers speak of it too.
    for name in ["t", "cm", "vm"] {
        tag = without_attribute(&tag, name);
    }
    if let Some(kind) = change.content.type_of() {
        tag = with_attribute(&tag, "t", kind);
    }
    let open = tag.trim_end_matches("/>").trim_end_matches('>').trim_end();
    Ok((cell.element.bytes.clone(), format!("{open}>{inside}</{prefix}c>")))
}

/// A row's tag with its `spans` widened to new columns; `None` where they are wide enough, or not said.
fn widened_spans<'c>(tag: &str, new: impl Iterator<Item = &'c u16>) -> Option<String> {
    let spans = attribute_of(tag, "spans")?;
    let (first, last) = spans.split_once(':')?;
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let (low, high) = new.fold((first, last), |(low, high), &col| {
        let col = u32::from(col) + 1;
        (low.min(col), high.max(col))
    });
    ((low, high) != (first, last)).then(|| with_attribute(tag, "spans", &format!("{low}:{high}")))
}

#[cfg(test)]
mod tests;
