//! A sasaran with its two stacks of blocks of twelve months: indikator, and program or kegiatan. They only share rows.

use std::collections::HashSet;

use lampiran_core::{
    Anggaran, Area, Bulan, BulanAnggaran, BulanKinerja, CellRef, Decimal, HasilSasaran, Indikator, Nilai, PerBulan,
    Persen, Place, Rupiah, Sasaran, SharedText, Sourced, Ukuran,
};

use super::columns::{self, ANGGARAN, KETERANGAN, KINERJA, PERSEN, REALISASI, TARGET};
use super::pen::Pen;
use crate::formulas::{self, Operand, Rumus};
use crate::sheet::Content;
use crate::style::Style;

/// Rows of a block.
pub(super) const MONTHS: u32 = 12;

/// Writes a sasaran and everything beside it.
pub(super) fn put_sasaran(pen: &mut Pen, sasaran: &Sasaran, hasil: Option<&HasilSasaran>) {
    let top = pen.row;
    let (mut hidden, mut shown) = (Vec::new(), HashSet::new());
    for ((start, indikator), i) in (0..).step_by(12).zip(&sasaran.indikator).zip(0..) {
        let hasil = hasil.and_then(|hasil: &HasilSasaran| hasil.indikator.get::<usize>(i));
        put_indikator(pen, top + start, indikator, hasil);
        if indikator.tersembunyi { hidden.push(start) } else { shown.extend(start..start + MONTHS) }
    }
    for ((start, anggaran), i) in starts(sasaran).zip(&sasaran.anggaran).zip(0..) {
        let hasil = hasil.and_then(|hasil: &HasilSasaran| hasil.anggaran.get::<usize>(i));
        put_anggaran(pen, top + start, anggaran, hasil);
        if anggaran.tersembunyi { hidden.push(start) } else { shown.extend(start..start + MONTHS) }
    }
    // Both stacks share rows: those of a hidden block stay hidden only where nothing else needs them.
    let hidden = hidden.into_iter().flat_map(|start| start..start + MONTHS).filter(|row| !shown.contains(row));
    pen.sheet.hidden.extend(hidden.map(|row| top + row));

    let height = rows(sasaran);
    let whole = |col| Area { first: CellRef::new(top, col), last: CellRef::new(top + height - 1, col) };
    put_ordinal(pen, whole(columns::NO), &sasaran.no);
    pen.put_block(Some(sasaran.uraian.place), whole(columns::SASARAN), &sasaran.uraian.value, Style::TEXT);
    pen.row = top + height;
}

/// The rows a sasaran takes: those of its higher stack, at least one block.
pub(super) fn rows(sasaran: &Sasaran) -> u32 {
    let anggaran = starts(sasaran).last().map_or(0, |start| start + MONTHS);
    kinerja_rows(sasaran).max(anggaran).max(MONTHS)
}

/// The rows below the top of the sasaran where its programs or kegiatan start: where they stood, but never over the one
/// before, and never with a gap below everything else.
pub(super) fn starts(sasaran: &Sasaran) -> impl Iterator<Item = u32> {
    let kinerja = kinerja_rows(sasaran);
    sasaran.anggaran.iter().scan(0_u32, move |free, anggaran| {
        let wanted = u32::try_from(anggaran.mulai_blok).unwrap_or(u32::MAX).saturating_mul(MONTHS);
        let start = wanted.clamp(*free, kinerja.max(*free));
        *free = start + MONTHS;
        Some(start)
    })
}

fn kinerja_rows(sasaran: &Sasaran) -> u32 {
    u32::try_from(sasaran.indikator.len()).unwrap_or_default() * MONTHS
}

