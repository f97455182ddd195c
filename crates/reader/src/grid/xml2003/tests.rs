//! Workbooks as Excel 2003 and reporting servers write them.

use super::*;

const BOOK: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="q" ss:Parent="p"/><Style ss:ID="n"><NumberFormat ss:Format="&#35;,&#35;&#35;0"/></Style></Styles>
<Worksheet ss:Name="LAMPIRAN 1"><Table><Column ss:Width="20"/><Column ss:Index="3" ss:Hidden="1" ss:Span="1"/>
<Row><Cell ss:MergeAcross="1" ss:MergeDown="2"><Data ss:Type="String">Sasaran &amp; Indikator</Data>
 <Comment><ss:Data>bukan isi</ss:Data></Comment></Cell><Cell ss:StyleID="n"><Data ss:Type="Number">2978641819</Data></Cell></Row>
<Row ss:Index="5" ss:Hidden="1"><Cell ss:Index="4" ss:StyleID="q"><Data ss:Type="Number">0.1089</Data></Cell>
 <Cell><ss:Data ss:Type="String"><html:B>te</html:B>bal</ss:Data></Cell></Row>
<Row><Cell ss:Formula="=SUM(R[-5]C:R[-1]C)"><Data ss:Type="Number">9499999.999999998</Data></Cell><Cell ss:Formula="=RC[-1]"/>
 <Cell><Data ss:Type="DateTime">2024-02-29T00:00:00.000</Data></Cell><Cell><Data ss:Type="Error">#DIV/0!</Data></Cell>
 <Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Number">abc</Data></Cell></Row>
</Table></Worksheet><Worksheet ss:Name="Arsip"><Table/><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">
<Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#;

#[test]
fn cells_spans_styles_and_hidden_parts_are_read() {
    let workbook = open(BOOK.as_bytes()).unwrap();
    let names: Vec<_> = workbook.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(names, [("LAMPIRAN 1", false), ("Arsip", true)]);
    let sheet = &workbook.sheets[0];
    let at = |name| CellRef::parse(name).unwrap();
    let content = |name| sheet.get(at(name)).map(|cell| cell.content.clone());
    let number = |name| sheet.get(at(name)).and_then(Cell::number).map(|number| number.to_string());
    assert_eq!(content("A1"), Some("Sasaran & Indikator".into()));
    assert_eq!(number("C1").as_deref(), Some("2978641819"));
    assert_eq!(number("D5").as_deref(), Some("0.1089"));
    assert_eq!(sheet.get(at("D5")).unwrap().format().shown, Shown::Percent);
    assert_eq!(content("E5"), Some("tebal".into()));
    assert_eq!(number("A6").as_deref(), Some("9500000"));
    assert_eq!(content("B6"), Some(Content::Uncalculated));
    assert_eq!(number("C6").as_deref(), Some("45351"));
    assert_eq!(sheet.get(at("C6")).unwrap().format().shown, Shown::Date);
    assert_eq!(content("D6"), Some(Content::Error("#DIV/0!".into())));
    assert_eq!(content("E6"), Some(Content::Bool(true)));
    assert_eq!(content("F6"), Some(Content::Unreadable("abc".into())));
    assert_eq!(sheet.merges, [Area { first: at("A1"), last: at("B3") }]);
    assert_eq!((&sheet.hidden_rows, &sheet.hidden_cols), (&vec![(4, 4)], &vec![(2, 3)]));
}

#[test]
fn what_is_cut_short_or_makes_no_sense_is_refused() {
    for cut in [100, 600, 1500, BOOK.len() - 1] {
        assert!(open(&BOOK.as_bytes()[..cut]).is_err(), "{cut}");
    }
    assert!(open(BOOK.replace("ss:Index=\"5\"", "ss:Index=\"9999999\"").as_bytes()).is_err());
}
