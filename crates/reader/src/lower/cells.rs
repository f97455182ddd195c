//! Cells of figures: nil, blank, a number, or something that is said and counts as nothing.

use lampiran_core::{CellRef, Decimal, Nilai, Persen, Place, Rupiah, Sourced, Ukuran};
use rust_decimal::RoundingStrategy;

use super::desk::{Desk, Spot, Unsure};
use super::notices;
use crate::figure::{self, Value};
use crate::grid::{Cell, Content, Format, Number, Shown};
use crate::view::View;
use crate::words;

/// A cell to be read, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Source<'p, 'a> {
    pub(super) view: &'p View<'a>,
    pub(super) cell: Option<&'a Cell>,
    /// Where it is, or would be.
    pub(super) at: CellRef,
    pub(super) spot: Spot<'p>,
}

/// What a cell holds, before its column says what that means.
enum Raw<'a> {
    Blank,
    Nil,
    Number(Decimal, Format),
    /// A number typed as text; `None` where it is two numbers and the column must decide.
    Text {
        number: Option<Decimal>,
        unit: String,
        text: &'a str,
    },
    Words(&'a str),
    Error(&'a str),
    /// Said already.
    Unreadable,
}

impl<'a> Source<'_, 'a> {
    fn place(&self) -> Place {
        self.view.place(self.at)
    }

    /// What the cell holds; `expected` is the percentage that should stand there, where that is known.
    fn raw(&self, desk: &mut Desk, expected: Option<Persen>) -> Raw<'a> {
        let Some(cell) = self.cell else { return Raw::Blank };
        if self.view.is_computed(cell.at()) {
            desk.computed.places.push(self.place());
        }
        if self.view.foreign.contains(&cell.at()) && cell.content != Content::Uncalculated {
            desk.foreign.places.push(self.place());
        }
        match self.view.content(cell) {
            Content::Number(number) if cell.format().shown == Shown::Date => {
                desk.say(self.spot.mark(notices::became_date(
                    self.place(),
                    number.decimal(),
                    self.view.sheet.date_1904,
                    expected,
                )));
                Raw::Unreadable
            }
            Content::Number(number) => Raw::Number(number.decimal(), cell.format()),
            Content::Text(text) => self.text(desk, text),
            Content::Bool(true) => Raw::Words("TRUE"),
            Content::Bool(false) => Raw::Words("FALSE"),
            Content::Error(error) => Raw::Error(error),
            Content::Unreadable(text) => {
                desk.say(self.spot.mark(notices::unreadable(self.place(), text)));
                Raw::Unreadable
            }
            Content::Uncalculated => {
                let formula = self.view.sheet.formulas.get(&cell.at()).map(AsRef::as_ref);
                desk.say(self.spot.mark(notices::never_calculated(self.place(), formula)));
                Raw::Unreadable
            }
        }
    }

    fn text(&self, desk: &mut Desk, text: &'a str) -> Raw<'a> {
        if words::is_blank(text) {
            return Raw::Blank;
        }
        if words::is_nil(text) {
            return Raw::Nil;
        }
        let Some(figure) = figure::parse(text) else { return Raw::Words(text) };
        match figure.value {
            Value::Exact(number, style) => {
                desk.text_number(self.place(), number, style);
                Raw::Text { number: Some(number), unit: figure.unit, text }
            }
            Value::Either { indonesian, english } => {
                let unsure = Unsure { text: words::tidy(text), indonesian, english, scale: 1 };
                desk.unsure.insert(self.place(), unsure);
                Raw::Text { number: None, unit: figure.unit, text }
            }
        }
    }

    /// Says that a cell fits no reading.
    fn unreadable<T>(&self, desk: &mut Desk, text: &str) -> Nilai<T> {
        desk.no_number(self.place());
        desk.say(self.spot.mark(notices::unreadable(self.place(), text)));
        Nilai::TakTerbaca
    }

    fn error<T>(&self, desk: &mut Desk, error: &str) -> Nilai<T> {
        desk.say(self.spot.mark(notices::error_cell(self.place(), error, None)));
        Nilai::TakTerbaca
    }

    /// An amount of rupiah; the heading may scale it.
    pub(super) fn amount(self, desk: &mut Desk, scale: u32) -> Sourced<Nilai<Rupiah>> {
        let scaled = |number: Decimal| Rupiah(number.saturating_mul(scale.into()).normalize());
        let value = match self.raw(desk, None) {
            Raw::Blank => Nilai::Kosong,
            Raw::Nil => Nilai::Nihil,
            Raw::Number(number, format) => {
                if format.shown == Shown::Percent {
                    desk.say(self.spot.mark(notices::amount_in_percent(self.place(), number)));
                }
                Nilai::Angka(scaled(number))
            }
            Raw::Text { number: Some(number), unit, .. } if unit.is_empty() => Nilai::Angka(scaled(number)),
            Raw::Text { number: None, unit, .. } if unit.is_empty() => {
                if let Some(unsure) = desk.unsure.get_mut(&self.place()) {
                    unsure.scale = scale;
                }
                Nilai::TakTerbaca
            }
            Raw::Text { text, .. } | Raw::Words(text) => self.unreadable(desk, text),
            Raw::Error(error) => self.error(desk, error),
            Raw::Unreadable => Nilai::TakTerbaca,
        };
        Sourced::new(value, self.place())
    }

    /// A target or realisasi of kinerja, in `satuan`.
    pub(super) fn ukuran(self, desk: &mut Desk, satuan: &str) -> Sourced<Nilai<Ukuran>> {
        let value = match self.raw(desk, None) {
            Raw::Blank => Nilai::Kosong,
            Raw::Nil => Nilai::Nihil,
            Raw::Number(number, format) => {
                if format.shown == Shown::Percent {
                    desk.percentages.push(self.place());
                }
                Nilai::Angka(Ukuran::Bilangan(as_shown(number, format)))
            }
            Raw::Text { number, unit, .. } if fits(&unit, satuan) => {
                number.map_or(Nilai::TakTerbaca, |number| Nilai::Angka(Ukuran::Bilangan(number)))
            }
            Raw::Text { text, unit, .. } => {
                desk.no_number(self.place());
                desk.say(self.spot.mark(notices::other_unit(self.place(), text, &unit, satuan)));
                Nilai::TakTerbaca
            }
            Raw::Words(text) if is_predikat(text) => Nilai::Angka(Ukuran::Predikat(words::tidy(text).into())),
            Raw::Words(text) => self.unreadable(desk, text),
            Raw::Error(error) => self.error(desk, error),
            Raw::Unreadable => Nilai::TakTerbaca,
        };
        Sourced::new(value, self.place())
    }

    /// A figure handed in, of which it is not known yet what it is counted in, and the unit that stands behind it.
    pub(super) fn masukan(self, desk: &mut Desk) -> (Sourced<Nilai<Ukuran>>, String) {
        let mut unit = String::new();
        let value = match self.raw(desk, None) {
            Raw::Blank => Nilai::Kosong,
            Raw::Nil => Nilai::Nihil,
            Raw::Number(number, format) => {
                if format.shown == Shown::Percent {
                    "%".clone_into(&mut unit);
                }
                Nilai::Angka(Ukuran::Bilangan(as_shown(number, format)))
            }
            // No workbook can store more digits than a number has.
            Raw::Text { number: Some(number), text, .. } if Number::from_decimal(number).is_none() => {
                self.unreadable(desk, text)
            }
            Raw::Text { number, unit: typed, .. } => {
                unit = typed;
                number.map_or(Nilai::TakTerbaca, |number| Nilai::Angka(Ukuran::Bilangan(number)))
            }
            Raw::Words(text) if is_predikat(text) => Nilai::Angka(Ukuran::Predikat(words::tidy(text).into())),
            Raw::Words(text) => self.unreadable(desk, text),
            Raw::Error(error) => self.error(desk, error),
            Raw::Unreadable => Nilai::TakTerbaca,
        };
        (Sourced::new(value, self.place()), unit)
    }

    /// A percentage as written, in points; `part` and `whole` are the figures it is taken of, where they are numbers.
    pub(super) fn persen(
        self,
        desk: &mut Desk,
        part: Option<Decimal>,
        whole: Option<Decimal>,
    ) -> Sourced<Nilai<Persen>> {
        let exact = part.zip(whole).and_then(|(part, whole)| Persen::of(part, whole));
        let value = match self.raw(desk, exact.map(Persen::rounded)) {
            Raw::Blank => Nilai::Kosong,
            Raw::Nil => Nilai::Nihil,
            Raw::Number(number, format) if format.shown == Shown::Percent => {
                Nilai::Angka(rounded(number.saturating_mul(Decimal::ONE_HUNDRED), format.decimals))
            }
            Raw::Number(number, format) => {
                Nilai::Angka(self.fraction(desk, number, exact).unwrap_or_else(|| rounded(number, format.decimals)))
            }
            Raw::Text { number, unit, .. } if unit.is_empty() || is_percent_word(&unit) => match number {
                Some(number) if unit.is_empty() => {
                    Nilai::Angka(self.fraction(desk, number, exact).unwrap_or(Persen(number)))
                }
                Some(number) => Nilai::Angka(Persen(number)),
                None => Nilai::TakTerbaca,
            },
            Raw::Text { text, .. } | Raw::Words(text) => self.unreadable(desk, text),
            Raw::Error(error) if exact.is_some() => {
                desk.say(self.spot.mark(notices::error_cell(self.place(), error, exact.map(Persen::rounded))));
                Nilai::TakTerbaca
            }
            Raw::Error(_) => {
                desk.no_percentage.places.push(self.place());
                Nilai::Nihil
            }
            Raw::Unreadable => Nilai::TakTerbaca,
        };
        Sourced::new(value, self.place())
    }

    /// The points of a plain number that only fits as a fraction (0.95 for 95 %); it is said.
    fn fraction(&self, desk: &mut Desk, number: Decimal, exact: Option<Persen>) -> Option<Persen> {
        let exact = exact?;
        let number = number.normalize();
        let at = |decimals| exact.rounded_to(decimals).0;
        if number.is_zero() || number == at(number.scale()) {
            return None;
        }
        let points = number.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
        let exact_points = points == at(points.scale());
        exact_points.then(|| {
            let points = Persen(points).rounded();
            desk.say(self.spot.mark(notices::looks_like_fraction(self.place(), number, points)));
            points
        })
    }
}

