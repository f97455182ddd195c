//! Random reports in random looks: whatever the style, reading must give back the report.

#![allow(missing_docs, reason = "the names are the choices")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is drawn here is for tests, which fail loudly")]

pub mod compare;
pub mod dice;
pub mod report;
pub mod styles;
