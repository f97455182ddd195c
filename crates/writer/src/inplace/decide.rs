//! What the plan means for the cells that are there: the office's own right formulas stay, everything else that differs
//! becomes a change.

use std::collections::BTreeMap;
use std::sync::Arc;

use lampiran_core::{Area, CellContent, CellRef, Decimal, Nilai, Persen, Rupiah, format_id, stands_for};

use super::Flaw;
use super::cells::CellChange;
use super::format_codes::{Shows, code_for};
use super::row::CellXml;
use super::sheet_xml::Formulas;
use super::strings::Strings;
use super::styles::Styles;
use crate::isian::{Bagi, Isi};

/// A formula is not longer than this.
const MAX_FORMULA: usize = 8000;
/// Excel keeps this many digits of a number.
const MAX_DIGITS: usize = 15;

/// A cell to be changed, with what a reader of the list of changes sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    /// The change.
    pub change: CellChange,
    /// The number of the style that the cell has then.
    pub style: usize,
    /// What stood there and what stands there now, where changes are listed.
    pub shown: Option<(String, String)>,
}

/// A planned cell as it is in the file.
#[derive(Debug)]
pub(super) struct Spot {
    /// The number of its style; of the cell before it in its row where it is not there.
    pub style: usize,
    /// What is there, if anything is.
    pub cell: Option<Known>,
    /// Whether the change is listed.
    is_listed: bool,
}

/// What stands in a cell.
#[derive(Debug)]
pub(super) struct Known {
    kind: Kind,
    /// Its formula, written out; empty where that cannot be done.
    formula: Option<String>,
    /// Its value, as stored; a text as it is.
    value: String,
}

/// What a cell's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Text,
    /// A formula's text.
    Result,
    Error,
    Other,
}

/// Decides about the cells of one sheet while its rows pass by.
pub(super) struct Decider<'a> {
    /// The workbook's shared strings.
    strings: &'a mut Strings,
    /// The workbook's styles; new ones are added.
    pub styles: &'a mut Styles,
    /// Whether changes are listed.
    are_listed: bool,
    decisions: BTreeMap<CellRef, Decision>,
}

impl<'a> Decider<'a> {
    /// Starts with a sheet.
    pub fn new(strings: &'a mut Strings, styles: &'a mut Styles, are_listed: bool) -> Self {
        Self { strings, styles, are_listed, decisions: BTreeMap::new() }
    }

