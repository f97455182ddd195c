//! A sheet's XML as it lies in the file: where its rows and cells are, which formulas it shares, which areas it merges.

use std::collections::BTreeMap;
use std::ops::Range;

use lampiran_core::{Area, CellRef};
use quick_xml::events::{BytesStart, Event};

use super::Flaw;
use super::xml::{Element, Pieces, attribute, children, children_of_root, prefix_of};

/// What stands in a sheet, in the order the format asks for. Alternatives stand around controls.
pub(super) const ORDER: [&str; 39] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// A sheet's XML with an index of what matters for changing cells.
#[derive(Debug)]
pub(super) struct SheetXml<'a> {
    /// The part's text.
    pub xml: &'a str,
    /// `sheetData`.
    pub data: Element,
    /// `x:` where the sheet's elements are written with a prefix.
    pub prefix: &'a str,
    /// The rows, top to bottom.
    pub rows: Vec<RowXml>,
    /// Formulas written once and shared by several cells, by their number.
    pub shared: BTreeMap<u32, Shared>,
    /// Areas of array formulas and data tables: no cell in them may be changed alone.
    pub arrays: Vec<Area>,
    /// Merged areas.
    pub merges: Vec<Area>,
    /// Cells that hold a number, by column and then row.
    pub numeric: Vec<CellRef>,
    /// Cells that hold a formula, in order.
    pub formulas: Vec<CellRef>,
}

/// A row as it lies in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowXml {
    /// Its number from zero.
    pub number: u32,
    /// Its bytes.
    pub element: Element,
}

/// A formula that several cells share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shared {
    /// The cell it is written in.
    pub master: CellRef,
    /// The formula as it stands there.
    pub formula: String,
    /// The other cells that have it, moved along.
    pub dependents: Vec<CellRef>,
}

/// A cell as it lies in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellXml {
    /// Its bytes.
    pub element: Element,
    /// The number of its style.
    pub style: usize,
    /// What its value is: `n`, `s`, `str`, `inlineStr`, `b`, `e`, `d`.
    pub kind: String,
    /// Its formula.
    pub formula: Option<FormulaXml>,
    /// The text of its value, as stored (the position of a shared string, for `s`).
    pub value: String,
}

/// A formula as it lies in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormulaXml {
    /// Its text; empty where another cell holds it.
    pub text: String,
    /// The number of the shared formula.
    pub shared: Option<u32>,
}

impl<'a> SheetXml<'a> {
    /// Indexes a sheet. Refused where rows or cells do not stand in order: Excel would call the file damaged.
    pub fn index(xml: &'a str) -> Result<Self, Flaw> {
        let elements = children_of_root(xml)?;
        let data = elements
            .iter()
            .find(|element| element.name == "sheetData")
            .cloned()
            .ok_or_else(|| Flaw::new("a sheet without sheetData"))?;
        let prefix = prefix_of(xml.get(data.tag.clone()).unwrap_or_default());
        let mut sheet = Self {
            xml,
            merges: merges_among(xml, &elements)?,
            data,
            prefix,
            rows: Vec::new(),
            shared: BTreeMap::new(),
            arrays: Vec::new(),
            numeric: Vec::new(),
            formulas: Vec::new(),
        };
        sheet.index_rows()?;
        sheet.numeric.sort_unstable_by_key(|cell| (cell.col, cell.row));
        Ok(sheet)
    }

