//! From recognised tables to a [`Laporan`] and diagnostics.

mod blocks;
mod cara;
mod cells;
mod desk;
mod items;
mod labels;
mod masukan;
mod months;
mod notices;
mod rekap;
mod sections;
mod signature;
mod titles;
mod unheaded;
mod unsure;

pub(crate) use masukan::masukan;

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::{
    Bagian, Bulan, CellRef, Judul, KepalaTabel, Lampiran, Laporan, PerBulan, Sasaran, SheetId, Sourced,
};

use crate::Reading;
use crate::evaluate::Computed;
use crate::grid::{Content, Sheet, Workbook};
use crate::recognise::{self, Recognised, Table};
use crate::view::View;
use crate::{layouts, month, words};
use desk::{Desk, Fold, Spot};
use items::Section;
use sections::Draft;

/// Reads the lampiran on the visible sheets of a workbook.
pub(crate) fn lower(workbook: &Workbook, computed: &Computed, spellings: &layouts::Headings) -> Reading {
    let mut desk = Desk::default();
    let mut laporan =
        Laporan { lembar: workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect(), ..Laporan::default() };
    let (mut hidden, mut without) = (Vec::new(), Vec::new());
    let mut ways = cara::Stated::default();
    let none = BTreeMap::new();
    for (id, sheet) in (0..).map(SheetId).zip(&workbook.sheets) {
        let foreign = foreign(sheet);
        let whole =
            View { id, sheet, computed: computed.get(&id).unwrap_or(&none), foreign: &foreign, headings: spellings };
        let parts = recognise::parts(&whole);
        let mut views: Vec<View> = parts.iter().map(|part| View { sheet: part, ..whole }).collect();
        if views.is_empty() {
            views.push(whole);
        }
        let read = views.iter().map(|view| table(&mut desk, &mut laporan, &mut ways, view)).max();
        match read {
            Some(Read::Lampiran) if sheet.hidden => hidden.push((id, sheet.name.as_str())),
            Some(Read::Nothing) if !sheet.hidden => without.push((id, sheet.name.as_str())),
            _ => {}
        }
    }
    ways.apply(&mut desk, &mut laporan);
    desk.texts.places.sort_unstable();
    desk.typed.sort_unstable();
    laporan.angka_teks = std::mem::take(&mut desk.typed);
    desk.percentages.sort_unstable();
    laporan.sel_persen = std::mem::take(&mut desk.percentages);
    desk.diagnostics.extend(notices::texts(&desk.texts));
    desk.diagnostics.extend(notices::computed(&desk.computed));
    desk.diagnostics.extend(notices::foreign(&desk.foreign));
    about_sheets(&mut desk, &laporan, &hidden, &without);
    let order = |at: &lampiran_core::Diagnostic| (at.sheet, at.cell);
    desk.diagnostics.sort_by_key(order);
    Reading { laporan, diagnostics: desk.diagnostics }
}

/// What a sheet, or one of the tables that stand side by side on it, was found to hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Read {
    Nothing,
    /// Something else that is known: a rekap, a sheet of this program, a table whose heading is said to be unknown.
    Other,
    Lampiran,
}

/// Reads what stands on a sheet; what is hidden is only looked at.
fn table(desk: &mut Desk, laporan: &mut Laporan, ways: &mut cara::Stated, view: &View<'_>) -> Read {
    let mut found = recognise::recognise(view);
    let own = layouts::is_own_sheet(&view.sheet.name);
    if !view.sheet.hidden && !own {
        let figures = desk.typed.len();
        rekap::read(desk, &mut laporan.rekap, view, &found);
        desk.typed.truncate(figures);
    }
    let drafts = sections::divide(view, &found.tables, std::mem::take(&mut found.lines));
    let said = if drafts.is_empty() { Read::Other } else { Read::Lampiran };
    if view.sheet.hidden {
        return said;
    }
    if drafts.is_empty() {
        let is_ways = ways.read(desk, view);
        let known = own || is_ways || view.sheet.cells.is_empty() || !found.rekap.is_empty();
        return match unheaded::months(view) {
            Some(at) => {
                desk.say(notices::unknown_heading(view.place(at)));
                Read::Other
            }
            None if known => Read::Other,
            None => Read::Nothing,
        };
    }
    headings(desk, view, &found);
    // One by one, as each is let go once its section was read: together they are as large as the report.
    for draft in drafts {
        place(desk, laporan, view, &found, &draft);
    }
    said
}

