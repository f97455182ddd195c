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

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use quick_xml::events::{BytesStart, Event};

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

/// What the Open XML SDK's validator and openxml-audit find in a workbook, each with the place it is at.
///
/// # Panics
/// Where they are missing.
pub fn validate(name: &str, bytes: &[u8]) -> Vec<String> {
    let room = tempfile::tempdir().expect("a temporary folder");
    let file = room.path().join(name);
    std::fs::write(&file, bytes).expect("the file");
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/referees");
    let sdk = home.join("npm/node_modules/.bin/ooxml-validate");
    let audit = home.join("venv/bin/openxml-audit");
    let mut findings = Vec::new();
    for (program, clean) in [(sdk, "Found 0 errors"), (audit, "Errors: 0")] {
        let said = run(&program, &file);
        if !said.contains(clean) {
            let found = messages(&said);
            findings.extend(if found.is_empty() { vec![said] } else { found });
        }
    }
    findings
}

/// The single findings of what a validator says: the SDK tells the place and, under it, `└─` and what is wrong;
/// openxml-audit tells after a number what is wrong, and under it, indented, where. Its warnings (`W1.`) come last, and are
/// about taste.
fn messages(said: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut above = "";
    for line in said.lines().take_while(|line| !line.starts_with("W1. ")) {
        let numbered = line.split_once(". ").filter(|(number, _)| number.parse::<u32>().is_ok());
        if line.starts_with("└─") {
            found.push(format!("{above} {line}"));
        } else if let Some((_, message)) = numbered {
            found.push(message.to_owned());
        } else if let (true, Some(last)) = (line.starts_with("   "), found.last_mut()) {
            last.push(' ');
            last.push_str(line.trim());
        }
        above = line;
    }
    found
}

fn run(program: &PathBuf, file: &Path) -> String {
    let done = Command::new(program).arg(file).output();
    let done = done.unwrap_or_else(|error| panic!("{}: {error} (tests/referees.sh installs it)", program.display()));
    String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr)
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
    let (mut faults, mut merges, mut last_row, mut last_cell) = (Vec::new(), Vec::new(), 0, None);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "row" => {
                    let row: u32 = attribute(&tag, "r").parse().expect("a row's number");
                    if row <= last_row {
                        faults.push(format!("row {row} after row {last_row}"));
                    }
                    (last_row, last_cell) = (row, None);
                }
                "c" => {
                    let at = cell(&attribute(&tag, "r"));
                    if at.0 + 1 != last_row || last_cell.is_some_and(|last| last >= at.1) {
                        faults.push(format!(
                            "cell {} in row {last_row} after column {last_cell:?}",
                            attribute(&tag, "r")
                        ));
                    }
                    last_cell = Some(at.1);
                }
                "mergeCell" => merges.push(attribute(&tag, "ref")),
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

fn attribute(tag: &BytesStart, name: &str) -> String {
    tag.try_get_attribute(name).expect("attributes").map(|value| value.value.into_owned()).unwrap_or_default()
}

fn cell(name: &str) -> (u32, u16) {
    let at = lampiran_core::CellRef::parse(name).unwrap_or_else(|| panic!("a cell's name, not {name:?}"));
    (at.row, at.col)
}
