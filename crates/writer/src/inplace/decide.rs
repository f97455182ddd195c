//! What the plan means for the cells that are there: the office's own right formulas stay, everything else that differs
//! becomes a change.

use std::collections::BTreeMap;

use lampiran_core::{CellRef, Decimal, Nilai, Persen, Rupiah, format_id, stands_for};

use super::Flaw;
use super::cells::{CellChange, NewContent};
use super::sheet_xml::{CellXml, SheetXml};
use super::styles::{Shows, Styles};
use crate::formulas;
use crate::isian::Isi;
use crate::sheet::Content;

/// A formula is not longer than this.
const MAX_FORMULA: usize = 8000;
/// Excel keeps this many digits of a number.
const MAX_DIGITS: usize = 15;

/// A cell to be changed, with what a reader of the list of changes sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    /// The change.
    pub change: CellChange,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// Decides about the cells of one sheet.
pub(super) struct Decider<'a> {
    /// The sheet.
    pub sheet: &'a SheetXml<'a>,
    /// The workbook's shared strings.
    pub strings: &'a [String],
    /// The workbook's styles; new ones are added.
    pub styles: &'a mut Styles,
}

impl Decider<'_> {
    /// The changes that the plan means for this sheet. Cells inside an array formula, and cells that a merged area covers,
    /// are left alone.
    pub fn decide(&mut self, plan: &BTreeMap<CellRef, Isi>) -> Result<BTreeMap<CellRef, Decision>, Flaw> {
        let mut decisions = BTreeMap::new();
        let mut row: Option<(u32, BTreeMap<u16, CellXml>)> = None;
        for (&at, isi) in plan {
            if row.as_ref().is_none_or(|(number, _)| *number != at.row) {
                row = Some((at.row, self.sheet.row(at.row)?));
            }
            let Some((_, cells)) = &row else { continue };
            if self.sheet.in_array(at) {
                continue;
            }
            let decision = match isi {
                Isi::Angka(angka) => self.angka(cells.get(&at.col), *angka),
                Isi::Masukan(isi) => self.masukan(at, cells, isi),
                Isi::Persen { content, persen, tertulis } => self.persen(at, cells, content, *persen, tertulis),
                Isi::Nihil { tertulis } => self.nihil(at, cells, tertulis),
                Isi::Jumlah { sel, baris, jumlah, tertulis } => {
                    self.jumlah(at, cells, (sel, *baris), *jumlah, tertulis)
                }
            };
            decisions.extend(decision.map(|decision| (at, decision)));
        }
        self.leave_covered(&mut decisions);
        Ok(decisions)
    }

    /// Only the top left cell of a merged area is written.
    fn leave_covered(&self, decisions: &mut BTreeMap<CellRef, Decision>) {
        for merge in &self.sheet.merges {
            let rows = CellRef::new(merge.first.row, 0)..=CellRef::new(merge.last.row, u16::MAX);
            let inside = decisions.range(rows).map(|(at, _)| *at);
            let covered: Vec<CellRef> = inside.filter(|at| merge.contains(*at) && *at != merge.first).collect();
            for at in covered {
                decisions.remove(&at);
            }
        }
    }

    /// A figure typed as text becomes the number it stands for, shown as it was typed.
    fn angka(&mut self, cell: Option<&CellXml>, angka: Decimal) -> Option<Decision> {
        let cell = cell.filter(|cell| cell.formula.is_none() && is_text(cell))?;
        let number = stored(angka)?;
        let text = self.text(cell);
        let code = code_for(&text, angka.scale());
        let fits = match self.styles.shows(cell.style) {
            Shows::Number(decimals) => decimals >= angka.scale() && !code.contains('"'),
            Shows::General | Shows::Percent | Shows::Date | Shows::Text => false,
        };
        let restyle = !fits || self.styles.is_quoted(cell.style);
        let style = restyle.then(|| self.styles.with_format(cell.style, &code));
        Some(Decision {
            change: CellChange { content: NewContent::Number(number), style },
            before: quoted(&text),
            after: format_id(angka),
        })
    }

    fn persen(
        &mut self,
        at: CellRef,
        cells: &BTreeMap<u16, CellXml>,
        content: &Content,
        persen: Persen,
        written: &Nilai<Persen>,
    ) -> Option<Decision> {
        let cell = cells.get(&at.col);
        let is_right = written.angka().is_some_and(|written| stands_for(*written, persen));
        let style = style(at, cells);
        let fraction = self.styles.shows(style) == Shows::Percent;
        let stored_result = if fraction { persen.0 / Decimal::ONE_HUNDRED } else { persen.0 };
        let own = match content {
            Content::Formula(formula) if fraction => formula.text.strip_suffix("*100").map(str::to_owned),
            Content::Formula(formula) => Some(formula.text.clone()),
            Content::Blank | Content::Text(_) | Content::Number(_) => None,
        };
        let keeps = match (cell, &own) {
            (Some(cell), _) if cell.formula.is_some() => {
                is_right && holds(cell, |value| stands_for(scaled(value, fraction), persen))
            }
            (Some(_), None) => is_right,
            _ => false,
        };
        if keeps {
            return None;
        }
        if let Some(cell) = cell.filter(|cell| is_right && was_never_calculated(cell)) {
            return self.calculated(at, cell, stored_result);
        }
        let shown = format_id(persen.rounded().0);
        self.write(at, cells, own, stored_result, "0.00", &shown)
    }

    /// No percentage is `-`; a 0 says nothing else, and stays.
    fn nihil(&mut self, at: CellRef, cells: &BTreeMap<u16, CellXml>, written: &Nilai<Persen>) -> Option<Decision> {
        let cell = cells.get(&at.col);
        let is_error = cell.is_some_and(|cell| cell.kind == "e");
        let stays = match written {
            Nilai::Nihil => true,
            Nilai::Angka(persen) => persen.0.is_zero(),
            Nilai::Kosong | Nilai::TakTerbaca => false,
        };
        if stays && !is_error {
            return None;
        }
        let style = cell.is_none().then(|| style(at, cells));
        Some(Decision {
            change: CellChange { content: NewContent::Text("-".into()), style },
            before: self.before(at, cell),
            after: "-".into(),
        })
    }

    fn jumlah(
        &mut self,
        at: CellRef,
        cells: &BTreeMap<u16, CellXml>,
        (sel, baris): (&[CellRef], (u32, u32)),
        jumlah: Decimal,
        written: &Nilai<Rupiah>,
    ) -> Option<Decision> {
        let is_right = written.angka().is_some_and(|written| written.0 == jumlah);
        let cell = cells.get(&at.col);
        if cell.is_some_and(|cell| cell.formula.is_some() && is_right && holds(cell, |value| value == jumlah)) {
            return None;
        }
        if let Some(cell) = cell.filter(|cell| is_right && was_never_calculated(cell)) {
            return self.calculated(at, cell, jumlah);
        }
        let is_nil = *written == Nilai::Nihil && jumlah.is_zero();
        if is_nil {
            return None;
        }
        let own = self.sum(sel, baris).filter(|formula| formula.len() <= MAX_FORMULA);
        if own.is_none() && is_right {
            return None;
        }
        let code = if jumlah.normalize().scale() == 0 { "#,##0" } else { "#,##0.00" };
        self.write(at, cells, own, jumlah, code, &format_id(jumlah))
    }

    /// `SUM` of one area where only the cells that count hold numbers in it, else of their runs.
    fn sum(&self, cells: &[CellRef], (first, last): (u32, u32)) -> Option<String> {
        let col = cells.first()?.col;
        let mut sorted = cells.to_vec();
        sorted.sort_unstable_by_key(|cell| cell.row);
        let counts = |cell: &CellRef| sorted.binary_search_by_key(&{ cell.row }, |known| known.row).is_ok();
        let one_column = sorted.iter().all(|cell| cell.col == col && (first..=last).contains(&{ cell.row }));
        if one_column && self.sheet.numbers_between(col, first, last).iter().all(counts) {
            return Some(format!("SUM({}:{})", CellRef::new(first, col), CellRef::new(last, col)));
        }
        formulas::sum_of("", sorted)
    }

    /// A change to a formula (or the figure itself, where there is none) with a number format that shows it.
    fn write(
        &mut self,
        at: CellRef,
        cells: &BTreeMap<u16, CellXml>,
        formula: Option<String>,
        result: Decimal,
        code: &str,
        shown: &str,
    ) -> Option<Decision> {
        let cell = cells.get(&at.col);
        let style = style(at, cells);
        let restyle = matches!(self.styles.shows(style), Shows::General | Shows::Date | Shows::Text)
            || self.styles.is_quoted(style);
        let new_style =
            if restyle { Some(self.styles.with_format(style, code)) } else { cell.is_none().then_some(style) };
        let before = self.before(at, cell);
        let (content, after) = match formula {
            Some(text) => {
                let after = format!("{shown} (={text})");
                (NewContent::Formula { text, result: approximate(result)? }, after)
            }
            None => (NewContent::Number(approximate(result)?), shown.to_owned()),
        };
        Some(Decision { change: CellChange { content, style: new_style }, before, after })
    }

    /// The text of a cell.
    fn text(&self, cell: &CellXml) -> String {
        if cell.kind == "s" {
            let position = cell.value.trim().parse::<usize>().ok();
            return position.and_then(|i| self.strings.get(i)).cloned().unwrap_or_default();
        }
        cell.value.clone()
    }

    /// What the formula bar shows; text in quotation marks.
    pub(super) fn before(&self, at: CellRef, cell: Option<&CellXml>) -> String {
        let Some(cell) = cell else { return String::new() };
        match self.sheet.formula(at, cell) {
            Some(formula) => format!("={formula}"),
            None if is_text(cell) && !cell.value.is_empty() => quoted(&self.text(cell)),
            None => number(&cell.value).map_or_else(|| cell.value.clone(), format_id),
        }
    }

    /// The office's formula with its result.
    fn calculated(&self, at: CellRef, cell: &CellXml, result: Decimal) -> Option<Decision> {
        let before = self.before(at, Some(cell));
        let content = NewContent::Result(approximate(result)?);
        let after = format!("{} ({before})", format_id(result.round_dp(2)));
        Some(Decision { change: CellChange { content, style: None }, before, after })
    }
}

