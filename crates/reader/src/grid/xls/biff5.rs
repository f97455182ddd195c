//! Workbooks of Excel 5 and 95, read by calamine: values and formulas, without number formats or hidden rows.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader, SheetVisible, Xls};
use lampiran_core::CellRef;

use super::super::biff::{self, Fields};
use super::super::{Cell, Content, FileFormat, Format, Refusal, Sheet, Shown, Workbook};
use super::record::{Records, cut_short, kind};

/// The largest table, in cells, that calamine may set up; it takes 48 bytes for each.
const MAX_TABLE: u64 = 4 << 20;

/// Reads the workbook; `records` is the stream that `bytes` holds.
pub(super) fn open(bytes: &[u8], records: &[u8]) -> Result<Workbook, Refusal> {
    has_small_tables(records)?;
    let damaged = || {
        Refusal::damaged((
            "Berkas .xls lama ini (Excel 5/95) tidak dapat dibaca.",
            "This old .xls file (Excel 5/95) cannot be read.",
        ))
    };
    // A damaged file makes calamine panic.
    let sheets = catch_unwind(AssertUnwindSafe(|| sheets(bytes))).ok().flatten().ok_or_else(damaged)?;
    Ok(Workbook { format: FileFormat::Xls, sheets })
}

/// Refuses cells so far apart that a dense table around them, which is what calamine makes, would not fit in memory.
fn has_small_tables(records: &[u8]) -> Result<(), Refusal> {
    let (mut rows, mut cols) = (0u64, 0u64);
    for record in Records(Fields(records)) {
        let record = record?;
        match record.kind {
            kind::FILE_PASS => return Err(Refusal::encrypted()),
            kind::NUMBER
            | kind::LABEL
            | kind::R_STRING
            | kind::BOOL_ERR
            | kind::RK
            | kind::MUL_RK
            | kind::FORMULA
            | kind::LABEL_SST => {
                let mut fields = record.fields();
                let (row, col) = fields.u16().zip(fields.u16()).ok_or_else(cut_short)?;
                let width = u64::try_from(record.data.len() / 6).unwrap_or_default();
                rows = rows.max(u64::from(row) + 1);
                cols = cols.max(u64::from(col) + 1 + width);
            }
            _ => {}
        }
    }
    if rows * cols > MAX_TABLE {
        return Err(Refusal::too_large((
            "Sel-sel di buku kerja ini tersebar terlalu jauh untuk dibuka dengan aman.",
            "The cells of this workbook lie too far apart to be opened safely.",
        )));
    }
    Ok(())
}

fn sheets(bytes: &[u8]) -> Option<Vec<Sheet>> {
    let mut book = Xls::new(Cursor::new(bytes)).ok()?;
    let date_1904 = book.has_1904_epoch();
    let tabs = book.sheets_metadata().to_owned();
    let mut sheets = Vec::with_capacity(tabs.len());
    for tab in tabs {
        let mut sheet = Sheet::named(tab.name.clone());
        sheet.hidden = tab.visible != SheetVisible::Visible;
        sheet.date_1904 = date_1904;
        let range = book.worksheet_range(&tab.name).ok()?;
        let corner = range.start().unwrap_or_default();
        sheet.cells = range.used_cells().filter_map(|(row, col, held)| cell(at(corner, row, col)?, held)).collect();
        let formulas = book.worksheet_formula(&tab.name).ok()?;
        let corner = formulas.start().unwrap_or_default();
        sheet.formulas = formulas
            .used_cells()
            .filter_map(|(row, col, text)| Some((at(corner, row, col)?, text.as_str().into())))
            .collect();
        sheets.push(sheet.tidied());
    }
    Some(sheets)
}

fn at(corner: (u32, u32), row: usize, col: usize) -> Option<CellRef> {
    let row = corner.0.checked_add(u32::try_from(row).ok()?)?;
    let col = corner.1.checked_add(u32::try_from(col).ok()?)?;
    Some(CellRef::new(row, u16::try_from(col).ok()?))
}

fn cell(at: CellRef, held: &Data) -> Option<Cell> {
    let mut format = Format::default();
    let content = match held {
        Data::Int(number) => Content::from(lampiran_core::Decimal::from(*number)),
        Data::Float(number) => biff::stored(*number),
        Data::DateTime(date) => {
            format.shown = Shown::Date;
            biff::stored(date.as_f64())
        }
        Data::Bool(value) => Content::Bool(*value),
        Data::Error(error) => Content::Error(error.to_string().into()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) if !text.is_empty() => {
            Content::Text(text.as_str().into())
        }
        _ => return None,
    };
    Some(Cell::new(at, content, format))
}
