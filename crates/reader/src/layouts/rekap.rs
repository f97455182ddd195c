//! Words of the typed rekap: headings of its two tables, and how sentences name a total.

use lampiran_core::Besaran;

use super::scales::CURRENCY;
use crate::{month, words};

/// What a heading of a rekap table names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum RekapHeading {
    No,
    Sasaran,
    Indikator,
    Program,
    Satuan,
    /// The budget of the year.
    Anggaran,
    /// The target of the year.
    Tahunan,
    /// "Target Kinerja" over the target of the year and that of the months so far; alone it does not say which.
    Target,
    /// The target of the months so far ("Bulan Januari s/d Februari").
    SampaiBulan,
    Realisasi,
    Persen,
    Keterangan,
}

/// Headings written out whole, without words of currency and period.
const WHOLE: &[(RekapHeading, &[&str])] = &[
    (RekapHeading::No, &["no", "nomor", "no urut"]),
    (RekapHeading::Satuan, &["satuan", "sat"]),
    (
        RekapHeading::Anggaran,
        &["anggaran", "pagu", "pagu anggaran", "jumlah anggaran", "total anggaran", "anggaran tahunan", "pagu dpa"],
    ),
    (RekapHeading::Tahunan, &["tahunan", "target tahunan", "target kinerja tahunan", "setahun", "target setahun"]),
    (RekapHeading::Target, &["target", "target kinerja"]),
    (
        RekapHeading::Realisasi,
        &["realisasi", "relisasi", "realisasi anggaran", "realisasi keuangan", "realisasi kinerja"],
    ),
    (
        RekapHeading::Persen,
        &[
            "%",
            "persen",
            "persen %",
            "persentase",
            "persentase %",
            "capaian",
            "capaian %",
            "% capaian",
            "capaian keuangan",
            "capaian keuangan %",
            "capaian anggaran",
            "capaian anggaran %",
            "capaian kinerja",
            "capaian kinerja %",
            "persentase capaian",
            "persentase capaian %",
            "realisasi %",
            "% realisasi",
            "serapan",
            "serapan %",
        ],
    ),
    (RekapHeading::Keterangan, &["keterangan", "ket"]),
];

/// Headings known by their first word, of so many words at most.
const BY_FIRST_WORD: &[(&str, usize, RekapHeading)] = &[
    ("sasaran", 5, RekapHeading::Sasaran),
    ("indikator", 7, RekapHeading::Indikator),
    ("program", 6, RekapHeading::Program),
];

/// Words of a heading that only say the period, beside months and years.
const PERIOD: [&str; 11] =
    ["bulan", "s", "d", "sd", "sampai", "dengan", "hingga", "tahun", "periode", "triwulan", "semester"];

/// What a heading of a rekap table names; `None` where it is none.
pub(crate) fn rekap_heading(text: &str) -> Option<RekapHeading> {
    if text.len() > 120 {
        return None;
    }
    let folded = words::fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !CURRENCY.contains(word)).collect();
    let is_period = |word: &&str| PERIOD.contains(word) || month::is_year(word) || month::name(word).is_some();
    let plain: Vec<&str> = words.iter().filter(|word| !is_period(word)).copied().collect();
    let so_far = words.iter().any(|word| month::name(word).is_some());
    match WHOLE.iter().find(|(_, spellings)| spellings.contains(&plain.join(" ").as_str())) {
        Some((RekapHeading::Target, _)) if so_far => Some(RekapHeading::SampaiBulan),
        Some((heading, _)) => Some(*heading),
        None if plain.is_empty() && so_far => Some(RekapHeading::SampaiBulan),
        None => {
            let of_first = |(first, most, _): &&(&str, usize, _)| plain.first() == Some(first) && plain.len() <= *most;
            BY_FIRST_WORD.iter().find(of_first).map(|(_, _, heading)| *heading)
        }
    }
}

/// How a sentence names a total of its own.
const TOTALS: &[(Besaran, &[&str])] = &[
    (Besaran::Anggaran, &["total anggaran", "jumlah anggaran", "total pagu", "jumlah pagu", "total pagu anggaran"]),
    (Besaran::Realisasi, &["total realisasi", "jumlah realisasi"]),
];

