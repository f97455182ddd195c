//! The part `workbook.bin`: tabs, the date system, and what formulas refer to by number.

use super::super::biff::Fields;
use super::super::biff::formulas::{References, quoted};
use super::super::guard::MAX_SHEETS;
use super::record::{Records, kind};

/// What the workbook says once.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The tabs, in order.
    pub tabs: Vec<Tab>,
    /// Whether dates count from 1904.
    pub date_1904: bool,
    names: Vec<String>,
    /// For each workbook that formulas refer to, whether it is this one.
    books: Vec<bool>,
    /// The sheets that formulas refer to: a workbook and a tab of it, negative where it is no sheet.
    links: Vec<(u32, i32)>,
}

/// A tab.
#[derive(Debug)]
pub(super) struct Tab {
    /// Its name.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// The relationship that leads to its part.
    pub relation: String,
}

/// Reads the part; `None` where it is damaged or has no sheets.
pub(super) fn read(part: &[u8]) -> Option<Book> {
    let mut book = Book::default();
    for record in Records(Fields(part)) {
        let (kind, mut fields) = record?;
        match kind {
            kind::BOOK_PROPERTIES => book.date_1904 = fields.u8()? & 1 != 0,
            kind::SHEET => book.tabs.push(tab(fields)?),
            kind::NAME => {
                fields.take(9)?;
                book.names.push(fields.wide()?);
            }
            kind::OWN_BOOK | kind::OWN_SHEET => book.books.push(true),
            kind::OTHER_BOOK | kind::ADD_IN => book.books.push(false),
            kind::EXTERN_SHEETS => {
                for _ in 0..fields.u32()? {
                    let (of, first, _last) = (fields.u32()?, fields.u32()?, fields.u32()?);
                    book.links.push((of, first.cast_signed()));
                }
            }
            kind::END_BOOK => return (1..=MAX_SHEETS).contains(&book.tabs.len()).then_some(book),
            _ => {}
        }
    }
    None
}

/// BrtBundleSh ([MS-XLSB] 2.4.309).
fn tab(mut fields: Fields) -> Option<Tab> {
    let state = fields.u32()?;
    fields.take(4)?;
    let relation = fields.wide()?;
    let name = fields.wide()?;
    Some(Tab { name, hidden: state != 0, relation })
}

impl Book {
    /// What formulas refer to, as it is written in them.
    pub(super) fn references(&self) -> References {
        let sheet = |&(book, tab): &(u32, i32)| {
            let is_own = *self.books.get(usize::try_from(book).ok()?)?;
            let tab = self.tabs.get(usize::try_from(tab).ok()?).filter(|_| is_own);
            // The names of other workbooks' sheets lie in parts of their own, which are not read.
            Some(tab.map_or_else(|| quoted(&format!("[{book}]")), |tab| quoted(&tab.name)))
        };
        let sheets = self.links.iter().map(|link| sheet(link).unwrap_or_else(|| "#REF".to_owned())).collect();
        References { sheets, names: self.names.clone() }
    }
}
