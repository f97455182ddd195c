//! Texts such as `4.900` that are two numbers: the column decides, then the figures around; what stays ambiguous is
//! said and counts as nothing.

use std::collections::BTreeMap;

use lampiran_core::{Anggaran, Bagian, Decimal, Indikator, Masukan, Nilai, Persen, Place, Rupiah, Sourced, Ukuran};

use super::desk::{Desk, Spot, Unsure};
use super::notices;
use crate::figure::Style;

/// Decides the ambiguous texts of a section.
pub(super) fn resolve(desk: &mut Desk, bagian: &mut Bagian) {
    let styles = std::mem::take(&mut desk.styles);
    let unsure = std::mem::take(&mut desk.unsure);
    if unsure.is_empty() {
        return;
    }
    let nama = bagian.nama();
    let mut judge = Judge { styles, unsure, decided: Vec::new() };
    for sasaran in &mut bagian.sasaran {
        for indikator in &mut sasaran.indikator {
            judge.indikator(indikator);
            let spot = Spot { bagian: &nama, blok: &indikator.uraian.value, bulan: None };
            let months = indikator.bulan.iter().filter_map(|(_, bulan)| bulan.as_ref());
            let places = months.flat_map(|bulan| [bulan.target.place, bulan.realisasi.place, bulan.persen.place]);
            judge.say_rest(desk, [indikator.target_tahunan.place].into_iter().chain(places), spot);
        }
        for anggaran in &mut sasaran.anggaran {
            judge.anggaran(anggaran);
            let spot = Spot { bagian: &nama, blok: &anggaran.nama.value, bulan: None };
            let months = anggaran.bulan.iter().filter_map(|(_, bulan)| bulan.as_ref());
            let places = months.flat_map(|bulan| [bulan.target.place, bulan.realisasi.place, bulan.persen.place]);
            judge.say_rest(desk, [anggaran.tahunan.place].into_iter().chain(places), spot);
        }
    }
    if let Some(total) = &mut bagian.total {
        for value in [&mut total.tahunan, &mut total.target, &mut total.realisasi] {
            judge.settle(value, None, rupiah);
        }
        judge.settle(&mut total.persen, None, Persen);
    }
    let rest: Vec<Place> = judge.unsure.keys().copied().collect();
    judge.say_rest(desk, rest.into_iter(), Spot { bagian: &nama, blok: "", bulan: None });
    desk.texts.places.extend(judge.decided.iter().map(|(place, _)| place));
    desk.typed.append(&mut judge.decided);
}

/// Decides the ambiguous texts of a table of realisasi by the other texts of its column; what stays ambiguous is said, and
/// what cannot be read leaves the table.
pub(super) fn resolve_masukan(desk: &mut Desk, rows: &mut Vec<Masukan>) {
    let styles = std::mem::take(&mut desk.styles);
    let unsure = std::mem::take(&mut desk.unsure);
    let mut judge = Judge { styles, unsure, decided: Vec::new() };
    for row in &mut *rows {
        judge.settle(&mut row.realisasi, None, Ukuran::Bilangan);
        let spot = Spot { bagian: &row.bagian, blok: &row.nama.value, bulan: Some(row.bulan) };
        judge.say_rest(desk, std::iter::once(row.realisasi.place), spot);
    }
    rows.retain(|row| row.realisasi.value != Nilai::TakTerbaca);
}

/// What is known to decide by.
struct Judge {
    /// How the other texts of each column are written: Indonesian, English.
    styles: BTreeMap<u16, [usize; 2]>,
    unsure: BTreeMap<Place, Unsure>,
    /// What was decided, as it stands in the cell.
    decided: Vec<(Place, Decimal)>,
}

impl Judge {
    /// The style that the other texts of a column show, where they all show the same. A column that shows nothing is
    /// written in the Indonesian way where the rest of the section is; in the English way only where it shows that
    /// itself, for a `4.90%` says nothing of amounts.
    fn column(&self, col: u16) -> Option<Style> {
        let one = |[indonesian, english]: [usize; 2]| match (indonesian, english) {
            (1.., 0) => Some(Style::Indonesian),
            (0, 1..) => Some(Style::English),
            _ => None,
        };
        if let Some(own) = self.styles.get(&col).filter(|own| **own != [0, 0]) {
            return one(*own);
        }
        let all = self.styles.values().fold([0, 0], |sum, [a, b]| [sum[0] + a, sum[1] + b]);
        one(all).filter(|style| *style == Style::Indonesian)
    }

    /// Gives a value the number its text means, by its column, else by `around`.
    fn settle<T>(&mut self, value: &mut Sourced<Nilai<T>>, around: Option<Style>, make: impl Fn(Decimal) -> T) {
        let Some(style) = self.column(value.place.cell.col).or(around) else { return };
        let Some(found) = self.unsure.remove(&value.place) else { return };
        self.decided.push((value.place, found.typed(style)));
        value.value = Nilai::Angka(make(found.in_style(style)));
    }

