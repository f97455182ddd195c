//! TOTAL Tahunan of a section is the sum of its program or kegiatan.

use super::Check;
use crate::sums::{Kind, Role, State, Sums};

pub(super) const CHECK: Check =
    Check::sums("total-tahunan-tidak-cocok", include_str!("total-tahunan-tidak-cocok.md"), demand);

fn demand(sums: &mut Sums) {
    let facts = sums.facts;
    for bagian in 0..facts.bagian.len() {
        let Some(whole) = sums.total(bagian, Role::TotalTahunan) else { continue };
        if sums.state(whole) == State::Kosong {
            continue;
        }
        let parts: Vec<_> = facts.anggaran(bagian).map(|(blok, _)| sums.tahunan(blok)).collect();
        if !parts.is_empty() {
            sums.demand_sum(Kind::TotalTahunan, whole, parts);
        }
    }
}
