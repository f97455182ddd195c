//! Totals stated in text.

use super::keuangan::Wrong;
use super::{Desk, Difference, label};
use crate::{Besaran, Decimal, Persen, Place, Text, TotalDisebut, stands_for};

/// Compares the totals that sentences state; one copied from a total of the table that is wrong follows from it.
pub(super) fn totals(desk: &mut Desk, typed: &[(Wrong, Decimal)]) {
    let facts = desk.facts;
    let Some(right) = &facts.rekap.total else { return };
    let disebut = &facts.laporan.rekap.disebut;
    let of_report = facts.laporan.periode.as_ref().and_then(|periode| periode.value.tahun);
    // The sentence last found wrong, and its finding.
    let mut wrong: Option<(Place, usize)> = None;
    for TotalDisebut { apa, angka, tahun } in disebut {
        if tahun.zip(of_report).is_some_and(|(one, other)| one != other) {
            continue;
        }
        let (stated, place) = (angka.value, angka.place);
        let what = what(*apa);
        let source = Text::new("menurut lampiran", "by the lampiran it is");
        let difference = match (apa, right.persen) {
            (Besaran::Persen, Some(persen)) if !stands_for(Persen(stated), persen) => {
                Difference::points(what, place, Persen(stated), persen, source)
            }
            (Besaran::Anggaran, _) if stated != right.tahunan.0 => {
                Difference::amounts(what, place, stated, right.tahunan.0, source, Vec::new())
            }
            (Besaran::Realisasi, _) if stated != right.realisasi.0 => {
                Difference::amounts(what, place, stated, right.realisasi.0, source, Vec::new())
            }
            _ => continue,
        };
        let copied = typed.iter().find(|(wrong, total)| wrong.apa == *apa && *total == stated);
        let beside = wrong.filter(|(sentence, _)| *sentence == place && follows(disebut, place, *apa, stated));
        let finding = if let Some(finding) = copied.map(|(wrong, _)| wrong.finding).or(beside.map(|(_, known)| known)) {
            desk.findings.follow(finding, label(&difference.what, place));
            finding
        } else {
            desk.differs_in_total(*apa, difference)
        };
        wrong = Some((place, finding));
    }
}

/// Whether a stated percentage is that of the amounts stated beside it.
fn follows(disebut: &[TotalDisebut], place: Place, apa: Besaran, stated: Decimal) -> bool {
    let amount = |apa| disebut.iter().find(|other| other.apa == apa && other.angka.place == place);
    let amounts = amount(Besaran::Realisasi).zip(amount(Besaran::Anggaran));
    let own = amounts.and_then(|(part, whole)| Persen::of(part.angka.value, whole.angka.value));
    apa == Besaran::Persen && own.is_some_and(|own| stands_for(Persen(stated), own))
}

/// What a stated total is called.
fn what(apa: Besaran) -> Text {
    match apa {
        Besaran::Anggaran => Text::new("Total anggaran dalam kalimat", "Total anggaran stated in the text"),
        Besaran::Realisasi => Text::new("Total realisasi dalam kalimat", "Total realisasi stated in the text"),
        Besaran::Persen => Text::new("Capaian keuangan dalam kalimat", "Capaian keuangan stated in the text"),
    }
}
