//! Heading words and the fields they name.

use super::scales::{says_unit, scaled_words};
use super::spellings::{Alias, Meaning};
use crate::month::is_year;
use crate::words::fold;

/// What a heading names, before it is known on which side of the form it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Heading {
    No,
    Sasaran,
    Indikator,
    Satuan,
    /// Whether more or less is better.
    Arah,
    /// The formula of the percentage.
    Rumus,
    /// How the months come to the year.
    Agregasi,
    /// Of the year: target kinerja on one side, pagu on the other.
    Tahunan,
    Bulan,
    Target,
    Realisasi,
    Persen,
    Keterangan,
    Output,
    /// The name of a program or kegiatan.
    Anggaran,
    /// "Kinerja" above the columns of its side.
    SisiKinerja,
    /// "Anggaran (Rp)" above the columns of its side; alone it is the pagu of the year.
    SisiAnggaran,
}

/// The two sides of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    Kinerja,
    Anggaran,
}

/// A way to write a heading.
struct Spelling {
    heading: Heading,
    /// The side it can only stand on, where its words tell.
    side: Option<Side>,
    words: &'static [&'static str],
}

/// Headings that are written out whole, without words of currency and scale.
const WHOLE: &[Spelling] = &[
    Spelling {
        heading: Heading::No,
        side: None,
        words: &["no", "nomor", "no urut", "nomor urut", "nmr", "kode", "no kode"],
    },
    Spelling {
        heading: Heading::Satuan,
        side: Some(Side::Kinerja),
        words: &["satuan", "sat", "unit", "satuan ukur", "satuan target", "satuan indikator"],
    },
    Spelling {
        heading: Heading::Arah,
        side: Some(Side::Kinerja),
        words: &[
            "arah",
            "arah indikator",
            "arah capaian",
            "polarisasi",
            "polarisasi indikator",
            "polaritas",
            "polaritas indikator",
            "sifat indikator",
            "positif negatif",
            "jenis indikator positif negatif",
            "maximize minimize",
            "maksimal minimal",
            "maksimasi minimasi",
        ],
    },
    Spelling {
        heading: Heading::Rumus,
        side: Some(Side::Kinerja),
        words: &[
            "rumus",
            "rumus perhitungan",
            "rumus penghitungan",
            "rumus capaian",
            "formula",
            "formulasi",
            "formulasi perhitungan",
            "formulasi pengukuran",
            "cara perhitungan",
            "cara penghitungan",
            "formulasi cara perhitungan",
            "formulasi cara perhitungan indikator kinerja",
        ],
    },
    Spelling {
        heading: Heading::Agregasi,
        side: Some(Side::Kinerja),
        words: &["agregasi", "cara agregasi", "cara penjumlahan", "penjumlahan", "jenis agregasi"],
    },
    Spelling {
        heading: Heading::Tahunan,
        side: Some(Side::Kinerja),
        words: &["target kinerja tahunan", "target kinerja", "target kinerja 1 tahun", "target kinerja setahun"],
    },
    Spelling {
        heading: Heading::Tahunan,
        side: None,
        words: &[
            "tahunan",
            "target tahunan",
            "target setahun",
            "target 1 tahun",
            "target satu tahun",
            "setahun",
            "1 tahun",
        ],
    },
    Spelling {
        heading: Heading::Tahunan,
        side: Some(Side::Anggaran),
        words: &[
            "pagu",
            "pagu anggaran",
            "anggaran setahun",
            "anggaran tahunan",
            "pagu tahunan",
            "anggaran 1 tahun",
            "anggaran satu tahun",
            "pagu setahun",
            "pagu dpa",
            "jumlah anggaran",
            "total anggaran",
            "pagu anggaran tahunan",
            "target anggaran tahunan",
            "alokasi",
            "alokasi anggaran",
            "alokasi dana",
        ],
    },
    Spelling { heading: Heading::Bulan, side: None, words: &["bulan", "bln", "periode", "nama bulan"] },
    Spelling {
        heading: Heading::Target,
        side: None,
        words: &["target", "trgt", "tgt", "target bulan", "target bulanan", "rencana", "target bulan ini"],
    },
    Spelling {
        heading: Heading::Target,
        side: Some(Side::Anggaran),
        words: &[
            "target anggaran",
            "target keuangan",
            "rencana anggaran",
            "rencana penarikan",
            "rencana penarikan dana",
        ],
    },
    Spelling {
        heading: Heading::Realisasi,
        side: None,
        words: &[
            "realisasi",
            "relisasi",
            "realiasi",
            "realisai",
            "real",
            "reals",
            "realisasi bulan",
            "realisasi bulanan",
            "realisasi bulan ini",
        ],
    },
    Spelling { heading: Heading::Realisasi, side: Some(Side::Kinerja), words: &["realisasi kinerja"] },
    Spelling {
        heading: Heading::Realisasi,
        side: Some(Side::Anggaran),
        words: &["realisasi anggaran", "realisasi keuangan"],
    },
    Spelling {
        heading: Heading::Persen,
        side: None,
        words: &[
            "%",
            "persen",
            "persen %",
            "persentase",
            "persentase %",
            "prosentase",
            "prosentase %",
            "capaian",
            "capaian %",
            "% capaian",
            "persentase capaian",
            "persentase capaian %",
            "realisasi %",
            "% realisasi",
            "tingkat capaian",
            "tingkat capaian %",
            "prosentase capaian",
            "prosentase capaian %",
            "persentase realisasi",
            "% capaian kinerja",
        ],
    },
    Spelling { heading: Heading::Persen, side: Some(Side::Kinerja), words: &["capaian kinerja", "capaian kinerja %"] },
    Spelling {
        heading: Heading::Persen,
        side: Some(Side::Anggaran),
        words: &[
            "capaian anggaran",
            "capaian anggaran %",
            "serapan",
            "serapan %",
            "% serapan",
            "penyerapan",
            "penyerapan %",
        ],
    },
    Spelling {
        heading: Heading::Keterangan,
        side: None,
        words: &["keterangan", "ket", "ketr", "catatan", "penjelasan", "keterangan penjelasan"],
    },
    Spelling {
        heading: Heading::Output,
        side: Some(Side::Kinerja),
        words: &["output", "out put", "keluaran", "hasil output"],
    },
    Spelling {
        heading: Heading::SisiKinerja,
        side: Some(Side::Kinerja),
        words: &["kinerja", "capaian target kinerja", "rencana aksi kinerja"],
    },
    Spelling {
        heading: Heading::SisiAnggaran,
        side: Some(Side::Anggaran),
        words: &["anggaran", "keuangan", "anggaran keuangan"],
    },
];

