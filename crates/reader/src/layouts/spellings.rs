//! All spellings of headings: those of the form, and those that the settings add.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use super::headings::{Heading, Side, heading};
use crate::words::fold;

/// No heading is longer (bytes); a long remark is not worth folding.
const LONGEST: usize = 120;

/// What a heading names, and the side its words tell.
pub(crate) type Meaning = (Heading, Option<Side>);

/// All spellings of headings: those of the form, and those that the settings add. What was looked up once is known:
/// reading a sheet asks the same of a heading's texts several times, and headings are typed again in every section.
pub(crate) struct Headings {
    aliases: Vec<Alias>,
    known: RefCell<HashMap<Box<str>, Option<Meaning>>>,
}

impl Headings {
    /// With the spellings that the settings add.
    pub(crate) fn new(settings: &BTreeMap<String, Vec<String>>) -> Self {
        Self { aliases: aliases(settings), known: RefCell::default() }
    }

    /// What a text names as a heading; `None` where it is no heading of the form.
    pub(crate) fn find(&self, text: &str) -> Option<Meaning> {
        if text.len() > LONGEST {
            return None;
        }
        if let Some(known) = self.known.borrow().get(text) {
            return *known;
        }
        let meaning = heading(text, &self.aliases);
        self.known.borrow_mut().insert(text.into(), meaning);
        meaning
    }
}

/// A further spelling of a heading, folded, from the settings.
pub(super) struct Alias {
    pub(super) words: String,
    pub(super) heading: Heading,
    pub(super) side: Option<Side>,
}

/// What the fields of the settings name.
const FIELDS: [(&str, Heading, Option<Side>); 23] = [
    ("no", Heading::No, None),
    ("sasaran", Heading::Sasaran, Some(Side::Kinerja)),
    ("no_indikator", Heading::No, None),
    ("indikator", Heading::Indikator, Some(Side::Kinerja)),
    ("satuan", Heading::Satuan, Some(Side::Kinerja)),
    ("arah", Heading::Arah, Some(Side::Kinerja)),
    ("rumus", Heading::Rumus, Some(Side::Kinerja)),
    ("agregasi", Heading::Agregasi, Some(Side::Kinerja)),
    ("target_tahunan", Heading::Tahunan, Some(Side::Kinerja)),
    ("kinerja_bulan", Heading::Bulan, Some(Side::Kinerja)),
    ("kinerja_target", Heading::Target, Some(Side::Kinerja)),
    ("kinerja_realisasi", Heading::Realisasi, Some(Side::Kinerja)),
    ("kinerja_persen", Heading::Persen, Some(Side::Kinerja)),
    ("kinerja_keterangan", Heading::Keterangan, Some(Side::Kinerja)),
    ("output", Heading::Output, Some(Side::Kinerja)),
    ("no_anggaran", Heading::No, None),
    ("anggaran", Heading::Anggaran, Some(Side::Anggaran)),
    ("tahunan", Heading::Tahunan, Some(Side::Anggaran)),
    ("anggaran_bulan", Heading::Bulan, Some(Side::Anggaran)),
    ("anggaran_target", Heading::Target, Some(Side::Anggaran)),
    ("anggaran_realisasi", Heading::Realisasi, Some(Side::Anggaran)),
    ("anggaran_persen", Heading::Persen, Some(Side::Anggaran)),
    ("anggaran_keterangan", Heading::Keterangan, Some(Side::Anggaran)),
];

/// The spellings that the settings add.
fn aliases(settings: &BTreeMap<String, Vec<String>>) -> Vec<Alias> {
    let of_field = |&(field, heading, side): &(&str, Heading, Option<Side>)| {
        let spellings = settings.get(field).into_iter().flatten();
        spellings.map(|text| Alias { words: fold(text), heading, side }).collect::<Vec<_>>()
    };
    FIELDS.iter().flat_map(of_field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_add_spellings() {
        let settings = BTreeMap::from([("anggaran_target".to_owned(), vec!["Rencana Penarikan".to_owned()])]);
        let found = Headings::new(&settings).find("RENCANA\nPENARIKAN");
        assert_eq!(found, Some((Heading::Target, Some(Side::Anggaran))));
        assert!(lampiran_core::KOLOM.iter().all(|field| FIELDS.iter().any(|(known, ..)| known == field)));
    }
}
