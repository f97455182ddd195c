//! Headings of tables in which realisasi are handed in: those of the form, and a few of their own.

use lampiran_core::Sisi;

use super::headings::Heading;
use super::scales::scale;
use super::spellings::Headings;
use crate::words::fold;

/// What a column of such a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KolomMasukan {
    Bagian,
    /// Names of blocks, of one side where the heading says it.
    Nama(Option<Sisi>),
    Bulan,
    Realisasi,
    Keterangan,
}

/// Headings above sections.
const BAGIAN: [&str; 8] =
    ["bagian", "nama bagian", "jabatan", "nama jabatan", "eselon jabatan", "pejabat", "bidang", "section"];
/// Headings above names of either side.
const NAMA: [&str; 6] = ["nama", "uraian", "name", "nama blok", "blok", "nama uraian"];
/// Words of which two in one heading say that names of both sides stand below.
const OF_KINERJA: &str = "indikator";
const OF_ANGGARAN: [&str; 2] = ["program", "kegiatan"];
/// English headings, for tables from other programs.
const ENGLISH: [(&str, KolomMasukan); 3] =
    [("month", KolomMasukan::Bulan), ("realisation", KolomMasukan::Realisasi), ("remark", KolomMasukan::Keterangan)];

/// What a heading's text names; `None` for any other. A realisasi in thousands is none: its figures would have to be
/// multiplied for budgets, and not for indikator.
pub(crate) fn kolom_masukan(text: &str, headings: &Headings) -> Option<KolomMasukan> {
    let folded = fold(text);
    if BAGIAN.contains(&folded.as_str()) {
        return Some(KolomMasukan::Bagian);
    }
    let has = |word: &str| folded.split(' ').any(|own| own == word);
    if NAMA.contains(&folded.as_str()) || has(OF_KINERJA) && OF_ANGGARAN.iter().any(|word| has(word)) {
        return Some(KolomMasukan::Nama(None));
    }
    if let Some((_, kolom)) = ENGLISH.iter().find(|(word, _)| *word == folded) {
        return Some(*kolom);
    }
    match headings.find(text)?.0 {
        Heading::Indikator => Some(KolomMasukan::Nama(Some(Sisi::Kinerja))),
        Heading::Anggaran => Some(KolomMasukan::Nama(Some(Sisi::Anggaran))),
        Heading::Bulan => Some(KolomMasukan::Bulan),
        Heading::Realisasi => Some(KolomMasukan::Realisasi).filter(|_| scale(text) == 1),
        Heading::Keterangan => Some(KolomMasukan::Keterangan),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_tables() {
        let headings = Headings::new(&std::collections::BTreeMap::new());
        for (text, kolom) in [
            ("BAGIAN", Some(KolomMasukan::Bagian)),
            ("Jabatan", Some(KolomMasukan::Bagian)),
            ("Program/Kegiatan", Some(KolomMasukan::Nama(Some(Sisi::Anggaran)))),
            ("Indikator Kinerja", Some(KolomMasukan::Nama(Some(Sisi::Kinerja)))),
            ("Program / Kegiatan / Indikator", Some(KolomMasukan::Nama(None))),
            ("Bulan", Some(KolomMasukan::Bulan)),
            ("Realisasi (Rp)", Some(KolomMasukan::Realisasi)),
            ("Realisasi (Rp 000)", None),
            ("Ket.", Some(KolomMasukan::Keterangan)),
            ("Target", None),
            ("Sasaran", None),
        ] {
            assert_eq!(kolom_masukan(text, &headings), kolom, "{text}");
        }
    }
}
