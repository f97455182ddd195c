//! Realisasi after the last month of the period the title names.

use std::cell::LazyCell;

use super::Check;
use crate::facts::{Facts, Isi};
use crate::wording;
use crate::{Bulan, Decimal, Diagnostic, Grade, Place, Text, Ukuran, format_id};

pub(super) const NAME: &str = "realisasi-di-luar-periode";

pub(super) const CHECK: Check = Check::cells(NAME, include_str!("realisasi-di-luar-periode.md"), run);

fn run(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let Some(periode) = &facts.laporan.periode else { return Vec::new() };
    let akhir = periode.value.akhir;
    let mut found = Vec::new();
    let is_counted = LazyCell::new(|| is_counted(facts, bagian));
    for (_, blok) in facts.counted(bagian) {
        for bulan in Bulan::all().filter(|bulan| *bulan > akhir) {
            let Some((place, realisasi)) = figure(&blok.isi, bulan).filter(|(_, figure)| !figure.is_zero()) else {
                continue;
            };
            let (cell, said) = (place.cell, format_id(realisasi));
            let message = Text::new(
                format!("Realisasi {bulan} di {cell} terisi {said}, sedangkan laporan sampai {akhir}."),
                format!(
                    "Realisasi of {} in {cell} is {said}, but the report ends in {}.",
                    bulan.english(),
                    akhir.english()
                ),
            );
            let title = wording::name(facts.laporan, periode.place, place.sheet);
            let advice = Text::new(
                format!(
                    "Kosongkan {cell} bila bulannya keliru; bila laporan memang sampai {bulan}, betulkan periode di \
                     judul ({title})."
                ),
                format!(
                    "Clear {cell} if it is the wrong month; if the report does go up to {}, correct the period in the \
                     title ({title}).",
                    bulan.english()
                ),
            );
            let meant = *is_counted && has_persen(facts, &blok.isi);
            let grade = if meant { Grade::PerluDilihat } else { Grade::Salah };
            let mut finding = Diagnostic::new(NAME, grade, message).found(realisasi).advice(advice);
            finding.also.push(periode.place);
            found.push(facts.locate(finding, blok, Some(bulan), place));
        }
    }
    found
}

fn figure(isi: &Isi, bulan: Bulan) -> Option<(Place, Decimal)> {
    match isi {
        Isi::Anggaran(anggaran) => {
            let cell = &anggaran.bulan[bulan].as_ref()?.realisasi;
            Some((cell.place, cell.value.angka()?.0))
        }
        Isi::Indikator(indikator, _) => {
            let cell = &indikator.bulan[bulan].as_ref()?.realisasi;
            Some((cell.place, cell.value.angka().and_then(Ukuran::bilangan)?))
        }
    }
}

// Later months may be reported on purpose, and the title be old: then their percentages are filled in, and TOTAL counts
// them.

/// Whether the percentages of later months are filled in.
fn has_persen(facts: &Facts, isi: &Isi) -> bool {
    let Isi::Anggaran(anggaran) = isi else { return false };
    let mut later =
        anggaran.bulan.iter().filter(|(bulan, _)| !facts.reported(*bulan)).filter_map(|(_, isi)| isi.as_ref());
    later.all(|isi| isi.realisasi.value.angka().is_none() || !isi.persen.value.is_blank())
}

/// Whether the TOTAL of a section counts later months.
fn is_counted(facts: &Facts, bagian: usize) -> bool {
    let Some(total) = facts.bagian.get(bagian).and_then(|bagian| bagian.total.as_ref()) else { return false };
    let sums = crate::Jumlah::of(facts.anggaran(bagian).map(|(_, anggaran)| anggaran), None);
    sums.map(|sums| sums.realisasi) == total.realisasi.value.angka().copied()
}
