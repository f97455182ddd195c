//! Lampiran in the layouts that staff use, each drawn as a small sheet.

mod beside;
mod cara;
mod draw;
mod figures;
mod forms;
mod layouts;
mod months;
mod rekap;
mod sections;
