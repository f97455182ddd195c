//! Rekap kinerja (Tabel 2.5.2): per indikator.

use std::collections::HashMap;

use super::{Desk, Difference, key, label};
use crate::facts::Facts;
use crate::settings::fold;
use crate::{
    BarisKinerja, Decimal, Indikator, Nilai, Persen, Place, RekapKinerja, Sourced, Text, Ukuran, rekap, stands_for,
    wording,
};

/// An indikator of the lampiran, and its row of the computed rekap.
type Row<'a> = (&'a Indikator, &'a RekapKinerja);

/// The indikator by name, and by sasaran and name: two may have one name.
pub(super) struct Index<'a> {
    named: HashMap<String, Row<'a>>,
    beside: HashMap<(String, String), Row<'a>>,
}

impl<'a> Index<'a> {
    /// The indikator that the rekap is about.
    pub fn new(facts: &Facts<'a>) -> Self {
        let rows = rekap::highest(facts.laporan).into_iter().flat_map(crate::Bagian::indikator);
        let mut index = Self { named: HashMap::new(), beside: HashMap::new() };
        for (indikator, row) in rows.zip(&facts.rekap.kinerja) {
            let name = key(&row.indikator);
            index.beside.entry((key(&row.sasaran), name.clone())).or_insert((indikator, row));
            index.named.entry(name).or_insert((indikator, row));
        }
        index
    }

    fn find(&self, baris: &BarisKinerja) -> Option<Row<'a>> {
        let name = key(&baris.indikator.value);
        let beside = self.beside.get(&(key(&baris.sasaran), name.clone()));
        beside.or_else(|| self.named.get(&name)).copied()
    }
}

/// Compares the row of an indikator; without `current` only the target of the year.
pub(super) fn row(desk: &mut Desk, index: &Index, baris: &BarisKinerja, current: bool) {
    let name = &baris.indikator.value;
    let Some((indikator, right)) = index.find(baris) else {
        desk.unknown(&Text::new("Indikator", "Indikator"), &baris.indikator, None);
        return;
    };
    let until = indikator.bulan.iter().filter(|(bulan, _)| desk.facts.reported(*bulan));
    let months: Vec<_> = until.filter_map(|(_, isi)| isi.as_ref()).collect();
    let targets = months.iter().map(|isi| isi.target.place).collect();
    let realisasi = months.iter().map(|isi| isi.realisasi.place).collect();
    let mut wrong = None;
    if let Some(typed) = &baris.tahunan {
        let year = vec![indikator.target_tahunan.place];
        figure(desk, name, "Target Tahunan", typed, &right.tahunan, &right.satuan, year);
    }
    if !current {
        return;
    }
    if let Some(typed) = &baris.target {
        wrong = figure(desk, name, "Target", typed, &right.target, &right.satuan, targets);
    }
    wrong = figure(desk, name, "Realisasi", &baris.realisasi, &right.realisasi, &right.satuan, realisasi).or(wrong);
    if let Some(typed) = &baris.persen {
        persen(desk, name, typed, &right.persen, wrong);
    }
}

/// Compares a figure of a row; gives the number of the finding where it is wrong.
fn figure(
    desk: &mut Desk,
    name: &str,
    field: &str,
    typed: &Sourced<Nilai<Ukuran>>,
    right: &Nilai<Ukuran>,
    satuan: &str,
    cells: Vec<Place>,
) -> Option<usize> {
    // What cannot be read is said already, here as in the lampiran.
    if agrees(&typed.value, right, satuan) || matches!(typed.value, Nilai::TakTerbaca) {
        return None;
    }
    let right_facts = facts(right)?;
    let number = |nilai: &Nilai<Ukuran>| match nilai {
        Nilai::Angka(ukuran) => ukuran.bilangan(),
        Nilai::Nihil => Some(Decimal::ZERO),
        Nilai::Kosong | Nilai::TakTerbaca => None,
    };
    let names = wording::names(desk.facts.laporan, &cells, typed.place.sheet);
    let difference = Difference {
        what: of(field, name),
        place: typed.place,
        typed: facts(&typed.value),
        right: right_facts,
        delta: number(&typed.value).zip(number(right)).map(|(typed, right)| typed.saturating_sub(right)),
        source: Text::new(format!("menurut lampiran ({names})"), format!("by the lampiran ({names}) it is")),
        cells,
    };
    Some(desk.differs(Some(name), difference))
}

/// Compares the capaian of a row: one that follows from a wrong figure beside it is folded into that one's finding.
fn persen(desk: &mut Desk, name: &str, typed: &Sourced<Nilai<Persen>>, right: &Nilai<Persen>, wrong: Option<usize>) {
    let same = match (&typed.value, right) {
        (Nilai::Angka(typed), Nilai::Angka(right)) => stands_for(*typed, *right),
        (Nilai::Angka(_), Nilai::Nihil) | (Nilai::Nihil, Nilai::Angka(_)) => false,
        _ => true,
    };
    let what = of("Capaian", name);
    match wrong {
        _ if same => {}
        Some(wrong) => desk.findings.follow(wrong, label(&what, typed.place)),
        None => {
            let shown = |nilai: &Nilai<Persen>| match nilai {
                Nilai::Angka(persen) => (persen.to_string(), wording::plain(persen.0)),
                _ => ("-".to_owned(), "-".to_owned()),
            };
            let difference = Difference {
                what,
                place: typed.place,
                typed: Some(shown(&typed.value)),
                right: shown(&right.clone().map(Persen::rounded)),
                delta: None,
                source: Text::new("realisasi dibanding target adalah", "realisasi against target is"),
                cells: Vec::new(),
            };
            desk.differs(Some(name), difference);
        }
    }
}

/// Whether a typed figure says the same; a percentage may be rounded.
fn agrees(typed: &Nilai<Ukuran>, right: &Nilai<Ukuran>, satuan: &str) -> bool {
    match (typed, right) {
        (Nilai::Angka(Ukuran::Bilangan(typed)), Nilai::Angka(Ukuran::Bilangan(right))) => {
            typed == right || (is_persen(satuan) && stands_for(Persen(*typed), Persen(*right)))
        }
        (Nilai::Angka(Ukuran::Predikat(typed)), Nilai::Angka(Ukuran::Predikat(right))) => key(typed) == key(right),
        (Nilai::Kosong | Nilai::Nihil, Nilai::Kosong | Nilai::Nihil) => true,
        _ => false,
    }
}

/// Whether a satuan is that of a percentage.
fn is_persen(satuan: &str) -> bool {
    matches!(fold(satuan).as_str(), "%" | "persen" | "persentase")
}

/// A figure as the form prints it and as findings carry it; nothing where it is blank or cannot be read.
fn facts(nilai: &Nilai<Ukuran>) -> Option<(String, String)> {
    match nilai {
        Nilai::Angka(Ukuran::Bilangan(number)) => Some((crate::format_id(*number), number.to_string())),
        Nilai::Angka(Ukuran::Predikat(word)) => Some((word.to_string(), word.to_string())),
        Nilai::Nihil => Some(("-".to_owned(), "-".to_owned())),
        Nilai::Kosong | Nilai::TakTerbaca => None,
    }
}

/// What a figure of an indikator is called.
fn of(field: &str, name: &str) -> Text {
    Text::new(format!("{field} “{name}” di rekap"), format!("{field} of “{name}” in the rekap"))
}
