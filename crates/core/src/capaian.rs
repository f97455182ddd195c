//! What the figures of a report should be: percentages of months, sums of sections, and the two rekap tables.

use crate::rumus::{self, persen_kinerja};
use crate::{
    Anggaran, Bagian, Bulan, CaraHitung, Indikator, Laporan, Nilai, PerBulan, Persen, Rupiah, Settings, Ukuran, ganda,
};

/// What was computed from a [`Laporan`], in the same shape and order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Computed {
    /// One for each section, in the order of [`Laporan::bagian`].
    pub bagian: Vec<HasilBagian>,
    /// The rekap tables of the report's Bab II.
    pub rekap: Rekap,
    /// The last month the figures are taken up to: [`Laporan::bulan_akhir`].
    pub bulan_akhir: Option<Bulan>,
}

/// What was computed of one section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HasilBagian {
    /// One for each sasaran, in order.
    pub sasaran: Vec<HasilSasaran>,
    /// The sums of the section's budget; `None` where it has none.
    pub jumlah: Option<Jumlah>,
}

/// Monthly percentages of a sasaran, in points, exact (not rounded): blank where realisasi is blank, nil where target or
/// realisasi is nil or the target is 0, unreadable where one of the two is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HasilSasaran {
    /// For each indikator, its twelve months.
    pub indikator: Vec<PerBulan<Nilai<Persen>>>,
    /// For each indikator, how it was counted: as set, as the workbook says, or as recognised from its figures.
    pub cara: Vec<CaraHitung>,
    /// For each program or kegiatan, its twelve months.
    pub anggaran: Vec<PerBulan<Nilai<Persen>>>,
}

/// The four figures of a TOTAL row, as computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jumlah {
    /// Sum of Tahunan.
    pub tahunan: Rupiah,
    /// Sum of the monthly targets.
    pub target: Rupiah,
    /// Sum of realisasi up to the last month of the report.
    pub realisasi: Rupiah,
    /// realisasi / tahunan in points, exact; `None` where tahunan is 0.
    pub persen: Option<Persen>,
}

/// The rekap of the report: rekap kinerja (Tabel 2.5.2) and rekap keuangan (Tabel 2.6.1), both of the sections of the
/// highest eselon in Lampiran 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rekap {
    /// A row per indikator.
    pub kinerja: Vec<RekapKinerja>,
    /// A row per program.
    pub keuangan: Vec<RekapKeuangan>,
    /// The total of the budget rows.
    pub total: Option<Jumlah>,
}

/// A row of Tabel 2.5.2: target and realisasi from Januari to this month, and capaian.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the headings of the table")]
pub struct RekapKinerja {
    pub sasaran: String,
    pub indikator: String,
    pub satuan: String,
    pub tahunan: Nilai<Ukuran>,
    pub target: Nilai<Ukuran>,
    pub realisasi: Nilai<Ukuran>,
    pub persen: Nilai<Persen>,
}

/// A row of Tabel 2.6.1: anggaran of the year, realisasi so far, and its percentage of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the headings of the table")]
pub struct RekapKeuangan {
    pub sasaran: String,
    pub program: String,
    pub anggaran: Nilai<Rupiah>,
    pub realisasi: Nilai<Rupiah>,
    pub persen: Option<Persen>,
}

/// Computes every figure that follows from the others.
pub fn compute(laporan: &Laporan, settings: &Settings) -> Computed {
    let bulan_akhir = laporan.bulan_akhir();
    Computed {
        bagian: laporan.bagian().map(|bagian| hasil_bagian(bagian, bulan_akhir, settings)).collect(),
        rekap: crate::rekap::rekap(laporan, bulan_akhir, settings),
        bulan_akhir,
    }
}

fn hasil_bagian(bagian: &Bagian, akhir: Option<Bulan>, settings: &Settings) -> HasilBagian {
    let sasaran = bagian.sasaran.iter().map(|sasaran| HasilSasaran {
        indikator: sasaran.indikator.iter().map(|indikator| capaian_kinerja(indikator, settings)).collect(),
        cara: sasaran.indikator.iter().map(|indikator| rumus::cara(indikator, settings)).collect(),
        anggaran: sasaran.anggaran.iter().map(capaian_anggaran).collect(),
    });
    HasilBagian { sasaran: sasaran.collect(), jumlah: Jumlah::of(ganda::counted(bagian).into_iter(), akhir) }
}

fn capaian_kinerja(indikator: &Indikator, settings: &Settings) -> PerBulan<Nilai<Persen>> {
    let (rumus, _) = rumus::rumus(indikator, settings);
    PerBulan::from_fn(|bulan| {
        let isi = indikator.bulan[bulan].as_ref();
        isi.map_or(Nilai::Kosong, |isi| persen_kinerja(rumus, &isi.target.value, &isi.realisasi.value))
    })
}

