//! Realisasi in a month whose target is nil, 0 or blank.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::{Bulan, CellRef, Decimal, Diagnostic, Grade, Nilai, Place, Text, Ukuran, format_id};

pub(super) const CHECK: Check = Check::cells("realisasi-tanpa-target", include_str!("realisasi-tanpa-target.md"), run);

fn run(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, blok) in facts.counted(bagian) {
        for bulan in Bulan::all() {
            let Some((place, target, realisasi, remark)) = figures(&blok.isi, bulan) else { continue };
            if target || realisasi.is_zero() {
                continue;
            }
            let (cell, said) = (place.cell, format_id(realisasi));
            let message = Text::new(
                format!("Realisasi {bulan} {said} di {cell}, sedangkan target bulan itu tidak ada."),
                format!("Realisasi of {} is {said} in {cell}, but that month has no target.", bulan.english()),
            );
            let advice = Text::new(
                format!(
                    "Bila bulannya keliru, pindahkan angka di {cell}; bila benar, pastikan Keterangan ({remark}) \
                     menjelaskannya."
                ),
                format!(
                    "If it is the wrong month, move the figure in {cell}; if it is right, make sure that Keterangan \
                     ({remark}) explains it."
                ),
            );
            let finding = Diagnostic::new(CHECK.page.name, Grade::PerluDilihat, message).found(realisasi);
            found.push(facts.locate(finding.advice(advice), blok, Some(bulan), place));
        }
    }
    found
}

/// The cell of a month's realisasi, whether there is a target, the realisasi, where it is a number, and the cell of the
/// remark.
fn figures(isi: &Isi, bulan: Bulan) -> Option<(Place, bool, Decimal, CellRef)> {
    match isi {
        Isi::Anggaran(anggaran) => {
            let isi = anggaran.bulan[bulan].as_ref()?;
            let realisasi = isi.realisasi.value.angka()?.0;
            let set = is_set(&isi.target.value, |rupiah| !rupiah.0.is_zero());
            Some((isi.realisasi.place, set, realisasi, isi.keterangan.place.cell))
        }
        Isi::Indikator(indikator, _) => {
            let isi = indikator.bulan[bulan].as_ref()?;
            let realisasi = isi.realisasi.value.angka().and_then(Ukuran::bilangan)?;
            let set = is_set(&isi.target.value, |ukuran| ukuran.bilangan().is_none_or(|b| !b.is_zero()));
            Some((isi.realisasi.place, set, realisasi, isi.keterangan.place.cell))
        }
    }
}

/// Whether there is a target, or something that may be one.
fn is_set<T>(target: &Nilai<T>, counts: impl Fn(&T) -> bool) -> bool {
    match target {
        Nilai::Angka(angka) => counts(angka),
        Nilai::TakTerbaca => true,
        Nilai::Kosong | Nilai::Nihil => false,
    }
}
