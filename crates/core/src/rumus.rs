//! How one indikator is counted: the percentage of a month, and how months come to a year. Both are set, stated in
//! the workbook, or follow from what is typed in the indikator itself.

use rust_decimal::Decimal;

use crate::settings::{Agregasi, Arah, RumusTurun, fold};
use crate::{Bulan, CaraHitung, Indikator, Nilai, Persen, Settings, Ukuran};

/// The formula of an indikator's percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rumus {
    /// realisasi / target: more is better.
    Naik,
    /// One of the two where less is better.
    Turun(RumusTurun),
}

/// Where a way of counting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asal {
    /// The settings, the workbook, or the form's own rule.
    Tetap,
    /// Recognised from what is typed.
    Diduga,
    /// Less is better, so it is stated, and nothing tells by which formula: the usual one is taken.
    Dianggap,
}

impl Rumus {
    /// The formula as people write it, where less is better; none for the usual one.
    pub const fn where_less_is_better(self) -> Option<&'static str> {
        match self {
            Self::Naik => None,
            Self::Turun(RumusTurun::Selisih) => Some("(2 × target − realisasi) / target"),
            Self::Turun(RumusTurun::Banding) => Some("target / realisasi"),
        }
    }

    /// The percentage in points; none where the target (or the divisor) is 0.
    pub fn persen(self, target: Decimal, realisasi: Decimal) -> Option<Persen> {
        if target.is_zero() {
            return None;
        }
        match self {
            Self::Naik => Persen::of(realisasi, target),
            Self::Turun(RumusTurun::Selisih) => {
                Persen::of(target.checked_mul(Decimal::TWO)?.checked_sub(realisasi)?, target)
            }
            Self::Turun(RumusTurun::Banding) => Persen::of(target, realisasi),
        }
    }
}

/// The percentage of a pair of kinerja figures: blank where realisasi is blank, nil where there is none.
pub(crate) fn persen_kinerja(rumus: Rumus, target: &Nilai<Ukuran>, realisasi: &Nilai<Ukuran>) -> Nilai<Persen> {
    match (target, realisasi) {
        (Nilai::TakTerbaca, _) | (_, Nilai::TakTerbaca) => Nilai::TakTerbaca,
        (Nilai::Kosong, _) | (_, Nilai::Kosong) => Nilai::Kosong,
        (Nilai::Angka(Ukuran::Bilangan(target)), Nilai::Angka(Ukuran::Bilangan(realisasi))) => {
            rumus.persen(*target, *realisasi).map_or(Nilai::Nihil, Nilai::Angka)
        }
        // `WTP` for `WTP` is the target met; any other pair of words has no percentage.
        (Nilai::Angka(target), Nilai::Angka(realisasi)) if same_word(target, realisasi) => {
            Nilai::Angka(Persen(Decimal::ONE_HUNDRED))
        }
        (Nilai::Nihil | Nilai::Angka(_), Nilai::Nihil | Nilai::Angka(_)) => Nilai::Nihil,
    }
}

fn same_word(target: &Ukuran, realisasi: &Ukuran) -> bool {
    matches!((target, realisasi), (Ukuran::Predikat(a), Ukuran::Predikat(b)) if fold(a) == fold(b))
}

/// Whether a written percentage stands for the exact one: equal, half up, at the precision it is written with.
pub fn stands_for(written: Persen, exact: Persen) -> bool {
    // A stored result has up to 15 digits, of which the last may differ from an exact division.
    if written.0.scale() > 6 {
        return written.0.saturating_sub(exact.0).abs() <= Decimal::new(1, 6);
    }
    written == exact.rounded_to(written.0.scale())
}

/// What is stated of how an indikator is counted: by the settings, and where they are silent by the workbook.
fn stated(indikator: &Indikator, settings: &Settings) -> CaraHitung {
    let workbook = indikator.cara.as_ref().map(|cara| cara.value).unwrap_or_default();
    let Some(aturan) = settings.aturan(&indikator.uraian.value) else { return workbook };
    let agregasi = aturan.agregasi.or(workbook.agregasi);
    // A formula belongs to the arah it is stated with.
    match aturan.arah {
        Some(_) => CaraHitung { arah: aturan.arah, rumus: aturan.rumus, agregasi },
        None => CaraHitung { agregasi, ..workbook },
    }
}

/// How an indikator is counted, in full.
pub(crate) fn cara(indikator: &Indikator, settings: &Settings) -> CaraHitung {
    let (arah, formula) = match rumus(indikator, settings).0 {
        Rumus::Naik => (Arah::Naik, None),
        Rumus::Turun(formula) => (Arah::Turun, Some(formula)),
    };
    CaraHitung { arah: Some(arah), rumus: formula, agregasi: Some(agregasi(indikator, settings).0) }
}

