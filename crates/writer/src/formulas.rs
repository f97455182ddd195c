//! Formulas of the form. One is written only where it comes to the figure that was computed; else the figure stands
//! there itself.

use std::fmt::Display;

use lampiran_core::{CellRef, Decimal};

use crate::sheet::Content;

/// Two figures closer than this are the same: a division ends after 28 digits.
const SAME: Decimal = Decimal::from_parts(1, 0, 0, false, 12);

/// A cell that a formula refers to (as it is written there), and the figure in it.
pub(crate) struct Operand {
    /// `Q12`, or `'LAMPIRAN 1'!Q12` from another sheet.
    pub cell: String,
    /// Its figure.
    pub figure: Decimal,
}

/// How a percentage follows from target and realisasi: where more is better, and the two ways offices have where less
/// is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rumus {
    /// realisasi / target.
    Naik,
    /// (2 × target − realisasi) / target.
    Selisih,
    /// target / realisasi.
    Banding,
}

impl Rumus {
    /// The one by which all these percentages (after their target and realisasi) were computed.
    pub fn fitting(figures: &[(Decimal, Decimal, Decimal)]) -> Self {
        let fits =
            |rumus: &Self| figures.iter().all(|&(target, realisasi, persen)| rumus.comes_to(persen, target, realisasi));
        [Self::Naik, Self::Selisih, Self::Banding].into_iter().find(fits).unwrap_or(Self::Naik)
    }

    /// Whether it comes to this percentage.
    pub fn comes_to(self, persen: Decimal, target: Decimal, realisasi: Decimal) -> bool {
        self.compute(target, realisasi).is_some_and(|result| is_same(result, persen))
    }

    /// As a formula over two cells, in points.
    pub fn formula(self, target: &impl Display, realisasi: &impl Display) -> String {
        let (t, r) = (target, realisasi);
        match self {
            Self::Naik => format!("{r}/{t}*100"),
            Self::Selisih => format!("(2*{t}-{r})/{t}*100"),
            Self::Banding => format!("{t}/{r}*100"),
        }
    }

    fn compute(self, target: Decimal, realisasi: Decimal) -> Option<Decimal> {
        let (part, whole) = match self {
            Self::Naik => (realisasi, target),
            Self::Selisih => (target.checked_mul(Decimal::TWO)?.checked_sub(realisasi)?, target),
            Self::Banding => (target, realisasi),
        };
        part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
    }
}

/// Realisasi against target in points: a formula where it comes to `persen`.
pub(crate) fn capaian(rumus: Rumus, target: &Operand, realisasi: &Operand, persen: Decimal) -> Content {
    if rumus.comes_to(persen, target.figure, realisasi.figure) {
        Content::formula(rumus.formula(&target.cell, &realisasi.cell), persen)
    } else {
        rounded(persen)
    }
}

/// A sum that comes to `result`, where `written` is what its cells add up to.
pub(crate) fn sum(formula: String, written: Decimal, result: Decimal) -> Content {
    let is_kept = Content::number(result).figure().is_some();
    if is_kept && is_same(written, result) && formula.len() <= 8000 {
        Content::formula(formula, result)
    } else {
        rounded(result)
    }
}

/// `SUM(…)` of cells, each run of cells one below the other as one area. `prefix` names the sheet (`'LAMPIRAN 1'!`) or is
/// empty. Nothing where there are no cells, or more areas than a function takes (255).
pub(crate) fn sum_of(prefix: &str, cells: impl IntoIterator<Item = CellRef>) -> Option<String> {
    let mut areas: Vec<(CellRef, CellRef)> = Vec::new();
    for cell in cells {
        match areas.last_mut() {
            Some((_, last)) if last.col == cell.col && last.row + 1 == cell.row => *last = cell,
            _ => areas.push((cell, cell)),
        }
    }
    let areas: Vec<String> = areas
        .into_iter()
        .map(|(first, last)| if first == last { format!("{prefix}{first}") } else { format!("{prefix}{first}:{last}") })
        .collect();
    (1..=255).contains(&areas.len()).then(|| format!("SUM({})", areas.join(",")))
}

/// A figure with no formula, at the digits that Excel keeps.
pub(crate) fn rounded(figure: Decimal) -> Content {
    Content::number(figure.round_sf(15).unwrap_or(figure))
}

fn is_same(a: Decimal, b: Decimal) -> bool {
    a.checked_sub(b).is_some_and(|difference| difference.abs() < SAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operand(cell: &str, figure: i64) -> Operand {
        Operand { cell: cell.into(), figure: figure.into() }
    }

    #[test]
    fn the_formula_is_the_one_that_comes_to_all_figures() {
        for (target, realisasi, persen, formula) in [
            (4, 5, 125, Some("I12/H12*100")),
            (4, 5, 75, Some("(2*H12-I12)/H12*100")),
            (4, 5, 80, Some("H12/I12*100")),
            (4, 5, 99, None),
            (0, 5, 7, None),
        ] {
            let figures = [(target, realisasi, persen), (3, 3, 100)].map(|(t, r, p)| (t.into(), r.into(), p.into()));
            let rumus = Rumus::fitting(&figures);
            let content = capaian(rumus, &operand("H12", target), &operand("I12", realisasi), persen.into());
            let expected = formula.map_or(Content::Number(persen.into()), |f| Content::formula(f, persen.into()));
            assert_eq!(content, expected);
        }
    }

    #[test]
    fn cells_one_below_the_other_are_one_area() {
        let cells = [10, 11, 22].map(|row| CellRef::new(row, 16));
        assert_eq!(sum_of("", cells).as_deref(), Some("SUM(Q11:Q12,Q23)"));
        assert_eq!(sum_of("'L 1'!", cells).as_deref(), Some("SUM('L 1'!Q11:Q12,'L 1'!Q23)"));
        assert_eq!(sum_of("", []), None);
        assert_eq!(sum_of("", (0..600).map(|i| CellRef::new(i * 2, 0))), None);
    }
}
