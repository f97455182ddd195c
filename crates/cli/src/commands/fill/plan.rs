//! Which cells a fill changes: percentages of months and the figures of TOTAL that are blank or not what they should
//! be.

use anstyle::Style;
use lampiran_core::{
    HasilBagian, HasilSasaran, Lang, Laporan, Nilai, PerBulan, Persen, Place, Rupiah, Sasaran, Sourced, Total,
};

use crate::Outcome;
use crate::show::Line;
use crate::show::style::{FAINT, STRONG};

/// A cell, as it is and as it will be.
pub struct Filled {
    place: Place,
    before: String,
    after: String,
}

/// The cells that change, in the order of the document.
pub fn plan(outcome: &Outcome) -> Vec<Filled> {
    let mut cells = Vec::new();
    for (bagian, hasil) in outcome.laporan.bagian().zip(&outcome.computed.bagian) {
        for (sasaran, hasil) in bagian.sasaran.iter().zip(&hasil.sasaran) {
            months(sasaran, hasil, &mut cells);
        }
        if let Some(total) = &bagian.total {
            self::total(total, hasil, &mut cells);
        }
    }
    cells.sort_by_key(|cell| cell.place);
    cells
}

fn months(sasaran: &Sasaran, hasil: &HasilSasaran, cells: &mut Vec<Filled>) {
    for (indikator, hasil) in sasaran.indikator.iter().zip(&hasil.indikator) {
        let written = indikator.bulan.iter().filter_map(|(bulan, isi)| Some((bulan, &isi.as_ref()?.persen)));
        percentages(written, hasil, cells);
    }
    for (anggaran, hasil) in sasaran.anggaran.iter().zip(&hasil.anggaran) {
        let written = anggaran.bulan.iter().filter_map(|(bulan, isi)| Some((bulan, &isi.as_ref()?.persen)));
        percentages(written, hasil, cells);
    }
}

fn percentages<'a>(
    written: impl Iterator<Item = (lampiran_core::Bulan, &'a Sourced<Nilai<Persen>>)>,
    hasil: &PerBulan<Nilai<Persen>>,
    cells: &mut Vec<Filled>,
) {
    for (bulan, written) in written {
        if let Nilai::Angka(exact) = hasil[bulan] {
            percentage(written, exact, cells);
        }
    }
}

/// A percentage that is not the exact one at the precision it is written with.
fn percentage(written: &Sourced<Nilai<Persen>>, exact: Persen, cells: &mut Vec<Filled>) {
    let is_right = written.value.angka().is_some_and(|written| exact.rounded_to(written.0.scale()) == *written);
    if !is_right {
        cells.push(Filled { place: written.place, before: text(&written.value), after: exact.rounded().to_string() });
    }
}

fn total(total: &Total, hasil: &HasilBagian, cells: &mut Vec<Filled>) {
    let Some(jumlah) = &hasil.jumlah else { return };
    let mut amount = |written: &Sourced<Nilai<Rupiah>>, right: Rupiah| {
        if written.value.angka() != Some(&right) {
            cells.push(Filled { place: written.place, before: text(&written.value), after: right.to_string() });
        }
    };
    amount(&total.tahunan, jumlah.tahunan);
    amount(&total.target, jumlah.target);
    amount(&total.realisasi, jumlah.realisasi);
    if let Some(exact) = jumlah.persen {
        percentage(&total.persen, exact, cells);
    }
}

fn text(value: &Nilai<impl ToString>) -> String {
    match value {
        Nilai::Angka(figure) => figure.to_string(),
        Nilai::Nihil => "-".to_owned(),
        Nilai::Kosong => String::new(),
        Nilai::TakTerbaca => "?".to_owned(),
    }
}

/// The list that `--dry-run` prints.
pub fn table(cells: &[Filled], laporan: &Laporan, lang: Lang, width: usize) -> String {
    let mut out = String::new();
    let ends = [width.saturating_sub(22), width];
    if !cells.is_empty() {
        Line::default()
            .add(lang.pick("Sel", "Cell"), FAINT)
            .right(lang.pick("Sebelum", "Before"), ends[0], FAINT)
            .right(lang.pick("Sesudah", "After"), ends[1], FAINT)
            .end(&mut out);
    }
    for cell in cells {
        let name = format!("{}!{}", laporan.nama_lembar(cell.place.sheet), cell.place.cell);
        let before = if cell.before.is_empty() { lang.pick("kosong", "blank") } else { &cell.before };
        Line::default()
            .plain(&name)
            .right(before, ends[0], Style::new())
            .right(&cell.after, ends[1], STRONG)
            .end(&mut out);
    }
    let count = cells.len();
    out.push_str(&lang.pick(format!("{count} sel akan diisi\n"), format!("{count} cells would be filled in\n")));
    out
}
