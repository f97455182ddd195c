//! The tables as CSV files, one for each table, in UTF-8.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use lampiran_core::Decimal;

use crate::sink::at;
use crate::{Row, Sink, SinkError, Table, Value};

/// How the CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvStyle {
    /// Commas and decimal points (RFC 4180): for programs.
    Plain,
    /// Semicolons, decimal commas and a byte order mark: for Excel in Indonesian.
    ExcelId,
}

/// Writes `anggaran.csv` and the others into a folder.
pub struct CsvFiles {
    style: CsvStyle,
    files: Vec<CsvFile>,
}

struct CsvFile {
    table: Table,
    path: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
}

impl CsvFiles {
    /// Starts the files, with their headings.
    pub fn create(folder: &Path, style: CsvStyle) -> Result<Self, SinkError> {
        let mut files = Vec::new();
        for table in Table::ALL {
            let path = folder.join(name(table));
            let mut out = BufWriter::new(File::create(&path).map_err(at(&path))?);
            let delimiter = match style {
                CsvStyle::Plain => b',',
                CsvStyle::ExcelId => {
                    out.write_all(b"\xEF\xBB\xBF").map_err(at(&path))?;
                    b';'
                }
            };
            let mut writer =
                csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(out);
            writer.write_record(table.columns().iter().map(|column| column.name))?;
            files.push(CsvFile { table, path, writer });
        }
        Ok(Self { style, files })
    }
}

impl Sink for CsvFiles {
    fn write(&mut self, rows: &[Row]) -> Result<(), SinkError> {
        for row in rows {
            if let Some(file) = self.files.iter_mut().find(|file| file.table == row.table) {
                file.writer.write_record(row.values.iter().map(|value| field(value, self.style).into_owned()))?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, SinkError> {
        let mut written = Vec::new();
        for CsvFile { table, path, writer } in self.files {
            let out = writer.into_inner().map_err(|error| at(&path)(error.into_error()))?;
            let file = out.into_inner().map_err(|error| at(&path)(error.into_error()))?;
            file.sync_all().map_err(at(&path))?;
            written.push(name(table).into());
        }
        Ok(written)
    }
}

fn name(table: Table) -> String {
    format!("{}.csv", table.name())
}

fn field(value: &Value, style: CsvStyle) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Text(text) => harmless(text),
        Value::Integer(number) => Cow::Owned(number.to_string()),
        Value::Decimal(number) => {
            let plain = number.normalize().to_string();
            Cow::Owned(if style == CsvStyle::ExcelId { plain.replace('.', ",") } else { plain })
        }
    }
}

/// Text that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises; a lone dash, which is
/// nil, and numbers stay.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let is_plain = text == "-" || text.parse::<Decimal>().is_ok();
    if is_formula && !is_plain { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_looks_like_a_formula_is_made_harmless() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("+62 812"), "'+62 812");
        assert_eq!(harmless("-"), "-");
        assert_eq!(harmless("-500000.5"), "-500000.5");
        assert_eq!(harmless("Laporan"), "Laporan");
    }

    #[test]
    fn decimals_follow_the_style() {
        let number = Value::Decimal("10.890".parse().unwrap());
        assert_eq!(field(&number, CsvStyle::Plain), "10.89");
        assert_eq!(field(&number, CsvStyle::ExcelId), "10,89");
    }
}
