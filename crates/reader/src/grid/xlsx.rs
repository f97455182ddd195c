//! .xlsx and .xlsm workbooks: each part unpacked once, each sheet read in one pass.

pub(super) mod relations;
mod shared_formula;
mod sheet;
mod strings;
mod styles;
mod workbook;

use super::guard::Budget;
use super::package::{Package, missing};
use super::{FileFormat, Refusal, Sheet, Workbook};
use relations::Relations;
pub(super) use relations::main_part;
use sheet::Shared;

/// Reads the workbook.
pub(super) fn open(bytes: &[u8], format: FileFormat) -> Result<Workbook, Refusal> {
    let mut package = Package::open(bytes)?;
    let mut budget = Budget::new();
    let main = main_part(&mut package)?;
    let relations = Relations::read(&mut package, &main)?;
    let book = package.xml(&main, workbook::read)?;
    if book.sheets.is_empty() {
        return Err(no_sheets().in_part(main));
    }
    let formats = match relations.of_kind("styles") {
        Some(part) => package.xml(part, styles::read)?,
        None => Vec::new(),
    };
    let strings = match relations.of_kind("sharedStrings") {
        Some(part) => package.xml(part, |xml| strings::read(xml, &mut budget))?,
        None => Vec::new(),
    };
    let shared = Shared { strings: &strings, formats: &formats, date_1904: book.date_1904 };
    let mut sheets: Vec<Sheet> = Vec::with_capacity(book.sheets.len());
    let mut parts = Vec::new();
    for listed in book.sheets {
        let part = relations.target(&listed.relation).ok_or_else(missing)?;
        // Two tabs over one part would show the same figures twice; no program writes that.
        if parts.contains(&part) {
            return Err(doubled().in_part(part));
        }
        let mut sheet = package.xml(part, |xml| sheet::read(xml, shared, &mut budget, &listed.name))?;
        sheet.hidden = listed.hidden;
        sheets.push(sheet);
        parts.push(part);
    }
    package.verify()?;
    Ok(Workbook { format, sheets })
}

fn no_sheets() -> Refusal {
    Refusal::damaged((
        "Buku kerja ini tidak berisi satu lembar pun.", //
        "This workbook does not hold a single sheet.",
    ))
}

fn doubled() -> Refusal {
    Refusal::damaged((
        "Dua lembar di buku kerja ini menunjuk ke isi yang sama.",
        "Two sheets of this workbook point to the same content.",
    ))
}

#[cfg(test)]
mod tests;
