//! Number formats: what a format code says about how a number is shown.

use super::{Format, Shown};

/// The formats that files refer to by number alone (ECMA-376 part 1, 18.8.30). The rest of them are dates.
const BUILTIN: [(u32, &str); 23] = [
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "#,##0_);(#,##0)"),
    (6, "#,##0_);(#,##0)"),
    (7, "#,##0.00_);(#,##0.00)"),
    (8, "#,##0.00_);(#,##0.00)"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (37, "#,##0_);(#,##0)"),
    (38, "#,##0_);(#,##0)"),
    (39, "#,##0.00_);(#,##0.00)"),
    (40, "#,##0.00_);(#,##0.00)"),
    (41, "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)"),
    (42, "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)"),
    (43, "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)"),
    (44, "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)"),
    (48, "##0.0E+0"),
];

/// The format with a number below 164, which needs no code in the file.
pub(super) fn builtin(id: u32) -> Format {
    let date = Format { shown: Shown::Date, ..Format::default() };
    match id {
        49 => Format { shown: Shown::Text, ..Format::default() },
        14..=22 | 27..=36 | 45..=47 | 50..=58 => date,
        _ => BUILTIN.iter().find(|known| known.0 == id).map_or_else(Format::default, |known| parse(known.1)),
    }
}

/// What a format code such as `_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)` says.
pub(super) fn parse(code: &str) -> Format {
    let sections = sections(code);
    let zero = sections.iter().any(|section| section.condition == Condition::Zero && section.is_dash());
    let third = sections.get(2).is_some_and(|section| section.condition == Condition::None && section.is_dash());
    let Some(first) = sections.iter().find(|section| section.condition != Condition::Zero) else {
        return Format::default();
    };
    let shown = first.shown();
    Format {
        shown,
        decimals: first.decimals(),
        zero_as_dash: zero || third,
        thousands: if shown == Shown::Number { first.trailing_commas } else { 0 },
    }
}

/// What a format says that may be given by its name in Excel's menu instead of a code, as in XML and HTML files.
pub(super) fn named(name: &str) -> Format {
    match name {
        "Percent" => parse("0.00%"),
        "Fixed" => parse("0.00"),
        "Standard" | "Currency" | "Euro Currency" => parse("#,##0.00"),
        "Scientific" => parse("0.00E+00"),
        "Yes/No" | "True/False" | "On/Off" => Format::default(),
        name if name.ends_with(" Date") || name.ends_with(" Time") => {
            Format { shown: Shown::Date, ..Format::default() }
        }
        code => parse(code),
    }
}

/// One of the up to four parts of a code: positive, negative, zero, text.
#[derive(Default)]
struct Section {
    /// The strongest word in it: a date is one whatever else there is, and digits outweigh text.
    kind: Option<Shown>,
    dash: bool,
    /// Placeholders `0` and `#`.
    digits: u8,
    decimals: u8,
    /// The decimal point was passed.
    point: bool,
    /// General or a fraction: no fixed count of decimals.
    uncounted: bool,
    trailing_commas: u8,
    condition: Condition,
}

/// What a section holds for.
#[derive(Default, PartialEq, Eq)]
enum Condition {
    /// What its position says.
    #[default]
    None,
    /// `[=0]`.
    Zero,
    /// Another comparison.
    Other,
}

impl Section {
    fn mark(&mut self, kind: Shown) {
        if self.kind != Some(Shown::Date) && kind != Shown::Text || self.kind.is_none() {
            self.kind = Some(kind);
        }
    }

    fn shown(&self) -> Shown {
        match self.kind {
            Some(Shown::Text) if self.digits > 0 => Shown::Number,
            kind => kind.unwrap_or_default(),
        }
    }

    fn decimals(&self) -> Option<u8> {
        let counts = self.kind != Some(Shown::Date) && !self.uncounted && self.digits > 0;
        counts.then_some(self.decimals)
    }

    const fn is_dash(&self) -> bool {
        self.dash && self.digits == 0 && !self.uncounted
    }

    /// A `[…]`: elapsed time, a condition, or a colour, currency or locale.
    fn bracket(&mut self, inside: &str) {
        let inside = inside.to_ascii_lowercase();
        if !inside.is_empty() && inside.bytes().all(|b| matches!(b, b'h' | b'm' | b's')) {
            self.mark(Shown::Date);
        } else if inside.starts_with(['<', '>', '=']) {
            let zero = inside.strip_prefix('=').is_some_and(|n| n.trim().parse() == Ok(0));
            self.condition = if zero { Condition::Zero } else { Condition::Other };
        }
    }

