//! Typing mistakes: which slip of the hand turns the right figure into the one that is written.

use rust_decimal::Decimal;

use crate::Text;

/// A slip of the hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typo {
    /// The cell was left blank.
    Blank,
    /// The sign is wrong.
    Sign,
    /// The figure of the month before stands there.
    Copied,
    /// A comma stands where a point should, so that a thousandth was read.
    Comma,
    /// Two neighbouring digits changed places.
    Swapped,
    /// A zero is missing.
    ZeroLost,
    /// There is a zero too many.
    ZeroDoubled,
    /// A digit is missing.
    DigitLost,
    /// There is a digit too many.
    DigitDoubled,
    /// One digit is another.
    DigitWrong,
}

impl Typo {
    /// Which slip makes `written` of `right`, if one does. `written` is `None` where the cell is blank, `before` the
    /// figure of the month before.
    pub fn between(written: Option<Decimal>, right: Decimal, before: Option<Decimal>) -> Option<Self> {
        let Some(written) = written else { return Some(Self::Blank) };
        if written == right {
            return None;
        }
        if written == -right {
            return Some(Self::Sign);
        }
        if !written.fract().is_zero() && right == written.saturating_mul(Decimal::ONE_THOUSAND) {
            return Some(Self::Comma);
        }
        if before == Some(written) && !written.is_zero() {
            return Some(Self::Copied);
        }
        if written.is_sign_negative() != right.is_sign_negative() {
            return None;
        }
        let (written, right) = (digits(written, right), digits(right, written));
        let order = written.len().cmp(&right.len());
        match order {
            std::cmp::Ordering::Less => match dropped(&right, &written)? {
                b'0' => Some(Self::ZeroLost),
                _ => Some(Self::DigitLost),
            },
            std::cmp::Ordering::Greater => match dropped(&written, &right)? {
                b'0' => Some(Self::ZeroDoubled),
                _ => Some(Self::DigitDoubled),
            },
            std::cmp::Ordering::Equal => exchanged(&written, &right),
        }
    }

    /// How telling it is that this slip fits: a chance difference rarely looks like most of them, but often like one
    /// wrong digit.
    pub const fn weight(self) -> i32 {
        match self {
            Self::DigitWrong => 1,
            Self::DigitLost | Self::DigitDoubled => 2,
            _ => 3,
        }
    }

    /// The slip in words.
    pub fn text(self) -> Text {
        match self {
            Self::Blank => Text::new("selnya kosong", "the cell is blank"),
            Self::Sign => Text::new("tandanya terbalik", "the sign is wrong"),
            Self::Copied => Text::new("angka bulan sebelumnya tersalin", "last month's figure was copied"),
            Self::Comma => Text::new("titik dan koma tertukar", "a comma was typed for a point"),
            Self::Swapped => Text::new("dua angka tertukar", "two digits swapped"),
            Self::ZeroLost => Text::new("satu nol hilang", "a zero is missing"),
            Self::ZeroDoubled => Text::new("satu nol berlebih", "a zero too many"),
            Self::DigitLost => Text::new("satu angka hilang", "a digit is missing"),
            Self::DigitDoubled => Text::new("satu angka berlebih", "a digit too many"),
            Self::DigitWrong => Text::new("satu angka keliru", "one digit is wrong"),
        }
    }
}

/// The digits of a number, at the scale it shares with another.
fn digits(number: Decimal, other: Decimal) -> Vec<u8> {
    let (number, other) = (number.normalize(), other.normalize());
    let mut scaled = number.abs();
    scaled.rescale(number.scale().max(other.scale()));
    scaled.mantissa().to_string().into_bytes()
}

/// The digit that makes `short` of `long` when it is left out, if one does.
fn dropped(long: &[u8], short: &[u8]) -> Option<u8> {
    if long.len() != short.len() + 1 {
        return None;
    }
    let at = long.iter().zip(short).take_while(|(a, b)| a == b).count();
    (long.get(at + 1..) == short.get(at..)).then(|| long.get(at).copied()).flatten()
}

fn exchanged(written: &[u8], right: &[u8]) -> Option<Typo> {
    let pairs = || written.iter().zip(right);
    let mut differing = pairs().enumerate().filter(|(_, (typed, meant))| typed != meant).map(|(place, _)| place);
    match (differing.next(), differing.next(), differing.next()) {
        (Some(_), None, _) => Some(Typo::DigitWrong),
        (Some(first), Some(second), None) if second == first + 1 => {
            let turned = written.get(first) == right.get(second) && written.get(second) == right.get(first);
            turned.then_some(Typo::Swapped)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_recognised() {
        for (written, right, typo) in [
            (320_563_016, 302_563_016, Some(Typo::Swapped)),
            (320_563_016, 310_563_026, None),
            (382_202_460, 38_220_246, Some(Typo::ZeroDoubled)),
            (1_830_000, 18_300_000, Some(Typo::ZeroLost)),
            (18_335_000, 183_350_000, Some(Typo::ZeroLost)),
            (13_350_000, 183_350_000, Some(Typo::DigitLost)),
            (18_335_000, 180_335_000, Some(Typo::ZeroLost)),
            (-500, 500, Some(Typo::Sign)),
            (700, 500, Some(Typo::DigitWrong)),
            (123_456, 987_654, None),
        ] {
            assert_eq!(Typo::between(Some(written.into()), right.into(), None), typo, "{written} {right}");
        }
        assert_eq!(Typo::between(Some(174.into()), 302.into(), Some(174.into())), Some(Typo::Copied));
        assert_eq!(Typo::between(None, 302.into(), None), Some(Typo::Blank));
        let thousandth = Decimal::new(346_339_338, 3);
        assert_eq!(Typo::between(Some(thousandth), 346_339_338.into(), None), Some(Typo::Comma));
        let (written, right) = (Decimal::new(498, 2), Decimal::new(489, 2));
        assert_eq!(Typo::between(Some(written), right, None), Some(Typo::Swapped));
    }
}
