//! A sheet while it is drawn.

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::{Area, CellRef, Decimal};
use lampiran_reader::grid::{Cell, Content, Format, Sheet};

/// What the reader must say of a drawn workbook, and what it may.
#[derive(Debug, Clone, Default)]
pub struct Noted {
    /// Names of findings that are due.
    pub must: BTreeSet<&'static str>,
}

/// A sheet while it is drawn; rows are added from top to bottom.
#[derive(Debug, Clone, Default)]
pub struct Canvas {
    pub name: String,
    /// The next free row.
    pub row: u32,
    pub cells: BTreeMap<CellRef, (Content, Format)>,
    pub merges: Vec<Area>,
    pub formulas: BTreeMap<CellRef, Box<str>>,
    pub hidden_rows: Vec<(u32, u32)>,
    pub noted: Noted,
    /// Amounts that stand on a sheet beside this one, in its first column.
    pub data: Vec<Decimal>,
}

impl Canvas {
    /// The name of the sheet of amounts beside this one.
    pub fn data_name(&self) -> String {
        format!("Data {}", self.name)
    }

    /// The sheet of amounts beside this one; none where no amount was taken from it.
    pub fn data_sheet(&self) -> Option<Sheet> {
        let mut data = Self { name: self.data_name(), ..Self::default() };
        for (row, amount) in (0..).zip(&self.data) {
            data.number(row, 0, *amount);
        }
        (!self.data.is_empty()).then(|| data.sheet())
    }

    /// Draws what stands on another canvas here too.
    pub fn take(&mut self, other: Self) {
        self.cells.extend(other.cells);
        self.merges.extend(other.merges);
        self.formulas.extend(other.formulas);
        self.noted.must.extend(other.noted.must);
        self.data = other.data;
    }

    pub fn put(&mut self, row: u32, col: u16, content: impl Into<Content>) {
        self.put_with(row, col, content, Format::default());
    }

    pub fn put_with(&mut self, row: u32, col: u16, content: impl Into<Content>, format: Format) {
        self.cells.insert(CellRef::new(row, col), (content.into(), format));
    }

    /// Text; nothing where it is empty.
    pub fn text(&mut self, row: u32, col: u16, text: &str) {
        if !text.is_empty() {
            self.put(row, col, text);
        }
    }

    pub fn number(&mut self, row: u32, col: u16, number: Decimal) {
        self.put(row, col, number);
    }

    /// Merges an area of more than one cell.
    pub fn merge(&mut self, first: (u32, u16), last: (u32, u16)) {
        let area = Area { first: CellRef::new(first.0, first.1), last: CellRef::new(last.0, last.1) };
        if area.first != area.last {
            self.merges.push(area);
        }
    }

    pub fn formula(&mut self, row: u32, col: u16, formula: String) {
        self.formulas.insert(CellRef::new(row, col), formula.into());
    }

    pub fn sheet(&self) -> Sheet {
        let mut merges = self.merges.clone();
        merges.sort_unstable();
        Sheet {
            name: self.name.clone(),
            cells: self.cells.iter().map(|(at, (content, format))| Cell::new(*at, content.clone(), *format)).collect(),
            merges,
            hidden_rows: self.hidden_rows.clone(),
            formulas: self.formulas.clone(),
            ..Sheet::default()
        }
    }
}