fn capaian_anggaran(anggaran: &Anggaran) -> PerBulan<Nilai<Persen>> {
    PerBulan::from_fn(|bulan| {
        let isi = anggaran.bulan[bulan].as_ref();
        isi.map_or(Nilai::Kosong, |isi| persen_anggaran(&isi.target.value, &isi.realisasi.value))
    })
}

/// realisasi / target of a month in points: blank where realisasi is blank, nil where there is no percentage.
pub(crate) fn persen_anggaran(target: &Nilai<Rupiah>, realisasi: &Nilai<Rupiah>) -> Nilai<Persen> {
    match (target, realisasi) {
        (Nilai::TakTerbaca, _) | (_, Nilai::TakTerbaca) => Nilai::TakTerbaca,
        (Nilai::Kosong, _) | (_, Nilai::Kosong) => Nilai::Kosong,
        (Nilai::Nihil, _) | (_, Nilai::Nihil) => Nilai::Nihil,
        (Nilai::Angka(target), Nilai::Angka(realisasi)) => {
            Persen::of(realisasi.0, target.0).map_or(Nilai::Nihil, Nilai::Angka)
        }
    }
}

impl Jumlah {
    /// The sums of some program or kegiatan, realisasi up to a month; `None` of nothing.
    pub(crate) fn of<'a>(anggaran: impl Iterator<Item = &'a Anggaran>, akhir: Option<Bulan>) -> Option<Self> {
        let (mut tahunan, mut target, mut realisasi) = (Rupiah::ZERO, Rupiah::ZERO, Rupiah::ZERO);
        let mut any = false;
        for anggaran in anggaran {
            any = true;
            tahunan += amount(&anggaran.tahunan.value);
            for (bulan, isi) in anggaran.bulan.iter().filter_map(|(bulan, isi)| Some((bulan, isi.as_ref()?))) {
                target += amount(&isi.target.value);
                if akhir.is_none_or(|akhir| bulan <= akhir) {
                    realisasi += amount(&isi.realisasi.value);
                }
            }
        }
        any.then(|| Self { tahunan, target, realisasi, persen: Persen::of(realisasi.0, tahunan.0) })
    }
}

