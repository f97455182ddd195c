//! Stored numbers become decimals here, at the 15 significant digits that Excel shows; the only float to decimal.

use super::Number;

/// Significant digits that Excel keeps and shows; a stored double has up to 17, the rest is noise.
const DIGITS: u32 = 15;
/// Decimals that a decimal can hold; what is smaller still is nothing.
const DECIMALS: i32 = 28;

/// Reads a number as files store it: `9499999.999999998` (which is 9500000), `1.5E-3`, `-0`. None for anything else
/// (`NaN`, `1,5`, `0x10`), and for numbers too large for a decimal.
pub(super) fn from_text(text: &str) -> Option<Number> {
    let text = text.trim_ascii();
    let (negative, text) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let (digits, exponent) = match text.find(['e', 'E']) {
        Some(i) => (text.get(..i)?, exponent(text.get(i + 1..)?)?),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut seen = Significant { mantissa: 0, digits: 0, exponent };
    seen.push(whole, false)?;
    seen.push(fraction, true)?;
    let (mut mantissa, mut exponent) = (seen.mantissa, seen.exponent);
    while mantissa != 0 && exponent < -DECIMALS {
        mantissa = (mantissa + 5) / 10;
        exponent += 1;
    }
    if mantissa == 0 {
        return Number::new(0, 0);
    }
    Number::new(if negative { -mantissa } else { mantissa }, i8::try_from(exponent).ok()?)
}

/// Reads a stored double, through its shortest text: the conversions of decimal libraries are wrong in the last digit
/// here and there. None for NaN, infinities, and numbers too large for a decimal.
pub(super) fn from_f64(number: f64) -> Option<Number> {
    from_text(&format!("{number:e}"))
}

/// The digits that count: the first 15, and half up by the 16th.
struct Significant {
    mantissa: i64,
    /// How many digits were seen since the first that is not 0.
    digits: u32,
    exponent: i32,
}

impl Significant {
    fn push(&mut self, digits: &str, fraction: bool) -> Option<()> {
        for byte in digits.bytes() {
            let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
            if self.digits < DIGITS {
                self.mantissa = self.mantissa * 10 + digit;
                self.exponent -= i32::from(fraction);
            } else {
                self.exponent = self.exponent.saturating_add(i32::from(!fraction));
                self.mantissa += i64::from(self.digits == DIGITS && digit >= 5);
            }
            self.digits = if self.mantissa == 0 { 0 } else { self.digits.saturating_add(1) };
        }
        Some(())
    }
}

/// The power of ten after the E; far beyond any number it only has to stay far beyond.
fn exponent(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse().unwrap_or(100_000).min(100_000);
    Some(if text.starts_with('-') { -size } else { size })
}

#[cfg(test)]
mod tests {
    use lampiran_core::Decimal;
    use proptest::prelude::*;

    use super::*;

    fn text(stored: &str) -> Option<String> {
        from_text(stored).map(|number| number.decimal().to_string())
    }

    #[test]
    fn a_number_has_the_digits_that_excel_shows() {
        for (stored, shown) in [
            ("9499999.999999998", "9500000"),
            ("0.57999999999999996", "0.58"),
            ("2978641819", "2978641819"),
            ("4.90", "4.9"),
            ("-0", "0"),
            ("1E3", "1000"),
            ("1.5e-3", "0.0015"),
            (" 5 ", "5"),
            ("+5", "5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("000123.4500", "123.45"),
            ("12345678901234567890", "12345678901234600000"),
            ("198504042010011003", "198504042010011000"),
            ("999999999999999.5", "1000000000000000"),
            ("0.00000000000000005551115123125783", "0.0000000000000000555111512313"),
            ("1e-400", "0"),
            ("9e27", "9000000000000000000000000000"),
        ] {
            assert_eq!(text(stored).as_deref(), Some(shown), "{stored}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for stored in [
            "", " ", "-", ".", "e5", "5e", "5e+", "NaN", "INF", "inf", "0x10", "1,5", "1 000", "1.2.3", "−5", "１２",
            "1e308", "1e29",
        ] {
            assert_eq!(text(stored), None, "{stored}");
        }
    }

    #[test]
    fn a_double_is_read_through_its_shortest_text() {
        for (stored, shown) in [(0.1 + 0.2, "0.3"), (1e21, "1000000000000000000000"), (-4.9, "-4.9"), (0.0, "0")] {
            assert_eq!(from_f64(stored).map(|number| number.decimal().to_string()).as_deref(), Some(shown));
        }
        for stored in [f64::NAN, f64::INFINITY, f64::MAX] {
            assert_eq!(from_f64(stored), None);
        }
    }

    proptest! {
        #[test]
        fn fifteen_digits_come_back_exactly(mantissa in -999_999_999_999_999i64..=999_999_999_999_999, scale in 0u32..=20) {
            let number = Decimal::new(mantissa, scale);
            prop_assert_eq!(from_text(&number.to_string()).map(Number::decimal), Some(number));
            let stored: f64 = number.to_string().parse().unwrap();
            prop_assert_eq!(from_f64(stored).map(Number::decimal), Some(number));
        }

        #[test]
        fn any_text_is_read_or_refused(stored in "[-+0-9.eE]{0,40}|.{0,20}") {
            let _ = from_text(&stored);
        }
    }
}
