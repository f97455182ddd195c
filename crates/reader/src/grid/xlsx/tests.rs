//! Packages made by hand: what odd writers do, and what damage does.

use std::io::Write;

use lampiran_core::{Area, CellRef};
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::grid::{Content, RefusalKind, Shown};

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="A" r:id="a"/><sheet name="B" state="veryHidden" r:id="b"/></sheets></workbook>"#;
const TOP: &str =
    r#"<Relationships><Relationship Id="x" Type="t/officeDocument" Target="/xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/Sheet1.XML"/>
    <Relationship Id="b" Type="t/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="s" Type="t/styles" Target="styles.xml"/>
    <Relationship Id="t" Type="t/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="165" formatCode="0.00%"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst count="9999999999"><si><t xml:space="preserve"> a&amp;b_x000D_ </t></si><si><r><t>te</t></r><r><t>bal</t></r>
    <rPh sb="0"><t>bunyi</t></rPh></si><si><t/></si></sst>"#;

fn package(sheet: &str) -> Vec<u8> {
    let parts = [
        ("_rels/.rels", TOP),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", BOOK),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/sheet2.xml", "<worksheet/>"),
    ];
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The first sheet, around these rows and what follows them.
fn sheet(rows: &str, after: &str) -> Result<Sheet, Refusal> {
    let xml = format!("<worksheet><dimension ref=\"A1\"/><sheetData>{rows}</sheetData>{after}</worksheet>");
    open(&package(&xml), FileFormat::Xlsx).map(|mut workbook| workbook.sheets.remove(0))
}

fn at(name: &str) -> CellRef {
    CellRef::parse(name).unwrap()
}

fn content(sheet: &Sheet, name: &str) -> Option<Content> {
    sheet.get(at(name)).map(|cell| cell.content.clone())
}

fn number(text: &str) -> Content {
    text.parse::<lampiran_core::Decimal>().unwrap().into()
}

#[test]
fn sheets_are_listed_with_their_state() {
    let workbook = open(&package("<worksheet/>"), FileFormat::Xlsx).unwrap();
    let sheets: Vec<_> = workbook.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [("A", false), ("B", true)]);
}

#[test]
fn cells_of_every_type_are_read() {
    let sheet = sheet(
        r#"<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c t="s"><v>2</v></c><c s="1"><v>0.1089</v></c></row>
        <row><c t="inlineStr"><is><r><t>da</t></r><r><t>lam</t></r></is></c><c t="b"><v>1</v></c><c t="e"><v>#SPILL!</v></c><c t="d"><v>2024-02-29</v></c>
        <c t="str"><f>A1&amp;"x"</f><v>teks</v></c><c><f>1+1</f></c><c s="2"/><c><v>1e999</v></c><c s="9"><v>5</v></c></row>"#,
        "",
    )
    .unwrap();
    for (name, expected) in [
        ("B2", Content::from(" a&b\r ")),
        ("C2", "tebal".into()),
        ("E2", number("0.1089")),
        ("A3", "dalam".into()),
        ("B3", Content::Bool(true)),
        ("C3", Content::Error("#SPILL!".into())),
        ("D3", number("45351")),
        ("E3", "teks".into()),
        ("F3", Content::Uncalculated),
        ("H3", Content::Unreadable("1e999".into())),
        ("I3", Content::Unreadable("5".into())),
    ] {
        assert_eq!(content(&sheet, name), Some(expected), "{name}");
    }
    assert_eq!((content(&sheet, "D2"), content(&sheet, "G3")), (None, None));
    assert_eq!(sheet.get(at("E2")).unwrap().format().shown, Shown::Percent);
    assert_eq!(sheet.get(at("D3")).unwrap().format().shown, Shown::Date);
    let formulas: Vec<_> = sheet.formulas.iter().map(|(cell, text)| (cell.to_string(), &**text)).collect();
    assert_eq!(formulas, [("E3".to_owned(), "A1&\"x\""), ("F3".to_owned(), "1+1")]);
}

#[test]
fn shared_formulas_are_written_out() {
    let rows = r#"<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*$C$1</f><v>1</v></c></row>
        <row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row><row r="3"><c r="A3"><f t="array" ref="A3:A4">SUM(B1:B2)</f><v>3</v></c></row>
        <row r="4"><c r="A4"><v>3</v></c></row>"#;
    let sheet = sheet(rows, "").unwrap();
    let formulas: Vec<_> = sheet.formulas.values().map(|text| &**text).collect();
    assert_eq!(formulas, ["B1*$C$1", "B2*$C$1", "SUM(B1:B2)"]);
}

#[test]
fn merged_and_hidden_parts_are_known() {
    let cols = r#"<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" width="0"/></cols>"#;
    let rows = r#"<row r="3" hidden="true"/><row r="4" ht="0"/><row r="5"/>"#;
    let merges = r#"<mergeCells><mergeCell ref="B2:A1"/><mergeCell ref="C1"/><mergeCell ref="A1:B2"/></mergeCells>"#;
    let xml = format!("<x:worksheet xmlns:x=\"x\">{cols}<sheetData>{rows}</sheetData>{merges}</x:worksheet>");
    let sheet = open(&package(&xml), FileFormat::Xlsx).unwrap().sheets.remove(0);
    assert_eq!(sheet.hidden_cols, [(1, 2), (4, 16_383)]);
    assert_eq!(sheet.hidden_rows, [(2, 3)]);
    assert_eq!(sheet.merges, [Area { first: at("A1"), last: at("B2") }]);
}

