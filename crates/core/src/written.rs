//! What a program puts into the cells of a workbook: plain data between whoever writes the file and whoever knows its
//! cells.

use std::sync::Arc;

use crate::{Decimal, Place};

/// What a cell is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellContent {
    /// A number, as XML stores it.
    Number(String),
    /// A formula without `=`, and its result as XML stores it.
    Formula {
        /// In A1 style.
        text: String,
        /// A number.
        result: String,
    },
    /// The formula it has, with this number as the stored result.
    Result(String),
    /// Text.
    Text(String),
}

/// How a cell shows a number: the id of the format, and its code where it is no built-in one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NumberFormat {
    /// `numFmtId`.
    pub id: u32,
    /// `#,##0.00`; `None` where the id says it all.
    pub code: Option<String>,
}

/// A cell that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The cell.
    pub place: Place,
    /// What it holds now.
    pub content: Arc<CellContent>,
    /// How it shows that.
    pub format: Arc<NumberFormat>,
}

/// What the formulas of a workbook come to after cells were written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recalculated {
    /// The formulas whose stored result is no longer right, with what they come to.
    pub results: Vec<(Place, Decimal)>,
    /// Whether there are formulas that could not be calculated.
    pub unknown: bool,
}
