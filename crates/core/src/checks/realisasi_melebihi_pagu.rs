//! Realisasi so far is not more than Tahunan.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::{Anggaran, Bulan, Decimal, Diagnostic, Grade, Rupiah, Sum, Text, format_id};

pub(super) const NAME: &str = "realisasi-melebihi-pagu";

pub(super) const CHECK: Check = Check::cells(NAME, include_str!("realisasi-melebihi-pagu.md"), run);

fn run(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, blok) in facts.counted(bagian) {
        let Isi::Anggaran(anggaran) = blok.isi else { continue };
        let Some(pagu) = anggaran.tahunan.value.angka() else { continue };
        let Some((bulan, sum)) = passes(facts, anggaran, *pagu) else { continue };
        let Some(isi) = &anggaran.bulan[bulan] else { continue };
        let (cell, tahunan) = (isi.realisasi.place.cell, anggaran.tahunan.place);
        let over = format_id(sum.saturating_sub(pagu.0));
        let message = Text::new(
            format!(
                "Realisasi sampai {bulan} {} melebihi Tahunan ({}) {pagu}: lebih {over}.",
                format_id(sum),
                tahunan.cell
            ),
            format!(
                "Realisasi up to {} is {}, more than Tahunan ({}) {pagu}: {over} over.",
                bulan.english(),
                format_id(sum),
                tahunan.cell
            ),
        );
        let advice = Text::new(
            format!("Cocokkan {cell} dengan SP2D dan {} dengan DPA, lalu perbaiki yang keliru.", tahunan.cell),
            format!(
                "Compare {cell} with the payments and {} with the budget, and correct the wrong one.",
                tahunan.cell
            ),
        );
        let mut finding = Diagnostic::new(NAME, Grade::Salah, message).found(sum).expected(pagu.0).advice(advice);
        finding.also.push(tahunan);
        let own = crate::Area { first: tahunan.cell, last: tahunan.cell };
        finding.sums = vec![
            Sum {
                label: Text::new("Tahunan", "Tahunan"),
                area: Some((tahunan.sheet, own)),
                figure: pagu.0.to_string(),
            },
            Sum { label: Text::new("realisasi", "realisasi"), area: None, figure: sum.to_string() },
        ];
        found.push(facts.locate(finding, blok, Some(bulan), isi.realisasi.place));
    }
    found
}

/// The month with the largest realisasi, and all realisasi of the period, where they pass the pagu.
fn passes(facts: &Facts, anggaran: &Anggaran, pagu: Rupiah) -> Option<(Bulan, Decimal)> {
    let months = anggaran.bulan.iter().filter(|(bulan, _)| facts.reported(*bulan));
    let amounts = months.filter_map(|(bulan, isi)| Some((bulan, *isi.as_ref()?.realisasi.value.angka()?)));
    let (mut sum, mut largest) = (Rupiah::ZERO, None);
    for (bulan, amount) in amounts {
        sum += amount;
        if largest.is_none_or(|(_, most)| amount > most) {
            largest = Some((bulan, amount));
        }
    }
    (sum > pagu).then_some(largest).flatten().map(|(bulan, _)| (bulan, sum.0))
}
