//! Text as Office stores it: `_x000D_` stands for a character, and there is an end to its length.

use std::borrow::Cow;
use std::collections::HashSet;

use super::guard::{Budget, MAX_TEXT};
use super::{Content, Refusal, Text};

/// Longest excerpt of a text that cannot be used.
const EXCERPT: usize = 64;

/// Texts met before, so that cells which say the same share one.
#[derive(Default)]
pub(super) struct Texts(HashSet<Text>);

impl Texts {
    /// How many texts are remembered; files with more different ones gain little.
    const MOST: usize = 1 << 16;

    /// The content that a stored text stands for: none where it is empty, unreadable where it is not `sound` (a
    /// reference in it stood for no character) or longer than any cell can be. What is new is paid for.
    pub(super) fn content(&mut self, text: &str, sound: bool, budget: &mut Budget) -> Result<Option<Content>, Refusal> {
        if !sound || text.len() > MAX_TEXT {
            return Ok(Some(unreadable(text)));
        }
        let text = unescape(text);
        if text.is_empty() {
            return Ok(None);
        }
        self.shared(&text, budget).map(|text| Some(Content::Text(text)))
    }

    /// The text as it is.
    pub(super) fn shared(&mut self, text: &str, budget: &mut Budget) -> Result<Text, Refusal> {
        if let Some(known) = self.0.get(text) {
            return Ok(known.clone());
        }
        let text = Text::from(text);
        budget.take(Content::Text(text.clone()).weight())?;
        if self.0.len() < Self::MOST {
            self.0.insert(text.clone());
        }
        Ok(text)
    }
}

/// A value that fits no reading, by the start of its text.
pub(super) fn unreadable(text: &str) -> Content {
    let end = text.char_indices().nth(EXCERPT).map_or(text.len(), |(at, _)| at);
    let excerpt = text.get(..end).unwrap_or_default();
    Content::Unreadable(if end < text.len() { format!("{excerpt}…").into() } else { excerpt.into() })
}

/// Puts characters in the place of `_xHHHH_` (ECMA-376 part 1, 22.9.2.19). Characters beyond 16 bits are written as
/// two of them. What stands for no character, or for one that no text may hold, stays as it is written.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let (c, length) = match unit(escape) {
            Some(high @ 0xd800..=0xdbff) => {
                let low = escape.get(7..).and_then(unit).filter(|low| (0xdc00..=0xdfff).contains(low));
                (low.and_then(|low| char::from_u32(0x1_0000 + ((high & 0x3ff) << 10) + (low & 0x3ff))), 14)
            }
            Some(unit) => (char::from_u32(unit), 7),
            None => (None, 7),
        };
        if let Some(c) = c.filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')) {
            plain.push(c);
            rest = escape.get(length..).unwrap_or_default();
        } else {
            plain.push('_');
            rest = escape.get(1..).unwrap_or_default();
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The 16 bits that an escape at the start of `text` stands for.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let closed = text.as_bytes().get(6) == Some(&b'_');
    (closed && digits.bytes().all(|b| b.is_ascii_hexdigit())).then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_paid_for_once() {
        let (mut texts, mut budget) = (Texts::default(), Budget::new());
        for _ in 0..1_000_000 {
            texts.content("Januari", true, &mut budget).unwrap();
        }
        let whole = (0..10_000_000).try_for_each(|i| texts.shared(&i.to_string(), &mut budget).map(drop));
        assert!(whole.is_err());
    }

    #[test]
    fn escapes_become_characters() {
        for (stored, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_xD83D__xDE00_", "\u{1f600}"),
            ("_xD83D_", "_xD83D_"),
            ("a_x0000_b", "a_x0000_b"),
            ("_x41_ _xZZZZ_ _x", "_x41_ _xZZZZ_ _x"),
            ("tanpa", "tanpa"),
            ("é_x000a_", "é\n"),
        ] {
            assert_eq!(unescape(stored), plain, "{stored}");
        }
    }
}
