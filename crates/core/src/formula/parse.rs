//! Formulas read and evaluated in one go, from left to right.

use std::borrow::Cow;

use super::value::{DIV0, NUM, error_named};
use super::{Cells, Value, functions};
use crate::{Area, CellRef, Decimal};

/// How deep brackets may lie in each other.
const MOST_DEEP: usize = 64;

/// Part of a formula: a value, or cells that a function may want as they are, with the name of their sheet where it is
/// not the formula's own.
pub(super) enum Operand<'f> {
    Value(Value),
    Cells(Option<Cow<'f, str>>, Area),
}

/// What a formula comes to, with or without the leading `=`; `None` where it holds something that is not known here.
pub fn evaluate(formula: &str, cells: &mut dyn Cells) -> Option<Value> {
    let mut parser = Parser { cells, depth: 0, rest: formula.trim().trim_start_matches('=') };
    let operand = parser.comparison()?;
    let value = value_of(parser.cells, operand)?;
    parser.rest.trim().is_empty().then_some(value)
}

/// The value of an operand; of several cells it is not known, for it hangs on whether the formula is one of arrays.
pub(super) fn value_of(cells: &mut dyn Cells, operand: Operand) -> Option<Value> {
    match operand {
        Operand::Value(value) => Some(value),
        Operand::Cells(sheet, area) if area.first == area.last => cells.value(sheet.as_deref(), area.first),
        Operand::Cells(..) => None,
    }
}

struct Parser<'e, 'f> {
    cells: &'e mut dyn Cells,
    depth: usize,
    rest: &'f str,
}

