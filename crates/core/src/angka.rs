//! The figures of the form: [`Nilai`] keeps nil, blank and a number apart; [`Rupiah`], [`Persen`] and [`Ukuran`] keep
//! the units apart.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use rust_decimal::{Decimal, RoundingStrategy};

/// What a cell for a figure says. Three of these look empty to a careless reader and are different facts: `-` (nothing
/// planned, nothing realised), blank (not reported yet), and the number 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Nilai<T> {
    /// Blank: not filled in yet.
    Kosong,
    /// `-`: nil.
    Nihil,
    /// A figure.
    Angka(T),
    /// Something stands there that fits no reading; a diagnostic shows it. It counts as nothing and is never guessed.
    TakTerbaca,
}

impl<T> Nilai<T> {
    /// The figure, if there is one.
    pub const fn angka(&self) -> Option<&T> {
        match self {
            Self::Angka(angka) => Some(angka),
            Self::Kosong | Self::Nihil | Self::TakTerbaca => None,
        }
    }

    /// Whether anything was reported: a figure or nil.
    pub const fn is_filled(&self) -> bool {
        matches!(self, Self::Nihil | Self::Angka(_))
    }

    /// Whether the cell is blank.
    pub const fn is_blank(&self) -> bool {
        matches!(self, Self::Kosong)
    }

    /// The same state with the figure changed.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nilai<U> {
        match self {
            Self::Kosong => Nilai::Kosong,
            Self::Nihil => Nilai::Nihil,
            Self::Angka(angka) => Nilai::Angka(change(angka)),
            Self::TakTerbaca => Nilai::TakTerbaca,
        }
    }
}

/// An amount of money in whole or broken rupiah.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rupiah(pub Decimal);

impl Rupiah {
    /// No rupiah at all.
    pub const ZERO: Self = Self(Decimal::ZERO);
}

impl Add for Rupiah {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Rupiah {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Rupiah {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Rupiah {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Rupiah {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_id(self.0))
    }
}

/// A percentage in points: 100 means 100 %. The scale of the decimal is the precision it is written with: `202` (shown
/// rounded to points) and `202.00` are different claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Persen(pub Decimal);

impl Persen {
    /// `part` of `whole` in points, exact to the digits a decimal holds; none where `whole` is 0 or the figures are
    /// too large to divide.
    pub fn of(part: Decimal, whole: Decimal) -> Option<Self> {
        part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole).map(Self)
    }

    /// Two decimals, half up: the precision of the form.
    #[must_use]
    pub fn rounded(self) -> Self {
        self.rounded_to(2)
    }

    /// `decimals` decimals, half up, and written with that many.
    #[must_use]
    pub fn rounded_to(self, decimals: u32) -> Self {
        let mut rounded = self.0.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(decimals);
        Self(rounded)
    }
}

impl fmt::Display for Persen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_id(self.0))
    }
}

/// A kinerja target or realisasi, in the satuan of its indikator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ukuran {
    /// A number; its scale is the precision it is shown with (`4.90`).
    Bilangan(Decimal),
    /// A target that is no number: `WTP`, `A`, `√`, `Tepat Waktu`.
    Predikat(Box<str>),
}

impl Ukuran {
    /// The number, if it is one.
    pub const fn bilangan(&self) -> Option<Decimal> {
        match self {
            Self::Bilangan(bilangan) => Some(*bilangan),
            Self::Predikat(_) => None,
        }
    }
}

impl fmt::Display for Ukuran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bilangan(bilangan) => f.write_str(&format_id(*bilangan)),
            Self::Predikat(predikat) => f.write_str(predikat),
        }
    }
}

/// A number as the form prints it: points group thousands, a comma before the decimals (`2.978.641.819`, `4,90`).
pub fn format_id(number: Decimal) -> String {
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut text = String::with_capacity(plain.len() + plain.len() / 3 + 1);
    if number.is_sign_negative() && !number.is_zero() {
        text.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_the_form_prints_them() {
        for (number, text) in [
            ("2978641819", "2.978.641.819"),
            ("4.90", "4,90"),
            ("0", "0"),
            ("-1500000.5", "-1.500.000,5"),
            ("999", "999"),
            ("1000", "1.000"),
        ] {
            assert_eq!(format_id(number.parse().unwrap_or_default()), text);
        }
    }

    #[test]
    fn percentages_round_half_up_to_two_decimals() {
        let of = |a: i64, b: i64| Persen::of(a.into(), b.into()).map(|p| p.rounded().to_string());
        assert_eq!(of(36_069_364, 331_300_000).as_deref(), Some("10,89"));
        assert_eq!(of(9_400_005, 1_000_000).as_deref(), Some("940,00"));
        assert_eq!(of(1005, 100_000).as_deref(), Some("1,01"));
        assert_eq!(of(1, 0), None);
    }
}
