//! Formula texts of .xls and .xlsb, by calamine.
//!
//! calamine turns tokens into text only within a whole workbook, keeps each sheet as a dense table, leaves shared
//! formulas out, and mistakes columns of other sheets in .xls and of any area in .xlsb. So it is given an .xls of our
//! own making: names, and a sheet that holds nothing but the formulas, made plain and set close together.

use std::collections::HashMap;
use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, Xls};
use lampiran_core::CellRef;

use super::tokens;

/// What the formulas of a workbook refer to by number.
#[derive(Debug, Default)]
pub(in crate::grid) struct References {
    /// The sheets, as they stand before the `!`; those of other workbooks too.
    pub sheets: Vec<String>,
    /// Defined names.
    pub names: Vec<String>,
}

/// The formulas of a sheet, as tokens of BIFF8.
#[derive(Debug, Default)]
pub(in crate::grid) struct Formulas {
    /// Each cell's own tokens, in the order of the file.
    pub own: Vec<(CellRef, Vec<u8>)>,
    /// The tokens of shared and array formulas, by the cell that their users name.
    pub shared: HashMap<CellRef, Vec<u8>>,
}

impl Formulas {
    /// The tokens of a formula as calamine can take them; nothing where that cannot be done.
    fn plain(&self, at: CellRef, own: &[u8], references: &mut References) -> Vec<u8> {
        let tokens = match *own {
            [tokens::EXP, r0, r1, c0, c1, ..] => {
                let keeper = CellRef::new(u16::from_le_bytes([r0, r1]).into(), u16::from_le_bytes([c0, c1]));
                self.shared.get(&keeper).map(Vec::as_slice)
            }
            _ => Some(own),
        };
        tokens.and_then(|tokens| tokens::plain(tokens, at, references)).unwrap_or_default()
    }
}

/// The texts of all formulas, in the order of `sheets` and of their own; empty where tokens are not understood.
pub(in crate::grid) fn texts<'a>(
    mut references: References,
    sheets: impl Iterator<Item = &'a Formulas>,
) -> Vec<Box<str>> {
    let mut plain = Vec::new();
    for sheet in sheets {
        plain.extend(sheet.own.iter().map(|(at, own)| sheet.plain(*at, own, &mut references)));
    }
    let nothing = vec![Box::default(); plain.len()];
    if plain.is_empty() {
        return nothing;
    }
    // Damaged tokens make calamine panic; a formula's text is worth less than the file.
    catch_unwind(AssertUnwindSafe(|| told(&references, &plain))).ok().flatten().unwrap_or(nothing)
}

/// The sheet of formulas.
const NAME: &str = "F";
/// How many formulas stand in a row of it.
const WIDTH: usize = 256;

/// Has calamine read the tokens.
fn told(references: &References, formulas: &[Vec<u8>]) -> Option<Vec<Box<str>>> {
    // calamine takes a file of version 4 without small streams for an empty one.
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).ok()?;
    file.create_stream("Workbook").ok()?.write_all(&workbook(references, formulas)).ok()?;
    file.flush().ok()?;
    let mut file = file.into_inner();
    file.set_position(0);
    let range = Xls::new(file).ok()?.worksheet_formula(NAME).ok()?;
    let text = |i: usize| {
        let place = (u32::try_from(i / WIDTH).ok()?, u32::try_from(i % WIDTH).ok()?);
        let text = range.get_value(place)?;
        // What calamine says where it knows no text.
        let unknown = text.starts_with("Unrecognised formula") || text.contains("{PtgArray}");
        (!unknown).then(|| text.as_str().into())
    };
    Some((0..formulas.len()).map(|i| text(i).unwrap_or_default()).collect())
}

/// The stream of the made-up workbook ([MS-XLS] 2.1.7.20.3 and 2.1.7.20.5).
fn workbook(references: &References, formulas: &[Vec<u8>]) -> Vec<u8> {
    // Positions have a fixed width, so the head is as long without one as with it.
    let mut stream = head(references, head(references, 0).0.len());
    stream.push(0x0809, &[&[0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0]]);
    for (i, tokens) in formulas.iter().enumerate() {
        stream.push(0x0006, &[&field(i / WIDTH), &field(i % WIDTH), &[0; 16], &field(tokens.len()), tokens]);
    }
    stream.push(0x000A, &[]);
    stream.0
}

