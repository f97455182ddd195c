//! A pass over XML text that says of every tag which bytes it takes, so that a change can be spliced in and all other
//! bytes kept.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Flaw;

/// A tag, text or other piece of XML with the bytes it takes.
pub(super) struct Piece<'a> {
    /// What it is.
    pub event: Event<'a>,
    /// Its bytes.
    pub bytes: Range<usize>,
}

/// Walks over XML, piece by piece.
pub(super) struct Pieces<'a> {
    reader: Reader<&'a [u8]>,
    /// Bytes before the part that is walked over.
    offset: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    /// Walks over a whole part.
    pub fn of(xml: &'a str) -> Self {
        // The reader would skip a byte order mark without counting it.
        let body = xml.strip_prefix('\u{feff}').unwrap_or(xml);
        let offset = xml.len() - body.len();
        Self { reader: Reader::from_str(body), offset, at: offset }
    }

    /// Walks over one element of a part (or several in a row).
    pub fn within(xml: &'a str, bytes: &Range<usize>) -> Self {
        let body = xml.get(bytes.clone()).unwrap_or_default();
        Self { reader: Reader::from_str(body), offset: bytes.start, at: bytes.start }
    }

    /// The next piece; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Piece<'a>>, Flaw> {
        let start = self.at;
        let event = self.reader.read_event().map_err(|error| Flaw::new(format!("XML: {error}")))?;
        if matches!(event, Event::Eof) {
            return Ok(None);
        }
        self.at = self.offset.saturating_add(usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX));
        Ok(Some(Piece { event, bytes: start..self.at }))
    }

    /// The elements that follow at this depth, and the bytes of the tag that ends it; none where the part ends before.
    fn elements(&mut self, found: &mut Vec<Element>) -> Result<Option<Range<usize>>, Flaw> {
        while let Some(Piece { event, bytes }) = self.next()? {
            match event {
                Event::Start(start) => {
                    let content = self.skip(&start)?;
                    let name = start.local_name().as_ref().to_owned();
                    found.push(Element { bytes: bytes.start..self.at, tag: bytes, content, name });
                }
                Event::Empty(start) => {
                    let name = start.local_name().as_ref().to_owned();
                    found.push(Element { content: bytes.end..bytes.end, bytes: bytes.clone(), tag: bytes, name });
                }
                Event::End(_) => return Ok(Some(bytes)),
                _ => {}
            }
        }
        Ok(None)
    }

    /// Goes on behind the end of the element that `start` opened, and gives the bytes of its content.
    pub fn skip(&mut self, start: &BytesStart<'_>) -> Result<Range<usize>, Flaw> {
        let from = self.at;
        let span = self.reader.read_to_end(start.name()).map_err(|error| Flaw::new(format!("XML: {error}")))?;
        self.at = self.offset.saturating_add(usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX));
        let end = self.offset.saturating_add(usize::try_from(span.end).unwrap_or(usize::MAX));
        Ok(from..end)
    }
}

/// An element found in a part: its bytes, those of its opening tag, and those of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    /// All of it.
    pub bytes: Range<usize>,
    /// The opening tag (all of it, where the element is empty: `<a/>`).
    pub tag: Range<usize>,
    /// What is between the tags; empty, at the end of the tag, where the element is empty.
    pub content: Range<usize>,
    /// Its name without prefix.
    pub name: String,
}

impl Element {
    /// Whether it is written as one empty tag.
    pub fn is_empty_tag(&self) -> bool {
        self.bytes == self.tag
    }
}

/// The elements right below the root, in order. The root comes first.
pub(super) fn children_of_root(xml: &str) -> Result<Vec<Element>, Flaw> {
    let mut pieces = Pieces::of(xml);
    while let Some(Piece { event, bytes }) = pieces.next()? {
        match event {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                let mut found = vec![Element { content: bytes.end..bytes.end, bytes: bytes.clone(), tag: bytes, name }];
                let end = pieces.elements(&mut found)?.ok_or_else(|| Flaw::new("XML: the root has no end"))?;
                if let Some(root) = found.first_mut() {
                    root.content.end = end.start;
                    root.bytes.end = end.end;
                }
                return Ok(found);
            }
            Event::Empty(start) => {
                let name = start.local_name().as_ref().to_owned();
                return Ok(vec![Element { content: bytes.end..bytes.end, bytes: bytes.clone(), tag: bytes, name }]);
            }
            _ => {}
        }
    }
    Err(Flaw::new("XML: no root element"))
}

/// The elements right below `parent`, in order.
pub(super) fn children(xml: &str, parent: &Element) -> Result<Vec<Element>, Flaw> {
    let mut found = Vec::new();
    Pieces::within(xml, &parent.content).elements(&mut found)?;
    Ok(found)
}

/// The value of an attribute by its local name (`id` finds `r:id`), unescaped.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let attribute = tag.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    let value = match attribute.value {
        Cow::Borrowed(value) => quick_xml::escape::unescape(value).ok()?,
        Cow::Owned(value) => Cow::Owned(quick_xml::escape::unescape(&value).ok()?.into_owned()),
    };
    Some(value)
}

/// [`attribute`] of an opening tag given as text (`<c r="A1">`).
pub(super) fn attribute_of(tag: &str, name: &str) -> Option<String> {
    match Reader::from_str(tag).read_event().ok()? {
        Event::Start(start) | Event::Empty(start) => attribute(&start, name).map(Cow::into_owned),
        _ => None,
    }
}

/// The value of an attribute of an opening tag, as it is written there; `None` where it holds a reference.
pub(super) fn attribute_in<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.get(value_range(tag, name)?).filter(|value| !value.contains('&'))
}

