//! The tables as Parquet: one file for each table, or Hive folders that engines prune on.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::{Decimal128Builder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use lampiran_core::Decimal;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use tempfile::NamedTempFile;

use crate::columns::SCALE;
use crate::sink::{at, beside, persist};
use crate::{Kind, Row, Sink, SinkError, Table, Value};

/// Rows that are gathered before they become a batch: large enough for good compression, small enough to stay flat.
const BATCH: usize = 16_384;
const PRECISION: u8 = 38;

/// How the files are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partition {
    /// `anggaran.parquet`: one file for each table.
    None,
    /// `anggaran/tahun=2024/bulan=02/part-0.parquet`, by the year and the last month of the report.
    TahunBulan,
}

/// Writes the tables as Parquet into a folder.
pub struct ParquetFiles {
    folder: PathBuf,
    partition: Partition,
    parts: BTreeMap<(Table, String), Part>,
}

struct Part {
    writer: ArrowWriter<File>,
    temporary: NamedTempFile,
    waiting: Vec<Vec<Value>>,
}

impl ParquetFiles {
    /// Starts the files of a run.
    pub fn create(folder: &Path, partition: Partition) -> Result<Self, SinkError> {
        let mut files = Self { folder: folder.to_path_buf(), partition, parts: BTreeMap::new() };
        if partition == Partition::None {
            for table in Table::ALL {
                files.part(table, String::new())?;
            }
        }
        Ok(files)
    }

    fn part(&mut self, table: Table, folder: String) -> Result<&mut Part, SinkError> {
        match self.parts.entry((table, folder)) {
            std::collections::btree_map::Entry::Occupied(part) => Ok(part.into_mut()),
            std::collections::btree_map::Entry::Vacant(place) => {
                let temporary = beside(&self.folder)?;
                let file = temporary.reopen().map_err(at(temporary.path()))?;
                let properties =
                    WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
                let writer = ArrowWriter::try_new(file, schema(table), Some(properties))?;
                Ok(place.insert(Part { writer, temporary, waiting: Vec::new() }))
            }
        }
    }

    /// The folder of a workbook's rows below the table's own: its year and month, `0` where it names none.
    fn hive(&self, berkas: Option<&Row>) -> String {
        if self.partition == Partition::None {
            return String::new();
        }
        let number = |name: &str| {
            let at = Table::Berkas.columns().iter().position(|column| column.name == name);
            match at.and_then(|at| berkas?.values.get(at)) {
                Some(Value::Integer(number)) => *number,
                _ => 0,
            }
        };
        format!("tahun={}/bulan={:02}", number("tahun"), number("bulan_akhir"))
    }
}

impl Sink for ParquetFiles {
    fn write(&mut self, rows: &[Row]) -> Result<(), SinkError> {
        let folder = self.hive(rows.iter().find(|row| row.table == Table::Berkas));
        for row in rows {
            let part = self.part(row.table, folder.clone())?;
            part.waiting.push(row.values.clone());
            if part.waiting.len() >= BATCH {
                part.flush(row.table)?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, SinkError> {
        let mut written = Vec::new();
        for ((table, folder), mut part) in self.parts {
            part.flush(table)?;
            part.writer.close()?;
            let to = match self.partition {
                Partition::None => self.folder.join(format!("{}.parquet", table.name())),
                Partition::TahunBulan => {
                    let folder = self.folder.join(table.name()).join(folder);
                    std::fs::create_dir_all(&folder).map_err(at(&folder))?;
                    folder.join("part-0.parquet")
                }
            };
            written.push(persist(part.temporary, to)?);
        }
        Ok(written)
    }
}

impl Part {
    fn flush(&mut self, table: Table) -> Result<(), SinkError> {
        if !self.waiting.is_empty() {
            self.writer.write(&batch(table, &self.waiting)?)?;
            self.waiting.clear();
        }
        Ok(())
    }
}

fn schema(table: Table) -> SchemaRef {
    let fields = table.columns().iter().map(|column| {
        let kind = match column.kind {
            Kind::Text => DataType::Utf8,
            Kind::Integer => DataType::Int32,
            Kind::Decimal => DataType::Decimal128(PRECISION, scale()),
        };
        Field::new(column.name, kind, true)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

fn batch(table: Table, rows: &[Vec<Value>]) -> Result<RecordBatch, SinkError> {
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (at, column) in table.columns().iter().enumerate() {
        let values = rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null));
        arrays.push(match column.kind {
            Kind::Text => {
                let mut builder = StringBuilder::new();
                for value in values {
                    builder.append_option(if let Value::Text(text) = value { Some(text) } else { None });
                }
                Arc::new(builder.finish())
            }
            Kind::Integer => {
                let mut builder = Int32Builder::new();
                for value in values {
                    builder.append_option(match value {
                        Value::Integer(number) => i32::try_from(*number).ok(),
                        _ => None,
                    });
                }
                Arc::new(builder.finish())
            }
            Kind::Decimal => {
                let mut builder = Decimal128Builder::new().with_precision_and_scale(PRECISION, scale())?;
                for value in values {
                    builder.append_option(match value {
                        Value::Decimal(number) => Some(unscaled(*number, column.name)?),
                        _ => None,
                    });
                }
                Arc::new(builder.finish())
            }
        });
    }
    Ok(RecordBatch::try_new(schema(table), arrays)?)
}

fn scale() -> i8 {
    i8::try_from(SCALE).unwrap_or(i8::MAX)
}

/// The whole number that stands for a decimal at the table's scale.
fn unscaled(number: Decimal, column: &'static str) -> Result<i128, SinkError> {
    let number = number.normalize();
    let missing = SCALE.checked_sub(number.scale());
    missing
        .and_then(|digits| number.mantissa().checked_mul(10_i128.checked_pow(digits)?))
        .ok_or_else(|| SinkError::TooPrecise { column, figure: number.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_scaled_exactly_or_refused() {
        let of = |text: &str| unscaled(text.parse().unwrap(), "target").ok();
        assert_eq!(of("922808238"), Some(9_228_082_380_000_000_000));
        assert_eq!(of("-4.90"), Some(-49_000_000_000));
        assert_eq!(of("0.00000000001"), None);
    }
}
