//! The front door: opens the workbooks that staff really have, and reads the lampiran in them.
//!
//! bytes → [`grid::Workbook`] → recognised tables → [`Laporan`]. Only opening may refuse a file ([`Refusal`]); after
//! that every stage returns its value *and* the diagnostics of what it noticed.

pub mod grid;

pub use grid::Refusal;
