//! What the checks look at: the sections and blocks of a report in a row, each with what was computed of it.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::eselon::{self, Jenjang};
use crate::rumus::{self, Rumus};
use crate::{
    Anggaran, Bagian, Bulan, Computed, Diagnostic, Indikator, Laporan, Nilai, PerBulan, Persen, Place, Rekap, Settings,
    ganda,
};

/// A report, flattened for the checks.
pub(crate) struct Facts<'a> {
    pub laporan: &'a Laporan,
    pub settings: &'a Settings,
    /// The rekap as the lampiran makes it.
    pub rekap: &'a Rekap,
    /// The last month of the period.
    pub akhir: Option<Bulan>,
    /// The sections, in order.
    pub bagian: Vec<&'a Bagian>,
    /// All blocks of twelve months, section by section; within a sasaran the indikator first.
    pub blok: Vec<Blok<'a>>,
    /// Of each section, where its blocks begin and end in `blok`.
    pub rentang: Vec<std::ops::Range<usize>>,
    /// The levels of officials, once they are asked for.
    jenjang: OnceCell<Vec<Jenjang>>,
}

/// An indikator, program or kegiatan.
pub(crate) struct Blok<'a> {
    /// Its section, as a position in [`Facts::bagian`].
    pub bagian: usize,
    pub isi: Isi<'a>,
    /// Its monthly percentages, exact.
    pub capaian: &'a PerBulan<Nilai<Persen>>,
    /// The block it repeats, where a kegiatan is printed beside two indikator.
    pub salinan: Option<usize>,
}

/// What a block is of.
#[derive(Clone, Copy)]
pub(crate) enum Isi<'a> {
    Indikator(&'a Indikator, Rumus),
    Anggaran(&'a Anggaran),
}

impl<'a> Facts<'a> {
    /// Lays out a report and what was computed of it.
    pub fn new(laporan: &'a Laporan, computed: &'a Computed, settings: &'a Settings) -> Self {
        let bagian: Vec<_> = laporan.bagian().collect();
        let (mut blok, mut rentang) = (Vec::new(), Vec::with_capacity(bagian.len()));
        for (nomor, (bagian, hasil)) in bagian.iter().zip(&computed.bagian).enumerate() {
            let start = blok.len();
            let copies: HashMap<_, _> =
                ganda::copies(bagian).into_iter().map(|(first, copy)| (std::ptr::from_ref(copy), first)).collect();
            let mut seen = HashMap::new();
            for (sasaran, hasil) in bagian.sasaran.iter().zip(&hasil.sasaran) {
                for (indikator, capaian) in sasaran.indikator.iter().zip(&hasil.indikator) {
                    let isi = Isi::Indikator(indikator, rumus::rumus(indikator, settings).0);
                    blok.push(Blok { bagian: nomor, isi, capaian, salinan: None });
                }
                for (anggaran, capaian) in sasaran.anggaran.iter().zip(&hasil.anggaran) {
                    let first = copies.get(&std::ptr::from_ref(anggaran));
                    let salinan = first.and_then(|first| seen.get(&std::ptr::from_ref(*first)).copied());
                    if !copies.is_empty() {
                        seen.insert(std::ptr::from_ref(anggaran), blok.len());
                    }
                    blok.push(Blok { bagian: nomor, isi: Isi::Anggaran(anggaran), capaian, salinan });
                }
            }
            rentang.push(start..blok.len());
        }
        Self {
            laporan,
            settings,
            rekap: &computed.rekap,
            akhir: computed.bulan_akhir,
            bagian,
            blok,
            rentang,
            jenjang: OnceCell::new(),
        }
    }

    /// The levels of officials with a budget, each above the next.
    pub fn jenjang(&self) -> &[Jenjang] {
        self.jenjang.get_or_init(|| eselon::jenjang(self))
    }

    /// Whether a month lies in the reported period; all do where the period is not known.
    pub fn reported(&self, bulan: Bulan) -> bool {
        self.akhir.is_none_or(|akhir| bulan <= akhir)
    }

    /// The blocks that are read and counted: not hidden, not a repetition.
    pub fn all_counted(&self) -> impl Iterator<Item = (usize, &Blok<'a>)> {
        self.blok.iter().enumerate().filter(|(_, blok)| blok.counts())
    }

    /// Those of a section.
    pub fn counted(&self, bagian: usize) -> impl Iterator<Item = (usize, &Blok<'a>)> {
        let rentang = self.rentang.get(bagian).cloned().unwrap_or_default();
        let start = rentang.start;
        let blok = self.blok.get(rentang).unwrap_or_default();
        (start..).zip(blok).filter(|(_, blok)| blok.counts())
    }

    /// Program or kegiatan of a section that count.
    pub fn anggaran(&self, bagian: usize) -> impl Iterator<Item = (usize, &'a Anggaran)> + '_ {
        self.counted(bagian).filter_map(|(i, blok)| match blok.isi {
            Isi::Anggaran(anggaran) => Some((i, anggaran)),
            Isi::Indikator(..) => None,
        })
    }

    /// A finding at a cell of a block, with section, block and month filled in.
    pub fn locate(&self, diagnostic: Diagnostic, blok: &Blok, bulan: Option<Bulan>, place: Place) -> Diagnostic {
        let mut diagnostic = diagnostic.at(place);
        diagnostic.bagian = self.bagian.get(blok.bagian).map(|bagian| bagian.nama());
        diagnostic.blok = Some(blok.nama().to_owned());
        diagnostic.bulan = bulan;
        diagnostic
    }
}

impl<'a> Blok<'a> {
    /// The name of the indikator, program or kegiatan.
    pub fn nama(&self) -> &'a str {
        match self.isi {
            Isi::Indikator(indikator, _) => &indikator.uraian.value,
            Isi::Anggaran(anggaran) => &anggaran.nama.value,
        }
    }

    /// The cell of the name.
    pub fn place(&self) -> Place {
        match self.isi {
            Isi::Indikator(indikator, _) => indikator.uraian.place,
            Isi::Anggaran(anggaran) => anggaran.nama.place,
        }
    }

    /// Whether all its rows are hidden.
    pub fn tersembunyi(&self) -> bool {
        match self.isi {
            Isi::Indikator(indikator, _) => indikator.tersembunyi,
            Isi::Anggaran(anggaran) => anggaran.tersembunyi,
        }
    }

    /// Whether it goes into sums.
    pub fn counts(&self) -> bool {
        self.salinan.is_none() && !self.tersembunyi()
    }
}