#[test]
fn one_bad_cell_costs_one_cell() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c><c r="1A"><v>7</v></c><c r="C1"><v>abc</v></c><c r="D1" t="inlineStr"><is><t>&foo;</t></is></c>
        <c r="E9"><v>3</v></c><c r="F1"><v>4</v></c><c r="G1"><v>5</v></c><c r="G1"><v>6</v></c></row><row r="0"><c><v>8</v></c></row><row><c><v>9</v></c></row>"#;
    let sheet = sheet(rows, "").unwrap();
    for (name, expected) in [
        ("A1", number("1")),
        ("B1", Content::Unreadable("7".into())),
        ("C1", Content::Unreadable("abc".into())),
        ("D1", Content::Unreadable("&foo;".into())),
        ("E9", Content::Unreadable("3".into())),
        ("F1", number("4")),
        ("G1", Content::Unreadable("5 / 6".into())),
        ("A2", Content::Unreadable("8".into())),
        ("A3", number("9")),
    ] {
        assert_eq!(content(&sheet, name), Some(expected), "{name}");
    }
}

#[test]
fn far_cells_cost_nothing() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    assert_eq!(sheet(rows, "").unwrap().cells.len(), 2);
}

#[test]
fn what_cannot_be_trusted_is_refused_with_its_cell() {
    let refused = |rows: &str| sheet(rows, "").unwrap_err();
    let lost = refused(r#"<row r="1"><c r="B1" t="s"><v>99</v></c></row>"#);
    assert_eq!((lost.kind, lost.part.as_deref()), (RefusalKind::Damaged, Some("A!B1")));
    for rows in ["<row><c><v>1</c></row>", "</sheetData>", &"<a>".repeat(300), "<row><c><v>1"] {
        assert_eq!(refused(rows).kind, RefusalKind::Damaged, "{rows}");
    }
    for text in ["<!DOCTYPE a><worksheet/>", "<other/>", "", "<worksheet>"] {
        assert_eq!(open(&package(text), FileFormat::Xlsx).unwrap_err().kind, RefusalKind::Damaged, "{text}");
    }
    let wide = format!("<row><c r=\"A1\" x=\"{}\"/></row>", "x".repeat(100_000));
    assert_eq!(refused(&wide).kind, RefusalKind::Damaged);
}

#[test]
fn a_part_that_swells_is_refused() {
    let swollen = format!("<worksheet>{}</worksheet>", " ".repeat(20 << 20));
    assert_eq!(open(&package(&swollen), FileFormat::Xlsx).unwrap_err().kind, RefusalKind::TooLarge);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn one_flipped_bit_never_gives_other_figures(at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let rows = r#"<row r="1"><c r="A1" s="1"><v>0.1089</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><f>A1*2</f><v>2978641819</v></c></row>"#;
        let good = package(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
        let mut flipped = good.clone();
        let at = at.index(flipped.len());
        flipped[at] ^= 1 << bit;
        if let Ok(workbook) = open(&flipped, FileFormat::Xlsx) {
            prop_assert_eq!(workbook, open(&good, FileFormat::Xlsx).unwrap());
        }
    }
}

#[test]
fn plain_cells_are_read_as_any_others() {
    let rows = r#"<row r="1" ht="0"><c r="A1" s="1"><v>0.1089</v></c> <c r="B1" s="2"/><c t="s"><v>1</v></c></row>
        <row r="3" hidden="1"><c r="B3" t="str"><v>teks</v></c><c r="B4"><v>7</v></c><c r="D3" t="b"><v>1</v></c></row>
        <row><c><v>1e3</v></c></row>"#;
    // The same in a spelling that only the XML reader takes.
    let spelt = rows.replace("<c ", "<c  ").replace("<c>", "<c >").replace("<row ", "<row  ").replace("<v>", "<v >");
    let (plain, spelt) = (sheet(rows, "").unwrap(), sheet(&spelt, "").unwrap());
    assert_eq!(plain, spelt);
    assert_eq!(content(&plain, "C1"), Some(Content::from("tebal")));
    assert_eq!(content(&plain, "B3"), Some(Content::from("teks")));
    assert_eq!(content(&plain, "B4"), Some(Content::Unreadable("7".into())));
    assert_eq!(content(&plain, "A4"), Some(number("1000")));
    assert_eq!(plain.get(at("A1")).unwrap().format().shown, Shown::Percent);
    assert_eq!(plain.hidden_rows, [(0, 0), (2, 2)]);
}

#[test]
fn rows_that_do_not_close_are_refused() {
    for rows in [
        "<x:row><c/></row><row></x:row>",
        "<row><x><c/></row><row></x></row>",
        "<row><c><v>1</v></c></row><row>",
        "<row><c><v>1</c></row>",
        "<row><c><v>1</v></c></row></row>",
    ] {
        assert_eq!(sheet(rows, "").unwrap_err().kind, RefusalKind::Damaged, "{rows}");
    }
}
