//! Target, realisasi and pagu are not below zero.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::rumus::is_level;
use crate::wording::figure;
use crate::{Decimal, Diagnostic, Grade, Nilai, Place, Rupiah, Sourced, Text, Ukuran};

pub(super) const CHECK: Check = Check::cells("nilai-negatif", include_str!("nilai-negatif.md"), run);

fn run(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, blok) in facts.counted(bagian) {
        let negative = match blok.isi {
            // A level may be below zero (growth, inflation); money and counts may not.
            Isi::Indikator(indikator, _) if is_level(indikator) => Vec::new(),
            Isi::Indikator(indikator, _) => {
                let months = indikator.bulan.iter().filter_map(|(bulan, isi)| Some((bulan, isi.as_ref()?)));
                let months = months.flat_map(|(bulan, isi)| [(bulan, &isi.target), (bulan, &isi.realisasi)]);
                let months = months.filter_map(|(bulan, cell)| ukuran(cell).map(|below| (Some(bulan), below)));
                months.chain(ukuran(&indikator.target_tahunan).map(|below| (None, below))).collect()
            }
            Isi::Anggaran(anggaran) => {
                let months = anggaran.bulan.iter().filter_map(|(bulan, isi)| Some((bulan, isi.as_ref()?)));
                let months = months.flat_map(|(bulan, isi)| [(bulan, &isi.target), (bulan, &isi.realisasi)]);
                let months = months.filter_map(|(bulan, cell)| rupiah(cell).map(|below| (Some(bulan), below)));
                months.chain(rupiah(&anggaran.tahunan).map(|below| (None, below))).collect::<Vec<_>>()
            }
        };
        found.extend(negative.into_iter().map(|(bulan, below)| facts.locate(say(below), blok, bulan, below.0)));
    }
    found
}

/// A cell with a figure below zero.
type Below = (Place, Decimal);

fn rupiah(cell: &Sourced<Nilai<Rupiah>>) -> Option<Below> {
    cell.value.angka().and_then(|rupiah| below(cell.place, rupiah.0))
}

fn ukuran(cell: &Sourced<Nilai<Ukuran>>) -> Option<Below> {
    cell.value.angka().and_then(Ukuran::bilangan).and_then(|bilangan| below(cell.place, bilangan))
}

fn below(place: Place, number: Decimal) -> Option<Below> {
    (number < Decimal::ZERO).then_some((place, number))
}

fn say((place, number): Below) -> Diagnostic {
    let (cell, said) = (place.cell, figure(number));
    let message = Text::new(format!("{cell} bernilai negatif: {said}."), format!("{cell} is below zero: {said}."));
    let advice = Text::new(
        format!("Hapus tanda minus di {cell}, atau betulkan angkanya."),
        format!("Take away the minus sign in {cell}, or correct the figure."),
    );
    Diagnostic::new(CHECK.page.name, Grade::Salah, message).found(number).advice(advice)
}
