//! A second witness: calamine sees the same cells, formulas and merges as our reader in every .xlsx that XlsxWriter,
//! openpyxl and LibreOffice can be made to write, with every kind of cell in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, SheetType, Xlsx};
use lampiran_core::{Area, CellRef, Decimal};
use lampiran_reader::grid::{self, Content, Sheet};
use lampiran_tests::house::root;
use lampiran_tests::referee;

/// The workbooks that the Python libraries write.
fn written() -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let python = root().join("target/referees/venv/bin/python");
    let done = Command::new(python).arg(root().join("tests/witness/write.py")).arg(folder.path()).output();
    let done = done.expect("Python with the libraries (tests/referees.sh installs them)");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    files(folder.path(), &["xlsx"])
}

/// The files of a folder with one of these extensions, by name.
fn files(folder: &Path, extensions: &[&str]) -> Vec<(String, Vec<u8>)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let wanted = |path: &std::path::PathBuf| {
        path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted))
    };
    let mut files: Vec<_> = paths
        .filter(wanted)
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn what_python_libraries_write_is_seen_alike() {
    for (name, bytes) in written() {
        compare(&name, &bytes);
    }
}

#[test]
fn what_libreoffice_writes_is_seen_alike() {
    let mut files = files(&root().join("fixtures/workbooks"), &["xlsx", "xls", "ods"]);
    files.extend(written());
    let files: Vec<(String, Vec<u8>)> = files.into_iter().map(|(name, bytes)| (unique(&name), bytes)).collect();
    let named: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    for ((name, _), bytes) in named.iter().zip(referee::convert(&named, "xlsx")) {
        compare(name, &bytes);
    }
}

/// A name that stays one of its kind when only its last extension changes.
fn unique(name: &str) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{extension}.{extension}")
}

fn compare(name: &str, bytes: &[u8]) {
    let workbook = grid::open(bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
    let mut other = Xlsx::new(Cursor::new(bytes)).unwrap();
    let tables = other.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = tables.map(|sheet| sheet.name.clone()).collect();
    let mut cells = 0;
    for sheet_name in names {
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == sheet_name);
        let sheet = sheet.unwrap_or_else(|| panic!("{name}: no sheet {sheet_name}"));
        let range = other.worksheet_range(&sheet_name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        let at = |row: usize, col: usize| {
            CellRef::new(top + u32::try_from(row).unwrap(), u16::try_from(left as usize + col).unwrap())
        };
        let theirs: BTreeMap<CellRef, String> =
            range.used_cells().filter_map(|(row, col, data)| Some((at(row, col), witness(data)?))).collect();
        agree(&ours(sheet), &theirs, &format!("{name} {sheet_name}"));
        cells += theirs.len();

        let formulas = other.worksheet_formula(&sheet_name).unwrap();
        let (top, left) = formulas.start().unwrap_or_default();
        let at = |row: usize, col: usize| {
            CellRef::new(top + u32::try_from(row).unwrap(), u16::try_from(left as usize + col).unwrap())
        };
        let theirs: BTreeMap<CellRef, String> =
            formulas.used_cells().map(|(row, col, formula)| (at(row, col), formula.clone())).collect();
        let here: BTreeMap<CellRef, String> = sheet.formulas.iter().map(|(at, f)| (*at, f.to_string())).collect();
        agree(&here, &theirs, &format!("{name} {sheet_name}, formulas"));

        let merges = other.merge_cells_by_sheet_name(&sheet_name).unwrap();
        let corner = |(row, col): (u32, u32)| CellRef::new(row, u16::try_from(col).unwrap());
        let theirs: BTreeSet<Area> =
            merges.iter().map(|merge| Area { first: corner(merge.start), last: corner(merge.end) }).collect();
        assert_eq!(sheet.merges.iter().copied().collect::<BTreeSet<_>>(), theirs, "{name} {sheet_name}: merges");
    }
    assert!(cells > 20, "{name}: {cells} cells");
}

/// What the two readers say of the cells; only what differs is shown.
fn agree(ours: &BTreeMap<CellRef, String>, theirs: &BTreeMap<CellRef, String>, what: &str) {
    let cells: BTreeSet<&CellRef> = ours.keys().chain(theirs.keys()).collect();
    let differing = cells.into_iter().filter(|cell| ours.get(cell) != theirs.get(cell));
    let shown: Vec<_> = differing.map(|cell| (cell.to_string(), ours.get(cell), theirs.get(cell))).collect();
    assert!(shown.is_empty(), "{what}: {shown:#?}");
}

/// The cells as our reader sees them.
fn ours(sheet: &Sheet) -> BTreeMap<CellRef, String> {
    let said = |content: &Content| match content {
        Content::Number(number) => Some(number.decimal().normalize().to_string()),
        Content::Text(text) | Content::Error(text) => Some(text.to_string()),
        Content::Bool(value) => Some(value.to_string()),
        Content::Uncalculated => None,
        // Numbers that no decimal holds (1.5e300) are shown as they are written.
        Content::Unreadable(text) => text.parse::<f64>().ok().map(|number| format!("{number:e}")),
    };
    sheet.cells.iter().filter_map(|cell| Some((cell.at(), said(&cell.content)?))).collect()
}

/// The content as calamine gives it, in words that both readers share.
fn witness(data: &Data) -> Option<String> {
    match data {
        Data::Empty => None,
        Data::String(text) if text.is_empty() => None,
        Data::String(text) => Some(text.clone()),
        Data::Float(number) => Some(decimal(*number)),
        Data::Int(number) => Some(number.to_string()),
        Data::Bool(value) => Some(value.to_string()),
        Data::DateTime(days) => Some(decimal(days.as_f64())),
        Data::Error(error) => Some(error.to_string()),
        other => panic!("{other:?}"),
    }
}

/// A number at the 15 digits that Excel shows, through its shortest text; nearer to 0 than any amount is 0.
fn decimal(number: f64) -> String {
    if number.abs() < 1e-28 {
        return "0".to_owned();
    }
    let decimal = Decimal::from_scientific(&format!("{number:e}")).ok().and_then(|decimal| decimal.round_sf(15));
    decimal.map_or_else(|| format!("{number:e}"), |decimal| decimal.normalize().to_string())
}
