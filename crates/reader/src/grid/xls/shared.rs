//! Shared formulas written out: tokens that say "three rows up" become tokens that say which cell.

use lampiran_core::CellRef;

use super::super::biff::Fields;

/// The token of a cell whose formula is shared; the cell that keeps it follows ([MS-XLS] 2.5.198.58).
pub(super) const EXP: u8 = 0x01;

/// The tokens of a shared formula as they read in the cell `at`; `None` for tokens not known here.
pub(super) fn write_out(tokens: &[u8], at: CellRef) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut rest = Fields(tokens);
    while let Some(token) = rest.u8() {
        // The two bits of the class (reference, value, array) say nothing about the length.
        let base = if token < 0x20 { token } else { (token & 0x1F) | 0x20 };
        match base {
            // A cell, or an area, relative to the one that holds the formula.
            0x2C => {
                out.push(token - 0x2C + 0x24);
                let (row, col) = (rest.u16()?, rest.u16()?);
                let (row, col) = shift(row, col, at);
                out.extend([row, col].into_iter().flat_map(u16::to_le_bytes));
            }
            0x2D => {
                out.push(token - 0x2D + 0x25);
                let (top, bottom, left, right) = (rest.u16()?, rest.u16()?, rest.u16()?, rest.u16()?);
                let (top, left) = shift(top, left, at);
                let (bottom, right) = shift(bottom, right, at);
                out.extend([top, bottom, left, right].into_iter().flat_map(u16::to_le_bytes));
            }
            _ => {
                out.push(token);
                out.extend(rest.take(operand_len(base, rest)?)?);
            }
        }
    }
    Some(out)
}

/// A row and a column (with its two flags: bit 14 relative column, bit 15 relative row), made absolute. Beyond the
/// last row or column the grid begins again, as in Excel.
fn shift(row: u16, col: u16, at: CellRef) -> (u16, u16) {
    let here = |n: u32| u16::try_from(n & 0xFFFF).unwrap_or_default();
    let flags = col & 0xC000;
    let row = if flags & 0x8000 == 0 { row } else { row.wrapping_add(here(at.row)) };
    let col = if flags & 0x4000 == 0 { col } else { col.wrapping_add(at.col) };
    (row, (col & 0xFF) | flags)
}

/// How many bytes follow a token ([MS-XLS] 2.5.198.25); `rest` is what stands after it.
fn operand_len(token: u8, mut rest: Fields) -> Option<usize> {
    Some(match token {
        0x03..=0x16 => 0,
        0x17 => {
            let len = usize::from(rest.u8()?);
            let wide = rest.u8()? & 1 != 0;
            2 + if wide { 2 * len } else { len }
        }
        0x19 => {
            let is_choose = rest.u8()? == 0x04;
            let count = usize::from(rest.u16()?);
            if is_choose { 3 + 2 * (count + 1) } else { 3 }
        }
        0x1C | 0x1D => 1,
        0x1E | 0x21 | 0x29 => 2,
        0x22 => 3,
        0x23 | 0x24 | 0x2A => 4,
        0x26..=0x28 | 0x39 | 0x3A | 0x3C => 6,
        0x20 => 7,
        0x1F | 0x25 | 0x2B => 8,
        0x3B | 0x3D => 10,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `P11*2` shared from Q11, as Excel stores it: same row, one column to the left.
    #[test]
    fn a_relative_cell_is_the_one_beside_the_formula() {
        let left = 0xC0FFu16.to_le_bytes();
        let tokens = [0x4C, 0, 0, left[0], left[1], 0x1E, 2, 0, 0x05];
        let p13 = (15u16 | 0xC000).to_le_bytes();
        let out = write_out(&tokens, CellRef::new(12, 16)).unwrap();
        assert_eq!(out, [0x44, 12, 0, p13[0], p13[1], 0x1E, 2, 0, 0x05]);
    }

    #[test]
    fn an_area_keeps_its_absolute_corner() {
        // N$11:N12 seen from O13: an absolute first row, a relative last one.
        let tokens = [0x2D, 10, 0, 0xFF, 0xFF, 0xFF, 0x40, 0xFF, 0xC0];
        let out = write_out(&tokens, CellRef::new(12, 14)).unwrap();
        assert_eq!(out, [0x25, 10, 0, 11, 0, 13, 0x40, 13, 0xC0]);
    }

    #[test]
    fn unknown_or_cut_tokens_are_not_guessed() {
        assert_eq!(write_out(&[0x7F], CellRef::new(0, 0)), None);
        assert_eq!(write_out(&[0x1F, 0], CellRef::new(0, 0)), None);
        assert_eq!(write_out(&[0x17, 5, 0, b'a'], CellRef::new(0, 0)), None);
    }
}
