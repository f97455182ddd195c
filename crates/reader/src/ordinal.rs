//! Ordinals and account codes: what stands before the names of a lampiran.

use crate::grid::{Cell, Content, Shown};
use crate::view::View;
use crate::words;

/// What the cell of a name or an ordinal shows; numbers as digits.
pub(crate) fn shown<'a>(view: &View<'a>, cell: &'a Cell) -> Option<String> {
    match view.content(cell) {
        Content::Number(number) => Some(number.decimal().normalize().to_string()),
        _ => view.text(cell).map(words::tidy),
    }
}

/// The ordinal in a cell of its own ("1", "1.", "a."); none where it holds anything else.
pub(crate) fn of_cell<'a>(view: &View<'a>, cell: &'a Cell) -> Option<String> {
    let text = shown(view, cell)?;
    is_ordinal(&text).then(|| text.trim_end_matches(['.', ')']).to_owned())
}

/// Whether a cell holds an ordinal, or a date that one became.
pub(crate) fn holds<'a>(view: &View<'a>, cell: &'a Cell) -> bool {
    let date = cell.format().shown == Shown::Date && matches!(view.content(cell), Content::Number(_));
    date || of_cell(view, cell).is_some()
}

/// "1", "1.2", "12.", "a", "a)", "IV".
pub(crate) fn is_ordinal(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    let numbers = bare.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let letter = bare.len() == 1 && bare.starts_with(|c: char| c.is_ascii_alphabetic());
    let roman = bare.len() <= 4 && !bare.is_empty() && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    (numbers && !is_kode(bare)) || letter || roman
}

/// An account code: three or more numbers with full stops, one of them of two digits or more.
pub(crate) fn is_kode(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let mut parts = 0;
    let mut long = false;
    for part in text.split('.') {
        let digits = !part.is_empty() && part.len() <= 5 && part.bytes().all(|b| b.is_ascii_digit());
        let unnamed = parts < 2 && matches!(part, "X" | "XX");
        if !digits && !unnamed {
            return false;
        }
        parts += 1;
        long |= part.len() >= 2;
    }
    parts >= 3 && long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_ordinals() {
        assert!(is_kode("1.06.01") && is_kode("1.06.01.2.01") && is_kode("X.XX.01"));
        assert!(!is_kode("1.2") && !is_kode("1.1.2") && !is_kode("1"));
        assert!(is_ordinal("1") && is_ordinal("1.1.2") && is_ordinal("a.") && is_ordinal("IV"));
        assert!(!is_ordinal("1.06.01") && !is_ordinal("") && !is_ordinal("Program"));
    }
}
