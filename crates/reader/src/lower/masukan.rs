//! Tables of realisasi: a heading row with Bulan, Realisasi and a name (and Bagian, Keterangan), in any order, and a row
//! for each figure.

use std::collections::BTreeMap;

use lampiran_core::{CellRef, Diagnostic, Masukan, SharedText, SheetId, Sisi, Sourced, Text};

use super::desk::{Desk, Spot};
use super::labels::{self, Label};
use super::{cells, foreign, notices, unsure};
use crate::evaluate::Computed;
use crate::grid::{Cell, Content, Workbook};
use crate::layouts::{self, KolomMasukan};
use crate::ordinal;
use crate::view::{View, cell_in};
use crate::words;

/// The columns of such a table.
#[derive(Debug, Default)]
struct Kolom {
    bagian: Option<u16>,
    /// The columns that hold names, each with the side its heading says.
    nama: Vec<(u16, Option<Sisi>)>,
    bulan: u16,
    realisasi: u16,
    keterangan: Option<u16>,
}

/// A label that holds for the rows of its merged area.
#[derive(Debug, Clone, Default)]
struct Held {
    label: Label,
    /// The area's last row.
    until: u32,
}

/// Reads the tables on the visible sheets of a workbook; `None` where there is no such table.
pub(crate) fn masukan(
    workbook: &Workbook,
    computed: &Computed,
    spellings: &layouts::Headings,
) -> Option<(Vec<Masukan>, Vec<Diagnostic>)> {
    let (mut desk, mut rows, mut is_found) = (Desk::default(), Vec::new(), false);
    let none = BTreeMap::new();
    for (id, sheet) in (0..).map(SheetId).zip(&workbook.sheets).filter(|(_, sheet)| !sheet.hidden) {
        let foreign = foreign(sheet);
        let view =
            View { id, sheet, computed: computed.get(&id).unwrap_or(&none), foreign: &foreign, headings: spellings };
        let mut reading: Option<(Kolom, BTreeMap<u16, Held>)> = None;
        let mut own = Vec::new();
        for row in sheet.rows() {
            if let Some(kolom) = headings(&view, row) {
                reading = Some((kolom, BTreeMap::new()));
            } else if let Some((kolom, held)) = &mut reading {
                own.extend(one(&mut desk, &view, kolom, held, row));
            }
        }
        is_found |= reading.is_some();
        unsure::resolve_masukan(&mut desk, &mut own);
        rows.append(&mut own);
    }
    desk.diagnostics.extend(notices::computed(&desk.computed));
    desk.diagnostics.extend(notices::foreign(&desk.foreign));
    is_found.then_some((rows, desk.diagnostics))
}

/// The columns that a row of headings names; `None` where it is none, or names one of them twice.
fn headings(view: &View, row: &[Cell]) -> Option<Kolom> {
    let mut kolom = Kolom::default();
    let (mut bulan, mut realisasi) = (Vec::new(), Vec::new());
    let (mut bagian, mut keterangan) = (Vec::new(), Vec::new());
    for cell in row {
        let Some(text) = view.text(cell) else { continue };
        let col = cell.at().col;
        match layouts::kolom_masukan(text, view.headings) {
            Some(KolomMasukan::Bagian) => bagian.push(col),
            Some(KolomMasukan::Nama(sisi)) => kolom.nama.push((col, sisi)),
            Some(KolomMasukan::Bulan) => bulan.push(col),
            Some(KolomMasukan::Realisasi) => realisasi.push(col),
            Some(KolomMasukan::Keterangan) => keterangan.push(col),
            None => {}
        }
    }
    let (&[bulan], &[realisasi]) = (bulan.as_slice(), realisasi.as_slice()) else { return None };
    if kolom.nama.is_empty() || bagian.len() > 1 || keterangan.len() > 1 {
        return None;
    }
    let (bagian, keterangan) = (bagian.first().copied(), keterangan.first().copied());
    Some(Kolom { bagian, bulan, realisasi, keterangan, ..kolom })
}

