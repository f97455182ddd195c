//! Formulas without a stored result: the figure is computed where it is arithmetic over cells of the workbook. Just what
//! the form needs (sums, products, quotients, ROUND, IF and their like), in decimals, within limits.

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::formula::{self, Cells, Value};
use lampiran_core::{Area, CellContent, CellRef, Decimal, Place, Recalculated, SheetId, Written};
use rust_decimal::RoundingStrategy;

use crate::figure;
use crate::grid::{Cell, Content, Sheet, Workbook};

/// Results of formulas that had none, by sheet and cell.
pub(crate) type Computed = BTreeMap<SheetId, BTreeMap<CellRef, Content>>;

/// How deep formulas may hang on each other.
const MOST_DEEP: usize = 100;

/// Two results this near to each other (as a part of them) are the same.
const SAME: Decimal = Decimal::from_parts(1, 0, 0, false, 12);

/// How many cells all formulas of a workbook together may look at.
const MOST_CELLS: usize = 50_000_000;

/// Computes the formulas whose result was never stored, and those with a stored 0 that their own cells contradict: some
/// programs write 0 where they do not calculate.
pub(crate) fn evaluate(workbook: &Workbook) -> Computed {
    let mut evaluator = Evaluator::new(workbook, Trust::Stored);
    let mut computed = Computed::new();
    for (id, sheet) in (0..).map(SheetId).zip(&workbook.sheets) {
        for at in sheet.formulas.keys() {
            let Some(cell) = sheet.get(*at).filter(|cell| evaluator.is_open(id, sheet, cell)) else { continue };
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

/// Calculates all formulas of a workbook after cells were `written`; the formulas among these have their result. A formula
/// that takes a text for a number is not known: Excel's own reading of it depends on its settings.
pub(crate) fn recalculate(workbook: &Workbook, written: &[Written]) -> Recalculated {
    // A formula that only got a result may come to another: ROUND keeps fewer digits.
    let is_known = |written: &&Written| !matches!(*written.content, CellContent::Result(_));
    let written = written.iter().filter(is_known).map(|written| written.place).collect();
    let mut evaluator = Evaluator::new(workbook, Trust::Written(written));
    let mut recalculated = Recalculated::default();
    for (sheet, cells) in (0..).map(SheetId).zip(&workbook.sheets) {
        for &cell in cells.formulas.keys() {
            let Some(stored) = cells.get(cell).filter(|stored| evaluator.is_open(sheet, cells, stored)) else {
                continue;
            };
            match (evaluator.formula(sheet, cell), &stored.content) {
                (Some(Value::Number(number)), Content::Number(stored)) if is_same(number, stored.decimal()) => {}
                (Some(Value::Number(number)), _) => recalculated.results.push((Place { sheet, cell }, number)),
                (Some(Value::Text(text)), Content::Text(stored)) if **stored == *text => {}
                (Some(Value::Error(_)), Content::Error(_)) => {}
                (Some(_) | None, _) => recalculated.unknown = true,
            }
        }
    }
    recalculated
}

/// Whether two results are one: they may differ in the last digits of a float.
fn is_same(a: Decimal, b: Decimal) -> bool {
    let room = a.abs().max(Decimal::ONE).saturating_mul(SAME);
    a.checked_sub(b).is_some_and(|difference| difference.abs() <= room)
}

/// Which stored results are believed.
enum Trust {
    /// Those that say something: neither none, nor a 0 beside a formula.
    Stored,
    /// Those of these cells alone.
    Written(BTreeSet<Place>),
}

struct Evaluator<'w> {
    workbook: &'w Workbook,
    trust: Trust,
    /// What was evaluated so far; `None` where it could not be.
    results: BTreeMap<(SheetId, CellRef), Option<Value>>,
    /// Formulas that are being evaluated: one of these again is a circle.
    open: BTreeSet<(SheetId, CellRef)>,
    /// The sheet of the formula that is being evaluated.
    sheet: SheetId,
    cells_left: usize,
}

impl<'w> Evaluator<'w> {
    fn new(workbook: &'w Workbook, trust: Trust) -> Self {
        let (results, open) = (BTreeMap::new(), BTreeSet::new());
        Self { workbook, trust, results, open, sheet: SheetId(0), cells_left: MOST_CELLS }
    }

    /// Whether what a cell stores is not believed, so that its formula must be calculated.
    fn is_open(&self, id: SheetId, sheet: &Sheet, cell: &Cell) -> bool {
        let has_formula = || sheet.formulas.contains_key(&cell.at());
        match (&self.trust, &cell.content) {
            (_, Content::Uncalculated) => true,
            (Trust::Stored, Content::Number(number)) => number.decimal().is_zero() && has_formula(),
            (Trust::Stored, _) => false,
            (Trust::Written(written), _) => has_formula() && !written.contains(&Place { sheet: id, cell: cell.at() }),
        }
    }

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
        if !self.is_open(id, sheet, cell) {
            return Some(value_of(&cell.content));
        }
        let result = self.formula(id, cell.at());
        match self.trust {
            Trust::Stored if cell.content != Content::Uncalculated => result.or(Some(Value::Number(Decimal::ZERO))),
            Trust::Stored | Trust::Written(_) => result,
        }
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
            _ if matches!(self.trust, Trust::Written(_)) => None,
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
