//! The tables as one SQLite database with keys and indexes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ToSql};
use tempfile::NamedTempFile;

use crate::sink::{beside, persist};
use crate::{Kind, Row, Sink, SinkError, Table, Value};

/// Writes `lampiran.sqlite` into a folder.
pub struct SqliteFile {
    folder: PathBuf,
    connection: Connection,
    temporary: NamedTempFile,
}

impl SqliteFile {
    /// Starts the database.
    pub fn create(folder: &Path) -> Result<Self, SinkError> {
        let temporary = beside(folder)?;
        let connection = Connection::open(temporary.path())?;
        // The file is a temporary one until it is whole, so a journal on disk would only cost time.
        connection
            .execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;")?;
        for table in Table::ALL {
            connection.execute_batch(&create(table))?;
        }
        connection.execute_batch("BEGIN")?;
        Ok(Self { folder: folder.to_path_buf(), connection, temporary })
    }
}

impl Sink for SqliteFile {
    fn write(&mut self, rows: &[Row]) -> Result<(), SinkError> {
        for row in rows {
            let mut statement = self.connection.prepare_cached(&insert(row.table))?;
            statement.execute(rusqlite::params_from_iter(&row.values))?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, SinkError> {
        self.connection.execute_batch(INDEXES)?;
        self.connection.execute_batch("COMMIT")?;
        self.connection.close().map_err(|(_, error)| error)?;
        Ok(vec![persist(self.temporary, self.folder.join("lampiran.sqlite"))?])
    }
}

const INDEXES: &str = "
    CREATE INDEX anggaran_waktu ON anggaran (tahun, bulan, eselon);
    CREATE INDEX anggaran_nama ON anggaran (nama);
    CREATE INDEX kinerja_waktu ON kinerja (tahun, bulan, eselon);
    CREATE INDEX catatan_nama ON catatan (nama);
    CREATE INDEX berkas_sidik ON berkas (sha256);
";

/// Decimal columns carry no type: a whole number is kept as an integer, and a broken one as its exact text, where a
/// declared type would make a float of it.
fn create(table: Table) -> String {
    let mut sql = format!("CREATE TABLE {} (", table.name());
    for column in table.columns() {
        let kind = match column.kind {
            Kind::Text => " TEXT",
            Kind::Integer => " INTEGER",
            Kind::Decimal => "",
        };
        let _ = write!(sql, "{}{kind}, ", column.name);
    }
    let _ = write!(sql, "PRIMARY KEY ({})", table.key().join(", "));
    if table != Table::Berkas {
        sql.push_str(", FOREIGN KEY (berkas) REFERENCES berkas (berkas)");
    }
    sql.push_str(") WITHOUT ROWID");
    sql
}

fn insert(table: Table) -> String {
    let marks = vec!["?"; table.columns().len()].join(", ");
    format!("INSERT INTO {} VALUES ({marks})", table.name())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(rusqlite::types::Value::Null),
            Self::Text(text) => text.as_str().into(),
            Self::Integer(number) => (*number).into(),
            Self::Decimal(number) => {
                let number = number.normalize();
                i64::try_from(number)
                    .ok()
                    .filter(|_| number.scale() == 0)
                    .map_or_else(|| number.to_string().into(), Into::into)
            }
        })
    }
}
