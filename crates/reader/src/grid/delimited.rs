//! Text with separators (CSV): only a table of realisasi may come in it. Every value is text, as typed.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use lampiran_core::CellRef;

use super::assemble::{MAX_COLS, MAX_ROWS};
use super::guard::{Budget, MAX_TEXT, file_size};
use super::text::{Texts, unreadable};
use super::{Cell, Content, FileFormat, Format, Refusal, Sheet, Workbook};

/// Marks between values, the likeliest first: Excel writes semicolons where the comma stands before decimals.
const SEPARATORS: [char; 4] = [';', ',', '\t', '|'];
/// The one sheet.
const NAME: &str = "CSV";

/// Opens the text as a workbook of one sheet. Its first line tells the separator (or `sep=;`, as Excel has it).
pub(super) fn open(bytes: &[u8]) -> Result<Workbook, Refusal> {
    file_size(bytes)?;
    let text = decode(bytes);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let named = first.strip_prefix("sep=").and_then(|rest| rest.chars().next()).filter(char::is_ascii);
    let body = if named.is_some() { text.split_once('\n').map_or("", |(_, body)| body) } else { &text };
    let separator = named.unwrap_or_else(|| separator(first));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .from_reader(body.as_bytes());
    let (mut texts, mut budget) = (Texts::default(), Budget::new());
    let mut sheet = Sheet::named(NAME);
    // A quoted line break is no new row, and the lines between rows count: they are rows of the sheet.
    let mut broken = 0;
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let row = record.position().map_or(0, |position| line(body, position)).saturating_sub(broken);
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        for (col, value) in (0..=u16::MAX).zip(&record) {
            broken += u64::try_from(value.matches('\n').count()).unwrap_or_default();
            if value.is_empty() {
                continue;
            }
            if row >= MAX_ROWS || col >= MAX_COLS {
                return Err(Refusal::too_large((
                    "Berkas ini memuat lebih banyak baris atau kolom daripada lembar Excel.",
                    "This file has more rows or columns than a sheet of Excel.",
                )));
            }
            budget.take(size_of::<Cell>())?;
            let content = if value.len() > MAX_TEXT {
                unreadable(value)
            } else {
                Content::Text(texts.shared(value, &mut budget)?)
            };
            sheet.cells.push(Cell::new(CellRef::new(row, col), content, Format::default()));
        }
    }
    Ok(Workbook { format: FileFormat::Delimited, sheets: vec![sheet.tidied()] })
}

/// The line that a record stands on, from zero; blank ones before it are not part of it.
fn line(body: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).ok().and_then(|start| body.get(start..)).unwrap_or_default();
    let blank = start.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| *byte == b'\n').count();
    (position.line() + blank as u64).saturating_sub(1)
}

/// The text: by its byte order mark, else UTF-8 where it is that, else as Windows writes Indonesian.
fn decode(bytes: &[u8]) -> String {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(bytes).0.into_owned()
}

/// The mark that stands most often in a line, outside of quotes.
fn separator(line: &str) -> char {
    let outside: String = line.split('"').step_by(2).collect();
    let count = |mark: char| outside.matches(mark).count();
    // Of equal counts the first in the list wins.
    SEPARATORS.into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<String> {
        let book = open(bytes).unwrap();
        book.sheets[0].cells.iter().map(|cell| format!("{} {}", cell.at(), cell.text().unwrap())).collect()
    }

    #[test]
    fn separators_and_encodings_are_told_by_content() {
        let right = ["A1 Bulan", "B1 Realisasi", "A2 Mei", "B2 1,5"];
        for text in [
            "Bulan;Realisasi\nMei;1,5\n",
            "sep=;\r\nBulan;Realisasi\r\nMei;1,5",
            "Bulan\tRealisasi\nMei\t1,5",
            "Bulan,Realisasi\nMei,\"1,5\"",
        ] {
            assert_eq!(cells(text.as_bytes()), right, "{text}");
            let with_mark: Vec<u8> = b"\xef\xbb\xbf".iter().copied().chain(text.bytes()).collect();
            assert_eq!(cells(&with_mark), right);
            let wide: Vec<u8> =
                "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            assert_eq!(cells(&wide), right);
        }
        assert_eq!(cells(b"Ket;x\nCaf\xe9;1")[2], "A2 Café");
    }

    #[test]
    fn rows_are_those_that_excel_shows() {
        assert_eq!(cells(b"a;b\n\n\"x\ny\";1\nz;2\n"), ["A1 a", "B1 b", "A3 x\ny", "B3 1", "A4 z", "B4 2"]);
    }
}
