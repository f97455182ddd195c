//! Several figures of one block that are wrong at once.

use rust_decimal::Decimal;

use super::Search;
use crate::sums::trial::Change;
use crate::sums::{CellId, EqId, Kind};

impl Search<'_, '_> {
    /// Several months of one block, each wrong by as much as its own sum with the kegiatan is.
    pub(super) fn joint(&self, equation: EqId, residual: Decimal) -> Option<Vec<Change>> {
        if self.sums.equation(equation).kind != Kind::Bulanan {
            return None;
        }
        let changes: Vec<Change> = self.sums.parts(equation).iter().filter_map(|part| self.own_change(*part)).collect();
        let sum = changes.iter().fold(Decimal::ZERO, |sum, (_, delta)| sum.saturating_add(*delta));
        (changes.len() > 1 && sum == residual).then_some(changes)
    }

    /// The change a month needs for its sum with the kegiatan, where that fails.
    fn own_change(&self, cell: CellId) -> Option<Change> {
        let sum = self.sums.equations_of(cell).iter().copied().find(|equation| {
            self.sums.equation(*equation).kind == Kind::EselonBlok && self.standing.fails(*equation)
        })?;
        let residual = self.standing.residual(sum);
        Some((cell, if self.sums.equation(sum).whole == cell { -residual } else { residual }))
    }
}