/// The cells of a sheet whose formula names another workbook (`[1]Sheet1!A1`).
fn foreign(sheet: &Sheet) -> BTreeSet<CellRef> {
    let names_workbook =
        |formula: &str| formula.split_once('[').is_some_and(|(_, rest)| rest.contains(']') && rest.contains('!'));
    sheet.formulas.iter().filter(|(_, formula)| names_workbook(formula)).map(|(at, _)| *at).collect()
}

/// Says which sheets were passed over.
fn about_sheets(desk: &mut Desk, laporan: &Laporan, hidden: &[(SheetId, &str)], without: &[(SheetId, &str)]) {
    let names = |sheets: &[(SheetId, &'_ str)]| sheets.iter().map(|(_, name)| (*name).to_owned()).collect::<Vec<_>>();
    let (hidden_names, without_names) = (names(hidden), names(without));
    let hidden_names: Vec<&str> = hidden_names.iter().map(String::as_str).collect();
    let without_names: Vec<&str> = without_names.iter().map(String::as_str).collect();
    if laporan.lampiran.is_empty() {
        desk.say(notices::no_lampiran(&hidden_names));
        return;
    }
    if let Some((first, _)) = hidden.first() {
        desk.say(notices::hidden_sheets(*first, &hidden_names));
    }
    if let Some((first, _)) = without.first() {
        desk.say(notices::sheets_without_table(*first, &without_names));
    }
}

/// Says what the headings of a sheet have that the form has not, each once.
fn headings(desk: &mut Desk, view: &View, found: &Recognised) {
    let mut said = BTreeSet::new();
    for table in &found.tables {
        let scale = table.scale.filter(|_| table.anggaran.is_some());
        if let Some((factor, at)) = scale.filter(|(_, at)| said.insert((at.col, String::new()))) {
            desk.say(notices::scaled(view.place(at), factor));
        }
        for (at, heading) in table.unknown.iter().filter(|(at, _)| table.has_column(at.col)) {
            if said.insert((at.col, words::fold(heading))) {
                desk.say(notices::unknown_column(view.place(*at), heading));
            }
        }
    }
}

/// Reads a section and puts it into its lampiran.
fn place<'a>(desk: &mut Desk, laporan: &mut Laporan, view: &View<'a>, found: &Recognised<'a>, draft: &Draft<'a>) {
    let Some(bagian) = bagian(desk, view, &found.tables, draft) else { return };
    let pejabat = bagian.pejabat.as_ref().and_then(|pejabat| pejabat.jabatan.as_ref());
    let lines = || bagian.judul.iter().flat_map(|judul| judul.baris.iter()).chain(pejabat);
    laporan.pemda = laporan.pemda.take().or_else(|| lines().find_map(|line| titles::pemda(&line.value)));
    laporan.instansi = laporan.instansi.take().or_else(|| {
        let signed = pejabat.and_then(|jabatan| titles::instansi(&jabatan.value));
        signed.or_else(|| lines().find_map(|line| titles::instansi(&line.value)))
    });
    laporan.periode = laporan.periode.take().or_else(|| bagian.judul.as_ref()?.periode.clone());
    laporan.ejaan_bulan = laporan.ejaan_bulan.take().or_else(|| spelling(view, &bagian));
    let nomor = nomor(laporan, view.sheet, &bagian);
    if let Some(lampiran) = laporan.lampiran.last_mut().filter(|lampiran| lampiran.nomor == nomor) {
        lampiran.bagian.push(bagian);
    } else {
        let judul = bagian.judul.as_ref().map(judul_of).unwrap_or_default();
        laporan.lampiran.push(Lampiran { nomor, judul, bagian: vec![bagian] });
    }
}

/// The number of the lampiran a section belongs to: as printed, else as the sheet is called, else by the kind of
/// official, else that of the section before.
fn nomor(laporan: &Laporan, sheet: &Sheet, bagian: &Bagian) -> u8 {
    let judul = bagian.judul.as_ref();
    let before = laporan.lampiran.last();
    let same_sheet =
        before.is_some_and(|lampiran| lampiran.bagian.last().is_some_and(|last| last.lembar == bagian.lembar));
    let titled = judul.is_some_and(|judul| !judul.baris.is_empty());
    judul
        .and_then(|judul| judul.nomor)
        .or_else(|| before.filter(|_| same_sheet && !titled).map(|lampiran| lampiran.nomor))
        .or_else(|| titles::nomor(&sheet.name))
        .or_else(|| judul?.baris.iter().find_map(|line| titles::nomor_by_kind(&line.value)))
        .or_else(|| titles::nomor_by_kind(&sheet.name))
        .or_else(|| (bagian.eselon.is_some() || bagian.kepala.anggaran.is_some()).then_some(1))
        .or_else(|| before.map(|lampiran| lampiran.nomor))
        .unwrap_or(1)
}

fn bagian<'a>(desk: &mut Desk, view: &View<'a>, tables: &[Table], draft: &Draft<'a>) -> Option<Bagian> {
    let table = tables.get(draft.table)?;
    let (eselon, jabatan, at) = title(view, draft);
    let mut bagian = Bagian {
        lembar: view.id,
        eselon,
        jabatan,
        place: view.place(at.unwrap_or(table.area.first)),
        judul: judul(view, draft),
        kepala: kepala(table),
        sasaran: Vec::new(),
        total: None,
        pejabat: None,
    };
    let nama = bagian.nama();
    let section = Section { view, tables, nama: &nama, eselon };
    for rows in blocks::divide(view, tables, &draft.rows) {
        let spot = Spot { bagian: &nama, blok: &rows.label.nama, bulan: None };
        let top = rows
            .indikator
            .iter()
            .chain(&rows.anggaran)
            .filter_map(|block| block.rows.first())
            .map(|row| row.months.row)
            .min();
        let column = table.kolom.sasaran.or(table.kolom.indikator).or(table.kolom.anggaran).unwrap_or_default();
        let at = rows.label.at.unwrap_or(CellRef::new(top.unwrap_or_default(), column));
        bagian.sasaran.push(Sasaran {
            no: section.ordinal(desk, &rows.label, spot),
            uraian: Sourced::new(rows.label.nama.clone(), view.place(at)),
            indikator: exact(rows.indikator.iter().filter_map(|block| section.indikator(desk, block))),
            anggaran: exact(rows.anggaran.iter().filter_map(|block| section.anggaran(desk, block))),
        });
    }
    let last_table = draft.rows.last().and_then(|row| tables.get(row.months.table)).unwrap_or(table);
    bagian.total = draft
        .total
        .filter(|_| table.anggaran.is_some())
        .map(|(label, row)| section.total(desk, last_table, label, row));
    bagian.pejabat = signature::read(desk, view, &draft.signature);
    unsure::resolve(desk, &mut bagian);
    let no_percentage = std::mem::take(&mut desk.no_percentage);
    desk.diagnostics.extend(notices::no_percentage(&no_percentage, &nama));
    desk.diagnostics.extend(notices::stray(&stray(view, last_table, draft)));
    Some(bagian)
}

