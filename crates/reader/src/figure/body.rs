//! The digits of a number with the marks between them.

use lampiran_core::Decimal;

use super::{Style, Value};

/// Marks that can stand between digits.
const MARKS: [char; 5] = ['.', ',', ' ', '\'', '\u{2019}'];

/// Splits the digits, their marks and an exponent off the front of a text.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !MARKS.contains(&c)).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    number.contains(|c: char| c.is_ascii_digit()).then_some(())?;
    let exponent = rest.strip_prefix(['e', 'E']).map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    if let Some(digits) = exponent.filter(|digits| digits.starts_with(|c: char| c.is_ascii_digit())) {
        let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        return text.split_at_checked(text.len() - behind.len());
    }
    text.split_at_checked(number.trim_end_matches(' ').len())
}

/// What the digits come to. A mark at the very end says nothing (`1.500.000,-`).
pub(super) fn value(number: &str) -> Option<Value> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).map_or((number, None), |(m, e)| (m, Some(e)));
    let mantissa = mantissa.strip_suffix(['.', ',']).unwrap_or(mantissa);
    let value = grouped(mantissa)?;
    let Some(exponent) = exponent else { return Some(value) };
    // A mantissa has one digit before its mark: three behind it are decimals.
    let mantissa = match value {
        Value::Exact(number, _) => number,
        Value::Either { indonesian, english } => indonesian.min(english),
    };
    Some(Value::Exact(shift(mantissa, exponent.parse().ok()?)?, None))
}

/// A number times a power of ten.
fn shift(number: Decimal, exponent: i32) -> Option<Decimal> {
    let steps = Some(exponent.unsigned_abs()).filter(|steps| *steps <= Decimal::MAX_SCALE)?;
    let moved = (0..steps).try_fold(number, |number, _| {
        if exponent > 0 { number.checked_mul(Decimal::TEN) } else { number.checked_div(Decimal::TEN) }
    })?;
    Some(moved.normalize())
}

/// Tells grouping marks from the one before the decimals.
fn grouped(number: &str) -> Option<Value> {
    let groups: Vec<&str> = number.split(MARKS).collect();
    let marks: Vec<char> = number.chars().filter(|c| MARKS.contains(c)).map(plain).collect();
    let digits = |groups: &[&str]| Decimal::from_str_exact(&groups.concat()).ok();
    let Some((&last, before)) = marks.split_last() else {
        return Some(Value::Exact(digits(&groups)?, None));
    };
    let (&fraction, whole) = groups.split_last()?;
    if before.is_empty() {
        return lone_mark(whole.first()?, last, fraction);
    }
    if before.iter().all(|mark| *mark == last) {
        let style = if last == ',' { Some(Style::English) } else { Some(Style::Indonesian).filter(|_| last == '.') };
        return are_thousands(&groups).then(|| digits(&groups).map(|number| Value::Exact(number, style)))?;
    }
    let first = before.first()?;
    // "1 500.000" mixes two ways to group; nobody can tell what was meant.
    let told_apart = fraction.len() != 3 || matches!(first, '.' | ',');
    let sound = before.iter().all(|mark| mark == first) && are_thousands(whole) && told_apart;
    sound.then(|| decimal(&whole.concat(), last, fraction))?
}

/// One mark: a group of three behind one to three digits may be thousands or decimals, all else is decimals.
fn lone_mark(whole: &str, mark: char, fraction: &str) -> Option<Value> {
    if matches!(mark, ' ' | '\'') {
        let number = Decimal::from_str_exact(&[whole, fraction].concat()).ok()?;
        return are_thousands(&[whole, fraction]).then_some(Value::Exact(number, None));
    }
    if !are_thousands(&[whole, fraction]) {
        return decimal(whole, mark, fraction);
    }
    let thousands = Decimal::from_str_exact(&[whole, fraction].concat()).ok()?;
    let decimals = Decimal::from_str_exact(&[whole, ".", fraction].concat()).ok()?;
    Some(match mark {
        '.' => Value::Either { indonesian: thousands, english: decimals },
        _ => Value::Either { indonesian: decimals, english: thousands },
    })
}

/// `whole` with decimals behind `mark`.
fn decimal(whole: &str, mark: char, fraction: &str) -> Option<Value> {
    let style = match mark {
        ',' => Style::Indonesian,
        '.' => Style::English,
        _ => return None,
    };
    let padded = whole.len() > 1 && whole.starts_with('0');
    if padded || fraction.is_empty() {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let number = Decimal::from_str_exact(&[whole, ".", fraction].concat()).ok()?;
    Some(Value::Exact(number, Some(style)))
}

/// Whether groups are those of a number in thousands: one to three digits, no leading zero, then threes.
fn are_thousands(groups: &[&str]) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3)
}

/// Both apostrophes group alike.
const fn plain(mark: char) -> char {
    if mark == '\u{2019}' { '\'' } else { mark }
}