    fn index_rows(&mut self) -> Result<(), Flaw> {
        let mut pieces = Pieces::within(self.xml, &self.data.content);
        let mut cursor = Cursor::default();
        let mut open: Option<(u32, Range<usize>)> = None;
        while let Some(piece) = pieces.next()? {
            match piece.event {
                Event::Start(tag) if is(&tag, "row") => {
                    open = Some((cursor.row(&tag)?, piece.bytes));
                }
                Event::Empty(tag) if is(&tag, "row") => {
                    let number = cursor.row(&tag)?;
                    let end = piece.bytes.end;
                    let element =
                        Element { bytes: piece.bytes.clone(), tag: piece.bytes, content: end..end, name: "row".into() };
                    self.rows.push(RowXml { number, element });
                }
                Event::End(tag) if tag.local_name().as_ref() == "row" => {
                    let Some((number, tag)) = open.take() else { continue };
                    let element = Element {
                        content: tag.end..piece.bytes.start,
                        bytes: tag.start..piece.bytes.end,
                        tag,
                        name: "row".into(),
                    };
                    self.rows.push(RowXml { number, element });
                }
                Event::Start(tag) if is(&tag, "c") => {
                    let at = cursor.cell(&tag)?;
                    let numeric = attribute(&tag, "t").is_none_or(|kind| kind == "n");
                    self.index_cell(&mut pieces, at, numeric)?;
                }
                Event::Empty(tag) if is(&tag, "c") => {
                    cursor.cell(&tag)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Notes what the content of a cell means for the sheet.
    fn index_cell(&mut self, pieces: &mut Pieces<'_>, at: CellRef, numeric: bool) -> Result<(), Flaw> {
        let mut depth = 0usize;
        while let Some(piece) = pieces.next()? {
            match piece.event {
                Event::Start(tag) if depth == 0 && is(&tag, "f") => {
                    let text = text_of(self.xml, &pieces.skip(&tag)?)?;
                    self.index_formula(&tag, at, text);
                }
                Event::Empty(tag) if depth == 0 && is(&tag, "f") => self.index_formula(&tag, at, String::new()),
                Event::Start(tag) => {
                    depth += 1;
                    if numeric && depth == 1 && is(&tag, "v") {
                        self.numeric.push(at);
                    }
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn index_formula(&mut self, tag: &BytesStart<'_>, at: CellRef, formula: String) {
        self.formulas.push(at);
        match attribute(tag, "t").as_deref() {
            Some("shared") => {
                let Some(number) = attribute(tag, "si").and_then(|si| si.parse().ok()) else { return };
                match self.shared.get_mut(&number) {
                    Some(shared) => shared.dependents.push(at),
                    None => {
                        self.shared.insert(number, Shared { master: at, formula, dependents: Vec::new() });
                    }
                }
            }
            Some("array" | "dataTable") => {
                let area = attribute(tag, "ref").and_then(|area| parse_area(&area));
                self.arrays.push(area.unwrap_or(Area { first: at, last: at }));
            }
            _ => {}
        }
    }

    /// The cells of a row by column; nothing where there is no such row.
    pub fn row(&self, number: u32) -> Result<BTreeMap<u16, CellXml>, Flaw> {
        let Ok(i) = self.rows.binary_search_by_key(&number, |row| row.number) else { return Ok(BTreeMap::new()) };
        let Some(row) = self.rows.get(i) else { return Ok(BTreeMap::new()) };
        let mut cells = BTreeMap::new();
        let mut next = 0;
        for element in children(self.xml, &row.element)? {
            if element.name == "c" {
                let cell = self.cell_of(element)?;
                let tag = self.xml.get(cell.element.tag.clone()).unwrap_or_default();
                let said = super::xml::attribute_of(tag, "r").and_then(|r| CellRef::parse(&r));
                let col = said.map_or(next, |at| at.col);
                next = col.saturating_add(1);
                cells.insert(col, cell);
            }
        }
        Ok(cells)
    }

    /// A single cell, if it is there.
    pub fn cell(&self, at: CellRef) -> Result<Option<CellXml>, Flaw> {
        Ok(self.row(at.row)?.remove(&at.col))
    }

    fn cell_of(&self, element: Element) -> Result<CellXml, Flaw> {
        let tag = self.xml.get(element.tag.clone()).unwrap_or_default();
        let attribute = |name| super::xml::attribute_of(tag, name);
        let mut cell = CellXml {
            style: attribute("s").and_then(|s| s.parse().ok()).unwrap_or_default(),
            kind: attribute("t").unwrap_or_else(|| "n".into()),
            formula: None,
            value: String::new(),
            element,
        };
        for child in children(self.xml, &cell.element)? {
            match child.name.as_str() {
                "f" => {
                    let tag = self.xml.get(child.tag.clone()).unwrap_or_default();
                    cell.formula = Some(FormulaXml {
                        text: text_of(self.xml, &child.content)?,
                        shared: super::xml::attribute_of(tag, "si").and_then(|si| si.parse().ok()),
                    });
                }
                "v" => cell.value = text_of(self.xml, &child.content)?,
                "is" => cell.value = super::strings::text_of_runs(self.xml, &child)?,
                _ => {}
            }
        }
        Ok(cell)
    }

    /// The formula of a cell, written out where it is shared.
    pub fn formula(&self, at: CellRef, cell: &CellXml) -> Option<String> {
        let formula = cell.formula.as_ref()?;
        match formula.shared.and_then(|number| self.shared.get(&number)) {
            Some(shared) if formula.text.is_empty() => super::formula::moved(&shared.formula, shared.master, at),
            _ => Some(formula.text.clone()),
        }
    }

    /// Whether a cell lies in an array formula or a data table.
    pub fn in_array(&self, at: CellRef) -> bool {
        self.arrays.iter().any(|area| area.contains(at))
    }

    /// How many cells of a column hold a number between two rows, both included.
    pub fn numbers_between(&self, col: u16, first: u32, last: u32) -> &[CellRef] {
        let start = self.numeric.partition_point(|cell| (cell.col, cell.row) < (col, first));
        let end = self.numeric.partition_point(|cell| (cell.col, cell.row) <= (col, last));
        self.numeric.get(start..end).unwrap_or_default()
    }
}

/// Where rows and cells stand, also where they do not say so: a missing address means the next one.
#[derive(Default)]
struct Cursor {
    next_row: u32,
    next_col: u16,
}

impl Cursor {
    fn row(&mut self, tag: &BytesStart<'_>) -> Result<u32, Flaw> {
        let said = attribute(tag, "r").and_then(|r| r.parse::<u32>().ok()).and_then(|r| r.checked_sub(1));
        let row = said.unwrap_or(self.next_row);
        if row < self.next_row || row >= 1_048_576 {
            return Err(Flaw::new(format!("row {} is not in order", u64::from(row) + 1)));
        }
        self.next_row = row + 1;
        self.next_col = 0;
        Ok(row)
    }

    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<CellRef, Flaw> {
        let row = self.next_row.saturating_sub(1);
        let said = attribute(tag, "r").and_then(|r| CellRef::parse(&r));
        let cell = said.unwrap_or(CellRef::new(row, self.next_col));
        if cell.row != row || cell.col < self.next_col || cell.col >= 16_384 {
            return Err(Flaw::new(format!("cell {cell} is not in order")));
        }
        self.next_col = cell.col + 1;
        Ok(cell)
    }
}

fn is(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.local_name().as_ref() == name
}

/// The merged areas of a sheet.
pub(super) fn merges(xml: &str) -> Result<Vec<Area>, Flaw> {
    merges_among(xml, &children_of_root(xml)?)
}

fn merges_among(xml: &str, elements: &[Element]) -> Result<Vec<Area>, Flaw> {
    let Some(merges) = elements.iter().find(|element| element.name == "mergeCells") else { return Ok(Vec::new()) };
    let tags = children(xml, merges)?;
    let areas = tags.iter().filter_map(|element| super::xml::attribute_of(xml.get(element.tag.clone())?, "ref"));
    Ok(areas.filter_map(|area| parse_area(&area)).collect())
}

/// Reads `A1:B2` or `A1`.
pub(super) fn parse_area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some(Area { first: CellRef::parse(first)?, last: CellRef::parse(last)? })
}

/// The text in some content, unescaped, CDATA included.
pub(super) fn text_of(xml: &str, content: &Range<usize>) -> Result<String, Flaw> {
    let mut text = String::new();
    let mut pieces = Pieces::within(xml, content);
    while let Some(piece) = pieces.next()? {
        match piece.event {
            Event::CData(data) => text.push_str(&data),
            Event::Text(_) | Event::GeneralRef(_) => {
                let raw = xml.get(piece.bytes).unwrap_or_default();
                text.push_str(&quick_xml::escape::unescape(raw).map_err(|error| Flaw::new(error.to_string()))?);
            }
            _ => {}
        }
    }
    Ok(text)
}