/// A list without room for more: most sasaran have one block of either side, and a list sets room aside for four.
fn exact<T>(blocks: impl Iterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = blocks.collect();
    list.shrink_to_fit();
    list
}

/// Figures of the section's stray rows that stand in its figure columns.
fn stray(view: &View, table: &Table, draft: &Draft) -> Fold {
    use layouts::Side;
    let columns: Vec<u16> = table.figures(Side::Kinerja).chain(table.figures(Side::Anggaran)).collect();
    let cells = draft.stray.iter().flat_map(|row| row.iter());
    let figures = cells.filter(|cell| columns.contains(&cell.at().col) && matches!(cell.content, Content::Number(_)));
    Fold { places: figures.map(|cell| view.place(cell.at())).collect() }
}

/// Eselon and jabatan of a section, and the cell of its title.
fn title(view: &View, draft: &Draft) -> (Option<lampiran_core::Eselon>, String, Option<CellRef>) {
    let (mut eselon, mut jabatan, mut at) = (None, String::new(), None);
    for cell in &draft.title {
        let text = items::shown(view, cell);
        match titles::eselon(&text).filter(|_| eselon.is_none()) {
            Some((rank, rest)) => {
                eselon = Some(rank);
                at = at.or(Some(cell.at()));
                if !rest.is_empty() {
                    jabatan = rest;
                    at = Some(cell.at());
                }
            }
            None if jabatan.is_empty() => {
                jabatan = titles::jabatan(&text);
                at = Some(cell.at());
            }
            None => {}
        }
    }
    (eselon, jabatan, at)
}

