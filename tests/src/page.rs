//! The page of a check, read as a test: its wrong and its right example, and the findings it promises.
//!
//! An example is one or more tables (see [`sheet`](crate::sheet)), each a sheet of one workbook, named by a line above it
//! (`Lembar REKAP:`, `Lembar LAMA (tersembunyi):`; `LAMPIRAN 1` where nothing is said); or two workbooks, under the lines
//! `Laporan bulan lalu:` and `Laporan bulan ini:`; or a workbook and, under `Tabel realisasi:`, a table to enter; or the files of a folder, each a table or a block of code marked
//! `berkas` under a line that names it (``Berkas `Lampiran.xlsx`:``).
//!
//! A finding is a line such as ``- salah: `persen-tidak-cocok` di F3: tertulis 10,98, seharusnya 10,89``. A fact that is
//! not named there must not be in the diagnostic either.

use lampiran_core::{Decimal, Diagnostic, Laporan};
use lampiran_reader::grid::{FileFormat, Sheet, Workbook};

use crate::sheet::{number, sheet};
use crate::workbook::xlsx;

/// What a page holds for a test.
pub struct Page {
    /// The example that must draw [`findings`](Self::findings).
    pub wrong: Example,
    /// What it must draw, and nothing else.
    pub findings: Vec<Finding>,
    /// The example that must draw nothing.
    pub right: Example,
}

/// An example.
pub enum Example {
    /// A workbook.
    Workbook(Workbook),
    /// The same office's workbook of last month, and of this.
    Pair(Workbook, Workbook),
    /// A workbook, and a table of realisasi to be entered.
    Masukan(Workbook, Workbook),
    /// Files of one folder: their names and bytes.
    Folder(Vec<(String, Vec<u8>)>),
}

/// A finding as a page promises it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `salah` or `perlu-dilihat`.
    pub grade: String,
    /// Its name.
    pub name: String,
    /// The cell it points at.
    pub cell: Option<String>,
    /// The sheet, where it concerns one: the first one for any cell that does not say.
    pub sheet: Option<String>,
    /// What is written, figures as decimal text with a point.
    pub found: Option<String>,
    /// What should be written, likewise.
    pub expected: Option<String>,
}

impl Finding {
    /// What a diagnostic of a report says, in the terms of a page.
    pub fn of(diagnostic: &Diagnostic, laporan: &Laporan) -> Self {
        Self {
            grade: diagnostic.grade.word().to_owned(),
            name: diagnostic.name.to_owned(),
            cell: diagnostic.cell.map(|cell| cell.to_string()),
            sheet: diagnostic.sheet.map(|sheet| laporan.nama_lembar(sheet).to_owned()),
            found: diagnostic.found.as_deref().map(normal),
            expected: diagnostic.expected.as_deref().map(normal),
        }
    }
}

/// A figure without trailing zeros, so that `10.5` and `10.50` are one; text as it is.
pub fn normal(fact: &str) -> String {
    fact.parse::<Decimal>().map_or_else(|_| fact.to_owned(), |number| number.normalize().to_string())
}

/// Reads a page; an error says what is missing.
pub fn parse(text: &str) -> Result<Page, String> {
    let wrong = section(text, "## Contoh yang salah")?;
    let (example, findings) = wrong.split_once("\nTemuan:\n").ok_or("no line “Temuan:” under the wrong example")?;
    let wrong = parse_example(example)?;
    let sheets = match &wrong {
        Example::Workbook(workbook) | Example::Pair(_, workbook) | Example::Masukan(_, workbook) => {
            workbook.sheets.as_slice()
        }
        Example::Folder(_) => &[],
    };
    let findings = findings.lines().filter(|line| !line.trim().is_empty());
    let findings: Vec<Finding> = findings
        .map(|line| finding(line, sheets).ok_or_else(|| format!("not a finding: {line}")))
        .collect::<Result<_, _>>()?;
    Ok(Page { wrong, findings, right: parse_example(section(text, "## Contoh yang benar")?)? })
}

/// The text under a heading.
fn section<'a>(text: &'a str, heading: &str) -> Result<&'a str, String> {
    let (_, rest) = text.split_once(&format!("\n{heading}\n")).ok_or_else(|| format!("no heading “{heading}”"))?;
    Ok(rest.split_once("\n## ").map_or(rest, |(section, _)| section))
}

