//! Words of the lines above tables, of section titles and of remarks.

use crate::words::fold;

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