fn judul(view: &View, draft: &Draft) -> Option<Judul> {
    let baris: Vec<Sourced<String>> =
        draft.judul.iter().map(|cell| Sourced::new(items::shown(view, cell), view.place(cell.at()))).collect();
    let periode =
        baris.iter().find_map(|line| titles::periode(&line.value).map(|periode| Sourced::new(periode, line.place)));
    let nomor = baris.iter().find_map(|line| titles::nomor(&line.value));
    (!baris.is_empty()).then_some(Judul { baris, nomor, periode })
}

/// The lampiran's title: its lines without number, local government, office and period.
fn judul_of(judul: &Judul) -> String {
    let says = |line: &str| {
        let folded = words::fold(line);
        ["capaian", "rencana aksi", "perjanjian kinerja"].iter().any(|phrase| folded.contains(phrase))
    };
    let lines: Vec<&str> = judul.baris.iter().map(|line| line.value.as_str()).filter(|line| says(line)).collect();
    lines.join(" ")
}

fn kepala(table: &Table) -> KepalaTabel {
    let heading = |names: &Option<recognise::NameColumns>| names.as_ref().map(|names| names.heading.clone());
    KepalaTabel {
        kolom: if table.anggaran.is_some() { 17 } else { 11 },
        sasaran: heading(&table.sasaran).unwrap_or_default(),
        indikator: heading(&table.indikator).unwrap_or_default(),
        anggaran: heading(&table.anggaran),
        kelipatan: items::scale(table),
        area: table.area,
        letak: table.kolom,
    }
}

/// How a section spells the months, from its first block that names all twelve in words.
fn spelling(view: &View, bagian: &Bagian) -> Option<PerBulan<String>> {
    let word = |place: lampiran_core::Place| {
        let cell = view.sheet.get(place.cell)?;
        let text = view.text(cell).map(words::tidy)?;
        month::name(&text).map(|_| text)
    };
    let kinerja = bagian
        .sasaran
        .iter()
        .flat_map(|sasaran| &sasaran.indikator)
        .map(|indikator| PerBulan::from_fn(|bulan| indikator.bulan[bulan].as_ref().map(|bulan| bulan.bulan)));
    let anggaran = bagian
        .sasaran
        .iter()
        .flat_map(|sasaran| &sasaran.anggaran)
        .map(|anggaran| PerBulan::from_fn(|bulan| anggaran.bulan[bulan].as_ref().map(|bulan| bulan.bulan)));
    kinerja.chain(anggaran).find_map(|places| {
        let words = PerBulan::from_fn(|bulan: Bulan| places[bulan].and_then(word));
        let all = words.iter().all(|(_, word)| word.is_some());
        all.then(|| PerBulan::from_fn(|bulan| words[bulan].clone().unwrap_or_default()))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]
mod tests;
