//! The findings put together: what follows from one cause is folded into it, many of a kind become one.

mod many;
mod places;

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use places::places;

use crate::culprit::{Cause, Origin, Search};
use crate::facts::{Facts, Isi};
use crate::sums::{CellId, Kind, Role, State};
use crate::wording::{figure, plain};
use crate::{Bulan, Diagnostic, Grade, Place, Text};

/// All findings, with where to find those of a cell.
pub(crate) struct Findings<'f, 'a> {
    facts: &'f Facts<'a>,
    list: Vec<Option<Diagnostic>>,
    /// The findings at a cell, or that name it.
    at: HashMap<Place, Vec<usize>>,
    /// How many of them come from the reading.
    reading: usize,
}

impl<'f, 'a> Findings<'f, 'a> {
    /// Begins with what the reading noticed.
    pub fn new(facts: &'f Facts<'a>, reading: Vec<Diagnostic>) -> Self {
        let mut findings = Self { facts, list: Vec::new(), at: HashMap::new(), reading: reading.len() };
        for finding in reading {
            for place in &finding.also {
                findings.at.entry(*place).or_default().push(findings.list.len());
            }
            findings.push(finding);
        }
        findings
    }

    /// Adds what a check found, unless the reading has said of that cell that its figure cannot be taken.
    pub fn extend(&mut self, found: Vec<Diagnostic>) {
        for finding in found {
            let known = finding.place().is_some_and(|place| self.is_without_value(place));
            if !known {
                self.push(finding);
            }
        }
    }

    /// Adds a finding; gives its number.
    pub fn push(&mut self, finding: Diagnostic) -> usize {
        let number = self.list.len();
        if let Some(place) = finding.place() {
            self.at.entry(place).or_default().push(number);
        }
        self.list.push(Some(finding));
        number
    }

    /// The findings at these cells that explain why another figure made of them is off, each by its number, with by how
    /// much: what the right figure has more than the written one; nothing where none could be read, which explains all.
    pub fn explanations(&self, cells: &[Place]) -> impl Iterator<Item = (Option<Decimal>, usize)> {
        let number = |fact: &Option<String>| fact.as_ref().and_then(|fact| fact.parse::<Decimal>().ok());
        let delta = move |finding: &Diagnostic| match (&finding.found, number(&finding.found)) {
            (Some(_), None) => Some(None),
            (_, written) => Some(Some(number(&finding.expected)?.saturating_sub(written.unwrap_or_default()))),
        };
        cells.iter().filter_map(|cell| self.at.get(cell)).flatten().filter_map(move |found| {
            let finding = self.list.get(*found)?.as_ref().filter(|finding| finding.grade == Grade::Salah)?;
            Some((delta(finding)?, *found))
        })
    }

    /// Adds to a finding a figure that merely follows from it.
    pub fn follow(&mut self, number: usize, label: Text) {
        if let Some(Some(finding)) = self.list.get_mut(number) {
            finding.follows.push(label);
        }
    }

    /// Whether the reading said that a formula of this cell has no stored result.
    fn is_without_value(&self, place: Place) -> bool {
        self.named(place, |name| name == "rumus-tanpa-nilai").is_some()
    }

    /// The finding at a cell (or that names it) with a name that fits.
    pub fn named(&self, place: Place, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let here = self.at.get(&place)?.iter().copied();
        here.into_iter().find(|i| self.list.get(*i).is_some_and(|f| f.as_ref().is_some_and(|f| fits(f.name))))
    }

    /// Blocks of which the reading said that a month is missing, doubled or out of order.
    pub fn gaps(&self) -> HashSet<usize> {
        let cells: HashSet<Place> = self
            .list
            .iter()
            .flatten()
            .filter(|finding| finding.name.starts_with("bulan-"))
            .flat_map(|finding| finding.place().into_iter().chain(finding.also.iter().copied()))
            .collect();
        if cells.is_empty() {
            return HashSet::new();
        }
        let blocks = self.facts.blok.iter().enumerate();
        blocks.filter(|(_, blok)| places(&blok.isi).iter().any(|place| cells.contains(place))).map(|(i, _)| i).collect()
    }

