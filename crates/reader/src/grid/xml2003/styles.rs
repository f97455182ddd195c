//! The element `Styles`: number formats by the name of their style.

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::events::Event;

use crate::grid::format::named;
use crate::grid::xml::{Xml, attribute};
use crate::grid::{Format, Refusal};

/// Reads to the end of the element. A style without a number format has that of its parent, where there is one.
pub(super) fn read<R: BufRead>(xml: &mut Xml<R>) -> Result<BTreeMap<String, Format>, Refusal> {
    let mut formats: BTreeMap<String, Format> = BTreeMap::new();
    let mut style = String::new();
    loop {
        match xml.next()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "Style" => {
                    style = attribute(&tag, "ID")?.unwrap_or_default();
                    let parent = attribute(&tag, "Parent")?.and_then(|parent| formats.get(&parent).copied());
                    formats.insert(style.clone(), parent.unwrap_or_default());
                }
                "NumberFormat" => {
                    if let Some(code) = attribute(&tag, "Format")? {
                        formats.insert(style.clone(), named(&code));
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "Styles" => return Ok(formats),
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}
