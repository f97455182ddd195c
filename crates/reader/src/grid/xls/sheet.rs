//! The records of one BIFF8 sheet: cells, merged areas, hidden rows and columns, formulas.

use lampiran_core::{Area, CellRef};

use super::super::biff::formulas::Formulas;
use super::super::biff::{self, Fields};
use super::super::guard::Budget;
use super::super::{Cell, Content, Format, Refusal};
use super::globals::Globals;
use super::record::{Record, Records, cut_short, kind};

/// A sheet as its records have it, unsorted.
#[derive(Debug, Default)]
pub(super) struct RawSheet {
    /// Cells that hold something.
    pub cells: Vec<Cell>,
    /// Merged areas.
    pub merges: Vec<Area>,
    /// Hidden rows.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, as inclusive ranges.
    pub hidden_cols: Vec<(u16, u16)>,
    /// Formulas.
    pub formulas: Formulas,
}

/// Reads a sheet from its own part of the stream, which ends where the next sheet begins.
pub(super) fn read(stream: &[u8], globals: &Globals, budget: &mut Budget) -> Result<RawSheet, Refusal> {
    let mut sheet = RawSheet::default();
    let mut depth = 0u32;
    for record in Records(Fields(stream)) {
        let record = record?;
        budget.take(memory(&record))?;
        match record.kind {
            kind::BOF => depth += 1,
            // Charts inside a sheet have substreams of their own, with cells that are not the sheet's.
            kind::EOF if depth > 1 => depth -= 1,
            kind::EOF if depth == 1 => return Ok(sheet),
            _ if depth != 1 => {}
            _ => sheet.add(&record, globals).ok_or_else(cut_short)?,
        }
    }
    Err(cut_short())
}

impl RawSheet {
    /// Adds what a record says; `None` where the record is too short for its kind.
    fn add(&mut self, record: &Record, globals: &Globals) -> Option<()> {
        let mut fields = record.fields();
        match record.kind {
            kind::ROW => self.row(fields)?,
            kind::COL_INFO => self.columns(fields)?,
            kind::MERGE_CELLS => self.merged(fields)?,
            kind::SHARED_FORMULA | kind::ARRAY => self.share(record)?,
            kind::MUL_RK => self.packed_numbers(fields, globals)?,
            kind::NUMBER | kind::RK | kind::LABEL_SST | kind::LABEL | kind::R_STRING | kind::BOOL_ERR => {
                let (at, format) = place(&mut fields, globals)?;
                let content = match record.kind {
                    kind::NUMBER => biff::stored(fields.f64()?),
                    kind::RK => biff::rk(fields.u32()?),
                    kind::LABEL_SST => Content::Text(globals.strings.get(fields.len32()?)?.clone()),
                    kind::BOOL_ERR => bool_or_error(fields.u8()?, fields.u8()?),
                    _ => {
                        let mut text = record.continued();
                        text.skip(6)?;
                        Content::Text(text.string()?.into())
                    }
                };
                self.push(at, content, format);
            }
            kind::FORMULA => self.formula(fields, globals)?,
            kind::STRING => self.text_result(&record.continued().string()?),
            _ => {}
        }
        Some(())
    }

    fn push(&mut self, at: CellRef, content: Content, format: Format) {
        if !matches!(&content, Content::Text(text) if text.is_empty()) {
            self.cells.push(Cell::new(at, content, format));
        }
    }

    /// ROW: its number and whether it is hidden ([MS-XLS] 2.4.221).
    fn row(&mut self, mut fields: Fields) -> Option<()> {
        let row = fields.u16()?;
        fields.take(10)?;
        if fields.u16()? & 0x20 != 0 {
            self.hidden_rows.push(row.into());
        }
        Some(())
    }

    /// COLINFO: first and last column, and whether they are hidden ([MS-XLS] 2.4.53).
    fn columns(&mut self, mut fields: Fields) -> Option<()> {
        let (first, last) = (fields.u16()?, fields.u16()?);
        fields.take(4)?;
        if fields.u16()? & 1 != 0 && first <= last {
            self.hidden_cols.push((first, last));
        }
        Some(())
    }

