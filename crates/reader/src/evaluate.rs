//! Formulas without a stored result: the figure is computed where it is arithmetic over cells of the workbook. Just what
//! the form needs (sums, products, quotients, ROUND, IF and their like), in decimals, within limits.

mod functions;
mod parse;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::{Area, CellRef, Decimal, SheetId};

use crate::grid::{Cell, Content, Sheet, Workbook};
use value::Value;

/// Results of formulas that had none, by sheet and cell.
pub(crate) type Computed = BTreeMap<SheetId, BTreeMap<CellRef, Content>>;

/// How deep formulas and their brackets may lie in each other.
const MOST_DEEP: usize = 100;

/// How many cells all formulas of a workbook together may look at.
const MOST_CELLS: usize = 50_000_000;

/// Computes the formulas whose result was never stored, and those with a stored 0 that their own cells contradict: some
/// programs write 0 where they do not calculate.
pub(crate) fn evaluate(workbook: &Workbook) -> Computed {
    let mut evaluator =
        Evaluator { workbook, results: BTreeMap::new(), open: BTreeSet::new(), depth: 0, cells_left: MOST_CELLS };
    let mut computed = Computed::new();
    for (id, sheet) in (0..).map(SheetId).zip(&workbook.sheets) {
        for at in sheet.formulas.keys() {
            let Some(cell) = sheet.get(*at).filter(|cell| is_open(sheet, cell)) else { continue };
            let Some(value) = evaluator.formula(id, *at) else { continue };
            let content = value.content();
            let contradicts = matches!(content, Content::Number(_)) && content != cell.content;
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
    depth: usize,
    cells_left: usize,
}

impl<'w> Evaluator<'w> {
    /// What a cell's formula comes to; `None` where it holds something this evaluator does not know.
    fn formula(&mut self, sheet: SheetId, at: CellRef) -> Option<Value> {
        if let Some(result) = self.results.get(&(sheet, at)) {
            return result.clone();
        }
        let formula = self.sheet(sheet)?.formulas.get(&at)?;
        if self.depth >= MOST_DEEP || !self.open.insert((sheet, at)) {
            return None;
        }
        self.depth += 1;
        let result = parse::evaluate(self, sheet, formula);
        self.depth -= 1;
        self.open.remove(&(sheet, at));
        self.results.insert((sheet, at), result.clone());
        result
    }

    fn sheet(&self, id: SheetId) -> Option<&'w Sheet> {
        self.workbook.sheets.get(usize::from(id.0))
    }

    /// The sheet of a name, as formulas write it: case does not count.
    fn named(&self, name: &str) -> Option<SheetId> {
        let found = self.workbook.sheets.iter().position(|sheet| sheet.name.eq_ignore_ascii_case(name))?;
        u16::try_from(found).ok().map(SheetId)
    }

    /// What a cell holds or comes to.
    fn cell(&mut self, id: SheetId, at: CellRef) -> Option<Value> {
        let sheet = self.sheet(id)?;
        self.cells_left = self.cells_left.checked_sub(1)?;
        sheet.get(at).map_or(Some(Value::Blank), |cell| self.content(id, sheet, cell))
    }

    fn content(&mut self, id: SheetId, sheet: &'w Sheet, cell: &Cell) -> Option<Value> {
        if !is_open(sheet, cell) {
            return Some(Value::from(&cell.content));
        }
        let result = self.formula(id, cell.at());
        if cell.content == Content::Uncalculated { result } else { result.or(Some(Value::Number(Decimal::ZERO))) }
    }

    /// The cells of an area that hold something.
    fn cells(&mut self, id: SheetId, area: Area) -> Option<Vec<Value>> {
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
}

#[cfg(test)]
mod tests;
