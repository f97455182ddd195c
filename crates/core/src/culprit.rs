//! The smallest change that mends all failing sums: which cell is likely wrong, and what should stand there.

mod doubt;
mod exchange;
mod joint;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use rust_decimal::Decimal;

use crate::sums::trial::{Change, Standing, Trial, is_persen};
use crate::sums::{CellId, EqId, Kind, Role, State, Sums};
use crate::typo::Typo;

/// Why some sums fail.
#[derive(Debug, Clone)]
pub(crate) struct Cause {
    /// The failing equation nearest to the cause: the check that speaks.
    pub equation: EqId,
    /// What kind of cause it is.
    pub origin: Origin,
    /// The cells that may be wrong, each of which alone explains all; empty where none stands out.
    pub suspects: Vec<Suspect>,
    /// All failing equations it explains.
    pub mended: Vec<EqId>,
    /// Cells that merely follow.
    pub follows: Vec<CellId>,
}

/// What kind of cause makes sums fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A figure is wrong.
    Figure,
    /// Two figures took each other's place: the suspects, pair by pair.
    Exchanged,
    /// A cell has no figure: unreadable, or not filled in.
    NoFigure(CellId),
    /// A kegiatan printed twice (this block repeats another) is counted twice, or took another's place.
    Repeated(usize),
    /// The hidden blocks of this section are counted.
    Hidden(usize),
    /// Realisasi after the period are counted in this section.
    Outside(usize),
}

/// A cell that may be wrong.
#[derive(Debug, Clone)]
pub(crate) struct Suspect {
    pub cell: CellId,
    /// What the cell holds as written.
    pub state: State,
    /// The figure that stands there; 0 where none does.
    pub written: Decimal,
    /// What should.
    pub right: Decimal,
    /// The slip of the hand that explains it, where one does.
    pub typo: Option<Typo>,
    /// What was counted twice or left out, where the cell is a sum.
    pub slip: Option<Slip>,
}

/// What may go wrong when a sum is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slip {
    /// This cell was left out.
    LeftOut(CellId),
    /// This cell was counted twice.
    Twice(CellId),
    /// Everything was counted twice: subtotals stand among the figures.
    AllTwice,
}

/// Wide sums with more parts than this are not searched for one that was left out or counted twice.
const MANY: usize = 100_000;

/// The score of a change that mends two equations, and leaves few failing.
const CERTAIN: i32 = 6;

/// How much a change is worth that turns the sign of a figure below zero: as much as two equations mended.
const SIGN: i32 = 8;

/// At most so many suspects are named; more of them say nothing.
const NAMED: usize = 2;

/// The search, with what it found so far.
pub(crate) struct Search<'s, 'a> {
    pub sums: &'s mut Sums<'a>,
    pub standing: Standing,
    pub causes: Vec<Cause>,
    /// Of each equation that failed at first: what was written as the whole, and what its parts came to.
    pub written: HashMap<EqId, (Decimal, Decimal)>,
}

/// A candidate change with how well it explains.
struct Scored {
    change: Vec<Change>,
    trial: Trial,
    score: i32,
}

impl<'s, 'a> Search<'s, 'a> {
    /// Works out all equations.
    pub fn new(sums: &'s mut Sums<'a>) -> Self {
        let standing = Standing::of(sums);
        let written = standing.failing().into_iter().map(|equation| {
            let whole = sums.value(sums.equation(equation).whole);
            (equation, (whole, sums.sum_of_parts(equation)))
        });
        let written: HashMap<_, _> = written.collect();
        if !written.is_empty() {
            sums.link();
        }
        Self { written, standing, causes: Vec::new(), sums }
    }

    /// What a cell held before a cause gave it a figure.
    pub fn state_before(&self, cause: &Cause, cell: CellId) -> State {
        let suspect = cause.suspects.iter().find(|suspect| suspect.cell == cell);
        suspect.map_or_else(|| self.sums.state(cell), |suspect| suspect.state)
    }

