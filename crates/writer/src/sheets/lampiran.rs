//! The sheets "LAMPIRAN 1" to "LAMPIRAN 4": the office's own form, filled.
//!
//! A workbook repeats only one set of rows at the top of a sheet's pages. A lampiran whose sections have different
//! headings therefore goes on on a further sheet, "LAMPIRAN 1 (2)", so that every printed page has the headings of what
//! it shows. Sections with the same headings share a sheet, as in the office's form.

mod blocks;
mod closing;
mod columns;
mod heading;
mod pages;
mod pen;

use std::collections::{HashMap, HashSet};

use lampiran_core::{Area, Bagian, CellRef, Computed, HasilBagian, Laporan};

pub(crate) use pen::Marks;

use crate::anew::WriteError;
use crate::excel::Book;
use crate::places::Places;
use crate::sheet::Content;
use crate::style::Style;
use columns::Columns;
use pages::{Pages, Section};
use pen::Pen;

/// Writes the sheets of all lampiran, section by section, and notes in `places` where every value went.
pub(crate) fn sheets(
    laporan: &Laporan,
    computed: &Computed,
    marks: &Marks,
    places: &mut Places,
    book: &mut Book,
) -> Result<(), WriteError> {
    let mut names = HashSet::new();
    let mut counts: HashMap<u8, u32> = HashMap::new();
    let mut hasil = computed.bagian.iter();
    for lampiran in &laporan.lampiran {
        for run in lampiran.bagian.chunk_by(may_share_a_sheet) {
            let name = unused_name(&mut names, lampiran.nomor);
            let mut pen = Pen::new(name, Columns::of(laporan, run), laporan, marks, places);
            heading::put_titles(&mut pen, laporan, lampiran, run);
            let mut pages = None;
            for (i, bagian) in run.iter().enumerate() {
                let hasil = hasil.next();
                // Sections have no name that is theirs alone, so they are counted.
                let count = counts.entry(lampiran.nomor).and_modify(|count| *count += 1).or_insert(1);
                let name = format!("Lampiran{}_Bagian{count}", lampiran.nomor);
                let section = put_section(&mut pen, &name, bagian, i == 0, hasil, computed);
                pages.get_or_insert_with(|| Pages::set_up(&mut pen, &section)).cut(&mut pen, &section);
                pen.hand_on(book)?;
            }
            book.close(&pen.sheet)?;
        }
    }
    places.settle();
    Ok(())
}

/// Whether two sections have the same headings, and the second no titles of its own.
fn may_share_a_sheet(before: &Bagian, after: &Bagian) -> bool {
    let words = |bagian: &Bagian| {
        let kepala = &bagian.kepala;
        (columns::has_budget(bagian), kepala.sasaran.clone(), kepala.indikator.clone(), kepala.anggaran.clone())
    };
    let titles = |bagian: &Bagian| {
        let judul = bagian.judul.as_ref()?;
        Some(judul.baris.iter().map(|baris| baris.value.clone()).collect::<Vec<_>>())
    };
    let same_titles = titles(after).is_none_or(|after| titles(before).is_none_or(|before| before == after));
    words(before) == words(after) && same_titles
}

/// "LAMPIRAN 1", or "LAMPIRAN 1 (2)" where there is one already.
fn unused_name(names: &mut HashSet<String>, nomor: u8) -> String {
    let mut name = format!("LAMPIRAN {nomor}");
    let mut copy = 2;
    while !names.insert(name.clone()) {
        name = format!("LAMPIRAN {nomor} ({copy})");
        copy += 1;
    }
    name
}

/// Writes a section from its headings to its signature.
fn put_section(
    pen: &mut Pen,
    name: &str,
    bagian: &Bagian,
    is_first: bool,
    hasil: Option<&HasilBagian>,
    computed: &Computed,
) -> Section {
    if !is_first {
        pen.row += 1;
    }
    let heading = heading::put_headings(pen, bagian);
    let mut section = Section { heading, first: pen.row, ..Section::default() };
    if is_first {
        section.first = 0;
    }
    put_title(pen, bagian);
    let body = pen.row;
    for (i, sasaran) in bagian.sasaran.iter().enumerate() {
        let hasil = hasil.and_then(|hasil| hasil.sasaran.get(i));
        blocks::put_sasaran(pen, sasaran, hasil);
    }
    section.blocks = (body..pen.row).step_by(12).filter(|row| !pen.sheet.hidden.contains(row)).collect();
    if let Some(jumlah) = hasil.and_then(|hasil| hasil.jumlah.as_ref()) {
        closing::put_total(pen, name, bagian, jumlah, body, computed.bulan_akhir);
    }
    if let Some(pejabat) = &bagian.pejabat {
        closing::put_signature(pen, pejabat);
    }
    section.last = pen.row.saturating_sub(1);
    section
}

/// The rows "Eselon II" and "Kepala Dinas", or a jabatan alone.
fn put_title(pen: &mut Pen, bagian: &Bagian) {
    let eselon = bagian.eselon.map(|eselon| format!("Eselon {eselon}"));
    let jabatan = Some(bagian.jabatan.clone()).filter(|jabatan| !jabatan.is_empty());
    let lines: Vec<String> = eselon.into_iter().chain(jabatan).collect();
    let last = lines.len().saturating_sub(1);
    for (i, line) in lines.into_iter().enumerate() {
        pen.put(None, columns::NO, Content::Blank, Style::STRONG);
        let at = CellRef::new(pen.row, columns::SASARAN);
        pen.put_at((i == last).then_some(bagian.place), at, Content::text(line.clone()), Style::STRONG);
        pen.make_room(Area { first: at, last: at }, &line, Style::STRONG);
        pen.row += 1;
    }
}
