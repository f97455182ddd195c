//! Helpers shared by the tests of the whole project.

pub mod bab_ii;
pub mod data;
pub mod faults;
pub mod figures;
pub mod filled;
pub mod generator;
pub mod house;
pub mod kills;
pub mod mutate;
pub mod number_texts;
pub mod package;
pub mod page;
pub mod referee;
pub mod sheet;
pub mod spelling;
pub mod untouched;
pub mod workbook;
