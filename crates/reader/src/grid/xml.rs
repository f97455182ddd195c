//! XML under limits: no DOCTYPE, no deep nesting, no endless tags, well-formed to its end, in any encoding it declares.

use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::encoding::DecodingReader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use super::Refusal;
use super::guard::{LimitReached, bomb, is_limit};
use super::package::from_io;

/// Deepest nesting; workbooks stay below 20.
const MAX_DEPTH: u32 = 256;
/// Longest tag with its attributes, in bytes.
const MAX_TAG: usize = 64 << 10;
/// Longest text, comment or tag that is read at all, in bytes.
const MAX_EVENT: usize = 4 << 20;

/// A document being read, event by event.
pub(super) struct Xml<R> {
    reader: Reader<Metered<R>>,
    buf: Vec<u8>,
    depth: u32,
    opened: bool,
}

impl<R: BufRead> Xml<R> {
    /// Starts reading.
    pub(super) fn new(mut source: R) -> Result<Self, Refusal> {
        let start = source.fill_buf().map_err(|error| from_io(&error))?;
        let source = match encoding(start) {
            Encoded::Utf8 => Source::Plain(source),
            Encoded::Marked => Source::Decoded(DecodingReader::new(source)),
            Encoded::Declared(encoding) => {
                let mut decoded = DecodingReader::new(source);
                decoded.set_encoding(encoding);
                Source::Decoded(decoded)
            }
        };
        let reader = Reader::from_reader(Metered { source, used: 0 });
        Ok(Self { reader, buf: Vec::new(), depth: 0, opened: false })
    }

    /// The next event; `Eof` only where every element was closed.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Refusal> {
        self.buf.clear();
        self.reader.get_mut().used = 0;
        let event = self.reader.read_event_into(&mut self.buf).map_err(|error| from_xml(&error))?;
        match &event {
            Event::Start(tag) => {
                self.opened = true;
                self.depth += 1;
                if self.depth > MAX_DEPTH || tag.len() > MAX_TAG {
                    return Err(unsafe_xml());
                }
            }
            Event::Empty(tag) => {
                self.opened = true;
                if tag.len() > MAX_TAG {
                    return Err(unsafe_xml());
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(unsafe_xml()),
            Event::Eof if self.depth > 0 || !self.opened => return Err(ill_formed()),
            _ => {}
        }
        Ok(event)
    }

    /// Enters the document: its first element must be one of `known`, and is named.
    pub(super) fn root<'k>(&mut self, known: &[&'k str]) -> Result<&'k str, Refusal> {
        loop {
            match self.next()? {
                Event::Start(tag) | Event::Empty(tag) => {
                    let name = tag.local_name();
                    return known.iter().copied().find(|known| *known == name.as_ref()).ok_or_else(ill_formed);
                }
                Event::Eof => return Err(ill_formed()),
                _ => {}
            }
        }
    }

    /// Shows the text that lies ready behind the tag just read, and goes on behind as many bytes of it as `read` says it
    /// has read: whole elements, or as many opened as closed.
    pub(super) fn ready(&mut self, read: impl FnOnce(&str) -> Result<usize, Refusal>) -> Result<(), Refusal> {
        self.reader.get_mut().used = 0;
        let mut stream = self.reader.stream();
        let bytes = stream.fill_buf().map_err(|error| from_xml(&error.into()))?;
        let text = str::from_utf8(bytes).or_else(|error| {
            // The last letter may be cut in two.
            str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default())
        });
        let count = read(text.unwrap_or_default())?;
        stream.consume(count);
        Ok(())
    }

    /// Skips what is inside the element that was just opened.
    pub(super) fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Event::Eof) {
                break;
            }
        }
        Ok(())
    }

    /// Reads on to the end, for well-formedness and checksum.
    pub(super) fn finish(&mut self) -> Result<(), Refusal> {
        while !matches!(self.next()?, Event::Eof) {}
        Ok(())
    }
}

