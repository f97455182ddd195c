//! OpenDocument spreadsheets: the packages of LibreOffice and Excel (.ods).
//!
//! Read without calamine, which loses merged areas, percentages and hidden rows here, and does not return from a table
//! that is never closed.

mod cell;
mod formula;
mod styles;
mod table;
mod tag;

use std::io::BufRead;

use quick_xml::events::Event;

use super::guard::{Budget, MAX_SHEETS};
use super::package::Package;
use super::xml::{Xml, ill_formed};
use super::{FileFormat, Refusal, Sheet, Workbook};
use styles::Styles;
use tag::Tag;

/// Reads the workbook.
pub(super) fn open(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut document = Document::default();
    let mut budget = Budget::new();
    let mut package = Package::open(bytes)?;
    if is_encrypted(&mut package)? {
        return Err(Refusal::encrypted());
    }
    if package.has("styles.xml") {
        package.xml("styles.xml", |xml| document.read(xml, &mut budget))?;
    }
    package.xml("content.xml", |xml| document.read(xml, &mut budget))?;
    package.verify()?;
    if document.sheets.is_empty() {
        return Err(ill_formed());
    }
    Ok(Workbook { format: FileFormat::Ods, sheets: document.sheets })
}

/// Whether the list of the package's parts says that some are encrypted.
fn is_encrypted(package: &mut Package) -> Result<bool, Refusal> {
    let manifest = "META-INF/manifest.xml";
    if !package.has(manifest) {
        return Ok(false);
    }
    package.xml(manifest, |xml| {
        loop {
            match xml.next()? {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "encryption-data" => {
                    return Ok(true);
                }
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    })
}

/// What the parts of a document add up to.
#[derive(Default)]
struct Document {
    styles: Styles,
    sheets: Vec<Sheet>,
}

impl Document {
    /// Reads a part: styles, or content with styles of its own.
    fn read<R: BufRead>(&mut self, xml: &mut Xml<R>, budget: &mut Budget) -> Result<(), Refusal> {
        loop {
            let event = xml.next()?;
            let Some(tag) = Tag::of(&event)? else {
                if matches!(event, Event::Eof) {
                    return Ok(());
                }
                continue;
            };
            match tag.name.as_str() {
                // What encloses the rest.
                "document" | "document-content" | "document-styles" | "body" | "spreadsheet" | "styles"
                | "automatic-styles" => {}
                "table" => {
                    if self.sheets.len() == MAX_SHEETS {
                        return Err(ill_formed());
                    }
                    self.sheets.push(table::read(xml, &tag, &self.styles, budget)?);
                }
                name if styles::is_style(name) => self.styles.read(xml, &tag)?,
                _ => tag.skip(xml)?,
            }
        }
    }
}