/// The formula of an indikator: as stated, else the one that all its typed percentages fit, else more is better.
pub(crate) fn rumus(indikator: &Indikator, settings: &Settings) -> (Rumus, Asal) {
    let CaraHitung { arah, rumus, .. } = stated(indikator, settings);
    match (arah, rumus) {
        (Some(Arah::Naik), _) => return (Rumus::Naik, Asal::Tetap),
        (_, Some(rumus)) => return (Rumus::Turun(rumus), Asal::Tetap),
        _ => {}
    }
    let typed = || {
        indikator.bulan.iter().filter_map(|(_, isi)| {
            let isi = isi.as_ref()?;
            let figure = |nilai: &Nilai<Ukuran>| nilai.angka().and_then(Ukuran::bilangan);
            Some((figure(&isi.target.value)?, figure(&isi.realisasi.value)?, *isi.persen.value.angka()?))
        })
    };
    let fits = |rumus: Rumus| {
        typed().all(|(target, realisasi, written)| {
            rumus.persen(target, realisasi).is_some_and(|exact| stands_for(written, exact))
        })
    };
    let (selisih, banding) = (Rumus::Turun(RumusTurun::Selisih), Rumus::Turun(RumusTurun::Banding));
    if arah == Some(Arah::Turun) {
        return match (fits(selisih), fits(banding)) {
            (true, false) => (selisih, Asal::Diduga),
            (false, true) => (banding, Asal::Diduga),
            _ => (selisih, Asal::Dianggap),
        };
    }
    if fits(Rumus::Naik) {
        return (Rumus::Naik, Asal::Tetap);
    }
    let turun = [selisih, banding].into_iter().find(|turun| fits(*turun));
    turun.map_or((Rumus::Naik, Asal::Tetap), |turun| (turun, Asal::Diduga))
}

/// Units that count things which are finished one by one: they add up over the months.
const CACAH: [&str; 14] = [
    "laporan",
    "dokumen",
    "kegiatan",
    "kali",
    "surat",
    "berkas",
    "paket",
    "buah",
    "lembar",
    "eksemplar",
    "naskah",
    "rekomendasi",
    "peraturan",
    "rapat",
];

/// Units of a level, of which the last value holds.
const TINGKAT: [&str; 9] = ["%", "persen", "persentase", "indeks", "nilai", "skor", "rasio", "poin", "predikat"];

/// Whether an indikator measures a level, of which the last value holds, by its satuan.
pub(crate) fn is_level(indikator: &Indikator) -> bool {
    TINGKAT.contains(&fold(&indikator.satuan.value).as_str())
}

/// How an indikator's months come to its year: as stated, else from its satuan, else whichever fits its target.
pub(crate) fn agregasi(indikator: &Indikator, settings: &Settings) -> (Agregasi, Asal) {
    if let Some(agregasi) = stated(indikator, settings).agregasi {
        return (agregasi, Asal::Tetap);
    }
    let satuan = fold(&indikator.satuan.value);
    if CACAH.contains(&satuan.as_str()) {
        return (Agregasi::Jumlah, Asal::Tetap);
    }
    let own = if is_level(indikator) { Agregasi::Terakhir } else { Agregasi::Jumlah };
    let Some(year) = indikator.target_tahunan.value.angka().and_then(Ukuran::bilangan) else {
        return (own, Asal::Tetap);
    };
    let fits = |agregasi| {
        let target = indikator.bulan.iter().filter_map(|(_, isi)| Some(&isi.as_ref()?.target.value));
        total(agregasi, target).angka().and_then(Ukuran::bilangan) == Some(year)
    };
    if fits(own) {
        return (own, Asal::Tetap);
    }
    let other = [Agregasi::Jumlah, Agregasi::Terakhir, Agregasi::RataRata].into_iter().find(|a| *a != own && fits(*a));
    other.map_or((own, Asal::Tetap), |other| (other, Asal::Diduga))
}

/// Months of kinerja taken together. A figure where there is one, else nil where anything was said, else blank.
pub(crate) fn total<'a>(agregasi: Agregasi, months: impl Iterator<Item = &'a Nilai<Ukuran>>) -> Nilai<Ukuran> {
    let (mut sum, mut count, mut last, mut nil) = (Decimal::ZERO, 0u32, None, false);
    for nilai in months {
        match nilai {
            Nilai::Angka(ukuran) => {
                if let Ukuran::Bilangan(bilangan) = ukuran {
                    sum = sum.saturating_add(*bilangan);
                    count += 1;
                }
                last = Some(ukuran);
            }
            Nilai::Nihil => nil = true,
            Nilai::Kosong | Nilai::TakTerbaca => {}
        }
    }
    let Some(last) = last else { return if nil { Nilai::Nihil } else { Nilai::Kosong } };
    match agregasi {
        _ if last.bilangan().is_none() => Nilai::Angka(last.clone()),
        Agregasi::Jumlah => Nilai::Angka(Ukuran::Bilangan(sum)),
        Agregasi::Terakhir => Nilai::Angka(last.clone()),
        Agregasi::RataRata => Nilai::Angka(Ukuran::Bilangan(sum / Decimal::from(count.max(1)))),
    }
}

/// The months of an indikator up to a month, targets or realisasi as `pick` chooses, taken together.
pub(crate) fn until(
    indikator: &Indikator,
    agregasi: Agregasi,
    akhir: Option<Bulan>,
    pick: impl Fn(&crate::BulanKinerja) -> &Nilai<Ukuran>,
) -> Nilai<Ukuran> {
    let months = indikator.bulan.iter().filter(|(bulan, _)| akhir.is_none_or(|akhir| *bulan <= akhir));
    total(agregasi, months.filter_map(|(_, isi)| isi.as_ref().map(&pick)))
}
