//! A cell in 24 bytes: a province's workbook has millions of them.
//!
//! Place and number format are packed, so they are read through [`Cell::at`] and [`Cell::format`]; a [`Number`] is the
//! 15 significant digits that Excel keeps, and a [`Text`] is shared by all cells that say the same.

use std::fmt;

pub use lampiran_core::SharedText as Text;
use lampiran_core::{CellRef, Decimal};
use serde::{Deserialize, Serialize};

/// What a text takes in memory beside its letters, in bytes: two small allocations, and its place in a table.
const TEXT_OVERHEAD: usize = 112;

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    row: u32,
    col: u16,
    format: u16,
    /// What it holds.
    pub content: Content,
}

impl Cell {
    /// A cell at a place.
    pub fn new(at: CellRef, content: Content, format: Format) -> Self {
        Self { row: at.row, col: at.col, format: format.pack(), content }
    }

    /// Where it stands.
    pub const fn at(&self) -> CellRef {
        CellRef::new(self.row, self.col)
    }

    /// How it is shown.
    pub fn format(&self) -> Format {
        Format::unpack(self.format)
    }

    /// Its text, if it holds text.
    pub fn text(&self) -> Option<&str> {
        if let Content::Text(text) = &self.content { Some(text) } else { None }
    }

    /// Its number, if it holds one.
    pub fn number(&self) -> Option<Decimal> {
        if let Content::Number(number) = self.content { Some(number.decimal()) } else { None }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A number, at the 15 significant digits that Excel shows. Dates are numbers with [`Shown::Date`].
    Number(Number),
    /// Text as typed, never empty.
    Text(Text),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value as Excel writes it: `#DIV/0!`, `#REF!`.
    Error(Text),
    /// A formula that was never calculated: no result is stored.
    Uncalculated,
    /// A number or value that cannot be represented (beyond 28 digits, NaN, damaged): its text.
    Unreadable(Text),
}

impl Content {
    /// What it takes in memory beside its cell, in bytes, where its text is its own.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Text(text) | Self::Error(text) | Self::Unreadable(text) => text.len().saturating_add(TEXT_OVERHEAD),
            Self::Number(_) | Self::Bool(_) | Self::Uncalculated => 0,
        }
    }
}

impl From<Decimal> for Content {
    /// A number; unreadable where it has more than 15 significant digits, which no workbook can store.
    fn from(number: Decimal) -> Self {
        Number::from_decimal(number).map_or_else(|| Self::Unreadable(number.to_string().into()), Self::Number)
    }
}

impl From<&str> for Content {
    /// Text as typed.
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// A number of at most 15 significant digits, without trailing zeros.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number(i64);

impl Number {
    /// The largest whole mantissa.
    const MAX: u64 = 999_999_999_999_999;

    /// `mantissa` × 10^`exponent`; none beyond 15 digits, or beyond what a decimal can hold (28 digits, 28 decimals).
    pub fn new(mantissa: i64, exponent: i8) -> Option<Self> {
        if mantissa == 0 {
            return Some(Self(0));
        }
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        let size = mantissa.unsigned_abs();
        let digits = i8::try_from(size.ilog10()).unwrap_or(i8::MAX) + 1;
        let fits = size <= Self::MAX && exponent >= -28 && exponent <= 28 - digits;
        fits.then_some(Self((mantissa << 8) | i64::from(exponent.cast_unsigned())))
    }

    /// The same number as a decimal holds it; none beyond 15 significant digits.
    pub fn from_decimal(number: Decimal) -> Option<Self> {
        let number = number.normalize();
        let (mut mantissa, mut exponent) = (number.mantissa(), -i8::try_from(number.scale()).ok()?);
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        Self::new(i64::try_from(mantissa).ok()?, exponent)
    }

    /// The number, exactly.
    pub fn decimal(self) -> Decimal {
        let mantissa = self.0 >> 8;
        let exponent = i32::from(self.0.to_le_bytes()[0].cast_signed());
        let whole = 10i128.checked_pow(u32::try_from(exponent).unwrap_or(0));
        let scale = u32::try_from(-exponent).unwrap_or(0);
        whole
            .and_then(|whole| whole.checked_mul(mantissa.into()))
            .and_then(|mantissa| Decimal::try_from_i128_with_scale(mantissa, scale).ok())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.decimal().fmt(f)
    }
}

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Self::new(number.into(), 0).unwrap_or(Self(0))
    }
}

/// How a cell's number format shows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Format {
    /// The kind of format.
    pub shown: Shown,
    /// Decimals it shows (`0.00`: 2), at most 30; `None` for General.
    pub decimals: Option<u8>,
    /// Shows zero as `-` (the accounting formats).
    pub zero_as_dash: bool,
    /// Divides by a thousand for each trailing comma (`#,##0,`): how often, at most 3.
    pub thousands: u8,
}

impl Format {
    /// Two bits of kind, one of the dash, two of thousands, and the decimals plus one.
    fn pack(self) -> u16 {
        let decimals = self.decimals.map_or(0, |decimals| u16::from(decimals.min(30)) + 1);
        self.shown as u16 | u16::from(self.zero_as_dash) << 2 | u16::from(self.thousands.min(3)) << 3 | decimals << 5
    }

    fn unpack(bits: u16) -> Self {
        let shown = match bits & 3 {
            0 => Shown::Number,
            1 => Shown::Percent,
            2 => Shown::Date,
            _ => Shown::Text,
        };
        Self {
            shown,
            decimals: u8::try_from(bits >> 5).ok().and_then(|decimals| decimals.checked_sub(1)),
            zero_as_dash: bits & 4 != 0,
            thousands: u8::try_from(bits >> 3 & 3).unwrap_or_default(),
        }
    }
}

/// Kinds of number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Shown {
    /// General, or a plain number format.
    #[default]
    Number,
    /// With a percent sign: 0.1089 is shown as 10,89 %.
    Percent,
    /// Date or time.
    Date,
    /// Text (`@`).
    Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_small() {
        assert_eq!(size_of::<Cell>(), 24);
    }

    #[test]
    fn numbers_come_back_exactly() {
        for text in ["0", "1", "-4.9", "2978641819", "999999999999999", "-0.000000000000001", "1e-28", "1200", "9e27"] {
            let number = Decimal::from_scientific(text).or_else(|_| text.parse()).unwrap();
            assert_eq!(Number::from_decimal(number).unwrap().decimal(), number, "{text}");
        }
        assert_eq!(Number::from_decimal("1234567890123456".parse().unwrap()), None);
        assert_eq!(Number::new(1, 28), None);
        assert_eq!(Number::new(1, -29), None);
    }

    #[test]
    fn formats_come_back_as_they_were() {
        for shown in [Shown::Number, Shown::Percent, Shown::Date, Shown::Text] {
            for decimals in [None, Some(0), Some(2), Some(30)] {
                for thousands in 0..=3 {
                    for zero_as_dash in [false, true] {
                        let format = Format { shown, decimals, zero_as_dash, thousands };
                        assert_eq!(Format::unpack(format.pack()), format);
                    }
                }
            }
        }
    }
}
