//! Formulas against the results that Excel and LibreOffice give.

use super::*;
use crate::grid::{FileFormat, Format};

/// A workbook of two sheets: `A1`=10, `A2`="-", `A3`=2.5, `A4`="1.500.000", `A5` blank, `B1` the formula; `L 2`!A1=7.
fn workbook(formula: &str, stored: Content) -> Workbook {
    let cell = |name: &str, content: Content| Cell::new(CellRef::parse(name).unwrap(), content, Format::default());
    let number = |text: &str| Content::from(text.parse::<Decimal>().unwrap());
    let sheet = |name: &str, cells: Vec<Cell>| Sheet {
        name: name.to_owned(),
        hidden: false,
        cells,
        merges: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_cols: Vec::new(),
        formulas: BTreeMap::new(),
        date_1904: false,
    };
    let mut first = sheet(
        "L1",
        vec![
            cell("A1", number("10")),
            cell("B1", stored),
            cell("A2", Content::from("-")),
            cell("A3", number("2.5")),
            cell("A4", Content::from("1.500.000")),
            cell("C9", Content::Uncalculated),
        ],
    );
    first.formulas.insert(CellRef::parse("B1").unwrap(), formula.into());
    first.formulas.insert(CellRef::parse("C9").unwrap(), "A1*2".into());
    Workbook { format: FileFormat::Xlsx, sheets: vec![first, sheet("L 2", vec![cell("A1", number("7"))])] }
}

fn result(formula: &str, stored: Content) -> Option<Content> {
    let computed = evaluate(&workbook(formula, stored));
    computed.get(&SheetId(0))?.get(&CellRef::parse("B1").unwrap()).cloned()
}

#[test]
fn formulas_come_to_what_excel_says() {
    for (formula, expected) in [
        ("SUM(A1:A5)", "12.5"),
        ("=A1+A3*2", "15"),
        ("(A1+A3)*2", "25"),
        ("-A1%", "-0.1"),
        ("A1/3*100", "333.333333333333"),
        ("ROUND(A1/3*100,2)", "333.33"),
        ("ROUND(2.345;2)", "2.35"),
        ("ROUND(1555,-2)", "1600"),
        ("IF(A1=10,1,2)", "1"),
        ("IF(A2=\"-\";0;A2)", "0"),
        ("IFERROR(A1/0,\"-\")", "-"),
        ("IFERROR(A2*1,5)", "5"),
        ("ABS(-3)+MIN(A1,A3)+MAX(A1:A3)", "15.5"),
        ("'L 2'!A1+L1!$A$1", "17"),
        ("SUM(A1,A3,'L 2'!A1:A9)", "19.5"),
        ("A1/0", "#DIV/0!"),
        ("A1+A2", "#VALUE!"),
        ("A1+A4", "1500010"),
        ("A5+1", "1"),
        ("#REF!+1", "#REF!"),
        ("C9+1", "21"),
        ("AVERAGE(A1,A3)", "6.25"),
        ("SUBTOTAL(9,A1:A3)", "12.5"),
        ("A1&\"x\"", "10x"),
        ("1.5E3", "1500"),
        ("IF(AND(A1>5,A3<=2.5),A1,)", "10"),
    ] {
        let shown = match result(formula, Content::Uncalculated) {
            Some(Content::Number(number)) => number.decimal().normalize().to_string(),
            Some(Content::Text(text) | Content::Error(text)) => text.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(shown, expected, "{formula}");
    }
}

#[test]
fn what_is_unknown_is_not_guessed() {
    for formula in ["A1:A3*2", "SUM(A1:A3*A1:A3)", "IFERROR(A1:A3/A1,0)", "SUM(IFERROR(A1:A3/A1,0))", "ISERROR(A1:A3)"]
    {
        assert_eq!(result(formula, Content::Uncalculated), None, "{formula}");
    }
    for formula in ["VLOOKUP(A1,A1:B2,2)", "[1]Sheet1!A1", "B1+1", "A1^2", "SUM(A1", "", "A:A", "Nowhere!A1", "A1 A2"] {
        assert_eq!(result(formula, Content::Uncalculated), None, "{formula}");
    }
    let deep = format!("{}1{}", "(".repeat(5000), ")".repeat(5000));
    assert_eq!(result(&deep, Content::Uncalculated), None);
}

#[test]
fn a_false_zero_gives_way_and_any_other_result_stays() {
    let zero = || Content::from(Decimal::ZERO);
    assert_eq!(result("SUM(A1:A3)", zero()), Some(Content::from(Decimal::new(125, 1))));
    assert_eq!(result("A1-A1", zero()), None);
    assert_eq!(result("A2*1", zero()), None);
    assert_eq!(result("SUM(A1:A3)", Content::from(Decimal::ONE)), None);
}
