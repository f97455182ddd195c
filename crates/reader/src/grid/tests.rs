//! Whole workbooks, read by us and by independent readers.

use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _};

use super::*;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

/// All .xlsx of a folder of fixtures.
fn workbooks(folder: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(fixture(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ext| ext == "xlsx")).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// The content as calamine gives it, in words that both readers share.
fn witness(data: &Data) -> Option<String> {
    match data {
        Data::Empty => None,
        Data::String(text) if text.is_empty() => None,
        Data::String(text) => Some(text.clone()),
        Data::Float(number) => number::from_f64(*number).map(|number| number.decimal().to_string()),
        Data::Int(number) => Some(number.to_string()),
        Data::Bool(value) => Some(value.to_string()),
        Data::DateTime(days) => number::from_f64(days.as_f64()).map(|number| number.decimal().to_string()),
        Data::Error(error) => Some(error.to_string()),
        other => panic!("{other:?}"),
    }
}

fn ours(content: &Content) -> Option<String> {
    match content {
        Content::Number(number) => Some(number.decimal().to_string()),
        Content::Text(text) | Content::Error(text) => Some(text.to_string()),
        Content::Bool(value) => Some(value.to_string()),
        Content::Uncalculated => None,
        Content::Unreadable(text) => panic!("{text}"),
    }
}

#[test]
fn calamine_sees_the_same_cells() {
    for path in ["workbooks", "workbooks/salah", "cases"].iter().flat_map(|folder| workbooks(folder)) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // One needs a password; the other's far corner makes calamine ask for more memory than there is.
        if name.starts_with("51-") || name.starts_with("57-") {
            continue;
        }
        let workbook = open(&bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
        let mut other: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
        assert_eq!(other.sheet_names(), workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>());
        for sheet in &workbook.sheets {
            let range = other.worksheet_range(&sheet.name).unwrap();
            let (top, left) = range.start().unwrap_or_default();
            let mut theirs: BTreeMap<CellRef, String> = BTreeMap::new();
            for (row, col, data) in range.used_cells() {
                let row = top + u32::try_from(row).unwrap();
                let col = u16::try_from(left as usize + col).unwrap();
                theirs.extend(witness(data).map(|text| (CellRef::new(row, col), text)));
            }
            let here: BTreeMap<CellRef, String> =
                sheet.cells.iter().filter_map(|cell| Some((cell.at(), ours(&cell.content)?))).collect();
            assert_eq!(here, theirs, "{name} {}", sheet.name);
        }
    }
}
