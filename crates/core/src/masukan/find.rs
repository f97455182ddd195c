//! Which block of a report a row means: by name, and by section where the row names one.

use std::collections::HashMap;

use super::{Masukan, Sisi, notices};
use crate::blok::Blok;
use crate::ganda::copies;
use crate::settings::fold;
use crate::{Anggaran, Bagian, Diagnostic, Laporan};

/// For so many unknown names the nearest known ones are looked for: nobody reads more, and it takes long.
const MOST_ADVISED: usize = 50;
/// So many of them are named.
const NEAREST: usize = 3;
/// Names longer than this are pasted paragraphs: comparing them letter by letter tells little.
const LONGEST: usize = 500;

/// A block and its section.
#[derive(Clone, Copy)]
pub(super) struct Letak<'a> {
    pub(super) bagian: &'a Bagian,
    pub(super) blok: Blok<'a>,
}

/// Why no one block is meant.
pub(super) enum Missed<'a> {
    /// No block has this name.
    Unknown,
    /// Blocks have it, but in other sections, or on the other side of the form.
    Elsewhere(Vec<Letak<'a>>),
    /// Several blocks fit.
    Several(Vec<Letak<'a>>),
}

/// The blocks of a report by name.
pub(super) struct Names<'a>(HashMap<String, Vec<Letak<'a>>>);

impl<'a> Names<'a> {
    pub(super) fn of(laporan: &'a Laporan) -> Self {
        let mut names: HashMap<String, Vec<Letak>> = HashMap::new();
        for bagian in laporan.bagian() {
            for blok in Blok::all(bagian) {
                names.entry(fold(&blok.nama().value)).or_default().push(Letak { bagian, blok });
            }
        }
        Self(names)
    }

    /// The one block a row means; several where they are one kegiatan, printed again.
    pub(super) fn find(&self, row: &Masukan) -> Result<Vec<Letak<'a>>, Missed<'a>> {
        let Some(named) = self.0.get(&fold(&row.nama.value)) else { return Err(Missed::Unknown) };
        let section = section_key(&row.bagian);
        let fits = |letak: &&Letak| {
            let sides = row.sisi.is_none_or(|sisi| sisi == letak.sisi());
            let own = [section_key(&letak.bagian.nama()), section_key(&letak.bagian.jabatan)];
            sides && (section.is_empty() || own.contains(&section))
        };
        let found: Vec<Letak> = named.iter().filter(fits).copied().collect();
        match found.len() {
            0 => Err(Missed::Elsewhere(named.clone())),
            1 => Ok(found),
            _ if are_one(&found) => Ok(found),
            _ => Err(Missed::Several(found)),
        }
    }

    /// Says why a row means no one block; it is the `count`th of its kind.
    pub(super) fn say(&self, row: &Masukan, missed: &Missed, count: usize) -> Diagnostic {
        match missed {
            Missed::Unknown if count <= MOST_ADVISED => notices::unknown(row, &self.nearest(row)),
            Missed::Unknown => notices::unknown(row, &[]),
            Missed::Elsewhere(named) => notices::elsewhere(row, named),
            Missed::Several(found) => notices::doubtful(row, found),
        }
    }

    /// The names that a mistyped one may have meant, likest first: at most half of its letters differ.
    fn nearest(&self, row: &Masukan) -> Vec<String> {
        let typed = fold(&row.nama.value);
        let limit = typed.chars().count() / 2;
        if typed.len() > LONGEST {
            return Vec::new();
        }
        let known = self.0.iter().filter(|(name, _)| name.len() <= LONGEST);
        let known = known.filter_map(|(name, letak)| Some((strsim::levenshtein(&typed, name), name, letak.first()?)));
        let mut near: Vec<_> = known.filter(|(letters, ..)| *letters <= limit).collect();
        near.sort_unstable_by_key(|(letters, name, _)| (*letters, *name));
        near.iter().take(NEAREST).map(|(_, _, letak)| letak.blok.nama().value.clone()).collect()
    }
}

impl<'a> Letak<'a> {
    fn sisi(self) -> Sisi {
        match self.blok {
            Blok::Kinerja(_) => Sisi::Kinerja,
            Blok::Anggaran(_) => Sisi::Anggaran,
        }
    }

    fn anggaran(self) -> Option<&'a Anggaran> {
        match self.blok {
            Blok::Kinerja(_) => None,
            Blok::Anggaran(anggaran) => Some(anggaran),
        }
    }
}

/// A section's name as it is compared: "Eselon II / Kepala Dinas" is typed with and without the stroke.
fn section_key(nama: &str) -> String {
    fold(&nama.replace('/', " "))
}

/// Whether blocks are one kegiatan of one section, printed again.
fn are_one(found: &[Letak]) -> bool {
    let Some((first, rest)) = found.split_first() else { return false };
    let Some(original) = first.anggaran() else { return false };
    let copies = copies(first.bagian);
    rest.iter().all(|letak| {
        let is_copy = |copy: &Anggaran| letak.anggaran().is_some_and(|anggaran| std::ptr::eq(anggaran, copy));
        copies.iter().any(|(first, copy)| std::ptr::eq(*first, original) && is_copy(copy))
    })
}
