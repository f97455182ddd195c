//! Rupiah are whole: cents are what is left of a calculation.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::{Diagnostic, Grade, Nilai, Rupiah, Sourced, Text};

pub(super) const CHECK: Check = Check::cells("nilai-bersen", include_str!("nilai-bersen.md"), run);

fn run(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, blok) in facts.counted(bagian) {
        let Isi::Anggaran(anggaran) = blok.isi else { continue };
        let mut look = |bulan, figure: &Sourced<Nilai<Rupiah>>| {
            let finding = say(figure);
            found.extend(finding.map(|finding| facts.locate(finding, blok, bulan, figure.place)));
        };
        look(None, &anggaran.tahunan);
        for (bulan, isi) in anggaran.bulan.iter() {
            let Some(isi) = isi else { continue };
            look(Some(bulan), &isi.target);
            look(Some(bulan), &isi.realisasi);
        }
    }
    found
}

fn say(figure: &Sourced<Nilai<Rupiah>>) -> Option<Diagnostic> {
    let amount = figure.value.angka().filter(|amount| !amount.0.fract().is_zero())?;
    let cell = figure.place.cell;
    let message = Text::new(format!("{cell} memuat sen: {amount}."), format!("{cell} holds cents: {amount}."));
    let (below, above) = (Rupiah(amount.0.floor()), Rupiah(amount.0.ceil()));
    let advice = Text::new(
        format!("Ketik rupiah penuh di {cell} sesuai dokumen anggaran: {below} atau {above}."),
        format!("Type whole rupiah in {cell} as in the budget document: {below} or {above}."),
    );
    Some(Diagnostic::new(CHECK.page.name, Grade::PerluDilihat, message).found(amount.0).advice(advice))
}
