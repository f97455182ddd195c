//! What a formula comes to, for what formulas of this form do: sums, the four operations, comparisons, ROUND, IF and their
//! like, in decimals and within limits. Anything else is not known, and nothing is guessed.

mod functions;
mod parse;
mod value;

use crate::{Area, CellRef, Decimal};

pub use parse::evaluate;
pub use value::Value;

/// The cells that a formula refers to. A sheet without a name is the formula's own.
pub trait Cells {
    /// What a cell holds; `None` where that is not known.
    fn value(&mut self, sheet: Option<&str>, at: CellRef) -> Option<Value>;

    /// What the cells of an area hold that hold anything; `None` where one of them is not known.
    fn values(&mut self, sheet: Option<&str>, area: Area) -> Option<Vec<Value>>;

    /// The number that a text counts as in arithmetic, where it is one beyond doubt.
    fn number_of(&self, text: &str) -> Option<Decimal>;
}
