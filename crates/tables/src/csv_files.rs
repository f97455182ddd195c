//! The tables as CSV files, one for each table, in UTF-8.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::sink::{at, beside, persist};
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
    folder: PathBuf,
    style: CsvStyle,
    files: Vec<(Table, csv::Writer<BufWriter<File>>, NamedTempFile)>,
}

impl CsvFiles {
    /// Starts the files, with their headings.
    pub fn create(folder: &Path, style: CsvStyle) -> Result<Self, SinkError> {
        let mut files = Vec::new();
        for table in Table::ALL {
            let temporary = beside(folder)?;
            let mut out = BufWriter::new(temporary.reopen().map_err(at(temporary.path()))?);
            if style == CsvStyle::ExcelId {
                out.write_all(b"\xEF\xBB\xBF").map_err(at(temporary.path()))?;
            }
            let delimiter = match style {
                CsvStyle::Plain => b',',
                CsvStyle::ExcelId => b';',
            };
            let mut writer =
                csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(out);
            writer.write_record(table.columns().iter().map(|column| column.name))?;
            files.push((table, writer, temporary));
        }
        Ok(Self { folder: folder.to_path_buf(), style, files })
    }
}

impl Sink for CsvFiles {
    fn write(&mut self, rows: &[Row]) -> Result<(), SinkError> {
        for row in rows {
            if let Some((_, writer, _)) = self.files.iter_mut().find(|(table, ..)| *table == row.table) {
                writer.write_record(row.values.iter().map(|value| field(value, self.style).into_owned()))?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<PathBuf>, SinkError> {
        let mut written = Vec::new();
        for (table, mut writer, temporary) in self.files {
            writer.flush().map_err(at(temporary.path()))?;
            written.push(persist(temporary, self.folder.join(format!("{}.csv", table.name())))?);
        }
        Ok(written)
    }
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

/// Text that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises; a lone dash is nil and
/// stays.
fn harmless(text: &str) -> Cow<'_, str> {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text != "-";
    if risky { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_looks_like_a_formula_is_made_harmless() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("-"), "-");
        assert_eq!(harmless("Laporan"), "Laporan");
    }

    #[test]
    fn decimals_follow_the_style() {
        let number = Value::Decimal("10.890".parse().unwrap());
        assert_eq!(field(&number, CsvStyle::Plain), "10.89");
        assert_eq!(field(&number, CsvStyle::ExcelId), "10,89");
    }
}
