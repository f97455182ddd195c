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

use crate::columns::{Column, PRECISION, SCALE};
use crate::sink::at;
use crate::{Kind, Row, Sink, SinkError, Table, Value};

/// Rows of all files together that are gathered before they become batches.
const BATCH: usize = 4_096;
/// Bytes of all files together that wait to become row groups: whatever the number of rows, memory stays flat.
const WAITING: usize = 8 << 20;
/// Rows of a row group, as engines that scan them side by side like them.
const ROW_GROUP: usize = 131_072;
/// What Hive, Spark and DuckDB call the folder of rows that have no value there.
const NO_VALUE: &str = "__HIVE_DEFAULT_PARTITION__";
/// The file of a Hive folder.
const PART: &str = "part-0.parquet";

/// How the files are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partition {
    /// `anggaran.parquet`: one file for each table.
    None,
    /// `anggaran/tahun=2024/bulan=02/part-0.parquet`, by the year and the last month of the report. As Hive has it, the
    /// two columns stand in the folders alone.
    TahunBulan,
}

/// Writes the tables as Parquet into a folder.
pub struct ParquetFiles {
    folder: PathBuf,
    partition: Partition,
    parts: BTreeMap<(Table, PathBuf), Part>,
    gathered: usize,
}

struct Part {
    writer: ArrowWriter<File>,
    columns: Vec<(usize, Column)>,
    rows: Vec<Vec<Value>>,
}

impl ParquetFiles {
    /// Starts the files of a run.
    pub fn create(folder: &Path, partition: Partition) -> Result<Self, SinkError> {
        let mut files = Self { folder: folder.to_path_buf(), partition, parts: BTreeMap::new(), gathered: 0 };
        if partition == Partition::None {
            for table in Table::ALL {
                files.part(table, format!("{}.parquet", table.name()).into())?;
            }
        }
        Ok(files)
    }

    /// Files below `folder` that a run in either layout leaves, those that are there.
    pub fn left_in(folder: &Path) -> Vec<PathBuf> {
        let below = |folder: &Path| {
            let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
            entries.map(|entry| entry.path()).collect::<Vec<_>>()
        };
        let hive = |path: &PathBuf, column: &str| {
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(&format!("{column}=")))
        };
        let [year, month] = Table::PARTITION;
        let mut found = Vec::new();
        for table in Table::ALL {
            found.push(folder.join(format!("{}.parquet", table.name())));
            let years = below(&folder.join(table.name())).into_iter().filter(|path| hive(path, year));
            let months = years.flat_map(|path| below(&path)).filter(|path| hive(path, month));
            found.extend(months.map(|path| path.join(PART)));
        }
        found.retain(|path| path.is_file());
        found
    }

    fn part(&mut self, table: Table, path: PathBuf) -> Result<&mut Part, SinkError> {
        match self.parts.entry((table, path)) {
            std::collections::btree_map::Entry::Occupied(part) => Ok(part.into_mut()),
            std::collections::btree_map::Entry::Vacant(place) => {
                let path = self.folder.join(&place.key().1);
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(at(folder))?;
                }
                let file = File::create(&path).map_err(at(&path))?;
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(ZstdLevel::default()))
                    .set_max_row_group_row_count(Some(ROW_GROUP))
                    .build();
                let columns = columns(table, self.partition);
                let writer = ArrowWriter::try_new(file, schema(&columns), Some(properties))?;
                Ok(place.insert(Part { writer, columns, rows: Vec::new() }))
            }
        }
    }

    /// The file of a workbook's rows.
    fn path(&self, table: Table, berkas: Option<&Row>) -> PathBuf {
        if self.partition == Partition::None {
            return format!("{}.parquet", table.name()).into();
        }
        let value = |name: &str| {
            let at = Table::Berkas.columns().iter().position(|column| column.name == name);
            match at.and_then(|at| berkas?.values.get(at)) {
                Some(Value::Integer(number)) => format!("{number:02}"),
                _ => NO_VALUE.to_owned(),
            }
        };
        let folders = Table::PARTITION.map(|name| format!("{name}={}", value(name)));
        Path::new(table.name()).join(folders.join("/")).join(PART)
    }

    /// Hands gathered rows on, and the largest files' bytes to the disk while too many wait.
    fn relieve(&mut self) -> Result<(), SinkError> {
        for part in self.parts.values_mut() {
            part.hand_on()?;
        }
        self.gathered = 0;
        let mut waiting: usize = self.parts.values().map(|part| part.writer.memory_size()).sum();
        while waiting > WAITING {
            let Some(largest) = self.parts.values_mut().max_by_key(|part| part.writer.memory_size()) else { break };
            let before = largest.writer.memory_size();
            largest.writer.flush()?;
            let freed = before.saturating_sub(largest.writer.memory_size());
            if freed == 0 {
                break;
            }
            waiting = waiting.saturating_sub(freed);
        }
        Ok(())
    }
}

