//! A sheet to be written, as plain data: what stands in which cell, how it looks, and how the page is set up. Nothing
//! here knows a file format.

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::{Area, CellRef, Decimal};

use crate::style::Style;

/// A sheet to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Sheet {
    /// Its name: at most 31 characters, unique in its workbook.
    pub name: String,
    /// Widths of the columns from A, in characters of the workbook's default font.
    pub widths: Vec<f64>,
    /// Heights of rows in points; a row that is not here has the default height.
    pub heights: BTreeMap<u32, f64>,
    /// Rows that are not shown.
    pub hidden: BTreeSet<u32>,
    /// The cells that hold something or have a look of their own.
    pub cells: BTreeMap<CellRef, Cell>,
    /// Merged areas, never overlapping, never of one cell; each looks like its top left cell.
    pub merges: Vec<Area>,
    /// The page.
    pub page: Page,
    /// Names defined for cells of this sheet, for the whole workbook.
    pub names: Vec<(String, CellRef)>,
    /// The cell below and right of the rows and columns that stay in view.
    pub freeze: Option<CellRef>,
}

/// How a sheet is printed: always landscape on F4 and one page wide.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Page {
    /// Rows repeated at the top of every page, first and last.
    pub repeat: Option<(u32, u32)>,
    /// What is printed, each area from the top of a page; everything where there is none.
    pub areas: Vec<Area>,
    /// Rows that start a new page.
    pub breaks: Vec<u32>,
}

/// The margins of a page, in inches.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the names are the sides")]
pub(crate) struct Margins {
    pub side: f64,
    pub top: f64,
    pub bottom: f64,
    /// From the edge to the footer.
    pub footer: f64,
}

impl Margins {
    /// Those of every sheet.
    pub const OF_PAGE: Self = Self { side: 0.4, top: 0.5, bottom: 0.6, footer: 0.3 };
    /// F4 in landscape, in inches.
    const F4: (f64, f64) = (13.0, 8.5);

    /// What is left of the page inside them, width and height, in points.
    pub fn inside(self) -> (f64, f64) {
        let (width, height) = Self::F4;
        ((width - 2.0 * self.side) * 72.0, (height - self.top - self.bottom) * 72.0)
    }
}

/// A cell to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Cell {
    /// What it holds.
    pub content: Content,
    /// How it looks.
    pub style: Style,
    /// Where a click on it leads, inside the workbook.
    pub link: Option<Box<Link>>,
    /// A note shown beside it.
    pub note: Option<Box<str>>,
}

/// A cell of some sheet of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// The sheet's name.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Content {
    /// Nothing: it only has a look.
    #[default]
    Blank,
    /// Text, never taken for a formula or a number.
    Text(Box<str>),
    /// A number of at most 15 digits.
    Number(Decimal),
    /// A formula, and the number that it comes to.
    Formula(Box<Formula>),
}

/// A formula with its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Formula {
    /// In A1 style, without the leading `=`.
    pub text: String,
    /// What it comes to, exact.
    pub result: Decimal,
}

impl Content {
    /// Text; nothing where it is empty.
    pub fn text(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A formula with its result.
    pub fn formula(text: impl Into<String>, result: Decimal) -> Self {
        Self::Formula(Box::new(Formula { text: text.into(), result }))
    }

    /// A number; text where it has more digits than Excel keeps (15), so that none is lost.
    pub fn number(number: Decimal) -> Self {
        if significant_digits(number) > 15 { Self::Text(number.to_string().into()) } else { Self::Number(number) }
    }

    /// The figure that formulas see here.
    pub fn figure(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Formula(formula) => Some(formula.result),
            Self::Blank | Self::Text(_) => None,
        }
    }
}

impl Sheet {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Writes a cell.
    pub fn put(&mut self, row: u32, col: u16, content: Content, style: Style) {
        self.cells.insert(CellRef::new(row, col), Cell { content, style, link: None, note: None });
    }

    /// Merges an area whose top left cell was written; an area of one cell stays a plain cell.
    pub fn merge(&mut self, first: CellRef, last: CellRef) {
        if first != last {
            self.merges.push(Area { first, last });
        }
    }

    /// Writes a cell and merges the area that it is the top left cell of.
    pub fn put_merged(&mut self, area: Area, content: Content, style: Style) {
        self.put(area.first.row, area.first.col, content, style);
        self.merge(area.first, area.last);
    }
}

/// The digits of a number between its first and its last that is not zero.
fn significant_digits(number: Decimal) -> usize {
    number.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
}

/// A sheet's name as formulas and links write it: `'LAMPIRAN 1'`.
pub(crate) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// A cell as other sheets' formulas refer to it: `'LAMPIRAN 1'!N11`.
pub(crate) fn reference(sheet: &str, cell: CellRef) -> String {
    format!("{}!{cell}", quoted(sheet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_as_excel_keeps_them() {
        for (number, digits) in [("15030032435.00", 11), ("1500000000000000000", 2), ("0.000123", 3), ("0", 0)] {
            assert_eq!(significant_digits(number.parse().unwrap()), digits, "{number}");
        }
        assert_eq!(Content::number("1234567890123456".parse().unwrap()), Content::text("1234567890123456"));
    }

    #[test]
    fn sheet_names_are_quoted() {
        assert_eq!(reference("Jum'at 1", CellRef::new(10, 13)), "'Jum''at 1'!N11");
    }
}