    /// Adds a cause: folded into the finding that names its cell already, where there is one.
    pub fn explain(&mut self, search: &Search, cause: &Cause) {
        match cause.origin {
            Origin::Figure => self.explain_figure(search, cause),
            Origin::Exchanged => self.explain_exchanged(search, cause),
            Origin::NoFigure(cell) => self.explain_missing(search, cause, cell),
            Origin::Repeated(blok) => {
                let place = self.facts.blok.get(blok).map(super::facts::Blok::place);
                let known = place.and_then(|place| self.named(place, |name| name == "anggaran-terhitung-ganda"));
                let advice = self.repeated(search, cause, blok);
                self.fold(search, cause, known, |finding| {
                    finding.grade = Grade::Salah;
                    finding.advice = advice.or_else(|| finding.advice.take());
                });
            }
            Origin::Hidden(bagian) => {
                let hidden = self.section_finding(bagian, "baris-tersembunyi");
                self.fold(search, cause, hidden, |_| {});
            }
            Origin::Outside(bagian) => {
                let outside = self.section_finding(bagian, "realisasi-di-luar-periode");
                self.fold(search, cause, outside, |_| {});
            }
        }
    }

    /// What to do about a kegiatan printed twice: TOTAL counts it twice, or another one was overwritten by it.
    fn repeated(&self, search: &Search, cause: &Cause, blok: usize) -> Option<Text> {
        let equation = search.sums.equation(cause.equation);
        let (copy, (whole, sum)) = (self.facts.blok.get(blok)?, search.written.get(&cause.equation)?);
        if equation.kind != Kind::TotalTahunan {
            return None;
        }
        let (cell, over) = (copy.place().cell, whole.saturating_sub(*sum));
        let total = search.sums.label(equation.whole, copy.place().sheet);
        if over == search.sums.cell(search.sums.tahunan(blok)).value {
            let right = figure(*sum);
            return Some(Text::new(
                format!(
                    "{} menghitungnya dua kali: kosongkan sisi anggaran di {cell}, TOTAL menjadi {right}.",
                    total.id
                ),
                format!("{} counts it twice: clear the budget side at {cell}, TOTAL becomes {right}.", total.en),
            ));
        }
        if over <= Decimal::ZERO {
            return Some(Text::new(
                format!("Tulis kembali kegiatan yang tertimpa di {cell}."),
                format!("Write back the kegiatan that was overwritten at {cell}."),
            ));
        }
        let over = figure(over);
        Some(Text::new(
            format!(
                "{} memuat {over} yang tidak ada kegiatannya: tulis kembali kegiatan yang tertimpa di {cell}.",
                total.id
            ),
            format!(
                "{} holds {over} that no kegiatan accounts for: write back the one overwritten at {cell}.",
                total.en
            ),
        ))
    }

    /// Says of hidden blocks whether TOTAL agrees without them.
    pub fn say_hidden(&mut self, search: &Search) {
        for (nomor, blok) in self.facts.blok.iter().enumerate().filter(|(_, blok)| blok.tersembunyi()) {
            let Isi::Anggaran(_) = blok.isi else { continue };
            let total =
                search.sums.total(blok.bagian, Role::TotalTahunan).filter(|total| search.sums.is_written(*total));
            let known = self.named(blok.place(), |name| name == "baris-tersembunyi");
            let (Some(_), Some(Some(finding))) = (total, known.and_then(|known| self.list.get_mut(known))) else {
                continue;
            };
            let counted = search.causes.iter().any(|cause| cause.origin == Origin::Hidden(blok.bagian));
            let (id, en) = if counted {
                ("TOTAL masih menghitungnya.", "TOTAL still counts it.")
            } else {
                ("TOTAL cocok tanpa baris itu.", "TOTAL agrees without these rows.")
            };
            let value = search.sums.cell(search.sums.tahunan(nomor)).value;
            let Text { id: message, en: english } = &finding.message;
            finding.message = Text::new(format!("{message} {id}"), format!("{english} {en}"));
            finding.found.get_or_insert_with(|| plain(value));
        }
    }