/// Adds the text of an event to `text`; false where it holds a reference that stands for no character, which is then
/// added as it is written.
pub(super) fn push_text(event: &Event<'_>, text: &mut String) -> bool {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(name) => match (name.resolve_char_ref(), resolve_xml_entity(name)) {
            (Ok(Some(c)), _) if is_xml_char(c) => text.push(c),
            (Ok(None), Some(known)) => text.push_str(known),
            _ => {
                text.extend(["&", name, ";"]);
                return false;
            }
        },
        _ => {}
    }
    true
}

/// Whether XML allows a character at all.
fn is_xml_char(c: char) -> bool {
    !c.is_control() || matches!(c, '\t' | '\n' | '\r')
}

/// An attribute by its name without prefix, references resolved; none where it is missing.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ill_formed())?;
        if attribute.key.local_name().as_ref() == name {
            return unescape(&attribute.value).map(|value| Some(value.into_owned())).map_err(|_| ill_formed());
        }
    }
    Ok(None)
}

/// What XSD takes for true, and what some writers put there.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// The XML is not well-formed.
pub(super) fn ill_formed() -> Refusal {
    Refusal::damaged((
        "Isi berkas ini rusak atau terpotong: susunannya tidak utuh.",
        "The content of this file is damaged or cut short: its structure is not whole.",
    ))
}

fn unsafe_xml() -> Refusal {
    Refusal::damaged((
        "Isi berkas ini disusun dengan cara yang tidak pernah dipakai Excel dan bisa membahayakan komputer.",
        "The content of this file is built in a way that Excel never uses and that can harm a computer.",
    ))
}

fn from_xml(error: &quick_xml::Error) -> Refusal {
    match error {
        quick_xml::Error::Io(error) if is_limit(error) => bomb(),
        quick_xml::Error::Io(error) => from_io(error),
        quick_xml::Error::Encoding(_) => Refusal::damaged((
            "Isi berkas ini rusak: ada huruf yang tidak terbaca.",
            "The content of this file is damaged: it holds letters that cannot be read.",
        )),
        _ => ill_formed(),
    }
}

/// How a document is encoded.
enum Encoded {
    Utf8,
    /// UTF-16, as its first bytes show.
    Marked,
    /// As its declaration says.
    Declared(&'static encoding_rs::Encoding),
}

/// The encoding that the start of a document shows or declares; UTF-8 where it says nothing, or nothing known.
fn encoding(start: &[u8]) -> Encoded {
    if start.starts_with(&[0xff, 0xfe])
        || start.starts_with(&[0xfe, 0xff])
        || start.get(..2).is_some_and(|s| s.contains(&0))
    {
        return Encoded::Marked;
    }
    let declaration = start.split(|&b| b == b'>').next().unwrap_or_default();
    let declaration = String::from_utf8_lossy(declaration.get(..256).unwrap_or(declaration));
    let label = declaration.split_once("encoding=").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    match label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())) {
        Some(known) if known != encoding_rs::UTF_8 => Encoded::Declared(known),
        _ => Encoded::Utf8,
    }
}

/// Bytes as they are, or turned into UTF-8 first.
enum Source<R> {
    Plain(R),
    Decoded(DecodingReader<R>),
}

/// Counts what an event takes, so that none is endless.
struct Metered<R> {
    source: Source<R>,
    used: usize,
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used > MAX_EVENT {
            return Err(io::Error::other(LimitReached));
        }
        match &mut self.source {
            Source::Plain(source) => source.fill_buf(),
            Source::Decoded(source) => source.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        self.used = self.used.saturating_add(count);
        match &mut self.source {
            Source::Plain(source) => source.consume(count),
            Source::Decoded(source) => source.consume(count),
        }
    }
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buf.len());
        for (to, from) in buf.iter_mut().zip(available) {
            *to = *from;
        }
        self.consume(count);
        Ok(count)
    }
}
