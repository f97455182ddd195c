//! TOTAL Target of a section is the sum of all its months.

use super::Check;
use crate::Bulan;
use crate::sums::{Kind, Role, State, Sums};

pub(super) const CHECK: Check =
    Check::sums("total-target-tidak-cocok", include_str!("total-target-tidak-cocok.md"), demand);

fn demand(sums: &mut Sums, bagian: usize) {
    let facts = sums.facts;
    let Some(whole) = sums.total(bagian, Role::TotalTarget) else { return };
    if sums.state(whole) == State::Kosong {
        return;
    }
    let blocks = facts.anggaran(bagian).map(|(blok, _)| blok);
    let parts: Vec<_> = blocks
        .flat_map(|blok| Bulan::all().map(move |bulan| (blok, bulan)))
        .map(|(blok, bulan)| sums.month(blok, bulan, Role::Target))
        .collect();
    if !parts.is_empty() {
        sums.demand_sum(Kind::TotalTarget, whole, parts);
    }
}
