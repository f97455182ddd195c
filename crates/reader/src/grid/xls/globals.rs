//! What a BIFF8 workbook says once, before its sheets: tabs, shared strings, number formats, the date system.

use std::collections::HashMap;

use super::super::biff::Fields;
use super::super::biff::formulas::{References, quoted};
use super::super::guard::{Budget, MAX_SHEETS};
use super::super::{Format, Refusal, Text, format};
use super::record::{Record, Records, cut_short, kind};

/// The workbook's own records, read.
#[derive(Debug, Default)]
pub(super) struct Globals {
    /// The tabs, in order.
    pub tabs: Vec<Tab>,
    /// The shared strings.
    pub strings: Vec<Text>,
    /// The number format of each XF, by index.
    pub formats: Vec<Format>,
    /// Whether dates count from 1904.
    pub date_1904: bool,
    /// Defined names.
    names: Vec<String>,
    /// The workbooks that formulas refer to.
    books: Vec<Book>,
    /// The sheets that formulas refer to: a book and a tab of it.
    links: Vec<(u16, u16)>,
}

/// A tab.
#[derive(Debug)]
pub(super) struct Tab {
    /// Its name.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// A sheet of cells; charts, macros and modules are not.
    pub is_worksheet: bool,
    /// Where its records begin in the stream.
    pub start: usize,
}

/// A workbook that formulas refer to.
#[derive(Debug)]
enum Book {
    /// This one.
    Own,
    /// Another, by its sheets; none for add-ins.
    Other(Vec<String>),
}

impl Globals {
    /// What formulas refer to, as it is written in them. A sheet of another workbook stands after the number of that
    /// workbook, as .xlsx has it: `[1]Sheet1`.
    pub(super) fn references(&self) -> References {
        let sheet = |&(book, tab): &(u16, u16)| match self.books.get(usize::from(book)) {
            Some(Book::Own) => self.tabs.get(usize::from(tab)).map(|tab| quoted(&tab.name)),
            Some(Book::Other(sheets)) => {
                let name = sheets.get(usize::from(tab)).map_or("", String::as_str);
                Some(quoted(&format!("[{book}]{name}")))
            }
            None => None,
        };
        let sheets = self.links.iter().map(|link| sheet(link).unwrap_or_else(|| "#REF".to_owned())).collect();
        References { sheets, names: self.names.clone() }
    }
}

/// Reads the first substream of a workbook.
pub(super) fn read(stream: &[u8], budget: &mut Budget) -> Result<Globals, Refusal> {
    let mut globals = Globals::default();
    let mut custom = HashMap::new();
    let mut xfs = Vec::new();
    let mut ended = false;
    for record in Records(Fields(stream)) {
        let record = record?;
        match record.kind {
            kind::FILE_PASS => return Err(Refusal::encrypted()),
            kind::DATE_1904 => globals.date_1904 = record.fields().u16() == Some(1),
            kind::FORMAT => custom.extend(custom_format(&record)),
            kind::XF => xfs.push(number_format(&record)),
            kind::BOUND_SHEET => globals.tabs.push(tab(&record).ok_or_else(cut_short)?),
            kind::SST => globals.strings = strings(&record, budget)?,
            kind::LBL => globals.names.push(defined_name(&record).unwrap_or_default()),
            kind::SUP_BOOK => globals.books.push(book(&record).unwrap_or(Book::Other(Vec::new()))),
            kind::EXTERN_SHEET => globals.links = links(&record),
            kind::EOF => {
                ended = true;
                break;
            }
            _ => {}
        }
    }
    if !ended || globals.tabs.is_empty() || globals.tabs.len() > MAX_SHEETS {
        return Err(cut_short());
    }
    globals.formats =
        xfs.into_iter().map(|id| custom.get(&id).copied().unwrap_or_else(|| format::builtin(id.into()))).collect();
    Ok(globals)
}

/// FORMAT: the id and the code ([MS-XLS] 2.4.126).
fn custom_format(record: &Record) -> Option<(u16, Format)> {
    let mut fields = record.continued();
    let id = fields.field(Fields::u16)?;
    Some((id, format::parse(&fields.string()?)))
}

/// XF: the id of its number format ([MS-XLS] 2.4.353); a damaged one is General.
fn number_format(record: &Record) -> u16 {
    let mut fields = record.fields();
    fields.u16().and_then(|_font| fields.u16()).unwrap_or_default()
}

/// BOUNDSHEET ([MS-XLS] 2.4.28).
fn tab(record: &Record) -> Option<Tab> {
    let mut fields = record.continued();
    let start = fields.field(Fields::len32)?;
    let state = fields.field(Fields::u8)?;
    let is_worksheet = fields.field(Fields::u8)? == 0;
    let len = fields.field(Fields::u8)?;
    let flags = fields.field(Fields::u8)?;
    let name = fields.characters(len.into(), flags)?;
    Some(Tab { name, hidden: state & 3 != 0, is_worksheet, start })
}

/// SST: the strings that LABELSST cells point at ([MS-XLS] 2.4.265). The count is only a bound.
fn strings(record: &Record, budget: &mut Budget) -> Result<Vec<Text>, Refusal> {
    let mut fields = record.continued();
    let _total = fields.field(Fields::u32);
    let unique = fields.field(Fields::len32).ok_or_else(cut_short)?;
    let mut strings = Vec::new();
    while strings.len() < unique && !fields.is_empty() {
        let text = fields.rich_string().ok_or_else(cut_short)?;
        budget.take(text.len() + 64)?;
        strings.push(text.into());
    }
    Ok(strings)
}

/// LBL: a defined name ([MS-XLS] 2.4.150).
fn defined_name(record: &Record) -> Option<String> {
    let mut fields = record.continued();
    fields.skip(3)?;
    let len = fields.field(Fields::u8)?;
    fields.skip(10)?;
    let flags = fields.field(Fields::u8)?;
    fields.characters(len.into(), flags)
}

/// SUPBOOK: a workbook that formulas refer to ([MS-XLS] 2.4.271).
fn book(record: &Record) -> Option<Book> {
    const OWN: u16 = 0x0401;
    let mut fields = record.continued();
    let sheets = fields.field(Fields::u16)?;
    if record.data.get(2..4) == Some(&OWN.to_le_bytes()) {
        return Some(Book::Own);
    }
    let _path = fields.string()?;
    Some(Book::Other((0..sheets).map_while(|_| fields.string()).collect()))
}

/// EXTERNSHEET: sheets of those workbooks ([MS-XLS] 2.4.106).
fn links(record: &Record) -> Vec<(u16, u16)> {
    let mut fields = record.continued();
    let count = fields.field(Fields::u16).unwrap_or_default();
    let mut link = || {
        let (book, first) = (fields.field(Fields::u16)?, fields.field(Fields::u16)?);
        fields.field(Fields::u16)?;
        Some((book, first))
    };
    (0..count).map_while(|_| link()).collect()
}
