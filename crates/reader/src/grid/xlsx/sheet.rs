//! A sheet's part in one pass: cells, formulas, merged areas, hidden rows and columns.

mod cell;
mod plain;
mod row;

use std::io::BufRead;

use lampiran_core::{Area, CellRef};
use quick_xml::events::{BytesStart, Event};

use crate::grid::guard::{Budget, MAX_MERGES};
use crate::grid::xml::{Xml, attribute, is_true};
use crate::grid::{Cell, Content, Format, Refusal, Sheet};
use cell::CellReader;
use row::RowHead;

/// What all sheets share.
#[derive(Clone, Copy)]
pub(super) struct Shared<'a> {
    pub strings: &'a [Option<Content>],
    pub formats: &'a [Format],
    /// Whether dates count from 1904.
    pub date_1904: bool,
}

/// Reads the part of the sheet called `name`. What the sheet says of its own dimension is not believed.
pub(super) fn read<R: BufRead>(
    xml: &mut Xml<R>,
    shared: Shared<'_>,
    budget: &mut Budget,
    name: &str,
) -> Result<Sheet, Refusal> {
    let mut sheet = Sheet::named(name);
    sheet.date_1904 = shared.date_1904;
    let mut cells = CellReader::new(shared, name);
    // Sheets of charts, dialogs and old macros hold no cells.
    if xml.root(&["worksheet", "chartsheet", "dialogsheet", "macrosheet"])? != "worksheet" {
        return Ok(sheet);
    }
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    let bare = tag.name().as_ref() == "row";
                    cells.open_row(RowHead::of(&tag)?, &mut sheet, budget)?;
                    xml.ready(|bytes| cells.read_plain(bytes, bare, &mut sheet, budget))?;
                }
                "c" => {
                    let head = cells.head(&tag)?;
                    cells.read(xml, head, &mut sheet, budget)?;
                    xml.ready(|bytes| cells.read_plain(bytes, false, &mut sheet, budget))?;
                }
                _ => other(&tag, &mut sheet, budget)?,
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "row" => cells.open_row(RowHead::of(&tag)?, &mut sheet, budget)?,
                "c" => {
                    cells.pass(&tag)?;
                    xml.ready(|bytes| cells.read_plain(bytes, false, &mut sheet, budget))?;
                }
                _ => other(&tag, &mut sheet, budget)?,
            },
            Event::Eof => break,
            _ => {}
        }
    }
    disbelieve_doubles(&mut sheet.cells);
    Ok(sheet.tidied())
}

fn other(tag: &BytesStart<'_>, sheet: &mut Sheet, budget: &mut Budget) -> Result<(), Refusal> {
    match tag.local_name().as_ref() {
        "mergeCell" => {
            let area = attribute(tag, "ref")?.unwrap_or_default();
            if let Some(area) = merge(&area)? {
                budget.take(size_of::<Area>())?;
                sheet.merges.push(area);
            }
            if sheet.merges.len() > MAX_MERGES {
                return Err(Refusal::too_large((
                    "Lembar ini berisi terlalu banyak sel gabungan.",
                    "This sheet has too many merged cells.",
                )));
            }
        }
        "col" => {
            let bound = |value: Option<String>| value.and_then(|value| value.trim().parse::<u32>().ok());
            let hidden = attribute(tag, "hidden")?.is_some_and(|value| is_true(&value))
                || attribute(tag, "width")?.is_some_and(|width| is_nothing(&width));
            if let (true, Some(first @ 1..=16_384), Some(last)) =
                (hidden, bound(attribute(tag, "min")?), bound(attribute(tag, "max")?))
            {
                budget.take(size_of::<(u16, u16)>())?;
                sheet.hidden_cols.push((narrow(first - 1), narrow(last.clamp(first, 16_384) - 1)));
            }
        }
        _ => {}
    }
    Ok(())
}

/// A merged area such as `A1:B2`; none where it is a single cell or names no cell at all.
fn merge(text: &str) -> Result<Option<Area>, Refusal> {
    let wrong = || {
        Refusal::damaged((
            "Ada sel gabungan yang alamatnya tidak terbaca.",
            "The address of a merged area cannot be read.",
        ))
        .in_part(text)
    };
    let Some((first, last)) = text.split_once(':') else {
        return if text.is_empty() || CellRef::parse(text).is_some() { Ok(None) } else { Err(wrong()) };
    };
    let (Some(a), Some(b)) = (CellRef::parse(first), CellRef::parse(last)) else { return Err(wrong()) };
    let first = CellRef::new(a.row.min(b.row), a.col.min(b.col));
    let last = CellRef::new(a.row.max(b.row), a.col.max(b.col));
    Ok((first != last).then_some(Area { first, last }))
}

/// A width or height of zero hides as well.
fn is_nothing(size: &str) -> bool {
    size.parse() == Ok(0.0)
}

fn narrow(col: u32) -> u16 {
    u16::try_from(col).unwrap_or(u16::MAX)
}

/// Where a cell stands twice with different contents, neither is believed.
fn disbelieve_doubles(cells: &mut Vec<Cell>) {
    if cells.is_sorted_by(|a, b| a.at() < b.at()) {
        return;
    }
    cells.sort_by_key(Cell::at);
    cells.dedup_by(|later, kept| {
        let same = later.at() == kept.at();
        if same && later.content != kept.content {
            kept.content = Content::Unreadable(format!("{} / {}", plain(&kept.content), plain(&later.content)).into());
        }
        same
    });
}

fn plain(content: &Content) -> String {
    match content {
        Content::Number(number) => number.decimal().to_string(),
        Content::Text(text) | Content::Error(text) | Content::Unreadable(text) => text.to_string(),
        Content::Bool(value) => value.to_string().to_uppercase(),
        Content::Uncalculated => String::new(),
    }
}
