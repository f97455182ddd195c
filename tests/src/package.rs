//! A workbook's parts as an XML reader sees them, whatever the prefix of their elements, and whether or not rows and cells say
//! where they are.
#![allow(clippy::expect_used, clippy::missing_panics_doc, reason = "XML that cannot be read fails the test")]

use std::collections::BTreeMap;

use lampiran_core::CellRef;
use quick_xml::events::{BytesStart, Event};

/// The sheets of a package by name, each with its part.
pub fn sheet_parts(parts: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    let text = |name: &str| std::str::from_utf8(parts.get(name).expect("a part")).expect("UTF-8");
    let rels = tags(text("xl/_rels/workbook.xml.rels"), "Relationship");
    let sheets = tags(text("xl/workbook.xml"), "sheet").into_iter().map(|sheet| {
        let (name, id) = (attribute(&sheet, "name").expect("a name"), attribute(&sheet, "r:id"));
        let rel = rels.iter().find(|rel| attribute(rel, "Id") == id).expect("its relationship");
        let target = attribute(rel, "Target").expect("its part");
        (name, target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
    });
    sheets.filter(|(_, part)| part.starts_with("xl/worksheets/")).collect()
}

fn tags(xml: &str, name: &str) -> Vec<BytesStart<'static>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => found.push(tag.into_owned()),
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// An attribute of a tag.
pub fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).expect("attributes");
    found.map(|value| quick_xml::escape::unescape(&value.value).expect("its text").into_owned())
}

/// A cell as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// All of it.
    pub text: String,
    /// Its formula element.
    pub formula: Option<String>,
    /// Its style.
    pub style: Option<String>,
}

impl Cell {
    /// Whether another has the same formula and looks like it.
    pub fn is_like(&self, other: &Self) -> bool {
        (&self.formula, &self.style) == (&other.formula, &other.style)
    }
}

/// A sheet's part, taken apart.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The cells by their address.
    pub cells: BTreeMap<String, Cell>,
    /// The opening tags of the rows, by their number.
    pub rows: BTreeMap<u32, String>,
    /// What stands before the rows, and behind them.
    outside: [String; 2],
}

impl Sheet {
    /// Takes a part apart.
    pub fn read(xml: &str) -> Self {
        let mut reader = quick_xml::Reader::from_str(xml);
        let position =
            |reader: &quick_xml::Reader<&[u8]>| usize::try_from(reader.buffer_position()).expect("a position");
        let between = |start: usize, end: usize| xml.get(start..end).expect("whole characters").to_owned();
        let mut sheet = Self::default();
        let (mut row, mut next_col, mut data) = (0, 0, 0);
        let (mut cell, mut formula, mut formula_start) = (None, None, 0);
        loop {
            let start = position(&reader);
            let event = reader.read_event().expect("well-formed XML");
            let end = position(&reader);
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "sheetData" => {
                        sheet.outside[0] = between(0, start);
                        data = end;
                    }
                    "row" => {
                        row = attribute(&tag, "r").map_or(row + 1, |number| number.parse().expect("a row's number"));
                        next_col = 0;
                        sheet.rows.insert(row, between(start, end).replace("/>", ">"));
                    }
                    "c" => {
                        let said = attribute(&tag, "r").map(|at| CellRef::parse(&at).expect("a cell's address"));
                        let at = said.unwrap_or(CellRef::new(row - 1, next_col));
                        next_col = at.col + 1;
                        let known = Cell { text: between(start, end), formula: None, style: attribute(&tag, "s") };
                        if is_empty {
                            sheet.cells.insert(at.to_string(), known);
                        } else {
                            cell = Some((at, start, known));
                        }
                    }
                    "f" if is_empty => formula = Some(between(start, end)),
                    "f" => formula_start = start,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "f" => formula = Some(between(formula_start, end)),
                    "c" => {
                        if let Some((at, start, known)) = cell.take() {
                            let cell = Cell { text: between(start, end), formula: formula.take(), ..known };
                            sheet.cells.insert(at.to_string(), cell);
                        }
                    }
                    "sheetData" => data = start,
                    _ => {}
                },
                Event::Eof => {
                    sheet.outside[1] = between(data, xml.len());
                    return sheet;
                }
                _ => {}
            }
        }
    }

    /// What stands before the rows, and behind them.
    pub fn without_rows(&self) -> &[String; 2] {
        &self.outside
    }
}
