//! The tables as one SQLite database with keys and indexes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ToSql};

use crate::sink::at;
use crate::{Kind, Row, Sink, SinkError, Table, Value};

/// What the database is called.
const NAME: &str = "lampiran.sqlite";

/// Writes `lampiran.sqlite` into a folder.
pub struct SqliteFile {
    path: PathBuf,
    connection: Connection,
}

impl SqliteFile {
    /// Starts the database.
    pub fn create(folder: &Path) -> Result<Self, SinkError> {
        let path = folder.join(NAME);
        let connection = Connection::open(&path)?;
        // Nobody sees the file until it is whole, so a journal on disk would only cost time.
        connection
            .execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;")?;
        for table in Table::ALL {
            connection.execute_batch(&create(table))?;
        }
        connection.execute_batch("BEGIN")?;
        Ok(Self { path, connection })
    }
}

impl Sink for SqliteFile {
    fn write(&mut self, rows: &[Row]) -> Result<(), SinkError> {
        for table in Table::ALL {
            let mut statement = self.connection.prepare_cached(&insert(table))?;
            for row in rows.iter().filter(|row| row.table == table) {
                statement.execute(rusqlite::params_from_iter(&row.values))?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, SinkError> {
        self.connection.execute_batch(INDEXES)?;
        self.connection.execute_batch("COMMIT")?;
        self.connection.close().map_err(|(_, error)| error)?;
        let written = std::fs::OpenOptions::new().write(true).open(&self.path);
        written.and_then(|file| file.sync_all()).map_err(at(&self.path))?;
        Ok(vec![NAME.into()])
    }
}

const INDEXES: &str = "
    CREATE INDEX anggaran_waktu ON anggaran (tahun, bulan, eselon, bulan_ke);
    CREATE INDEX anggaran_nama ON anggaran (nama);
    CREATE INDEX kinerja_waktu ON kinerja (tahun, bulan, eselon, bulan_ke);
    CREATE INDEX berkas_waktu ON berkas (tahun, bulan);
    CREATE INDEX catatan_nama ON catatan (nama);
    CREATE INDEX berkas_sidik ON berkas (sha256);
";

/// Decimal columns are NUMERIC: whole numbers, as money is, stay integers; broken ones keep the fifteen digits a
/// workbook has, and what has more stays text.
fn create(table: Table) -> String {
    let mut sql = format!("CREATE TABLE {} (", table.name());
    for column in table.columns() {
        let kind = match column.kind {
            Kind::Text => " TEXT",
            Kind::Integer => " INTEGER",
            Kind::Decimal => " NUMERIC",
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