    fn placeholder(&mut self, counted: bool) {
        self.digits = self.digits.saturating_add(u8::from(counted));
        self.decimals = self.decimals.saturating_add(u8::from(self.point));
        self.trailing_commas = 0;
    }
}

fn sections(code: &str) -> Vec<Section> {
    let mut all = Vec::new();
    let mut now = Section::default();
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            ';' => all.push(std::mem::take(&mut now)),
            '"' => {
                let (literal, after) = rest.as_str().split_once('"').unwrap_or((rest.as_str(), ""));
                now.dash |= literal.trim() == "-";
                rest = after.chars();
            }
            '[' => {
                let (inside, after) = rest.as_str().split_once(']').unwrap_or((rest.as_str(), ""));
                now.bracket(inside);
                rest = after.chars();
            }
            '\\' => now.dash |= rest.next() == Some('-'),
            '_' | '*' => {
                rest.next();
            }
            '-' => now.dash = true,
            '%' => now.mark(Shown::Percent),
            '@' => now.mark(Shown::Text),
            '/' => now.uncounted = true,
            '.' => now.point = now.digits > 0 || rest.as_str().starts_with(['0', '#', '?']),
            ',' if now.digits > 0 => now.trailing_commas = now.trailing_commas.saturating_add(1),
            '0' | '#' => now.placeholder(true),
            '?' => now.placeholder(false),
            // An exponent; its digits are no decimals.
            'E' | 'e' if rest.as_str().starts_with(['+', '-']) => {
                rest = rest.as_str().trim_start_matches(['+', '-', '0', '#', '?']).chars();
            }
            'G' | 'g' if rest.as_str().get(..6).is_some_and(|s| s.eq_ignore_ascii_case("eneral")) => {
                now.uncounted = true;
                rest = rest.as_str().get(6..).unwrap_or_default().chars();
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' | 'g' | 'G' | 'b' | 'B' => {
                now.mark(Shown::Date);
            }
            _ => {}
        }
    }
    all.push(now);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_how_a_number_is_shown() {
        let number = |decimals| Format { decimals: Some(decimals), ..Format::default() };
        let percent = |decimals| Format { shown: Shown::Percent, ..number(decimals) };
        let accounting = |decimals| Format { zero_as_dash: true, ..number(decimals) };
        let date = Format { shown: Shown::Date, ..Format::default() };
        for (code, format) in [
            ("General", Format::default()),
            ("", Format::default()),
            ("0", number(0)),
            ("#,##0", number(0)),
            ("#,##0.00", number(2)),
            ("0.00%", percent(2)),
            ("0%", percent(0)),
            ("0.00\\ %", percent(2)),
            ("0.00\"%\"", number(2)),
            ("@", Format { shown: Shown::Text, ..Format::default() }),
            ("_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_);_(@_)", accounting(0)),
            ("_-* #,##0.00_-;\\-* #,##0.00_-;_-* \"-\"??_-;_-@_-", accounting(2)),
            ("_([$Rp-421]* #,##0_);_([$Rp-421]* (#,##0);_([$Rp-421]* \"-\"_);_(@_)", accounting(0)),
            ("#,##0;-#,##0;-", accounting(0)),
            ("#,##0;-#,##0;0", number(0)),
            ("[=0]\"-\";#,##0", accounting(0)),
            ("#,##0,", Format { thousands: 1, ..number(0) }),
            ("#,##0.0,,", Format { thousands: 2, ..number(1) }),
            ("dd/mm/yyyy", date),
            ("mmmm", date),
            ("[$-421]dd\\ mmmm\\ yyyy;@", date),
            ("[h]:mm:ss", date),
            ("0.00E+00", number(2)),
            ("[Red]0.0", number(1)),
            ("\"Rp\"#,##0", number(0)),
            ("# ?/?", Format::default()),
            ("0 \"hari\"", number(0)),
        ] {
            assert_eq!(parse(code), format, "{code}");
        }
    }

    #[test]
    fn numbered_formats_need_no_code() {
        assert_eq!(builtin(0), Format::default());
        assert_eq!(builtin(10), Format { shown: Shown::Percent, decimals: Some(2), ..Format::default() });
        assert_eq!(builtin(43), Format { decimals: Some(2), zero_as_dash: true, ..Format::default() });
        for id in [14, 17, 22, 45, 47] {
            assert_eq!(builtin(id).shown, Shown::Date, "{id}");
        }
        assert_eq!(builtin(49).shown, Shown::Text);
        assert_eq!(builtin(48).decimals, Some(1));
    }
}