    fn anggaran(&mut self, anggaran: &mut Anggaran) {
        let targets = || anggaran.bulan.iter().filter_map(|(_, bulan)| bulan.as_ref()).map(|bulan| &bulan.target);
        let by_sum = self.fitting(&anggaran.tahunan, targets(), |rupiah| Some(rupiah.0));
        let known: Vec<Decimal> = targets().chain([&anggaran.tahunan]).filter_map(number).collect();
        let mut known = known.into_iter().filter(|amount| !amount.is_zero()).peekable();
        let whole =
            known.peek().is_some() && known.all(|amount| amount.is_integer() && amount.abs() >= Decimal::ONE_THOUSAND);
        self.amount(&mut anggaran.tahunan, by_sum, whole);
        for bulan in anggaran.bulan.iter_mut().filter_map(|(_, bulan)| bulan.as_mut()) {
            self.amount(&mut bulan.target, by_sum, whole);
            self.amount(&mut bulan.realisasi, by_sum, whole);
            self.persen(&mut bulan.persen, number(&bulan.realisasi), number(&bulan.target));
        }
    }

    /// Rupiah have two decimals at most: beside `whole` amounts in the thousands, three digits are a group.
    fn amount(&mut self, amount: &mut Sourced<Nilai<Rupiah>>, by_sum: Option<Style>, whole: bool) {
        let grouped = self.unsure.get(&amount.place).filter(|_| whole).map(Unsure::grouped_style);
        self.settle(amount, by_sum.or(grouped), rupiah);
    }

    fn indikator(&mut self, indikator: &mut Indikator) {
        let targets = indikator.bulan.iter().filter_map(|(_, bulan)| bulan.as_ref()).map(|bulan| &bulan.target);
        let by_sum = self.fitting(&indikator.target_tahunan, targets, Ukuran::bilangan);
        self.settle(&mut indikator.target_tahunan, by_sum, Ukuran::Bilangan);
        for bulan in indikator.bulan.iter_mut().filter_map(|(_, bulan)| bulan.as_mut()) {
            self.settle(&mut bulan.target, by_sum, Ukuran::Bilangan);
            self.settle(&mut bulan.realisasi, by_sum, Ukuran::Bilangan);
            let bilangan = |value: &Sourced<Nilai<Ukuran>>| value.value.angka().and_then(Ukuran::bilangan);
            self.persen(&mut bulan.persen, bilangan(&bulan.realisasi), bilangan(&bulan.target));
        }
    }

    /// A percentage is the one that its own figures give.
    fn persen(&mut self, persen: &mut Sourced<Nilai<Persen>>, part: Option<Decimal>, whole: Option<Decimal>) {
        let exact = part.zip(whole).and_then(|(part, whole)| Persen::of(part, whole));
        let around = self.unsure.get(&persen.place).zip(exact).and_then(|(found, exact)| {
            only_style(|style| {
                let number = found.in_style(style);
                exact.rounded_to(number.scale()).0 == number
            })
        });
        self.settle(persen, around, Persen);
    }

    /// The one style in which the months add up to the year, or the last month is the year's.
    fn fitting<'v, T: 'v>(
        &self,
        year: &Sourced<Nilai<T>>,
        months: impl Iterator<Item = &'v Sourced<Nilai<T>>>,
        number: impl Fn(&T) -> Option<Decimal>,
    ) -> Option<Style> {
        let of = |value: &Sourced<Nilai<T>>, style: Style| match self.unsure.get(&value.place) {
            Some(found) => Some(found.in_style(style)),
            None => value.value.angka().and_then(&number),
        };
        let months: Vec<&Sourced<Nilai<T>>> = months.collect();
        only_style(|style| {
            let Some(year) = of(year, style) else { return false };
            let months: Vec<Decimal> = months.iter().filter_map(|month| of(month, style)).collect();
            let sum = months.iter().try_fold(Decimal::ZERO, |sum, month| sum.checked_add(*month));
            sum == Some(year) || months.last() == Some(&year)
        })
    }

    /// Says which of these texts stay ambiguous.
    fn say_rest(&mut self, desk: &mut Desk, places: impl Iterator<Item = Place>, spot: Spot) {
        for place in places {
            if let Some(found) = self.unsure.remove(&place) {
                desk.say(spot.mark(notices::ambiguous(place, &found)));
            }
        }
    }
}

/// The style for which something holds, where it holds for just one.
fn only_style(holds: impl Fn(Style) -> bool) -> Option<Style> {
    match (holds(Style::Indonesian), holds(Style::English)) {
        (true, false) => Some(Style::Indonesian),
        (false, true) => Some(Style::English),
        _ => None,
    }
}

fn rupiah(number: Decimal) -> Rupiah {
    Rupiah(number.normalize())
}

fn number(value: &Sourced<Nilai<Rupiah>>) -> Option<Decimal> {
    value.value.angka().map(|rupiah| rupiah.0)
}