    /// Decides about the planned cells of a row. Cells inside an array formula are left alone.
    pub fn row(&mut self, cells: &[CellXml<'_>], formulas: &Formulas, plan: &[(CellRef, Isi)]) -> Result<(), Flaw> {
        for (at, isi) in plan {
            if formulas.in_array(*at) {
                continue;
            }
            let spot = self.spot(*at, cells, formulas)?;
            let decision = match isi {
                Isi::Angka(angka) => self.angka(&spot, *angka),
                Isi::Masukan(isi) => self.masukan(&spot, isi),
                Isi::Persen { rumus, persen, tertulis } => self.persen(&spot, *rumus, *persen, tertulis),
                Isi::Nihil { tertulis } => Self::nihil(&spot, tertulis),
                Isi::Jumlah { rumus, jumlah, tertulis } => self.jumlah(&spot, rumus.as_deref(), *jumlah, tertulis),
            };
            self.decisions.extend(decision.map(|decision| (*at, decision)));
        }
        Ok(())
    }

    /// What was decided. Cells that a merged area covers are left alone: only its top left cell is
    /// written.
    pub fn finish(mut self, merges: &[Area]) -> BTreeMap<CellRef, Decision> {
        for merge in merges {
            let rows = CellRef::new(merge.first.row, 0)..=CellRef::new(merge.last.row, u16::MAX);
            let inside = self.decisions.range(rows).map(|(at, _)| *at);
            let covered: Vec<CellRef> = inside.filter(|at| merge.contains(*at) && *at != merge.first).collect();
            for at in covered {
                self.decisions.remove(&at);
            }
        }
        self.decisions
    }

    /// A cell of a row as it is.
    fn spot(&mut self, at: CellRef, cells: &[CellXml<'_>], formulas: &Formulas) -> Result<Spot, Flaw> {
        let behind = cells.partition_point(|cell| cell.col <= at.col);
        let near = behind.checked_sub(1).and_then(|i| cells.get(i));
        let style = near.map_or(0, |cell| cell.style);
        let Some(cell) = near.filter(|cell| cell.col == at.col) else {
            return Ok(Spot { style, cell: None, is_listed: self.are_listed });
        };
        let formula = cell.formula()?.map(|formula| formulas.text(at, &formula).unwrap_or_default());
        let value = cell.value()?;
        let (kind, value) = match cell.kind {
            "n" => (Kind::Number, value),
            "s" => (Kind::Text, self.strings.get(&value)?),
            "str" if formula.is_some() => (Kind::Result, value),
            "str" | "inlineStr" => (Kind::Text, value),
            "e" => (Kind::Error, value),
            _ => (Kind::Other, value),
        };
        Ok(Spot { style, cell: Some(Known { kind, formula, value }), is_listed: self.are_listed })
    }

    /// A figure typed as text becomes the number it stands for, shown as it was typed.
    fn angka(&mut self, spot: &Spot, angka: Decimal) -> Option<Decision> {
        let cell = spot.cell.as_ref().filter(|cell| cell.formula.is_none() && cell.kind == Kind::Text)?;
        let number = stored(angka)?;
        let code = code_for(&cell.value, angka.scale());
        let fits = match self.styles.shows(spot.style) {
            Shows::Number(decimals) => decimals >= angka.scale() && !code.contains('"'),
            Shows::General | Shows::Percent | Shows::Date | Shows::Text => false,
        };
        let restyle = !fits || self.styles.is_quoted(spot.style);
        let style = restyle.then(|| self.styles.with_format(spot.style, &code));
        Some(spot.decision(CellContent::Number(number), style, || format_id(angka)))
    }

    fn persen(
        &mut self,
        spot: &Spot,
        rumus: Option<Bagi>,
        persen: Persen,
        written: &Nilai<Persen>,
    ) -> Option<Decision> {
        let cell = spot.cell.as_ref();
        let is_right = written.angka().is_some_and(|written| stands_for(*written, persen));
        let fraction = self.styles.shows(spot.style) == Shows::Percent;
        let stored_result = if fraction { persen.0 / Decimal::ONE_HUNDRED } else { persen.0 };
        let keeps = match (cell, rumus) {
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
            return spot.calculated(cell, stored_result);
        }
        let formula = rumus.map(Bagi::formula);
        // As a fraction it is not multiplied by a hundred.
        let formula =
            formula.map(|points| points.strip_suffix("*100").filter(|_| fraction).map(str::to_owned).unwrap_or(points));
        self.write(spot, formula, stored_result, "0.00", persen.rounded().0)
    }

    /// No percentage is `-`; a 0 says nothing else, and stays.
    fn nihil(spot: &Spot, written: &Nilai<Persen>) -> Option<Decision> {
        let is_error = spot.cell.as_ref().is_some_and(|cell| cell.kind == Kind::Error);
        let stays = match written {
            Nilai::Nihil => true,
            Nilai::Angka(persen) => persen.0.is_zero(),
            Nilai::Kosong | Nilai::TakTerbaca => false,
        };
        if stays && !is_error {
            return None;
        }
        Some(spot.decision(CellContent::Text("-".into()), None, || "-".into()))
    }

    fn jumlah(
        &mut self,
        spot: &Spot,
        rumus: Option<&str>,
        jumlah: Decimal,
        written: &Nilai<Rupiah>,
    ) -> Option<Decision> {
        let is_right = written.angka().is_some_and(|written| written.0 == jumlah);
        let cell = spot.cell.as_ref();
        if cell.is_some_and(|cell| cell.formula.is_some() && is_right && holds(cell, |value| value == jumlah)) {
            return None;
        }
        if let Some(cell) = cell.filter(|cell| is_right && was_never_calculated(cell)) {
            return spot.calculated(cell, jumlah);
        }
        let is_nil = *written == Nilai::Nihil && jumlah.is_zero();
        if is_nil {
            return None;
        }
        let own = rumus.filter(|formula| formula.len() <= MAX_FORMULA).map(str::to_owned);
        if own.is_none() && is_right {
            return None;
        }
        let code = if jumlah.normalize().scale() == 0 { "#,##0" } else { "#,##0.00" };
        self.write(spot, own, jumlah, code, jumlah)
    }

    /// A change to a formula (or the figure itself, where there is none) with a number format that shows it.
    fn write(
        &mut self,
        spot: &Spot,
        formula: Option<String>,
        result: Decimal,
        code: &str,
        shown: Decimal,
    ) -> Option<Decision> {
        let fits = match self.styles.shows(spot.style) {
            // A cell that is not there takes the looks of its neighbour, whose figures may have fewer decimals.
            Shows::Number(decimals) => spot.cell.is_some() || decimals >= decimals_of(code),
            Shows::Percent => true,
            Shows::General | Shows::Date | Shows::Text => false,
        };
        let restyle = !fits || self.styles.is_quoted(spot.style);
        let style = restyle.then(|| self.styles.with_format(spot.style, code));
        let result = approximate(result)?;
        let Some(text) = formula else {
            return Some(spot.decision(CellContent::Number(result), style, || format_id(shown)));
        };
        let after = spot.is_listed.then(|| format!("{} (={text})", format_id(shown)));
        Some(spot.decision(CellContent::Formula { text, result }, style, || after.unwrap_or_default()))
    }
}

impl Spot {
    /// A decision about the cell; a new one looks like the one before it.
    pub(super) fn decision(
        &self,
        content: CellContent,
        style: Option<usize>,
        after: impl FnOnce() -> String,
    ) -> Decision {
        let style = style.or_else(|| self.cell.is_none().then_some(self.style));
        Decision {
            change: CellChange { content: Some(Arc::new(content)), style },
            style: style.unwrap_or(self.style),
            shown: self.is_listed.then(|| (self.before(), after())),
        }
    }

    /// What the formula bar shows; text in quotation marks.
    fn before(&self) -> String {
        let Some(cell) = &self.cell else { return String::new() };
        match (&cell.formula, cell.kind) {
            (Some(formula), _) => format!("={formula}"),
            (None, Kind::Text) if !cell.value.is_empty() => quoted(&cell.value),
            (None, _) => number(&cell.value).map_or_else(|| cell.value.clone(), format_id),
        }
    }

    /// The office's formula with its result.
    fn calculated(&self, cell: &Known, result: Decimal) -> Option<Decision> {
        let formula = cell.formula.as_deref().unwrap_or_default();
        let after = || format!("{} (={formula})", format_id(result.round_dp(2)));
        Some(self.decision(CellContent::Result(approximate(result)?), None, after))
    }
}

/// Whether a formula has no result: none is stored, or the 0 of a library that does not calculate.
fn was_never_calculated(cell: &Known) -> bool {
    let stored = number(&cell.value);
    cell.formula.is_some() && cell.kind == Kind::Number && stored.is_none_or(|stored| stored.is_zero())
}

/// Whether a number is stored in a cell, and it is right.
fn holds(cell: &Known, is_right: impl FnOnce(Decimal) -> bool) -> bool {
    match cell.kind {
        Kind::Number => number(&cell.value).is_some_and(is_right),
        // A formula that gives text: how it was read decides.
        Kind::Result => true,
        Kind::Text | Kind::Error | Kind::Other => false,
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// How many decimals a plain number format shows.
fn decimals_of(code: &str) -> u32 {
    code.split_once('.').map_or(0, |(_, decimals)| u32::try_from(decimals.len()).unwrap_or_default())
}

/// A stored number at the 15 digits that Excel shows.
fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let number: Decimal = text.parse().or_else(|_| Decimal::from_scientific(text)).ok()?;
    number.round_sf(15).map(|number| number.normalize())
}

/// A stored percentage in points, with no more decimals than it says.
fn scaled(value: Decimal, fraction: bool) -> Persen {
    Persen(if fraction { value.saturating_mul(Decimal::ONE_HUNDRED).normalize() } else { value })
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
