//! The XML of one sheet, written from top to bottom.

use std::collections::btree_map;
use std::fmt::Write;
use std::iter::Peekable;
use std::vec;

use lampiran_core::{Area, CellRef};
use zip::result::ZipResult;

use super::notes::{DRAWING_ID, Note};
use super::strings::{Strings, push_element};
use super::styles::Styles;
use super::text::{push_number, push_plain, push_ref, push_whole};
use super::{DECLARATION, MAIN, RELATIONS};
use crate::anew::WriteError;
use crate::sheet::{Cell, Content, Margins, Page, Sheet, reference};

/// Excel's last row.
const MAX_ROW: u32 = 1_048_575;
/// The longest text of a cell, in UTF-16 units.
const MAX_TEXT: usize = 32_767;
/// The most digits of a result that make a difference to a float.
const DIGITS: u32 = 17;
/// A column has this much room beside its characters.
const PADDING: f64 = 0.710_937_5;
/// Folio of 8.5 × 13 inches, which printers' drivers offer as F4.
const F4: u8 = 14;

/// A sheet being written.
pub(super) struct Part {
    /// What is not yet in the archive.
    xml: String,
    next_row: u32,
    /// How many of the sheet's merged areas were met.
    merges: usize,
    /// Of each column, the row below the merged area in it, and its style.
    covered: Vec<(u32, usize)>,
    links: String,
    notes: Vec<Note>,
}

impl Part {
    /// Begins a sheet: all that stands above its rows.
    pub fn begin(sheet: &Sheet, is_first: bool) -> Self {
        let selected = if is_first { " tabSelected=\"1\"" } else { "" };
        let mut xml = format!(
            "{DECLARATION}<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/>\
             </sheetPr><sheetViews><sheetView{selected} workbookViewId=\"0\">{}</sheetView></sheetViews>\
             <sheetFormatPr defaultRowHeight=\"12.75\"/>",
            pane(sheet)
        );
        if !sheet.widths.is_empty() {
            xml.push_str("<cols>");
            for (col, width) in (1..).zip(&sheet.widths) {
                // Writing to a String cannot fail, here and below.
                let width = width + PADDING;
                let _ = write!(xml, "<col min=\"{col}\" max=\"{col}\" width=\"{width}\" customWidth=\"1\"/>");
            }
            xml.push_str("</cols>");
        }
        xml.push_str("<sheetData>");
        Self { xml, next_row: 0, merges: 0, covered: Vec::new(), links: String::new(), notes: Vec::new() }
    }

    /// Writes the rows up to `end`, and hands the text on row by row.
    pub fn rows(
        &mut self,
        sheet: &mut Sheet,
        end: u32,
        styles: &mut Styles,
        strings: &mut Strings,
        mut hand_on: impl FnMut(&mut String) -> ZipResult<()>,
    ) -> Result<(), WriteError> {
        let below = sheet.cells.split_off(&CellRef::new(end, 0));
        let cells = std::mem::replace(&mut sheet.cells, below);
        let mut merges = sheet.merges.get(self.merges..).unwrap_or_default().to_vec();
        self.merges = sheet.merges.len();
        merges.sort_unstable();
        let rows = merges.iter().map(|area| area.last.row).chain(cells.keys().next_back().map(|at| at.row));
        let rows = rows.chain(self.covered.iter().map(|(below, _)| below.saturating_sub(1)));
        let last = rows.chain(sheet.heights.keys().next_back().copied()).chain(sheet.hidden.last().copied()).max();
        let last = last.unwrap_or_default();
        if last > MAX_ROW {
            return Err(WriteError::TooManyRows { sheet: sheet.name.clone() });
        }
        let mut walk = Walk { cells: cells.into_iter().peekable(), merges: merges.into_iter().peekable() };
        while self.next_row < end && self.next_row <= last {
            self.row(sheet, &mut walk, styles, strings)?;
            self.next_row += 1;
            hand_on(&mut self.xml)?;
        }
        Ok(())
    }

    fn row(
        &mut self,
        sheet: &Sheet,
        walk: &mut Walk,
        styles: &mut Styles,
        strings: &mut Strings,
    ) -> Result<(), WriteError> {
        let row = self.next_row;
        let start = self.xml.len();
        self.xml.push_str("<row r=\"");
        push_whole(&mut self.xml, row + 1);
        self.xml.push('"');
        let bare = self.xml.len();
        if let Some(height) = sheet.heights.get(&row) {
            let _ = write!(self.xml, " ht=\"{height:.2}\" customHeight=\"1\"");
        }
        if sheet.hidden.contains(&row) {
            self.xml.push_str(" hidden=\"1\"");
        }
        let is_bare = self.xml.len() == bare;
        self.xml.push('>');
        let empty = self.xml.len();
        let mut col = 0;
        loop {
            let at = CellRef::new(row, col);
            let cell = walk.cells.next_if(|(cell, _)| *cell == at).map(|(_, cell)| cell);
            let style = cell.as_ref().map(|cell| cell.style);
            if let Some(area) = walk.merges.next_if(|area| area.first == at) {
                self.cover(area, styles.number(style.unwrap_or_default()));
            }
            let covered = self.covered.get(usize::from(col)).filter(|(below, _)| *below > row);
            match (cell, covered) {
                (Some(cell), _) => {
                    let style = styles.number(cell.style);
                    self.cell(sheet, at, cell, style, strings)?;
                }
                // A merged area looks like its top left cell all over.
                (None, Some((_, style))) => {
                    let style = *style;
                    self.open(at, style);
                    self.xml.push_str("/>");
                }
                (None, None) => {}
            }
            col += 1;
            let more = usize::from(col) < self.covered.len() || walk.is_in(row);
            if !more {
                break;
            }
        }
        if self.xml.len() == empty && is_bare {
            self.xml.truncate(start);
        } else {
            self.xml.push_str("</row>");
        }
        Ok(())
    }

