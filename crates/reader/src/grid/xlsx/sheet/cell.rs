//! One cell: its address, its type, its value and its formula.

use std::collections::BTreeMap;
use std::io::BufRead;

use lampiran_core::CellRef;
use quick_xml::events::{BytesStart, Event};

use super::Shared;
use super::row::{RowHead, RowNumber};
use crate::grid::date::serial;
use crate::grid::guard::Budget;
use crate::grid::text::{Texts, unreadable};
use crate::grid::xlsx::shared_formula::moved;
use crate::grid::xlsx::strings::runs;
use crate::grid::xml::{Xml, attribute, ill_formed, push_text};
use crate::grid::{Cell, Content, Format, Refusal, Sheet, Shown, number};

/// Last row and column of a sheet, from zero.
pub(super) const LAST: CellRef = CellRef::new(1_048_575, 16_383);
/// Highest number of a shared formula that is believed.
const MAX_SHARED: u32 = 1 << 20;
/// What a formula takes in memory beside its text.
const OVERHEAD: usize = 64;

/// Reads the cells of a sheet in turn.
pub(super) struct CellReader<'a> {
    shared: Shared<'a>,
    sheet: &'a str,
    /// Where the next cell without an address stands.
    next: CellRef,
    /// The row of the next row without a number.
    coming: u32,
    /// Whether the row said which one it is, in a way that can be read.
    row_known: bool,
    /// First cell and text of each shared formula.
    masters: BTreeMap<u32, (CellRef, String)>,
    texts: Texts,
    value: String,
    formula: String,
}

/// What a cell's tag says.
#[derive(Clone, Copy)]
pub(super) struct Head {
    at: CellRef,
    /// False where the address could not be read, or contradicts its row.
    sound: bool,
    format: Option<Format>,
    kind: Kind,
}

/// How the value is to be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
    Unknown,
}

/// How a formula is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Formula {
    None,
    Own,
    /// The number of a shared one.
    Shared(u32),
}

impl<'a> CellReader<'a> {
    pub(super) fn new(shared: Shared<'a>, sheet: &'a str) -> Self {
        Self {
            shared,
            sheet,
            next: CellRef::new(0, 0),
            coming: 0,
            row_known: true,
            masters: BTreeMap::new(),
            texts: Texts::default(),
            value: String::new(),
            formula: String::new(),
        }
    }

    /// A row begins; one without a number follows the one before.
    pub(super) fn open_row(&mut self, head: RowHead, sheet: &mut Sheet, budget: &mut Budget) -> Result<(), Refusal> {
        self.row_known = !matches!(head.number, RowNumber::Unreadable);
        let row = match head.number {
            RowNumber::Given(number) => number - 1,
            RowNumber::Missing | RowNumber::Unreadable => self.coming.min(LAST.row),
        };
        self.next = CellRef::new(row, 0);
        self.coming = row + 1;
        if head.hidden {
            match sheet.hidden_rows.last_mut() {
                Some(range) if range.1.checked_add(1) == Some(row) => range.1 = row,
                _ => {
                    budget.take(size_of::<(u32, u32)>())?;
                    sheet.hidden_rows.push((row, row));
                }
            }
        }
        Ok(())
    }

