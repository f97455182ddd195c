//! A table: rows and columns with their repetitions, merged and hidden areas, and the cells that hold something.

use std::io::BufRead;

use lampiran_core::{Area, CellRef};

use super::super::assemble::{MAX_COLS, MAX_ROWS};
use super::super::guard::Budget;
use super::super::xml::Xml;
use super::super::{Cell, Content, Format, Refusal, Sheet};
use super::styles::Styles;
use super::tag::Tag;
use super::{cell, formula};

/// Reads a table to its end.
pub(super) fn read<R: BufRead>(
    xml: &mut Xml<R>,
    tag: &Tag,
    styles: &Styles,
    budget: &mut Budget,
) -> Result<Sheet, Refusal> {
    let mut sheet = Sheet::named(tag.get("name").unwrap_or_default());
    sheet.hidden = tag.get("style-name").is_some_and(|style| styles.is_hidden(style));
    let mut table = Table { sheet, styles, budget, columns: Vec::new(), row: 0, col: 0 };
    table.part(xml, tag, false)?;
    Ok(table.sheet.tidied())
}

struct Table<'s> {
    sheet: Sheet,
    styles: &'s Styles,
    budget: &'s mut Budget,
    /// The format that cells of a column have unless they say otherwise, by the column after the last that has it.
    columns: Vec<(u32, Format)>,
    /// The row to come.
    row: u32,
    /// The column to come, among the columns' own elements.
    col: u32,
}

/// A row or a cell is repeated over this many.
#[derive(Clone, Copy)]
struct Span {
    first: u32,
    count: u32,
}

impl Span {
    /// The last one, within a grid of `size`.
    fn last(self, size: u32) -> u32 {
        self.first.saturating_add(self.count - 1).min(size - 1)
    }
}