    fn cover(&mut self, area: Area, style: usize) {
        let (first, last) = (usize::from(area.first.col), usize::from(area.last.col));
        if self.covered.len() <= last {
            self.covered.resize(last + 1, (0, 0));
        }
        for place in self.covered.iter_mut().take(last + 1).skip(first) {
            *place = (area.last.row + 1, style);
        }
    }

    /// The beginning of a cell's tag.
    fn open(&mut self, at: CellRef, style: usize) {
        self.xml.push_str("<c r=\"");
        push_ref(&mut self.xml, at);
        self.xml.push_str("\" s=\"");
        push_whole(&mut self.xml, style);
        self.xml.push('"');
    }

    fn cell(
        &mut self,
        sheet: &Sheet,
        at: CellRef,
        cell: Cell,
        style: usize,
        strings: &mut Strings,
    ) -> Result<(), WriteError> {
        self.open(at, style);
        let xml = &mut self.xml;
        match &cell.content {
            Content::Blank => xml.push_str("/>"),
            Content::Text(text) => {
                if text.len() > MAX_TEXT && text.encode_utf16().count() > MAX_TEXT {
                    return Err(WriteError::TextTooLong { sheet: sheet.name.clone(), cell: at.to_string() });
                }
                if let Some(number) = strings.number(text) {
                    xml.push_str(" t=\"s\"><v>");
                    push_whole(xml, number);
                    xml.push_str("</v></c>");
                } else {
                    xml.push_str(" t=\"inlineStr\"><is>");
                    push_element(xml, text);
                    xml.push_str("</is></c>");
                }
            }
            Content::Number(number) => {
                xml.push_str("><v>");
                push_number(xml, *number);
                xml.push_str("</v></c>");
            }
            Content::Formula(formula) => {
                xml.push_str("><f>");
                push_plain(xml, &formula.text);
                xml.push_str("</f><v>");
                push_number(xml, formula.result.round_sf(DIGITS).unwrap_or(formula.result));
                xml.push_str("</v></c>");
            }
        }
        if let Some(link) = &cell.link {
            let _ = write!(self.links, "<hyperlink ref=\"{at}\" location=\"");
            push_plain(&mut self.links, &reference(&link.sheet, link.cell));
            self.links.push_str("\"/>");
        }
        self.notes.extend(cell.note.map(|note| (at, note)));
        Ok(())
    }

    /// Ends a sheet: the last of its XML, and the notes on its cells.
    pub fn end(self, sheet: &Sheet) -> (String, Vec<Note>) {
        let Self { mut xml, links, notes, .. } = self;
        xml.push_str("</sheetData>");
        if !sheet.merges.is_empty() {
            let _ = write!(xml, "<mergeCells count=\"{}\">", sheet.merges.len());
            for area in &sheet.merges {
                xml.push_str("<mergeCell ref=\"");
                push_ref(&mut xml, area.first);
                xml.push(':');
                push_ref(&mut xml, area.last);
                xml.push_str("\"/>");
            }
            xml.push_str("</mergeCells>");
        }
        if !links.is_empty() {
            let _ = write!(xml, "<hyperlinks>{links}</hyperlinks>");
        }
        page(&mut xml, &sheet.page);
        if !notes.is_empty() {
            let _ = write!(xml, "<legacyDrawing r:id=\"{DRAWING_ID}\"/>");
        }
        xml.push_str("</worksheet>");
        (xml, notes)
    }
}

/// Cells and merged areas in the order in which they are written.
struct Walk {
    cells: Peekable<btree_map::IntoIter<CellRef, Cell>>,
    merges: Peekable<vec::IntoIter<Area>>,
}

impl Walk {
    /// Whether the next cell or merged area is in this row.
    fn is_in(&mut self, row: u32) -> bool {
        self.cells.peek().is_some_and(|(at, _)| at.row == row)
            || self.merges.peek().is_some_and(|area| area.first.row == row)
    }
}

fn pane(sheet: &Sheet) -> String {
    let Some(cell) = sheet.freeze else { return String::new() };
    let split = |name: &str, count: u32| if count > 0 { format!(" {name}=\"{count}\"") } else { String::new() };
    let active = match (cell.col, cell.row) {
        (0, _) => "bottomLeft",
        (_, 0) => "topRight",
        _ => "bottomRight",
    };
    format!(
        "<pane{}{} topLeftCell=\"{cell}\" activePane=\"{active}\" state=\"frozen\"/><selection pane=\"{active}\"/>",
        split("xSplit", cell.col.into()),
        split("ySplit", cell.row)
    )
}

fn page(xml: &mut String, page: &Page) {
    let Margins { side, top, bottom, footer } = Margins::OF_PAGE;
    let _ = write!(
        xml,
        "<printOptions horizontalCentered=\"1\"/><pageMargins left=\"{side}\" right=\"{side}\" top=\"{top}\" \
         bottom=\"{bottom}\" header=\"{footer}\" footer=\"{footer}\"/><pageSetup paperSize=\"{F4}\" fitToHeight=\"0\" \
         orientation=\"landscape\"/><headerFooter><oddFooter>&amp;C&amp;8&amp;A, &amp;P / &amp;N</oddFooter></headerFooter>"
    );
    if page.breaks.is_empty() {
        return;
    }
    let count = page.breaks.len();
    let _ = write!(xml, "<rowBreaks count=\"{count}\" manualBreakCount=\"{count}\">");
    for row in &page.breaks {
        let _ = write!(xml, "<brk id=\"{row}\" max=\"16383\" man=\"1\"/>");
    }
    xml.push_str("</rowBreaks>");
}
