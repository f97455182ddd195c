//! The two rekap tables of the report's Bab II: kinerja (Tabel 2.5.2) and keuangan (Tabel 2.6.1).

use std::collections::HashSet;

use crate::capaian::amount;
use crate::rumus::{self, persen_kinerja};
use crate::{Bagian, Bulan, Jumlah, Laporan, Nilai, Persen, Rekap, RekapKeuangan, RekapKinerja, Settings, ganda};

/// Both tables, figures from Januari up to `akhir`.
pub(crate) fn rekap(laporan: &Laporan, akhir: Option<Bulan>, settings: &Settings) -> Rekap {
    let mut rekap = Rekap::default();
    let mut programs = Vec::new();
    for bagian in highest(laporan) {
        rekap.kinerja.extend(kinerja(bagian, akhir, settings));
        let counted = ganda::counted(bagian);
        rekap.keuangan.extend(keuangan(bagian, &counted, akhir));
        programs.extend(counted);
    }
    rekap.total = Jumlah::of(programs.into_iter(), akhir);
    rekap
}

/// The sections the rekap is about: those of the highest eselon in Lampiran 1, or its first section where none names an
/// eselon.
pub fn highest(laporan: &Laporan) -> Vec<&Bagian> {
    let first = laporan.lampiran.iter().map(|lampiran| lampiran.nomor).min();
    let sections: Vec<_> =
        laporan.lampiran.iter().filter(|l| Some(l.nomor) == first).flat_map(|lampiran| &lampiran.bagian).collect();
    match sections.iter().filter_map(|bagian| bagian.eselon).min() {
        Some(eselon) => sections.into_iter().filter(|bagian| bagian.eselon == Some(eselon)).collect(),
        None => sections.into_iter().take(1).collect(),
    }
}

fn kinerja<'a>(
    bagian: &'a Bagian,
    akhir: Option<Bulan>,
    settings: &'a Settings,
) -> impl Iterator<Item = RekapKinerja> + 'a {
    let rows = bagian.sasaran.iter().flat_map(|sasaran| sasaran.indikator.iter().map(move |i| (sasaran, i)));
    rows.filter(|(_, indikator)| !indikator.tersembunyi).map(move |(sasaran, indikator)| {
        let (rumus, _) = rumus::rumus(indikator, settings);
        let (agregasi, _) = rumus::agregasi(indikator, settings);
        let target = rumus::until(indikator, agregasi, akhir, |isi| &isi.target.value);
        let realisasi = rumus::until(indikator, agregasi, akhir, |isi| &isi.realisasi.value);
        RekapKinerja {
            sasaran: sasaran.uraian.value.clone(),
            indikator: indikator.uraian.value.clone(),
            satuan: indikator.satuan.value.clone(),
            tahunan: indikator.target_tahunan.value.clone(),
            persen: persen_kinerja(rumus, &target, &realisasi),
            target,
            realisasi,
        }
    })
}

fn keuangan<'a>(
    bagian: &'a Bagian,
    counted: &[&'a crate::Anggaran],
    akhir: Option<Bulan>,
) -> impl Iterator<Item = RekapKeuangan> + 'a {
    let counted: HashSet<_> = counted.iter().map(|anggaran| std::ptr::from_ref(*anggaran)).collect();
    let rows = bagian.sasaran.iter().flat_map(|sasaran| sasaran.anggaran.iter().map(move |a| (sasaran, a)));
    rows.filter(move |(_, anggaran)| counted.contains(&std::ptr::from_ref(*anggaran))).map(
        move |(sasaran, anggaran)| {
            let realisasi = so_far(anggaran, akhir);
            RekapKeuangan {
                sasaran: sasaran.uraian.value.clone(),
                program: anggaran.nama.value.clone(),
                anggaran: anggaran.tahunan.value.clone(),
                persen: Persen::of(amount(&realisasi).0, amount(&anggaran.tahunan.value).0),
                realisasi,
            }
        },
    )
}

/// Realisasi up to a month: a figure where there is one, else nil where anything was reported, else blank.
fn so_far(anggaran: &crate::Anggaran, akhir: Option<Bulan>) -> Nilai<crate::Rupiah> {
    let months = anggaran.bulan.iter().filter(|(bulan, _)| akhir.is_none_or(|akhir| *bulan <= akhir));
    let mut sum = Nilai::Kosong;
    for nilai in months.filter_map(|(_, isi)| Some(&isi.as_ref()?.realisasi.value)) {
        sum = match (sum, nilai) {
            (Nilai::Angka(sum), Nilai::Angka(angka)) => Nilai::Angka(sum + *angka),
            (_, Nilai::Angka(angka)) => Nilai::Angka(*angka),
            (Nilai::Kosong, Nilai::Nihil) => Nilai::Nihil,
            (sum, _) => sum,
        };
    }
    sum
}
