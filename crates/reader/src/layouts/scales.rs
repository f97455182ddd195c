//! Words of headings that say currency and scale: "Rp (000)", "(dalam jutaan rupiah)".

use crate::words::fold;

/// Words of a heading that only say the currency.
pub(super) const CURRENCY: [&str; 5] = ["rp", "idr", "rupiah", "dalam", "dlm"];

/// Words of a heading that scale the figures below it.
const SCALES: &[(&str, u32)] = &[
    ("000", 1_000),
    ("ribu", 1_000),
    ("ribuan", 1_000),
    ("x1000", 1_000),
    ("000000", 1_000_000),
    ("juta", 1_000_000),
    ("jutaan", 1_000_000),
    ("rb", 1_000),
    ("jt", 1_000_000),
    ("milyaran", 1_000_000_000),
    ("miliaran", 1_000_000_000),
    ("miliar", 1_000_000_000),
    ("milyar", 1_000_000_000),
];

/// Scales written in digits, which fold to several words ("Rp 000.000", "x 1.000"), and the words they say; the longest
/// first.
const DIGITS: [(&str, &str); 5] = [
    ("x 1 000 000", "jutaan"),
    ("1 000 000", "jutaan"),
    ("000 000", "jutaan"),
    ("x 1 000", "ribuan"),
    ("1 000", "ribuan"),
];

/// The folded words of a heading, a scale in digits as a word.
pub(super) fn scaled_words(text: &str) -> String {
    let folded = fold(text);
    match DIGITS.iter().find(|(digits, _)| folded.ends_with(digits)) {
        Some((digits, word)) => folded.replace(digits, word),
        None => folded,
    }
}

/// Whether a word only says currency or scale.
pub(super) fn says_unit(word: &str) -> bool {
    CURRENCY.contains(&word) || SCALES.iter().any(|(scale, _)| *scale == word)
}

/// Whether a text in a heading only says currency, scale or nothing ("(Rp)").
pub(crate) fn is_unit_note(text: &str) -> bool {
    scaled_words(text).split(' ').all(|word| word.is_empty() || says_unit(word))
}

/// By how much a heading scales the figures below it ("Rp (000)": 1000); 1 where it says nothing.
pub(crate) fn scale(text: &str) -> u32 {
    let words = scaled_words(text);
    words.split(' ').find_map(|word| SCALES.iter().find(|(scale, _)| *scale == word)).map_or(1, |&(_, factor)| factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_seen() {
        for (text, factor) in [
            ("Anggaran (Rp)", 1),
            ("Rp (000)", 1_000),
            ("(dalam ribuan)", 1_000),
            ("Rp. 000.000", 1_000_000),
            ("Rp. 000,-", 1_000),
            ("Rp x 1.000", 1_000),
            ("(dlm ribuan rupiah)", 1_000),
            ("Anggaran (Rp 1.000.000)", 1_000_000),
            ("Juta Rp", 1_000_000),
        ] {
            assert_eq!(scale(text), factor, "{text:?}");
        }
    }
}
