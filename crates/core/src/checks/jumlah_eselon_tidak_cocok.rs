//! The kegiatan of the lower eselon are the program of the higher, month by month, and their TOTAL is its TOTAL.

use super::Check;
use crate::eselon::Jenjang;
use crate::facts::{Blok, Facts, Isi};
use crate::sums::{CellId, Kind, Role, State, Sums};
use crate::wording::{name, plain};
use crate::{Bulan, Diagnostic, Eselon, Grade, Jenis, Lang, Place, Rupiah, Sum, Text};

const NAME: &str = "jumlah-eselon-tidak-cocok";

pub(super) const CHECK: Check =
    Check { report: Some(run), ..Check::across(NAME, include_str!("jumlah-eselon-tidak-cocok.md"), demand) };

/// So many program without kegiatan are called by name; of the others there is the count, and their cells.
const NAMED: usize = 3;

fn demand(sums: &mut Sums) {
    let facts = sums.facts;
    for jenjang in facts.jenjang() {
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
            demand_total(sums, jenjang, role);
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

/// Levels that cannot be compared as a whole are said, with the program that have no kegiatan: silence would pass for
/// agreement.
fn run(facts: &Facts) -> Vec<Diagnostic> {
    facts
        .jenjang()
        .iter()
        .filter(|jenjang| !jenjang.is_complete())
        .filter_map(|jenjang| apart(facts, jenjang))
        .collect()
}

/// Whether a hidden kegiatan of the lower level has all of a program's pagu: that it is hidden is said already.
fn is_hidden_below(facts: &Facts, jenjang: &Jenjang, program: &Blok) -> bool {
    let pagu = |blok: &Blok| match blok.isi {
        Isi::Anggaran(anggaran) => anggaran.tahunan.value.angka().copied(),
        Isi::Indikator(..) => None,
    };
    let own = pagu(program);
    let hidden = facts.blok.iter().filter(|blok| blok.tersembunyi() && jenjang.bawah.contains(&blok.bagian));
    own.is_some() && hidden.into_iter().any(|blok| pagu(blok) == own)
}

fn apart(facts: &Facts, jenjang: &Jenjang) -> Option<Diagnostic> {
    let eselon = |sections: &[usize]| facts.bagian.get(*sections.first()?)?.eselon;
    let (atas, bawah) = (eselon(&jenjang.atas)?, eselon(&jenjang.bawah)?);
    let alone = jenjang.sendiri.iter().filter_map(|blok| facts.blok.get(*blok));
    let alone: Vec<_> = alone.filter(|blok| !is_hidden_below(facts, jenjang, blok)).collect();
    let cells: Vec<(&str, Place, Jenis)> = alone
        .iter()
        .filter_map(|blok| match blok.isi {
            Isi::Anggaran(anggaran) => Some((blok.nama(), anggaran.tahunan.place, anggaran.jenis)),
            Isi::Indikator(..) => None,
        })
        .collect();
    let (first, (_, place, jenis)) = (alone.first()?, *cells.first()?);
    let (count, all) = (cells.len(), cells.len() + jenjang.pasangan.len());
    let named: Vec<_> = cells
        .iter()
        .take(NAMED)
        .map(|(nama, cell, _)| format!("{nama} ({})", name(facts.laporan, *cell, place.sheet)))
        .collect();
    let named = |lang: Lang| match count - named.len() {
        0 => named.join(", "),
        more => {
            format!("{} {}", named.join(", "), lang.pick(format!("dan {more} lainnya"), format!("and {more} more")))
        }
    };
    let kind = match jenis {
        Jenis::Program => "program",
        Jenis::Kegiatan => "kegiatan",
    };
    let message = if jenjang.lacks() {
        Text::new(
            format!("Eselon {bawah} tidak memuat kegiatan untuk {count} dari {all} {kind}: {}.", named(Lang::Id)),
            format!("Eselon {bawah} holds no kegiatan for {count} of {all} {kind}: {}.", named(Lang::En)),
        )
    } else {
        Text::new(
            format!(
                "Eselon {atas} dan Eselon {bawah} tidak dapat dibandingkan: untuk {count} dari {all} {kind} tidak ada \
                 kegiatan di Eselon {bawah} yang jumlahnya cocok, yaitu {}.",
                named(Lang::Id)
            ),
            format!(
                "Eselon {atas} and Eselon {bawah} cannot be compared: for {count} of {all} {kind} there are no \
                 kegiatan in Eselon {bawah} that add up to it, namely {}.",
                named(Lang::En)
            ),
        )
    };
    let advice = Text::new(
        format!(
            "Periksa apakah semua bagian Eselon {bawah} ada di berkas ini; bila ada, cocokkan Tahunan kegiatannya \
             dengan {}.",
            place.cell
        ),
        format!(
            "See whether all sections of Eselon {bawah} are in this file; if so, compare Tahunan of their kegiatan \
             with {}.",
            place.cell
        ),
    );
    let grade = if jenjang.is_paired() { Grade::Salah } else { Grade::PerluDilihat };
    let [above, _, below] = jenjang.tahunan;
    let sum =
        |id: String, en: String, figure: Rupiah| Sum { label: Text::new(id, en), area: None, figure: plain(figure.0) };
    let of = |eselon: Eselon| format!("Tahunan Eselon {eselon}");
    let finding = Diagnostic::new(NAME, grade, message).advice(advice);
    let mut finding = facts.locate(finding, first, None, place);
    finding.also = cells.iter().skip(1).map(|(_, place, _)| *place).collect();
    finding.sums = vec![
        sum(of(atas), of(atas), above),
        sum(of(bawah), of(bawah), below),
        sum("selisih".to_owned(), "difference".to_owned(), above - below),
    ];
    Some(finding)
}
