//! Formula tokens made plain, so that calamine tells them rightly: references of shared formulas ("three rows up") name
//! their cell, and references to other sheets, whose columns calamine mistakes, become names of our own.

use lampiran_core::CellRef;

use super::Fields;
use super::formulas::References;

/// The token of a cell whose formula is shared; the cell that keeps it follows ([MS-XLS] 2.5.198.58).
pub(in crate::grid) const EXP: u8 = 0x01;

/// A token without its class (reference, value, array), which says nothing of its length.
pub(in crate::grid) const fn base(token: u8) -> u8 {
    if token < 0x20 { token } else { (token & 0x1F) | 0x20 }
}

/// The tokens of a formula as they read in the cell `at`; `None` for tokens not known here. References to other sheets
/// are added to the names of `references`.
pub(super) fn plain(tokens: &[u8], at: CellRef, references: &mut References) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut rest = Fields(tokens);
    while let Some(token) = rest.u8() {
        match base(token) {
            // A cell, or the same relative to the one that holds the formula.
            class @ (0x24 | 0x2C) => {
                let corner = Corner::read(rest.u16()?, rest.u16()?);
                out.push(token - class + 0x24);
                push(&mut out, if class == 0x2C { corner.seen_from(at) } else { corner }.fields());
            }
            // An area, or the same relative to the one that holds the formula.
            class @ (0x25 | 0x2D) => {
                let (top, bottom) = (rest.u16()?, rest.u16()?);
                let corners = [Corner::read(top, rest.u16()?), Corner::read(bottom, rest.u16()?)];
                let [first, last] = if class == 0x2D { corners.map(|corner| corner.seen_from(at)) } else { corners };
                let ([top, left], [bottom, right]) = (first.fields(), last.fields());
                out.push(token - class + 0x25);
                push(&mut out, [top, bottom, left, right]);
            }
            // A cell, or an area, of another sheet.
            class @ (0x3A | 0x3B) => {
                let sheet = references.sheets.get(usize::from(rest.u16()?))?;
                let name = if class == 0x3A {
                    format!("{sheet}!{}", Corner::read(rest.u16()?, rest.u16()?).text())
                } else {
                    let (top, bottom) = (rest.u16()?, rest.u16()?);
                    let (first, last) = (Corner::read(top, rest.u16()?), Corner::read(bottom, rest.u16()?));
                    format!("{sheet}!{}:{}", first.text(), last.text())
                };
                references.names.push(name);
                out.push(token - class + 0x23);
                out.extend(u32::try_from(references.names.len()).ok()?.to_le_bytes());
            }
            base => {
                out.push(token);
                out.extend(rest.take(operand_len(base, rest)?)?);
            }
        }
    }
    Some(out)
}

fn push<const N: usize>(out: &mut Vec<u8>, fields: [u16; N]) {
    out.extend(fields.into_iter().flat_map(u16::to_le_bytes));
}

/// A cell as tokens have it: a row, a column, and whether each is relative ([MS-XLS] 2.5.198.111).
#[derive(Clone, Copy)]
struct Corner {
    row: u16,
    col: u16,
    moves_down: bool,
    moves_across: bool,
}

impl Corner {
    const fn read(row: u16, col: u16) -> Self {
        Self { row, col: col & 0x3FFF, moves_down: col & 0x8000 != 0, moves_across: col & 0x4000 != 0 }
    }

    /// The cell meant, where relative rows and columns count from `at`. Beyond the last row or column the grid begins
    /// again, as in Excel.
    fn seen_from(self, at: CellRef) -> Self {
        let here = u16::try_from(at.row & 0xFFFF).unwrap_or_default();
        let row = if self.moves_down { self.row.wrapping_add(here) } else { self.row };
        let col = if self.moves_across { self.col.wrapping_add(at.col) } else { self.col };
        Self { row, col: col & 0xFF, ..self }
    }

    /// Row and column with its marks, which calamine takes for each other.
    fn fields(self) -> [u16; 2] {
        [self.row, self.col | u16::from(self.moves_across) << 15 | u16::from(self.moves_down) << 14]
    }

    fn text(self) -> String {
        let fixed = |moves| if moves { "" } else { "$" };
        let (across, down) = (fixed(self.moves_across), fixed(self.moves_down));
        format!("{across}{}{down}{}", CellRef::letters(self.col), u32::from(self.row) + 1)
    }
}

/// How many bytes follow a token ([MS-XLS] 2.5.198.25); `rest` is what stands after it.
fn operand_len(base: u8, mut rest: Fields) -> Option<usize> {
    Some(match base {
        0x03..=0x16 => 0,
        0x17 => {
            let len = usize::from(rest.u8()?);
            let wide = rest.u8()? & 1 != 0;
            2 + if wide { 2 * len } else { len }
        }
        0x19 => attribute_len(rest)?,
        0x1C | 0x1D => 1,
        0x1E | 0x21 => 2,
        0x22 => 3,
        0x23 | 0x2A => 4,
        0x39 | 0x3C => 6,
        0x1F | 0x2B => 8,
        0x3D => 10,
        _ => return None,
    })
}

/// The operands of an attribute: a kind, a word, and for CHOOSE a table of jumps; .xlsb has the same.
pub(in crate::grid) fn attribute_len(mut rest: Fields) -> Option<usize> {
    let is_choose = rest.u8()? == 0x04;
    let count = usize::from(rest.u16()?);
    Some(if is_choose { 3 + 2 * (count + 1) } else { 3 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_or_cut_tokens_are_not_guessed() {
        for tokens in [[0x7F, 0, 0].as_slice(), &[0x1F, 0], &[0x17, 5, 0, b'a'], &[0x3A, 9, 0, 0, 0, 0, 0]] {
            assert_eq!(plain(tokens, CellRef::new(0, 0), &mut References::default()), None);
        }
    }
}
