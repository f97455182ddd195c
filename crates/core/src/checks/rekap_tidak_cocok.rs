//! The rekap typed in the workbook, and totals stated in text, say what the lampiran says.

mod keuangan;
mod kinerja;
mod stated;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::Check;
use crate::facts::{Blok, Facts, Isi};
use crate::findings::Findings;
use crate::settings::fold;
use crate::wording::{self, figure, plain};
use crate::{
    Besaran, Decimal, Diagnostic, Grade, IsiRekap, Jenis, Jumlah, Persen, Place, Sourced, Sum, TabelRekap, Text,
};

const NAME: &str = "rekap-tidak-cocok";

pub(super) const CHECK: Check = Check::after(NAME, include_str!("rekap-tidak-cocok.md"), run);

fn run<'f, 'a>(facts: &'f Facts<'a>, findings: &mut Findings<'f, 'a>) {
    // Without a lampiran there is nothing to compare with.
    if facts.bagian.is_empty() {
        return;
    }
    let mut desk = Desk { facts, findings, names: None, totals: HashMap::new() };
    let (indikator, mut keuangan) = (kinerja::Index::new(facts), Vec::new());
    let tahun = facts.laporan.periode.as_ref().and_then(|periode| periode.value.tahun);
    for tabel in &facts.laporan.rekap.tabel {
        let of_year = tabel.periode.as_ref().and_then(|periode| periode.value.tahun);
        if of_year.zip(tahun).is_some_and(|(one, other)| one != other) {
            continue;
        }
        let current = desk.is_current(tabel);
        match &tabel.isi {
            IsiRekap::Kinerja(rows) => rows.iter().for_each(|row| kinerja::row(&mut desk, &indikator, row, current)),
            IsiRekap::Keuangan(rows, total) => {
                keuangan.push(keuangan::Table { tabel, rows, total: total.as_ref(), current });
            }
        }
    }
    let totals = keuangan::tables(&mut desk, &keuangan);
    stated::totals(&mut desk, &totals);
}

/// What the parts of this check share.
struct Desk<'d, 'f, 'a> {
    facts: &'f Facts<'a>,
    findings: &'d mut Findings<'f, 'a>,
    /// The names of all blocks of the lampiran, folded; listed once a name is missed.
    names: Option<HashSet<String>>,
    /// What the findings of the lampiran explain of its totals.
    totals: HashMap<Besaran, Explanations>,
}

/// Findings by how much they explain; by nothing where one explains all.
type Explanations = HashMap<Option<Decimal>, usize>;

/// A figure of the rekap that differs from the lampiran.
struct Difference {
    /// What it is ("Anggaran").
    what: Text,
    place: Place,
    /// What is typed, as the form prints it and as findings carry it; nothing where the cell is blank.
    typed: Option<(String, String)>,
    /// What the lampiran makes it, likewise.
    right: (String, String),
    /// By how much it is off, where both are numbers.
    delta: Option<Decimal>,
    /// Where the lampiran has it from ("Tahunan di LAMPIRAN 1!L11").
    source: Text,
    /// The cells of the lampiran it is made of.
    cells: Vec<Place>,
}

impl Difference {
    /// Two amounts that differ.
    fn amounts(what: Text, place: Place, typed: Decimal, right: Decimal, source: Text, cells: Vec<Place>) -> Self {
        Self {
            what,
            place,
            typed: Some((figure(typed), plain(typed))),
            right: (figure(right), plain(right)),
            delta: Some(typed.saturating_sub(right)),
            source,
            cells,
        }
    }

    /// Two percentages that differ.
    fn points(what: Text, place: Place, typed: Persen, right: Persen, source: Text) -> Self {
        let right = right.rounded();
        Self {
            what,
            place,
            typed: Some((typed.to_string(), typed.0.to_string())),
            right: (right.to_string(), plain(right.0)),
            delta: None,
            source,
            cells: Vec::new(),
        }
    }
}

