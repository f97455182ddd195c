//! Figures that took each other's place: those of two months, or target and realisasi of one.

use rust_decimal::Decimal;

use super::{NAMED, Origin, Search, Suspect};
use crate::Bulan;
use crate::sums::trial::{Change, Trial, is_persen};
use crate::sums::{CellId, EqId, Kind, Role, State};

/// So many sums must be mended by an exchange: fewer may be chance.
const SUMS: usize = 2;

impl Search<'_, '_> {
    /// Explains sums that an exchange of two figures of a block mends.
    pub fn run_exchanged(&mut self) {
        for equation in self.failing(|kind| matches!(kind, Kind::EselonBlok | Kind::Bulanan)) {
            if !self.standing.fails(equation) {
                continue;
            }
            let found = self.exchanges(equation);
            if found.is_empty() || found.len() > NAMED {
                continue;
            }
            let suspects: Vec<Suspect> = found.iter().flat_map(|(pair, _)| pair).map(|c| self.suspect(*c)).collect();
            if let Some((_, trial)) = found.into_iter().next() {
                self.apply(Origin::Exchanged, suspects, &trial);
            }
        }
    }

    /// The exchanges of one of its cells that mend an equation, and no fewer than one other.
    fn exchanges(&self, equation: EqId) -> Vec<([Change; 2], Trial)> {
        let residual = self.standing.residual(equation);
        let whole = self.sums.equation(equation).whole;
        let parts = self.sums.parts(equation).iter().map(|part| (*part, residual));
        let mut found = Vec::new();
        for (cell, delta) in parts.chain([(whole, -residual)]) {
            for other in self.others_of_block(cell, delta) {
                let pair = [(cell, delta), (other, -delta)];
                let trial = Trial::of(self.sums, &self.standing, &pair);
                let sums = trial.mended.iter().filter(|equation| !is_persen(self.sums, **equation)).count();
                // Nothing else may have to change for it but TOTAL rows and percentages.
                let alone = trial.follows.iter().all(|follower| self.sums.cell(*follower).role >= Role::Persen);
                let clean = trial.broken == 0 && trial.failing == 0 && alone;
                if clean && sums >= SUMS && trial.mended.contains(&equation) {
                    found.push((pair, trial));
                }
            }
        }
        found
    }

    /// The figures of a month's block that are what its own should be: of another month, or of the other column.
    fn others_of_block(&self, cell: CellId, delta: Decimal) -> Vec<CellId> {
        let own = self.sums.cell(cell);
        let (Some(bulan), Role::Target | Role::Realisasi) = (own.bulan, own.role) else { return Vec::new() };
        // A figure in the row of a month that has none is exchanged with its dash.
        let is_said = |state: State| matches!(state, State::Angka | State::Nihil);
        if !is_said(own.state) || self.is_kinerja(cell) {
            return Vec::new();
        }
        let blok = own.owner as usize;
        let role = if own.role == Role::Target { Role::Realisasi } else { Role::Target };
        let months = Bulan::all().filter(|other| *other != bulan).map(|other| self.sums.month(blok, other, own.role));
        let right = own.value.saturating_add(delta);
        let is_meant = |other: &CellId| is_said(self.sums.state(*other)) && self.sums.value(*other) == right;
        months.chain([self.sums.month(blok, bulan, role)]).filter(is_meant).collect()
    }
}
