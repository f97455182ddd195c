//! The print room: writes filled workbooks, anew or in place. It never sees how a workbook was read.
//!
//! A report becomes plain-data sheets (`sheet`, `sheets`, `style`); `excel` turns those into a workbook built anew,
//! `inplace` puts figures and sheets into the workbook the office sent.

mod anew;
mod excel;
mod formulas;
mod ikhtisar;
mod inplace;
mod isian;
mod measure;
mod places;
mod sheet;
mod sheets;
mod style;

pub use anew::{Options, WriteError, anew};
pub use ikhtisar::{Kabar, ikhtisar};
pub use inplace::{Change, Filling, is_signed, template};
