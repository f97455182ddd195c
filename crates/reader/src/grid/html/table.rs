//! A table as it is laid out: cells take the next free place, and spans become merged areas.

use lampiran_core::{Area, CellRef};

use crate::grid::assemble::{MAX_COLS, MAX_ROWS};
use crate::grid::guard::{Budget, MAX_MERGES};
use crate::grid::{Cell, Content, Format, Refusal, Sheet};

/// Puts cells into a sheet, row by row.
pub(super) struct Layout {
    sheet: Sheet,
    /// Row of the next `<tr>`.
    next_row: u32,
    row: u32,
    col: u16,
    /// For each column the first row in which no cell from above reaches down.
    free_from: Vec<u32>,
}

impl Layout {
    pub(super) fn new() -> Self {
        Self { sheet: Sheet::named(""), next_row: 0, row: 0, col: 0, free_from: Vec::new() }
    }

    /// A table begins, one blank row below the one before.
    pub(super) fn open_table(&mut self) {
        let reach = self.free_from.iter().copied().max().unwrap_or(0).max(self.next_row);
        self.next_row = if reach == 0 { 0 } else { reach + 1 };
        self.free_from.clear();
    }

    /// A row begins.
    pub(super) fn open_row(&mut self, hidden: bool, budget: &mut Budget) -> Result<(), Refusal> {
        self.row = self.next_row;
        self.next_row = self.next_row.saturating_add(1);
        self.col = 0;
        if hidden {
            budget.take(size_of::<(u32, u32)>())?;
            self.sheet.hidden_rows.push((self.row, self.row));
        }
        Ok(())
    }

    /// Hides columns of the table that begins.
    pub(super) fn hide_columns(&mut self, first: u16, count: u16, budget: &mut Budget) -> Result<(), Refusal> {
        budget.take(size_of::<(u16, u16)>())?;
        self.sheet.hidden_cols.push((first, first.saturating_add(count.max(1) - 1).min(MAX_COLS - 1)));
        Ok(())
    }

    /// Takes the next free place for a cell that spans `rows` and `cols`.
    pub(super) fn place(&mut self, rows: u32, cols: u16, budget: &mut Budget) -> Result<CellRef, Refusal> {
        while self.free_from.get(usize::from(self.col)).is_some_and(|&free| free > self.row) {
            self.col = self.col.saturating_add(1);
        }
        let (rows, cols) = (rows.max(1), cols.max(1));
        let first = CellRef::new(self.row, self.col);
        let last = CellRef::new(self.row.saturating_add(rows - 1), self.col.saturating_add(cols - 1));
        if last.row >= MAX_ROWS || last.col >= MAX_COLS {
            return Err(Refusal::too_large((
                "Tabel di halaman ini lebih besar daripada lembar Excel.",
                "The table on this page is larger than an Excel sheet.",
            )));
        }
        let end = usize::from(last.col) + 1;
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        for free in self.free_from.iter_mut().take(end).skip(usize::from(first.col)) {
            *free = last.row + 1;
        }
        self.col = last.col.saturating_add(1);
        if first != last {
            budget.take(size_of::<Area>())?;
            self.sheet.merges.push(Area { first, last });
        }
        if self.sheet.merges.len() > MAX_MERGES {
            return Err(Refusal::too_large((
                "Halaman ini berisi terlalu banyak sel gabungan.",
                "This page has too many merged cells.",
            )));
        }
        Ok(first)
    }

    /// Puts content at a place.
    pub(super) fn put(
        &mut self,
        at: CellRef,
        content: Content,
        format: Format,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        budget.take(size_of::<Cell>())?;
        self.sheet.cells.push(Cell::new(at, content, format));
        Ok(())
    }

    /// The sheet, if any cell holds something.
    pub(super) fn finish(self) -> Option<Sheet> {
        (!self.sheet.cells.is_empty()).then(|| self.sheet.tidied())
    }
}
