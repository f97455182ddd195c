//! An element's start, with its attributes read: what is needed after the reader has moved on.

use std::io::BufRead;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::super::Refusal;
use super::super::xml::{Xml, ill_formed};

/// The start of an element.
#[derive(Debug)]
pub(super) struct Tag {
    /// Its name without prefix.
    pub name: String,
    /// Whether it is closed in itself (`<text:s/>`).
    pub is_empty: bool,
    attributes: Vec<(String, String)>,
    /// LibreOffice's own word on the type, beside the standard's: it alone says `error`.
    pub extended_type: Option<String>,
}

impl Tag {
    /// The start of an element; none for any other event.
    pub(super) fn of(event: &Event) -> Result<Option<Self>, Refusal> {
        match event {
            Event::Start(tag) => Self::read(tag, false).map(Some),
            Event::Empty(tag) => Self::read(tag, true).map(Some),
            _ => Ok(None),
        }
    }

    fn read(tag: &BytesStart, is_empty: bool) -> Result<Self, Refusal> {
        let mut attributes = Vec::new();
        let mut extended_type = None;
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| ill_formed())?;
            let value = unescape(&attribute.value).map_err(|_| ill_formed())?.into_owned();
            let name = attribute.key.local_name().as_ref().to_owned();
            if name == "value-type" && attribute.key.as_ref().starts_with("calcext:") {
                extended_type = Some(value);
            } else {
                attributes.push((name, value));
            }
        }
        Ok(Self { name: tag.local_name().as_ref().to_owned(), is_empty, attributes, extended_type })
    }

    /// An attribute by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.0 == name).map(|attribute| attribute.1.as_str())
    }

    /// A count, such as how often a cell is repeated: 1 where it is not said.
    pub(super) fn count(&self, name: &str) -> Result<u32, Refusal> {
        let count = self.get(name).map_or(Some(1), |count| count.parse().ok());
        count.filter(|&count| count > 0).ok_or_else(|| {
            Refusal::damaged((
                "Isi berkas .ods ini rusak: ada hitungan yang tidak masuk akal.",
                "The content of this .ods file is damaged: it holds a count that makes no sense.",
            ))
        })
    }

    /// Passes over what the element holds.
    pub(super) fn skip<R: BufRead>(&self, xml: &mut Xml<R>) -> Result<(), Refusal> {
        if self.is_empty { Ok(()) } else { xml.skip() }
    }

    /// Calls `each` for every child element, which must read it to its end.
    pub(super) fn children<R: BufRead>(
        &self,
        xml: &mut Xml<R>,
        mut each: impl FnMut(&mut Xml<R>, Self) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        if self.is_empty {
            return Ok(());
        }
        loop {
            let event = xml.next()?;
            match Self::of(&event)? {
                Some(child) => each(xml, child)?,
                None if matches!(event, Event::End(_) | Event::Eof) => return Ok(()),
                None => {}
            }
        }
    }
}
