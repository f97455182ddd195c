//! What every way of writing the tables has in common.

use std::path::PathBuf;

use crate::Row;

/// Takes rows as they come, in order, and puts whole files in place at the end: until [`finish`](Self::finish) nothing
/// of an earlier run is touched.
pub trait Sink: Send {
    /// Takes the rows of one workbook.
    fn write(&mut self, rows: &[Row]) -> Result<(), SinkError>;

    /// Completes the files and moves them to their names; gives the files written.
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
    /// A figure has more digits than the table's decimals hold; it is never rounded in silence.
    #[error("{column}: {figure} has more digits than the table holds")]
    TooPrecise {
        /// The column.
        column: &'static str,
        /// The figure.
        figure: String,
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

/// Puts a finished temporary file in place: its bytes are on the disk before its name is.
pub(crate) fn persist(file: tempfile::NamedTempFile, to: PathBuf) -> Result<PathBuf, SinkError> {
    file.as_file().sync_all().map_err(at(&to))?;
    file.persist(&to).map_err(|error| SinkError::Io { path: to.clone(), source: error.error })?;
    Ok(to)
}

/// A temporary file beside its target.
pub(crate) fn beside(folder: &std::path::Path) -> Result<tempfile::NamedTempFile, SinkError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".lampiran-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the user's mask leaves of it.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder).map_err(at(folder))
}
