//! The tag of a row: its number, and whether it is hidden.

use quick_xml::events::BytesStart;

use super::cell::LAST;
use super::is_nothing;
use crate::grid::Refusal;
use crate::grid::xml::{ill_formed, is_true};

/// What a row's tag says.
#[derive(Default)]
pub(super) struct RowHead {
    /// Its number, from one; none inside where it cannot be read.
    pub row: Option<Option<u32>>,
    /// Whether it is not shown.
    pub hidden: bool,
}

impl RowHead {
    /// Reads the tag.
    pub(super) fn of(tag: &BytesStart<'_>) -> Result<Self, Refusal> {
        let mut head = Self::default();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| ill_formed())?;
            head.tell(attribute.key.as_ref(), &attribute.value);
        }
        Ok(head)
    }

    /// What an attribute tells of the row.
    pub(super) fn tell(&mut self, name: &str, value: &str) {
        match name {
            "r" => self.row = Some(value.parse().ok().filter(|row| (1..=LAST.row + 1).contains(row))),
            "hidden" => self.hidden |= is_true(value),
            "ht" => self.hidden |= is_nothing(value),
            _ => {}
        }
    }
}
