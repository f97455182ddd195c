//! Reports as tidy tables for a province's data: a row per block and month, figures as exact decimals with a status
//! beside each, and where it came from.
//!
//! [`columns`] says once what the tables hold; [`rows`] takes them from a report; a [`Sink`] writes them as CSV,
//! Parquet or SQLite. It is a crate of its own so that Arrow and SQLite stay out of the others.

pub mod columns;
mod csv_files;
mod package;
mod parquet_files;
pub mod rows;
mod sink;
mod sqlite_file;

pub use columns::{Column, Kind, Table};
pub use csv_files::{CsvFiles, CsvStyle};
pub use package::data_package;
pub use parquet_files::{ParquetFiles, Partition};
pub use rows::{Row, Source, Value};
pub use sink::{Sink, SinkError};
pub use sqlite_file::SqliteFile;
