//! Typed rekap tables: their rows read with the same reader of figures as the lampiran.

use lampiran_core::{
    BarisKeuangan, BarisKinerja, CellRef, IsiRekap, Nilai, RekapTertulis, Sourced, TabelRekap, TotalDisebut, Ukuran,
};

use super::cells::Source;
use super::desk::{Desk, Spot};
use super::{items, labels, notices, titles};
use crate::figure;
use crate::grid::Cell;
use crate::recognise::{Line, Recognised, RekapColumn, RekapTable};
use crate::view::{View, cell_in};
use crate::{stated, words};

/// So many stated totals are taken down; a report states three.
const MOST_STATED: usize = 100;

/// Adds the rekap tables of a sheet, and the totals that its lines of text state.
pub(super) fn read<'a>(desk: &mut Desk, rekap: &mut RekapTertulis, view: &View<'a>, found: &Recognised<'a>) {
    for table in &found.rekap {
        rekap.tabel.extend(of_table(desk, view, table));
    }
    let rows = found.lines.iter().filter_map(|line| if let Line::Other(row) = line { Some(*row) } else { None });
    for cell in rows.flatten() {
        let Some(text) = view.text(cell).filter(|_| rekap.disebut.len() < MOST_STATED) else { continue };
        let place = view.place(cell.at());
        let totals = stated::totals(text).into_iter();
        rekap.disebut.extend(totals.map(|(apa, angka)| {
            let tahun = titles::tahun(&words::fold(text));
            TotalDisebut { apa, angka: Sourced::new(angka, place), tahun }
        }));
    }
}

fn of_table<'a>(desk: &mut Desk, view: &View<'a>, table: &RekapTable<'a>) -> Option<TabelRekap> {
    // A desk of its own: "12 Laporan" is how a rekap is written, and no number that should not be text.
    let mut own = Desk::default();
    let isi = if table.is_keuangan() {
        let rows = table.rows.iter().map(|row| keuangan(&mut own, view, table, row)).collect();
        let total = table.total.map(|(label, row)| {
            let program = Sourced::new(items::shown(view, label), view.place(label.at()));
            BarisKeuangan { program, ..keuangan(&mut own, view, table, row) }
        });
        IsiRekap::Keuangan(rows, total)
    } else {
        let mut sasaran = String::new();
        IsiRekap::Kinerja(table.rows.iter().map(|row| kinerja(&mut own, view, table, row, &mut sasaran)).collect())
    };
    for (place, unsure) in &own.unsure {
        desk.say(notices::ambiguous(*place, unsure));
    }
    desk.diagnostics.extend(notices::no_percentage(&own.no_percentage, &view.sheet.name));
    desk.computed.places.extend(own.computed.places);
    desk.foreign.places.extend(own.foreign.places);
    own.diagnostics.into_iter().for_each(|diagnostic| desk.say(diagnostic));
    let periode = table.kepala.iter().find_map(|cell| {
        let periode = titles::periode(view.text(cell)?)?;
        Some(Sourced::new(periode, view.place(cell.at())))
    });
    Some(TabelRekap { kepala: view.place(table.first()?), periode, isi })
}

fn keuangan<'a>(desk: &mut Desk, view: &View<'a>, table: &RekapTable<'a>, row: &'a [Cell]) -> BarisKeuangan {
    let program = name(view, table, row, RekapColumn::Nama);
    let source = |field| source(view, table, row, field, &program.value);
    let amount = |desk: &mut Desk, field| match source(field) {
        Some(source) => source.amount(desk, table.scale),
        None => Sourced::new(Nilai::Kosong, program.place),
    };
    let (anggaran, realisasi) = (amount(desk, RekapColumn::Anggaran), amount(desk, RekapColumn::Realisasi));
    let number = |nilai: &Sourced<Nilai<lampiran_core::Rupiah>>| nilai.value.angka().map(|rupiah| rupiah.0);
    let persen = source(RekapColumn::Persen).map(|source| source.persen(desk, number(&realisasi), number(&anggaran)));
    BarisKeuangan { anggaran, realisasi, persen, program }
}

fn kinerja<'a>(
    desk: &mut Desk,
    view: &View<'a>,
    table: &RekapTable<'a>,
    row: &'a [Cell],
    sasaran: &mut String,
) -> BarisKinerja {
    let indikator = name(view, table, row, RekapColumn::Nama);
    let above = name(view, table, row, RekapColumn::Sasaran).value;
    // A sasaran spans the rows of its indikator.
    if !above.is_empty() {
        *sasaran = above;
    }
    let source = |field| source(view, table, row, field, &indikator.value);
    let ukuran = |desk: &mut Desk, field| {
        source(field).map(|source| {
            let unit = source.cell.and_then(|cell| Some(figure::parse(view.text(cell)?)?.unit));
            source.ukuran(desk, &unit.unwrap_or_default())
        })
    };
    let (tahunan, target) = (ukuran(desk, RekapColumn::Tahunan), ukuran(desk, RekapColumn::Target));
    let realisasi = ukuran(desk, RekapColumn::Realisasi);
    let number = |nilai: Option<&Sourced<Nilai<Ukuran>>>| nilai?.value.angka()?.bilangan();
    let persen = source(RekapColumn::Persen)
        .map(|source| source.persen(desk, number(realisasi.as_ref()), number(target.as_ref())));
    let realisasi = realisasi.unwrap_or_else(|| Sourced::new(Nilai::Kosong, indikator.place));
    BarisKinerja { sasaran: sasaran.clone(), tahunan, target, realisasi, persen, indikator }
}

/// The name in a field of a row, without its ordinal, and its cell.
fn name<'a>(view: &View<'a>, table: &RekapTable<'a>, row: &'a [Cell], field: RekapColumn) -> Sourced<String> {
    let (first, last) = table.kolom.get(&field).copied().unwrap_or((u16::MAX, 0));
    let label = labels::read(view, row, None, first, last);
    let top = row.first().map(|cell| cell.at().row).unwrap_or_default();
    Sourced::new(label.nama, view.place(label.at.unwrap_or(CellRef::new(top, first))))
}

/// The cell of a figure in a row; `None` where the table has no such column.
fn source<'p, 'a>(
    view: &'p View<'a>,
    table: &RekapTable<'a>,
    row: &'a [Cell],
    field: RekapColumn,
    nama: &'p str,
) -> Option<Source<'p, 'a>> {
    let col = table.column(field)?;
    let at = CellRef::new(row.first()?.at().row, col);
    Some(Source { view, cell: cell_in(row, col), at, spot: Spot { bagian: "", blok: nama, bulan: None } })
}
