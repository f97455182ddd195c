//! The known forms as data: heading words and the fields they name, labels of sums, words of titles. A new spelling is
//! a word in one of these lists; all words are folded (lower case, no punctuation).

use crate::words::fold;

/// What a heading names, before it is known on which side of the form it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Heading {
    No,
    Sasaran,
    Indikator,
    Satuan,
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

/// Headings that are written out whole, without words of currency and scale ([`SCALES`], [`CURRENCY`]).
const WHOLE: &[Spelling] = &[
    Spelling {
        heading: Heading::No,
        side: None,
        words: &["no", "nomor", "no urut", "nomor urut", "nmr", "kode", "no kode"],
    },
    Spelling { heading: Heading::Satuan, side: Some(Side::Kinerja), words: &["satuan", "sat", "unit", "satuan ukur"] },
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
        ],
    },
    Spelling { heading: Heading::Bulan, side: None, words: &["bulan", "bln", "periode", "nama bulan"] },
    Spelling {
        heading: Heading::Target,
        side: None,
        words: &["target", "trgt", "tgt", "target bulanan", "rencana", "target bulan ini"],
    },
    Spelling {
        heading: Heading::Target,
        side: Some(Side::Anggaran),
        words: &["target anggaran", "target keuangan", "rencana anggaran"],
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
        ],
    },
    Spelling { heading: Heading::Persen, side: Some(Side::Kinerja), words: &["capaian kinerja", "capaian kinerja %"] },
    Spelling {
        heading: Heading::Persen,
        side: Some(Side::Anggaran),
        words: &["capaian anggaran", "capaian anggaran %", "serapan", "serapan %"],
    },
    Spelling { heading: Heading::Keterangan, side: None, words: &["keterangan", "ket", "ketr", "catatan"] },
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
    ("indikator", 7, Heading::Indikator, Side::Kinerja),
    ("program", 6, Heading::Anggaran, Side::Anggaran),
    ("kegiatan", 5, Heading::Anggaran, Side::Anggaran),
    ("sub kegiatan", 4, Heading::Anggaran, Side::Anggaran),
];

/// Words of a heading that only say the currency.
const CURRENCY: [&str; 4] = ["rp", "idr", "rupiah", "dalam"];

/// Words of a heading that scale the figures below it.
const SCALES: &[(&str, u32)] = &[
    ("000", 1_000),
    ("ribu", 1_000),
    ("ribuan", 1_000),
    ("x1000", 1_000),
    ("000000", 1_000_000),
    ("juta", 1_000_000),
    ("jutaan", 1_000_000),
    ("miliar", 1_000_000_000),
    ("milyar", 1_000_000_000),
];

/// What a heading's text names, and the side its words tell; `None` where it is no heading of the form.
pub(crate) fn heading(text: &str) -> Option<(Heading, Option<Side>)> {
    // No heading is longer; a long remark is not worth folding.
    if text.len() > 120 {
        return None;
    }
    let folded = fold(text);
    let is_scale = |word: &str| SCALES.iter().any(|(scale, _)| *scale == word);
    let words: Vec<&str> = folded.split(' ').filter(|word| !CURRENCY.contains(word) && !is_scale(word)).collect();
    let plain = words.join(" ");
    let whole = WHOLE.iter().find(|spelling| spelling.words.contains(&plain.as_str()));
    whole.map(|spelling| (spelling.heading, spelling.side)).or_else(|| {
        BY_FIRST_WORD.iter().find_map(|(first, most, heading, side)| {
            let rest = plain.strip_prefix(first)?;
            ((rest.is_empty() || rest.starts_with(' ')) && words.len() <= *most).then_some((*heading, Some(*side)))
        })
    })
}

/// Whether a text in a heading only says currency, scale or nothing ("(Rp)").
pub(crate) fn is_unit_note(text: &str) -> bool {
    fold(text)
        .split(' ')
        .all(|word| word.is_empty() || CURRENCY.contains(&word) || SCALES.iter().any(|(s, _)| *s == word))
}

