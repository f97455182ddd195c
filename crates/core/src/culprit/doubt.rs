//! When a figure that sums ask for is not told as certain: its percentage denies it, another mistake stands in the same
//! sums, or it rests on another guess.

use rust_decimal::Decimal;

use super::{Cause, Origin, Search, Suspect};
use crate::sums::trial::{Change, Trial, is_persen};
use crate::sums::{CellId, EqId, Kind, Role, State};

impl Search<'_, '_> {
    /// The percentages that do not fit a month's figure, and would fit its right one no better: more than one figure is
    /// wrong then.
    pub(super) fn denied(&self, change: &[Change]) -> Vec<EqId> {
        let [(cell, delta)] = change else { return Vec::new() };
        let value = |other: CellId| {
            let own = if other == *cell { *delta } else { Decimal::ZERO };
            self.sums.value(other).saturating_add(own)
        };
        let equations = self.sums.equations_of(*cell).iter().copied();
        let own = equations.filter(|equation| {
            let found = self.sums.equation(*equation);
            found.kind == Kind::Persen && found.whole != *cell && self.standing.fails(*equation)
        });
        own.filter(|equation| !self.sums.persen_holds(*equation, value)).collect()
    }

    /// Whether another figure that is wrong by itself, below zero, with sen, without a target or off its percentage, stands in every sum that
    /// a change mends: both are in the difference then. Nor can a month without target have realisasi after it.
    pub fn is_shared(&self, (cell, delta): &Change, trial: &Trial) -> bool {
        let mut sums = trial.mended.iter().filter(|equation| !is_persen(self.sums, **equation));
        let Some(first) = sums.next() else { return false };
        let rest: Vec<_> = sums.collect();
        // A percentage that comes to fit speaks for the change alone.
        let vouched = trial.mended.iter().any(|equation| is_persen(self.sums, *equation));
        let is_wrong = |other: CellId| {
            let found = self.sums.cell(other);
            let month = matches!(found.role, Role::Target | Role::Realisasi) && !self.is_kinerja(other);
            month
                && (found.value.is_sign_negative()
                    || !found.value.fract().is_zero()
                    || self.is_without_target(other)
                    || (!vouched && self.is_off_persen(other)))
        };
        let written = self.sums.value(*cell);
        let right = written.saturating_add(*delta);
        // What is wrong by itself has its own cure; a figure far from that holds another's mistake too.
        let comma = right == written.saturating_mul(Decimal::ONE_THOUSAND);
        let sen = !written.fract().is_zero() && delta.abs() >= Decimal::ONE && !comma;
        let sign = written.is_sign_negative() && right != -written;
        let nil = self.is_without_target(*cell) && !right.is_zero();
        if nil || (!self.is_kinerja(*cell) && self.sums.cell(*cell).bulan.is_some() && (sen || sign) && !vouched) {
            return true;
        }
        let terms = self.sums.parts(*first).iter().copied().chain([self.sums.equation(*first).whole]);
        let mut others = terms.filter(|other| other != cell && is_wrong(*other));
        others.any(|other| rest.iter().all(|equation| self.stands_in(other, **equation)))
    }

    /// Whether the percentage beside a month's figure does not fit it.
    fn is_off_persen(&self, cell: CellId) -> bool {
        let own = self.sums.equations_of(cell).iter();
        own.into_iter().any(|equation| {
            let found = self.sums.equation(*equation);
            found.kind == Kind::Persen && found.whole != cell && self.standing.fails(*equation)
        })
    }

    /// Whether realisasi stand in a month of which nothing was planned.
    fn is_without_target(&self, cell: CellId) -> bool {
        let found = self.sums.cell(cell);
        let (Role::Realisasi, Some(bulan)) = (found.role, found.bulan) else { return false };
        let target = self.sums.month(found.owner as usize, bulan, Role::Target);
        self.sums.state(target) == State::Nihil && !found.value.is_zero()
    }

    pub(super) fn is_kinerja(&self, cell: CellId) -> bool {
        let blok = self.sums.facts.blok.get(self.sums.cell(cell).owner as usize);
        matches!(blok.map(|blok| blok.isi), Some(crate::facts::Isi::Indikator(..)))
    }

    /// Whether a TOTAL's right figure is not what its figures come to as they are written.
    pub(super) fn builds_on_others(&self, suspect: &Suspect) -> bool {
        let Some(equation) = self.total_of(suspect.cell) else { return false };
        // Of a section where one kegiatan took another's place, the level above alone tells the TOTAL: a slip of the hand
        // must fit too.
        let spoilt = |cause: &Cause| matches!(cause.origin, Origin::Repeated(_)) && cause.mended.contains(&equation);
        if suspect.typo.is_some_and(|typo| typo.weight() > 1) && self.causes.iter().any(spoilt) {
            return false;
        }
        self.written.get(&equation).is_some_and(|(_, sum)| *sum != suspect.right)
    }

    /// Whether a figure could be what the change makes of it: not below zero, no sen where there were none.
    pub(super) fn is_plausible(&self, (cell, delta): Change) -> bool {
        let kinerja = self.is_kinerja(cell);
        let cell = self.sums.cell(cell);
        let right = cell.value.saturating_add(delta);
        let month = matches!(cell.role, Role::Tahunan | Role::Target | Role::Realisasi);
        let sen = !right.fract().is_zero() && cell.value.fract().is_zero() && !(kinerja && month);
        !matches!(cell.state, State::TakTerbaca | State::Kata | State::TakAda) && !right.is_sign_negative() && !sen
    }
}
