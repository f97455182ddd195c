//! Walks two reports side by side and writes down every difference.

use std::collections::HashSet;

use super::pairing::{Pairs, pair};
use super::{Change, ChangeKind, Isi};
use crate::blok::Blok;
use crate::settings::fold;
use crate::{Bagian, Bulan, Laporan, Nilai, Sourced, Ukuran};

/// All changes, in the order of the new report; what is gone follows what is left.
pub(super) fn changes(old: &Laporan, new: &Laporan) -> Vec<Change> {
    let past = old.bulan_akhir();
    let (old, new): (Vec<_>, Vec<_>) = (old.bagian().map(Part::new).collect(), new.bagian().map(Part::new).collect());
    let pairs = pair_sections(&old, &new);
    let mut changes = Vec::new();
    for (new, old_index) in new.iter().zip(&pairs.new) {
        match old_index.and_then(|i| old.get(i)) {
            Some(old) => compare_sections(old, new, past, &mut changes),
            None => changes.push(section(ChangeKind::Added, None, Some(new))),
        }
    }
    let gone = pairs.gone.iter().filter_map(|&i| old.get(i));
    changes.extend(gone.map(|old| section(ChangeKind::Gone, Some(old), None)));
    changes
}

/// A section with its blocks and what they are matched by.
struct Part<'a> {
    bagian: &'a Bagian,
    nama: String,
    bloks: Vec<Blok<'a>>,
    keys: Vec<(bool, String)>,
}

impl<'a> Part<'a> {
    fn new(bagian: &'a Bagian) -> Self {
        let bloks = Blok::all(bagian);
        Self { bagian, nama: fold(&bagian.nama()), keys: bloks.iter().map(|blok| blok.key()).collect(), bloks }
    }

    /// How many blocks of `other` are not in this one.
    fn missing(&self, other: &Self) -> usize {
        let own: HashSet<_> = self.keys.iter().collect();
        other.keys.iter().filter(|key| !own.contains(key)).count()
    }
}

/// Pairs sections of the same title and blocks in their order, then of the same title, then those that share at least
/// half of their blocks under another title of the same rank. A title alone is no key: five people may bear it.
fn pair_sections(old: &[Part<'_>], new: &[Part<'_>]) -> Pairs {
    let keys = |parts: &[Part<'_>]| parts.iter().map(|p| (p.nama.clone(), p.keys.clone())).collect::<Vec<_>>();
    pair(&keys(old), &keys(new), |o, n| {
        let (old, new) = (old.get(o)?, new.get(n)?);
        let missing = old.missing(new);
        if old.nama == new.nama {
            return Some(missing);
        }
        let alike = old.bagian.eselon == new.bagian.eselon && missing * 2 <= new.keys.len() && !new.keys.is_empty();
        alike.then_some(missing + new.keys.len())
    })
}

fn compare_sections(old: &Part<'_>, new: &Part<'_>, past: Option<Bulan>, changes: &mut Vec<Change>) {
    if old.nama != new.nama {
        changes.push(section(ChangeKind::Renamed, Some(old), Some(new)));
    }
    let bagian = new.bagian.nama();
    let pairs = pair(&old.keys, &new.keys, |o, n| {
        let ((old, old_key), (new, new_key)) =
            (old.bloks.get(o).zip(old.keys.get(o))?, new.bloks.get(n).zip(new.keys.get(n))?);
        if old_key.0 != new_key.0 {
            return None;
        }
        if new.is_planned() && old.plans_as(*new) { Some(0) } else { unlike(&old_key.1, &new_key.1) }
    });
    for (blok, old_index) in new.bloks.iter().zip(&pairs.new) {
        match old_index.and_then(|i| old.bloks.get(i)) {
            Some(before) => compare_bloks(&bagian, *before, *blok, past, changes),
            None => changes.push(row(ChangeKind::Added, &bagian, None, Some(*blok))),
        }
    }
    let gone = pairs.gone.iter().filter_map(|&i| old.bloks.get(i));
    changes.extend(gone.map(|blok| row(ChangeKind::Gone, &bagian, Some(*blok), None)));
}

/// How unlike two names are, in letters to change; `None` where more than a fifth of the longer one would have to.
fn unlike(old: &str, new: &str) -> Option<usize> {
    let longer = old.chars().count().max(new.chars().count());
    // Names so long are pasted paragraphs; comparing them letter by letter would take long, and tell little.
    if longer > 1_000 {
        return None;
    }
    let letters = strsim::levenshtein(old, new);
    (letters * 5 <= longer).then_some(letters)
}

fn compare_bloks(bagian: &str, old: Blok<'_>, new: Blok<'_>, past: Option<Bulan>, changes: &mut Vec<Change>) {
    if old.key() != new.key() {
        changes.push(row(ChangeKind::Renamed, bagian, Some(old), Some(new)));
    }
    let mut differ =
        |kind, bulan, old: Option<Sourced<Nilai<Ukuran>>>, new: Option<Sourced<Nilai<Ukuran>>>, nama: &str| {
            if differs(old.as_ref(), new.as_ref()) {
                let isi =
                    |side: Option<Sourced<Nilai<Ukuran>>>| side.map(|s| Sourced::new(Isi::Nilai(s.value), s.place));
                let (bagian, blok) = (bagian.to_owned(), Some(nama.to_owned()));
                changes.push(Change { kind, bagian, blok, bulan, old: isi(old), new: isi(new) });
            }
        };
    let nama = new.nama().value.as_str();
    differ(ChangeKind::Tahunan, None, Some(old.tahunan()), Some(new.tahunan()), nama);
    for bulan in Bulan::all() {
        differ(ChangeKind::Target, Some(bulan), old.target(bulan), new.target(bulan), nama);
        let kind = if Some(bulan) <= past { ChangeKind::Realisasi } else { ChangeKind::Filled };
        differ(kind, Some(bulan), old.realisasi(bulan), new.realisasi(bulan), nama);
    }
}

/// Whether two figures differ. A row that is not there says as much as a blank one; what could not be read on either
/// side was reported when it was read, and proves nothing here.
fn differs(old: Option<&Sourced<Nilai<Ukuran>>>, new: Option<&Sourced<Nilai<Ukuran>>>) -> bool {
    let value = |side: Option<&Sourced<Nilai<Ukuran>>>| side.map_or(Nilai::Kosong, |s| s.value.clone());
    match (value(old), value(new)) {
        (Nilai::TakTerbaca, _) | (_, Nilai::TakTerbaca) => false,
        (Nilai::Angka(Ukuran::Predikat(a)), Nilai::Angka(Ukuran::Predikat(b))) => fold(&a) != fold(&b),
        (old, new) => old != new,
    }
}

fn section(kind: ChangeKind, old: Option<&Part<'_>>, new: Option<&Part<'_>>) -> Change {
    let name = |part: &Part<'_>| Sourced::new(Isi::Nama(part.bagian.nama()), part.bagian.place);
    let bagian = new.or(old).map(|part| part.bagian.nama()).unwrap_or_default();
    Change { kind, bagian, blok: None, bulan: None, old: old.map(name), new: new.map(name) }
}

fn row(kind: ChangeKind, bagian: &str, old: Option<Blok<'_>>, new: Option<Blok<'_>>) -> Change {
    let name = |blok: Blok<'_>| Sourced::new(Isi::Nama(blok.nama().value.clone()), blok.place());
    let blok = new.or(old).map(|blok| blok.nama().value.clone());
    Change { kind, bagian: bagian.to_owned(), blok, bulan: None, old: old.map(name), new: new.map(name) }
}