impl Sink for ParquetFiles {
    fn write(&mut self, rows: &[Row]) -> Result<(), SinkError> {
        let berkas = rows.iter().find(|row| row.table == Table::Berkas);
        for table in Table::ALL {
            let own = rows.iter().filter(|row| row.table == table).map(|row| row.values.clone());
            let own: Vec<_> = own.collect();
            if own.is_empty() {
                continue;
            }
            self.gathered += own.len();
            let path = self.path(table, berkas);
            self.part(table, path)?.rows.extend(own);
        }
        if self.gathered >= BATCH { self.relieve() } else { Ok(()) }
    }

    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, SinkError> {
        let mut written = Vec::new();
        for ((_, path), mut part) in self.parts {
            part.hand_on()?;
            part.writer.finish()?;
            part.writer.inner().sync_all().map_err(at(self.folder.join(&path)))?;
            written.push(path);
        }
        Ok(written)
    }
}

impl Part {
    /// Hands the gathered rows to the writer.
    fn hand_on(&mut self) -> Result<(), SinkError> {
        if !self.rows.is_empty() {
            self.writer.write(&batch(&self.columns, &self.rows)?)?;
            self.rows.clear();
        }
        Ok(())
    }
}

/// The columns of a file, each with its place in a row.
fn columns(table: Table, partition: Partition) -> Vec<(usize, Column)> {
    let in_folders = |column: &Column| partition == Partition::TahunBulan && Table::PARTITION.contains(&column.name);
    table.columns().iter().copied().enumerate().filter(|(_, column)| !in_folders(column)).collect()
}

fn schema(columns: &[(usize, Column)]) -> SchemaRef {
    let fields = columns.iter().map(|(_, column)| {
        let kind = match column.kind {
            Kind::Text => DataType::Utf8,
            Kind::Integer => DataType::Int32,
            Kind::Decimal => DataType::Decimal128(PRECISION, scale()),
        };
        Field::new(column.name, kind, true)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

fn batch(columns: &[(usize, Column)], rows: &[Vec<Value>]) -> Result<RecordBatch, SinkError> {
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (at, column) in columns {
        let values = rows.iter().map(|row| row.get(*at).unwrap_or(&Value::Null));
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
                        Value::Decimal(number) => unscaled(*number),
                        _ => None,
                    });
                }
                Arc::new(builder.finish())
            }
        });
    }
    Ok(RecordBatch::try_new(schema(columns), arrays)?)
}

fn scale() -> i8 {
    i8::try_from(SCALE).unwrap_or(i8::MAX)
}

/// The whole number that stands for a decimal at the table's scale.
fn unscaled(number: Decimal) -> Option<i128> {
    let number = number.normalize();
    let missing = SCALE.checked_sub(number.scale())?;
    number.mantissa().checked_mul(10_i128.checked_pow(missing)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_scaled_exactly() {
        let of = |text: &str| unscaled(text.parse().unwrap());
        assert_eq!(of("922808238"), Some(9_228_082_380_000_000_000));
        assert_eq!(of("-4.90"), Some(-49_000_000_000));
    }
}
