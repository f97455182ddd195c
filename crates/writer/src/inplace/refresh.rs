//! Stored results after cells have changed: formulas that are known here are calculated again, for the rest the workbook
//! asks to be calculated when it is opened.

use std::collections::{BTreeMap, HashMap};

use lampiran_core::formula::{Cells, Value, evaluate};
use lampiran_core::{Area, CellRef, Decimal};

use super::Flaw;
use super::cells::{self, CellChange, NewContent};
use super::sheet_xml::{CellXml, SheetXml};

/// A stored result this near to what a formula comes to (as a part of it) is right: the last digits of a float.
const SAME: Decimal = Decimal::from_parts(1, 0, 0, false, 12);
/// Formulas that hang on each other in a longer chain are left to Excel.
const MAX_CHAIN: usize = 200;

/// A sheet of the workbook.
pub(super) struct Page<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its XML.
    pub sheet: SheetXml<'a>,
}

/// What calculating again came to.
#[derive(Debug, Default)]
pub(super) struct Refreshed {
    /// For each sheet, its XML where a stored result had to change.
    pub sheets: Vec<Option<String>>,
    /// Whether there is a formula that is not known here.
    pub unknown: bool,
}

/// Calculates the formulas of all sheets again.
pub(super) fn refresh(pages: &[Page<'_>], strings: &[String]) -> Result<Refreshed, Flaw> {
    let mut book = Book { pages, strings, rows: HashMap::new(), results: HashMap::new(), sheet: 0, chain: 0 };
    let mut refreshed = Refreshed::default();
    for (i, page) in pages.iter().enumerate() {
        let mut changes: BTreeMap<CellRef, CellChange> = BTreeMap::new();
        for &at in &page.sheet.formulas {
            let Some(cell) = book.cell(i, at) else { continue };
            match book.result(i, at, &cell) {
                Some(Value::Number(number)) if !is_stored(&cell, number) => {
                    let Some(result) = number.round_sf(17) else { continue };
                    let content = NewContent::Result(result.normalize().to_string());
                    changes.insert(at, CellChange { content, style: None });
                }
                Some(Value::Number(_)) => {}
                Some(Value::Text(text)) if cell.kind == "str" && cell.value == text => {}
                Some(Value::Error(_)) if cell.kind == "e" => {}
                Some(_) | None => refreshed.unknown = true,
            }
        }
        let xml = (!changes.is_empty()).then(|| cells::apply(&page.sheet, &changes)).transpose()?;
        refreshed.sheets.push(xml);
    }
    Ok(refreshed)
}

/// Whether a cell stores this number.
fn is_stored(cell: &CellXml, number: Decimal) -> bool {
    let text = cell.value.trim();
    let Some(stored) = text.parse().ok().or_else(|| Decimal::from_scientific(text).ok()) else { return false };
    let room = number.abs().max(Decimal::ONE).saturating_mul(SAME);
    cell.kind == "n" && number.checked_sub(stored).is_some_and(|difference| difference.abs() <= room)
}

/// All sheets, and what their formulas came to so far.
struct Book<'a> {
    pages: &'a [Page<'a>],
    strings: &'a [String],
    /// Rows that were looked at.
    rows: HashMap<(usize, u32), BTreeMap<u16, CellXml>>,
    /// Results; `None` where a formula is not known, or hangs on itself.
    results: HashMap<(usize, CellRef), Option<Value>>,
    /// The sheet of the formula that is being calculated.
    sheet: usize,
    chain: usize,
}

impl Book<'_> {
    fn row(&mut self, sheet: usize, row: u32) -> Option<&BTreeMap<u16, CellXml>> {
        if !self.rows.contains_key(&(sheet, row)) {
            let cells = self.pages.get(sheet)?.sheet.row(row).ok()?;
            self.rows.insert((sheet, row), cells);
        }
        self.rows.get(&(sheet, row))
    }

    fn cell(&mut self, sheet: usize, at: CellRef) -> Option<CellXml> {
        self.row(sheet, at.row)?.get(&at.col).cloned()
    }

    /// What the formula of a cell comes to.
    fn result(&mut self, sheet: usize, at: CellRef, cell: &CellXml) -> Option<Value> {
        if let Some(known) = self.results.get(&(sheet, at)) {
            return known.clone();
        }
        if self.chain >= MAX_CHAIN {
            return None;
        }
        // A formula that comes to itself finds nothing here.
        self.results.insert((sheet, at), None);
        let page = self.pages.get(sheet)?;
        let formula = page.sheet.formula(at, cell).filter(|_| !page.sheet.in_array(at))?;
        let outer = std::mem::replace(&mut self.sheet, sheet);
        self.chain += 1;
        let value = evaluate(&formula, self);
        self.chain -= 1;
        self.sheet = outer;
        self.results.insert((sheet, at), value.clone());
        value
    }

    fn sheet_named(&self, name: Option<&str>) -> Option<usize> {
        match name {
            None => Some(self.sheet),
            Some(name) => self.pages.iter().position(|page| page.name.eq_ignore_ascii_case(name)),
        }
    }

    fn value_in(&mut self, sheet: usize, at: CellRef) -> Option<Value> {
        let Some(cell) = self.cell(sheet, at) else { return Some(Value::Blank) };
        if cell.formula.is_some() {
            return self.result(sheet, at, &cell);
        }
        let text = cell.value.as_str();
        match cell.kind.as_str() {
            "n" if text.trim().is_empty() => Some(Value::Blank),
            "n" => {
                let text = text.trim();
                text.parse().ok().or_else(|| Decimal::from_scientific(text).ok()).map(Value::Number)
            }
            "s" => self.strings.get(text.trim().parse::<usize>().ok()?).cloned().map(Value::Text),
            "str" | "inlineStr" => Some(Value::Text(text.to_owned())),
            "b" => Some(Value::Bool(text.trim() == "1")),
            "e" => Some(Value::error(text.trim())),
            _ => None,
        }
    }
}

impl Cells for Book<'_> {
    fn value(&mut self, sheet: Option<&str>, at: CellRef) -> Option<Value> {
        let sheet = self.sheet_named(sheet)?;
        self.value_in(sheet, at)
    }

    fn values(&mut self, sheet: Option<&str>, area: Area) -> Option<Vec<Value>> {
        let sheet = self.sheet_named(sheet)?;
        let rows = &self.pages.get(sheet)?.sheet.rows;
        let first = rows.partition_point(|row| row.number < area.first.row);
        let rows = rows.iter().skip(first).map(|row| row.number).take_while(|row| *row <= area.last.row);
        let mut values = Vec::new();
        for row in rows.collect::<Vec<_>>() {
            let columns = self.row(sheet, row)?.range(area.first.col..=area.last.col).map(|(col, _)| *col);
            for col in columns.collect::<Vec<_>>() {
                values.push(self.value_in(sheet, CellRef::new(row, col))?);
            }
        }
        Some(values)
    }
    /// Excel's own reading of a text depends on its settings: such a formula is left to Excel.
    fn number_of(&self, _text: &str) -> Option<Decimal> {
        None
    }
}
