//! How results look in a terminal: a tree of what was read, findings with an excerpt of their block, and summaries.

mod cells;
mod compare;
mod findings;
mod line;
pub mod style;
mod summary;
mod tree;

pub use cells::cells;
pub use compare::{change_label, comparison};
pub use findings::{figure, findings, title};
pub use line::{Line, shorten, wrap};
pub use summary::{batch, counts, file, page, refusal};
pub use tree::{office, tree};
