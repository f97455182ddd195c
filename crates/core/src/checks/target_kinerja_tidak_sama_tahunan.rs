//! The monthly targets of an indikator come to its Target Kinerja Tahunan: added up, or the last one of a percentage.

use super::Check;
use crate::facts::Isi;
use crate::sums::{Kind, Role, State, Sums, summed_months};

pub(super) const CHECK: Check =
    Check::sums("target-kinerja-tidak-sama-tahunan", include_str!("target-kinerja-tidak-sama-tahunan.md"), demand);

fn demand(sums: &mut Sums, bagian: usize) {
    let facts = sums.facts;
    for (blok, found) in facts.counted(bagian) {
        let Isi::Indikator(indikator, _) = found.isi else { continue };
        let Some(months) = summed_months(facts, indikator) else { continue };
        let whole = sums.tahunan(blok);
        let months: Vec<_> = months.into_iter().map(|bulan| sums.month(blok, bulan, Role::Target)).collect();
        let states = || months.iter().chain([&whole]).map(|cell| sums.state(*cell));
        let any = months.iter().any(|month| sums.is_written(*month));
        if any && sums.is_written(whole) && !states().any(|state| state == State::Kata) {
            sums.demand_sum(Kind::Kinerja, whole, months);
        }
    }
}
