//! What a BIFF8 workbook says once, before its sheets: tabs, shared strings, number formats, the date system.

use std::collections::HashMap;

use super::super::biff::Fields;
use super::super::guard::{Budget, MAX_SHEETS};
use super::super::{Format, Refusal, Text, format};
use super::record::{Record, Records, cut_short, kind};

/// The workbook's own records, read.
#[derive(Debug, Default)]
pub(super) struct Globals<'a> {
    /// The tabs, in order.
    pub tabs: Vec<Tab>,
    /// The shared strings.
    pub strings: Vec<Text>,
    /// The number format of each XF, by index.
    pub formats: Vec<Format>,
    /// Whether dates count from 1904.
    pub date_1904: bool,
    /// The records that formulas lean on: names, and sheets referred to.
    pub names: Vec<Record<'a>>,
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

/// Reads the first substream of a workbook.
pub(super) fn read<'a>(stream: &'a [u8], budget: &mut Budget) -> Result<Globals<'a>, Refusal> {
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
            kind::EXTERN_SHEET | kind::LBL => globals.names.push(record),
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
