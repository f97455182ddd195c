//! A sheet's part as it unpacks, row by row: what stands before its rows, each row with its bytes, what stands behind them.
//! A sheet of a hundred megabytes passes by without being held.

use std::io::Read;
use std::ops::Range;

use memchr::memmem::Finder;
use memchr::{memchr, memchr2, memmem};
use quick_xml::events::Event;

use super::Flaw;
use super::row::RowXml;
use super::xml::{Pieces, attribute_in, prefix_of};

/// So many bytes are unpacked at a time, at the least.
const CHUNK: usize = 256 << 10;
/// Excel's rows end here.
const MAX_ROWS: u32 = 1_048_576;

/// A sheet's part, being walked over.
pub(super) struct Rows<R> {
    source: R,
    /// What was unpacked; `at` is where it was read to.
    buffer: Vec<u8>,
    at: usize,
    is_whole: bool,
    /// Finds `</x:row`.
    end: Finder<'static>,
    next_row: u32,
    /// Whether there is anything in `sheetData`.
    is_filled: bool,
}

/// A stretch of what stands in `sheetData`.
pub(super) enum Stretch<'b> {
    /// Space, a comment.
    Between(&'b str),
    /// A row.
    Row(RowXml<'b>),
}

/// What lies next in the buffer; `None` where more has to be unpacked to tell.
enum Found {
    Between(usize),
    Row { length: usize, tag: usize },
    End,
}

impl<R: Read> Rows<R> {
    /// Starts with a sheet's part, and gives what stands before its first row; all of it, where the sheet has no rows.
    pub fn open(source: R) -> Result<(Self, String), Flaw> {
        let mut rows = Self {
            source,
            buffer: Vec::new(),
            at: 0,
            is_whole: false,
            end: Finder::new(b""),
            next_row: 0,
            is_filled: false,
        };
        loop {
            rows.fill()?;
            let text = valid(&rows.buffer);
            match head(text) {
                Some((bytes, is_filled)) => {
                    let head = text.get(..bytes.end).unwrap_or_default().to_owned();
                    let prefix = prefix_of(head.get(bytes).unwrap_or_default());
                    rows.end = Finder::new(&format!("</{prefix}row")).into_owned();
                    rows.is_filled = is_filled;
                    rows.at = head.len();
                    return Ok((rows, head));
                }
                None if rows.is_whole => {
                    rows.at = rows.buffer.len();
                    let head = String::from_utf8(rows.buffer.clone()).map_err(|_| not_utf8())?;
                    return Ok((rows, head));
                }
                None => {}
            }
        }
    }

    /// The next stretch of `sheetData`; `None` at its end. Refused where rows do not stand in order: Excel would call the file
    /// damaged.
    pub fn next(&mut self) -> Result<Option<Stretch<'_>>, Flaw> {
        while self.is_filled {
            match self.find()? {
                Some(Found::End) => break,
                Some(Found::Between(length)) => {
                    let at = self.advance(length);
                    return Ok(Some(Stretch::Between(text_in(&self.buffer, at)?)));
                }
                Some(Found::Row { length, tag }) => {
                    let at = self.advance(length);
                    let text = text_in(&self.buffer, at)?;
                    let number = number(text.get(..tag).unwrap_or_default(), &mut self.next_row)?;
                    return Ok(Some(Stretch::Row(RowXml { number, text, tag })));
                }
                None if self.is_whole => return Err(Flaw::new("XML: sheetData has no end")),
                None => self.fill()?,
            }
        }
        Ok(None)
    }

    /// What stands behind the rows, to the end of the part.
    pub fn tail(mut self) -> Result<String, Flaw> {
        self.source.read_to_end(&mut self.buffer)?;
        String::from_utf8(self.buffer.split_off(self.at)).map_err(|_| not_utf8())
    }

    /// Unpacks some more: the more the longer what is waited for, so that the work stays in proportion.
    fn fill(&mut self) -> Result<(), Flaw> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let more = CHUNK.max(self.buffer.len());
        let most = u64::try_from(more).unwrap_or(u64::MAX);
        let read = self.source.by_ref().take(most).read_to_end(&mut self.buffer)?;
        self.is_whole = read < more;
        Ok(())
    }

    fn advance(&mut self, length: usize) -> Range<usize> {
        let start = self.at;
        self.at += length;
        start..self.at
    }

    /// What lies next in the buffer, if it lies there whole.
    fn find(&self) -> Result<Option<Found>, Flaw> {
        let rest = self.buffer.get(self.at..).unwrap_or_default();
        let space = match memchr(b'<', rest) {
            None if rest.is_empty() || !self.is_whole => return Ok(None),
            None => rest.len(),
            Some(space) => space,
        };
        if space > 0 {
            return Ok(Some(Found::Between(space)));
        }
        for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
            if rest.starts_with(start.as_bytes()) {
                return Ok(memmem::find(rest, end.as_bytes()).map(|at| Found::Between(at + end.len())));
            }
        }
        if rest.starts_with(b"</") {
            return Ok(Some(Found::End));
        }
        // `<!` and what follows it may lie in two chunks.
        if rest.len() < 16 && !self.is_whole {
            return Ok(None);
        }
        let Some(tag) = tag_length(rest) else { return Ok(None) };
        let end = self.end.needle();
        let name = rest.get(1..end.len().saturating_sub(1));
        if name != end.get(2..) || !rest.get(end.len() - 1).is_some_and(|b| b" \t\r\n/>".contains(b)) {
            return Err(Flaw::new("XML: something else than rows in sheetData"));
        }
        if rest.get(..tag).is_some_and(|tag| tag.ends_with(b"/>")) {
            return Ok(Some(Found::Row { length: tag, tag }));
        }
        Ok(self.row_length(rest)?.map(|length| Found::Row { length, tag }))
    }

    /// How long the row is that `rest` starts with.
    fn row_length(&self, rest: &[u8]) -> Result<Option<usize>, Flaw> {
        let Some(end) = self.end.find(rest) else { return Ok(None) };
        let content = rest.get(..end).unwrap_or_default();
        // In a comment or quoted text even the end of a row may be no end. Either mark alone is rare.
        if memchr2(b'!', b'?', content).is_some() && has_quoted(content) {
            return self.row_length_by_pieces(rest);
        }
        let close = rest.get(end..).and_then(|rest| memchr(b'>', rest));
        Ok(close.map(|close| end + close + 1))
    }

    fn row_length_by_pieces(&self, rest: &[u8]) -> Result<Option<usize>, Flaw> {
        let text = valid(rest);
        let mut pieces = Pieces::within(text, &(0..text.len()));
        let mut depth = 0usize;
        loop {
            match pieces.next() {
                Ok(Some(piece)) => match piece.event {
                    Event::Start(_) => depth += 1,
                    Event::End(_) if depth <= 1 => return Ok(Some(piece.bytes.end)),
                    Event::End(_) => depth -= 1,
                    _ => {}
                },
                Err(flaw) if self.is_whole => return Err(flaw),
                Ok(None) | Err(_) => return Ok(None),
            }
        }
    }
}

