//! The element `Cell`: its `Data`, by type.

use std::io::BufRead;

use quick_xml::events::Event;

use crate::grid::date::serial;
use crate::grid::guard::Budget;
use crate::grid::text::{Texts, unreadable};
use crate::grid::xml::{Xml, attribute, ill_formed, push_text};
use crate::grid::{Content, Refusal, Shown, number};

/// Reads to the end of the element: what the cell holds, and how it is shown where its type says so.
pub(super) fn read<R: BufRead>(
    xml: &mut Xml<R>,
    has_formula: bool,
    date_1904: bool,
    texts: &mut Texts,
    budget: &mut Budget,
) -> Result<Option<(Content, Option<Shown>)>, Refusal> {
    let mut content = has_formula.then_some((Content::Uncalculated, None));
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "Data" => {
                    let kind = attribute(&tag, "Type")?.unwrap_or_default();
                    let mut value = String::new();
                    let sound = text(xml, "Data", &mut value)?;
                    content = match kind.as_str() {
                        "String" => texts.content(&value, sound, budget)?.map(|content| (content, None)),
                        kind => data(kind, &value, sound, date_1904),
                    };
                }
                // A comment has a Data of its own.
                "Comment" => xml.skip()?,
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "Data" => content = None,
            Event::End(tag) if tag.local_name().as_ref() == "Cell" => return Ok(content),
            Event::Eof => return Err(ill_formed()),
            _ => {}
        }
    }
}

/// The text up to the end of the element `outer`, formatting aside; false where a reference in it stood for no
/// character.
pub(super) fn text<R: BufRead>(xml: &mut Xml<R>, outer: &str, plain: &mut String) -> Result<bool, Refusal> {
    let mut sound = true;
    loop {
        let event = xml.next()?;
        match &event {
            Event::End(tag) if tag.local_name().as_ref() == outer => return Ok(sound),
            Event::Eof => return Err(ill_formed()),
            event => sound &= push_text(event, plain),
        }
    }
}

fn data(kind: &str, value: &str, sound: bool, date_1904: bool) -> Option<(Content, Option<Shown>)> {
    let wrong = || unreadable(value);
    let content = match kind {
        _ if !sound => wrong(),
        _ if value.trim().is_empty() => return None,
        "Number" => number::from_text(value).map_or_else(wrong, Content::Number),
        "DateTime" => match serial(value, date_1904) {
            Some(days) => return Some((days.into(), Some(Shown::Date))),
            None => wrong(),
        },
        "Boolean" if value.trim() == "1" => Content::Bool(true),
        "Boolean" if value.trim() == "0" => Content::Bool(false),
        "Error" if value.starts_with('#') => Content::Error(value.into()),
        _ => wrong(),
    };
    Some((content, None))
}
