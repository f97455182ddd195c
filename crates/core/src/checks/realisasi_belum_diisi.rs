//! A month of the period whose realisasi is blank: nil is `-`, blank is not reported yet.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::{Bulan, Diagnostic, Grade, Nilai, Place, Text};

pub(super) const NAME: &str = "realisasi-belum-diisi";

pub(super) const CHECK: Check = Check::cells(NAME, include_str!("realisasi-belum-diisi.md"), run);

fn run(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let Some(akhir) = facts.akhir else { return Vec::new() };
    let mut found = Vec::new();
    for (_, blok) in facts.counted(bagian) {
        for bulan in Bulan::all().filter(|bulan| *bulan <= akhir) {
            let Some(place) = blank(&blok.isi, bulan) else { continue };
            let cell = place.cell;
            let message = Text::new(
                format!("Realisasi {bulan} di {cell} belum diisi."),
                format!("Realisasi of {} in {cell} is not filled in.", bulan.english()),
            );
            let advice = Text::new(
                format!("Isi {cell}, atau ketik tanda hubung (-) bila tidak ada realisasi."),
                format!("Fill in {cell}, or type a dash (-) where there was none."),
            );
            let finding = Diagnostic::new(NAME, Grade::Salah, message).advice(advice);
            found.push(facts.locate(finding, blok, Some(bulan), place));
        }
    }
    found
}

/// The cell of a month's realisasi where it is blank and a target was set (or may have been).
fn blank(isi: &Isi, bulan: Bulan) -> Option<Place> {
    match isi {
        Isi::Anggaran(anggaran) => {
            let isi = anggaran.bulan[bulan].as_ref()?;
            due(&isi.target.value, &isi.realisasi.value).then_some(isi.realisasi.place)
        }
        Isi::Indikator(indikator, _) => {
            let isi = indikator.bulan[bulan].as_ref()?;
            due(&isi.target.value, &isi.realisasi.value).then_some(isi.realisasi.place)
        }
    }
}

/// A row that is blank on both sides says nothing, and asks for nothing.
const fn due<T>(target: &Nilai<T>, realisasi: &Nilai<T>) -> bool {
    realisasi.is_blank() && !target.is_blank()
}