/// Headings known by their first word, of so many words at most: what follows differs from office to office.
const BY_FIRST_WORD: &[(&str, usize, Heading, Side)] = &[
    ("sasaran", 5, Heading::Sasaran, Side::Kinerja),
    ("tujuan", 4, Heading::Sasaran, Side::Kinerja),
    ("uraian sasaran", 5, Heading::Sasaran, Side::Kinerja),
    ("indikator", 7, Heading::Indikator, Side::Kinerja),
    ("uraian indikator", 7, Heading::Indikator, Side::Kinerja),
    ("iku", 3, Heading::Indikator, Side::Kinerja),
    ("program", 6, Heading::Anggaran, Side::Anggaran),
    ("kegiatan", 5, Heading::Anggaran, Side::Anggaran),
    ("sub kegiatan", 4, Heading::Anggaran, Side::Anggaran),
    ("nama program", 5, Heading::Anggaran, Side::Anggaran),
    ("nama kegiatan", 5, Heading::Anggaran, Side::Anggaran),
    ("uraian program", 5, Heading::Anggaran, Side::Anggaran),
    ("uraian kegiatan", 5, Heading::Anggaran, Side::Anggaran),
];

/// What a heading's text names, and the side its words tell; `None` where it is no heading of the form.
pub(super) fn heading(text: &str, aliases: &[Alias]) -> Option<Meaning> {
    let folded = fold(text);
    if let Some(alias) = aliases.iter().find(|alias| alias.words == folded) {
        return Some((alias.heading, alias.side));
    }
    let words = scaled_words(text);
    let words: Vec<&str> = words.split(' ').filter(|word| !says_unit(word)).collect();
    let plain = without_year(&words);
    let whole = WHOLE.iter().find(|spelling| spelling.words.contains(&plain.as_str()));
    whole.map(|spelling| (spelling.heading, spelling.side)).or_else(|| {
        BY_FIRST_WORD.iter().find_map(|(first, most, heading, side)| {
            let rest = plain.strip_prefix(first)?;
            ((rest.is_empty() || rest.starts_with(' ')) && words.len() <= *most).then_some((*heading, Some(*side)))
        })
    })
}

/// The words of a heading; a year at its end says "of the year" ("Pagu TA 2024", "Target Kinerja Tahun 2024").
fn without_year(words: &[&str]) -> String {
    match words {
        [words @ .., "tahun" | "ta", year] | [words @ .., year] if is_year(year) && !words.is_empty() => {
            words.join(" ") + " tahunan"
        }
        _ => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_the_spellings_of_the_offices() {
        use Heading as H;
        for (text, expected) in [
            ("NO.", H::No),
            ("Sasaran\u{a0}Strategis\n(Program)", H::Sasaran),
            ("Indikator  Kinerja Utama ( IKU )", H::Indikator),
            (" SATUAN", H::Satuan),
            ("Target_x000D_\nKinerja\nTahunan", H::Tahunan),
            ("Tahunan (Rp)", H::Tahunan),
            ("Pagu TA 2024", H::Tahunan),
            ("Target Kinerja Tahun 2024", H::Tahunan),
            ("Indikator Kinerja Tahun 2024", H::Indikator),
            ("Tujuan/Sasaran", H::Sasaran),
            ("IKU", H::Indikator),
            ("Nama Program", H::Anggaran),
            ("Rencana Penarikan Dana", H::Target),
            ("Pagu Anggaran (dalam ribuan)", H::Tahunan),
            (" BULAN", H::Bulan),
            ("Polaritas", H::Arah),
            ("Jenis Indikator (positif/negatif)", H::Arah),
            ("Maximize/Minimize", H::Arah),
            ("FORMULASI / Cara Perhitungan Indikator Kinerja", H::Rumus),
            ("Cara penjumlahan", H::Agregasi),
            ("Relisasi", H::Realisasi),
            (" % ", H::Persen),
            ("Persen (%)", H::Persen),
            ("Capaian\n(%)", H::Persen),
            ("KETERANGAN :", H::Keterangan),
            ("Program/Kegiatan", H::Anggaran),
            ("Kinerja", H::SisiKinerja),
            ("ANGGARAN ( Rp. 000 )", H::SisiAnggaran),
            ("Anggaran\n(dlm ribuan rupiah)", H::SisiAnggaran),
            ("Target (Rp x 1.000)", H::Target),
        ] {
            assert_eq!(heading(text, &[]).map(|(heading, _)| heading), Some(expected), "{text:?}");
        }
        for text in [
            "Eselon II",
            "Sasaranku",
            "1",
            "PERENCANA AHLI MUDA",
            "(Rp)",
            "Program Penunjang Urusan Pemerintahan Daerah Kabupaten Kota",
        ] {
            assert_eq!(heading(text, &[]), None, "{text:?}");
        }
    }
}
