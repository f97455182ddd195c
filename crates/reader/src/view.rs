//! A sheet as the reader sees it: its cells, with the results of formulas that had none.

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::{Area, CellRef, Place, SheetId};

use crate::grid::{Cell, Content, Sheet};
use crate::layouts::{Headings, Meaning};
use crate::{month, words};

/// A sheet with what was computed for it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) id: SheetId,
    pub(crate) sheet: &'a Sheet,
    /// Results of formulas without a stored one, by cell.
    pub(crate) computed: &'a BTreeMap<CellRef, Content>,
    /// Cells whose formula takes its value from another workbook.
    pub(crate) foreign: &'a BTreeSet<CellRef>,
    /// The spellings of headings.
    pub(crate) headings: &'a Headings,
}

impl<'a> View<'a> {
    /// What a cell holds, or what its formula comes to.
    pub(crate) fn content(&self, cell: &'a Cell) -> &'a Content {
        if self.computed.is_empty() { &cell.content } else { self.computed.get(&cell.at()).unwrap_or(&cell.content) }
    }

    /// Whether what a cell holds was computed here.
    pub(crate) fn is_computed(&self, at: CellRef) -> bool {
        self.computed.contains_key(&at)
    }

    /// The text of a cell, where it holds one that shows anything.
    pub(crate) fn text(&self, cell: &'a Cell) -> Option<&'a str> {
        match self.content(cell) {
            Content::Text(text) if !words::is_blank(text) => Some(text),
            _ => None,
        }
    }

    /// What a text names as a heading.
    pub(crate) fn heading(&self, text: &str) -> Option<Meaning> {
        self.headings.find(text)
    }

    /// The month a cell says.
    pub(crate) fn month(&self, cell: &'a Cell) -> Option<lampiran_core::Bulan> {
        month::of_cell(cell, self.content(cell), self.sheet.date_1904)
    }

    /// The merged area whose top left cell this is.
    pub(crate) fn merge_from(&self, at: CellRef) -> Option<Area> {
        let i = self.sheet.merges.binary_search_by_key(&at, |area| area.first).ok()?;
        self.sheet.merges.get(i).copied()
    }

    /// The merged areas that begin in a row.
    pub(crate) fn merges_from(&self, row: u32) -> impl Iterator<Item = &'a Area> {
        let start = self.sheet.merges.partition_point(|area| area.first.row < row);
        let rest = self.sheet.merges.get(start..).unwrap_or_default();
        rest.iter().take_while(move |area| area.first.row == row)
    }

    /// The merged areas that begin in these rows, first to last.
    pub(crate) fn merges_in(&self, first: u32, last: u32) -> &'a [Area] {
        let start = self.sheet.merges.partition_point(|area| area.first.row < first);
        let rest = self.sheet.merges.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|area| area.first.row <= last)).unwrap_or_default()
    }

    /// A cell of this sheet as a place of the workbook.
    pub(crate) const fn place(&self, at: CellRef) -> Place {
        Place { sheet: self.id, cell: at }
    }
}

/// The cell of a row in a column, if it holds something.
pub(crate) fn cell_in(row: &[Cell], col: u16) -> Option<&Cell> {
    row.get(row.binary_search_by_key(&col, |cell| cell.at().col).ok()?)
}
