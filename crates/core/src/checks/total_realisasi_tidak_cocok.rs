//! TOTAL Realisasi of a section is the sum of its months up to the last of the period.

use super::Check;
use crate::Bulan;
use crate::sums::{Kind, Role, State, Sums};

pub(super) const CHECK: Check =
    Check::sums("total-realisasi-tidak-cocok", include_str!("total-realisasi-tidak-cocok.md"), demand);

fn demand(sums: &mut Sums, bagian: usize) {
    let facts = sums.facts;
    let Some(whole) = sums.total(bagian, Role::TotalRealisasi) else { return };
    if sums.state(whole) == State::Kosong {
        return;
    }
    let blocks = facts.anggaran(bagian).map(|(blok, _)| blok);
    let parts: Vec<_> = blocks
        .flat_map(|blok| Bulan::all().filter(|bulan| facts.reported(*bulan)).map(move |bulan| (blok, bulan)))
        .map(|(blok, bulan)| sums.month(blok, bulan, Role::Realisasi))
        .collect();
    if !parts.is_empty() {
        sums.demand_sum(Kind::TotalRealisasi, whole, parts);
    }
}
