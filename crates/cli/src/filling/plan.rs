//! Which cells a workbook built anew fills: percentages of months and the figures of TOTAL that are blank or not what
//! they should be.

use lampiran_core::{HasilBagian, HasilSasaran, Nilai, PerBulan, Persen, Rupiah, Sasaran, Sourced, Total};

use lampiran_writer::Change;

use crate::Outcome;

/// The cells that change, in the order of the document.
pub fn plan(outcome: &Outcome) -> Vec<Change> {
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

fn months(sasaran: &Sasaran, hasil: &HasilSasaran, cells: &mut Vec<Change>) {
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
    cells: &mut Vec<Change>,
) {
    for (bulan, written) in written {
        if let Nilai::Angka(exact) = hasil[bulan] {
            percentage(written, exact, cells);
        }
    }
}

/// A percentage that is not the exact one at the precision it is written with.
fn percentage(written: &Sourced<Nilai<Persen>>, exact: Persen, cells: &mut Vec<Change>) {
    let is_right = written.value.angka().is_some_and(|written| exact.rounded_to(written.0.scale()) == *written);
    if !is_right {
        cells.push(Change { place: written.place, before: text(&written.value), after: exact.rounded().to_string() });
    }
}

fn total(total: &Total, hasil: &HasilBagian, cells: &mut Vec<Change>) {
    let Some(jumlah) = &hasil.jumlah else { return };
    let mut amount = |written: &Sourced<Nilai<Rupiah>>, right: Rupiah| {
        if written.value.angka() != Some(&right) {
            cells.push(Change { place: written.place, before: text(&written.value), after: right.to_string() });
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