/// The style of a cell; of the one before it in its row where it is not there.
pub(super) fn style(at: CellRef, cells: &BTreeMap<u16, CellXml>) -> usize {
    cells.range(..=at.col).next_back().map_or(0, |(_, cell)| cell.style)
}

fn is_text(cell: &CellXml) -> bool {
    matches!(cell.kind.as_str(), "s" | "str" | "inlineStr")
}

/// Whether a formula has no result: none is stored, or the 0 of a library that does not calculate.
fn was_never_calculated(cell: &CellXml) -> bool {
    let stored = number(&cell.value);
    cell.formula.is_some() && cell.kind == "n" && stored.is_none_or(|stored| stored.is_zero())
}

/// Whether a number is stored in a cell, and it is right.
fn holds(cell: &CellXml, is_right: impl FnOnce(Decimal) -> bool) -> bool {
    match cell.kind.as_str() {
        "n" => number(&cell.value).is_some_and(is_right),
        // A formula that gives text: how it was read decides.
        "str" => true,
        _ => false,
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// A stored number at the 15 digits that Excel shows.
fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let number: Decimal = text.parse().or_else(|_| Decimal::from_scientific(text)).ok()?;
    number.round_sf(15).map(|number| number.normalize())
}

fn scaled(value: Decimal, fraction: bool) -> Persen {
    Persen(if fraction { value.saturating_mul(Decimal::ONE_HUNDRED) } else { value })
}

/// A typed figure as XML stores it; `None` where Excel would lose digits of it.
pub(super) fn stored(number: Decimal) -> Option<String> {
    let number = number.normalize();
    let digits = number.mantissa().unsigned_abs().to_string();
    (digits.trim_end_matches('0').len() <= MAX_DIGITS).then(|| number.to_string())
}

/// A computed figure as XML stores it: at the 17 digits that tell two floating-point numbers apart.
fn approximate(number: Decimal) -> Option<String> {
    Some(number.round_sf(17)?.normalize().to_string())
}

/// The number format that shows a figure as it was typed: words before and after it are kept (`Rp`, `Laporan`, `%`).
fn code_for(text: &str, decimals: u32) -> String {
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