/// An opening tag with an attribute set to `value`; added at its end where it was not there.
pub(super) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    let value = escape(value);
    if let Some(found) = value_range(tag, name) {
        let mut changed = tag.to_owned();
        changed.replace_range(found, &value);
        return changed;
    }
    let end = if tag.ends_with("/>") { "/>" } else { ">" };
    let body = tag.strip_suffix(end).unwrap_or(tag).trim_end();
    format!("{body} {name}=\"{value}\"{end}")
}

/// An opening tag without an attribute.
pub(super) fn without_attribute(tag: &str, name: &str) -> String {
    let Some(value) = value_range(tag, name) else { return tag.to_owned() };
    let before = tag.get(..value.start).unwrap_or_default();
    let name_start = before.rfind(name).unwrap_or(before.len());
    let kept = before.get(..name_start).unwrap_or_default().trim_end();
    let rest = tag.get(value.end + 1..).unwrap_or_default();
    format!("{kept}{rest}")
}

/// The bytes of an attribute's value within its tag.
fn value_range(tag: &str, name: &str) -> Option<Range<usize>> {
    let bytes = tag.as_bytes();
    let find = |from: usize, is: fn(&u8) -> bool| Some(from + bytes.get(from..)?.iter().position(is)?);
    let mut at = find(0, u8::is_ascii_whitespace)?;
    loop {
        let key_start = find(at, |byte| !byte.is_ascii_whitespace())?;
        let key_end = find(key_start, |byte| *byte == b'=' || byte.is_ascii_whitespace())?;
        let quote = find(key_end, |byte| matches!(byte, b'"' | b'\''))?;
        let value_start = quote + 1;
        let value_end = value_start + memchr(*bytes.get(quote)?, bytes.get(value_start..)?)?;
        if bytes.get(key_start..key_end)? == name.as_bytes() {
            return Some(value_start..value_end);
        }
        at = value_end + 1;
    }
}

/// Text as it stands in XML, in content or in an attribute; characters that XML cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    if !text.bytes().any(|b| b < b' ' || matches!(b, b'<' | b'>' | b'&' | b'\'' | b'"')) {
        return text.to_owned();
    }
    let sound: String = text.chars().filter(|&c| c >= ' ' || matches!(c, '\n' | '\t')).collect();
    quick_xml::escape::escape(sound.as_str()).into_owned()
}

/// The prefix of an element's name with its colon (`x:`), or nothing.
pub(super) fn prefix_of(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    let name = name.split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    name.find(':').and_then(|colon| name.get(..=colon)).unwrap_or_default()
}

/// A part with some of its bytes replaced: `(bytes, by what)`, not overlapping, in any order; insertions are empty ranges.
/// Those at one place keep their order.
pub(super) fn splice(xml: &str, mut changes: Vec<(Range<usize>, String)>) -> Result<String, Flaw> {
    changes.sort_by_key(|(bytes, _)| (bytes.start, bytes.end));
    let added: usize = changes.iter().map(|(_, text)| text.len()).sum();
    let mut result = String::with_capacity(xml.len() + added);
    let mut at = 0;
    for (bytes, text) in changes {
        let kept = xml.get(at..bytes.start).ok_or_else(|| Flaw::new("two changes of the same bytes"))?;
        result.push_str(kept);
        result.push_str(&text);
        at = bytes.end;
    }
    result.push_str(xml.get(at..).unwrap_or_default());
    Ok(result)
}

/// `text` put at the end of an element's content; an empty tag is opened for it.
pub(super) fn append_to(xml: &str, element: &Element, text: &str) -> (Range<usize>, String) {
    if element.is_empty_tag() {
        let tag = xml.get(element.tag.clone()).unwrap_or_default();
        let open = tag.trim_end_matches("/>").trim_end();
        let prefix = prefix_of(tag);
        return (element.bytes.clone(), format!("{open}>{text}</{prefix}{}>", element.name));
    }
    (element.content.end..element.content.end, text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_change_where_they_stand() {
        let tag = r#"<x:c  r = 'A1' s="3" />"#;
        assert_eq!(with_attribute(tag, "s", "4"), r#"<x:c  r = 'A1' s="4" />"#);
        assert_eq!(with_attribute(tag, "t", "a\"b"), r#"<x:c  r = 'A1' s="3" t="a&quot;b"/>"#);
        assert_eq!(without_attribute(tag, "s"), "<x:c  r = 'A1' />");
        assert_eq!(without_attribute("<c r=\"A1\" s=\"1\">", "r"), "<c s=\"1\">");
        assert_eq!(with_attribute("<c>", "r", "A1"), "<c r=\"A1\">");
        assert_eq!(prefix_of(tag), "x:");
        assert_eq!(attribute_of(r#"<a r:id="x&amp;y"/>"#, "id").as_deref(), Some("x&y"));
    }

    #[test]
    fn elements_know_their_bytes() {
        let xml = "\u{feff}<?xml version=\"1.0\"?><!-- c --><r a=\"1\"><b/> <c><c/></c></r>";
        let found = children_of_root(xml).unwrap();
        let text = |range: &Range<usize>| xml.get(range.clone()).unwrap();
        assert_eq!(
            found.iter().map(|e| text(&e.bytes)).collect::<Vec<_>>(),
            ["<r a=\"1\"><b/> <c><c/></c></r>", "<b/>", "<c><c/></c>"]
        );
        assert_eq!(text(&found[2].content), "<c/>");
        let changes = vec![append_to(xml, &found[1], "x"), append_to(xml, &found[0], "y")];
        assert!(splice(xml, changes).unwrap().ends_with("<r a=\"1\"><b>x</b> <c><c/></c>y</r>"));
    }
}
