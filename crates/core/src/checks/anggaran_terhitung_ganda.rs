//! A kegiatan printed beside two indikator: it counts once, and is said.

use super::Check;
use crate::facts::Facts;
use crate::{Diagnostic, Grade, Text};

pub(super) const NAME: &str = "anggaran-terhitung-ganda";

pub(super) const CHECK: Check = Check::report(NAME, include_str!("anggaran-terhitung-ganda.md"), run);

fn run(facts: &Facts) -> Vec<Diagnostic> {
    let copies = facts.blok.iter().filter_map(|blok| Some((blok, facts.blok.get(blok.salinan?)?)));
    let findings = copies.map(|(copy, first)| {
        let (cell, original) = (copy.place().cell, first.place());
        let message = Text::new(
            format!(
                "\"{}\" di {cell} sama dengan di {}, nama dan angkanya; dihitung satu kali.",
                copy.nama(),
                original.cell
            ),
            format!("\"{}\" in {cell} repeats {}, name and figures; it is counted once.", copy.nama(), original.cell),
        );
        let advice = Text::new(
            format!("Pastikan {cell} memang kegiatan yang sama; bila tidak, betulkan nama dan angkanya."),
            format!("Make sure that {cell} is the same kegiatan; if not, correct its name and figures."),
        );
        let finding = Diagnostic::new(NAME, Grade::PerluDilihat, message).found(copy.nama()).advice(advice);
        let mut finding = facts.locate(finding, copy, None, copy.place());
        finding.also.push(original);
        finding
    });
    findings.collect()
}
