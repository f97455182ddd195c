//! Formula texts of a BIFF8 workbook, by calamine.
//!
//! calamine turns tokens into text only within a whole workbook, keeps each sheet as a dense table, and leaves shared
//! formulas out. So it is given a workbook of our own making: the names and tabs of the real one, and a sheet that
//! holds nothing but the formulas, close together, the shared ones written out.

use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, Xls};
use lampiran_core::CellRef;

use super::globals::Globals;
use super::record::{Record, kind};
use super::shared;
use super::sheet::RawSheet;

/// How many formulas stand in a row of the made-up sheet.
const WIDTH: usize = 256;

/// The formulas of all sheets, in the order of `sheets` and of their formulas; empty text where the tokens cannot be
/// told.
pub(super) fn texts(globals: &Globals, sheets: &[RawSheet]) -> Vec<Box<str>> {
    let tokens: Vec<_> =
        sheets.iter().flat_map(|sheet| sheet.formulas.iter().map(|&(at, own)| resolve(sheet, at, own))).collect();
    let nothing = vec![Box::default(); tokens.len()];
    if tokens.is_empty() {
        return nothing;
    }
    // Damaged tokens make calamine panic; a formula's text is worth less than the file.
    catch_unwind(AssertUnwindSafe(|| told(globals, &tokens))).ok().flatten().unwrap_or(nothing)
}

/// The tokens of a formula, a shared one written out for its cell. Nothing where that cannot be done.
fn resolve(sheet: &RawSheet, at: CellRef, own: &[u8]) -> Vec<u8> {
    let tokens = match *own {
        [shared::EXP, r0, r1, c0, c1, ..] => {
            let first = CellRef::new(u16::from_le_bytes([r0, r1]).into(), u16::from_le_bytes([c0, c1]));
            sheet.shared.get(&first).and_then(|tokens| shared::write_out(tokens, at))
        }
        _ => Some(own.to_vec()),
    };
    tokens.unwrap_or_default()
}

/// Has calamine read the tokens.
fn told(globals: &Globals, tokens: &[Vec<u8>]) -> Option<Vec<Box<str>>> {
    let name = "\u{1}";
    // calamine takes a file of version 4 without small streams for an empty one.
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).ok()?;
    file.create_stream("Workbook").ok()?.write_all(&workbook(globals, tokens, name)).ok()?;
    file.flush().ok()?;
    let mut file = file.into_inner();
    file.set_position(0);
    let range = Xls::new(file).ok()?.worksheet_formula(name).ok()?;
    let text = |i: usize| {
        let place = (u32::try_from(i / WIDTH).ok()?, u32::try_from(i % WIDTH).ok()?);
        let text = range.get_value(place)?;
        // What calamine says where it knows no text.
        let unknown = text.starts_with("Unrecognised formula") || text.contains("{PtgArray}");
        (!unknown).then(|| text.as_str().into())
    };
    Some((0..tokens.len()).map(|i| text(i).unwrap_or_default()).collect())
}

/// The stream of the made-up workbook.
fn workbook(globals: &Globals, tokens: &[Vec<u8>], name: &str) -> Vec<u8> {
    let tabs = || globals.tabs.iter().map(|tab| tab.name.as_str());
    // Positions have a fixed width, so the head is as long without them as with them.
    let head = |blank: u32, formulas: u32| {
        let mut head = Stream::default();
        head.push(kind::BOF, &[&[0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0]]);
        tabs().for_each(|name| head.tab(name, blank));
        head.tab(name, formulas);
        globals.names.iter().for_each(|record| head.copy(record));
        head.push(kind::EOF, &[]);
        head.0
    };
    let mut blank = Stream::default();
    blank.push(kind::BOF, &[&[0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0]]);
    let start = head(0, 0).len();
    let mut formulas = Stream(blank.0.clone());
    blank.push(kind::EOF, &[]);
    let position = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut stream = head(position(start), position(start + blank.0.len()));
    stream.append(&mut blank.0);
    for (i, tokens) in tokens.iter().enumerate() {
        let field = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes();
        let place = [field(i / WIDTH), field(i % WIDTH)];
        formulas.push(kind::FORMULA, &[place.as_flattened(), &[0; 16], &field(tokens.len()), tokens]);
    }
    formulas.push(kind::EOF, &[]);
    stream.append(&mut formulas.0);
    stream
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

    /// A BOUNDSHEET record.
    fn tab(&mut self, name: &str, start: u32) {
        let units: Vec<_> = name.encode_utf16().take(255).collect();
        let len = u8::try_from(units.len()).unwrap_or_default();
        let name: Vec<_> = units.into_iter().flat_map(u16::to_le_bytes).collect();
        self.push(kind::BOUND_SHEET, &[&start.to_le_bytes(), &[0, 0, len, 1], &name]);
    }

    /// A record as it was.
    fn copy(&mut self, record: &Record) {
        self.push(record.kind, &[record.data]);
        for more in &record.more {
            self.push(kind::CONTINUE, &[more]);
        }
    }
}
