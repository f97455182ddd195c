//! Pages as applications and Excel write them.

use lampiran_core::{Area, CellRef};

use super::*;
use crate::grid::{Content, Shown};

fn at(name: &str) -> CellRef {
    CellRef::parse(name).unwrap()
}

fn text<'a>(sheet: &'a Sheet, name: &str) -> Option<&'a str> {
    sheet.get(at(name))?.text()
}

fn only(page: &str) -> Sheet {
    let mut workbook = open(page.as_bytes()).unwrap();
    assert_eq!(workbook.sheets.len(), 1);
    workbook.sheets.remove(0)
}

#[test]
fn spans_become_merged_areas() {
    let sheet = only(
        "<TABLE><tr><td rowspan=2>a<td colspan='2'>b&amp;c<tr><td>d</td><td> e <b>f</b><br>g&nbsp;</td></tr>\
         <tr><td>&nbsp;</td><td><p>h</p><p>i</p></td></TABLE>",
    );
    let area = |a, b| Area { first: at(a), last: at(b) };
    assert_eq!(sheet.merges, [area("A1", "A2"), area("B1", "C1")]);
    for (name, shown) in [("A1", "a"), ("B1", "b&c"), ("B2", "d"), ("C2", "e f\ng"), ("B3", "h\ni")] {
        assert_eq!(text(&sheet, name), Some(shown), "{name}");
    }
    assert_eq!(sheet.cells.len(), 5);
}

#[test]
fn tables_stand_one_below_another_and_inner_ones_are_text() {
    let sheet = only("<table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</table><p>x<table><tr><td>e</table>");
    assert_eq!(text(&sheet, "A1"), Some("a\nb\nc"));
    assert_eq!(text(&sheet, "B1"), Some("d"));
    assert_eq!(text(&sheet, "A3"), Some("e"));
}

#[test]
fn excels_own_notes_are_read() {
    let sheet = only(
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><!--[if gte mso 9]><xml><x:Name>L 1</x:Name></xml>-->\
         <style><!-- .xl65 {mso-number-format:\"0\\.00%\";} --></style><table><col><col style='display:none'>\
         <tr style='display:none'><td class=xl65 x:num=\"0.1089\">10,89%</td><td x:num>42</td><td>#REF!</td></tr></table>",
    );
    assert_eq!(sheet.name, "L 1");
    let percent = sheet.get(at("A1")).unwrap();
    assert_eq!(percent.number().unwrap().to_string(), "0.1089");
    assert_eq!((percent.format().shown, percent.format().decimals), (Shown::Percent, Some(2)));
    assert_eq!(sheet.get(at("B1")).unwrap().number().unwrap().to_string(), "42");
    assert_eq!(sheet.get(at("C1")).unwrap().content, Content::Error("#REF!".into()));
    assert_eq!((sheet.hidden_rows, sheet.hidden_cols), (vec![(0, 0)], vec![(1, 1)]));
}

#[test]
fn encodings_are_found() {
    let page = "<table><tr><td>caf\u{e9}</table>";
    let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let declared = format!("<meta charset=utf-8>{page}");
    for bytes in [wide, latin, declared.into_bytes(), page.as_bytes().to_vec()] {
        assert_eq!(text(&open(&bytes).unwrap().sheets[0], "A1"), Some("caf\u{e9}"));
    }
}

#[test]
fn each_page_of_an_envelope_is_a_sheet() {
    let mhtml = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/html; charset=\"us-ascii\"\r\n\r\n<html><x:Name>Satu</x:Name><x:Name>Dua</x:Name></html>\r\n\
        --b\r\nContent-Location: file:///C:/x/tabstrip.htm\r\nContent-Type: text/html\r\n\r\n<table><tr><td>Satu</table>\r\n\
        --b\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html\r\n\r\n<table><tr><td =\r\ncolspan=3D2>a=\r\nb</table>\r\n\
        --b\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/html\r\n\r\nPHRhYmxlPjx0cj48dGQ+YzwvdGFibGU+\r\n--b--\r\n";
    let workbook = open_mhtml(mhtml.as_bytes()).unwrap();
    let read: Vec<_> = workbook.sheets.iter().map(|sheet| (sheet.name.as_str(), text(sheet, "A1"))).collect();
    assert_eq!(read, [("Satu", Some("ab")), ("Dua", Some("c"))]);
    assert_eq!(workbook.sheets[0].merges.len(), 1);
}

#[test]
fn pages_without_a_table_are_refused_and_wild_ones_harm_nobody() {
    assert!(open(b"<html><body>kosong</body></html>").is_err());
    let deep = format!("<table><tr><td>a{}", "<div><table><tr><td>".repeat(100_000));
    assert_eq!(only(&deep).cells.len(), 1);
    let wide = "<table><tr>".to_owned() + &"<td colspan=1000 rowspan=65534>a".repeat(20);
    assert!(open(wide.as_bytes()).is_err());
}
