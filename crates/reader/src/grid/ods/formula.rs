//! OpenFormula (`of:=SUM([.B7];[.B8])`) as Excel would write it (`SUM(B7,B8)`).

/// The formula without the leading `=`; it is left as it is where its notation is not known.
pub(super) fn to_excel(formula: &str) -> String {
    let (notation, formula) = match formula.split_once(":=") {
        Some((notation, rest)) => (notation, rest),
        None => ("", formula.strip_prefix('=').unwrap_or(formula)),
    };
    // Excel's own notation, kept by some writers.
    if notation == "msoxl" { formula.to_owned() } else { converted(formula) }
}

fn converted(formula: &str) -> String {
    let mut out = String::with_capacity(formula.len());
    let mut rest = formula;
    let mut in_array = false;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '"' => {
                let end = quoted(after, '"');
                out.push('"');
                out.push_str(after.get(..end).unwrap_or_default());
                after.get(end..).unwrap_or_default()
            }
            '[' => {
                let end = reference_end(after);
                reference(after.get(..end).unwrap_or_default(), &mut out);
                after.get(end + 1..).unwrap_or_default()
            }
            _ => {
                in_array = c == '{' || in_array && c != '}';
                out.push(match c {
                    ';' | '~' => ',',
                    '|' if in_array => ';',
                    '!' => ' ',
                    other => other,
                });
                after
            }
        };
    }
    out
}

/// Where a text in quotes ends, its closing quote included; a doubled quote stands for itself.
fn quoted(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if c == quote && chars.next_if(|next| next.1 == quote).is_none() {
            return i + quote.len_utf8();
        }
    }
    text.len()
}

/// Where a reference in brackets ends; sheet names in quotes may hold brackets.
fn reference_end(text: &str) -> usize {
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        at += c.len_utf8();
        match c {
            '\'' => at += quoted(text.get(at..).unwrap_or_default(), '\''),
            ']' => return at - 1,
            _ => {}
        }
    }
    text.len()
}

/// `.B7`, `$Sheet1.$B$7:.C8`, `'A.B'.A1` or `#REF!`, without its brackets.
fn reference(text: &str, out: &mut String) {
    for (i, cell) in corners(text).into_iter().enumerate() {
        if i > 0 {
            out.push(':');
        }
        let name = cell.find('\'').map_or(0, |at| at + 1 + quoted(cell.get(at + 1..).unwrap_or_default(), '\''));
        let dot = cell.get(name..).and_then(|rest| rest.find('.')).map(|dot| name + dot);
        match dot.map(|dot| (cell.get(..dot).unwrap_or_default(), cell.get(dot + 1..).unwrap_or_default())) {
            Some(("", cell)) => out.push_str(cell),
            Some((sheet, cell)) => {
                out.push_str(sheet.strip_prefix('$').unwrap_or(sheet));
                out.push('!');
                out.push_str(cell);
            }
            None => out.push_str(cell),
        }
    }
}

/// The two corners of an area, or the one cell.
fn corners(text: &str) -> Vec<&str> {
    let mut in_quotes = false;
    text.split(|c| {
        in_quotes ^= c == '\'';
        c == ':' && !in_quotes
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_read_as_in_excel() {
        for (of, excel) in [
            ("of:=SUM([.B7];[.B8])", "SUM(B7,B8)"),
            ("of:=SUM([.P11:.P22])", "SUM(P11:P22)"),
            ("of:=ROUND([.$Q$12]/[.P12]*100;2)", "ROUND($Q$12/P12*100,2)"),
            ("of:=[$'LAMPIRAN 2'.A1]&\"a;[.B1]\"\"\"", "'LAMPIRAN 2'!A1&\"a;[.B1]\"\"\""),
            ("of:=SUM([$Sheet1.A1:.B2])", "SUM(Sheet1!A1:B2)"),
            ("of:=SUM(['it''s 1.5:[x]'.A1])", "SUM('it''s 1.5:[x]'!A1)"),
            ("of:=MATCH(1;{1;2|3;4};0)", "MATCH(1,{1,2;3,4},0)"),
            ("of:=SUM([.A1:.A2]~[.C1])", "SUM(A1:A2,C1)"),
            ("of:=[.#REF!]+1", "#REF!+1"),
            ("of:=IF([.A1]<>0;[.B1]/[.A1];\"-\")", "IF(A1<>0,B1/A1,\"-\")"),
            ("msoxl:=SUM(A1,B1)", "SUM(A1,B1)"),
            ("=[.A1]", "A1"),
            ("of:=[.A1", "A1"),
            ("of:=\"é", "\"é"),
        ] {
            assert_eq!(to_excel(of), excel);
        }
    }
}