    /// Explains what two sums or more agree on, where no cell of them is without a figure.
    pub fn run_certain(&mut self, has_gap: impl Fn(&Sums, EqId) -> bool) {
        let mut local = self.failing(|kind| !kind.is_wide() && !kind.is_of_totals());
        local.retain(|equation| !has_gap(self.sums, *equation));
        self.search(&local, CERTAIN);
    }

    /// Explains every equation that still fails: small sums first, then TOTAL rows, then what is between them; of each
    /// the best explanation first.
    pub fn run(&mut self) {
        let local = self.failing(|kind| !kind.is_wide() && !kind.is_of_totals());
        self.search(&local, i32::MIN);
        self.search(&self.failing(Kind::is_wide), i32::MIN);
        self.search(&self.failing(Kind::is_of_totals), i32::MIN);
    }

    /// The failing equations of some kinds.
    fn failing(&self, of: impl Fn(Kind) -> bool) -> Vec<EqId> {
        let failing = self.standing.failing().into_iter();
        failing.filter(|equation| of(self.sums.equation(*equation).kind)).collect()
    }

    fn search(&mut self, equations: &[EqId], least: i32) {
        let mut queue: BinaryHeap<(i32, Reverse<EqId>)> = BinaryHeap::new();
        for equation in equations {
            queue.push((i32::MAX, Reverse(*equation)));
        }
        while let Some((expected, Reverse(equation))) = queue.pop() {
            if !self.standing.fails(equation) {
                continue;
            }
            let candidates = self.candidates(equation);
            let best = candidates.iter().map(|candidate| candidate.score).max().unwrap_or(i32::MIN);
            if best == expected && best >= least {
                self.settle_for(equation, candidates, best);
            } else if best != expected {
                queue.push((best, Reverse(equation)));
            }
        }
    }

    /// Takes the best candidates as the cause of a failing equation.
    fn settle_for(&mut self, equation: EqId, candidates: Vec<Scored>, best: i32) {
        let mut top: Vec<_> =
            candidates.into_iter().filter(|c| c.score == best && c.trial.broken == 0 && best > 0).collect();
        if top.is_empty() {
            self.standing.settle(equation);
            let cause = Cause {
                equation,
                origin: Origin::Figure,
                suspects: Vec::new(),
                mended: vec![equation],
                follows: Vec::new(),
            };
            self.causes.push(cause);
            return;
        }
        let weights: Vec<_> = top.iter().map(|candidate| self.weight(candidate)).collect();
        let heaviest = weights.iter().copied().max().unwrap_or_default();
        let mut weight = weights.into_iter();
        // Few candidates need no further reason; many are told apart by the slip that makes them.
        let few = top.len() <= NAMED;
        top.retain(|_| weight.next() == Some(heaviest));
        let known = few || (heaviest > 1 && top.len() <= NAMED);
        let named = top.iter().filter(|_| known);
        let mut suspects: Vec<_> = named.filter_map(|c| c.change.first().map(|change| self.suspect(*change))).collect();
        // One that may not be told alone is not named.
        let mut denied = Vec::new();
        if let [Scored { change, trial, .. }] = top.as_slice() {
            denied = self.denied(change);
            if !denied.is_empty() || change.iter().any(|change| self.is_shared(change, trial)) {
                suspects.clear();
            }
        }
        if suspects.iter().any(|suspect| self.builds_on_others(suspect)) {
            suspects.clear();
        }
        let Some(chosen) = top.into_iter().next() else { return };
        if chosen.change.len() == 1 {
            if suspects.is_empty() {
                for persen in denied {
                    self.standing.settle(persen);
                }
            }
            self.apply(Origin::Figure, suspects, &chosen.trial);
            return;
        }
        // Several cells of one sum, each with a failing sum of its own, are taken one after the other.
        for change in chosen.change {
            let suspects = vec![self.suspect(change)];
            let trial = Trial::of(self.sums, &self.standing, &[change]);
            self.apply(Origin::Figure, suspects, &trial);
            if let Some(cause) = self.causes.last_mut() {
                cause.equation = equation;
            }
        }
    }

