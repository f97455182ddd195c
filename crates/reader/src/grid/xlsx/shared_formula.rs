//! Shared formulas: one text for many cells, moved to each of them.

use std::fmt::Write;

use lampiran_core::CellRef;

/// The text of a shared formula at another cell: references without `$` move along, those that leave the grid become
/// `#REF!`.
pub(super) fn moved(formula: &str, from: CellRef, to: CellRef) -> String {
    let rows = i64::from(to.row) - i64::from(from.row);
    let cols = i64::from(to.col) - i64::from(from.col);
    let mut text = String::with_capacity(formula.len() + 8);
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        let token = match c {
            '"' | '\'' => quoted(rest, c),
            '[' => bracketed(rest),
            c if is_word(c) => rest.find(|c| !is_word(c)).map_or(rest, |end| rest.get(..end).unwrap_or(rest)),
            _ => rest.get(..c.len_utf8()).unwrap_or(rest),
        };
        let after = rest.get(token.len()..).unwrap_or_default();
        // A word before `(` or `!` is a function or a sheet, whatever it looks like.
        let moves = is_word(c) && !after.starts_with(['(', '!', '[']);
        match moves.then(|| Reference::parse(token, after, &text)).flatten() {
            Some(reference) => reference.write_moved(rows, cols, &mut text),
            None => text.push_str(token),
        }
        rest = after;
    }
    text
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '_' | '.' | '\\')
}

/// A quoted text or sheet name, its quote doubled inside.
fn quoted(rest: &str, quote: char) -> &str {
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote && chars.next_if(|next| next.1 == quote).is_none() {
            return rest.get(..=at).unwrap_or(rest);
        }
    }
    rest
}

/// `[…]`: another workbook, or a column of a table.
fn bracketed(rest: &str) -> &str {
    let mut depth = 0usize;
    for (at, c) in rest.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return rest.get(..=at).unwrap_or(rest);
        }
    }
    rest
}

/// A cell, a whole column (`A` in `A:B`) or a whole row (`1` in `1:2`); `true` where it stands still.
struct Reference {
    col: Option<(bool, i64)>,
    row: Option<(bool, i64)>,
}

impl Reference {
    /// Reads a word of a formula; half a reference counts only as an end of a range.
    fn parse(token: &str, after: &str, before: &str) -> Option<Self> {
        let (first_fixed, rest) = token.strip_prefix('$').map_or((false, token), |rest| (true, rest));
        let (letters, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len()));
        let (second_fixed, digits) = rest.strip_prefix('$').map_or((false, rest), |rest| (true, rest));
        let ranged = after.starts_with(':') || before.ends_with(':');
        match (letters, digits) {
            ("", "") => None,
            (letters, "") => (ranged && !second_fixed)
                .then(|| Some(Self { col: Some((first_fixed, column(letters)?)), row: None }))?,
            ("", digits) => {
                (ranged && !second_fixed).then(|| Some(Self { col: None, row: Some((first_fixed, row(digits)?)) }))?
            }
            (letters, digits) => {
                Some(Self { col: Some((first_fixed, column(letters)?)), row: Some((second_fixed, row(digits)?)) })
            }
        }
    }

    fn write_moved(&self, rows: i64, cols: i64, text: &mut String) {
        let shift = |part: Option<(bool, i64)>, by: i64| part.map(|(fixed, n)| (fixed, if fixed { n } else { n + by }));
        let (col, row) = (shift(self.col, cols), shift(self.row, rows));
        let inside =
            col.is_none_or(|(_, n)| (1..=16_384).contains(&n)) && row.is_none_or(|(_, n)| (1..=1_048_576).contains(&n));
        if !inside {
            text.push_str("#REF!");
            return;
        }
        let dollar = |fixed: bool| if fixed { "$" } else { "" };
        if let Some((fixed, n)) = col {
            let letters = CellRef::letters(u16::try_from(n - 1).unwrap_or_default());
            let _ = write!(text, "{}{letters}", dollar(fixed));
        }
        if let Some((fixed, n)) = row {
            let _ = write!(text, "{}{n}", dollar(fixed));
        }
    }
}

fn column(letters: &str) -> Option<i64> {
    let col = letters.bytes().take(4).fold(0i64, |n, b| n * 26 + i64::from(b.to_ascii_uppercase() - b'A') + 1);
    (letters.len() <= 3 && col <= 16_384).then_some(col)
}

fn row(digits: &str) -> Option<i64> {
    let row = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())??;
    (1..=1_048_576).contains(&row).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_move_as_excel_moves_them() {
        let at = |name| CellRef::parse(name).unwrap();
        for (formula, to, moved_text) in [
            ("SUM(N11:N106)", "B2", "SUM(O12:O107)"),
            ("$A1+A$1+$A$1", "C3", "$A3+C$1+$A$1"),
            ("A:A+$B:C", "B1", "B:B+$B:D"),
            ("1:1+$2:3", "A2", "2:2+$2:4"),
            ("IF(A1=\"A1\",'A1 x'!A1,Sheet1!B2)", "A2", "IF(A2=\"A1\",'A1 x'!A2,Sheet1!B3)"),
            ("LOG10(A1)*10+1.5E3", "A2", "LOG10(A2)*10+1.5E3"),
            ("Q1!A1", "A2", "Q1!A2"),
            ("[1]Sheet1!A1+Tabel[Kolom A1]", "A2", "[1]Sheet1!A2+Tabel[Kolom A1]"),
            ("\"a\"\"A1\"&A1", "A2", "\"a\"\"A1\"&A2"),
            ("XFD1", "B1", "#REF!"),
            ("TOTAL_1+ABCD1+A1B", "B2", "TOTAL_1+ABCD1+A1B"),
            ("ROUND(P12/O12*100,2)", "A2", "ROUND(P13/O13*100,2)"),
            ("TRUE", "B2", "TRUE"),
        ] {
            assert_eq!(moved(formula, at("A1"), at(to)), moved_text);
        }
        assert_eq!(moved("A1", at("B2"), at("A1")), "#REF!");
    }
}