/// Reads a row; `None` where nothing is handed in, or what it is of is said.
fn one<'a>(
    desk: &mut Desk,
    view: &View<'a>,
    kolom: &Kolom,
    held: &mut BTreeMap<u16, Held>,
    row: &'a [Cell],
) -> Option<Masukan> {
    let number = row.first()?.at().row;
    let bagian = kolom.bagian.map(|col| label(view, held, row, number, col, false).nama).unwrap_or_default();
    let names = kolom.nama.iter().map(|(col, sisi)| (label(view, held, row, number, *col, true), *col, *sisi));
    let names: Vec<(Label, u16, Option<Sisi>)> = names.filter(|(label, ..)| !label.is_blank()).collect();
    let at = CellRef::new(number, kolom.realisasi);
    let blok = names.first().map(|(label, ..)| label.nama.clone()).unwrap_or_default();
    let spot = Spot { bagian: &bagian, blok: &blok, bulan: None };
    let text = kolom.keterangan.and_then(|col| remark(desk, view, cell_in(row, col)?, spot));
    let figure = cell_in(row, kolom.realisasi);
    let is_blank = figure.is_none_or(|cell| matches!(view.content(cell), Content::Text(text) if words::is_blank(text)));
    if is_blank && text.is_none() {
        return None;
    }
    let month = cell_in(row, kolom.bulan);
    let Some(bulan) = month.and_then(|cell| view.month(cell)) else {
        let at = CellRef::new(number, kolom.bulan);
        let typed = month.and_then(|cell| ordinal::shown(view, cell)).unwrap_or_default();
        desk.say(spot.mark(no_month(view, at, &typed)));
        return None;
    };
    let spot = Spot { bulan: Some(bulan), ..spot };
    let [(label, col, sisi)] = names.as_slice() else {
        let at = CellRef::new(number, kolom.nama.first()?.0);
        desk.say(spot.mark(no_name(view, at, &names)));
        return None;
    };
    let source = cells::Source { view, cell: figure, at, spot };
    let (realisasi, unit) = source.masukan(desk);
    let place = view.place(CellRef::new(number, *col));
    let nama = Sourced::new(label.nama.clone(), place);
    Some(Masukan { bagian, nama, sisi: *sisi, bulan, realisasi, unit, keterangan: text })
}

/// The label in a column, or the one whose merged area reaches down to the row; without ordinal and code where it is
/// the name of a block.
fn label<'a>(
    view: &View<'a>,
    held: &mut BTreeMap<u16, Held>,
    row: &'a [Cell],
    number: u32,
    col: u16,
    is_block: bool,
) -> Label {
    let Some(cell) = cell_in(row, col) else {
        return held.get(&col).filter(|held| number <= held.until).map(|held| held.label.clone()).unwrap_or_default();
    };
    let label = if is_block {
        labels::read(view, row, None, col, col)
    } else {
        Label { nama: ordinal::shown(view, cell).unwrap_or_default(), ..Label::default() }
    };
    let until = view.merge_from(cell.at()).map_or(number, |area| area.last.row);
    held.insert(col, Held { label: label.clone(), until });
    label
}

/// A keterangan as typed; any dash is "-".
fn remark(desk: &mut Desk, view: &View, cell: &Cell, spot: Spot) -> Option<SharedText> {
    match view.content(cell) {
        Content::Text(text) if words::is_dash(text) => Some("-".into()),
        Content::Text(text) => Some(text.trim()).filter(|text| !words::is_blank(text)).map(Into::into),
        Content::Error(text) | Content::Unreadable(text) => {
            desk.say(spot.mark(notices::unreadable(view.place(cell.at()), text)));
            None
        }
        _ => ordinal::shown(view, cell).map(Into::into),
    }
}

fn no_month(view: &View, at: CellRef, typed: &str) -> Diagnostic {
    let (id, en) = if typed.is_empty() {
        (format!("Bulan di {at} kosong."), format!("The month in {at} is blank."))
    } else {
        (format!("“{typed}” di {at} bukan nama bulan."), format!("“{typed}” in {at} is no month."))
    };
    let finding = notices::wrong("masukan-tidak-dikenal", id, en).at(view.place(at)).found(typed);
    finding.advice(Text::new(format!("Ketik nama bulannya di {at}."), format!("Type the month's name in {at}.")))
}

fn no_name(view: &View, at: CellRef, names: &[(Label, u16, Option<Sisi>)]) -> Diagnostic {
    let place = view.place(at);
    let row = at.row + 1;
    if names.is_empty() {
        let id = format!("Baris {row} tidak menyebut program, kegiatan atau indikator.");
        let en = format!("Row {row} names no program, kegiatan or indikator.");
        let advice = Text::new(format!("Ketik namanya di {at}."), format!("Type its name in {at}."));
        return notices::wrong("masukan-tidak-dikenal", id, en).at(place).advice(advice);
    }
    let id = format!("Baris {row} menyebut lebih dari satu nama; realisasi ini milik yang mana tidak diketahui.");
    let en = format!("Row {row} gives more than one name; which of them the realisasi is of is not known.");
    let advice = Text::new("Tulis satu nama pada setiap baris.", "Write one name in each row.");
    notices::wrong("masukan-meragukan", id, en).at(place).advice(advice)
}