    /// A cell begins.
    pub(super) fn head(&mut self, tag: &BytesStart<'_>) -> Result<Head, Refusal> {
        let mut head = self.expected();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| ill_formed())?;
            self.tell(&mut head, attribute.key.as_ref(), &attribute.value);
        }
        Ok(self.place(head))
    }

    /// A cell of which nothing is known but where it should stand.
    pub(super) fn expected(&self) -> Head {
        let format = Some(self.shared.formats.first().copied().unwrap_or_default());
        Head { at: self.next, sound: self.row_known, format, kind: Kind::Number }
    }

    /// What an attribute of its tag tells of a cell.
    pub(super) fn tell(&self, head: &mut Head, name: &str, value: &str) {
        match name {
            "r" => match CellRef::parse(value) {
                Some(at) => {
                    head.sound = !self.row_known || at.row == self.next.row;
                    head.at = at;
                }
                None => head.sound = false,
            },
            "s" => head.format = self.format(value),
            "t" => head.kind = Kind::of(value),
            _ => {}
        }
    }

    /// Its place is taken; the next cell follows it.
    pub(super) fn place(&mut self, mut head: Head) -> Head {
        self.next.col = head.at.col.saturating_add(1);
        head.sound &= head.at.col <= LAST.col;
        head.at.col = head.at.col.min(LAST.col);
        head
    }

    /// A formatted blank only takes its place.
    pub(super) fn pass(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        self.head(tag).map(|_| ())
    }

    /// None where there is no such style: how the number is shown is then unknown.
    fn format(&self, index: &str) -> Option<Format> {
        if self.shared.formats.is_empty() {
            return Some(Format::default());
        }
        self.shared.formats.get(index.parse::<usize>().ok()?).copied()
    }

    /// Reads a cell to its end and puts it, and its formula, into the sheet.
    pub(super) fn read<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        head: Head,
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        let read = self.inside(xml).and_then(|(sound, has_value, formula)| {
            let has_formula = formula != Formula::None;
            self.put_formula(formula, head.at, sheet, budget)?;
            if has_formula && !has_value {
                return Ok(Some((Content::Uncalculated, head.format.unwrap_or_default())));
            }
            self.content(head, sound, has_value, sheet.date_1904, budget)
        });
        self.put(head.at, read, sheet, budget)
    }

    /// Puts a cell that holds this value, given without formula, into the sheet.
    pub(super) fn put_value(
        &mut self,
        head: Head,
        value: &str,
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        self.value.clear();
        self.value.push_str(value);
        let read = self.content(head, true, true, sheet.date_1904, budget);
        self.put(head.at, read, sheet, budget)
    }

    /// Puts what was read of a cell into the sheet.
    fn put(
        &self,
        at: CellRef,
        read: Result<Option<(Content, Format)>, Refusal>,
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        let read = read.map_err(|refusal| refusal.in_part(format!("{}!{at}", self.sheet)))?;
        if let Some((content, format)) = read {
            budget.take(size_of::<Cell>())?;
            if let Content::Unreadable(text) = &content {
                budget.take(text.len())?;
            }
            sheet.cells.push(Cell::new(at, content, format));
        }
        Ok(())
    }

    /// Reads value and formula; says whether all references stood for characters, and whether there was a value.
    fn inside<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(bool, bool, Formula), Refusal> {
        enum Into {
            Nothing,
            Value,
            Formula,
        }
        self.value.clear();
        self.formula.clear();
        let (mut sound, mut has_value, mut formula, mut into) = (true, false, Formula::None, Into::Nothing);
        loop {
            let event = xml.next()?;
            match &event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "v" => {
                        has_value = true;
                        into = Into::Value;
                    }
                    "f" => {
                        formula = Formula::of(tag)?;
                        into = Into::Formula;
                    }
                    "is" => {
                        has_value = true;
                        sound &= runs(xml, "is", &mut self.value)?;
                    }
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "f" => formula = Formula::of(tag)?,
                    "is" => has_value = true,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "c" => return Ok((sound, has_value, formula)),
                    "v" | "f" => into = Into::Nothing,
                    _ => {}
                },
                Event::Eof => return Err(ill_formed()),
                event => match into {
                    Into::Value => sound &= push_text(event, &mut self.value),
                    Into::Formula => sound &= push_text(event, &mut self.formula),
                    Into::Nothing => {}
                },
            }
        }
    }

    fn put_formula(
        &mut self,
        formula: Formula,
        at: CellRef,
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        let text: Box<str> = match formula {
            Formula::None => return Ok(()),
            Formula::Shared(id) if self.formula.is_empty() => match self.masters.get(&id) {
                Some((from, text)) => moved(text, *from, at).into(),
                None => return Ok(()),
            },
            Formula::Shared(id) => {
                budget.take(self.formula.len().saturating_add(OVERHEAD))?;
                self.masters.insert(id, (at, self.formula.clone()));
                self.formula.as_str().into()
            }
            Formula::Own if self.formula.is_empty() => return Ok(()),
            Formula::Own => self.formula.as_str().into(),
        };
        budget.take(text.len().saturating_add(OVERHEAD))?;
        sheet.formulas.insert(at, text);
        Ok(())
    }

    /// The content and how it is shown; none where the cell is blank.
    fn content(
        &mut self,
        head: Head,
        sound: bool,
        has_value: bool,
        date_1904: bool,
        budget: &mut Budget,
    ) -> Result<Option<(Content, Format)>, Refusal> {
        let value = self.value.as_str();
        let format = head.format.unwrap_or_default();
        let wrong = || Some(unreadable(value));
        let content = match head.kind {
            _ if !has_value => None,
            _ if !sound => wrong(),
            Kind::Shared => match value.trim_ascii().parse::<usize>().ok().and_then(|i| self.shared.strings.get(i)) {
                Some(content) => content.clone(),
                None => return Err(no_such_text()),
            },
            Kind::Text => self.texts.content(value, true, budget)?,
            Kind::Number | Kind::Date if value.trim_ascii().is_empty() => None,
            Kind::Number => match number::from_text(value) {
                Some(number) if head.format.is_some() => Some(Content::Number(number)),
                _ => wrong(),
            },
            Kind::Date => {
                return Ok(Some(match serial(value, date_1904) {
                    Some(days) => (days.into(), Format { shown: Shown::Date, ..format }),
                    None => (unreadable(value), format),
                }));
            }
            Kind::Bool => match value.trim_ascii() {
                "1" | "true" => Some(Content::Bool(true)),
                "0" | "false" => Some(Content::Bool(false)),
                _ => wrong(),
            },
            Kind::Error if value.starts_with('#') => Some(Content::Error(self.texts.shared(value, budget)?)),
            Kind::Error | Kind::Unknown => wrong(),
        };
        // A cell whose own place is in doubt must not be taken for a figure of that place.
        let content = content.map(|content| if head.sound { content } else { misplaced(&content, value) });
        Ok(content.map(|content| (content, format)))
    }
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "n" => Self::Number,
            "s" => Self::Shared,
            "str" | "inlineStr" => Self::Text,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Unknown,
        }
    }
}

impl Formula {
    fn of(tag: &BytesStart<'_>) -> Result<Self, Refusal> {
        if attribute(tag, "t")?.as_deref() != Some("shared") {
            return Ok(Self::Own);
        }
        let id = attribute(tag, "si")?.and_then(|id| id.trim().parse().ok()).filter(|id| *id <= MAX_SHARED);
        id.map(Self::Shared).ok_or_else(|| {
            Refusal::damaged((
                "Ada rumus bersama yang nomornya tidak masuk akal.",
                "The number of a shared formula makes no sense.",
            ))
        })
    }
}

fn misplaced(content: &Content, value: &str) -> Content {
    match content {
        Content::Text(text) => unreadable(text),
        _ => unreadable(value),
    }
}

fn no_such_text() -> Refusal {
    Refusal::damaged((
        "Ada sel yang teksnya tidak ditemukan di dalam berkas.",
        "The text of a cell is not in the file.",
    ))
}
