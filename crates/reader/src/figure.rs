//! Numbers typed as text, in every form that staff use: `2.978.641.819`, `Rp 1.000,00`, `1.500.000,-`, `(1.500.000)`,
//! `−500.000`, `10,87 %`, `12 Laporan`, and English ones. Pure: what a lone `4.900` means is for the column to say.

mod body;

use lampiran_core::Decimal;

use crate::words;

/// A text that is a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number.
    pub value: Value,
    /// What follows the number, as folded words ("laporan", "%"); empty where nothing does. `rupiah` is no unit but a
    /// currency, and left out.
    pub unit: String,
}

/// What the digits come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Only one reading fits. Its scale is the number of decimals typed; the style is the one it shows, where it shows
    /// any.
    Exact(Decimal, Option<Style>),
    /// Three digits behind a lone point or comma: one number in Indonesian style, another in English style.
    Either {
        /// With the mark that groups, or the comma before decimals.
        indonesian: Decimal,
        /// With the point before decimals, or the comma that groups.
        english: Decimal,
    },
}

/// Which mark groups and which one stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `1.234,50`.
    Indonesian,
    /// `1,234.50`.
    English,
}

/// Signs for minus that keyboards and word processors put in.
const MINUS: [char; 5] = ['-', '\u{2212}', '\u{2010}', '\u{2011}', '\u{2013}'];

/// Letters that are taken for digits, and the digits they look like.
const LOOK_ALIKE: [(char, char); 9] =
    [('O', '0'), ('o', '0'), ('Q', '0'), ('l', '1'), ('I', '1'), ('|', '1'), ('S', '5'), ('B', '8'), ('Z', '2')];

/// Reads a number with its currency, sign and unit; `None` for anything that is not wholly one.
pub fn parse(text: &str) -> Option<Figure> {
    let text = words::tidy(text);
    let (rest, negative) = strip_front(text.trim_start_matches('\'').trim_start())?;
    let (number, rest) = body::split(rest)?;
    let value = body::value(number)?;
    let rest = strip_tail(number, rest)?;
    let value = if negative { negate(value) } else { value };
    Some(Figure { value, unit: unit(number, rest)? })
}

/// What a text with look-alike letters was meant to be ("418.8O0.000" → "418.800.000"), where that is a number.
pub(crate) fn meant(text: &str) -> Option<String> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digit = |c| LOOK_ALIKE.iter().find(|(letter, _)| *letter == c).map_or(c, |&(_, digit)| digit);
    let mended: String = words::tidy(text).chars().map(digit).collect();
    parse(&mended).filter(|figure| figure.unit.is_empty())?;
    Some(mended)
}

/// Takes sign, brackets and currency off the front, in whatever order they come; the flag says negative.
fn strip_front(text: &str) -> Option<(&str, bool)> {
    let (mut rest, mut negative) = (text, false);
    loop {
        let inner = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
        if let Some(inner) = inner.or_else(|| rest.strip_prefix(MINUS)) {
            // Twice negative is no way to write an amount.
            if std::mem::replace(&mut negative, true) {
                return None;
            }
            rest = inner.trim();
        } else if let Some(inner) = rest.strip_prefix('+').or_else(|| strip_currency(rest)) {
            rest = inner.trim_start();
        } else {
            return Some((rest, negative));
        }
    }
}

/// Takes "Rp", "Rp." or "IDR" off the front.
fn strip_currency(text: &str) -> Option<&str> {
    ["rp", "idr"].iter().find_map(|currency| {
        let (front, rest) = text.split_at_checked(currency.len())?;
        front.eq_ignore_ascii_case(currency).then(|| rest.trim_start_matches(['.', ':', ' ']))
    })
}

/// Takes the dash of `1.500.000,-` off the rest; a dash without its comma is no tail.
fn strip_tail<'a>(number: &str, rest: &'a str) -> Option<&'a str> {
    let rest = rest.trim_start();
    let dashes = rest.trim_start_matches(|c| MINUS.contains(&c) || c == '=');
    if dashes.len() == rest.len() {
        return Some(rest);
    }
    number.ends_with([',', '.']).then(|| dashes.trim_start())
}

/// The folded unit behind a number; `None` where what follows cannot be one.
fn unit(number: &str, rest: &str) -> Option<String> {
    let spelled_out = rest.strip_prefix('(').and_then(|inner| inner.split_once(')'));
    let words = spelled_out.map_or(rest, |(_, behind)| behind);
    if words.contains(|c: char| c.is_numeric()) {
        return None;
    }
    // "12O" is a slip of the finger, not twelve of something.
    let attached = number.ends_with(|c: char| c.is_ascii_digit()) && !words.is_empty();
    if attached && words.chars().all(|c| LOOK_ALIKE.iter().any(|(letter, _)| *letter == c)) {
        return None;
    }
    let unit = words::fold(words);
    if unit.is_empty() && !words.is_empty() {
        return None;
    }
    let currency = ["rupiah", "rp", "idr"].into_iter().find_map(|word| unit.strip_suffix(word));
    let bare = currency.filter(|unit| unit.is_empty() || unit.ends_with(' '));
    Some(bare.map_or(unit.as_str(), str::trim_end).to_owned())
}

fn negate(value: Value) -> Value {
    match value {
        Value::Exact(number, style) => Value::Exact(-number, style),
        Value::Either { indonesian, english } => Value::Either { indonesian: -indonesian, english: -english },
    }
}

#[cfg(test)]
mod tests;
