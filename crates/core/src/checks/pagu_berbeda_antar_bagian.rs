//! The same program or kegiatan in two sections with different figures.

use std::collections::HashMap;

use super::Check;
use crate::facts::{Blok, Facts, Isi};
use crate::settings::fold;
use crate::{Anggaran, Diagnostic, Grade, Text};

pub(super) const CHECK: Check =
    Check::report("pagu-berbeda-antar-bagian", include_str!("pagu-berbeda-antar-bagian.md"), run);

fn run(facts: &Facts) -> Vec<Diagnostic> {
    let mut first: HashMap<String, (&Blok, &Anggaran)> = HashMap::new();
    let mut found = Vec::new();
    for (_, blok) in facts.all_counted() {
        let Isi::Anggaran(anggaran) = blok.isi else { continue };
        let key = anggaran.kode.clone().unwrap_or_else(|| fold(&anggaran.nama.value));
        if key.is_empty() {
            continue;
        }
        let Some((other, original)) = first.get(&key) else {
            first.insert(key, (blok, anggaran));
            continue;
        };
        let (Some(here), Some(there)) = (anggaran.tahunan.value.angka(), original.tahunan.value.angka()) else {
            continue;
        };
        if other.bagian == blok.bagian || here == there {
            continue;
        }
        let (cell, home) = (anggaran.tahunan.place, original.tahunan.place);
        let section = facts.bagian.get(other.bagian).map(|bagian| bagian.nama()).unwrap_or_default();
        let elsewhere = format!("{}!{}", facts.laporan.nama_lembar(home.sheet), home.cell);
        let message = Text::new(
            format!("Tahunan di {} tertulis {here}, sedangkan di bagian {section} ({elsewhere}) {there}.", cell.cell),
            format!("Tahunan in {} is {here}, but {there} in the section {section} ({elsewhere}).", cell.cell),
        );
        let advice = Text::new(
            format!("Lihat DPA, lalu ketik {there} di {} atau {here} di {elsewhere}.", cell.cell),
            format!("See the budget document, then type {there} in {} or {here} in {elsewhere}.", cell.cell),
        );
        let finding = Diagnostic::new(CHECK.page.name, Grade::PerluDilihat, message).found(here.0).expected(there.0);
        let mut finding = facts.locate(finding.advice(advice), blok, None, cell);
        finding.also.push(home);
        found.push(finding);
    }
    found
}
