//! A row as it lies in the file, and its cells.

use std::ops::Range;

use lampiran_core::CellRef;
use memchr::{memchr, memrchr};

use super::Flaw;
use super::sheet_xml::text_of;
use super::xml::{Element, attribute_in, children};

/// Excel's columns end here.
const MAX_COLUMNS: u16 = 16_384;

/// So many cells a row of the form has, or a few less.
const USUAL_CELLS: usize = 20;

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
    /// Its value, where that stands in a plain `<v>`.
    value: Option<&'b str>,
    /// Whether it may have a formula.
    formula: bool,
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
        if self.is_empty_tag() { self.tag } else { memrchr(b'<', self.text.as_bytes()).unwrap_or(self.text.len()) }
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
        let mut cells = Vec::with_capacity(USUAL_CELLS);
        let row = (self.number + 1).to_string();
        let (mut at, mut next) = (self.tag.min(end), 0);
        while at < end {
            let (cell, behind) = plain_cell(content, at, row.as_bytes(), next)?;
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
            let content = self.text.get(content).unwrap_or_default();
            cells.push(CellXml {
                col: at.col,
                bytes,
                tag: tag.len(),
                content,
                style: attribute_in(opening, "s").and_then(|s| s.parse().ok()).unwrap_or_default(),
                kind: attribute_in(opening, "t").unwrap_or("n"),
                value: None,
                formula: content.contains("<f") || content.contains(":f"),
            });
        }
        Ok(cells)
    }
}

/// The cell that starts at a place of the row, and where it ends. `number` is the row's as it is written, `next` the column
/// of a cell that does not say its own.
fn plain_cell<'b>(row: &'b str, at: usize, number: &[u8], next: u16) -> Option<(CellXml<'b>, usize)> {
    let bytes = row.as_bytes();
    let mut cell =
        CellXml { col: next, bytes: at..at, tag: 0, content: "", style: 0, kind: "n", value: None, formula: false };
    let mut here = at + bytes.get(at..)?.starts_with(b"<c").then_some(2)?;
    while let Some([b' ', name, rest @ ..]) = bytes.get(here..) {
        // `r="A1"`, `s="5"`, `t="s"`; of two letters are only cm, vm and ph, which say nothing here.
        let start = here + if rest.first() == Some(&b'=') { 4 } else { 5 };
        let end = start + bytes.get(start..)?.iter().position(|byte| *byte == b'"')?;
        match (name, rest) {
            (b'r', [b'=', b'"', ..]) => {
                cell.col = column(bytes.get(start..end)?.strip_suffix(number)?).filter(|col| *col >= next)?;
            }
            (b's', [b'=', b'"', ..]) => cell.style = row.get(start..end)?.parse().ok()?,
            (b't', [b'=', b'"', ..]) => cell.kind = row.get(start..end)?,
            (b'c' | b'v', [b'm', b'=', b'"', ..]) | (b'p', [b'h', b'=', b'"', ..]) => {}
            _ => return None,
        }
        here = end + 1;
    }
    let rest = bytes.get(here..)?;
    let end = if rest.starts_with(b"/>") {
        cell.tag = here + 2 - at;
        here + 2
    } else {
        let content = here + rest.starts_with(b">").then_some(1)?;
        cell.tag = content - at;
        let close = cell.look_inside(row, content)?;
        cell.content = row.get(content..close)?;
        close + "</c>".len()
    };
    cell.bytes = at..end;
    Some((cell, end))
}

/// The column of these letters, from zero.
fn column(letters: &[u8]) -> Option<u16> {
    let number = letters.iter().try_fold(0u16, |number, letter| {
        letter.is_ascii_uppercase().then(|| number.checked_mul(26)?.checked_add(u16::from(letter - b'A') + 1))?
    });
    number?.checked_sub(1).filter(|col| *col < MAX_COLUMNS)
}

impl<'b> CellXml<'b> {
    /// Notes formula and value of a plain cell whose content starts here, and tells where that ends. Quoted text may hold
    /// anything, even the end of a cell: then it is not plain.
    fn look_inside(&mut self, row: &'b str, content: usize) -> Option<usize> {
        let bytes = row.as_bytes();
        let mut here = content;
        loop {
            let tag = here + memchr(b'<', bytes.get(here..)?)?;
            match bytes.get(tag + 1..)? {
                [b'/', b'c', b'>', ..] => return Some(tag),
                [b'!' | b'?', ..] => return None,
                [b'f', ..] => self.formula = true,
                [b'v', b'>', rest @ ..] => {
                    let value = row.get(tag + 3..tag + 3 + memchr(b'<', rest)?)?;
                    self.value = Some(value).filter(|value| memchr(b'&', value.as_bytes()).is_none());
                }
                _ => {}
            }
            here = tag + 1;
        }
    }

    /// Whether it may have a formula, told without reading it.
    pub fn may_have_formula(&self) -> bool {
        self.formula
    }

    /// Its formula.
    pub fn formula(&self) -> Result<Option<FormulaXml<'b>>, Flaw> {
        if !self.formula {
            return Ok(None);
        }
        if let Some(text) = self.content.strip_prefix("<f>").and_then(|rest| rest.split('<').next())
            && !text.contains('&')
        {
            let bytes = 0.."<f></f>".len() + text.len();
            return Ok(Some(FormulaXml { tag: "<f>", text: text.to_owned(), bytes }));
        }
        let Some(element) = self.child("f")? else { return Ok(None) };
        let tag = self.content.get(element.tag).unwrap_or_default();
        Ok(Some(FormulaXml { tag, text: text_of(self.content, &element.content)?, bytes: element.bytes }))
    }

    /// The text of its value, as stored (the position of a shared string, for `s`).
    pub fn value(&self) -> Result<String, Flaw> {
        if let Some(value) = self.value {
            return Ok(value.to_owned());
        }
        if let Some(element) = self.child("v")? {
            return text_of(self.content, &element.content);
        }
        match self.child("is")? {
            Some(element) => super::strings::text_of_runs(self.content, &element),
            None => Ok(String::new()),
        }
    }

    fn child(&self, name: &str) -> Result<Option<Element>, Flaw> {
        let all = 0..self.content.len();
        let whole = Element { bytes: all.clone(), tag: 0..0, content: all, name: String::new() };
        Ok(children(self.content, &whole)?.into_iter().find(|child| child.name == name))
    }
}