    /// Makes a change, and notes it as the cause of what it mends.
    pub fn apply(&mut self, origin: Origin, suspects: Vec<Suspect>, trial: &Trial) {
        for (cell, delta) in &trial.changes {
            self.sums.change(*cell, *delta);
        }
        self.follow_persen(trial);
        self.standing.update(self.sums, trial);
        let mut mended = trial.mended.clone();
        let apart = |equation: EqId| !suspects.iter().all(|suspect| self.stands_in(suspect.cell, equation));
        mended.sort_by_key(|equation| (self.sums.equation(*equation).kind, apart(*equation), *equation));
        let Some(equation) = mended.first().copied() else { return };
        self.causes.push(Cause { equation, origin, suspects, mended, follows: trial.follows.clone() });
    }

    /// The sum over a section of which a cell is the TOTAL.
    fn total_of(&self, cell: CellId) -> Option<EqId> {
        self.sums.equations_of(cell).iter().copied().find(|equation| {
            let found = self.sums.equation(*equation);
            found.whole == cell && found.kind.is_wide()
        })
    }

    fn stands_in(&self, cell: CellId, equation: EqId) -> bool {
        self.sums.equations_of(cell).contains(&equation)
    }

    /// Sets the percentages right that follow a change.
    fn follow_persen(&mut self, trial: &Trial) {
        for cell in &trial.follows {
            let own = self.sums.equations_of(*cell).iter().copied().find(|equation| is_persen(self.sums, *equation));
            let Some(equation) = own else { continue };
            if self.sums.equation(equation).whole == *cell {
                let exact = self.sums.exact(equation, |cell| self.sums.value(cell));
                let right = exact.map_or(Decimal::ZERO, |exact| exact.rounded().0);
                self.sums.change(*cell, right.saturating_sub(self.sums.value(*cell)));
            }
        }
    }

    /// What a change makes of a cell, and what slip would explain it.
    pub fn suspect(&self, (cell, delta): Change) -> Suspect {
        let found = self.sums.cell(cell);
        let (state, written) = (found.state, found.value);
        let right = found.value.saturating_add(delta);
        let role = found.role;
        let before = found.bulan.and_then(|bulan| self.before(cell, role, bulan));
        // A dash is no figure with a slip in it.
        let typo = match state {
            State::Nihil => None,
            _ => Typo::between((state != State::Kosong).then_some(written), right, before),
        };
        Suspect { cell, state, written, right, typo, slip: self.slip(cell, delta) }
    }

    /// The figure of the month before, in the same column of the same block.
    fn before(&self, cell: CellId, role: Role, bulan: crate::Bulan) -> Option<Decimal> {
        let previous = crate::Bulan::new(bulan.number() - 1)?;
        let owner = self.sums.cell(cell).owner as usize;
        let cell = self.sums.cell(self.sums.month(owner, previous, role));
        (cell.state == State::Angka).then_some(cell.value)
    }

    /// What a sum left out or counted twice, where the difference is exactly that.
    fn slip(&self, cell: CellId, delta: Decimal) -> Option<Slip> {
        let sum = self.total_of(cell)?;
        let parts = self.sums.parts(sum);
        if parts.len() > MANY || delta.is_zero() {
            return None;
        }
        if delta.saturating_add(self.sums.value(cell)) == -delta {
            return Some(Slip::AllTwice);
        }
        parts.iter().copied().find_map(|part| match self.sums.value(part) {
            value if value == delta => Some(Slip::LeftOut(part)),
            value if value == -delta => Some(Slip::Twice(part)),
            _ => None,
        })
    }

