//! Sheets written as Markdown tables, the way the pages of the checks show them, made into what the reader reads.
//!
//! The head of a table holds column letters, the first column row numbers, as on Excel's screen. A cell is typed as in
//! Excel: `2.978.641.819` and `10,89` are numbers, `10,89%` a number shown as a percentage, `'10,89` text, `#REF!` an
//! error, `04/09/2024` a date, `=SUM(D2:D13)` a formula that was never calculated, and anything else text. A row numbered
//! `3–13` stands for eleven rows that differ only in their month (`Februari–Desember`); a row number in brackets, such
//! as `(14)`, is a hidden row.

use lampiran_core::{Bulan, CellRef, Decimal};
use lampiran_reader::grid::{Cell, Content, Format, Sheet, Shown};

/// Days from 30 December 1899, Excel's day nought, to 1 March 0000, from which [`days`] counts.
const DAY_NOUGHT: i64 = 693_899;

/// Reads a sheet from the lines of a table; an error says which line and why.
pub fn sheet(name: &str, hidden: bool, lines: &[&str]) -> Result<Sheet, String> {
    let mut sheet = Sheet { name: name.to_owned(), hidden, ..Sheet::default() };
    for line in lines.iter().skip(2) {
        row(&mut sheet, line).ok_or_else(|| format!("not a row: {line}"))?;
    }
    Ok(sheet)
}

/// The cells between the bars of a line.
fn split(line: &str) -> Option<Vec<&str>> {
    Some(line.trim().strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect())
}

/// One line of a table: a row, or a run of them.
fn row(sheet: &mut Sheet, line: &str) -> Option<()> {
    let cells = split(line)?;
    let (number, cells) = cells.split_first()?;
    let (hidden, number) = match number.strip_prefix('(').and_then(|number| number.strip_suffix(')')) {
        Some(number) => (true, number),
        None => (false, *number),
    };
    let (first, last) = number.split_once('–').unwrap_or((number, number));
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let (first, last) = (first.checked_sub(1)?, last.checked_sub(1)?);
    if hidden {
        sheet.hidden_rows.push((first, last));
    }
    for row in first..=last {
        for (col, text) in (0..).zip(cells.iter().filter(|_| first <= last)) {
            let text = month_of(text, row - first, last - first)?;
            let at = CellRef::new(row, col);
            sheet.cells.extend(cell(at, &text));
            if let Some(formula) = text.strip_prefix('=') {
                sheet.formulas.insert(at, formula.into());
            }
        }
    }
    Some(())
}

/// The text of a cell in the `n`th row of a run: the `n`th month of a run of as many months, else the text itself.
fn month_of(text: &str, n: u32, last: u32) -> Option<String> {
    let month = |name: &str| Bulan::all().find(|bulan| bulan.nama() == name);
    match text.split_once('–').and_then(|(first, last)| month(first).zip(month(last))) {
        Some((from, to)) => {
            let bulan = Bulan::new(from.number() + u8::try_from(n).ok()?)?;
            (u32::from(from.number()) + last == u32::from(to.number())).then(|| bulan.nama().to_owned())
        }
        None => Some(text.to_owned()),
    }
}

/// The cell a text stands for; none where it is blank.
fn cell(at: CellRef, text: &str) -> Option<Cell> {
    let plain = Format::default();
    if text.is_empty() {
        return None;
    }
    if let Some(typed) = text.strip_prefix('\'') {
        return Some(Cell::new(at, Content::from(typed), Format { shown: Shown::Text, ..plain }));
    }
    if text.starts_with('=') {
        return Some(Cell::new(at, Content::Uncalculated, plain));
    }
    if text.starts_with('#') {
        return Some(Cell::new(at, Content::Error(text.into()), plain));
    }
    if let Some(day) = date(text) {
        return Some(Cell::new(at, Content::from(Decimal::from(day)), Format { shown: Shown::Date, ..plain }));
    }
    if let Some(number) = text.strip_suffix('%').and_then(number) {
        let format = Format { shown: Shown::Percent, decimals: u8::try_from(number.scale()).ok(), ..plain };
        return Some(Cell::new(at, Content::from(number / Decimal::ONE_HUNDRED), format));
    }
    if let Some(number) = number(text) {
        let shown_with_decimals = text.contains(['.', ',']);
        let decimals = u8::try_from(number.scale()).ok().filter(|_| shown_with_decimals);
        return Some(Cell::new(at, Content::from(number), Format { decimals, ..plain }));
    }
    Some(Cell::new(at, Content::from(text), plain))
}

/// A number as the form prints it, without doubt: points between groups of three digits, a comma before decimals.
pub fn number(text: &str) -> Option<Decimal> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once(',').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split('.').collect();
    let (first, rest) = groups.split_first()?;
    let sound = (1..=3).contains(&first.len()) || rest.is_empty();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !sound || first.is_empty() || rest.iter().any(|group| group.len() != 3) || digits.ends_with(',') {
        return None;
    }
    if !groups.iter().all(|group| is_digits(group)) || !is_digits(fraction) {
        return None;
    }
    format!("{sign}{}.{fraction}", groups.concat()).trim_end_matches('.').parse().ok()
}

/// The day Excel stores for `dd/mm/yyyy`.
fn date(text: &str) -> Option<i64> {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || (day.len(), month.len(), year.len()) != (2, 2, 4) {
        return None;
    }
    Some(days(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?) - DAY_NOUGHT)
}

/// Days since 1 March of the year nought, in a year that begins in March, so that leap days come last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_the_numbers_excel_stores() {
        assert_eq!(date("01/01/1900"), Some(2), "Excel itself says 1, for it believes in a 29 February 1900");
        assert_eq!(date("01/03/1900"), Some(61));
        assert_eq!(date("04/09/2024"), Some(45_539));
        assert_eq!(date("1/2/2024"), None);
    }

    #[test]
    fn only_numbers_without_doubt_are_numbers() {
        for (text, value) in [("2.978.641.819", "2978641819"), ("10,89", "10.89"), ("0", "0"), ("-1.500", "-1500")] {
            assert_eq!(number(text).map(|number| number.to_string()).as_deref(), Some(value));
        }
        for text in ["-", "1O", "4.90", "1.2.3", "1,", ",5", "", "12 Laporan", "1234.567"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_run_of_rows_is_written_out() {
        let lines = ["| | A |", "| ---: | - |", "| 2–4 | Maret–Mei |", "| (7) | 1,5% |"];
        let sheet = sheet("L", false, &lines).unwrap();
        let cells: Vec<_> = sheet.cells.iter().map(|cell| (cell.at().to_string(), cell.text())).collect();
        assert_eq!(
            cells,
            [
                ("A2".to_owned(), Some("Maret")),
                ("A3".to_owned(), Some("April")),
                ("A4".to_owned(), Some("Mei")),
                ("A7".to_owned(), None)
            ]
        );
        assert_eq!(sheet.hidden_rows, [(6, 6)]);
        assert_eq!(sheet.cells[3].number(), Some("0.015".parse().unwrap()));
    }
}
