//! Formula tokens of .xlsb as .xls has them: rows of two bytes for rows of four ([MS-XLSB] 2.5.97, [MS-XLS] 2.5.198).

use super::super::biff::Fields;
use super::super::biff::tokens::{EXP, attribute_len, base};

/// The same tokens as .xls has them; `None` for what its grid of 65,536 rows cannot hold, and for tokens not known
/// here. `extra` is what stands after the tokens: the column of the cell that keeps a shared formula.
pub(super) fn to_biff8(tokens: &[u8], extra: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut rest = Fields(tokens);
    while let Some(token) = rest.u8() {
        out.push(token);
        match base(token) {
            EXP => {
                row(&mut rest, &mut out)?;
                out.extend(u16::try_from(Fields(extra).u32()?).ok()?.to_le_bytes());
            }
            0x03..=0x16 => {}
            0x17 => {
                let len = rest.u16()?;
                out.extend([u8::try_from(len).ok()?, 1]);
                out.extend(rest.take(usize::from(len) * 2)?);
            }
            0x19 => out.extend(rest.take(attribute_len(rest)?)?),
            0x1C | 0x1D => out.extend(rest.take(1)?),
            0x1E | 0x21 => out.extend(rest.take(2)?),
            0x22 => out.extend(rest.take(3)?),
            0x1F => out.extend(rest.take(8)?),
            0x23 => out.extend(rest.take(4)?),
            0x24 => cell(&mut rest, &mut out)?,
            0x25 => area(&mut rest, &mut out)?,
            0x2C => relative_cell(&mut rest, &mut out)?,
            0x2D => relative_area(&mut rest, &mut out)?,
            0x2A => lost(&mut rest, &mut out, 6, 4)?,
            0x2B => lost(&mut rest, &mut out, 12, 8)?,
            0x3A => {
                out.extend(rest.take(2)?);
                cell(&mut rest, &mut out)?;
            }
            0x3B => {
                out.extend(rest.take(2)?);
                area(&mut rest, &mut out)?;
            }
            0x3C => lost(&mut rest, &mut out, 8, 6)?,
            0x3D => lost(&mut rest, &mut out, 14, 10)?,
            _ => return None,
        }
    }
    Some(out)
}

fn row(rest: &mut Fields, out: &mut Vec<u8>) -> Option<()> {
    out.extend(u16::try_from(rest.u32()?).ok()?.to_le_bytes());
    Some(())
}

/// A column with its two marks, which must lie in the grid of .xls.
fn col(rest: &mut Fields, out: &mut Vec<u8>) -> Option<()> {
    let col = rest.u16()?;
    out.extend(col.to_le_bytes());
    (col & 0x3FFF < 256).then_some(())
}

fn cell(rest: &mut Fields, out: &mut Vec<u8>) -> Option<()> {
    row(rest, out)?;
    col(rest, out)
}

fn area(rest: &mut Fields, out: &mut Vec<u8>) -> Option<()> {
    row(rest, out)?;
    row(rest, out)?;
    col(rest, out)?;
    col(rest, out)
}

/// An offset in rows (negative ones come around from the last row) or a row, as two bytes that wrap the same way.
fn relative_row(rest: &mut Fields, out: &mut Vec<u8>) -> Option<()> {
    const LAST: u32 = 0xF_FFFF;
    let row = rest.u32()? & LAST;
    let is_small = row <= 0x7FFF || row >= LAST - 0x7FFF;
    out.extend(row.to_le_bytes().first_chunk::<2>()?);
    is_small.then_some(())
}

/// An offset in columns, negative ones from the last of 16,384, as the same from the last of 256.
fn relative_col(rest: &mut Fields, out: &mut Vec<u8>) -> Option<()> {
    let col = rest.u16()?;
    out.extend(((col & 0xC000) | (col & 0xFF)).to_le_bytes());
    Some(())
}

fn relative_cell(rest: &mut Fields, out: &mut Vec<u8>) -> Option<()> {
    relative_row(rest, out)?;
    relative_col(rest, out)
}

fn relative_area(rest: &mut Fields, out: &mut Vec<u8>) -> Option<()> {
    relative_row(rest, out)?;
    relative_row(rest, out)?;
    relative_col(rest, out)?;
    relative_col(rest, out)
}

/// A reference that is lost (`#REF!`): only its length differs.
fn lost(rest: &mut Fields, out: &mut Vec<u8>, len: usize, len_here: usize) -> Option<()> {
    let bytes = rest.take(len)?;
    out.extend(bytes.get(..len_here)?);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_those_of_xls() {
        let cases: [(&[u8], &[u8]); 5] = [
            // SUM(N11:N22), relative.
            (
                &[0x25, 10, 0, 0, 0, 21, 0, 0, 0, 13, 0xC0, 13, 0xC0, 0x19, 0x10, 0, 0],
                &[0x25, 10, 0, 21, 0, 13, 0xC0, 13, 0xC0, 0x19, 0x10, 0, 0],
            ),
            // One row up, one column left, in a shared formula.
            (&[0x4C, 0xFF, 0xFF, 0x0F, 0, 0xFF, 0xFF], &[0x4C, 0xFF, 0xFF, 0xFF, 0xC0]),
            (&[0x17, 2, 0, b'h', 0, b'i', 0], &[0x17, 2, 1, b'h', 0, b'i', 0]),
            (&[0x3A, 1, 0, 4, 0, 0, 0, 2, 0xC0], &[0x3A, 1, 0, 4, 0, 2, 0xC0]),
            (&[0x01, 10, 0, 0, 0], &[0x01, 10, 0, 16, 0]),
        ];
        for (xlsb, xls) in cases {
            assert_eq!(to_biff8(xlsb, &[16, 0, 0, 0]).as_deref(), Some(xls));
        }
    }

    #[test]
    fn what_xls_cannot_hold_is_not_guessed() {
        for tokens in [[0x24, 0, 0, 1, 0, 0, 0].as_slice(), &[0x24, 0, 0, 0, 0, 0, 1], &[0x18, 0x19], &[0x1F, 1]] {
            assert_eq!(to_biff8(tokens, &[]), None);
        }
    }
}
