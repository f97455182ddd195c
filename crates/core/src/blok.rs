//! One view of the two kinds of block, so that indikator and budgets are compared and filled in by the same words.

use crate::settings::fold;
use crate::{Anggaran, Bagian, Bulan, Indikator, Nilai, Place, Rupiah, SharedText, Sourced, Ukuran};

/// A block of months: an indikator, or a program or kegiatan.
#[derive(Clone, Copy)]
pub(crate) enum Blok<'a> {
    Kinerja(&'a Indikator),
    Anggaran(&'a Anggaran),
}

impl<'a> Blok<'a> {
    /// The visible blocks of a section: all indikator, then all budgets.
    pub(crate) fn all(bagian: &'a Bagian) -> Vec<Self> {
        bagian.indikator().map(Self::Kinerja).chain(bagian.anggaran().map(Self::Anggaran)).collect()
    }

    /// Its name, without ordinal.
    pub(crate) fn nama(self) -> &'a Sourced<String> {
        match self {
            Self::Kinerja(indikator) => &indikator.uraian,
            Self::Anggaran(anggaran) => &anggaran.nama,
        }
    }

    /// What it is matched by: its side of the form, and its name with case and spaces aside.
    pub(crate) fn key(self) -> (bool, String) {
        (matches!(self, Self::Kinerja(_)), fold(&self.nama().value))
    }

    /// The annual target, or the pagu.
    pub(crate) fn tahunan(self) -> Sourced<Nilai<Ukuran>> {
        match self {
            Self::Kinerja(indikator) => indikator.target_tahunan.clone(),
            Self::Anggaran(anggaran) => rupiah(&anggaran.tahunan),
        }
    }

    /// The target of a month; `None` where the block has no row for it.
    pub(crate) fn target(self, bulan: Bulan) -> Option<Sourced<Nilai<Ukuran>>> {
        match self {
            Self::Kinerja(indikator) => indikator.bulan[bulan].as_ref().map(|isi| isi.target.clone()),
            Self::Anggaran(anggaran) => anggaran.bulan[bulan].as_ref().map(|isi| rupiah(&isi.target)),
        }
    }

    /// The realisasi of a month; `None` where the block has no row for it.
    pub(crate) fn realisasi(self, bulan: Bulan) -> Option<Sourced<Nilai<Ukuran>>> {
        match self {
            Self::Kinerja(indikator) => indikator.bulan[bulan].as_ref().map(|isi| isi.realisasi.clone()),
            Self::Anggaran(anggaran) => anggaran.bulan[bulan].as_ref().map(|isi| rupiah(&isi.realisasi)),
        }
    }

    /// The keterangan of a month; `None` where the block has no row for it.
    pub(crate) fn keterangan(self, bulan: Bulan) -> Option<&'a Sourced<Option<SharedText>>> {
        match self {
            Self::Kinerja(indikator) => indikator.bulan[bulan].as_ref().map(|isi| &isi.keterangan),
            Self::Anggaran(anggaran) => anggaran.bulan[bulan].as_ref().map(|isi| &isi.keterangan),
        }
    }

    /// The cell with a month's name.
    pub(crate) fn bulan(self, bulan: Bulan) -> Option<Place> {
        match self {
            Self::Kinerja(indikator) => indikator.bulan[bulan].as_ref().map(|isi| isi.bulan),
            Self::Anggaran(anggaran) => anggaran.bulan[bulan].as_ref().map(|isi| isi.bulan),
        }
    }

    /// Whether any amount or number is planned in it: two empty blocks say nothing about each other.
    pub(crate) fn is_planned(self) -> bool {
        Bulan::all().any(|bulan| self.target(bulan).is_some_and(|target| target.value.angka().is_some()))
    }

    /// Whether both plan the same: the year, and every month.
    pub(crate) fn plans_as(self, other: Self) -> bool {
        let same = |a: Option<Sourced<Nilai<Ukuran>>>, b: Option<Sourced<Nilai<Ukuran>>>| {
            a.map(|a| a.value) == b.map(|b| b.value)
        };
        same(Some(self.tahunan()), Some(other.tahunan()))
            && Bulan::all().all(|bulan| same(self.target(bulan), other.target(bulan)))
    }

    /// Where it stands.
    pub(crate) fn place(self) -> Place {
        self.nama().place
    }
}

fn rupiah(amount: &Sourced<Nilai<Rupiah>>) -> Sourced<Nilai<Ukuran>> {
    Sourced::new(amount.value.clone().map(|rupiah| Ukuran::Bilangan(rupiah.0)), amount.place)
}
