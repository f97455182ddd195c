//! Texts made comparable: what staff type, without the spaces, line breaks, capitals and punctuation that say nothing.

use std::borrow::Cow;

/// A text as one line: every kind of space, line break and the `_x000D_` of old exports becomes one plain space,
/// invisible marks are dropped, and the ends are trimmed. Capitals and punctuation stay.
pub(crate) fn tidy(text: &str) -> String {
    let text = unescaped(text);
    let mut tidy = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            if !tidy.is_empty() && !tidy.ends_with(' ') {
                tidy.push(' ');
            }
        } else if !is_invisible(c) {
            tidy.push(c);
        }
    }
    if tidy.ends_with(' ') {
        tidy.pop();
    }
    tidy
}

/// A text without the line breaks of old exports.
fn unescaped(text: &str) -> Cow<'_, str> {
    if text.contains('_') { Cow::Owned(text.replace("_x000D_", " ")) } else { Cow::Borrowed(text) }
}

/// Zero-width spaces and joiners, the byte order mark and the soft hyphen: they come along with texts from the web.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// Whether a text shows nothing at all.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c)) || text.trim() == "_x000D_"
}

/// A text for comparison: lower case words of letters and digits with one space between; `%` counts as a word, all other
/// punctuation as a space ("Anggaran ( Rp. )" is `anggaran rp`). A word spaced out is one word ("T O T A L" is `total`).
pub(crate) fn fold(text: &str) -> String {
    let text = unescaped(text);
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let starts_word = c == '%' || folded.ends_with('%');
        if c.is_alphanumeric() || c == '%' {
            if starts_word && !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
            if c.is_ascii() {
                folded.push(c.to_ascii_lowercase());
            } else {
                folded.extend(c.to_lowercase());
            }
        } else if !is_invisible(c) && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    if is_spaced_out(&folded) {
        folded.retain(|c| c != ' ');
    }
    folded
}

/// Whether all words are single letters, four at least: a word spaced out to look large ("T O T A L").
fn is_spaced_out(folded: &str) -> bool {
    folded.len() >= 7
        && folded.bytes().enumerate().all(|(i, c)| if i % 2 == 0 { c.is_ascii_lowercase() } else { c == b' ' })
}

/// Whether a label is `before` typed again, on a new page perhaps ("Program A (lanjutan)").
pub(crate) fn is_again(label: &str, before: &str) -> bool {
    label.strip_prefix(before).is_some_and(|rest| {
        let rest = fold(rest);
        rest.is_empty() || rest.starts_with("lanj") || rest.starts_with("sambungan")
    })
}

/// Capitalised words where all is in capitals ("KABUPATEN BULELENG" is "Kabupaten Buleleng"); mixed texts stay as typed.
pub(crate) fn capitalise(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_string() + &letters.as_str().to_lowercase())
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Whether a figure is nil as staff write it: dashes, or the word.
pub(crate) fn is_nil(text: &str) -> bool {
    is_dash(text) || (text.len() < 16 && fold(text) == "nihil")
}

/// Whether a text is dashes of any kind and number, and nothing else.
pub(crate) fn is_dash(text: &str) -> bool {
    let mut dashes = text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).peekable();
    let dash = |c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}');
    dashes.peek().is_some() && dashes.all(dash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_fold_to_their_words() {
        for (typed, folded) in [
            ("Target_x000D_\nKinerja\nTahunan", "target kinerja tahunan"),
            ("ANGGARAN ( Rp. )", "anggaran rp"),
            ("REALISASI\u{a0}", "realisasi"),
            ("Capaian(%)", "capaian %"),
            (" % ", "%"),
            ("5%nya", "5 % nya"),
            ("J u m l a h :", "jumlah"),
            ("a b c", "a b c"),
            ("", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed:?}");
        }
    }

    #[test]
    fn a_tidy_text_is_one_line() {
        assert_eq!(tidy("  Kepala\n Dinas\u{a0}\u{200b} "), "Kepala Dinas");
        assert_eq!(tidy("a_x000D_\nb"), "a b");
        assert!(is_blank(" \u{a0}\u{200b}"));
    }

    #[test]
    fn every_dash_is_nil_and_a_negative_number_is_not() {
        for nil in ["-", " - ", "–", "—", "--", "- ", "\u{a0}-\u{a0}", "−", "Nihil"] {
            assert!(is_nil(nil), "{nil:?}");
        }
        for other in ["", " ", "-1", "0", "a-b", "tidak nihil"] {
            assert!(!is_nil(other), "{other:?}");
        }
    }

    #[test]
    fn a_label_typed_again() {
        for again in ["Program A", "Program A (lanjutan)", "Program A - Lanj.", "Program A (sambungan hal. 2)"] {
            assert!(is_again(again, "Program A"), "{again:?}");
        }
        assert!(!is_again("Program A Tahap Dua", "Program A") && !is_again("Program", "Program A"));
    }

    #[test]
    fn capitals_are_calmed() {
        assert_eq!(capitalise("KABUPATEN BULELENG"), "Kabupaten Buleleng");
        assert_eq!(capitalise("Dinas PUPR"), "Dinas PUPR");
    }
}
