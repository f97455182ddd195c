//! Texts such as `4.900` that are two numbers: the column decides, then the figures around; what stays ambiguous is
//! said and counts as nothing.

use std::collections::BTreeMap;

use lampiran_core::{Anggaran, Bagian, Decimal, Indikator, Nilai, Persen, Place, Rupiah, Sourced, Ukuran};

use super::desk::{Desk, Spot, Unsure};
use super::notices;
use crate::figure::Style;

/// Decides the ambiguous texts of a section.
pub(super) fn resolve(desk: &mut Desk, bagian: &mut Bagian) {
    let styles = std::mem::take(&mut desk.styles);
    let mut unsure = std::mem::take(&mut desk.unsure);
    if unsure.is_empty() {
        return;
    }
    let nama = bagian.nama();
    let judge = |place: Place| column_style(&styles, place.cell.col);
    for anggaran in bagian.sasaran.iter_mut().flat_map(|sasaran| &mut sasaran.anggaran) {
        let blok = anggaran.nama.value.clone();
        anggaran_block(anggaran, &mut unsure, &judge);
        say_rest(desk, &mut unsure, anggaran_places(anggaran), Spot { bagian: &nama, blok: &blok, bulan: None });
    }
    for indikator in bagian.sasaran.iter_mut().flat_map(|sasaran| &mut sasaran.indikator) {
        let blok = indikator.uraian.value.clone();
        indikator_block(indikator, &mut unsure, &judge);
        say_rest(desk, &mut unsure, indikator_places(indikator), Spot { bagian: &nama, blok: &blok, bulan: None });
    }
    if let Some(total) = &mut bagian.total {
        for value in [&mut total.tahunan, &mut total.target, &mut total.realisasi] {
            let style = judge(value.place);
            settle(value, &mut unsure, style, Rupiah);
        }
        let style = judge(total.persen.place);
        settle(&mut total.persen, &mut unsure, style, Persen);
    }
    let spot = Spot { bagian: &nama, blok: "", bulan: None };
    let rest: Vec<Place> = unsure.keys().copied().collect();
    say_rest(desk, &mut unsure, rest, spot);
}

/// The style that the other texts of a column show, where they all show the same.
fn column_style(styles: &BTreeMap<u16, [usize; 2]>, col: u16) -> Option<Style> {
    let one = |[indonesian, english]: [usize; 2]| match (indonesian, english) {
        (1.., 0) => Some(Style::Indonesian),
        (0, 1..) => Some(Style::English),
        _ => None,
    };
    let all = || styles.values().fold([0, 0], |sum, [a, b]| [sum[0] + a, sum[1] + b]);
    match styles.get(&col) {
        Some(own) if *own != [0, 0] => one(*own),
        // A column that shows nothing is written by the same hand as the rest of the section.
        _ => one(all()),
    }
}

/// Gives a value the number its text means in a style.
fn settle<T>(
    value: &mut Sourced<Nilai<T>>,
    unsure: &mut BTreeMap<Place, Unsure>,
    style: Option<Style>,
    make: impl Fn(Decimal) -> T,
) {
    let Some(style) = style else { return };
    let Some(found) = unsure.remove(&value.place) else { return };
    value.value = Nilai::Angka(make(match style {
        Style::Indonesian => found.indonesian,
        Style::English => found.english,
    }));
}

fn anggaran_block(
    anggaran: &mut Anggaran,
    unsure: &mut BTreeMap<Place, Unsure>,
    judge: &impl Fn(Place) -> Option<Style>,
) {
    let by_sum = fitting_style(
        unsure,
        &anggaran.tahunan,
        anggaran.bulan.iter().filter_map(|(_, bulan)| bulan.as_ref()).map(|bulan| &bulan.target),
        |rupiah| Some(rupiah.0),
    );
    // Rupiah have two decimals at most: beside whole amounts in the thousands, three digits are a group.
    let whole = anggaran
        .bulan
        .iter()
        .filter_map(|(_, bulan)| bulan.as_ref())
        .map(|bulan| &bulan.target)
        .chain([&anggaran.tahunan]);
    let known: Vec<Decimal> = whole
        .filter_map(|value| value.value.angka())
        .map(|rupiah| rupiah.0)
        .filter(|amount| !amount.is_zero())
        .collect();
    let by_kind =
        !known.is_empty() && known.iter().all(|amount| amount.is_integer() && amount.abs() >= Decimal::ONE_THOUSAND);
    let amount = |place| judge(place).or(by_sum);
    let make = |number: Decimal| Rupiah(number.normalize());
    let grouped = |style: Option<Style>, unsure: &BTreeMap<Place, Unsure>, place: &Place| {
        style.or_else(|| {
            let found = unsure.get(place).filter(|_| by_kind)?;
            Some(if found.indonesian.is_integer() { Style::Indonesian } else { Style::English })
        })
    };
    let style = grouped(amount(anggaran.tahunan.place), unsure, &anggaran.tahunan.place);
    settle(&mut anggaran.tahunan, unsure, style, make);
    for bulan in anggaran.bulan.iter_mut().filter_map(|(_, bulan)| bulan.as_mut()) {
        for value in [&mut bulan.target, &mut bulan.realisasi] {
            let style = grouped(amount(value.place), unsure, &value.place);
            settle(value, unsure, style, make);
        }
        let exact = ratio(bulan.realisasi.value.angka().map(|r| r.0), bulan.target.value.angka().map(|r| r.0));
        let style = judge(bulan.persen.place).or_else(|| fitting_percentage(unsure, &bulan.persen.place, exact));
        settle(&mut bulan.persen, unsure, style, Persen);
    }
}