/// A number with the decimals it is shown with, where those are more than stored; a percent format counts in points.
fn as_shown(number: Decimal, format: Format) -> Decimal {
    let mut number = match format.shown {
        Shown::Percent => number.saturating_mul(Decimal::ONE_HUNDRED).normalize(),
        _ => number,
    };
    let decimals = format.decimals.map_or(0, u32::from).min(Decimal::MAX_SCALE);
    if decimals > number.scale() {
        number.rescale(decimals);
    }
    number
}

/// A percentage at the precision it is shown with: the format's decimals, half up, but no more than were typed (202 stays
/// 202 where the format shows 202,00); two at most where the format says none.
fn rounded(points: Decimal, decimals: Option<u8>) -> Persen {
    match decimals {
        Some(decimals) => Persen(points).rounded_to(points.normalize().scale().min(decimals.into())),
        None => Persen(points.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()),
    }
}

/// Whether a unit typed behind a number is the satuan of the indikator, or part of it.
fn fits(unit: &str, satuan: &str) -> bool {
    let satuan = words::fold(satuan);
    unit.is_empty()
        || unit == satuan
        || (is_percent_word(unit) && is_percent_word(&satuan))
        || satuan.split(' ').any(|word| word == unit)
        || unit.split(' ').any(|word| word == satuan)
}