    /// A wrong figure: it speaks through the finding of its own cell, or of its block's pagu, where there is one.
    fn explain_figure(&mut self, search: &Search, cause: &Cause) {
        let finding = search.explain(cause);
        let cell = search.sums.cell(search.cell_of(cause));
        let one = matches!(cause.suspects.as_slice(), [_]);
        let own = self.named(cell.place, |name| {
            matches!(name, "nilai-negatif" | "nilai-bersen") || (name == "realisasi-tanpa-target" && one)
        });
        let blok = cell.owner as usize;
        let pagu = match (cell.role, cause.suspects.as_slice()) {
            (Role::Realisasi, [suspect]) => self.over_pagu(search, blok).filter(|known| {
                // Another figure of the block may be what passes it.
                let less = suspect.written.saturating_sub(suspect.right);
                self.excess(*known).is_some_and(|excess| excess <= less)
            }),
            _ => None,
        };
        if one && cell.role < Role::TotalTahunan {
            self.drop_companions(search, cause);
        }
        let Some(known) = own.filter(|_| one).or(pagu) else {
            self.push(finding);
            return;
        };
        if let Some(Some(known)) = self.list.get_mut(known) {
            let message = std::mem::replace(&mut known.message, Text::new("", ""));
            let (name, mut also) = (known.name, std::mem::take(&mut known.also));
            also.retain(|place| !finding.also.contains(place) && Some(*place) != finding.place());
            *known = finding;
            known.name = name;
            known.message = message;
            known.also.extend(also);
        }
    }

    /// Two figures exchanged: where the months of their rows are, that is why.
    fn explain_exchanged(&mut self, search: &Search, cause: &Cause) {
        let owners = cause.suspects.iter().map(|suspect| search.sums.cell(suspect.cell).owner as usize);
        let owners: Vec<usize> = owners.collect();
        let is_order = |name: &str| name == "bulan-tidak-urut";
        let places = owners.iter().filter_map(|blok| Some(places(&self.facts.blok.get(*blok)?.isi))).flatten();
        let known = places.into_iter().find_map(|place| self.named(place, is_order));
        if cause.suspects.len() == 2 {
            self.drop_companions(search, cause);
        }
        self.fold(search, cause, known, |_| {});
    }

    /// The finding that a block's realisasi exceed its pagu.
    fn over_pagu(&self, search: &Search, blok: usize) -> Option<usize> {
        Bulan::all().find_map(|bulan| {
            let place = search.sums.cell(search.sums.month(blok, bulan, Role::Realisasi)).place;
            self.named(place, |name| name == "realisasi-melebihi-pagu")
        })
    }

    /// By how much the realisasi of a finding are more than its pagu.
    fn excess(&self, known: usize) -> Option<Decimal> {
        let finding = self.list.get(known)?.as_ref()?;
        let figure = |fact: &Option<String>| fact.as_ref()?.parse::<Decimal>().ok();
        Some(figure(&finding.found)?.saturating_sub(figure(&finding.expected)?))
    }

    /// Takes away what is only seen because a figure is wrong: a remark that is due, a month without target.
    fn drop_companions(&mut self, search: &Search, cause: &Cause) {
        let sums = &*search.sums;
        let cell = sums.cell(search.cell_of(cause));
        let blok = cell.owner as usize;
        if cell.role == Role::Tahunan {
            let right = cause.suspects.first().map(|suspect| suspect.right);
            if let Some(slot) = self.over_pagu(search, blok).and_then(|known| self.list.get_mut(known)) {
                let spent = slot.as_ref().and_then(|finding| finding.found.as_ref()?.parse().ok());
                if spent <= right {
                    *slot = None;
                }
            }
            return;
        }
        let Some(bulan) = cell.bulan else { return };
        for role in [Role::Realisasi, Role::Persen] {
            let place = sums.cell(sums.month(blok, bulan, role)).place;
            let fits = |name: &str| {
                matches!(name, "realisasi-tanpa-target" | "capaian-tinggi-tanpa-keterangan" | "persen-tidak-cocok")
            };
            let companion = self.named(place, fits).filter(|_| place != cell.place);
            if let Some(slot) = companion.and_then(|known| self.list.get_mut(known)) {
                *slot = None;
            }
        }
    }

