//! HTML tables saved under a workbook's name, bare or in a MIME envelope.

mod decode;
mod page;
mod style;
mod table;

use mail_parser::{MessageParser, MimeHeaders, PartType};

use super::guard::Budget;
use super::{FileFormat, Refusal, Sheet, Workbook};

/// Reads a page: its tables become one sheet, one below another.
pub(super) fn open(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let text = decode::decode(bytes);
    let names = sheet_names(&text);
    let sheet = page::read(&text, &mut Budget::new())?.map(|sheet| renamed(sheet, &names, 0));
    workbook(FileFormat::Html, sheet.into_iter().collect())
}

/// Reads a "single file web page": each page in it that has tables becomes a sheet.
pub(super) fn open_mhtml(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let message = MessageParser::default().parse(bytes).ok_or_else(no_table)?;
    let mut budget = Budget::new();
    let mut names = Vec::new();
    let mut sheets: Vec<Sheet> = Vec::new();
    for part in &message.parts {
        let PartType::Html(page) = &part.body else { continue };
        names.extend(sheet_names(page));
        // Excel draws the tabs of its sheets as a table of their own.
        if part.content_location().is_some_and(|location| location.ends_with("tabstrip.htm")) {
            continue;
        }
        if let Some(sheet) = page::read(page, &mut budget)? {
            let count = sheets.len();
            sheets.push(renamed(sheet, &names, count));
        }
    }
    workbook(FileFormat::Mhtml, sheets)
}

fn workbook(format: FileFormat, sheets: Vec<Sheet>) -> Result<Workbook, Refusal> {
    if sheets.is_empty() { Err(no_table()) } else { Ok(Workbook { format, sheets }) }
}

/// The names that Excel notes for its sheets inside a page.
fn sheet_names(text: &str) -> Vec<String> {
    let notes = text.split("<x:Name>").skip(1);
    notes.filter_map(|note| note.split_once("</x:Name>")).map(|(name, _)| name.trim().to_owned()).collect()
}

fn renamed(mut sheet: Sheet, names: &[String], index: usize) -> Sheet {
    sheet.name = names.get(index).cloned().unwrap_or_else(|| format!("Sheet{}", index + 1));
    sheet
}

fn no_table() -> Refusal {
    Refusal::not_a_workbook((
        "Berkas ini halaman web tanpa tabel, bukan buku kerja Excel.",
        "This file is a web page without a table, not an Excel workbook.",
    ))
}

#[cfg(test)]
mod tests;
