//! Second opinions on workbooks that were written: LibreOffice recalculates every formula, two validators read the file
//! as Excel does, and what neither sees (overlapping merges, rows and cells out of order) is looked at here.
//!
//! `tests/referees.sh` installs them.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a referee that cannot speak fails the test"
)]

mod validators;

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use quick_xml::events::Event;

use crate::package::attribute;
pub use validators::validate;

/// How far a stored result may lie from the recalculated one, as a part of it: the last digits of a float.
const SAME: f64 = 1e-12;

/// The files as LibreOffice writes them in another format (`xlsx`, `xls`, `ods`, `pdf`), with every formula
/// calculated anew. A file is its name and its bytes.
///
/// # Panics
/// Where LibreOffice is missing or does not convert.
pub fn convert(files: &[(&str, &[u8])], to: &str) -> Vec<Vec<u8>> {
    let room = tempfile::tempdir().expect("a temporary folder");
    let user = room.path().join("profile/user");
    let (input, output) = (room.path().join("in"), room.path().join("out"));
    for folder in [&user, &input, &output] {
        std::fs::create_dir_all(folder).expect("a folder in it");
    }
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("referees/libreoffice-always-recalculate.xcu");
    std::fs::copy(settings, user.join("registrymodifications.xcu")).expect("LibreOffice's settings");
    for (name, bytes) in files {
        std::fs::write(input.join(name), bytes).expect("an input file");
    }
    let filter = match to {
        "xlsx" => "xlsx:Calc MS Excel 2007 XML",
        "xls" => "xls:MS Excel 97",
        other => other,
    };
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", room.path().join("profile").display()))
        .args(["--headless", "--norestore", "--convert-to", filter, "--outdir"])
        .arg(&output)
        .args(files.iter().map(|(name, _)| input.join(name)))
        .output()
        .expect("LibreOffice (tests/referees.sh installs it)");
    let made = files.iter().map(|(name, _)| {
        let path = output.join(Path::new(name).with_extension(to));
        std::fs::read(&path)
            .unwrap_or_else(|error| panic!("{name}: {error}; {}", String::from_utf8_lossy(&done.stderr)))
    });
    made.collect()
}

/// What recalculation says of a workbook.
#[derive(Debug, Default)]
pub struct Recalculation {
    /// How many formulas there are.
    pub formulas: usize,
    /// Those whose stored result is not what they come to: cell, formula, stored, recalculated.
    pub differing: Vec<String>,
}

/// Compares every formula's stored result with what LibreOffice makes of it.
///
/// # Panics
/// Where LibreOffice is missing, or a file is no .xlsx workbook.
pub fn recalculate(files: &[(&str, &[u8])]) -> Vec<Recalculation> {
    let anew = convert(files, "xlsx");
    files.iter().zip(anew).map(|((_, stored), anew)| compare(stored, &anew)).collect()
}

fn compare(stored: &[u8], anew: &[u8]) -> Recalculation {
    let open = |bytes: &[u8]| Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let (mut stored, mut anew) = (open(stored), open(anew));
    let mut result = Recalculation::default();
    for sheet in stored.sheet_names() {
        let formulas = stored.worksheet_formula(&sheet).expect("formulas");
        let values = stored.worksheet_range(&sheet).expect("values");
        let recalculated = anew.worksheet_range(&sheet).expect("recalculated values");
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, col, formula) in formulas.used_cells() {
            let at = (top + u32::try_from(row).expect("a row"), left + u32::try_from(col).expect("a column"));
            let (was, is) = (values.get_value(at), recalculated.get_value(at));
            result.formulas += 1;
            if !is_same(was, is) {
                result.differing.push(format!("{sheet} {at:?} ={formula}: stored {was:?}, comes to {is:?}"));
            }
        }
    }
    result
}

