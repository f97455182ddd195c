//! A row as it lies in the file, and its cells.

use std::ops::Range;

use lampiran_core::CellRef;
use memchr::memmem;

use super::Flaw;
use super::sheet_xml::text_of;
use super::xml::{Element, attribute_in, children};

/// A row with its bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowXml<'b> {
    /// Its number from zero.
    pub number: u32,
    /// All of it.
    pub text: &'b str,
    /// How long its opening tag is: as long as all of it, where the row is empty.
    pub tag: usize,
}

/// A cell as it lies in its row. Ranges are within the row.
#[derive(Debug, Clone)]
pub(super) struct CellXml<'b> {
    /// Its column from zero.
    pub col: u16,
    /// All of it.
    pub bytes: Range<usize>,
    /// How long its opening tag is.
    pub tag: usize,
    /// What is in it, as it is written.
    pub content: &'b str,
    /// The number of its style.
    pub style: usize,
    /// What its value is: `n`, `s`, `str`, `inlineStr`, `b`, `e`, `d`.
    pub kind: &'b str,
}

/// A formula as it lies in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormulaXml<'b> {
    /// Its opening tag.
    pub tag: &'b str,
    /// Its text; empty where another cell holds it.
    pub text: String,
    /// Its bytes within the content of the cell.
    pub bytes: Range<usize>,
}

impl FormulaXml<'_> {
    /// The number of the shared formula.
    pub fn shared(&self) -> Option<u32> {
        attribute_in(self.tag, "si")?.parse().ok()
    }
}

impl<'b> RowXml<'b> {
    /// Whether it is written as one empty tag.
    pub fn is_empty_tag(&self) -> bool {
        self.tag == self.text.len()
    }

    /// The opening tag.
    pub fn opening(&self) -> &'b str {
        self.text.get(..self.tag).unwrap_or_default()
    }

    /// Where what is in it ends.
    pub fn content_end(&self) -> usize {
        if self.is_empty_tag() { self.tag } else { self.text.rfind("</").unwrap_or(self.text.len()) }
    }

    /// Its cells, left to right. Refused where they do not stand in order.
    pub fn cells(&self) -> Result<Vec<CellXml<'b>>, Flaw> {
        match self.plain_cells() {
            Some(cells) => Ok(cells),
            None => self.any_cells(),
        }
    }

    /// The cells, where they are written as nearly every program writes them: an XML reader takes ten times as long, and
    /// in filling every cell of a sheet passes by twice (the benchmark holds it against a copy).
    fn plain_cells(&self) -> Option<Vec<CellXml<'b>>> {
        let end = self.content_end();
        let content = self.text.get(..end)?;
        let mut cells = Vec::new();
        let (mut at, mut next) = (self.tag.min(end), 0);
        while at < end {
            let (cell, behind) = plain_cell(content, at, CellRef::new(self.number, next))?;
            next = cell.col.checked_add(1)?;
            cells.push(cell);
            at = behind;
        }
        Some(cells)
    }

    /// The cells, however they are written.
    fn any_cells(&self) -> Result<Vec<CellXml<'b>>, Flaw> {
        let row = Element {
            bytes: 0..self.text.len(),
            tag: 0..self.tag,
            content: self.tag..self.content_end(),
            name: "row".into(),
        };
        let mut cells = Vec::new();
        let mut next = 0;
        for Element { bytes, tag, content, .. } in
            children(self.text, &row)?.into_iter().filter(|child| child.name == "c")
        {
            let opening = self.text.get(tag.clone()).unwrap_or_default();
            let said = attribute_in(opening, "r").and_then(CellRef::parse);
            let at = said.unwrap_or(CellRef::new(self.number, next));
            if at.row != self.number || at.col < next {
                return Err(Flaw::new(format!("cell {at} is not in order")));
            }
            next = at.col.saturating_add(1);
            cells.push(CellXml {
                col: at.col,
                bytes,
                tag: tag.len(),
                content: self.text.get(content).unwrap_or_default(),
                style: attribute_in(opening, "s").and_then(|s| s.parse().ok()).unwrap_or_default(),
                kind: attribute_in(opening, "t").unwrap_or("n"),
            });
        }
        Ok(cells)
    }
}

/// The cell that starts at a place of the row, and where it ends; `expected` is its address, should it not say one.
fn plain_cell(row: &str, at: usize, expected: CellRef) -> Option<(CellXml<'_>, usize)> {
    let element = row.get(at..)?;
    let mut rest = element.strip_prefix("<c")?;
    let mut cell = CellXml { col: expected.col, bytes: at..at, tag: 0, content: "", style: 0, kind: "n" };
    while let Some(attribute) = rest.strip_prefix(' ') {
        let (name, value) = attribute.split_once("=\"")?;
        let (value, behind) = value.split_once('"')?;
        match name {
            "r" => {
                let said = CellRef::parse(value).filter(|said| said.row == expected.row && said.col >= expected.col)?;
                cell.col = said.col;
            }
            "s" => cell.style = value.parse().ok()?,
            "t" => cell.kind = value,
            "cm" | "vm" | "ph" => {}
            _ => return None,
        }
        rest = behind;
    }
    let length = if let Some(behind) = rest.strip_prefix("/>") {
        cell.tag = element.len() - behind.len();
        cell.tag
    } else {
        let inside = rest.strip_prefix('>')?;
        cell.tag = element.len() - inside.len();
        let end = memmem::find(inside.as_bytes(), b"</c>")?;
        cell.content = inside.get(..end)?;
        // Quoted text may hold anything, even the end of a cell.
        let is_plain = !cell.content.contains("<!") && !cell.content.contains("<?");
        is_plain.then_some(cell.tag + end + "</c>".len())?
    };
    cell.bytes = at..at + length;
    Some((cell, at + length))
}

impl<'b> CellXml<'b> {
    /// Whether it has a formula, told without reading it.
    pub fn may_have_formula(&self) -> bool {
        self.content.contains("<f") || self.content.contains(":f")
    }

    /// Its formula.
    pub fn formula(&self) -> Result<Option<FormulaXml<'b>>, Flaw> {
        if !self.may_have_formula() {
            return Ok(None);
        }
        let Some(element) = self.child("f")? else { return Ok(None) };
        let tag = self.content.get(element.tag).unwrap_or_default();
        Ok(Some(FormulaXml { tag, text: text_of(self.content, &element.content)?, bytes: element.bytes }))
    }

    /// The text of its value, as stored (the position of a shared string, for `s`).
    pub fn value(&self) -> Result<String, Flaw> {
        if let Some(element) = self.child("v")? {
            return text_of(self.content, &element.content);
        }
        match self.child("is")? {
            Some(element) => super::strings::text_of_runs(self.content, &element),
            None => Ok(String::new()),
        }
    }

    /// Whether it holds a number.
    pub fn is_number(&self) -> bool {
        self.kind == "n" && (self.content.starts_with("<v>") || self.child("v").is_ok_and(|value| value.is_some()))
    }

    fn child(&self, name: &str) -> Result<Option<Element>, Flaw> {
        let all = 0..self.content.len();
        let whole = Element { bytes: all.clone(), tag: 0..0, content: all, name: String::new() };
        Ok(children(self.content, &whole)?.into_iter().find(|child| child.name == name))
    }
}
