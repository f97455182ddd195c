//! Cells changed in sheets written in every way that is allowed: what was not changed keeps its bytes.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::inplace::sheet_xml::SheetXml;

/// A sheet's XML, looked over.
fn survey(xml: &str) -> Result<SheetXml, Flaw> {
    Ok(SheetXml::survey(xml.as_bytes(), |row, _, _| row.cells().map(drop))?.unwrap())
}

/// A sheet's XML with these changes.
fn apply(xml: &str, changes: BTreeMap<CellRef, CellChange>) -> String {
    let mut sheet = survey(xml).unwrap();
    sheet.changes = changes;
    let mut out = Vec::new();
    sheet.write(xml.as_bytes(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The cells of a sheet, as they are written: all of it, value and formula.
fn cells_of(xml: &str) -> BTreeMap<CellRef, (String, String, Option<String>)> {
    let mut cells = BTreeMap::new();
    SheetXml::survey(xml.as_bytes(), |row, _, _| {
        for cell in row.cells()? {
            let formula = cell.formula()?.map(|formula| formula.text);
            let text = row.text[cell.bytes.clone()].to_owned();
            cells.insert(CellRef::new(row.number, cell.col), (text, cell.value()?, formula));
        }
        Ok(())
    })
    .unwrap();
    cells
}

fn changed(data: &str, changes: &[(&str, CellContent)]) -> String {
    let xml = format!("<worksheet><sheetData>{data}</sheetData><mergeCells/></worksheet>");
    let changes = changes.iter().map(|(at, content)| {
        (CellRef::parse(at).unwrap(), CellChange { content: Some(Arc::new(content.clone())), style: None })
    });
    let result = apply(&xml, changes.collect());
    let inner = result.strip_prefix("<worksheet><sheetData>").unwrap();
    inner.strip_suffix("</sheetData><mergeCells/></worksheet>").unwrap().to_owned()
}

fn number(number: &str) -> CellContent {
    CellContent::Number(number.into())
}

fn formula(text: &str, result: &str) -> CellContent {
    CellContent::Formula { text: text.into(), result: result.into() }
}

#[test]
fn a_cell_is_replaced_where_it_stands() {
    let before = "<row r=\"1\" ht=\"20\"><c r='A1' s=\"4\" t=\"s\"><v>0</v></c><c r=\"B1\"/><!-- n --></row>";
    assert_eq!(
        changed(before, &[("A1", number("5")), ("B1", formula("A1<2", "7"))]),
        "<row r=\"1\" ht=\"20\"><c r='A1' s=\"4\"><v>5</v></c><c r=\"B1\"><f>A1&lt;2</f><v>7</v></c><!-- n --></row>"
    );
    assert_eq!(
        changed(
            "<row r=\"1\"><c r=\"A1\" t=\"e\" vm=\"1\"><f>1/0</f><v>#DIV/0!</v></c></row>",
            &[("A1", CellContent::Text(" -".into()))]
        ),
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> -</t></is></c></row>"
    );
}

#[test]
fn missing_cells_and_rows_are_put_in_order() {
    let before = "<row r=\"2\" spans=\"2:3\"><c r=\"B2\"/><c r=\"C2\"><v>1</v></c></row><row r=\"5\"/>";
    let changes =
        [("A2", number("1")), ("D2", number("2")), ("A3", number("3")), ("B5", number("4")), ("A7", number("5"))];
    assert_eq!(
        changed(before, &changes),
        "<row r=\"2\" spans=\"1:4\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"/><c r=\"C2\"><v>1</v></c><c r=\"D2\"><v>2</v></c>\
         </row><row r=\"3\"><c r=\"A3\"><v>3</v></c></row><row r=\"5\"><c r=\"B5\"><v>4</v></c></row>\
         <row r=\"7\"><c r=\"A7\"><v>5</v></c></row>"
    );
}

#[test]
fn cells_without_address_are_found_by_order() {
    let before = "<row><c><v>1</v></c><c/></row><row><c/><c t=\"inlineStr\"><is><t>x</t></is></c></row>";
    assert_eq!(
        changed(before, &[("B2", number("3")), ("C1", number("4"))]),
        "<row><c><v>1</v></c><c/><c r=\"C1\"><v>4</v></c></row><row><c/><c><v>3</v></c></row>"
    );
}

#[test]
fn an_empty_sheet_with_prefixes_gets_rows() {
    let xml = "<x:worksheet xmlns:x=\"m\"><x:sheetData/></x:worksheet>";
    let changes = ["B2", "A1", "A2"].map(|at| (CellRef::parse(at).unwrap(), number("1")));
    let changes = changes.map(|(at, content)| (at, CellChange { content: Some(Arc::new(content)), style: Some(3) }));
    assert_eq!(
        apply(xml, changes.into()),
        "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" s=\"3\"><x:v>1</x:v></x:c></x:row>\
         <x:row r=\"2\"><x:c r=\"A2\" s=\"3\"><x:v>1</x:v></x:c><x:c r=\"B2\" s=\"3\"><x:v>1</x:v></x:c></x:row>\
         </x:sheetData></x:worksheet>"
    );
}

#[test]
fn cells_that_shared_a_formula_keep_it() {
    let before = "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A3\" si=\"0\">B1*2</f><v>2</v></c></row>\
                  <row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>4</v></c></row>\
                  <row r=\"3\"><c r=\"A3\" s=\"1\"><f t=\"shared\" si=\"0\"/><v>6</v></c></row>";
    assert_eq!(
        changed(before, &[("A1", number("9")), ("A3", number("8"))]),
        "<row r=\"1\"><c r=\"A1\"><v>9</v></c></row><row r=\"2\"><c r=\"A2\"><f>B2*2</f><v>4</v></c></row>\
         <row r=\"3\"><c r=\"A3\" s=\"1\"><v>8</v></c></row>"
    );
    // A dependent that goes leaves the others as they are.
    assert!(changed(before, &[("A2", number("9"))]).contains("<f t=\"shared\" ref=\"A1:A3\" si=\"0\">B1*2</f>"));
    let refreshed = changed(before, &[("A1", CellContent::Result("3".into()))]);
    assert!(refreshed.contains("<c r=\"A1\"><f t=\"shared\" ref=\"A1:A3\" si=\"0\">B1*2</f><v>3</v></c>"));
}

#[test]
fn sheets_out_of_order_are_refused() {
    for data in ["<row r=\"2\"/><row r=\"1\"/>", "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>"] {
        assert!(survey(&format!("<w><sheetData>{data}</sheetData></w>")).is_err(), "{data}");
    }
}

/// A sheet's rows: for each, whether it says its number, and its cells with whether they say their address.
type Rows = BTreeMap<u32, (bool, BTreeMap<u16, (bool, usize)>)>;

fn rows() -> impl Strategy<Value = Rows> {
    let cells = prop::collection::btree_map(0u16..12, (any::<bool>(), 0usize..6), 0..6);
    prop::collection::btree_map(0u32..12, (any::<bool>(), cells), 0..8)
}

/// The XML of each cell, and of the whole sheet.
fn sheet(rows: &Rows, prefix: &str) -> (BTreeMap<CellRef, String>, String) {
    let mut cells = BTreeMap::new();
    let mut data = String::new();
    let mut next_row = 0;
    for (&number, (say_row, row)) in rows {
        // An address may only be left out where it follows from what stands before.
        let said = if *say_row || number != next_row { format!(" r=\"{}\"", number + 1) } else { String::new() };
        next_row = number + 1;
        let mut inside = String::new();
        let mut next_col = 0;
        for (&col, &(say_cell, content)) in row {
            let at = CellRef::new(number, col);
            let said = if say_cell || col != next_col { format!(" r=\"{at}\"") } else { String::new() };
            next_col = col + 1;
            let cell = match content {
                0 => format!("<{prefix}c{said}/>"),
                1 => format!("<{prefix}c{said}><{prefix}v>{}</{prefix}v></{prefix}c>", number * 7),
                2 => format!(
                    "<{prefix}c{said} t='inlineStr'><{prefix}is><{prefix}t>a &lt; b</{prefix}t></{prefix}is></{prefix}c>"
                ),
                3 => format!("<{prefix}c{said}><{prefix}f>A1+1</{prefix}f><{prefix}v>1</{prefix}v></{prefix}c>"),
                4 => format!("<{prefix}c{said} s=\"2\" t=\"str\"><{prefix}v><![CDATA[<x>]]></{prefix}v></{prefix}c>"),
                _ => format!("<{prefix}c{said} t=\"b\">\n<!-- > --><{prefix}v>1</{prefix}v></{prefix}c>"),
            };
            cells.insert(at, cell.clone());
            inside.push_str(&cell);
        }
        let row = if inside.is_empty() {
            format!("<{prefix}row{said}/>")
        } else {
            format!("<{prefix}row{said}>{inside}</{prefix}row>\n")
        };
        data.push_str(&row);
    }
    let xml = format!(
        "<{prefix}worksheet xmlns:a=\"b\">\n<{prefix}sheetData>{data}</{prefix}sheetData><{prefix}extLst/></{prefix}worksheet>"
    );
    (cells, xml)
}

proptest! {
    #[test]
    fn whatever_cells_change_the_others_keep_their_bytes(
        rows in rows(),
        prefixed in any::<bool>(),
        changes in prop::collection::btree_map((0u32..14, 0u16..14), 0usize..4, 0..20),
    ) {
        let (cells, xml) = sheet(&rows, if prefixed { "x:" } else { "" });
        let changes: BTreeMap<CellRef, CellChange> = changes.into_iter().map(|((row, col), kind)| {
            let content = [number("5"), formula("B1&\"<\"", "1"), CellContent::Text("a<&\"b".into()), number("-0.5")];
            let content = Some(Arc::new(content[kind].clone()));
            (CellRef::new(row, col), CellChange { content, style: (kind == 3).then_some(1) })
        }).collect();
        let changed = apply(&xml, changes.clone());
        // Looking it over refuses rows and cells out of order.
        let after = cells_of(&changed);

        for (at, cell) in &cells {
            let now = &after[at].0;
            prop_assert!(changes.contains_key(at) || now == cell, "{at}: {now} was {cell}");
        }
        for (at, change) in &changes {
            let (_, value, formula) = &after[at];
            match change.content.as_deref().unwrap() {
                CellContent::Number(number) => prop_assert_eq!(value, number),
                CellContent::Formula { text, result } => {
                    prop_assert_eq!(formula.as_ref(), Some(text));
                    prop_assert_eq!(value, result);
                }
                CellContent::Text(text) => prop_assert_eq!(value, text),
                CellContent::Result(_) => {}
            }
        }
        // Taking the changed cells away again leaves what was there, in XML that an XML reader takes too.
        let added = changes.keys().filter(|at| !cells.contains_key(at)).count();
        prop_assert_eq!(after.len(), cells.len() + added);
        prop_assert!(crate::inplace::xml::children_of_root(&changed).is_ok());
        let outside = |xml: &str| {
            let (before, rest) = xml.split_once("sheetData").unwrap();
            (before.to_owned(), rest.rsplit_once("sheetData").unwrap().1.to_owned())
        };
        prop_assert_eq!(outside(&changed), outside(&xml));
    }
}
