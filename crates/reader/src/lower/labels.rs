//! Labels of blocks: an ordinal, an account code, and a name.

use lampiran_core::CellRef;

use crate::grid::{Cell, Content, Shown};
use crate::ordinal::{is_kode, is_ordinal, shown};
use crate::view::{View, cell_in};

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
}
