//! Labels of blocks: an ordinal, an account code, and a name.

use lampiran_core::CellRef;

use crate::grid::{Cell, Content, Shown};
use crate::view::{View, cell_in};
use crate::words;

/// The label of a sasaran, indikator, program or kegiatan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Label {
    /// The ordinal as printed, without its full stop; empty where there is none.
    pub(super) no: String,
    /// Account code (`1.06.01.2.01`).
    pub(super) kode: Option<String>,
    pub(super) nama: String,
    /// The cell of the name, else of the ordinal.
    pub(super) at: Option<CellRef>,
    /// The cell of an ordinal that became a date.
    pub(super) date: Option<CellRef>,
}

impl Label {
    /// Whether nothing is printed.
    pub(super) fn is_blank(&self) -> bool {
        self.nama.is_empty()
    }
}

/// Reads the label in columns `first` to `last` of a row, with its ordinal in a column of its own or in the text.
pub(super) fn read<'a>(view: &View<'a>, row: &'a [Cell], no: Option<u16>, first: u16, last: u16) -> Label {
    let mut label = Label::default();
    let own_column = no.filter(|no| *no < first || *no > last).and_then(|no| cell_in(row, no));
    let start = row.partition_point(|cell| cell.at().col < first);
    let span = row.get(start..).unwrap_or_default().iter().take_while(|cell| cell.at().col <= last);
    for cell in own_column.into_iter().chain(span) {
        let Some(text) = shown(view, cell) else { continue };
        label.at = label.at.filter(|_| !label.nama.is_empty()).or(Some(cell.at()));
        let is_date = cell.format().shown == Shown::Date && matches!(view.content(cell), Content::Number(_));
        if label.nama.is_empty() && is_date {
            label.date = Some(cell.at());
        } else if label.nama.is_empty() && is_ordinal(&text) {
            text.trim_end_matches(['.', ')']).clone_into(&mut label.no);
        } else if label.nama.is_empty() && is_kode(&text) {
            label.kode = Some(text);
        } else if label.nama.is_empty() {
            let (no, kode, nama) = split(&text);
            if label.no.is_empty() {
                no.clone_into(&mut label.no);
            }
            label.kode = label.kode.or(kode.map(str::to_owned));
            nama.clone_into(&mut label.nama);
        } else {
            label.nama = label.nama + " " + &text;
        }
    }
    label
}

/// What a cell of a label shows; numbers as digits.
fn shown<'a>(view: &View<'a>, cell: &'a Cell) -> Option<String> {
    match view.content(cell) {
        Content::Number(number) => Some(number.decimal().normalize().to_string()),
        _ => view.text(cell).map(words::tidy),
    }
}

/// The ordinal in a cell of its own ("1", "1.", "a.").
pub(super) fn ordinal<'a>(view: &View<'a>, cell: &'a Cell) -> Option<String> {
    let text = shown(view, cell)?;
    is_ordinal(&text).then(|| text.trim_end_matches(['.', ')']).to_owned())
}

/// Splits "1. 1.06.01 Program …" into ordinal, code and name; a text that is all ordinal is a name.
fn split(text: &str) -> (&str, Option<&str>, &str) {
    let (no, rest) = split_ordinal(text).unwrap_or(("", text));
    match rest.split_once(' ') {
        Some((kode, nama)) if is_kode(kode) => (no, Some(kode), nama.trim_start_matches(['-', ':', ' '])),
        _ => (no, None, rest),
    }
}

fn split_ordinal(text: &str) -> Option<(&str, &str)> {
    let end = text.find([' ', ')']).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let closed = rest.strip_prefix(')').map(str::trim_start);
    // "1.Program": the full stop alone parts them.
    let glued = word.split_once('.').filter(|(no, name)| is_ordinal(no) && name.starts_with(char::is_alphabetic));
    if let Some((no, _)) = glued.filter(|(no, _)| no.len() <= 2) {
        return Some((no, text.get(no.len() + 1..)?));
    }
    let marked = closed.is_some() || word.ends_with('.');
    let bare = word.trim_end_matches('.');
    let numbered = bare.len() <= 5
        && bare.starts_with(|c: char| c.is_ascii_digit())
        && (marked || bare.len() <= 2 || bare.contains('.'));
    let lettered = marked && bare.len() == 1;
    let rest = closed.unwrap_or(rest).trim_start();
    ((numbered || lettered) && is_ordinal(bare) && !rest.is_empty()).then_some((bare, rest))
}

/// "1", "1.2", "12.", "a", "a)", "IV".
fn is_ordinal(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    let numbers = bare.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let letter = bare.len() == 1 && bare.starts_with(|c: char| c.is_ascii_alphabetic());
    let roman = bare.len() <= 4 && !bare.is_empty() && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    (numbers && !is_kode(bare)) || letter || roman
}

/// An account code: three or more numbers with full stops, one of them of two digits or more.
fn is_kode(text: &str) -> bool {
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
    fn ordinal_code_and_name() {
        for (text, no, kode, nama) in [
            ("1 Program Pemberdayaan Sosial", "1", None, "Program Pemberdayaan Sosial"),
            ("1. Program", "1", None, "Program"),
            ("1.Program A", "1", None, "Program A"),
            ("2) Program", "2", None, "Program"),
            ("a. Kegiatan", "a", None, "Kegiatan"),
            ("1.2 Kegiatan", "1.2", None, "Kegiatan"),
            ("1.06.01 Program Penunjang", "", Some("1.06.01"), "Program Penunjang"),
            ("1 1.06.01.2.01 Perencanaan", "1", Some("1.06.01.2.01"), "Perencanaan"),
            ("Program A", "", None, "Program A"),
            ("100 Hari Kerja", "", None, "100 Hari Kerja"),
            ("A Program", "", None, "A Program"),
        ] {
            assert_eq!(split(text), (no, kode, nama), "{text:?}");
        }
    }

    #[test]
    fn codes_are_no_ordinals() {
        assert!(is_kode("1.06.01") && is_kode("1.06.01.2.01") && is_kode("X.XX.01"));
        assert!(!is_kode("1.2") && !is_kode("1.1.2") && !is_kode("1"));
        assert!(is_ordinal("1") && is_ordinal("1.1.2") && is_ordinal("a.") && is_ordinal("IV"));
        assert!(!is_ordinal("1.06.01") && !is_ordinal("") && !is_ordinal("Program"));
    }
}