impl Table<'_> {
    /// The table itself, or a group of its rows or columns; `hidden` where the group is folded.
    fn part<R: BufRead>(&mut self, xml: &mut Xml<R>, tag: &Tag, hidden: bool) -> Result<(), Refusal> {
        let hidden = hidden || tag.get("display") == Some("false");
        tag.children(xml, |xml, child| match child.name.as_str() {
            "table-row-group"
            | "table-header-rows"
            | "table-rows"
            | "table-column-group"
            | "table-header-columns"
            | "table-columns" => self.part(xml, &child, hidden),
            "table-column" => {
                self.column(&child, hidden)?;
                child.skip(xml)
            }
            "table-row" => self.row(xml, &child, hidden),
            _ => child.skip(xml),
        })
    }

    fn column(&mut self, tag: &Tag, hidden: bool) -> Result<(), Refusal> {
        let span = Span { first: self.col, count: tag.count("number-columns-repeated")? };
        self.col = self.col.saturating_add(span.count);
        let format = tag.get("default-cell-style-name").map(|style| self.styles.format(style)).unwrap_or_default();
        self.columns.push((self.col, format));
        if hidden || is_collapsed(tag) {
            let last = span.last(MAX_COLS.into());
            self.sheet.hidden_cols.extend(col(span.first).zip(col(last)));
        }
        Ok(())
    }

    fn row<R: BufRead>(&mut self, xml: &mut Xml<R>, tag: &Tag, hidden: bool) -> Result<(), Refusal> {
        let rows = Span { first: self.row, count: tag.count("number-rows-repeated")? };
        self.row = self.row.saturating_add(rows.count);
        if (hidden || is_collapsed(tag)) && rows.first < MAX_ROWS {
            self.sheet.hidden_rows.push((rows.first, rows.last(MAX_ROWS)));
        }
        let style = tag.get("default-cell-style-name").map(|style| self.styles.format(style));
        let start = self.sheet.cells.len();
        let mut next = 0u32;
        tag.children(xml, |xml, child| {
            if !matches!(child.name.as_str(), "table-cell" | "covered-table-cell") {
                return child.skip(xml);
            }
            let cols = Span { first: next, count: child.count("number-columns-repeated")? };
            next = next.saturating_add(cols.count);
            let format = child.get("style-name").map(|style| self.styles.format(style)).or(style);
            let format = format.unwrap_or_else(|| self.column_format(cols.first));
            self.merge(&child, rows, cols)?;
            let held = cell::read(xml, &child, format)?;
            self.formula(&child, rows, cols)?;
            held.map_or(Ok(()), |(content, format)| self.hold(&content, format, rows, cols))
        })?;
        self.repeat_row(start, rows)
    }

    fn column_format(&self, col: u32) -> Format {
        let i = self.columns.partition_point(|column| column.0 <= col);
        self.columns.get(i).map(|column| column.1).unwrap_or_default()
    }

    /// Keeps a content in each cell of the first row that it is repeated over.
    fn hold(&mut self, content: &Content, format: Format, rows: Span, cols: Span) -> Result<(), Refusal> {
        within_grid(rows, cols)?;
        let text = match content {
            Content::Text(text) | Content::Error(text) | Content::Unreadable(text) => text.len() + 64,
            _ => 0,
        };
        self.budget.take(size_of::<Cell>().saturating_mul(cols.count as usize).saturating_add(text))?;
        let places = (cols.first..=cols.last(MAX_COLS.into())).filter_map(col);
        let cells = places.map(|col| Cell::new(CellRef::new(rows.first, col), content.clone(), format));
        self.sheet.cells.extend(cells);
        Ok(())
    }

    /// Writes the cells from `start` on, which are those of one row, again for each row that repeats it.
    fn repeat_row(&mut self, start: usize, rows: Span) -> Result<(), Refusal> {
        let cells = self.sheet.cells.get(start..).unwrap_or_default().to_vec();
        if cells.is_empty() || rows.count == 1 {
            return Ok(());
        }
        self.budget.take(size_of::<Cell>().saturating_mul(cells.len()).saturating_mul(rows.count as usize))?;
        for row in rows.first + 1..=rows.last(MAX_ROWS) {
            let again = cells
                .iter()
                .map(|cell| Cell::new(CellRef::new(row, cell.at().col), cell.content.clone(), cell.format()));
            self.sheet.cells.extend(again);
        }
        Ok(())
    }

    fn merge(&mut self, tag: &Tag, rows: Span, cols: Span) -> Result<(), Refusal> {
        let (down, across) = (tag.count("number-rows-spanned")?, tag.count("number-columns-spanned")?);
        if down == 1 && across == 1 {
            return Ok(());
        }
        let last = Span { first: cols.first, count: across }.last(MAX_COLS.into());
        let bottom = Span { first: rows.first, count: down }.last(MAX_ROWS);
        if let (Some(left), Some(right)) = (col(cols.first), col(last)) {
            self.budget.take(size_of::<Area>())?;
            self.sheet.merges.push(Area { first: CellRef::new(rows.first, left), last: CellRef::new(bottom, right) });
        }
        Ok(())
    }

    fn formula(&mut self, tag: &Tag, rows: Span, cols: Span) -> Result<(), Refusal> {
        let Some(text) = tag.get("formula") else { return Ok(()) };
        within_grid(rows, cols)?;
        let text = formula::to_excel(text);
        let count = (rows.count as usize).saturating_mul(cols.count as usize);
        self.budget.take(count.saturating_mul(text.len() + 64))?;
        for row in rows.first..=rows.last(MAX_ROWS) {
            for col in (cols.first..=cols.last(MAX_COLS.into())).filter_map(col) {
                self.sheet.formulas.insert(CellRef::new(row, col), text.as_str().into());
            }
        }
        Ok(())
    }
}

fn is_collapsed(tag: &Tag) -> bool {
    matches!(tag.get("visibility"), Some("collapse" | "filter"))
}

fn col(col: u32) -> Option<u16> {
    u16::try_from(col).ok().filter(|&col| col < MAX_COLS)
}

/// Refuses content beyond the last row or column: blanks may be repeated for ever, figures may not.
fn within_grid(rows: Span, cols: Span) -> Result<(), Refusal> {
    let end = |span: Span| u64::from(span.first) + u64::from(span.count);
    if end(rows) <= MAX_ROWS.into() && end(cols) <= MAX_COLS.into() {
        return Ok(());
    }
    Err(Refusal::too_large((
        "Isi berkas .ods ini diulang melampaui baris atau kolom terakhir.",
        "The content of this .ods file is repeated beyond the last row or column.",
    )))
}