fn put_indikator(pen: &mut Pen, top: u32, indikator: &Indikator, hasil: Option<&PerBulan<Nilai<Persen>>>) {
    put_ordinal(pen, block(top, columns::NO_INDIKATOR), &indikator.no);
    let uraian = &indikator.uraian;
    pen.put_block(Some(uraian.place), block(top, columns::INDIKATOR), &uraian.value, Style::TEXT);
    let satuan = &indikator.satuan;
    pen.put_block(Some(satuan.place), block(top, columns::SATUAN), &satuan.value, Style::CENTERED);
    let tahunan = &indikator.target_tahunan;
    put_block_figure(pen, block(top, columns::TARGET_TAHUNAN), &tahunan.value, tahunan.place);

    let how = How { left: KINERJA, rumus: rumus(indikator, hasil), decimals: decimals(&tahunan.value) };
    for ((bulan, isi), row) in indikator.bulan.iter().zip(top..) {
        let figures = isi.as_ref().map(Month::from);
        put_month(pen, row, how, bulan, figures, hasil.map(|hasil| &hasil[bulan]));
        if !pen.columns.has_budget {
            let output = isi.as_ref().and_then(|isi| isi.output.as_deref());
            put_remark(pen, CellRef::new(row, columns::OUTPUT), output);
        }
    }
}

fn put_anggaran(pen: &mut Pen, top: u32, anggaran: &Anggaran, hasil: Option<&PerBulan<Nilai<Persen>>>) {
    put_ordinal(pen, block(top, columns::NO_ANGGARAN), &anggaran.no);
    let nama = &anggaran.nama;
    let text = anggaran.kode.as_ref().map_or_else(|| nama.value.clone(), |kode| format!("{kode} {}", nama.value));
    pen.put_block(Some(nama.place), block(top, columns::NAMA_ANGGARAN), &text, Style::TEXT);
    let tahunan = &anggaran.tahunan;
    put_block_figure(pen, block(top, columns::TAHUNAN), &amount(&tahunan.value), tahunan.place);
    let how = How { left: ANGGARAN, rumus: Rumus::Naik, decimals: 0 };
    for ((bulan, isi), row) in anggaran.bulan.iter().zip(top..) {
        let figures = isi.as_ref().map(Month::from);
        put_month(pen, row, how, bulan, figures, hasil.map(|hasil| &hasil[bulan]));
    }
}

/// The formula of an indikator's percentages: the one its computed months fit.
fn rumus(indikator: &Indikator, hasil: Option<&PerBulan<Nilai<Persen>>>) -> Rumus {
    let figures = indikator.bulan.iter().filter_map(|(bulan, isi)| {
        let isi = isi.as_ref()?;
        let bilangan = |nilai: &Nilai<Ukuran>| nilai.angka().and_then(Ukuran::bilangan);
        Some((bilangan(&isi.target.value)?, bilangan(&isi.realisasi.value)?, hasil?[bulan].angka()?.0))
    });
    Rumus::fitting(&figures.collect::<Vec<_>>())
}

/// How the months of a block are written.
#[derive(Clone, Copy)]
struct How {
    /// The column of Bulan.
    left: u16,
    /// The formula of the percentage.
    rumus: Rumus,
    /// The decimals of figures that are still to come.
    decimals: u8,
}

/// A month of either stack, as it is written.
struct Month<'a> {
    bulan: Place,
    target: (Nilai<Ukuran>, Place),
    realisasi: (Nilai<Ukuran>, Place),
    persen: &'a Sourced<Nilai<Persen>>,
    keterangan: &'a Sourced<Option<SharedText>>,
}

impl<'a> From<&'a BulanKinerja> for Month<'a> {
    fn from(isi: &'a BulanKinerja) -> Self {
        Self {
            bulan: isi.bulan,
            target: (isi.target.value.clone(), isi.target.place),
            realisasi: (isi.realisasi.value.clone(), isi.realisasi.place),
            persen: &isi.persen,
            keterangan: &isi.keterangan,
        }
    }
}

impl<'a> From<&'a BulanAnggaran> for Month<'a> {
    fn from(isi: &'a BulanAnggaran) -> Self {
        Self {
            bulan: isi.bulan,
            target: (amount(&isi.target.value), isi.target.place),
            realisasi: (amount(&isi.realisasi.value), isi.realisasi.place),
            persen: &isi.persen,
            keterangan: &isi.keterangan,
        }
    }
}

