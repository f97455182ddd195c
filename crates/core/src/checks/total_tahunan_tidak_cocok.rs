//! TOTAL Tahunan of a section is the sum of its program or kegiatan.

use super::Check;
use crate::sums::{Kind, Role, State, Sums};

pub(super) const CHECK: Check =
    Check::sums("total-tahunan-tidak-cocok", include_str!("total-tahunan-tidak-cocok.md"), demand);

fn demand(sums: &mut Sums, bagian: usize) {
    let facts = sums.facts;
    let Some(whole) = sums.total(bagian, Role::TotalTahunan) else { return };
    if sums.state(whole) == State::Kosong {
        return;
    }
    let parts: Vec<_> = facts.anggaran(bagian).map(|(blok, _)| sums.tahunan(blok)).collect();
    if !parts.is_empty() {
        sums.demand_sum(Kind::TotalTahunan, whole, parts);
    }
}
