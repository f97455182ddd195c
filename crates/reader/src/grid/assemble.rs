//! A sheet put in order: what readers collect as they meet it becomes sorted, without doubles and without nonsense.

use std::collections::BTreeMap;

use super::{Cell, Sheet};

/// Excel's grid; what lies beyond belongs to no cell.
pub(super) const MAX_ROWS: u32 = 1_048_576;
/// Columns of Excel's grid.
pub(super) const MAX_COLS: u16 = 16_384;

impl Sheet {
    /// An empty sheet.
    pub(super) fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            hidden: false,
            cells: Vec::new(),
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_cols: Vec::new(),
            formulas: BTreeMap::new(),
            date_1904: false,
        }
    }

    /// The same sheet with cells and merges in order (of a cell written twice, the last counts), merges of one cell or
    /// upside down left out, and neighbouring hidden ranges joined.
    pub(super) fn tidied(mut self) -> Self {
        if !self.cells.is_sorted_by(|a, b| a.at() < b.at()) {
            self.cells.reverse();
            self.cells.sort_by_key(Cell::at);
            self.cells.dedup_by_key(|cell| cell.at());
        }
        self.cells.shrink_to_fit();
        self.merges.retain(|area| {
            let (first, last) = (area.first, area.last);
            first.row <= last.row
                && first.col <= last.col
                && first != last
                && last.row < MAX_ROWS
                && last.col < MAX_COLS
        });
        self.merges.sort_unstable();
        self.merges.dedup();
        self.hidden_rows = joined(self.hidden_rows, |last, next| last.saturating_add(1) >= next);
        self.hidden_cols = joined(self.hidden_cols, |last, next| last.saturating_add(1) >= next);
        self
    }
}

/// Inclusive ranges in order, those that touch made one.
fn joined<T: Copy + Ord>(mut ranges: Vec<(T, T)>, touch: impl Fn(T, T) -> bool) -> Vec<(T, T)> {
    ranges.sort_unstable();
    let mut joined: Vec<(T, T)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        match joined.last_mut() {
            Some(before) if touch(before.1, first) => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use lampiran_core::{Area, CellRef};

    use super::*;
    use crate::grid::{Content, Format};

    #[test]
    fn a_sheet_is_put_in_order() {
        let cell = |row, col, text: &str| Cell::new(CellRef::new(row, col), Content::from(text), Format::default());
        let area = |r0, c0, r1, c1| Area { first: CellRef::new(r0, c0), last: CellRef::new(r1, c1) };
        let mut sheet = Sheet::named("S");
        sheet.cells = vec![cell(5, 1, "b"), cell(0, 0, "old"), cell(0, 0, "new")];
        sheet.merges = vec![area(3, 0, 4, 0), area(0, 0, 0, 0), area(2, 2, 1, 1), area(0, 0, 1, 1), area(0, 0, 1, 1)];
        sheet.hidden_rows = vec![(7, 7), (2, 3), (4, 4)];
        sheet.hidden_cols = vec![(0, 255), (3, 4)];
        let sheet = sheet.tidied();
        assert_eq!(sheet.cells, [cell(0, 0, "new"), cell(5, 1, "b")]);
        assert_eq!(sheet.merges, [area(0, 0, 1, 1), area(3, 0, 4, 0)]);
        assert_eq!(sheet.hidden_rows, [(2, 4), (7, 7)]);
        assert_eq!(sheet.hidden_cols, [(0, 255)]);
    }
}
