//! The twelve monthly targets of a program or kegiatan are its Tahunan, to the rupiah.

use super::Check;
use crate::Bulan;
use crate::facts::Isi;
use crate::sums::{Kind, Role, State, Sums};

pub(super) const CHECK: Check =
    Check::sums("target-bulanan-tidak-sama-tahunan", include_str!("target-bulanan-tidak-sama-tahunan.md"), demand);

fn demand(sums: &mut Sums, bagian: usize) {
    let facts = sums.facts;
    for (blok, found) in facts.counted(bagian) {
        let whole = sums.tahunan(blok);
        let months: Vec<_> = Bulan::all().map(|bulan| sums.month(blok, bulan, Role::Target)).collect();
        // A block without any figure of the one side has nothing to be compared.
        let any = months.iter().any(|month| sums.state(*month) != State::Kosong);
        if matches!(found.isi, Isi::Anggaran(_)) && any && sums.state(whole) != State::Kosong {
            sums.demand_sum(Kind::Bulanan, whole, months);
        }
    }
}