impl<'f> Parser<'_, 'f> {
    /// Takes a sign off the front, if it stands there.
    fn take(&mut self, sign: &str) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, operand: Operand) -> Option<Value> {
        value_of(self.cells, operand)
    }

    fn comparison(&mut self) -> Option<Operand<'f>> {
        let mut left = self.joined()?;
        loop {
            let sign = ["<>", "<=", ">=", "=", "<", ">"].into_iter().find(|sign| self.take(sign));
            let Some(sign) = sign else { return Some(left) };
            let right = self.joined()?;
            let (a, b) = (self.value(left)?, self.value(right)?);
            let holds = a.compare(&b, self.cells).map(|order| match sign {
                "<>" => order.is_ne(),
                "<=" => order.is_le(),
                ">=" => order.is_ge(),
                "=" => order.is_eq(),
                "<" => order.is_lt(),
                _ => order.is_gt(),
            });
            left = Operand::Value(holds.map_or_else(Value::Error, Value::Bool));
        }
    }

    fn joined(&mut self) -> Option<Operand<'f>> {
        let mut left = self.sum()?;
        while self.take("&") {
            let right = self.sum()?;
            let (a, b) = (self.value(left)?.text(), self.value(right)?.text());
            left = Operand::Value(a.and_then(|a| Ok(a + &b?)).map_or_else(Value::Error, Value::Text));
        }
        Some(left)
    }

    fn sum(&mut self) -> Option<Operand<'f>> {
        let mut left = self.product()?;
        loop {
            let minus = if self.take("+") {
                false
            } else if self.take("-") {
                true
            } else {
                return Some(left);
            };
            let right = self.product()?;
            let (a, b) = (self.value(left)?, self.value(right)?);
            left = self.arithmetic(&a, &b, |a, b| if minus { a.checked_sub(b) } else { a.checked_add(b) });
        }
    }

    fn product(&mut self) -> Option<Operand<'f>> {
        let mut left = self.signed()?;
        loop {
            let over = if self.take("*") {
                false
            } else if self.take("/") {
                true
            } else {
                return Some(left);
            };
            let right = self.signed()?;
            let (a, b) = (self.value(left)?, self.value(right)?);
            let divides_by_zero =
                over && a.number(self.cells).is_ok() && b.number(self.cells).is_ok_and(|number| number.is_zero());
            left = if divides_by_zero {
                Operand::Value(Value::Error(DIV0))
            } else {
                self.arithmetic(&a, &b, |a, b| if over { a.checked_div(b) } else { a.checked_mul(b) })
            };
        }
    }

    fn signed(&mut self) -> Option<Operand<'f>> {
        let mut negative = false;
        let mut signed = false;
        loop {
            if self.take("-") {
                negative = !negative;
                signed = true;
            } else if !self.take("+") {
                break;
            }
        }
        let operand = self.atom()?;
        let mut percents = 0;
        while self.take("%") {
            percents += 1;
        }
        // Powers are no part of this form; a formula with one is not guessed at.
        if self.rest.trim_start().starts_with('^') {
            return None;
        }
        if !signed && percents == 0 {
            return Some(operand);
        }
        let value = self.value(operand)?;
        let number = value.number(self.cells).and_then(|number| {
            let number = if negative { -number } else { number };
            (0..percents).try_fold(number, |number, _| number.checked_div(Decimal::ONE_HUNDRED)).ok_or(NUM)
        });
        Some(Operand::Value(number.into()))
    }

    fn atom(&mut self) -> Option<Operand<'f>> {
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        if self.take("(") {
            return self.nested(|parser| {
                let inner = parser.comparison()?;
                parser.take(")").then_some(inner)
            });
        }
        match first {
            '"' => self.text(),
            '#' => self.error(),
            '\'' => {
                let (name, rest) = quoted(self.rest, '\'')?;
                self.rest = rest.strip_prefix('!')?;
                self.area(Some(name.into()))
            }
            c if c.is_ascii_digit() || c == '.' => self.number(),
            _ => self.word(),
        }
    }

    /// Reads something in brackets, unless brackets lie too deep already.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= MOST_DEEP {
            return None;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn number(&mut self) -> Option<Operand<'f>> {
        let digits = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
        let exponent = self.rest.get(digits..)?.strip_prefix(['E', 'e']).map_or(0, |exponent| {
            let signed = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            let digits = signed.find(|c: char| !c.is_ascii_digit()).unwrap_or(signed.len());
            1 + exponent.len() - signed.len() + digits
        });
        let (number, rest) = self.rest.split_at_checked(digits + exponent)?;
        self.rest = rest;
        let number = number.parse().or_else(|_| Decimal::from_scientific(number)).ok()?;
        Some(Operand::Value(Value::Number(number)))
    }

    fn text(&mut self) -> Option<Operand<'f>> {
        let (text, rest) = quoted(self.rest, '"')?;
        self.rest = rest;
        Some(Operand::Value(Value::Text(text)))
    }

    fn error(&mut self) -> Option<Operand<'f>> {
        let end = self.rest.find(['!', '?', 'A']).map(|end| end + 1)?;
        let (error, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(Operand::Value(Value::Error(error_named(error))))
    }

    /// A function, a sheet's name before its cells, cells, or a truth value.
    fn word(&mut self) -> Option<Operand<'f>> {
        let end =
            self.rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '$')).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).filter(|(word, _)| !word.is_empty())?;
        if let Some(rest) = rest.strip_prefix('(') {
            self.rest = rest;
            let arguments = self.nested(Self::arguments)?;
            return functions::call(self.cells, &word.to_ascii_uppercase(), arguments).map(Operand::Value);
        }
        if let Some(rest) = rest.strip_prefix('!') {
            self.rest = rest;
            return self.area(Some(word.into()));
        }
        let truth = word.eq_ignore_ascii_case("TRUE");
        if !truth && !word.eq_ignore_ascii_case("FALSE") {
            return self.area(None);
        }
        self.rest = rest;
        Some(Operand::Value(Value::Bool(truth)))
    }

    fn arguments(&mut self) -> Option<Vec<Operand<'f>>> {
        let mut arguments = Vec::new();
        if self.take(")") {
            return Some(arguments);
        }
        loop {
            // A left out argument is blank: IF(A1;;2).
            self.rest = self.rest.trim_start();
            let blank = self.rest.starts_with([',', ';', ')']);
            arguments.push(if blank { Operand::Value(Value::Blank) } else { self.comparison()? });
            if self.take(")") {
                return Some(arguments);
            }
            if !self.take(",") && !self.take(";") {
                return None;
            }
        }
    }

    /// A cell or an area of a sheet.
    fn area(&mut self, sheet: Option<Cow<'f, str>>) -> Option<Operand<'f>> {
        let first = self.cell_name()?;
        let last = if self.take(":") { self.cell_name()? } else { first };
        let area = Area {
            first: CellRef::new(first.row.min(last.row), first.col.min(last.col)),
            last: CellRef::new(first.row.max(last.row), first.col.max(last.col)),
        };
        Some(Operand::Cells(sheet, area))
    }

    fn arithmetic(&self, a: &Value, b: &Value, operation: impl Fn(Decimal, Decimal) -> Option<Decimal>) -> Operand<'f> {
        let result = a.number(self.cells).and_then(|a| operation(a, b.number(self.cells)?).ok_or(NUM));
        Operand::Value(result.into())
    }

    fn cell_name(&mut self) -> Option<CellRef> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '$').unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        CellRef::parse(name)
    }
}

/// A text between quotes, a doubled quote for one, and what follows it.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut inner = String::new();
    let mut rest = text.strip_prefix(quote)?;
    loop {
        let (part, behind) = rest.split_once(quote)?;
        inner.push_str(part);
        let Some(more) = behind.strip_prefix(quote) else { return Some((inner, behind)) };
        inner.push(quote);
        rest = more;
    }
}
