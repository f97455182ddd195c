//! The signature below a section: place and date, jabatan, name, pangkat and NIP.

use std::ops::Range;

use lampiran_core::{Pejabat, Sourced};

use super::desk::Desk;
use super::notices;
use crate::grid::{Cell, Content};
use crate::layouts;
use crate::view::View;
use crate::{month, words};

/// So many columns beside the NIP at most stand the other lines of a signature: they are centred by hand.
const REACH: u16 = 4;

/// Words of a pangkat.
const PANGKAT: [&str; 5] = ["pembina", "penata", "pengatur", "juru", "pangkat"];

/// Which of these rows are a signature: up to the first NIP, else from a line of place and date on.
pub(super) fn find<'a>(view: &View<'a>, rows: &[&'a [Cell]]) -> Option<Range<usize>> {
    let dated = rows.iter().position(|row| row.iter().any(|cell| is_date_line(view, cell)));
    let nip = rows.iter().position(|row| row.iter().any(|cell| nip(view, cell).is_some()));
    match (dated, nip) {
        (Some(start), Some(end)) if start <= end => Some(start..end + 1),
        (_, Some(end)) => Some(end.saturating_sub(6)..end + 1),
        (Some(start), None) => {
            let lines = rows.get(start + 1..).unwrap_or_default();
            let titled = |row: &&[Cell]| row.iter().any(|cell| view.text(cell).is_some_and(layouts::is_title));
            let end = lines.iter().take(5).position(titled).unwrap_or(lines.len().min(5));
            Some(start..start + 1 + end)
        }
        (None, None) => None,
    }
}

/// Reads the lines of a signature.
pub(super) fn read<'a>(desk: &mut Desk, view: &View<'a>, rows: &[&'a [Cell]]) -> Option<Pejabat> {
    let cells = || rows.iter().flat_map(|row| row.iter());
    let dated = cells().find(|cell| is_date_line(view, cell));
    let distance = |cell: &&Cell| dated.map_or(0, |dated| dated.at().col.abs_diff(cell.at().col));
    let nip_cell = cells().filter(|cell| nip(view, cell).is_some()).min_by_key(distance);
    let anchor = nip_cell.or(dated)?.at().col;
    let mut pejabat = Pejabat { nip: nip_cell.and_then(|cell| read_nip(desk, view, rows, cell)), ..Pejabat::default() };
    let mut lines = Vec::new();
    for row in rows {
        let near = row.iter().filter(|cell| view.text(cell).is_some() && cell.at().col.abs_diff(anchor) <= REACH);
        let Some(cell) = near.min_by_key(|cell| cell.at().col.abs_diff(anchor)) else { continue };
        if nip(view, cell).is_some() {
            break;
        }
        let line = Sourced::new(words::tidy(view.text(cell).unwrap_or_default()), view.place(cell.at()));
        if is_date_line(view, cell) {
            date_line(&mut pejabat, &line);
        } else if words::fold(&line.value) != "mengetahui" {
            lines.push(line);
        }
    }
    let is_pangkat = |line: &mut Sourced<String>| {
        let folded = words::fold(&line.value);
        PANGKAT.iter().any(|word| folded.starts_with(word))
    };
    pejabat.pangkat = lines.pop_if(is_pangkat);
    pejabat.nama = lines.pop_if(|line| !layouts::is_official(&line.value));
    pejabat.jabatan =
        lines.into_iter().reduce(|jabatan, line| Sourced::new(jabatan.value + " " + &line.value, jabatan.place));
    if let Some(jabatan) = &mut pejabat.jabatan {
        jabatan.value.truncate(jabatan.value.trim_end_matches([',', ' ']).len());
    }
    (pejabat != Pejabat::default()).then_some(pejabat)
}

/// "Singaraja, 4 Maret 2024": a month and a year, and no words of a title.
fn is_date_line(view: &View, cell: &Cell) -> bool {
    let Content::Text(text) = &cell.content else { return false };
    if view.is_computed(cell.at()) || text.len() > 80 || layouts::is_title(text) {
        return false;
    }
    let folded = words::fold(text);
    folded.split(' ').any(month::is_year) && folded.split(' ').any(|word| month::name(word).is_some())
}

fn date_line(pejabat: &mut Pejabat, line: &Sourced<String>) {
    let (kota, tanggal) = line.value.rsplit_once(',').unwrap_or(("", &line.value));
    let part =
        |text: &str| Some(Sourced::new(text.trim().to_owned(), line.place)).filter(|part| !part.value.is_empty());
    pejabat.kota = part(kota);
    pejabat.tanggal = part(tanggal);
}

/// What follows "NIP" in a cell; `None` where the cell does not open with it.
fn nip<'a>(view: &View<'a>, cell: &'a Cell) -> Option<&'a str> {
    let text = view.text(cell)?.trim_start();
    let (word, rest) = text.split_at_checked(3)?;
    let is_nip = word.eq_ignore_ascii_case("nip") && !rest.starts_with(char::is_alphabetic);
    is_nip.then(|| rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':')))
}

/// The NIP, from its own cell or the one to the right. As a number it has lost digits: said, and left out.
fn read_nip<'a>(desk: &mut Desk, view: &View<'a>, rows: &[&'a [Cell]], cell: &'a Cell) -> Option<Sourced<String>> {
    let typed = nip(view, cell)?;
    if !typed.is_empty() {
        return Some(Sourced::new(words::tidy(typed), view.place(cell.at())));
    }
    let row = rows.iter().find(|row| row.iter().any(|other| other.at() == cell.at()))?;
    let beside = row.iter().find(|other| other.at().col > cell.at().col)?;
    match view.content(beside) {
        Content::Text(text) => Some(Sourced::new(words::tidy(text.trim_start_matches('\'')), view.place(beside.at()))),
        Content::Number(_) => {
            desk.say(notices::nip_lost(view.place(beside.at())));
            None
        }
        _ => None,
    }
}
