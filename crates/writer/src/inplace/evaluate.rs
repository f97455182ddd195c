//! What a formula comes to, for the few things that formulas of this form do: sums, the four operations, comparisons,
//! ROUND, IF and IFERROR. Anything else is not known, and nothing is guessed.

mod value;

use lampiran_core::{Area, CellRef, Decimal};

pub(super) use value::Value;
use value::{Operand, arithmetic, compare, number, round, sum};

/// Formulas are not nested deeper than this.
const MAX_DEPTH: usize = 64;

/// The cells that formulas refer to.
pub(super) trait Cells {
    /// What a cell holds; `None` where that is not known. Without a name, a cell of the formula's own sheet.
    fn value(&mut self, sheet: Option<&str>, at: CellRef) -> Option<Value>;

    /// What the cells of an area hold that hold anything; `None` where one of them is not known.
    fn values(&mut self, sheet: Option<&str>, area: Area) -> Option<Vec<Value>>;
}

/// What a formula (without `=`) comes to; `None` where it does something that is not known here.
pub(super) fn evaluate(formula: &str, cells: &mut dyn Cells) -> Option<Value> {
    let mut parser = Parser { rest: formula, cells, depth: 0 };
    let value = parser.comparison()?;
    parser.skip_spaces();
    parser.rest.is_empty().then_some(value)
}

