//! Helpers shared by the tests of the whole project.

pub mod figures;
pub mod house;
pub mod mutate;
pub mod page;
pub mod sheet;

pub mod referee;