fn is_same(stored: Option<&Data>, recalculated: Option<&Data>) -> bool {
    let number = |data: Option<&Data>| match data {
        Some(Data::Int(number)) => Some(f64::from(i32::try_from(*number).ok()?)),
        Some(Data::Float(number)) => Some(*number),
        _ => None,
    };
    match (number(stored), number(recalculated)) {
        (Some(a), Some(b)) => (a - b).abs() <= SAME * a.abs().max(b.abs()),
        (None, None) => stored == recalculated,
        _ => false,
    }
}

/// The words on each page of the files as LibreOffice prints them, with every formula calculated anew.
///
/// # Panics
/// Where LibreOffice or pdftotext is missing, or a file is no workbook.
pub fn pages(files: &[(&str, &[u8])]) -> Vec<Vec<Vec<String>>> {
    let room = tempfile::tempdir().expect("a temporary folder");
    let file = room.path().join("halaman.pdf");
    let print = |pdf: Vec<u8>| {
        std::fs::write(&file, pdf).expect("the pages");
        let done = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output();
        let text = String::from_utf8(done.expect("pdftotext (tests/referees.sh installs it)").stdout).expect("text");
        text.split_terminator('\u{c}').map(|page| page.split_whitespace().map(str::to_owned).collect()).collect()
    };
    convert(files, "pdf").into_iter().map(print).collect()
}

/// What neither validator sees in the sheets of an .xlsx workbook: rows or cells out of order, merges that overlap or are
/// of one cell.
///
/// # Panics
/// Where the file is no .xlsx workbook.
pub fn disorder(bytes: &[u8]) -> Vec<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut faults = Vec::new();
    for i in 0..zip.len() {
        let mut part = zip.by_index(i).expect("a part");
        let name = part.name().expect("its name").into_owned();
        if name.starts_with("xl/worksheets/sheet") {
            let mut xml = String::new();
            part.read_to_string(&mut xml).expect("its text");
            faults.extend(disorder_of_sheet(&xml).into_iter().map(|fault| format!("{name}: {fault}")));
        }
    }
    faults
}

fn disorder_of_sheet(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut faults, mut merges, mut last_row, mut last_col) = (Vec::new(), Vec::new(), 0, 0);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "row" => {
                    // One that does not say where it is follows the one before it.
                    let row = attribute(&tag, "r").map_or(last_row + 1, |row| row.parse().expect("a row's number"));
                    if row <= last_row {
                        faults.push(format!("row {row} after row {last_row}"));
                    }
                    (last_row, last_col) = (row, 0);
                }
                "c" => {
                    let at = attribute(&tag, "r").map_or((last_row - 1, last_col), |name| cell(&name));
                    if at.0 + 1 != last_row || at.1 < last_col {
                        faults.push(format!("cell {at:?} in row {last_row} after column {last_col}"));
                    }
                    last_col = at.1 + 1;
                }
                "mergeCell" => merges.extend(attribute(&tag, "ref")),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    faults.extend(overlaps(&merges));
    faults
}

fn overlaps(merges: &[String]) -> Vec<String> {
    let mut areas: Vec<_> = merges
        .iter()
        .map(|area| {
            let (first, last) = area.split_once(':').unwrap_or((area, area));
            (cell(first), cell(last))
        })
        .collect();
    areas.sort_unstable();
    let mut faults: Vec<String> =
        areas.iter().filter(|(first, last)| first == last).map(|area| format!("merge of one cell {area:?}")).collect();
    for (i, (first, last)) in areas.iter().enumerate() {
        for (other, other_last) in areas[i + 1..].iter().take_while(|(other, _)| other.0 <= last.0) {
            if other.1 <= last.1 && first.1 <= other_last.1 {
                faults.push(format!("merges overlap: {first:?}:{last:?} and {other:?}:{other_last:?}"));
            }
        }
    }
    faults
}

fn cell(name: &str) -> (u32, u16) {
    let at = lampiran_core::CellRef::parse(name).unwrap_or_else(|| panic!("a cell's name, not {name:?}"));
    (at.row, at.col)
}
