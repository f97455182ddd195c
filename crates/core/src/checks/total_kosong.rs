//! A TOTAL row whose figures are blank: wrong in a report, to be expected in a form that waits to be filled in.

use super::Check;
use crate::facts::Facts;
use crate::wording::{figure, plain};
use crate::{Anggaran, Decimal, Diagnostic, Grade, Jumlah, Kolom, Place, Sum, Text, Total};

pub(super) const NAME: &str = "total-kosong";

pub(super) const CHECK: Check = Check::cells(NAME, include_str!("total-kosong.md"), run);

fn run(facts: &Facts, nomor: usize) -> Vec<Diagnostic> {
    blank_total(facts, nomor).into_iter().collect()
}

/// The finding of a section whose TOTAL row is not filled in.
fn blank_total(facts: &Facts, nomor: usize) -> Option<Diagnostic> {
    let bagian = facts.bagian.get(nomor)?;
    let total = bagian.total.as_ref()?;
    let anggaran = facts.anggaran(nomor).map(|(_, anggaran)| anggaran);
    let jumlah = Jumlah::of(anggaran, facts.akhir)?;
    let cells = cells(total, &jumlah, &bagian.kepala.letak);
    let blank: Vec<_> = cells
        .iter()
        .filter(|cell| cell.2)
        .filter_map(|(name, place, _, right)| Some((*name, *place, (*right)?)))
        .collect();
    let (_, place, first) = blank.first().copied()?;
    let list = |pick: fn(&str) -> &str| {
        let cells =
            blank.iter().map(|(name, place, right)| format!("{} {} di {}", pick(name), figure(*right), place.cell));
        cells.collect::<Vec<_>>().join(", ")
    };
    let row = place.cell.row + 1;
    let message = Text::new(
        format!("Baris TOTAL (baris {row}) belum diisi."),
        format!("The TOTAL row (row {row}) is not filled in."),
    );
    let advice = Text::new(
        format!("Isi {}.", list(|name| name)),
        format!("Fill in {}.", list(|name| name).replace(" di ", " in ")),
    );
    let waits = cells.iter().all(|cell| cell.2) && !facts.anggaran(nomor).any(|(_, anggaran)| has_persen(anggaran));
    let grade = if waits { Grade::PerluDilihat } else { Grade::Salah };
    let mut finding = Diagnostic::new(NAME, grade, message).expected(plain(first)).advice(advice);
    finding.bagian = Some(bagian.nama());
    finding.also = blank.iter().skip(1).map(|(_, place, _)| *place).collect();
    finding.sums = blank.iter().map(|cell| working(*cell)).collect();
    Some(finding.at(place))
}

/// Whether any percentage of a block is filled in with a figure.
fn has_persen(anggaran: &Anggaran) -> bool {
    anggaran.bulan.iter().any(|(_, isi)| isi.as_ref().is_some_and(|isi| isi.persen.value.angka().is_some()))
}

/// The cells of a TOTAL row, each with its heading, whether it is blank, and what should stand there; a column that the
/// table lacks has none.
fn cells(total: &Total, jumlah: &Jumlah, letak: &Kolom) -> Vec<(&'static str, Place, bool, Option<Decimal>)> {
    let persen = jumlah.persen.map(|persen| persen.rounded().0);
    let known = |column: Option<u16>| column.is_some() || letak.anggaran.is_none();
    let cells = [
        (letak.tahunan, "Tahunan", total.tahunan.place, total.tahunan.value.is_blank(), Some(jumlah.tahunan.0)),
        (letak.anggaran_target, "Target", total.target.place, total.target.value.is_blank(), Some(jumlah.target.0)),
        (
            letak.anggaran_realisasi,
            "Realisasi",
            total.realisasi.place,
            total.realisasi.value.is_blank(),
            Some(jumlah.realisasi.0),
        ),
        (letak.anggaran_persen, "%", total.persen.place, total.persen.value.is_blank(), persen),
    ];
    let there = cells.into_iter().filter(|cell| known(cell.0));
    there.map(|(_, name, place, blank, right)| (name, place, blank, right)).collect()
}

fn working((name, place, right): (&'static str, Place, Decimal)) -> Sum {
    let own = crate::Area { first: place.cell, last: place.cell };
    Sum { label: Text::new(name, name), area: Some((place.sheet, own)), figure: plain(right) }
}
