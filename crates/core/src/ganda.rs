//! A kegiatan printed beside two indikator: it is told by its name and twelve amounts, and counts once.

use std::collections::HashMap;

use crate::settings::fold;
use crate::{Anggaran, Bagian, Bulan, Nilai, Rupiah};

/// What makes two printed blocks one kegiatan: its name, its year and its monthly targets.
type Key<'a> = (&'a str, &'a Nilai<Rupiah>, Vec<Option<&'a Nilai<Rupiah>>>);

/// The program or kegiatan of a section that count: not hidden, and of those printed twice only the first.
pub fn counted(bagian: &Bagian) -> Vec<&Anggaran> {
    let twice = copies(bagian);
    let mut copies = twice.iter().map(|(_, copy)| *copy).peekable();
    bagian.anggaran().filter(|anggaran| copies.next_if(|copy| std::ptr::eq(*copy, *anggaran)).is_none()).collect()
}

/// The blocks of a section that repeat an earlier one, in order, each with the first of its kind.
pub(crate) fn copies(bagian: &Bagian) -> Vec<(&Anggaran, &Anggaran)> {
    // Most sections print no name twice; only those that do are looked at closely.
    let named: Vec<(String, &Anggaran)> = bagian.anggaran().map(|a| (fold(&a.nama.value), a)).collect();
    let mut printed: HashMap<&str, u32> = HashMap::new();
    for (name, _) in &named {
        *printed.entry(name).or_default() += 1;
    }
    let mut first: HashMap<Key, &Anggaran> = HashMap::new();
    let mut found = Vec::new();
    for (name, anggaran) in &named {
        if name.is_empty() || printed.get(name.as_str()).is_none_or(|count| *count < 2) {
            continue;
        }
        match first.get(&key(name, anggaran)) {
            Some(original) if same_realisasi(original, anggaran) => found.push((*original, *anggaran)),
            Some(_) => {}
            None => {
                first.insert(key(name, anggaran), anggaran);
            }
        }
    }
    found
}

fn key<'a>(name: &'a str, anggaran: &'a Anggaran) -> Key<'a> {
    let target = anggaran.bulan.iter().map(|(_, isi)| isi.as_ref().map(|isi| &isi.target.value)).collect();
    (name, &anggaran.tahunan.value, target)
}

/// Realisasi are the same, or the second printing leaves them blank.
fn same_realisasi(original: &Anggaran, copy: &Anggaran) -> bool {
    let of = |anggaran: &Anggaran, bulan: Bulan| anggaran.bulan[bulan].as_ref().map(|isi| isi.realisasi.value.clone());
    let blank = Bulan::all().all(|bulan| of(copy, bulan).is_none_or(|nilai| nilai.is_blank()));
    blank || Bulan::all().all(|bulan| of(original, bulan) == of(copy, bulan))
}
