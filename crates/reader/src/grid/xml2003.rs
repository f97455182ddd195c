//! "XML Spreadsheet 2003" files.

mod cell;
mod styles;

use std::collections::BTreeMap;
use std::io::BufRead;

use lampiran_core::{Area, CellRef};
use quick_xml::events::{BytesStart, Event};

use super::assemble::{MAX_COLS, MAX_ROWS};
use super::guard::{Budget, MAX_MERGES, MAX_SHEETS};
use super::text::Texts;
use super::xml::{Xml, attribute, is_true};
use super::{Cell, Content, FileFormat, Format, Refusal, Sheet, Shown, Workbook};

/// Reads the workbook.
pub(super) fn open(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut xml = Xml::new(bytes)?;
    let mut reader = Reader {
        sheets: Vec::new(),
        formats: BTreeMap::new(),
        texts: Texts::default(),
        next: CellRef::new(0, 0),
        next_row: 0,
        next_col: 0,
        date_1904: false,
    };
    let mut budget = Budget::new();
    xml.root(&["Workbook"])?;
    loop {
        match xml.next()? {
            Event::Start(tag) => {
                let tag = tag.into_owned();
                reader.open(&tag, &mut xml, &mut budget)?;
            }
            Event::Empty(tag) => reader.open_empty(&tag, &mut budget)?,
            Event::Eof => break,
            _ => {}
        }
    }
    if reader.sheets.is_empty() {
        return Err(Refusal::damaged((
            "Buku kerja ini tidak berisi satu lembar pun.",
            "This workbook does not hold a single sheet.",
        )));
    }
    let date_1904 = reader.date_1904;
    let tidied = |sheet: Sheet| Sheet { date_1904, ..sheet.tidied() };
    Ok(Workbook { format: FileFormat::Xml2003, sheets: reader.sheets.into_iter().map(tidied).collect() })
}

struct Reader {
    sheets: Vec<Sheet>,
    formats: BTreeMap<String, Format>,
    texts: Texts,
    /// Where the next cell without an index stands.
    next: CellRef,
    /// Row of the next `Row`, and column of the next `Column`, without an index.
    next_row: u32,
    next_col: u16,
    date_1904: bool,
}

