//! One figure changed on trial: which sums it mends, which it breaks, and which cells merely follow.

use rust_decimal::Decimal;

use super::{CellId, EqId, Kind, Sums};

/// A cell and by how much its figure changes.
pub(crate) type Change = (CellId, Decimal);

/// How each equation stands now.
pub(crate) struct Standing {
    /// By how much the whole exceeds its parts; of a percentage, 1 where it does not fit.
    residual: Vec<Decimal>,
    /// Equations that cannot be judged, or are accounted for.
    settled: Vec<bool>,
}

impl Standing {
    /// Works out all equations.
    pub fn of(sums: &Sums) -> Self {
        let all = 0..u32::try_from(sums.equations.len()).unwrap_or(u32::MAX);
        let residual: Vec<_> = all.map(|equation| Self::work_out(sums, equation)).collect();
        Self { settled: vec![false; residual.len()], residual }
    }

    fn work_out(sums: &Sums, equation: EqId) -> Decimal {
        match sums.equation(equation).kind {
            Kind::Persen | Kind::TotalPersen => {
                let holds = sums.persen_holds(equation, |cell| sums.value(cell));
                if holds { Decimal::ZERO } else { Decimal::ONE }
            }
            _ => sums.residual(equation),
        }
    }

    /// By how much the whole of a sum exceeds its parts.
    pub fn residual(&self, equation: EqId) -> Decimal {
        self.residual.get(equation as usize).copied().unwrap_or_default()
    }

    /// Whether an equation fails, and is not accounted for.
    pub fn fails(&self, equation: EqId) -> bool {
        !self.residual(equation).is_zero() && !self.is_settled(equation)
    }

    fn is_settled(&self, equation: EqId) -> bool {
        self.settled.get(equation as usize).copied().unwrap_or(true)
    }

    /// Leaves an equation out of all further thought.
    pub fn settle(&mut self, equation: EqId) {
        if let Some(settled) = self.settled.get_mut(equation as usize) {
            *settled = true;
        }
    }

    /// All equations that fail, in order.
    pub fn failing(&self) -> Vec<EqId> {
        (0..u32::try_from(self.residual.len()).unwrap_or(u32::MAX)).filter(|equation| self.fails(*equation)).collect()
    }

    /// Works out again what a change has touched.
    pub fn update(&mut self, sums: &Sums, trial: &Trial) {
        for (equation, delta) in &trial.deltas {
            if let Some(residual) = self.residual.get_mut(*equation as usize) {
                *residual = residual.saturating_add(*delta);
            }
        }
        for (cell, _) in &trial.changes {
            for equation in sums.equations_of(*cell).iter().filter(|e| is_persen(sums, **e)) {
                if let Some(residual) = self.residual.get_mut(*equation as usize) {
                    *residual = Self::work_out(sums, *equation);
                }
            }
        }
    }
}

/// What comes of a change.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trial {
    /// The changes, those that follow included.
    pub changes: Vec<Change>,
    /// Equations that failed and now hold.
    pub mended: Vec<EqId>,
    /// Cells that follow: sums that held before, and percentages that fitted before.
    pub follows: Vec<CellId>,
    /// How many equations held and no longer do.
    pub broken: i32,
    /// How many equations it touches fail as before.
    pub failing: i32,
    /// How telling the cells that follow speak against it.
    cost: i32,
    /// By how much each sum's residual changes.
    deltas: Vec<(EqId, Decimal)>,
}

impl Trial {
    /// Changes some cells on trial.
    pub fn of(sums: &Sums, standing: &Standing, changes: &[Change]) -> Self {
        let mut trial = Self { changes: changes.to_vec(), ..Self::default() };
        for change in changes {
            trial.add(sums, *change);
        }
        trial.follow(sums, standing);
        for (equation, delta) in &trial.deltas {
            let residual = standing.residual(*equation);
            if !standing.fails(*equation) || delta.is_zero() {
                continue;
            }
            if residual.saturating_add(*delta).is_zero() {
                trial.mended.push(*equation);
            } else {
                trial.failing += 1;
            }
        }
        trial.judge_persen(sums, standing);
        trial
    }