/// How it names a figure once it has stated a total.
const BESIDE_TOTALS: &[(Besaran, &[&str])] = &[
    (Besaran::Realisasi, &["realisasi", "terealisasi", "realisasinya"]),
    (Besaran::Persen, &["capaian keuangan", "capaian anggaran", "capaian", "persentase", "serapan", "atau"]),
];

/// Words that make a sentence one about a part of the budget, another time or another sum.
const OF_A_PART: [&str; 19] = [
    "program",
    "kegiatan",
    "sub",
    "bidang",
    "sekretariat",
    "eselon",
    "seksi",
    "uptd",
    "sasaran",
    "indikator",
    "sisa",
    "perubahan",
    "lalu",
    "sebelumnya",
    "triwulan",
    "semester",
    "target",
    "rata",
    "belanja",
];

/// What the words before a figure say it is: the total named last. `beside` says that the sentence has stated a total
/// already. Nothing where they speak of a part, or of one month alone.
pub(crate) fn subject(before: &[String], beside: bool) -> Option<Besaran> {
    let one_month = before.iter().any(|word| word == "bulan")
        && !before.iter().any(|word| matches!(word.as_str(), "sampai" | "s" | "sd" | "hingga" | "januari"));
    if one_month || before.iter().any(|word| OF_A_PART.contains(&word.as_str())) {
        return None;
    }
    let sentence = format!(" {} ", before.join(" "));
    let lists = TOTALS.iter().chain(BESIDE_TOTALS.iter().filter(|_| beside));
    let phrases = lists.flat_map(|(what, phrases)| phrases.iter().map(move |phrase| (what, phrase)));
    let places = phrases.filter_map(|(what, phrase)| Some((sentence.rfind(&format!(" {phrase} "))?, *what)));
    places.max_by_key(|(at, _)| *at).map(|(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_two_tables() {
        use RekapHeading as H;
        for (text, heading) in [
            ("NO", Some(H::No)),
            ("Sasaran Strategis", Some(H::Sasaran)),
            ("Program", Some(H::Program)),
            ("Anggaran (Rp)", Some(H::Anggaran)),
            ("Realisasi Bulan Januari s/d Februari", Some(H::Realisasi)),
            ("Realisasi", Some(H::Realisasi)),
            ("Capaian\nKeuangan (%)", Some(H::Persen)),
            ("Capaian Kinerja (%)", Some(H::Persen)),
            ("Target Kinerja", Some(H::Target)),
            ("Tahunan", Some(H::Tahunan)),
            ("Bulan Januari s/d Februari", Some(H::SampaiBulan)),
            ("Target s/d Februari", Some(H::SampaiBulan)),
            ("Bulan", None),
            ("Program Pemberdayaan Sosial", Some(H::Program)),
            ("Menurunnya penduduk miskin", None),
            ("12 Laporan", None),
        ] {
            assert_eq!(rekap_heading(text), heading, "{text:?}");
        }
    }

    #[test]
    fn the_words_before_a_figure_say_what_it_is() {
        let of = |text: &str, beside| {
            let words: Vec<String> = words::fold(text).split(' ').map(str::to_owned).collect();
            subject(&words, beside)
        };
        assert_eq!(of("Dari tabel di atas dapat dilihat total anggaran Dinas adalah", false), Some(Besaran::Anggaran));
        assert_eq!(of("dengan total realisasi anggaran", true), Some(Besaran::Realisasi));
        assert_eq!(of("dengan capaian keuangan", true), Some(Besaran::Persen));
        assert_eq!(of("dengan capaian keuangan", false), None);
        assert_eq!(of("total anggaran Program Pemberdayaan Sosial adalah", false), None);
        assert_eq!(of("total realisasi bulan Februari", false), None);
        assert_eq!(of("total realisasi sampai dengan bulan Februari", false), Some(Besaran::Realisasi));
    }
}