/// What an example was found to hold, one after another.
enum Part {
    Workbook(Workbook),
    Bytes(Vec<u8>),
}

fn parse_example(text: &str) -> Result<Example, String> {
    let mut parts: Vec<(Option<String>, Part)> = Vec::new();
    let (mut caption, mut lines) = ("", text.lines().peekable());
    while let Some(line) = lines.next() {
        let file = caption.strip_prefix("Berkas `").and_then(|name| name.strip_suffix("`:")).map(str::to_owned);
        if line == "```berkas" {
            let bytes: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            parts.push((file, Part::Bytes(bytes.join("\n").into_bytes())));
        } else if line.starts_with('|') {
            let mut table = vec![line];
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                table.push(line);
            }
            let (name, hidden) = sheet_name(caption);
            let sheet = sheet(name, hidden, &table)?;
            match parts.last_mut() {
                Some((None, Part::Workbook(workbook))) if !caption.starts_with("Laporan bulan") && caption != TABLE => {
                    workbook.sheets.push(sheet);
                }
                _ => parts.push((file, Part::Workbook(Workbook { format: FileFormat::Xlsx, sheets: vec![sheet] }))),
            }
        } else if !line.trim().is_empty() {
            caption = line.trim();
        }
    }
    example(parts, text.lines().any(|line| line == TABLE))
}

/// The line above a table of realisasi.
const TABLE: &str = "Tabel realisasi:";

fn example(parts: Vec<(Option<String>, Part)>, has_table: bool) -> Result<Example, String> {
    if parts.iter().all(|(file, _)| file.is_some()) && !parts.is_empty() {
        let files = parts.into_iter().map(|(file, part)| match part {
            Part::Bytes(bytes) => Ok((file.unwrap_or_default(), bytes)),
            Part::Workbook(workbook) => {
                Ok((file.unwrap_or_default(), xlsx(&workbook).map_err(|error| error.to_string())?))
            }
        });
        return Ok(Example::Folder(files.collect::<Result<_, String>>()?));
    }
    let mut workbooks = parts.into_iter().filter_map(|(_, part)| match part {
        Part::Workbook(workbook) => Some(workbook),
        Part::Bytes(_) => None,
    });
    match (workbooks.next(), workbooks.next()) {
        (Some(report), Some(table)) if has_table => Ok(Example::Masukan(report, table)),
        (Some(old), Some(new)) => Ok(Example::Pair(old, new)),
        (Some(workbook), None) => Ok(Example::Workbook(workbook)),
        (None, _) => Err("an example without a table".to_owned()),
    }
}

/// The sheet's name and whether it is hidden, from the line above its table.
fn sheet_name(caption: &str) -> (&str, bool) {
    let Some(name) = caption.strip_prefix("Lembar ").and_then(|name| name.strip_suffix(':')) else {
        return ("LAMPIRAN 1", false);
    };
    name.strip_suffix(" (tersembunyi)").map_or((name, false), |name| (name, true))
}

/// ``- salah: `name` di F3, lembar REKAP: tertulis 10,98, seharusnya 10,89``: all after the name may be missing.
fn finding(line: &str, sheets: &[Sheet]) -> Option<Finding> {
    let (grade, rest) = line.strip_prefix("- ")?.split_once(": `")?;
    let (name, rest) = rest.split_once('`')?;
    let (place, facts) = rest.split_once(": ").unwrap_or((rest, ""));
    let (cell, sheet) = place.split_once(", lembar ").unwrap_or((place, ""));
    let cell = cell.strip_prefix(" di ").map(str::to_owned);
    let sheet = match sheet {
        "" => cell.as_ref().and_then(|_| sheets.first()).map(|first| first.name.clone()),
        named => Some(named.to_owned()),
    };
    let (found, expected) = match facts.split_once("seharusnya ") {
        Some((found, expected)) => (found.trim_end_matches(", "), Some(expected)),
        None => (facts, None),
    };
    Some(Finding {
        grade: grade.replace(' ', "-"),
        name: name.to_owned(),
        cell,
        sheet,
        found: found.strip_prefix("tertulis ").map(fact),
        expected: expected.map(fact),
    })
}

/// A figure as the form prints it, or a text in quotes.
fn fact(text: &str) -> String {
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match number(text) {
        Some(number) => number.normalize().to_string(),
        None => normal(quoted.unwrap_or(text)),
    }
}
