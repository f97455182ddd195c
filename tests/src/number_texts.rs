//! Numbers as texts, written in every style and spoilt: what the soak throws at the number reader, and the laws that
//! hold whatever it is given.

use lampiran_core::Decimal;
use lampiran_reader::figure::{Figure, Value, parse};

use crate::mutate::Random;

/// Styles of writing: the mark between groups, the one before the decimals, and whether it is the English one.
const STYLES: [(&str, &str, bool); 6] = [
    (".", ",", false),
    (",", ".", true),
    (" ", ",", false),
    ("\u{a0}", ",", false),
    ("'", ".", true),
    ("", ",", false),
];
/// What stands before a number.
const FRONTS: [&str; 7] = ["", "Rp", "Rp ", "Rp. ", "IDR ", "rp\u{a0}", "  "];
/// Signs of minus, as a pair around the number.
const SIGNS: [(&str, &str); 5] = [("", ""), ("-", ""), ("\u{2212}", ""), ("\u{2013}", ""), ("(", ")")];
/// What stands behind a number.
const BACKS: [&str; 6] = ["", " ", "%", " %", " Laporan", "\u{a0}rupiah"];
/// What is put into a text to spoil it.
const SPOILS: [&str; 22] = [
    ".",
    ",",
    "-",
    "\u{2212}",
    " ",
    "\u{a0}",
    "'",
    "(",
    ")",
    "%",
    "e",
    "E+",
    "O",
    "l",
    "Rp",
    "0",
    "000",
    "9999999999",
    "/",
    "\u{2019}",
    "=",
    "\u{661}",
];

/// Writes a number at random, reads it back, then spoils the text and reads it again. The error is the text that broke
/// a law, and how it was read.
pub fn try_one(random: &mut Random) -> Result<(), String> {
    let (text, number, english) = written(random);
    let figure = parse(&text);
    let read = figure.as_ref().map(|figure| figure.value);
    let same = match read {
        Some(Value::Exact(value, _)) => value == number,
        Some(Value::Either { indonesian, english: other }) => number == if english { other } else { indonesian },
        // Three decimals behind groups that only a space or an apostrophe shows: nobody can tell what was meant.
        None => number.scale() == 3 && text.contains([' ', '\u{a0}', '\'']),
    };
    if !same {
        return Err(format!("{text:?} is {number}, but was read as {figure:?}"));
    }
    let mut spoilt: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(3) {
        let at = random.below(spoilt.len());
        let end = if random.below(2) == 0 { at } else { (at + 1).min(spoilt.len()) };
        let piece = SPOILS.get(random.below(SPOILS.len())).copied().unwrap_or_default();
        spoilt.splice(at..end, piece.chars());
    }
    let spoilt: String = spoilt.into_iter().collect();
    match parse(&spoilt) {
        Some(figure) if !is_spelled(&spoilt, &figure) => Err(format!("{spoilt:?} was read as {figure:?}")),
        _ => Ok(()),
    }
}

/// A number written in some style, with the number and whether the style is English.
fn written(random: &mut Random) -> (String, Decimal, bool) {
    let digits = 1 + random.below(15);
    let mantissa = (0..digits).fold(0, |number, _| number * 10 + u8::try_from(random.below(10)).map_or(0, i64::from));
    let scale = u32::try_from(random.below(5)).unwrap_or_default();
    let (group, point, english) = STYLES.get(random.below(STYLES.len())).copied().unwrap_or(("", ",", false));
    let (sign, end) = SIGNS.get(random.below(SIGNS.len())).copied().unwrap_or_default();
    let front = FRONTS.get(random.below(FRONTS.len())).copied().unwrap_or_default();
    // Behind a closing bracket nothing may follow.
    let back = BACKS.get(random.below(BACKS.len())).copied().filter(|_| end.is_empty()).unwrap_or_default();
    let number = Decimal::new(mantissa, scale);
    let plain = number.to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut body = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            body.push_str(group);
        }
        body.push(digit);
    }
    if !fraction.is_empty() {
        body = format!("{body}{point}{fraction}");
    }
    let number = if sign.is_empty() { number } else { -number };
    (format!("{front}{sign}{body}{end}{back}"), number, english)
}

/// Whether a figure has just the digits of its text in their order, a mark of the text before its decimals, and the
/// sign that stands before them: the least that any reading of a number must keep. Powers of ten are left out.
fn is_spelled(text: &str, figure: &Figure) -> bool {
    let is_mark = |c: char| matches!(c, '.' | ',' | '\'' | '\u{2019}') || c.is_whitespace();
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (front, rest) = text.split_at(start);
    let end = rest.find(|c: char| !c.is_ascii_digit() && !is_mark(c)).unwrap_or(rest.len());
    let (body, behind) = rest.split_at(end);
    if behind.starts_with(['e', 'E']) {
        return true;
    }
    let digits: String = body.chars().filter(char::is_ascii_digit).collect();
    let minus = front.contains(['-', '(', '\u{2212}', '\u{2013}', '\u{2010}', '\u{2011}']);
    // The point of "Rp." is none of the number's, its comma is.
    let currency = front.to_lowercase();
    let currency = currency.trim_end_matches(['.', ':', ' ', '\u{a0}']).ends_with(['p', 'r']);
    let opens_with_mark = front.ends_with(',') || front.ends_with('.') && !currency;
    // A mark at the very end says nothing.
    let body = body.trim_end();
    let body = body.strip_suffix(['.', ',']).unwrap_or(body);
    let decimals = body.rfind(['.', ',']).and_then(|at| body.get(at + 1..));
    let decimals = decimals.map_or(if opens_with_mark { digits.len() } else { 0 }, |tail| {
        tail.chars().filter(char::is_ascii_digit).count()
    });
    let keeps = |number: Decimal| {
        let scale = usize::try_from(number.scale()).unwrap_or(usize::MAX);
        digits.parse() == Ok(number.mantissa().unsigned_abs())
            && (scale == 0 || scale == decimals)
            && (number.is_zero() || number.is_sign_negative() == minus)
    };
    match figure.value {
        Value::Exact(number, _) => keeps(number),
        Value::Either { indonesian, english } => keeps(indonesian) && keeps(english),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_laws() {
        let mut random = Random::new(7);
        for _ in 0..20_000 {
            assert_eq!(try_one(&mut random), Ok(()));
        }
    }

    #[test]
    fn a_figure_with_other_digits_or_sign_is_seen() {
        let figure = |number: &str| Figure {
            value: Value::Exact(number.parse().unwrap_or_default(), None),
            unit: String::new(),
        };
        assert!(is_spelled("Rp 1.500,25", &figure("1500.25")));
        for wrong in ["150025.5", "1500.24", "-1500.25", "150.025"] {
            assert!(!is_spelled("Rp 1.500,25", &figure(wrong)), "{wrong}");
        }
    }
}