    /// A cell without figure: the finding that says so gets what the sums tell of it.
    fn explain_missing(&mut self, search: &Search, cause: &Cause, cell: CellId) {
        let found = search.sums.cell(cell);
        let known = match self.named(found.place, |name| !name.starts_with("bulan-")) {
            None if search.state_before(cause, cell) == State::TakAda => self.gap_finding(found.owner as usize),
            known => known,
        };
        let place = found.place;
        self.fold(search, cause, known, |finding| {
            if finding.count != 1 || finding.place() != Some(place) {
                return;
            }
            let name = place.cell;
            let hint = match cause.suspects.as_slice() {
                [one] if finding.expected.as_ref().is_some_and(|known| *known == plain(one.right)) => {
                    Text::new("Jumlahnya cocok dengan itu.", "The sums agree.")
                }
                [one] => {
                    finding.expected = Some(plain(one.right));
                    let said = figure(one.right);
                    Text::new(
                        format!("Menurut jumlahnya, {name} mungkin {said}."),
                        format!("By the sums, {name} may be {said}."),
                    )
                }
                [one, other] => {
                    let (one, other) = (figure(one.right), figure(other.right));
                    Text::new(
                        format!(
                            "Jumlahnya berbeda: menurut yang satu {name} mungkin {one}, menurut yang lain {other}."
                        ),
                        format!("The sums disagree: by one {name} may be {one}, by another {other}."),
                    )
                }
                _ => return,
            };
            finding.advice = Some(match finding.advice.take() {
                Some(advice) => Text::new(format!("{} {}", advice.id, hint.id), format!("{} {}", advice.en, hint.en)),
                None => hint,
            });
        });
    }

    /// The finding of the reading that a block's months are not twelve.
    fn gap_finding(&self, blok: usize) -> Option<usize> {
        let places = places(&self.facts.blok.get(blok)?.isi);
        places.into_iter().find_map(|place| self.named(place, |name| name.starts_with("bulan-")))
    }

    /// The first finding of a name in a section.
    fn section_finding(&self, bagian: usize, name: &str) -> Option<usize> {
        let rentang = self.facts.rentang.get(bagian)?.clone();
        let blocks = self.facts.blok.get(rentang)?;
        let places = blocks.iter().flat_map(|blok| places(&blok.isi));
        places.into_iter().find_map(|place| self.named(place, |known| known == name))
    }

    /// Folds a cause into a known finding; where there is none, the sum speaks for itself.
    fn fold(&mut self, search: &Search, cause: &Cause, known: Option<usize>, change: impl FnOnce(&mut Diagnostic)) {
        let Some(Some(finding)) = known.and_then(|known| self.list.get_mut(known)) else {
            self.push(search.explain(cause));
            return;
        };
        let home = search.cell_of(cause);
        let sheet = finding.sheet.unwrap_or(search.sums.cell(home).place.sheet);
        let mut cells = vec![search.sums.equation(cause.equation).whole];
        cells.extend(search.follows(cause, home));
        cells.retain(|cell| Some(search.sums.cell(*cell).place) != finding.place());
        let mut follows: Vec<Text> = cells.into_iter().map(|cell| search.sums.label(cell, sheet)).collect();
        follows.retain(|text| !finding.follows.contains(text));
        finding.follows.extend(follows);
        change(finding);
    }

    /// All findings in the order of the document, many of a kind folded, as the settings grade them.
    pub fn finish(self) -> Vec<Diagnostic> {
        let (settings, reading) = (self.facts.settings, self.reading);
        let mut list: Vec<(usize, Diagnostic)> = Vec::new();
        for (order, finding) in self.list.into_iter().enumerate() {
            let Some(mut finding) = finding else { continue };
            if let Some(grade) = settings.grade(finding.name, finding.grade) {
                finding.grade = grade;
                list.push((order, finding));
            }
        }
        let (of_reading, mut of_checks): (Vec<_>, Vec<_>) = list.into_iter().partition(|(order, _)| *order < reading);
        of_checks.sort_by_key(|(order, finding)| (position(finding), *order));
        let checks = many::fold(of_checks.into_iter().map(|(_, finding)| finding).collect());
        let mut all: Vec<Diagnostic> = of_reading.into_iter().map(|(_, finding)| finding).chain(checks).collect();
        all.sort_by_key(position);
        all
    }
}

/// Where a finding stands in the document; what concerns the whole file comes first.
fn position(finding: &Diagnostic) -> (Option<u16>, Option<(u32, u16)>) {
    (finding.sheet.map(|sheet| sheet.0), finding.cell.map(|cell| (cell.row, cell.col)))
}
