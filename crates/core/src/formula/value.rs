//! Values in formulas, and how Excel turns one kind into another.

use std::cmp::Ordering;

use super::Cells;
use crate::Decimal;

/// What a formula or a cell comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// A number.
    Number(Decimal),
    /// Text.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value such as `#DIV/0!`.
    Error(&'static str),
}

pub(super) const DIV0: &str = "#DIV/0!";
pub(super) const VALUE: &str = "#VALUE!";
pub(super) const NUM: &str = "#NUM!";
const REF: &str = "#REF!";
const NA: &str = "#N/A";

/// The error of a name.
pub(super) fn error_named(name: &str) -> &'static str {
    [DIV0, VALUE, NUM, REF, NA].into_iter().find(|error| *error == name).unwrap_or(VALUE)
}

impl Value {
    /// The error value of a name as Excel writes it; `#VALUE!` for one that is not known.
    pub fn error(name: &str) -> Self {
        Self::Error(error_named(name))
    }

    /// The number it counts as in arithmetic: a blank is 0, a text only where it is one number beyond doubt.
    pub(super) fn number(&self, cells: &dyn Cells) -> Result<Decimal, &'static str> {
        match self {
            Self::Blank => Ok(Decimal::ZERO),
            Self::Number(number) => Ok(*number),
            Self::Bool(truth) => Ok(Decimal::from(u8::from(*truth))),
            Self::Error(error) => Err(error),
            Self::Text(text) => cells.number_of(text).ok_or(VALUE),
        }
    }

    /// Whether it counts as true.
    pub(super) fn truth(&self, cells: &dyn Cells) -> Result<bool, &'static str> {
        match self {
            Self::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
            Self::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
            _ => self.number(cells).map(|number| !number.is_zero()),
        }
    }

    /// The text it counts as.
    pub(super) fn text(&self) -> Result<String, &'static str> {
        match self {
            Self::Blank => Ok(String::new()),
            Self::Number(number) => Ok(number.normalize().to_string()),
            Self::Text(text) => Ok(text.clone()),
            Self::Bool(truth) => Ok(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
            Self::Error(error) => Err(error),
        }
    }

    /// Compares as Excel does: numbers before texts, texts without case, a blank as 0 or nothing.
    pub(super) fn compare(&self, other: &Self, cells: &dyn Cells) -> Result<Ordering, &'static str> {
        let rank = |value: &Self| match value {
            Self::Blank | Self::Number(_) | Self::Error(_) => 0,
            Self::Text(_) => 1,
            Self::Bool(_) => 2,
        };
        match (self, other) {
            (Self::Error(error), _) | (_, Self::Error(error)) => Err(error),
            (Self::Text(a), Self::Text(b)) => Ok(a.to_lowercase().cmp(&b.to_lowercase())),
            (Self::Text(text), Self::Blank) => Ok(text.as_str().cmp("")),
            (Self::Blank, Self::Text(text)) => Ok("".cmp(text.as_str())),
            _ if rank(self) != rank(other) => Ok(rank(self).cmp(&rank(other))),
            _ => Ok(self.number(cells)?.cmp(&other.number(cells)?)),
        }
    }
}

impl From<Result<Decimal, &'static str>> for Value {
    fn from(result: Result<Decimal, &'static str>) -> Self {
        result.map_or_else(Self::Error, Self::Number)
    }
}
