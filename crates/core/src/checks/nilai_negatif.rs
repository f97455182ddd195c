//! Target, realisasi and pagu are not below zero.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::sums::{Role, State, Sums};
use crate::wording::figure;
use crate::{Diagnostic, Grade, Text};

pub(super) const CHECK: Check = Check::cells("nilai-negatif", include_str!("nilai-negatif.md"), run);

fn run(facts: &Facts) -> Vec<Diagnostic> {
    // The cells of a block are laid out once, in `Sums`.
    let sums = Sums::new(facts);
    let mut found = Vec::new();
    for cell in &sums.cells {
        let Some(blok) = facts.blok.get(cell.owner as usize) else { continue };
        let figures = matches!(cell.role, Role::Tahunan | Role::Target | Role::Realisasi);
        // A level may be below zero (growth, inflation); money and counts may not.
        let level = matches!(blok.isi, Isi::Indikator(indikator, _) if crate::rumus::is_level(indikator));
        if cell.state != State::Angka || !figures || level || !cell.value.is_sign_negative() || cell.value.is_zero() {
            continue;
        }
        if !blok.counts() {
            continue;
        }
        let name = cell.place.cell;
        let said = figure(cell.value);
        let message = Text::new(format!("{name} bernilai negatif: {said}."), format!("{name} is below zero: {said}."));
        let advice = Text::new(
            format!("Hapus tanda minus di {name}, atau betulkan angkanya."),
            format!("Take away the minus sign in {name}, or correct the figure."),
        );
        let finding = Diagnostic::new(CHECK.page.name, Grade::Salah, message).found(cell.value).advice(advice);
        found.push(facts.locate(finding, blok, cell.bulan, cell.place));
    }
    found
}