/// Writes the row of a month; blank where the report has none.
fn put_month(pen: &mut Pen, row: u32, how: How, bulan: Bulan, isi: Option<Month>, hasil: Option<&Nilai<Persen>>) {
    let at = |offset: u16| CellRef::new(row, how.left + offset);
    let name = pen.bulan(bulan);
    pen.put_at(isi.as_ref().map(|isi| isi.bulan), at(0), Content::text(name), Style::TEXT);
    let Some(isi) = isi else {
        for offset in [TARGET, REALISASI, PERSEN] {
            pen.put_at(None, at(offset), Content::Blank, Style::number(how.decimals));
        }
        return put_remark(pen, at(KETERANGAN), None);
    };
    let target = put_figure(pen, at(TARGET), &isi.target, how.decimals);
    let realisasi = put_figure(pen, at(REALISASI), &isi.realisasi, how.decimals);
    let has_predikat = [&isi.target.0, &isi.realisasi.0].iter().any(|n| matches!(n, Nilai::Angka(Ukuran::Predikat(_))));
    let (content, style) = match (hasil, target, realisasi) {
        (Some(Nilai::Angka(persen)), Some(target), Some(realisasi)) => {
            (formulas::capaian(how.rumus, &target, &realisasi, persen.0), Style::number(2))
        }
        (Some(Nilai::Angka(persen)), ..) => (formulas::rounded(persen.0), Style::number(2)),
        (Some(Nilai::Nihil), ..) if !has_predikat => pen.persen_as_written(&Nilai::Nihil, isi.persen.place),
        // Nobody computes with a predikat, and what was not reported has no percentage: what staff wrote stays.
        _ => pen.persen_as_written(&isi.persen.value, isi.persen.place),
    };
    pen.put_at(Some(isi.persen.place), at(PERSEN), content, style);
    put_remark(pen, at(KETERANGAN), Some(isi.keterangan));
}

/// Writes a figure, and gives its cell to formulas where it is a number.
fn put_figure(pen: &mut Pen, at: CellRef, (nilai, place): &(Nilai<Ukuran>, Place), decimals: u8) -> Option<Operand> {
    let (content, style) = pen.figure(nilai, Some(*place), decimals);
    let figure = content.figure();
    pen.put_at(Some(*place), at, content, style);
    figure.map(|figure| Operand { cell: at.to_string(), figure })
}

/// Writes a figure of a whole block.
fn put_block_figure(pen: &mut Pen, area: Area, nilai: &Nilai<Ukuran>, place: Place) {
    let (content, style) = pen.figure(nilai, Some(place), 0);
    pen.put_at(Some(place), area.first, content, style);
    pen.sheet.merge(area.first, area.last);
}

/// Writes a remark whole: its row grows with it.
fn put_remark(pen: &mut Pen, at: CellRef, remark: Option<&Sourced<Option<SharedText>>>) {
    let text = remark.and_then(|remark| remark.value.as_deref()).unwrap_or_default();
    let area = Area { first: at, last: at };
    pen.put_block(remark.map(|remark| remark.place), area, text, Style::TEXT);
}

/// Writes an ordinal: a number where it is one.
fn put_ordinal(pen: &mut Pen, area: Area, no: &str) {
    let is_number = !no.is_empty() && no.len() <= 9 && !no.starts_with('0') && no.bytes().all(|b| b.is_ascii_digit());
    let number = no.parse::<Decimal>().ok().filter(|_| is_number);
    let content = number.map_or_else(|| Content::text(no), Content::Number);
    pen.put_at(None, area.first, content, Style::CENTERED);
    pen.sheet.merge(area.first, area.last);
}

/// The area of a block in one column.
fn block(top: u32, col: u16) -> Area {
    Area { first: CellRef::new(top, col), last: CellRef::new(top + MONTHS - 1, col) }
}

/// An amount as a figure: broken rupiah keep their decimals, whole ones have none.
pub(super) fn amount(nilai: &Nilai<Rupiah>) -> Nilai<Ukuran> {
    nilai.clone().map(|rupiah| Ukuran::Bilangan(rupiah.0.normalize()))
}

/// The decimals figures of an indikator are shown with: those of its target of the year.
fn decimals(nilai: &Nilai<Ukuran>) -> u8 {
    let scale = nilai.angka().and_then(Ukuran::bilangan).map(|figure| figure.scale());
    scale.and_then(|scale| u8::try_from(scale).ok()).unwrap_or_default()
}