fn is_percent_word(word: &str) -> bool {
    matches!(word, "%" | "persen" | "persentase" | "prosentase")
}

/// Whether a text is a target that is no number (`WTP`, `A`, `√`, `Tepat Waktu`), as against a number mistyped.
fn is_predikat(text: &str) -> bool {
    let text = words::tidy(text);
    let opens_with_word = text.chars().take_while(|c| c.is_alphabetic()).count() >= 2;
    let has_digit = text.contains(|c: char| c.is_numeric());
    let lone_zero = matches!(text.as_str(), "O" | "o" | "l");
    !lone_zero && figure::meant(&text).is_none() && (!has_digit || opens_with_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_predikat_is_no_mistyped_number() {
        for text in ["WTP", "A", "√", "Tepat Waktu", "BB", "Baik (80)", "Sangat Baik"] {
            assert!(is_predikat(text), "{text}");
        }
        for text in ["1O", "O", "l2", "4,9,0", "12/3", "3 x 2"] {
            assert!(!is_predikat(text), "{text}");
        }
    }

    #[test]
    fn units_fit_their_satuan() {
        assert!(
            fits("laporan", "Laporan") && fits("%", "Persen") && fits("", "x") && fits("dokumen", "Dokumen/Laporan")
        );
        assert!(!fits("dokumen", "Laporan") && !fits("%", "Nilai"));
    }

    #[test]
    fn precision_is_that_of_the_cell() {
        let format = |decimals| Format { decimals, ..Format::default() };
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(as_shown(number("4.9"), format(Some(2))).to_string(), "4.90");
        assert_eq!(as_shown(number("4.905"), format(Some(2))).to_string(), "4.905");
        assert_eq!(rounded(number("10.885"), Some(2)).0.to_string(), "10.89");
        assert_eq!(rounded(number("100"), None).0.to_string(), "100");
        assert_eq!(rounded(number("10.8869"), None).0.to_string(), "10.89");
    }
}
