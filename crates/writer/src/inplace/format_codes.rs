//! Codes of number formats: what they show, and which one shows a figure as it was typed.

/// What a number format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// As it is.
    General,
    /// A number with this many decimals.
    Number(u32),
    /// A percentage: 0.1 is 10 %.
    Percent,
    /// A date or time.
    Date,
    /// Text.
    Text,
}

/// What a format code shows: its first section counts.
pub(super) fn shows(code: &str) -> Shows {
    let mut plain = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|&c| c == '"')),
            '[' => drop(chars.by_ref().find(|&c| c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            ';' => break,
            c => plain.extend(c.to_lowercase()),
        }
    }
    if plain.contains('%') {
        Shows::Percent
    } else if plain.contains('@') {
        Shows::Text
    } else if plain.contains("general") || plain.is_empty() {
        Shows::General
    } else if plain.contains(['y', 'm', 'd', 'h', 's']) {
        Shows::Date
    } else {
        let decimals = plain
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.chars().take_while(|c| matches!(c, '0' | '#' | '?')).count());
        Shows::Number(u32::try_from(decimals).unwrap_or_default())
    }
}

/// What the formats that every workbook has show.
pub(super) fn builtin(id: u32) -> Shows {
    match id {
        0 => Shows::General,
        9 | 10 => Shows::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shows::Date,
        49 => Shows::Text,
        2 | 4 | 7 | 8 | 39 | 40 | 43 | 44 => Shows::Number(2),
        _ => Shows::Number(0),
    }
}

/// The codes of some formats that every workbook has.
pub(super) fn builtin_code(id: u32) -> Option<&'static str> {
    Some(match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        49 => "@",
        _ => return None,
    })
}

/// The number format that shows a figure as it was typed: words before and after it are kept (`Rp`, `Laporan`, `%`).
pub(super) fn code_for(text: &str, decimals: u32) -> String {
    let digit = |c: char| c.is_ascii_digit();
    let before = text.split(digit).next().unwrap_or_default().trim_start();
    let after = text.rsplit(digit).next().unwrap_or_default().trim_end();
    let word = |part: &str| part.chars().any(|c| c.is_alphabetic() || c == '%') && !part.contains('"');
    let quoted = |part: &str| if word(part) { format!("\"{part}\"") } else { String::new() };
    let decimals = usize::try_from(decimals).unwrap_or_default().min(15);
    let number = if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) };
    format!("{}{number}{}", quoted(before), quoted(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_show_what_they_show() {
        for (code, shown) in [
            ("#,##0", Shows::Number(0)),
            ("_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)", Shows::Number(2)),
            ("0.00%", Shows::Percent),
            ("0.00\" %\"", Shows::Number(2)),
            ("[$-421]dd mmmm yyyy;@", Shows::Date),
            ("General", Shows::General),
            ("@", Shows::Text),
            ("[Red]0.0", Shows::Number(1)),
        ] {
            assert_eq!(shows(code), shown, "{code}");
        }
    }

    #[test]
    fn formats_keep_the_words_around_a_figure() {
        for (text, decimals, code) in [
            ("2.978.641.819", 0, "#,##0"),
            ("4,90", 2, "#,##0.00"),
            ("Rp 1.500.000,-", 0, "\"Rp \"#,##0"),
            ("12 Laporan", 0, "#,##0\" Laporan\""),
            ("4.90%", 2, "#,##0.00\"%\""),
            ("(1.500)", 0, "#,##0"),
        ] {
            assert_eq!(code_for(text, decimals), code, "{text}");
        }
    }
}
