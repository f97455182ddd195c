//! The month of a row, in every spelling that offices use.

use lampiran_core::{Bulan, Decimal};
use rust_decimal::prelude::ToPrimitive as _;

use crate::date;
use crate::grid::{Cell, Content, Shown};
use crate::words;

/// Spellings and short forms by month, lower case: a new one is one more word here.
const SPELLINGS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "pebruari", "feb", "peb", "pebr", "febr", "february", "febuari", "pebuari"],
    &["maret", "mar", "mrt", "march"],
    &["april", "apr", "apl"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["agustus", "agt", "ags", "agu", "agust", "agus", "aug", "august"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "october", "oct"],
    &["november", "nopember", "nov", "nop", "nopem"],
    &["desember", "des", "december", "dec"],
];

/// Roman numbers I to XII.
const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/// The month that one word names: the whole word, so that `Des` is a month and `desa` none.
pub(crate) fn name(word: &str) -> Option<Bulan> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let spelled = |spellings: &[&str]| spellings.iter().any(|spelling| word.eq_ignore_ascii_case(spelling));
    numbered(SPELLINGS.iter().position(|spellings| spelled(spellings))?)
}

/// The month that a cell of a Bulan column says; `content` is what the cell holds, or what its formula comes to.
pub(crate) fn of_cell(cell: &Cell, content: &Content, date_1904: bool) -> Option<Bulan> {
    match content {
        Content::Text(text) => of_text(text),
        Content::Number(number) if cell.format().shown == Shown::Date => {
            date::from_serial(number.decimal(), date_1904).and_then(|date| Bulan::new(date.month))
        }
        Content::Number(number) => of_number(number.decimal()),
        _ => None,
    }
}

/// The month a text says: a name with its number, a year or the word Bulan at most; a number from 1 to 12, arabic or
/// roman; a whole date.
pub(crate) fn of_text(text: &str) -> Option<Bulan> {
    if let Some(bulan) = name(text) {
        return Some(bulan);
    }
    let folded = words::fold(text);
    let word = BEFORE.iter().find_map(|before| folded.strip_prefix(before)).unwrap_or(&folded);
    let words: Vec<&str> = word.split(' ').collect();
    match words.as_slice() {
        [word] => name(word).or_else(|| number(word)),
        [word, year] if is_year(year) => name(word).or_else(|| number(word)),
        // "Jan-24": two digits are a year only where a mark ties them to the month.
        [word, year] if is_short_year(year, text) => name(word),
        // "1. Januari", "01 Januari": the number of the month, or its first day.
        [first, word] => name(word).filter(|bulan| number(first) == Some(*bulan) || *first == "1" || *first == "01"),
        // "1 Januari 2024", "01/01/2024".
        [day, word, year] if is_year(year) && is_day(day) => name(word).or_else(|| number(word)),
        // "2024-01-01", as databases write dates; a time may stand behind.
        [year, word, day, ..] if is_year(year) && is_day(day) => number(word),
        _ => None,
    }
}

/// Words before the month that say nothing.
const BEFORE: [&str; 3] = ["bulan ke ", "bulan ", "ke "];

/// A number from 1 to 12, arabic or roman.
fn number(word: &str) -> Option<Bulan> {
    let roman = ROMAN.iter().position(|roman| *roman == word).and_then(numbered);
    roman.or_else(|| Some(word).filter(|word| word.len() <= 2)?.parse().ok().and_then(Bulan::new))
}

fn is_day(word: &str) -> bool {
    word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// Whether a text ends with two digits of a year behind a mark ("Jan-24", "Jan '24").
fn is_short_year(year: &str, text: &str) -> bool {
    let digits = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
    digits && words::tidy(text).strip_suffix(year).is_some_and(|before| before.ends_with(['-', '/', '\'', '\u{2019}']))
}

/// Whether a word is a year of our time.
pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}

fn of_number(number: Decimal) -> Option<Bulan> {
    Some(number).filter(Decimal::is_integer)?.to_u8().and_then(Bulan::new)
}

fn numbered(position: usize) -> Option<Bulan> {
    u8::try_from(position + 1).ok().and_then(Bulan::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<u8> {
        of_text(text).map(Bulan::number)
    }

    #[test]
    fn every_spelling_of_the_offices_is_a_month() {
        let spelled = [
            "Januari/Jan/JANUARI/Jan./ I /1/01/Jan-24/Jan '24/1. Januari/2024-01-01/2024-01-01 00:00:00/01-01-2024",
            "Februari/Pebruari/Feb/Peb/Peb./FEBRUARI/II/2/Bulan ke-2/2. Februari/01-02-2024/29 Februari 2024",
            "Maret/Mar/Mrt/maret/III/3",
            "April/Apr/APRIL /IV",
            "Mei/ Mei/V",
            "Juni/Jun/Juni\u{a0}/VI",
            "Juli/Jul/Jul./VII",
            "Agustus/Agt/Ags/Agu/Agust/VIII",
            "September/Sep/Sept/IX/9",
            "Oktober/Okt/X/10",
            "November/Nopember/Nov/Nop/XI/11",
            "Desember/Des/Des /XII/12/Desember 2024/Bulan Desember",
        ];
        for (month, texts) in (1..).zip(spelled) {
            for text in texts.split('/') {
                assert_eq!(number(text), Some(month), "{text:?}");
            }
        }
    }

    #[test]
    fn other_words_are_no_month() {
        for text in [
            "desa",
            "Desa Des",
            "13",
            "0",
            "",
            "-",
            "XIII",
            "Maret dan April",
            "Juni 20",
            "mar t",
            "Total",
            "100",
            "3. Januari",
            "2024",
            "31-13-2024",
        ] {
            assert_eq!(number(text), None, "{text:?}");
        }
    }
}
