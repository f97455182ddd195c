//! Formulas as text: what a shared formula says in another cell.

use lampiran_core::CellRef;

/// A formula written for `from`, as it reads when it is copied to `to`: relative references move along. `None` where one
/// would leave the sheet.
pub(super) fn moved(formula: &str, from: CellRef, to: CellRef) -> Option<String> {
    let rows = i64::from(to.row) - i64::from(from.row);
    let cols = i64::from(to.col) - i64::from(from.col);
    let mut text = String::with_capacity(formula.len());
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at_checked(token_length(rest, first))?;
        let is_name = after.starts_with(['(', '!', '[']);
        let in_range = after.starts_with(':') || text.ends_with(':');
        match Reference::parse(token, in_range) {
            Some(reference) if !is_name => text.push_str(&reference.moved(rows, cols)?),
            _ => text.push_str(token),
        }
        rest = after;
    }
    Some(text)
}

/// The length of the token that `rest` starts with: a text, a quoted sheet name, a bracketed part, a word, or one character.
fn token_length(rest: &str, first: char) -> usize {
    match first {
        '"' | '\'' => {
            // A doubled quote stands for itself: the text goes on behind it.
            let mut at = 1;
            while let Some(end) = rest.get(at..).and_then(|tail| tail.find(first)) {
                at += end + 1;
                if !rest.get(at..).is_some_and(|tail| tail.starts_with(first)) {
                    return at;
                }
                at += 1;
            }
            rest.len()
        }
        '[' => {
            let mut depth = 0usize;
            for (i, c) in rest.char_indices() {
                match c {
                    '[' => depth += 1,
                    ']' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return i + 1;
                }
            }
            rest.len()
        }
        c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
        c => c.len_utf8(),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\' | '?')
}

/// A reference as it is written, with its `$` signs: to a cell (`$N11`), a whole column (`N`) or a whole row (`$11`).
struct Reference {
    col: Option<(bool, u16)>,
    row: Option<(bool, u32)>,
}

impl Reference {
    /// Reads one. Letters or digits alone are a column or a row only beside a colon (`A:A`).
    fn parse(token: &str, in_range: bool) -> Option<Self> {
        let (fixed, rest) = token.strip_prefix('$').map_or((false, token), |rest| (true, rest));
        if let Some(cell) = CellRef::parse(token) {
            let fixed_row = rest.contains('$');
            return Some(Self { col: Some((fixed, cell.col)), row: Some((fixed_row, cell.row)) });
        }
        if !in_range {
            return None;
        }
        if let Some(cell) =
            CellRef::parse(&format!("{rest}1")).filter(|_| rest.bytes().all(|b| b.is_ascii_alphabetic()))
        {
            return Some(Self { col: Some((fixed, cell.col)), row: None });
        }
        let cell = CellRef::parse(&format!("A{rest}"))?;
        Some(Self { col: None, row: Some((fixed, cell.row)) })
    }

    fn moved(&self, rows: i64, cols: i64) -> Option<String> {
        let mut text = String::new();
        if let Some((fixed, col)) = self.col {
            let col = if fixed { i64::from(col) } else { i64::from(col) + cols };
            let col = u16::try_from(col).ok().filter(|&col| col < 16_384)?;
            text.push_str(if fixed { "$" } else { "" });
            text.push_str(&CellRef::letters(col));
        }
        if let Some((fixed, row)) = self.row {
            let row = if fixed { i64::from(row) } else { i64::from(row) + rows };
            let row = u32::try_from(row).ok().filter(|&row| row < 1_048_576)?;
            text.push_str(if fixed { "$" } else { "" });
            text.push_str(&(row + 1).to_string());
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_references_move_and_nothing_else() {
        let from = CellRef::new(11, 17);
        let to = CellRef::new(13, 18);
        for (formula, expected) in [
            ("Q12/P12*100", Some("R14/Q14*100")),
            ("$Q12/P$12", Some("$Q14/Q$12")),
            ("IF(A1=\"A1 \"\"B2\",LOG10(B2),'A1 B2'!C3)", Some("IF(B3=\"A1 \"\"B2\",LOG10(C4),'A1 B2'!D5)")),
            ("[1]Sheet1!A1+Tabel1[A1]+D1_x", Some("[1]Sheet1!B3+Tabel1[A1]+D1_x")),
            ("SUM(A1:A3)", Some("SUM(B3:B5)")),
            ("SUM(A:$B,1:$2)*3", Some("SUM(B:$B,3:$2)*3")),
            ("XFD1", None),
            ("", Some("")),
        ] {
            assert_eq!(moved(formula, from, to).as_deref(), expected, "{formula}");
        }
    }
}