impl Reader {
    fn open<R: BufRead>(&mut self, tag: &BytesStart<'_>, xml: &mut Xml<R>, budget: &mut Budget) -> Result<(), Refusal> {
        match tag.local_name().as_ref() {
            "Styles" => self.formats = styles::read(xml)?,
            "Cell" => {
                let at = self.place(tag, budget)?;
                let has_formula = attribute(tag, "Formula")?.is_some();
                let content = cell::read(xml, has_formula, self.date_1904, &mut self.texts, budget)?;
                self.put(tag, at, content, budget)?;
            }
            "Date1904" => self.date_1904 = true,
            "Visible" => {
                let mut state = String::new();
                cell::text(xml, "Visible", &mut state)?;
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.hidden = state.trim() != "SheetVisible";
                }
            }
            _ => self.open_empty(tag, budget)?,
        }
        Ok(())
    }

    fn open_empty(&mut self, tag: &BytesStart<'_>, budget: &mut Budget) -> Result<(), Refusal> {
        match tag.local_name().as_ref() {
            "Worksheet" => {
                if self.sheets.len() == MAX_SHEETS {
                    return Err(Refusal::too_large((
                        "Buku kerja ini berisi lebih dari 2.000 lembar.",
                        "This workbook has more than 2,000 sheets.",
                    )));
                }
                self.sheets.push(Sheet::named(attribute(tag, "Name")?.unwrap_or_default()));
                (self.next_row, self.next_col) = (0, 0);
            }
            "Cell" => {
                let at = self.place(tag, budget)?;
                let content = attribute(tag, "Formula")?.map(|_| (Content::Uncalculated, None));
                self.put(tag, at, content, budget)?;
            }
            "Row" => {
                let row = index(tag, MAX_ROWS)?.unwrap_or(self.next_row).min(MAX_ROWS - 1);
                let span = count(tag, "Span")?;
                let last = row.saturating_add(span).min(MAX_ROWS - 1);
                if let (true, Some(sheet)) = (is_hidden(tag)?, self.sheets.last_mut()) {
                    budget.take(size_of::<(u32, u32)>())?;
                    sheet.hidden_rows.push((row, last));
                }
                // Cells stand in the first of the rows it spans; the next row follows the last.
                self.next = CellRef::new(row, 0);
                self.next_row = last + 1;
            }
            "Column" => {
                let first = index(tag, MAX_COLS.into())?.unwrap_or(self.next_col.into());
                let last = first.saturating_add(count(tag, "Span")?).min(u32::from(MAX_COLS) - 1);
                let (first, last) = (narrow(first), narrow(last));
                if let (true, Some(sheet)) = (is_hidden(tag)?, self.sheets.last_mut()) {
                    budget.take(size_of::<(u16, u16)>())?;
                    sheet.hidden_cols.push((first, last));
                }
                self.next_col = last.saturating_add(1);
            }
            "Date1904" => self.date_1904 = true,
            _ => {}
        }
        Ok(())
    }

    /// Where a cell stands, its merged area noted.
    fn place(&mut self, tag: &BytesStart<'_>, budget: &mut Budget) -> Result<CellRef, Refusal> {
        let col = index(tag, MAX_COLS.into())?.unwrap_or(self.next.col.into());
        let first = CellRef::new(self.next.row, narrow(col).min(MAX_COLS - 1));
        let last = CellRef::new(
            first.row.saturating_add(count(tag, "MergeDown")?).min(MAX_ROWS - 1),
            narrow(col.saturating_add(count(tag, "MergeAcross")?)).min(MAX_COLS - 1),
        );
        self.next.col = last.col.saturating_add(1);
        if let (true, Some(sheet)) = (first != last, self.sheets.last_mut()) {
            budget.take(size_of::<Area>())?;
            sheet.merges.push(Area { first, last });
            if sheet.merges.len() > MAX_MERGES {
                return Err(Refusal::too_large((
                    "Lembar ini berisi terlalu banyak sel gabungan.",
                    "This sheet has too many merged cells.",
                )));
            }
        }
        Ok(first)
    }

    fn put(
        &mut self,
        tag: &BytesStart<'_>,
        at: CellRef,
        content: Option<(Content, Option<Shown>)>,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        let format = self.format(tag)?;
        if let (Some((content, shown)), Some(sheet)) = (content, self.sheets.last_mut()) {
            budget.take(size_of::<Cell>())?;
            let format = shown.map_or(format, |shown| Format { shown, ..format });
            sheet.cells.push(Cell::new(at, content, format));
        }
        Ok(())
    }

    fn format(&self, tag: &BytesStart<'_>) -> Result<Format, Refusal> {
        let style = attribute(tag, "StyleID")?.unwrap_or_else(|| "Default".to_owned());
        Ok(self.formats.get(&style).copied().unwrap_or_default())
    }
}

/// `ss:Index`, counted from zero; one that lies outside the grid is damage.
fn index(tag: &BytesStart<'_>, end: u32) -> Result<Option<u32>, Refusal> {
    let Some(index) = attribute(tag, "Index")? else { return Ok(None) };
    match index.trim().parse::<u32>() {
        Ok(index) if (1..=end).contains(&index) => Ok(Some(index - 1)),
        _ => Err(Refusal::damaged((
            "Ada baris atau kolom yang nomornya tidak masuk akal.",
            "The number of a row or column makes no sense.",
        ))
        .in_part(index)),
    }
}

fn count(tag: &BytesStart<'_>, name: &str) -> Result<u32, Refusal> {
    Ok(attribute(tag, name)?.and_then(|count| count.trim().parse().ok()).unwrap_or(0))
}

fn is_hidden(tag: &BytesStart<'_>) -> Result<bool, Refusal> {
    let nothing = |size: Option<String>| size.is_some_and(|size| size.parse() == Ok(0.0));
    Ok(attribute(tag, "Hidden")?.is_some_and(|value| is_true(&value))
        || nothing(attribute(tag, "Height")?)
        || nothing(attribute(tag, "Width")?))
}

fn narrow(col: u32) -> u16 {
    u16::try_from(col).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
