//! The texts of a workbook that its cells share, numbered as cells come to need them.

use std::collections::HashMap;

use super::text::{has_edges, push_text};
use super::{DECLARATION, MAIN};

/// How many texts are shared; those after them stand in their cells, so that memory does not grow with the workbook.
const MOST: usize = 1 << 14;

/// The shared texts.
#[derive(Default)]
pub(super) struct Strings {
    known: HashMap<Box<str>, usize>,
    xml: String,
}

impl Strings {
    /// The number of a text; none where there are too many.
    pub fn number(&mut self, text: &str) -> Option<usize> {
        if let Some(number) = self.known.get(text) {
            return Some(*number);
        }
        let number = self.known.len();
        (number < MOST).then(|| {
            self.known.insert(text.into(), number);
            self.xml.push_str("<si>");
            push_element(&mut self.xml, text);
            self.xml.push_str("</si>");
            number
        })
    }

    /// The part that holds them.
    pub fn xml(&self) -> String {
        let count = self.known.len();
        format!("{DECLARATION}<sst xmlns=\"{MAIN}\" uniqueCount=\"{count}\">{}</sst>", self.xml)
    }
}

/// Adds a text as an element of its own.
pub(super) fn push_element(xml: &mut String, text: &str) {
    xml.push_str(if has_edges(text) { "<t xml:space=\"preserve\">" } else { "<t>" });
    push_text(xml, text);
    xml.push_str("</t>");
}
