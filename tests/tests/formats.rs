//! One report in the formats that staff use: .xls, .ods and .xlsb hold the same cells as .xlsx.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails loudly")]

use std::collections::BTreeMap;

use lampiran_core::CellRef;
use lampiran_reader::grid::{self, Content, FileFormat, Sheet, Workbook};
use lampiran_tests::house::root;
use lampiran_tests::referee;

fn open(name: &str) -> Workbook {
    grid::open(&std::fs::read(root().join("fixtures").join(name)).unwrap()).unwrap()
}

/// What a sheet says, cell by cell, without what only one of the formats keeps.
fn said(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.cells.iter().map(|cell| {
        let content = match &cell.content {
            Content::Number(number) => number.decimal().to_string(),
            Content::Text(text) => format!("'{}", &**text),
            other => format!("{other:?}"),
        };
        let formula = sheet.formulas.get(&cell.at()).map(|formula| format!(" ={formula}")).unwrap_or_default();
        let format = cell.format();
        format!("{} {content} {:?} {:?}{formula}", cell.at(), format.shown, format.decimals)
    });
    let merges = sheet.merges.iter().map(ToString::to_string);
    let hidden = [format!("{} {:?} {:?} {:?}", sheet.name, sheet.hidden, sheet.hidden_rows, sheet.hidden_cols)];
    hidden.into_iter().chain(merges).chain(cells).collect()
}

#[test]
fn a_report_says_the_same_in_every_format() {
    let xlsx = open("workbooks/lampiran-2024-02.xlsx");
    for (name, format) in
        [("workbooks/lampiran-2024-02.xls", FileFormat::Xls), ("workbooks/lampiran-2024-02.ods", FileFormat::Ods)]
    {
        let other = open(name);
        assert_eq!(other.format, format);
        assert_eq!(other.sheets.len(), xlsx.sheets.len(), "{name}");
        for (other, xlsx) in other.sheets.iter().zip(&xlsx.sheets) {
            for (other, xlsx) in said(other).iter().zip(said(xlsx)) {
                assert_eq!(*other, xlsx, "{name}");
            }
            assert_eq!(other.cells.len(), xlsx.cells.len(), "{name}, {}", xlsx.name);
        }
    }
}

/// What the cells hold, figures without what only shows them.
fn held(sheet: &Sheet) -> BTreeMap<CellRef, String> {
    let cells = sheet.cells.iter().map(|cell| {
        let content = match &cell.content {
            Content::Number(number) => number.decimal().normalize().to_string(),
            Content::Text(text) => format!("'{}", &**text),
            other => panic!("{}: {other:?}", cell.at()),
        };
        (cell.at(), content)
    });
    cells.collect()
}

/// SheetJS wrote these: an .xlsb with cells in the short form and without formulas, and an .xls whose allocation table is
/// filled up with ends of chains.
#[test]
fn what_sheetjs_writes_is_seen_as_libreoffice_sees_it() {
    let names = ["formats/lampiran-2024-02.xlsb", "formats/ujung-rantai.xls"];
    let bytes = names.map(|name| std::fs::read(root().join("fixtures").join(name)).unwrap());
    let theirs = referee::convert(&[("a.xlsb", &bytes[0]), ("b.xls", &bytes[1])], "xlsx");
    let ours = names.map(open);
    assert_eq!([ours[0].format, ours[1].format], [FileFormat::Xlsb, FileFormat::Xls]);
    for (ours, theirs) in ours.iter().zip(theirs) {
        let theirs = grid::open(&theirs).unwrap();
        assert_eq!(ours.sheets.len(), theirs.sheets.len());
        for (ours, theirs) in ours.sheets.iter().zip(&theirs.sheets) {
            assert_eq!(held(ours), held(theirs), "{}", ours.name);
            assert_eq!(ours.merges, theirs.merges, "{}", ours.name);
            assert!(ours.cells.len() > 100 && !ours.merges.is_empty(), "{}", ours.name);
        }
    }
    let read = |workbook: &Workbook| {
        let laporan = lampiran_reader::read(workbook, &lampiran_core::Settings::default()).laporan;
        lampiran_tests::generator::compare::plain(&laporan)
    };
    let xlsx = open("workbooks/lampiran-2024-02.xlsx");
    assert_eq!(read(&ours[0]), read(&xlsx));
}