    /// A percentage set right: nothing but its own equation is touched.
    pub fn persen(equation: EqId, change: Change) -> Self {
        Self { mended: vec![equation], changes: vec![change], ..Self::default() }
    }

    /// How well it explains: what it mends, less what it breaks, leaves failing, or makes follow.
    pub fn score(&self) -> i32 {
        let mended = i32::try_from(self.mended.len()).unwrap_or(i32::MAX);
        4i32.saturating_mul(mended) - 4 * self.broken - self.failing - self.cost
    }

    /// How many of the small sums and percentages a cell stands in fail all the same: they speak against the figure. A
    /// TOTAL may be off by much else.
    pub fn denying(&self, sums: &Sums, standing: &Standing, cell: CellId) -> usize {
        let own = sums.equations_of(cell).iter().filter(|equation| {
            let kind = sums.equation(**equation).kind;
            !kind.is_wide() && !kind.is_of_totals() && standing.fails(**equation)
        });
        own.filter(|equation| !self.mended.contains(equation)).count()
    }

    fn add(&mut self, sums: &Sums, (cell, delta): Change) {
        for equation in sums.equations_of(cell).iter().filter(|e| !is_persen(sums, **e)) {
            let delta = if sums.equation(*equation).whole == cell { delta } else { -delta };
            match self.deltas.iter_mut().find(|(known, _)| known == equation) {
                Some((_, sum)) => *sum = sum.saturating_add(delta),
                None => self.deltas.push((*equation, delta)),
            }
        }
    }

    /// A sum that held and is a formula follows its parts; one whose whole was changed breaks.
    fn follow(&mut self, sums: &Sums, standing: &Standing) {
        let mut next = 0;
        while let Some((equation, delta)) = self.deltas.get(next).copied() {
            next += 1;
            if delta.is_zero() || standing.is_settled(equation) || standing.fails(equation) {
                continue;
            }
            let whole = sums.equation(equation).whole;
            if self.changes.iter().any(|(cell, _)| *cell == whole) || !sums.is_written(whole) {
                self.broken += 1;
                continue;
            }
            self.changes.push((whole, -delta));
            self.follows.push(whole);
            self.cost += 1;
            self.add(sums, (whole, -delta));
        }
    }

    fn judge_persen(&mut self, sums: &Sums, standing: &Standing) {
        let mut touched: Vec<EqId> = Vec::new();
        for (cell, _) in &self.changes {
            touched.extend(sums.equations_of(*cell).iter().filter(|e| is_persen(sums, **e)));
        }
        touched.sort_unstable();
        touched.dedup();
        for equation in touched {
            let holds = sums.persen_holds(equation, |cell| self.value(sums, cell));
            match (standing.fails(equation), holds) {
                (true, true) => self.mended.push(equation),
                (true, false) => self.failing += i32::from(sums.equation(equation).kind == Kind::Persen),
                (false, false) if !standing.is_settled(equation) => {
                    let equation = sums.equation(equation);
                    self.follows.push(equation.whole);
                    // The percentage of a TOTAL row is a formula; one of a month may be what the official saw.
                    self.cost += i32::from(equation.kind == Kind::Persen);
                }
                (false, _) => {}
            }
        }
    }

    /// A cell's figure with the changes made.
    fn value(&self, sums: &Sums, cell: CellId) -> Decimal {
        let delta = self.changes.iter().find(|(changed, _)| *changed == cell).map_or(Decimal::ZERO, |(_, d)| *d);
        sums.value(cell).saturating_add(delta)
    }
}

/// Whether an equation is of a percentage.
pub(crate) fn is_persen(sums: &Sums, equation: EqId) -> bool {
    matches!(sums.equation(equation).kind, Kind::Persen | Kind::TotalPersen)
}