/// The tag that opens `sheetData`, and whether anything is in it.
fn head(text: &str) -> Option<(Range<usize>, bool)> {
    let mut pieces = Pieces::of(text);
    let mut depth = 0usize;
    while let Ok(Some(piece)) = pieces.next() {
        match piece.event {
            Event::Start(tag) => {
                if depth == 1 && tag.local_name().as_ref() == "sheetData" {
                    return Some((piece.bytes, true));
                }
                depth += 1;
            }
            Event::Empty(tag) if depth == 1 && tag.local_name().as_ref() == "sheetData" => {
                return Some((piece.bytes, false));
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The number of a row from zero, by its tag; a row without a number follows the one before.
fn number(tag: &str, next: &mut u32) -> Result<u32, Flaw> {
    let said = attribute_in(tag, "r").and_then(|r| r.parse::<u32>().ok()).and_then(|r| r.checked_sub(1));
    let row = said.unwrap_or(*next);
    if row < *next || row >= MAX_ROWS {
        return Err(Flaw::new(format!("row {} is not in order", u64::from(row) + 1)));
    }
    *next = row + 1;
    Ok(row)
}

/// Whether there are comments, quoted text or instructions.
fn has_quoted(content: &[u8]) -> bool {
    memmem::find(content, b"<!").is_some() || memmem::find(content, b"<?").is_some()
}

/// The length of the tag that `bytes` starts with, if it is there whole.
fn tag_length(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (i, &byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(i + 1),
            _ => {}
        }
    }
    None
}

/// Some of the bytes, as text.
fn text_in(buffer: &[u8], bytes: Range<usize>) -> Result<&str, Flaw> {
    str::from_utf8(buffer.get(bytes).unwrap_or_default()).map_err(|_| not_utf8())
}

/// The text that bytes are, as far as they are; the last letter may be cut in two.
fn valid(bytes: &[u8]) -> &str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => bytes.get(..error.valid_up_to()).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default(),
    }
}

fn not_utf8() -> Flaw {
    Flaw::new("XML: not UTF-8")
}
