//! The percentage of a month is realisasi by target (or the indikator's own formula), half up, at the precision it is
//! written with. Coarser ones are right, and shown.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::rumus::{Rumus, stands_for};
use crate::sums::{Kind, Role, State, Sums};
use crate::wording::plain;
use crate::{Bagian, Bulan, Diagnostic, Grade, Nilai, Persen, Sourced, Text, format_id};

pub(super) const NAME: &str = "persen-tidak-cocok";

pub(super) const CHECK: Check = Check::sums(NAME, include_str!("persen-tidak-cocok.md"), demand).and(coarse);

fn demand(sums: &mut Sums, bagian: usize) {
    let facts = sums.facts;
    for (blok, found) in facts.counted(bagian) {
        let rumus = match found.isi {
            Isi::Indikator(_, rumus) => rumus,
            Isi::Anggaran(_) => Rumus::Naik,
        };
        for bulan in Bulan::all() {
            let persen = sums.month(blok, bulan, Role::Persen);
            if !matches!(sums.state(persen), State::Angka | State::Nihil) {
                continue;
            }
            let (target, realisasi) = (sums.month(blok, bulan, Role::Target), sums.month(blok, bulan, Role::Realisasi));
            // Words (`WTP`) have no formula to be held to.
            if ![target, realisasi].into_iter().any(|cell| sums.state(cell) == State::Kata) {
                sums.demand_persen(Kind::Persen, persen, target, realisasi, rumus);
            }
        }
    }
}

/// Percentages that are right at the precision they are written with, and no closer.
fn coarse(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, blok) in facts.counted(bagian) {
        for bulan in Bulan::all() {
            let written = match blok.isi {
                Isi::Anggaran(anggaran) => anggaran.bulan[bulan].as_ref().map(|isi| &isi.persen),
                Isi::Indikator(indikator, _) => indikator.bulan[bulan].as_ref().map(|isi| &isi.persen),
            };
            let (Some(written), Nilai::Angka(exact)) = (written, &blok.capaian[bulan]) else { continue };
            let finding = say(written, *exact);
            found.extend(finding.map(|finding| facts.locate(finding, blok, Some(bulan), written.place)));
        }
    }
    if let Some(finding) = facts.bagian.get(bagian).and_then(|bagian| coarse_total(bagian)) {
        found.push(finding);
    }
    found
}

/// The same of a TOTAL row.
fn coarse_total(bagian: &Bagian) -> Option<Diagnostic> {
    let total = bagian.total.as_ref()?;
    let (tahunan, realisasi) = (total.tahunan.value.angka()?, total.realisasi.value.angka()?);
    let mut finding = say(&total.persen, Persen::of(realisasi.0, tahunan.0)?)?;
    finding.bagian = Some(bagian.nama());
    Some(finding.at(total.persen.place))
}

fn say(written: &Sourced<Nilai<Persen>>, exact: Persen) -> Option<Diagnostic> {
    let said = *written.value.angka()?;
    let right = exact.rounded();
    if said.rounded() == right || !stands_for(said, exact) {
        return None;
    }
    let (cell, figure) = (written.place.cell, format_id(said.0));
    let message = Text::new(
        format!("{cell} tertulis {figure}, hasil pembulatan; tepatnya {right}."),
        format!("{cell} says {figure}, which is rounded; exactly it is {right}."),
    );
    let advice = Text::new(format!("Tulis {right} di {cell}."), format!("Write {right} in {cell}."));
    let finding = Diagnostic::new(NAME, Grade::PerluDilihat, message).found(said.0).expected(plain(right.0));
    Some(finding.advice(advice))
}