    /// How telling it is that a candidate looks as it does: a slip of the hand, or a month that is as the others are.
    fn weight(&self, candidate: &Scored) -> i32 {
        let [change] = candidate.change.as_slice() else { return i32::MAX };
        let suspect = self.suspect(*change);
        let mut weight = suspect.typo.map_or(0, Typo::weight);
        if suspect.slip.is_some() {
            weight = weight.max(3);
        }
        // A TOTAL is likelier wrong than a single figure of which nothing else says so.
        if self.sums.cell(suspect.cell).role >= Role::TotalTahunan {
            weight += 1;
        }
        weight + self.uniformity(&suspect)
    }

    /// Whether the change makes a month like most of its block, or unlike them.
    fn uniformity(&self, suspect: &Suspect) -> i32 {
        let cell = self.sums.cell(suspect.cell);
        let (Some(own), Role::Target | Role::Realisasi) = (cell.bulan, cell.role) else { return 0 };
        let alike = |figure: Decimal| {
            let others = crate::Bulan::all()
                .filter(|bulan| *bulan != own)
                .map(|bulan| self.sums.cell(self.sums.month(cell.owner as usize, bulan, cell.role)));
            others.filter(|other| other.state == State::Angka && other.value == figure).count() > 5
        };
        if alike(suspect.right) {
            2
        } else if suspect.state == State::Angka && alike(suspect.written) {
            -2
        } else {
            0
        }
    }

    /// The changes that would mend a failing equation, each with how well it explains all others.
    fn candidates(&self, equation: EqId) -> Vec<Scored> {
        if is_persen(self.sums, equation) {
            return self.persen_candidates(equation);
        }
        let residual = self.standing.residual(equation);
        let whole = self.sums.equation(equation).whole;
        let mut changes: Vec<Vec<Change>> = vec![vec![(whole, -residual)]];
        changes.extend(self.sums.parts(equation).iter().map(|part| vec![(*part, residual)]));
        changes.extend(self.joint(equation, residual));
        changes
            .into_iter()
            .filter(|change| change.iter().all(|c| self.is_plausible(*c)))
            .map(|c| self.score(c))
            .collect()
    }

    fn score(&self, change: Vec<Change>) -> Scored {
        let trial = Trial::of(self.sums, &self.standing, &change);
        let further = i32::try_from(change.len()).unwrap_or(i32::MAX).saturating_sub(1);
        // A figure below zero is wrong by itself, whatever the sums say.
        let signs = change.iter().filter(|(cell, delta)| {
            let written = self.sums.value(*cell);
            written.is_sign_negative() && written.saturating_add(*delta) == -written
        });
        let signs = i32::try_from(signs.count()).unwrap_or(i32::MAX);
        let score = trial.score().saturating_sub(further.saturating_mul(4)).saturating_add(signs.saturating_mul(SIGN));
        Scored { change, trial, score }
    }

    /// A percentage that does not fit is wrong itself, or one of its figures is, by as much as their sums are.
    fn persen_candidates(&self, equation: EqId) -> Vec<Scored> {
        let persen = self.sums.equation(equation).whole;
        let exact = self.sums.exact(equation, |cell| self.sums.value(cell));
        let right = exact.map_or(Decimal::ZERO, |exact| exact.rounded().0.normalize());
        let change = (persen, right.saturating_sub(self.sums.value(persen)));
        let own = Trial::persen(equation, change);
        let mut candidates = vec![Scored { change: own.changes.clone(), score: own.score(), trial: own }];
        for cell in self.sums.parts(equation) {
            let sums = self.sums.equations_of(*cell).iter().copied();
            for sum in sums.filter(|sum| self.standing.fails(*sum) && !is_persen(self.sums, *sum)) {
                let residual = self.standing.residual(sum);
                let delta = if self.sums.equation(sum).whole == *cell { -residual } else { residual };
                let candidate = self.score(vec![(*cell, delta)]);
                // Several sums may ask for the same change.
                let known = candidates.iter().any(|known| known.change == candidate.change);
                if !known && self.is_plausible((*cell, delta)) && candidate.trial.mended.contains(&equation) {
                    candidates.push(candidate);
                }
            }
        }
        candidates
    }
}
