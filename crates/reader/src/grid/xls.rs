//! Old .xls workbooks: BIFF records in a compound file.
//!
//! One pass over the records of BIFF8 (Excel 97 to 2003) gives every cell with its number format, which calamine does
//! not; calamine tells the formulas. The rarer BIFF5 (Excel 5 and 95) is read by calamine alone.

mod biff5;
mod container;
mod globals;
mod record;
mod sheet;

use std::collections::BTreeSet;

use super::biff::formulas;
use super::guard::Budget;
use super::{FileFormat, Refusal, Sheet, Workbook};
use container::Stream;
use globals::{Globals, Tab};
use record::cut_short;
use sheet::RawSheet;

/// Reads the workbook.
pub(super) fn open(bytes: &[u8]) -> Result<Workbook, Refusal> {
    match container::stream(bytes)? {
        Stream::Biff8(records) => biff8(&records),
        Stream::Biff5(records) => biff5::open(bytes, &records),
    }
}

fn biff8(records: &[u8]) -> Result<Workbook, Refusal> {
    let mut budget = Budget::new();
    let globals = globals::read(records, &mut budget)?;
    let starts: BTreeSet<_> = globals.tabs.iter().map(|tab| tab.start).collect();
    if starts.len() < globals.tabs.len() {
        return Err(cut_short());
    }
    let raw = globals
        .tabs
        .iter()
        .map(|tab| {
            if !tab.is_worksheet {
                return Ok(RawSheet::default());
            }
            // Its records end where the next sheet's begin, so that no two tabs read the same.
            let end = starts.range(tab.start + 1..).next().copied().unwrap_or(records.len());
            let part = records.get(tab.start..end).ok_or_else(cut_short)?;
            sheet::read(part, &globals, &mut budget).map_err(|refusal| refusal.in_part(&tab.name))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut texts = formulas::texts(globals.references(), raw.iter().map(|sheet| &sheet.formulas)).into_iter();
    let sheets = globals.tabs.iter().zip(raw).map(|(tab, raw)| finished(tab, raw, &globals, &mut texts)).collect();
    Ok(Workbook { format: FileFormat::Xls, sheets })
}

fn finished(tab: &Tab, raw: RawSheet, globals: &Globals, texts: &mut impl Iterator<Item = Box<str>>) -> Sheet {
    let mut sheet = Sheet::named(tab.name.clone());
    sheet.hidden = tab.hidden;
    sheet.date_1904 = globals.date_1904;
    sheet.cells = raw.cells;
    sheet.merges = raw.merges;
    sheet.hidden_rows = raw.hidden_rows.into_iter().map(|row| (row, row)).collect();
    sheet.hidden_cols = raw.hidden_cols;
    sheet.formulas = raw.formulas.own.into_iter().map(|(at, _)| at).zip(texts).collect();
    sheet.tidied()
}
