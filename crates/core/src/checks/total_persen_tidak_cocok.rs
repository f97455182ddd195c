//! The percentage of a TOTAL row is its realisasi by its Tahunan.

use super::Check;
use crate::rumus::Rumus;
use crate::sums::{Kind, Role, Sums};

pub(super) const CHECK: Check =
    Check::sums("total-persen-tidak-cocok", include_str!("total-persen-tidak-cocok.md"), demand);

fn demand(sums: &mut Sums, bagian: usize) {
    let cell = |role| sums.total(bagian, role);
    let (Some(persen), Some(tahunan), Some(realisasi)) =
        (cell(Role::TotalPersen), cell(Role::TotalTahunan), cell(Role::TotalRealisasi))
    else {
        return;
    };
    // A TOTAL that is blank or unreadable is the finding; its percentage merely follows.
    if [persen, tahunan, realisasi].into_iter().all(|cell| sums.is_written(cell)) {
        sums.demand_persen(Kind::TotalPersen, persen, tahunan, realisasi, Rumus::Naik);
    }
}