/// By how much a heading scales the figures below it ("Rp (000)": 1000); 1 where it says nothing.
pub(crate) fn scale(text: &str) -> u32 {
    let folded = fold(text);
    // "000 000" and "000.000" are folded to two words.
    if folded.contains("000 000") {
        return 1_000_000;
    }
    folded.split(' ').find_map(|word| SCALES.iter().find(|(scale, _)| *scale == word)).map_or(1, |&(_, factor)| factor)
}

/// What a row of sums is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SumLabel {
    /// "TOTAL ANGGARAN (RP)": closes its section.
    Total,
    /// "Jumlah", "Total": closes its section where nothing follows, else a subtotal.
    Maybe,
    /// "Sub Total", "Jumlah Program …": never data, never the total.
    Subtotal,
}

/// Labels that can only be the total of a section.
const TOTALS: [&str; 12] = [
    "total anggaran",
    "jumlah total",
    "grand total",
    "total keseluruhan",
    "jumlah keseluruhan",
    "total seluruh",
    "jumlah seluruh",
    "total jumlah",
    "jumlah anggaran",
    "total pagu",
    "total belanja",
    "total realisasi",
];

/// What a label of a row without a month says of sums.
pub(crate) fn sum_label(text: &str) -> Option<SumLabel> {
    let folded = fold(text);
    let starts = |label: &str| folded.strip_prefix(label).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if TOTALS.iter().any(|label| starts(label)) {
        return Some(SumLabel::Total);
    }
    if starts("sub total") || starts("subtotal") || starts("sub jumlah") {
        return Some(SumLabel::Subtotal);
    }
    let rest = folded.strip_prefix("jumlah").or_else(|| folded.strip_prefix("total"))?;
    let plain = rest.split(' ').all(|word| word.is_empty() || CURRENCY.contains(&word));
    let joined = rest.is_empty() || rest.starts_with(' ');
    joined.then_some(if plain { SumLabel::Maybe } else { SumLabel::Subtotal })
}

/// First words of a remark in the table that is no title of a section.
const REMARKS: [&str; 9] =
    ["catatan", "keterangan", "ket", "sumber", "note", "lanjutan", "disalin", "dicetak", "halaman"];

/// Whether a line of text is a remark ("Catatan: …", "(lanjutan)", "*) …").
pub(crate) fn is_remark(text: &str) -> bool {
    let folded = fold(text);
    let first = folded.split(' ').next().unwrap_or_default();
    text.trim_start().starts_with('*') || REMARKS.contains(&first)
}

/// First words of a jabatan that is printed in titles and signatures.
const OFFICIALS: [&str; 14] = [
    "kepala",
    "sekretaris",
    "plt",
    "plh",
    "pj",
    "pjs",
    "camat",
    "lurah",
    "inspektur",
    "direktur",
    "asisten",
    "wakil",
    "ketua",
    "kasubag",
];

/// Whether a line names an official ("Kepala Bidang …", "Plt. Sekretaris").
pub(crate) fn is_official(text: &str) -> bool {
    fold(text).split(' ').next().is_some_and(|first| OFFICIALS.contains(&first))
}

/// Words of the lines printed above a table.
const TITLES: [&str; 14] = [
    "lampiran",
    "capaian",
    "rencana",
    "perjanjian",
    "laporan",
    "perangkat",
    "pemerintah",
    "pemerintahan",
    "kabupaten",
    "provinsi",
    "bulan",
    "periode",
    "triwulan",
    "tahun",
];

/// First words of the name of an office.
const OFFICES: [&str; 9] =
    ["dinas", "badan", "kecamatan", "sekretariat", "inspektorat", "satuan", "kantor", "rumah", "uptd"];

/// Whether a line is one of those above a table, as against the title of a section.
pub(crate) fn is_title(text: &str) -> bool {
    let folded = fold(text);
    let first = folded.split(' ').next().unwrap_or_default();
    !is_official(text) && (OFFICES.contains(&first) || folded.split(' ').any(|word| TITLES.contains(&word)))
}

/// Sheets that this program adds to a filled workbook: they hold no lampiran, and nobody need be told.
pub(crate) const OWN_SHEETS: [&str; 3] = ["Rekap Kinerja", "Rekap Keuangan", "Catatan"];

#[cfg(test)]
mod tests;