fn indikator_block(
    indikator: &mut Indikator,
    unsure: &mut BTreeMap<Place, Unsure>,
    judge: &impl Fn(Place) -> Option<Style>,
) {
    let by_sum = fitting_style(
        unsure,
        &indikator.target_tahunan,
        indikator.bulan.iter().filter_map(|(_, bulan)| bulan.as_ref()).map(|bulan| &bulan.target),
        Ukuran::bilangan,
    );
    let style = judge(indikator.target_tahunan.place).or(by_sum);
    settle(&mut indikator.target_tahunan, unsure, style, Ukuran::Bilangan);
    for bulan in indikator.bulan.iter_mut().filter_map(|(_, bulan)| bulan.as_mut()) {
        for value in [&mut bulan.target, &mut bulan.realisasi] {
            let style = judge(value.place).or(by_sum);
            settle(value, unsure, style, Ukuran::Bilangan);
        }
        let number = |value: &Sourced<Nilai<Ukuran>>| value.value.angka().and_then(Ukuran::bilangan);
        let exact = ratio(number(&bulan.realisasi), number(&bulan.target));
        let style = judge(bulan.persen.place).or_else(|| fitting_percentage(unsure, &bulan.persen.place, exact));
        settle(&mut bulan.persen, unsure, style, Persen);
    }
}

/// The one style in which the months add up to the year, or the last month is the year's; none where both or neither do.
fn fitting_style<'v, T: 'v>(
    unsure: &BTreeMap<Place, Unsure>,
    year: &Sourced<Nilai<T>>,
    months: impl Iterator<Item = &'v Sourced<Nilai<T>>>,
    number: impl Fn(&T) -> Option<Decimal>,
) -> Option<Style> {
    let of = |value: &Sourced<Nilai<T>>, style: Style| match unsure.get(&value.place) {
        Some(found) if style == Style::Indonesian => Some(found.indonesian),
        Some(found) => Some(found.english),
        None => value.value.angka().and_then(&number),
    };
    let months: Vec<&Sourced<Nilai<T>>> = months.collect();
    let fits = |style: Style| {
        let year = of(year, style)?;
        let months: Vec<Decimal> = months.iter().filter_map(|month| of(month, style)).collect();
        let sum = months.iter().try_fold(Decimal::ZERO, |sum, month| sum.checked_add(*month))?;
        Some(sum == year || months.last() == Some(&year))
    };
    match (fits(Style::Indonesian) == Some(true), fits(Style::English) == Some(true)) {
        (true, false) => Some(Style::Indonesian),
        (false, true) => Some(Style::English),
        _ => None,
    }
}

fn fitting_percentage(unsure: &BTreeMap<Place, Unsure>, place: &Place, exact: Option<Persen>) -> Option<Style> {
    let (found, exact) = (unsure.get(place)?, exact?);
    let fits = |number: Decimal| exact.rounded_to(number.scale()).0 == number;
    match (fits(found.indonesian), fits(found.english)) {
        (true, false) => Some(Style::Indonesian),
        (false, true) => Some(Style::English),
        _ => None,
    }
}

fn ratio(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Persen> {
    Persen::of(part?, whole?)
}

fn anggaran_places(anggaran: &Anggaran) -> Vec<Place> {
    let months = anggaran.bulan.iter().filter_map(|(_, bulan)| bulan.as_ref());
    let places = months.flat_map(|bulan| [bulan.target.place, bulan.realisasi.place, bulan.persen.place]);
    [anggaran.tahunan.place].into_iter().chain(places).collect()
}

fn indikator_places(indikator: &Indikator) -> Vec<Place> {
    let months = indikator.bulan.iter().filter_map(|(_, bulan)| bulan.as_ref());
    let places = months.flat_map(|bulan| [bulan.target.place, bulan.realisasi.place, bulan.persen.place]);
    [indikator.target_tahunan.place].into_iter().chain(places).collect()
}

/// Says which texts stay ambiguous; those that were decided are numbers typed as text like any other.
fn say_rest(desk: &mut Desk, unsure: &mut BTreeMap<Place, Unsure>, places: Vec<Place>, spot: Spot) {
    for place in places {
        if let Some(found) = unsure.remove(&place) {
            desk.say(spot.mark(notices::ambiguous(place, &found)));
        }
    }
}