impl Desk<'_, '_, '_> {
    /// Says a difference, or folds it into the finding that explains it; gives the finding's number.
    fn differs(&mut self, blok: Option<&str>, difference: Difference) -> usize {
        let known = self.findings.explanations(&difference.cells).collect();
        if let Some(known) = self.explained(&difference, &known) {
            return known;
        }
        let Difference { what, place, typed, right, delta, source, cells } = difference;
        let (cell, shown) = (place.cell, &right.0);
        let (said_id, said_en) = match &typed {
            Some((typed, _)) => (format!("tertulis {typed}"), format!("says {typed}")),
            None => ("kosong".to_owned(), "is blank".to_owned()),
        };
        let (gap_id, gap_en) = delta.map_or_else(Default::default, |delta| {
            let gap = figure(delta.abs());
            (format!(": selisih {gap}"), format!(": a difference of {gap}"))
        });
        let message = Text::new(
            format!("{} ({cell}) {said_id}, sedangkan {} {shown}{gap_id}.", what.id, source.id),
            format!("{} ({cell}) {said_en}, but {} {shown}{gap_en}.", what.en, source.en),
        );
        let mend = |id: &str, names: &str| match names {
            "" => String::new(),
            names => format!("{id} {names}"),
        };
        let names = wording::names(self.facts.laporan, &cells, place.sheet);
        let advice = Text::new(
            format!("Ketik {shown} di {cell}{}.", mend("; bila rekap yang benar, perbaiki", &names)),
            format!("Type {shown} in {cell}{}.", mend("; if the rekap is right, correct", &names)),
        );
        let grade = if typed.is_some() { Grade::Salah } else { Grade::PerluDilihat };
        let mut finding = Diagnostic::new(NAME, grade, message).at(place).expected(&right.1).advice(advice);
        finding.found = typed.map(|(_, plain)| plain);
        finding.blok = blok.map(str::to_owned);
        finding.sums = vec![Sum { label: source, area: wording::area(&cells), figure: right.1 }];
        finding.also = cells;
        self.findings.push(finding)
    }

    /// The same of a total, whose cells are all of a column of the lampiran.
    fn differs_in_total(&mut self, apa: Besaran, difference: Difference) -> usize {
        let (facts, findings) = (self.facts, &*self.findings);
        let known = self.totals.entry(apa);
        let known = known.or_insert_with(|| findings.explanations(&keuangan::cells(facts, apa)).collect()).clone();
        let explained = self.explained(&difference, &known).or_else(|| self.hidden(apa, &difference));
        explained.unwrap_or_else(|| self.differs(None, difference))
    }

    /// Folds a total that still counts hidden programs into the finding that they are hidden.
    fn hidden(&mut self, apa: Besaran, difference: &Difference) -> Option<usize> {
        let hidden = |blok: &&Blok| blok.tersembunyi();
        let program = self.facts.blok.iter().filter(hidden).filter_map(|blok| match blok.isi {
            Isi::Anggaran(anggaran) => Some((blok.place(), anggaran)),
            Isi::Indikator(..) => None,
        });
        let program: Vec<_> = program.filter(|(_, anggaran)| anggaran.jenis == Jenis::Program).collect();
        let jumlah = Jumlah::of(program.iter().map(|(_, anggaran)| *anggaran), self.facts.akhir)?;
        let sum = match apa {
            Besaran::Anggaran => jumlah.tahunan.0,
            Besaran::Realisasi => jumlah.realisasi.0,
            Besaran::Persen => return None,
        };
        (difference.delta == Some(sum)).then_some(())?;
        let (place, _) = program.first()?;
        let known = self.findings.named(*place, |name| name == "baris-tersembunyi")?;
        self.findings.follow(known, label(&difference.what, difference.place));
        Some(known)
    }

    /// Folds a difference into the finding that explains it, where there is one; gives that one's number.
    fn explained(&mut self, difference: &Difference, known: &Explanations) -> Option<usize> {
        let delta = difference.delta?;
        let known = known.get(&Some(delta)).or_else(|| known.get(&None)).copied()?;
        self.findings.follow(known, label(&difference.what, difference.place));
        Some(known)
    }

    /// Whether the figures so far of a table are of the report's own period; a heading of another one is said.
    fn is_current(&mut self, tabel: &TabelRekap) -> bool {
        let Some((periode, akhir)) = tabel.periode.as_ref().zip(self.facts.akhir) else { return true };
        if periode.value.akhir == akhir {
            return true;
        }
        let (cell, typed) = (periode.place.cell, periode.value.akhir);
        let message = Text::new(
            format!("Kepala tabel rekap di {cell} menyebut sampai {typed}, sedangkan laporan ini sampai {akhir}."),
            format!(
                "The heading of the rekap in {cell} says up to {}, but this report is up to {}.",
                typed.english(),
                akhir.english()
            ),
        );
        let advice = Text::new(
            format!("Perbarui realisasi dan % di tabel itu sampai {akhir}, lalu ganti bulannya di {cell}."),
            format!("Bring realisasi and % of the table up to {}, then change the month in {cell}.", akhir.english()),
        );
        let finding = Diagnostic::new(NAME, Grade::Salah, message).found(typed).expected(akhir).advice(advice);
        self.findings.push(finding.at(periode.place));
        false
    }

    /// Says that a name of the rekap stands nowhere in the lampiran; `meant` is the one it may be. Gives the finding's
    /// number, or nothing where another section has it.
    fn unknown(&mut self, what: &Text, name: &Sourced<String>, meant: Option<&Sourced<String>>) -> Option<usize> {
        let Sourced { value: name, place } = name;
        let blocks = &self.facts.blok;
        let names = self.names.get_or_insert_with(|| blocks.iter().map(|blok| key(blok.nama())).collect());
        if names.contains(&key(name)) {
            return None;
        }
        let cell = place.cell;
        let message = Text::new(
            format!("{} “{name}” di tabel rekap ({cell}) tidak ada di lampiran.", what.id),
            format!("{} “{name}” of the rekap ({cell}) is not in the lampiran.", what.en),
        );
        let advice = match meant {
            Some(Sourced { value: meant, place: home }) => {
                let home = wording::name(self.facts.laporan, *home, place.sheet);
                Text::new(
                    format!("Ketik “{meant}” di {cell}, seperti di {home}."),
                    format!("Type “{meant}” in {cell}, as in {home}."),
                )
            }
            None => Text::new(
                format!("Samakan nama di {cell} dengan lampiran, atau hapus barisnya."),
                format!("Make the name in {cell} that of the lampiran, or delete the row."),
            ),
        };
        let mut finding = Diagnostic::new(NAME, Grade::PerluDilihat, message).at(*place).found(name).advice(advice);
        finding.expected = meant.map(|meant| meant.value.clone());
        finding.also.extend(meant.map(|meant| meant.place));
        finding.blok = Some(name.clone());
        Some(self.findings.push(finding))
    }
}

/// A figure with its cell ("Total anggaran (D15)"): how another finding names what follows from it.
fn label(what: &Text, place: Place) -> Text {
    Text::new(format!("{} ({})", what.id, place.cell), format!("{} ({})", what.en, place.cell))
}

/// A name for comparison: case, spaces and punctuation aside ("Kabupaten/ Kota" is "KABUPATEN/KOTA").
fn key(name: &str) -> String {
    let words: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    fold(&words)
}
