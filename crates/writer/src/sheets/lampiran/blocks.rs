//! A sasaran with its two stacks of blocks of twelve months: indikator, and program or kegiatan. They only share rows.

use lampiran_core::{
    Anggaran, Area, Bulan, BulanAnggaran, BulanKinerja, CellRef, Decimal, HasilSasaran, Indikator, Nilai, PerBulan,
    Persen, Place, Rupiah, Sasaran, Sourced, Ukuran,
};

use super::columns::{self, ANGGARAN, KETERANGAN, KINERJA, PERSEN, REALISASI, TARGET};
use super::pen::Pen;
use crate::formulas::{self, Operand};
use crate::sheet::Content;
use crate::style::Style;

/// Rows of a block.
pub(super) const MONTHS: u32 = 12;

/// Writes a sasaran and everything beside it.
pub(super) fn put_sasaran(pen: &mut Pen, sasaran: &Sasaran, hasil: Option<&HasilSasaran>) {
    let top = pen.row;
    let mut rows = Rows::default();
    for (i, indikator) in sasaran.indikator.iter().enumerate() {
        let hasil = hasil.and_then(|hasil| hasil.indikator.get(i));
        put_indikator(pen, top + rows.kinerja, indikator, hasil);
        rows.add_kinerja(indikator.tersembunyi);
    }
    for (i, (start, anggaran)) in starts(sasaran).zip(&sasaran.anggaran).enumerate() {
        let hasil = hasil.and_then(|hasil| hasil.anggaran.get(i));
        put_anggaran(pen, top + start, anggaran, hasil);
        rows.add_anggaran(start, anggaran.tersembunyi);
    }
    let height = rows.kinerja.max(rows.anggaran).max(MONTHS);
    let whole = |col| Area { first: CellRef::new(top, col), last: CellRef::new(top + height - 1, col) };
    put_ordinal(pen, whole(columns::NO), &sasaran.no);
    pen.put_block(Some(sasaran.uraian.place), whole(columns::SASARAN), &sasaran.uraian.value, Style::TEXT);
    let hidden = rows.hidden.iter().filter(|block| !rows.shown.contains(block));
    let hidden: Vec<u32> = hidden.flat_map(|block| top + block..top + block + MONTHS).collect();
    pen.sheet.hidden.extend(hidden);
    pen.row = top + height;
}

/// The rows below the top of a sasaran that its stacks take.
#[derive(Default)]
struct Rows {
    kinerja: u32,
    anggaran: u32,
    /// Where hidden blocks start.
    hidden: Vec<u32>,
    /// Where other blocks start.
    shown: Vec<u32>,
}

impl Rows {
    fn add_kinerja(&mut self, is_hidden: bool) {
        if is_hidden { &mut self.hidden } else { &mut self.shown }.push(self.kinerja);
        self.kinerja += MONTHS;
    }

    fn add_anggaran(&mut self, start: u32, is_hidden: bool) {
        if is_hidden { &mut self.hidden } else { &mut self.shown }.push(start);
        self.anggaran = start + MONTHS;
    }
}

/// The rows below the top of the sasaran where its programs or kegiatan start: where they stood, but never over the one
/// before.
pub(super) fn starts(sasaran: &Sasaran) -> impl Iterator<Item = u32> {
    sasaran.anggaran.iter().scan(0, |free, anggaran| {
        let wanted = u32::try_from(anggaran.mulai_blok).unwrap_or(u32::MAX).saturating_mul(MONTHS);
        let start = wanted.max(*free);
        *free = start.saturating_add(MONTHS);
        Some(start)
    })
}

fn put_indikator(pen: &mut Pen, top: u32, indikator: &Indikator, hasil: Option<&PerBulan<Nilai<Persen>>>) {
    put_ordinal(pen, block(top, columns::NO_INDIKATOR), &indikator.no);
    let uraian = &indikator.uraian;
    pen.put_block(Some(uraian.place), block(top, columns::INDIKATOR), &uraian.value, Style::TEXT);
    let satuan = &indikator.satuan;
    pen.put_block(Some(satuan.place), block(top, columns::SATUAN), &satuan.value, Style::CENTERED);
    let tahunan = &indikator.target_tahunan;
    put_block_figure(pen, block(top, columns::TARGET_TAHUNAN), &tahunan.value, tahunan.place);

    let decimals = decimals(&tahunan.value);
    for ((bulan, isi), row) in indikator.bulan.iter().zip(top..) {
        let figures = isi.as_ref().map(Month::from);
        put_month(pen, row, KINERJA, bulan, figures, hasil.map(|hasil| &hasil[bulan]), decimals);
        if !pen.columns.has_budget {
            let output = isi.as_ref().and_then(|isi| isi.output.as_ref());
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
    for ((bulan, isi), row) in anggaran.bulan.iter().zip(top..) {
        let figures = isi.as_ref().map(Month::from);
        put_month(pen, row, ANGGARAN, bulan, figures, hasil.map(|hasil| &hasil[bulan]), 0);
    }
}

/// A month of either stack, as it is written.
struct Month<'a> {
    bulan: Place,
    target: (Nilai<Ukuran>, Place),
    realisasi: (Nilai<Ukuran>, Place),
    persen: &'a Sourced<Nilai<Persen>>,
    keterangan: &'a Sourced<Option<Box<str>>>,
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
fn put_month(
    pen: &mut Pen,
    row: u32,
    left: u16,
    bulan: Bulan,
    isi: Option<Month>,
    hasil: Option<&Nilai<Persen>>,
    decimals: u8,
) {
    let at = |offset: u16| CellRef::new(row, left + offset);
    let name = pen.bulan(bulan);
    pen.put_at(isi.as_ref().map(|isi| isi.bulan), at(0), Content::text(name), Style::TEXT);
    let Some(isi) = isi else {
        for offset in [TARGET, REALISASI, PERSEN] {
            pen.put_at(None, at(offset), Content::Blank, Style::number(decimals));
        }
        return put_remark(pen, at(KETERANGAN), None);
    };
    let target = put_figure(pen, at(TARGET), &isi.target, decimals);
    let realisasi = put_figure(pen, at(REALISASI), &isi.realisasi, decimals);
    let has_predikat = [&isi.target.0, &isi.realisasi.0].iter().any(|n| matches!(n, Nilai::Angka(Ukuran::Predikat(_))));
    let (content, style) = match (hasil, target, realisasi) {
        (Some(Nilai::Angka(persen)), Some(target), Some(realisasi)) => {
            (formulas::capaian(&target, &realisasi, persen.0), Style::number(2))
        }
        (Some(Nilai::Angka(persen)), ..) => pen.persen_as_written(&Nilai::Angka(*persen), isi.persen.place),
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
fn put_remark(pen: &mut Pen, at: CellRef, remark: Option<&Sourced<Option<Box<str>>>>) {
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
