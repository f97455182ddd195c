//! A month of kinerja whose target is a number and whose realisasi is a word, or the other way round.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::{Bulan, BulanKinerja, Diagnostic, Grade, Nilai, Text, Ukuran, format_id};

pub(super) const CHECK: Check =
    Check::cells("realisasi-tidak-sebanding", include_str!("realisasi-tidak-sebanding.md"), run);

fn run(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, blok) in facts.counted(bagian) {
        let Isi::Indikator(indikator, _) = blok.isi else { continue };
        for bulan in Bulan::all() {
            let finding = indikator.bulan[bulan].as_ref().and_then(|isi| Some((say(bulan, isi)?, isi.realisasi.place)));
            found.extend(finding.map(|(finding, place)| facts.locate(finding, blok, Some(bulan), place)));
        }
    }
    found
}

fn say(bulan: Bulan, isi: &BulanKinerja) -> Option<Diagnostic> {
    let [target, realisasi] = [&isi.target, &isi.realisasi].map(|cell| match &cell.value {
        Nilai::Angka(Ukuran::Bilangan(angka)) => Some((format_id(*angka), true)),
        Nilai::Angka(Ukuran::Predikat(kata)) => Some((format!("\"{kata}\""), false)),
        Nilai::Nihil | Nilai::Kosong | Nilai::TakTerbaca => None,
    });
    let ((target, is_number), (realisasi, is_also)) = (target?, realisasi?);
    if is_number == is_also {
        return None;
    }
    let [aim, cell, remark] = [isi.target.place, isi.realisasi.place, isi.keterangan.place].map(|place| place.cell);
    let message = Text::new(
        format!(
            "Realisasi {bulan} di {cell} tertulis {realisasi}, sedangkan targetnya ({aim}) {target}: angka dan kata tidak \
             dapat dibandingkan."
        ),
        format!(
            "The realisasi of {} in {cell} is {realisasi}, but its target ({aim}) is {target}: a number and a word cannot \
             be compared.",
            bulan.english()
        ),
    );
    let advice = if is_number {
        Text::new(
            format!("Tulis angka di {cell}, atau - bila nihil; kata itu tempatnya di Keterangan ({remark})."),
            format!("Write a number in {cell}, or - for nil; the word belongs in Keterangan ({remark})."),
        )
    } else {
        Text::new(
            format!("Tulis di {cell} kata seperti targetnya ({target}), atau ganti target di {aim} dengan angka."),
            format!("Write a word like the target ({target}) in {cell}, or put a number for the target in {aim}."),
        )
    };
    let said = realisasi.trim_matches('"').to_owned();
    Some(Diagnostic::new(CHECK.page.name, Grade::PerluDilihat, message).found(said).advice(advice))
}
