//! Changes planted in the report of a month later: each is found by name and cell when it is compared with the one
//! before, and nothing else is said.

use lampiran_core::{Bulan, Decimal, Laporan, Nilai, Place, Rupiah, Settings, compare};

use crate::plant::{Dice, amount};
use crate::{brief, report_of};

/// What may change, with the check that names it.
pub const KINDS: [(Kind, &str); 6] = [
    (Kind::Realisasi, "realisasi-bulan-lalu-berubah"),
    (Kind::Target, "target-berubah"),
    (Kind::Pagu, "target-berubah"),
    (Kind::Hilang, "baris-hilang"),
    (Kind::Baru, "baris-baru"),
    (Kind::Nama, "nama-berubah"),
];

/// What changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Realisasi,
    Target,
    Pagu,
    Hilang,
    Baru,
    Nama,
}

/// Changes the report; gives the cell that must be named, of the old report where the block is gone.
fn plant(new: &mut Laporan, dice: &mut Dice, kind: Kind) -> Option<Place> {
    let sasaran = new.lampiran.iter_mut().flat_map(|lampiran| &mut lampiran.bagian).flat_map(|b| &mut b.sasaran);
    let mut sasaran: Vec<_> = sasaran.filter(|sasaran| !sasaran.anggaran.is_empty()).collect();
    let at = dice.roll(sasaran.len());
    let blocks = &mut sasaran.get_mut(at)?.anggaran;
    let at = dice.roll(blocks.len());
    let block = blocks.get_mut(at)?;
    let more = Nilai::Angka(Rupiah(Decimal::from(1_000 + dice.roll(1_000_000))));
    match kind {
        Kind::Realisasi => {
            let isi = block.bulan[Bulan::new(u8::try_from(dice.roll(2)).ok()? + 1)?].as_mut()?;
            isi.realisasi.value = more;
            Some(isi.realisasi.place)
        }
        Kind::Target => {
            let isi = block.bulan[Bulan::new(u8::try_from(dice.roll(12)).ok()? + 1)?].as_mut()?;
            isi.target.value = more;
            Some(isi.target.place)
        }
        Kind::Pagu => {
            block.tahunan.value = Nilai::Angka(Rupiah(amount(&block.tahunan) + Decimal::from(1_000)));
            Some(block.tahunan.place)
        }
        Kind::Hilang => Some(blocks.remove(at).nama.place),
        Kind::Baru => {
            let mut added = block.clone();
            "Pengadaan Kendaraan Dinas".clone_into(&mut added.nama.value);
            added.nama.place.cell.row += 1_000;
            added.tahunan.value = more;
            added.kode = None;
            let place = added.nama.place;
            blocks.push(added);
            Some(place)
        }
        Kind::Nama => {
            block.nama.value.push_str(" Daerah");
            Some(block.nama.place)
        }
    }
}

/// How often each was planted, and what was missed or said besides.
pub fn run(seed: u64, runs: usize) -> (usize, Vec<String>) {
    let (old, clean) = (report_of("lampiran-2024-02.xlsx"), report_of("lampiran-2024-03.xlsx"));
    let (mut dice, mut planted, mut wrong) = (Dice(seed), 0, Vec::new());
    for n in 0..runs {
        let (kind, name) = KINDS[n % KINDS.len()];
        let mut new = clean.clone();
        let Some(place) = plant(&mut new, &mut dice, kind) else { continue };
        planted += 1;
        let found = compare(&old, &new, &Settings::default()).diagnostics;
        let cell = |finding: &lampiran_core::Diagnostic| finding.place().is_some_and(|found| found == place);
        let is_told = found.iter().any(|finding| finding.name == name && (cell(finding) || kind == Kind::Hilang));
        if !is_told || found.len() != 1 {
            wrong.push(format!("{kind:?} at {}: {:#?}", place.cell, found.iter().map(brief).collect::<Vec<_>>()));
        }
    }
    (planted, wrong)
}
