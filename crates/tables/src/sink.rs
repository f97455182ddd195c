//! What every way of writing the tables has in common.

use std::path::PathBuf;

use crate::Row;

/// Takes rows as they come, in order, and writes whole files into a folder that is its own until they are done: putting
/// them in the place of those of an earlier run is left to the caller.
pub trait Sink: Send {
    /// Takes the rows of one workbook.
    fn write(&mut self, rows: &[Row]) -> Result<(), SinkError>;

    /// Completes the files, which are on the disk then; gives their paths below the folder.
    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, SinkError>;
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SinkError {
    /// The disk refused.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The CSV writer refused.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The Parquet writer refused.
    #[error(transparent)]
    Parquet(#[from] parquet::errors::ParquetError),
    /// The columns do not fit the schema.
    #[error(transparent)]
    Arrow(#[from] arrow_schema::ArrowError),
    /// SQLite refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// Attaches the file's name to an error of the system.
pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> SinkError {
    let path = path.into();
    move |source| SinkError::Io { path, source }
}
