//! Where a value stood: sheets, cells and areas, and [`Sourced`], a value that knows its cell.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// A sheet of the workbook, by its position among all sheets (hidden ones too); the names are in
/// [`Laporan::lembar`](crate::Laporan::lembar).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SheetId(pub u16);

/// A cell of a sheet. Row and column count from zero; [`Display`](fmt::Display) writes them as Excel's name box takes
/// them (`R12`). Six bytes rather than eight: every figure of a report holds one, and it shows in the benchmark's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(Rust, packed(2))]
pub struct CellRef {
    /// Row from zero.
    pub row: u32,
    /// Column from zero.
    pub col: u16,
}

impl CellRef {
    /// A cell by row and column, both from zero.
    pub const fn new(row: u32, col: u16) -> Self {
        Self { row, col }
    }

    /// The letters of a column: 0 is `A`, 26 is `AA`.
    pub fn letters(col: u16) -> String {
        let mut letters = Vec::new();
        let mut rest = u32::from(col) + 1;
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
            rest /= 26;
        }
        letters.iter().rev().collect()
    }

    /// Reads `R12` or `$R$12`; `None` for anything else or beyond Excel's grid (1,048,576 rows, 16,384 columns).
    pub fn parse(text: &str) -> Option<Self> {
        let (mut col, mut row) = (0u32, 0u32);
        let mut rest = text.strip_prefix('$').unwrap_or(text).as_bytes();
        while let [letter, after @ ..] = rest
            && letter.is_ascii_alphabetic()
        {
            // In ASCII the last five bits of a letter are its place in the alphabet.
            col = col * 26 + u32::from(letter & 0x1f);
            (col <= 16_384).then_some(())?;
            rest = after;
        }
        rest = rest.strip_prefix(b"$").unwrap_or(rest);
        // No row has more digits, and the first is none of 0.
        (rest.len() <= 7 && rest.first() != Some(&b'0')).then_some(())?;
        for digit in rest {
            digit.is_ascii_digit().then_some(())?;
            row = row * 10 + u32::from(digit - b'0');
        }
        (row <= 1_048_576).then_some(())?;
        Some(Self { row: row.checked_sub(1)?, col: u16::try_from(col.checked_sub(1)?).ok()? })
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Self::letters(self.col), self.row + 1)
    }
}

impl Hash for CellRef {
    /// As one number: sums are looked up by their cells, and two numbers take twice as long.
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.row) << 16 | u64::from(self.col));
    }
}

/// A rectangle of cells, both corners inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Area {
    /// Top left cell.
    pub first: CellRef,
    /// Bottom right cell.
    pub last: CellRef,
}

impl Area {
    /// Whether `cell` lies inside.
    pub const fn contains(&self, cell: CellRef) -> bool {
        self.first.row <= cell.row
            && cell.row <= self.last.row
            && self.first.col <= cell.col
            && cell.col <= self.last.col
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { self.first.fmt(f) } else { write!(f, "{}:{}", self.first, self.last) }
    }
}

/// A cell of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Its sheet.
    pub sheet: SheetId,
    /// Its cell.
    pub cell: CellRef,
}

/// A value and the cell it was read from (the cell it would stand in, where it is blank).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// What the cell says.
    pub value: T,
    /// The cell.
    pub place: Place,
}

impl<T> Sourced<T> {
    /// A value with its cell.
    pub const fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        for (cell, name) in [
            (CellRef::new(0, 0), "A1"),
            (CellRef::new(11, 17), "R12"),
            (CellRef::new(1_048_575, 16_383), "XFD1048576"),
            (CellRef::new(0, 26), "AA1"),
            (CellRef::new(0, 701), "ZZ1"),
            (CellRef::new(0, 702), "AAA1"),
        ] {
            assert_eq!(cell.to_string(), name);
            assert_eq!(CellRef::parse(name), Some(cell));
        }
        for wrong in ["", "A", "1", "A0", "A01", "XFE1", "A1048577", "AAAA1", "A1B", "é1"] {
            assert_eq!(CellRef::parse(wrong), None, "{wrong}");
        }
    }
}
