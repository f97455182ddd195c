//! Random reports in random looks: whatever the style, reading must give back the report.

#![allow(missing_docs, reason = "the names are the choices")]
#![allow(clippy::struct_excessive_bools, reason = "choices that do not depend on each other")]
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::indexing_slicing,
    reason = "what is drawn here is for tests, which fail loudly"
)]

pub mod compare;
pub mod dice;
pub mod flaws;
pub mod report;
pub mod styles;
