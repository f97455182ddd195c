//! The page of a check, read as a test: its wrong and its right example, and the findings it promises.
//!
//! An example is one or more tables (see [`sheet`](crate::sheet)), each a sheet of one workbook, named by a line above it
//! (`Lembar REKAP:`, `Lembar LAMA (tersembunyi):`; `LAMPIRAN 1` where nothing is said); or two workbooks, under the lines
//! `Laporan bulan lalu:` and `Laporan bulan ini:`; or the bytes of a file, in a block of code marked `berkas`.
//!
//! A finding is a line such as ``- salah: `persen-tidak-cocok` di F3: tertulis 10,98, seharusnya 10,89``. A fact that is
//! not named there must not be in the diagnostic either.

use lampiran_core::{Decimal, Diagnostic};
use lampiran_reader::grid::{FileFormat, Sheet, Workbook};

use crate::sheet::{number, sheet};

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
    /// A file as it lies on the disk.
    File(Vec<u8>),
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
    /// The sheet, as a position, where it names one; 0 for any cell that does not say.
    pub sheet: Option<u16>,
    /// What is written, figures as decimal text with a point.
    pub found: Option<String>,
    /// What should be written, likewise.
    pub expected: Option<String>,
}

impl Finding {
    /// What a diagnostic says, in the terms of a page.
    pub fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            grade: diagnostic.grade.word().to_owned(),
            name: diagnostic.name.to_owned(),
            cell: diagnostic.cell.map(|cell| cell.to_string()),
            sheet: diagnostic.sheet.map(|sheet| sheet.0),
            found: diagnostic.found.as_deref().map(normal),
            expected: diagnostic.expected.as_deref().map(normal),
        }
    }
}

/// A figure without trailing zeros, so that `10.5` and `10.50` are one; text as it is.
fn normal(fact: &str) -> String {
    fact.parse::<Decimal>().map_or_else(|_| fact.to_owned(), |number| number.normalize().to_string())
}

/// Reads a page; an error says what is missing.
pub fn parse(text: &str) -> Result<Page, String> {
    let wrong = section(text, "## Contoh yang salah")?;
    let (example, findings) = wrong.split_once("\nTemuan:\n").ok_or("no line “Temuan:” under the wrong example")?;
    let wrong = parse_example(example)?;
    let sheets = match &wrong {
        Example::Workbook(workbook) | Example::Pair(_, workbook) => workbook.sheets.as_slice(),
        Example::File(_) => &[],
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

fn parse_example(text: &str) -> Result<Example, String> {
    if let Some((_, rest)) = text.split_once("```berkas\n") {
        let (bytes, _) = rest.split_once("```").ok_or("a block of code that does not end")?;
        return Ok(Example::File(bytes.as_bytes().to_vec()));
    }
    let mut workbooks: Vec<Workbook> = Vec::new();
    let (mut caption, mut lines) = ("", text.lines().peekable());
    while let Some(line) = lines.next() {
        if line.starts_with('|') {
            let mut table = vec![line];
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                table.push(line);
            }
            let opens = workbooks.is_empty() || caption.starts_with("Laporan bulan");
            if opens {
                workbooks.push(Workbook { format: FileFormat::Xlsx, sheets: Vec::new() });
            }
            let (name, hidden) = sheet_name(caption);
            let workbook = workbooks.last_mut().ok_or("no workbook")?;
            workbook.sheets.push(sheet(name, hidden, &table)?);
        } else if !line.trim().is_empty() {
            caption = line.trim();
        }
    }
    let mut workbooks = workbooks.into_iter();
    match (workbooks.next(), workbooks.next()) {
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
    let sheet = match sheets.iter().position(|known| known.name == sheet) {
        Some(position) => Some(u16::try_from(position).ok()?),
        None if sheet.is_empty() => cell.as_ref().map(|_| 0),
        None => return None,
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
        None => quoted.unwrap_or(text).to_owned(),
    }
}