struct Parser<'a> {
    rest: &'a str,
    cells: &'a mut dyn Cells,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        self.skip_spaces();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn comparison(&mut self) -> Option<Value> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let left = self.sum()?;
        let operator = ["<=", ">=", "<>", "=", "<", ">"].into_iter().find(|operator| self.take(operator));
        let value = match operator {
            None => left,
            Some(operator) => {
                let right = self.sum()?;
                compare(&left, &right, operator)?
            }
        };
        self.depth -= 1;
        Some(value)
    }

    fn sum(&mut self) -> Option<Value> {
        let mut left = self.product()?;
        loop {
            if self.take("+") {
                let right = self.product()?;
                left = arithmetic(&left, &right, Decimal::checked_add)?;
            } else if self.take("-") {
                let right = self.product()?;
                left = arithmetic(&left, &right, Decimal::checked_sub)?;
            } else {
                return Some(left);
            }
        }
    }

    fn product(&mut self) -> Option<Value> {
        let mut left = self.factor()?;
        loop {
            if self.take("*") {
                let right = self.factor()?;
                left = arithmetic(&left, &right, Decimal::checked_mul)?;
            } else if self.take("/") {
                let right = self.factor()?;
                left = match number(&right)? {
                    Ok(divisor) if divisor.is_zero() => Value::Error,
                    _ => arithmetic(&left, &right, Decimal::checked_div)?,
                };
            } else {
                return Some(left);
            }
        }
    }

    fn factor(&mut self) -> Option<Value> {
        let mut negative = false;
        loop {
            if self.take("-") {
                negative = !negative;
            } else if !self.take("+") {
                break;
            }
        }
        let Operand::One(mut value) = self.operand()? else { return None };
        while self.take("%") {
            value = arithmetic(&value, &Value::Number(Decimal::ONE_HUNDRED), Decimal::checked_div)?;
        }
        if negative {
            value = arithmetic(&Value::Number(Decimal::ZERO), &value, Decimal::checked_sub)?;
        }
        Some(value)
    }

    /// A number, a text, a reference, a function, or something in brackets.
    fn operand(&mut self) -> Option<Operand> {
        if self.take("(") {
            let value = self.comparison()?;
            return self.take(")").then_some(Operand::One(value));
        }
        self.skip_spaces();
        if let Some(rest) = self.rest.strip_prefix('"') {
            return self.text(rest).map(Operand::One);
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
            let (number, rest) = self.rest.split_at_checked(end)?;
            self.rest = rest;
            return number.parse().ok().map(|number| Operand::One(Value::Number(number)));
        }
        let sheet = self.sheet_name()?;
        let sheet = Some(sheet.as_str()).filter(|sheet| !sheet.is_empty());
        let end =
            self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '$' && c != '.').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        if sheet.is_none() && self.rest.starts_with('(') {
            return self.function(&word.to_ascii_uppercase()).map(Operand::One);
        }
        if sheet.is_none() && matches!(word.to_ascii_uppercase().as_str(), "TRUE" | "FALSE") {
            return Some(Operand::One(Value::Bool(word.eq_ignore_ascii_case("TRUE"))));
        }
        self.reference(sheet, word)
    }

    fn reference(&mut self, sheet: Option<&str>, word: &str) -> Option<Operand> {
        let first = CellRef::parse(word)?;
        let Some(rest) = self.rest.strip_prefix(':') else {
            return self.cells.value(sheet, first).map(Operand::One);
        };
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '$').unwrap_or(rest.len());
        let (last, rest) = rest.split_at_checked(end)?;
        self.rest = rest;
        let last = CellRef::parse(last)?;
        let area = Area {
            first: CellRef::new(first.row.min(last.row), first.col.min(last.col)),
            last: CellRef::new(first.row.max(last.row), first.col.max(last.col)),
        };
        self.cells.values(sheet, area).map(Operand::Many)
    }

    /// A text, from behind its opening quote.
    fn text(&mut self, mut rest: &'a str) -> Option<Value> {
        let mut text = String::new();
        loop {
            let end = rest.find('"')?;
            text.push_str(rest.get(..end)?);
            rest = rest.get(end + 1..)?;
            match rest.strip_prefix('"') {
                Some(after) => {
                    text.push('"');
                    rest = after;
                }
                None => break,
            }
        }
        self.rest = rest;
        Some(Value::Text(text))
    }

    /// The name of a sheet before `!`, empty where none stands here. References to other workbooks are not known.
    fn sheet_name(&mut self) -> Option<String> {
        if let Some(rest) = self.rest.strip_prefix('\'') {
            let end = rest.find("'!")?;
            let name = rest.get(..end)?.replace("''", "'");
            self.rest = rest.get(end + 2..)?;
            return (!name.contains('[')).then_some(name);
        }
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        Some(match rest.strip_prefix('!') {
            Some(rest) => {
                self.rest = rest;
                word.to_owned()
            }
            None => String::new(),
        })
    }

    fn function(&mut self, name: &str) -> Option<Value> {
        let mut arguments = Vec::new();
        self.take("(");
        if !self.take(")") {
            loop {
                arguments.push(self.argument()?);
                if !self.take(",") {
                    break;
                }
            }
            if !self.take(")") {
                return None;
            }
        }
        let one = |i: usize| match arguments.get(i) {
            Some(Operand::One(value)) => Some(value.clone()),
            _ => None,
        };
        match (name, arguments.len()) {
            ("SUM", 1..) => sum(&arguments),
            ("ROUND", 2) => round(&one(0)?, &one(1)?),
            ("IFERROR", 2) => Some(if one(0)? == Value::Error { one(1)? } else { one(0)? }),
            ("IF", 2 | 3) => match one(0)? {
                Value::Error => Some(Value::Error),
                Value::Bool(true) => one(1),
                Value::Bool(false) => one(2).or((arguments.len() == 2).then_some(Value::Bool(false))),
                Value::Number(number) => {
                    if number.is_zero() {
                        one(2)
                    } else {
                        one(1)
                    }
                }
                Value::Blank | Value::Text(_) => None,
            },
            _ => None,
        }
    }

    /// An area where one stands alone, else an expression.
    fn argument(&mut self) -> Option<Operand> {
        self.skip_spaces();
        let before = self.rest;
        let is_reference = before.starts_with(|c: char| c.is_alphabetic() || c == '\'' || c == '$');
        let word_end = before.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(before.len());
        let is_function = before.get(word_end..).is_some_and(|rest| rest.starts_with('('));
        if is_reference
            && !is_function
            && let Some(Operand::Many(values)) = self.operand()
        {
            self.skip_spaces();
            if self.rest.starts_with([',', ')']) {
                return Some(Operand::Many(values));
            }
        }
        self.rest = before;
        self.comparison().map(Operand::One)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A1 = 3, A2 = 4, A3 = "-", B1 blank, everything else unknown.
    struct Few;

    impl Cells for Few {
        fn value(&mut self, sheet: Option<&str>, at: CellRef) -> Option<Value> {
            match (sheet, at.to_string().as_str()) {
                (None | Some("L 1"), "A1") => Some(Value::Number(3.into())),
                (None, "A2") => Some(Value::Number(4.into())),
                (None, "A3") => Some(Value::Text("-".into())),
                (None, "B1") => Some(Value::Blank),
                _ => None,
            }
        }

        fn values(&mut self, sheet: Option<&str>, area: Area) -> Option<Vec<Value>> {
            (area.first.row..=area.last.row).map(|row| self.value(sheet, CellRef::new(row, area.first.col))).collect()
        }
    }

    #[test]
    fn formulas_of_the_form_come_to_what_excel_says() {
        let number = |text: &str| Some(Value::Number(text.parse().unwrap()));
        for (formula, value) in [
            ("A1/A2*100", number("75")),
            ("SUM(A1:A3)", number("7")),
            ("SUM(A1:A2,A1)*2", number("20")),
            ("SUM( $A$1 : A2 )", None),
            ("SUM('L 1'!A1:A1)+A1", number("6")),
            ("ROUND(A1/A2*100,1)", number("75.0")),
            ("-A1+(2*A2-A1)/A2", number("-1.75")),
            ("A1%", number("0.03")),
            ("A3/A1", Some(Value::Error)),
            ("A1/B1", Some(Value::Error)),
            ("IFERROR(A1/B1,\"-\")", Some(Value::Text("-".into()))),
            ("IF(A3=\"-\",0,A1)", number("0")),
            ("IF(A1>=A2,1,2)", number("2")),
            ("A1<>A2", Some(Value::Bool(true))),
            ("VLOOKUP(A1,A1:A2,1)", None),
            ("C1", None),
            ("[1]Sheet1!A1", None),
            ("A1 A2", None),
        ] {
            assert_eq!(evaluate(formula, &mut Few), value, "{formula}");
        }
    }

    #[test]
    fn brackets_without_end_are_no_formula() {
        assert_eq!(evaluate(&"(".repeat(100_000), &mut Few), None);
        assert_eq!(evaluate("SUM(A1", &mut Few), None);
    }
}