/// A figure in a sum: nil, blank and unreadable count as nothing.
pub(crate) fn amount(nilai: &Nilai<Rupiah>) -> Rupiah {
    nilai.angka().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sourced;
    use crate::sample::{bagian, indikator, laporan, program};
    use crate::settings::{Agregasi, Arah, AturanIndikator, RumusTurun};

    const ONES: [&str; 12] = ["1"; 12];
    const TENS: [&str; 12] = ["10"; 12];

    fn months(capaian: &PerBulan<Nilai<Persen>>) -> Vec<String> {
        let text = |nilai: &Nilai<Persen>| match nilai {
            Nilai::Angka(persen) => persen.rounded().to_string(),
            Nilai::Nihil => "-".to_owned(),
            Nilai::Kosong => String::new(),
            Nilai::TakTerbaca => "?".to_owned(),
        };
        capaian.iter().map(|(_, nilai)| text(nilai)).collect()
    }

    fn kinerja(indikator: Indikator, settings: &Settings) -> (Vec<String>, RekapKinerja) {
        let mut computed = compute(&laporan(bagian(vec![indikator], vec![], None)), settings);
        let capaian = months(&computed.bagian[0].sasaran[0].indikator[0]);
        (capaian, computed.rekap.kinerja.remove(0))
    }

    fn rule(rumus: Option<RumusTurun>, agregasi: Option<Agregasi>) -> Settings {
        let arah = rumus.map(|_| Arah::Turun);
        let aturan = AturanIndikator { nama: "layanan".to_owned(), arah, rumus, agregasi };
        Settings { indikator: vec![aturan], ..Settings::default() }
    }

    #[test]
    fn nil_blank_and_zero_give_three_different_percentages() {
        let target = ["4", "4", "4", "-", "0", "WTP", "WTP"];
        let realisasi = ["3", "-", "", "3", "3", "wtp", "WDP"];
        let (capaian, _) = kinerja(indikator("Laporan", "12", &target, &realisasi, &[]), &Settings::default());
        assert_eq!(capaian[..7], ["75,00", "-", "", "-", "-", "100,00", "-"]);
    }

    #[test]
    fn counts_add_up_to_this_month() {
        let (_, rekap) = kinerja(indikator("Laporan", "12", &ONES, &["1", "2"], &[]), &Settings::default());
        assert_eq!(rekap.target, Nilai::Angka(Ukuran::Bilangan(2.into())));
        assert_eq!(rekap.realisasi, Nilai::Angka(Ukuran::Bilangan(3.into())));
        assert_eq!(rekap.persen, Nilai::Angka(Persen(150.into())));
    }

    #[test]
    fn a_percentage_is_nil_before_desember() {
        let mut target = ["-"; 12];
        target[11] = "4.90";
        let (_, rekap) = kinerja(indikator("%", "4.90", &target, &["-", "-"], &[]), &Settings::default());
        assert_eq!((rekap.target, rekap.realisasi, rekap.persen), (Nilai::Nihil, Nilai::Nihil, Nilai::Nihil));
    }

    #[test]
    fn the_mean_is_taken_where_the_settings_ask() {
        let settings = rule(None, Some(Agregasi::RataRata));
        let (_, rekap) = kinerja(indikator("Orang", "50", &["50"; 12], &["40", "50"], &[]), &settings);
        assert_eq!(rekap.realisasi, Nilai::Angka(Ukuran::Bilangan(45.into())));
        assert_eq!(rekap.persen, Nilai::Angka(Persen(90.into())));
    }

    #[test]
    fn less_is_better_by_either_formula() {
        let poor = || indikator("%", "5", &["5"; 12], &["4", "0"], &[]);
        assert_eq!(kinerja(poor(), &rule(Some(RumusTurun::Selisih), None)).0[..2], ["120,00", "200,00"]);
        assert_eq!(kinerja(poor(), &rule(Some(RumusTurun::Banding), None)).0[..2], ["125,00", "-"]);
        assert_eq!(kinerja(poor(), &Settings::default()).0[..2], ["80,00", "0,00"]);
    }

    #[test]
    fn the_formula_is_recognised_where_all_typed_percentages_fit_it() {
        let typed = |persen: &[&str]| indikator("%", "5", &["5"; 12], &["4", "5"], persen);
        assert_eq!(kinerja(typed(&["120", "100"]), &Settings::default()).0[..2], ["120,00", "100,00"]);
        assert_eq!(kinerja(typed(&["125", "100"]), &Settings::default()).0[..2], ["125,00", "100,00"]);
        assert_eq!(kinerja(typed(&["120", "99"]), &Settings::default()).0[..2], ["80,00", "100,00"]);
    }

    #[test]
    fn the_workbook_is_asked_after_the_settings_and_before_the_figures() {
        let stated = |arah, rumus| {
            let cara = CaraHitung { arah, rumus, agregasi: Some(Agregasi::RataRata) };
            let mut poor = indikator("%", "5", &["5"; 12], &["4", "5"], &["80", "100"]);
            poor.cara = Some(Sourced::new(cara, poor.uraian.place));
            poor
        };
        let turun = || stated(Some(Arah::Turun), Some(RumusTurun::Banding));
        let (capaian, rekap) = kinerja(turun(), &Settings::default());
        assert_eq!(capaian[..2], ["125,00", "100,00"]);
        assert_eq!(rekap.realisasi, Nilai::Angka(Ukuran::Bilangan("4.5".parse().unwrap())));
        assert_eq!(kinerja(turun(), &rule(Some(RumusTurun::Selisih), None)).0[..2], ["120,00", "100,00"]);
        // Less is better, and not by which formula: the usual one.
        assert_eq!(kinerja(stated(Some(Arah::Turun), None), &Settings::default()).0[..2], ["120,00", "100,00"]);
        let mut typed = indikator("%", "5", &["5"; 12], &["4", "5"], &["120", "100"]);
        typed.cara = stated(Some(Arah::Naik), None).cara;
        assert_eq!(kinerja(typed, &Settings::default()).0[..2], ["80,00", "100,00"]);
    }

    #[test]
    fn a_kegiatan_printed_beside_two_indikator_counts_once() {
        let twice = vec![
            program("Layanan arsip", 1, "120", &TENS, &["5", "5"]),
            program("layanan  Arsip", 13, "120", &TENS, &["5", "5"]),
            program("Layanan arsip", 25, "130", &TENS, &["5", "5"]),
        ];
        let computed = compute(&laporan(bagian(vec![], twice, None)), &Settings::default());
        let jumlah = computed.bagian[0].jumlah.clone().unwrap();
        assert_eq!((jumlah.tahunan, jumlah.target, jumlah.realisasi), (r(250), r(240), r(20)));
        assert_eq!(computed.rekap.keuangan.len(), 2);
        assert_eq!(computed.rekap.total, Some(jumlah));
    }

    fn r(amount: i64) -> Rupiah {
        Rupiah(amount.into())
    }

    #[test]
    fn hidden_blocks_and_months_after_the_period_stay_out_of_sums() {
        let mut hidden = program("Lama", 13, "60", &["5"; 12], &["5"]);
        hidden.tersembunyi = true;
        let blocks = vec![program("Arsip", 1, "120", &TENS, &["5", "6", "7"]), hidden];
        let computed = compute(&laporan(bagian(vec![], blocks, None)), &Settings::default());
        let jumlah = computed.bagian[0].jumlah.clone().unwrap();
        assert_eq!((jumlah.tahunan, jumlah.target, jumlah.realisasi), (r(120), r(120), r(11)));
        assert_eq!(jumlah.persen.map(|persen| persen.rounded().to_string()).as_deref(), Some("9,17"));
    }
}
