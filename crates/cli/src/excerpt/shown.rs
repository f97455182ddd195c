//! A cell as the sheet shows it.

use lampiran_core::{Decimal, Persen, format_id};
use lampiran_reader::grid::{Cell, Content, Format, Shown};

use super::ExcerptCell;

/// The text of a cell, and whether it is a number.
pub fn cell(cell: &Cell) -> ExcerptCell {
    let (text, is_number) = match &cell.content {
        Content::Number(number) => (number_text(number.decimal(), cell.format()), true),
        Content::Text(text) | Content::Error(text) | Content::Unreadable(text) => (text.to_string(), false),
        Content::Bool(true) => ("TRUE".to_owned(), false),
        Content::Bool(false) => ("FALSE".to_owned(), false),
        Content::Uncalculated => (String::new(), false),
    };
    let is_uncalculated = cell.content == Content::Uncalculated;
    ExcerptCell { text, is_number, is_marked: false, is_uncalculated }
}

fn number_text(number: Decimal, format: Format) -> String {
    if format.zero_as_dash && number.is_zero() {
        return "-".to_owned();
    }
    let is_percent = format.shown == Shown::Percent;
    let number = if is_percent { number.saturating_mul(Decimal::ONE_HUNDRED) } else { number };
    let number = match format.decimals {
        Some(decimals) => Persen(number).rounded_to(decimals.into()).0,
        None => number.normalize(),
    };
    let text = format_id(number);
    if is_percent { format!("{text}%") } else { text }
}
