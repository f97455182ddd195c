//! The part `workbook.xml`: the sheets in the order of their tabs, and where dates count from.

use quick_xml::events::{BytesStart, Event};

use crate::grid::Refusal;
use crate::grid::guard::MAX_SHEETS;
use crate::grid::package::PartXml;
use crate::grid::xml::{attribute, is_true};

/// What the workbook's own part says.
pub(super) struct Book {
    pub sheets: Vec<Listed>,
    pub date_1904: bool,
}

/// A sheet as it is listed.
pub(super) struct Listed {
    pub name: String,
    pub hidden: bool,
    /// The relationship that leads to its part.
    pub relation: String,
}

/// Reads the part.
pub(super) fn read(xml: &mut PartXml<'_, '_>) -> Result<Book, Refusal> {
    let mut book = Book { sheets: Vec::new(), date_1904: false };
    xml.root(&["workbook"])?;
    loop {
        match xml.next()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "sheet" if book.sheets.len() == MAX_SHEETS => return Err(too_many()),
                "sheet" => book.sheets.push(listed(&tag)?),
                "workbookPr" => book.date_1904 = attribute(&tag, "date1904")?.is_some_and(|value| is_true(&value)),
                _ => {}
            },
            Event::Eof => return Ok(book),
            _ => {}
        }
    }
}

fn listed(tag: &BytesStart<'_>) -> Result<Listed, Refusal> {
    let state = attribute(tag, "state")?;
    Ok(Listed {
        name: attribute(tag, "name")?.unwrap_or_default(),
        hidden: state.is_some_and(|state| matches!(state.as_str(), "hidden" | "veryHidden")),
        relation: attribute(tag, "id")?.unwrap_or_default(),
    })
}

fn too_many() -> Refusal {
    Refusal::too_large(("Buku kerja ini berisi lebih dari 2.000 lembar.", "This workbook has more than 2,000 sheets."))
}
