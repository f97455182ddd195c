//! What changed between two reports, as a table of old, new, difference and cell, block by block.

use lampiran_core::{Banding, Change, ChangeKind, Isi, Lang, Nilai, Sourced, format_id};

use super::line::{Line, one_line, shorten};
use super::style::{FAINT, PERLU_DILIHAT, STRONG};
use crate::Outcome;

/// Columns of a figure, and of the cells at the end.
const FIGURE: usize = 18;
const CELLS: usize = 10;
/// Where a change begins, below its section and block.
const INDENT: usize = 4;

/// The table of all changes; one line where there are none.
pub fn comparison(old: &Outcome, new: &Outcome, banding: &Banding, lang: Lang, width: usize) -> String {
    let mut out = String::new();
    let names = [(lang.pick("lama", "old"), &old.berkas), (lang.pick("baru", "new"), &new.berkas)];
    for (word, name) in names {
        Line::default().add(word, FAINT).to(6).add(&shorten(name, width - 6), STRONG).end(&mut out);
    }
    out.push('\n');
    if banding.changes.is_empty() {
        out.push_str(lang.pick("Tidak ada yang berubah.\n", "Nothing changed.\n"));
        return out;
    }
    for section in banding.changes.chunk_by(|a, b| a.bagian == b.bagian) {
        let title = section.first().map_or("", |change| change.bagian.as_str());
        Line::default().add(&shorten(title, width), STRONG).end(&mut out);
        for block in section.chunk_by(|a, b| a.blok == b.blok) {
            if let Some(blok) = block.first().and_then(|change| change.blok.as_deref()) {
                Line::indent(2).plain(&shorten(blok, width - 2)).end(&mut out);
            }
            for change in block {
                row(change, lang, width, &mut out);
            }
        }
        out.push('\n');
    }
    out
}

fn row(change: &Change, lang: Lang, width: usize, out: &mut String) {
    let ends = [width - CELLS - 2 * FIGURE, width - CELLS - FIGURE, width - CELLS, width];
    let style = if change.kind == ChangeKind::Filled { FAINT } else { PERLU_DILIHAT };
    let (old, new) = (side(change.old.as_ref(), lang), side(change.new.as_ref(), lang));
    let cells = cells(change);
    let label = change_label(change, lang);
    if matches!(change.kind, ChangeKind::Gone | ChangeKind::Added | ChangeKind::Renamed) {
        let names = if change.kind == ChangeKind::Renamed { format!("{old} → {new}") } else { String::new() };
        let room = ends[3] - cells.chars().count() - 1;
        let text = shorten(&format!("{label}  {names}"), room - INDENT);
        Line::indent(INDENT).add(text.trim_end(), style).right(&cells, ends[3], FAINT).end(out);
        return;
    }
    let difference = change.difference().map_or_else(String::new, |difference| {
        let sign = if difference.is_sign_negative() { "" } else { "+" };
        format!("{sign}{}", format_id(difference.normalize()))
    });
    let label_room = ends[0] - INDENT - old.chars().count() - 1;
    Line::indent(INDENT)
        .add(&shorten(&label, label_room), style)
        .right(&old, ends[0], anstyle::Style::new())
        .right(&new, ends[1], STRONG)
        .right(&difference, ends[2], anstyle::Style::new())
        .right(&cells, ends[3], FAINT)
        .end(out);
}

/// What changed.
pub fn change_label(change: &Change, lang: Lang) -> String {
    let what = match change.kind {
        ChangeKind::Realisasi | ChangeKind::Filled => "Realisasi",
        ChangeKind::Target => "Target",
        ChangeKind::Tahunan => "Tahunan",
        ChangeKind::Gone => lang.pick("hilang", "gone"),
        ChangeKind::Added => lang.pick("baru", "new"),
        ChangeKind::Renamed => lang.pick("nama berubah", "renamed"),
    };
    change.bulan.map_or_else(|| what.to_owned(), |bulan| format!("{what} {}", lang.pick(bulan.nama(), bulan.english())))
}

/// The cell of the new report; of both where they differ.
fn cells(change: &Change) -> String {
    let cell = |side: &Option<Sourced<Isi>>| side.as_ref().map(|side| side.place.cell.to_string());
    match (cell(&change.old), cell(&change.new)) {
        (Some(old), Some(new)) if old != new => format!("{old}→{new}"),
        (_, Some(cell)) | (Some(cell), None) => cell,
        (None, None) => String::new(),
    }
}

/// What stands on one side.
fn side(side: Option<&Sourced<Isi>>, lang: Lang) -> String {
    match side.map(|side| &side.value) {
        None | Some(Isi::Nilai(Nilai::Kosong)) => lang.pick("kosong", "blank").to_owned(),
        Some(Isi::Nilai(Nilai::Nihil)) => "-".to_owned(),
        Some(Isi::Nilai(Nilai::TakTerbaca)) => "?".to_owned(),
        Some(Isi::Nilai(Nilai::Angka(figure))) => one_line(&figure.to_string()),
        Some(Isi::Nama(name)) => one_line(name),
    }
}
