//! Helpers shared by the tests of the whole project.

pub mod page;
pub mod sheet;
