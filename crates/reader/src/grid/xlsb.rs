//! Binary .xlsb workbooks: the package of an .xlsx with records in place of XML.
//!
//! calamine has no merged areas, hidden rows or number formats for them, and passes errors over; so one pass over the
//! records gives the cells, and calamine tells the formulas.

mod record;
mod shared;
mod sheet;
mod tokens;
mod workbook;

use super::biff::formulas;
use super::guard::Budget;
use super::package::{Package, missing};
use super::xlsx::relations::{Relations, main_part};
use super::{FileFormat, Refusal, Sheet, Workbook};
use shared::Shared;
use sheet::RawSheet;
use workbook::Tab;

/// Largest part, in bytes, unpacked.
const MAX_PART: u64 = 128 << 20;

/// Reads the workbook.
pub(super) fn open(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut package = Package::open(bytes)?;
    let mut budget = Budget::new();
    let main = main_part(&mut package)?;
    let relations = Relations::read(&mut package, &main)?;
    let book = workbook::read(&part(&mut package, &main)?).ok_or_else(|| damaged().in_part(&main))?;
    let mut shared = Shared::default();
    if let Some(name) = relations.of_kind("styles").filter(|name| package.has(name)) {
        shared.read_styles(&part(&mut package, name)?);
    }
    if let Some(name) = relations.of_kind("sharedStrings").filter(|name| package.has(name)) {
        let strings = part(&mut package, name)?;
        shared.read_strings(&strings, &mut budget)?.ok_or_else(|| damaged().in_part(name))?;
    }
    let mut raw = Vec::with_capacity(book.tabs.len());
    for tab in &book.tabs {
        let name = relations.target(&tab.relation).ok_or_else(missing)?;
        let records = part(&mut package, name)?;
        raw.push(sheet::read(&records, &shared, &mut budget)?.ok_or_else(|| damaged().in_part(name))?);
    }
    package.verify()?;
    let mut texts = formulas::texts(book.references(), raw.iter().map(|sheet| &sheet.formulas)).into_iter();
    let sheets = book.tabs.iter().zip(raw);
    let sheets = sheets.map(|(tab, raw)| finished(tab, raw, book.date_1904, &mut texts)).collect();
    Ok(Workbook { format: FileFormat::Xlsb, sheets })
}

/// A part, whole.
fn part(package: &mut Package, name: &str) -> Result<Vec<u8>, Refusal> {
    let bytes = package.bytes(name, MAX_PART)?;
    if bytes.len() as u64 == MAX_PART {
        return Err(Refusal::too_large((
            "Satu lembar di buku kerja ini terlalu besar untuk dibuka dengan aman.",
            "One sheet of this workbook is too large to be opened safely.",
        ))
        .in_part(name));
    }
    Ok(bytes)
}

fn finished(tab: &Tab, raw: RawSheet, date_1904: bool, texts: &mut impl Iterator<Item = Box<str>>) -> Sheet {
    let mut sheet = Sheet::named(tab.name.clone());
    sheet.hidden = tab.hidden;
    sheet.date_1904 = date_1904;
    sheet.cells = raw.cells;
    sheet.merges = raw.merges;
    sheet.hidden_rows = raw.hidden_rows;
    sheet.hidden_cols = raw.hidden_cols;
    sheet.formulas = raw.formulas.own.into_iter().map(|(at, _)| at).zip(texts).collect();
    sheet.tidied()
}

fn damaged() -> Refusal {
    Refusal::damaged((
        "Berkas .xlsb ini rusak atau terpotong: isinya tidak utuh.",
        "This .xlsb file is damaged or cut short: its content is not whole.",
    ))
}
