//! The kegiatan of the lower eselon are the program of the higher, month by month, and their TOTAL is its TOTAL.

use super::Check;
use crate::Bulan;
use crate::eselon::{self, Jenjang};
use crate::sums::{CellId, Kind, Role, State, Sums};

pub(super) const CHECK: Check =
    Check::across("jumlah-eselon-tidak-cocok", include_str!("jumlah-eselon-tidak-cocok.md"), demand);

fn demand(sums: &mut Sums) {
    let facts = sums.facts;
    for jenjang in eselon::jenjang(facts) {
        for (program, kegiatan) in &jenjang.pasangan {
            let parts: Vec<_> = kegiatan.iter().map(|blok| sums.tahunan(*blok)).collect();
            sums.demand_sum(Kind::EselonBlok, sums.tahunan(*program), parts);
            for bulan in Bulan::all() {
                for role in [Role::Target, Role::Realisasi] {
                    if role == Role::Target || facts.reported(bulan) {
                        let parts: Vec<_> = kegiatan.iter().map(|blok| sums.month(*blok, bulan, role)).collect();
                        sums.demand_sum(Kind::EselonBlok, sums.month(*program, bulan, role), parts);
                    }
                }
            }
        }
        for role in [Role::TotalTahunan, Role::TotalTarget, Role::TotalRealisasi] {
            demand_total(sums, &jenjang, role);
        }
    }
}

/// The TOTAL rows of two levels, where each section has its own.
fn demand_total(sums: &mut Sums, jenjang: &Jenjang, role: Role) {
    let cells = |sections: &[usize], sums: &Sums| -> Option<Vec<CellId>> {
        let cells = sections.iter().map(|bagian| sums.total(*bagian, role));
        cells.map(|cell| cell.filter(|cell| sums.state(*cell) != State::Kosong)).collect()
    };
    let (Some(atas), Some(bawah)) = (cells(&jenjang.atas, sums), cells(&jenjang.bawah, sums)) else { return };
    if let ([whole], true) = (atas.as_slice(), jenjang.is_complete()) {
        sums.demand_sum(Kind::EselonTotal, *whole, bawah);
    }
}
