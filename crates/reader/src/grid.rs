//! The raw sheets of a workbook of any format, cleaned of everything that is not a cell: the only part of the project
//! that knows calamine, and the only one where a float may become a decimal.

mod assemble;
mod biff;
mod cell;
mod date;
mod delimited;
mod format;
mod guard;
mod html;
mod number;
mod ods;
mod package;
mod refusal;
mod sniff;
mod text;
pub(crate) mod written;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

use std::collections::BTreeMap;

use lampiran_core::{Area, CellRef, SheetId};
use serde::{Deserialize, Serialize};

pub use cell::{Cell, Content, Format, Number, Shown, Text};
pub use refusal::{Refusal, RefusalKind};

/// Tells the kind of a file by its content, without opening it.
pub fn sniff(bytes: &[u8]) -> Result<FileFormat, Refusal> {
    sniff::sniff(bytes)
}

/// Opens a workbook of any kind, told by its bytes.
pub fn open(bytes: &[u8]) -> Result<Workbook, Refusal> {
    open_as(bytes, sniff::sniff(bytes)?)
}

/// Opens a workbook of the kind that [`sniff`] told.
pub fn open_as(bytes: &[u8], format: FileFormat) -> Result<Workbook, Refusal> {
    match format {
        FileFormat::Xls => xls::open(bytes),
        FileFormat::Xlsb => xlsb::open(bytes),
        FileFormat::Ods => ods::open(bytes),
        FileFormat::Html => html::open(bytes),
        FileFormat::Mhtml => html::open_mhtml(bytes),
        FileFormat::Xml2003 => xml2003::open(bytes),
        FileFormat::Delimited => delimited::open(bytes),
        format @ (FileFormat::Xlsx | FileFormat::Xlsm) => xlsx::open(bytes, format),
    }
}

/// Opens a text with separators (CSV), which is no workbook and may yet hold a table of realisasi; `None` where the bytes
/// are no such text.
pub fn open_delimited(bytes: &[u8]) -> Option<Result<Workbook, Refusal>> {
    (sniff::sniff(bytes).is_err() && sniff::is_text(bytes)).then(|| delimited::open(bytes))
}

/// A workbook as it is, sheet by sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// What kind of file it really was, told by its content.
    pub format: FileFormat,
    /// All sheets, in the order of their tabs; hidden ones too.
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// The rows in which cells of an area hold numbers, top to bottom.
    pub fn numbers_in(&self, sheet: SheetId, area: Area) -> Vec<u32> {
        let Some(sheet) = self.sheets.get(usize::from(sheet.0)) else { return Vec::new() };
        let start = sheet.cells.partition_point(|cell| cell.at().row < area.first.row);
        let cells = sheet.cells.get(start..).unwrap_or_default();
        let inside = cells.iter().take_while(|cell| cell.at().row <= area.last.row);
        inside.filter(|cell| area.contains(cell.at()) && cell.number().is_some()).map(|cell| cell.at().row).collect()
    }

    /// Why a file is refused once no lampiran was found in it: a web page or the XML of 2003 counts as a workbook only
    /// for the table it holds. None for true workbooks.
    pub fn without_lampiran(&self) -> Option<Refusal> {
        match self.format {
            FileFormat::Html | FileFormat::Mhtml => Some(Refusal::not_a_workbook((
                "Berkas ini halaman web (HTML) yang tidak memuat tabel lampiran.",
                "This file is a web page (HTML) that does not hold a lampiran table.",
            ))),
            FileFormat::Xml2003 => Some(Refusal::not_a_workbook((
                "Berkas ini XML Spreadsheet 2003 yang tidak memuat tabel lampiran.",
                "This file is an XML Spreadsheet 2003 that does not hold a lampiran table.",
            ))),
            FileFormat::Xlsx
            | FileFormat::Xlsm
            | FileFormat::Xlsb
            | FileFormat::Xls
            | FileFormat::Ods
            | FileFormat::Delimited => None,
        }
    }
}

/// Kinds of file, told by content and never by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the formats")]
pub enum FileFormat {
    Xlsx,
    Xlsm,
    Xlsb,
    Xls,
    Ods,
    /// An HTML table saved under a workbook's name.
    Html,
    /// HTML inside a MIME envelope ("single file web page").
    Mhtml,
    /// "XML Spreadsheet 2003".
    Xml2003,
    /// Text with separators (CSV): never a report, see [`open_delimited`].
    Delimited,
}

/// One sheet: only the cells that hold something, in row order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name, as it is.
    pub name: String,
    /// Whether its tab is hidden (hidden or very hidden).
    pub hidden: bool,
    /// Cells with a value or a formula, by row and then column; formatted blanks are left out.
    pub cells: Vec<Cell>,
    /// Merged areas, by first cell.
    pub merges: Vec<Area>,
    /// Hidden rows, as inclusive ranges in order.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns, as inclusive ranges in order.
    pub hidden_cols: Vec<(u16, u16)>,
    /// The formulas, without the leading `=`, in A1 style (`SUM(N11:N106)`), by cell. Shared formulas are written out.
    pub formulas: BTreeMap<CellRef, Box<str>>,
    /// Whether dates count from 1904.
    pub date_1904: bool,
}

impl Sheet {
    /// The cell at a place, if it holds something: a binary search.
    pub fn get(&self, at: CellRef) -> Option<&Cell> {
        let i = self.cells.binary_search_by_key(&at, Cell::at).ok()?;
        self.cells.get(i)
    }

    /// The cells of one row, left to right.
    pub fn row(&self, row: u32) -> &[Cell] {
        let start = self.cells.partition_point(|cell| cell.at().row < row);
        let rest = self.cells.get(start..).unwrap_or_default();
        let len = rest.partition_point(|cell| cell.at().row == row);
        rest.get(..len).unwrap_or_default()
    }

    /// The rows that hold cells, top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.at().row == b.at().row)
    }

    /// Whether a row is hidden.
    pub fn is_row_hidden(&self, row: u32) -> bool {
        let i = self.hidden_rows.partition_point(|&(_, last)| last < row);
        self.hidden_rows.get(i).is_some_and(|&(first, _)| first <= row)
    }
}

#[cfg(test)]
mod tests;
