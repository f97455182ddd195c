//! The tag of a row: its number, and whether it is hidden.

use quick_xml::events::BytesStart;

use super::cell::LAST;
use super::is_nothing;
use crate::grid::Refusal;
use crate::grid::xml::{ill_formed, is_true};

/// What a row's tag says.
#[derive(Clone, Copy, Default)]
pub(super) struct RowHead {
    /// Its number.
    pub number: RowNumber,
    /// Whether it is not shown.
    pub hidden: bool,
}

/// The number of a row, from one, as its tag gives it.
#[derive(Clone, Copy, Default)]
pub(super) enum RowNumber {
    /// Not at all.
    #[default]
    Missing,
    /// A row of the sheet.
    Given(u32),
    /// Something that is no row.
    Unreadable,
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
            "r" => {
                let number = value.parse().ok().filter(|row| (1..=LAST.row + 1).contains(row));
                self.number = number.map_or(RowNumber::Unreadable, RowNumber::Given);
            }
            "hidden" => self.hidden |= is_true(value),
            "ht" => self.hidden |= is_nothing(value),
            _ => {}
        }
    }
}