    /// MERGECELLS: a count and as many areas ([MS-XLS] 2.4.168).
    fn merged(&mut self, mut fields: Fields) -> Option<()> {
        for _ in 0..fields.u16()? {
            let (top, bottom, left, right) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
            self.merges.push(Area { first: CellRef::new(top.into(), left), last: CellRef::new(bottom.into(), right) });
        }
        Some(())
    }

    /// MULRK: packed numbers of neighbouring cells ([MS-XLS] 2.4.175).
    fn packed_numbers(&mut self, mut fields: Fields, globals: &Globals) -> Option<()> {
        let (row, mut col) = (fields.u16()?, fields.u16()?);
        let (numbers, last) = fields.0.split_at_checked(fields.0.len().checked_sub(2)?)?;
        if Fields(last).u16()? < col {
            return None;
        }
        for number in numbers.as_chunks::<6>().0 {
            let mut fields = Fields(number);
            let format = format_of(fields.u16()?, globals);
            let content = biff::rk(fields.u32()?);
            self.push(CellRef::new(row.into(), col), content, format);
            col = col.checked_add(1)?;
        }
        Some(())
    }

    /// FORMULA: its result, kept as a float or as a marked code ([MS-XLS] 2.5.133), and its tokens.
    fn formula(&mut self, mut fields: Fields, globals: &Globals) -> Option<()> {
        let (at, format) = place(&mut fields, globals)?;
        let result: [u8; 8] = fields.take(8)?.try_into().ok()?;
        fields.take(6)?;
        let len = fields.u16()?;
        self.formulas.own.push((at, fields.take(len.into())?.to_vec()));
        match result {
            // A text, which follows in a record of its own.
            [0, .., 0xFF, 0xFF] => self.push(at, Content::Uncalculated, format),
            [1, _, value, .., 0xFF, 0xFF] => self.push(at, Content::Bool(value != 0), format),
            [2, _, code, .., 0xFF, 0xFF] => self.push(at, biff::error(code), format),
            // An empty text.
            [3, .., 0xFF, 0xFF] => {}
            number => self.push(at, biff::stored(f64::from_le_bytes(number)), format),
        }
        Some(())
    }

    /// STRING: the text that the formula just before gave ([MS-XLS] 2.4.268).
    fn text_result(&mut self, text: &str) {
        if let Some(cell) = self.cells.pop_if(|cell| cell.content == Content::Uncalculated) {
            self.push(cell.at(), Content::Text(text.into()), cell.format());
        }
    }

    /// SHRFMLA and ARRAY: tokens for the formula just before, and for those that name its cell
    /// ([MS-XLS] 2.4.260, 2.4.4).
    fn share(&mut self, record: &Record) -> Option<()> {
        let mut fields = record.fields();
        fields.take(if record.kind == kind::ARRAY { 12 } else { 8 })?;
        let len = fields.u16()?;
        let tokens = fields.take(len.into())?.to_vec();
        if let Some(&(at, _)) = self.formulas.own.last() {
            self.formulas.shared.insert(at, tokens);
        }
        Some(())
    }
}

/// The most that the cells of a record take in memory: packed numbers grow fourfold, a text has its own allocation.
const fn memory(record: &Record) -> usize {
    let text = matches!(record.kind, kind::STRING | kind::LABEL | kind::R_STRING);
    4 * record.data.len() + size_of::<Cell>() + if text { 64 } else { 0 }
}

/// Row, column and format of a cell.
fn place(fields: &mut Fields, globals: &Globals) -> Option<(CellRef, Format)> {
    let (row, col, xf) = (fields.u16()?, fields.u16()?, fields.u16()?);
    Some((CellRef::new(row.into(), col), format_of(xf, globals)))
}

/// The number format of an XF; General where there is none.
fn format_of(xf: u16, globals: &Globals) -> Format {
    globals.formats.get(usize::from(xf)).copied().unwrap_or_default()
}

/// BOOLERR: a value, and whether it is an error code ([MS-XLS] 2.4.24).
fn bool_or_error(value: u8, is_error: u8) -> Content {
    if is_error == 0 { Content::Bool(value != 0) } else { biff::error(value) }
}
