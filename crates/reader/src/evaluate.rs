//! Formulas without a stored result: the figure is computed where it is arithmetic over cells of the workbook. Just what
//! the form needs (sums, products, quotients, ROUND, IF and their like), in decimals, within limits.

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::formula::{self, Cells, Value};
use lampiran_core::{Area, CellRef, Decimal, SheetId};
use rust_decimal::RoundingStrategy;

use crate::figure;
use crate::grid::{Cell, Content, Sheet, Workbook};

/// Results of formulas that had none, by sheet and cell.
pub(crate) type Computed = BTreeMap<SheetId, BTreeMap<CellRef, Content>>;

/// How deep formulas may hang on each other.
const MOST_DEEP: usize = 100;

/// How many cells all formulas of a workbook together may look at.
const MOST_CELLS: usize = 50_000_000;

/// Computes the formulas whose result was never stored, and those with a stored 0 that their own cells contradict: some
/// programs write 0 where they do not calculate.
pub(crate) fn evaluate(workbook: &Workbook) -> Computed {
    let mut evaluator = Evaluator {
        workbook,
        results: BTreeMap::new(),
        open: BTreeSet::new(),
        sheet: SheetId(0),
        cells_left: MOST_CELLS,
    };
    let mut computed = Computed::new();
    for (id, sheet) in (0..).map(SheetId).zip(&workbook.sheets) {
        for at in sheet.formulas.keys() {
            let Some(cell) = sheet.get(*at).filter(|cell| is_open(sheet, cell)) else { continue };
            let Some(value) = evaluator.formula(id, *at) else { continue };
            let content = content_of(&value);
            // An error may only be this evaluator's: Excel takes more texts for numbers.
            let contradicts = !matches!(content, Content::Error(_)) && content != cell.content;
            if cell.content == Content::Uncalculated || contradicts {
                computed.entry(id).or_default().insert(*at, content);
            }
        }
    }
    computed
}

/// Whether a cell's stored result says nothing: none, or a 0 beside a formula.
fn is_open(sheet: &Sheet, cell: &Cell) -> bool {
    match cell.content {
        Content::Uncalculated => true,
        Content::Number(number) => number.decimal().is_zero() && sheet.formulas.contains_key(&cell.at()),
        _ => false,
    }
}

struct Evaluator<'w> {
    workbook: &'w Workbook,
    /// What was evaluated so far; `None` where it could not be.
    results: BTreeMap<(SheetId, CellRef), Option<Value>>,
    /// Formulas that are being evaluated: one of these again is a circle.
    open: BTreeSet<(SheetId, CellRef)>,
    /// The sheet of the formula that is being evaluated.
    sheet: SheetId,
    cells_left: usize,
}

impl<'w> Evaluator<'w> {
    /// What a cell's formula comes to; `None` where it holds something this evaluator does not know.
    fn formula(&mut self, sheet: SheetId, at: CellRef) -> Option<Value> {
        if let Some(result) = self.results.get(&(sheet, at)) {
            return result.clone();
        }
        let formula = self.sheet(sheet)?.formulas.get(&at)?;
        if self.open.len() >= MOST_DEEP || !self.open.insert((sheet, at)) {
            return None;
        }
        let outer = std::mem::replace(&mut self.sheet, sheet);
        let result = formula::evaluate(formula, self);
        self.sheet = outer;
        self.open.remove(&(sheet, at));
        self.results.insert((sheet, at), result.clone());
        result
    }

    fn sheet(&self, id: SheetId) -> Option<&'w Sheet> {
        self.workbook.sheets.get(usize::from(id.0))
    }

    /// The sheet of a name, as formulas write it: case does not count.
    fn named(&self, name: Option<&str>) -> Option<SheetId> {
        let Some(name) = name else { return Some(self.sheet) };
        let found = self.workbook.sheets.iter().position(|sheet| sheet.name.eq_ignore_ascii_case(name))?;
        u16::try_from(found).ok().map(SheetId)
    }

    fn content(&mut self, id: SheetId, sheet: &'w Sheet, cell: &Cell) -> Option<Value> {
        if !is_open(sheet, cell) {
            return Some(value_of(&cell.content));
        }
        let result = self.formula(id, cell.at());
        if cell.content == Content::Uncalculated { result } else { result.or(Some(Value::Number(Decimal::ZERO))) }
    }
}

impl Cells for Evaluator<'_> {
    fn value(&mut self, sheet: Option<&str>, at: CellRef) -> Option<Value> {
        let id = self.named(sheet)?;
        let sheet = self.sheet(id)?;
        self.cells_left = self.cells_left.checked_sub(1)?;
        sheet.get(at).map_or(Some(Value::Blank), |cell| self.content(id, sheet, cell))
    }

    fn values(&mut self, sheet: Option<&str>, area: Area) -> Option<Vec<Value>> {
        let id = self.named(sheet)?;
        let sheet = self.sheet(id)?;
        let start = sheet.cells.partition_point(|cell| cell.at() < area.first);
        let mut values = Vec::new();
        for cell in sheet.cells.get(start..)?.iter().take_while(|cell| cell.at().row <= area.last.row) {
            self.cells_left = self.cells_left.checked_sub(1)?;
            if area.contains(cell.at()) {
                values.push(self.content(id, sheet, cell)?);
            }
        }
        Some(values)
    }

    fn number_of(&self, text: &str) -> Option<Decimal> {
        match figure::parse(text) {
            Some(figure::Figure { value: figure::Value::Exact(number, _), unit }) if unit.is_empty() => Some(number),
            _ => None,
        }
    }
}

/// What a cell holds, as formulas see it.
fn value_of(content: &Content) -> Value {
    match content {
        Content::Number(number) => Value::Number(number.decimal()),
        Content::Text(text) => Value::Text(text.to_string()),
        Content::Bool(truth) => Value::Bool(*truth),
        Content::Error(error) => Value::error(error),
        Content::Uncalculated | Content::Unreadable(_) => Value::error("#VALUE!"),
    }
}

/// What a cell with this result holds: numbers have the 15 digits that Excel stores.
fn content_of(value: &Value) -> Content {
    match value {
        Value::Blank => Content::from(Decimal::ZERO),
        Value::Number(number) => {
            Content::from(number.round_sf_with_strategy(15, RoundingStrategy::MidpointAwayFromZero).unwrap_or(*number))
        }
        Value::Text(text) => Content::Text(text.as_str().into()),
        Value::Bool(truth) => Content::Bool(*truth),
        Value::Error(error) => Content::Error((*error).into()),
    }
}

#[cfg(test)]
mod tests;