/// The workbook's own records; its only sheet begins at `start`.
fn head(references: &References, start: usize) -> Stream {
    let mut head = Stream::default();
    head.push(0x0809, &[&[0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0]]);
    let (len, units) = short(NAME);
    head.push(0x0085, &[&u32::try_from(start).unwrap_or(u32::MAX).to_le_bytes(), &[0, 0, len, 1], &units]);
    for name in &references.names {
        let (len, units) = short(name);
        head.push(0x0018, &[&[0, 0, 0, len], &[0; 10], &[1], &units]);
    }
    head.push(0x000A, &[]);
    head
}

/// A field of two bytes.
fn field(n: usize) -> [u8; 2] {
    u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes()
}

/// A text of at most 255 UTF-16 units: how many, and their bytes.
fn short(text: &str) -> (u8, Vec<u8>) {
    let units: Vec<_> = text.encode_utf16().take(255).collect();
    (u8::try_from(units.len()).unwrap_or_default(), units.into_iter().flat_map(u16::to_le_bytes).collect())
}

/// Records being written.
#[derive(Default)]
struct Stream(Vec<u8>);

impl Stream {
    /// A record; one that is too long for the format is left empty.
    fn push(&mut self, kind: u16, parts: &[&[u8]]) {
        let data = parts.concat();
        let len = u16::try_from(data.len()).unwrap_or_default();
        self.0.extend(kind.to_le_bytes());
        self.0.extend(len.to_le_bytes());
        self.0.extend(data.iter().take(len.into()));
    }
}

/// A sheet's name as it stands in a formula: in quotes, unless it is a plain word.
pub(in crate::grid) fn quoted(name: &str) -> String {
    let is_word = name.chars().all(|c| c.is_alphabetic() || c == '_') && !name.is_empty();
    if is_word { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens as Excel stores them, after [MS-XLS] 2.5.198.
    #[test]
    fn tokens_are_told_as_excel_shows_them() {
        let references =
            References { sheets: vec!["Rekap".to_owned(), quoted("LAMPIRAN 2")], names: vec!["PAGU".to_owned()] };
        let sum = [0x19, 0x10, 0, 0];
        let area = [0x25, 10, 0, 21, 0, 13, 0xC0, 13, 0xC0];
        let cases: [(&[u8], &str); 9] = [
            (&[area.as_slice(), &sum].concat(), "SUM(N11:N22)"),
            (&[0x25, 10, 0, 21, 0, 13, 0x80, 13, 0x40], "$N11:N$22"),
            (&[0x44, 11, 0, 16, 0x40], "Q$12"),
            (&[0x5A, 1, 0, 4, 0, 2, 0xC0], "'LAMPIRAN 2'!C5"),
            (&[0x3B, 0, 0, 4, 0, 5, 0, 2, 0, 27, 0, 0x19, 0x10, 0, 0], "SUM(Rekap!$C$5:$AB$6)"),
            (&[0x23, 1, 0, 0, 0], "PAGU"),
            (&[tokens::EXP, 10, 0, 16, 0], "P13*2"),
            (&[0xFF, 0xFF], ""),
            (&[0x17, 2, 0, b'h', b'i'], "\"hi\""),
        ];
        let own = cases.iter().map(|case| (CellRef::new(12, 16), case.0.to_vec())).collect();
        // One column to the left, twice.
        let shared = [(CellRef::new(10, 16), vec![0x4C, 0, 0, 0xFF, 0xFF, 0x1E, 2, 0, 0x05])].into();
        let texts = texts(references, [&Formulas { own, shared }].into_iter());
        assert_eq!(texts.iter().map(|text| &**text).collect::<Vec<_>>(), cases.map(|case| case.1));
    }
}
