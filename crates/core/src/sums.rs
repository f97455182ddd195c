//! The sums of a report: every cell with a figure, and the equations the form demands of them.

mod cells;
pub(crate) mod trial;

use std::ops::Range;

use rust_decimal::Decimal;

use crate::facts::Facts;
use crate::rumus::{Rumus, stands_for};
use crate::settings::Agregasi;
use crate::{Bulan, Persen, rumus};

use cells::Cells;
pub(crate) use cells::{Cell, CellId, Role, State};

/// An equation, as a position in [`Sums::equations`].
pub(crate) type EqId = u32;

/// What an equation says; the one nearest to a wrong cell first: that check speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Twelve months are the year's budget.
    Bulanan,
    /// The months of kinerja are the year's target.
    Kinerja,
    /// realisasi / target of a month is its percentage.
    Persen,
    /// All Tahunan are the TOTAL.
    TotalTahunan,
    /// All monthly targets are the TOTAL.
    TotalTarget,
    /// All realisasi of the period are the TOTAL.
    TotalRealisasi,
    /// The kegiatan are their program: Tahunan, or target or realisasi of a month.
    EselonBlok,
    /// The TOTAL of the lower eselon are the TOTAL of the higher.
    EselonTotal,
    /// realisasi / tahunan of the TOTAL row is its percentage.
    TotalPersen,
}

impl Kind {
    /// The check that speaks where it fails.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bulanan => "target-bulanan-tidak-sama-tahunan",
            Self::Kinerja => "target-kinerja-tidak-sama-tahunan",
            Self::TotalTahunan => "total-tahunan-tidak-cocok",
            Self::TotalTarget => "total-target-tidak-cocok",
            Self::TotalRealisasi => "total-realisasi-tidak-cocok",
            Self::EselonBlok | Self::EselonTotal => "jumlah-eselon-tidak-cocok",
            Self::Persen => "persen-tidak-cocok",
            Self::TotalPersen => "total-persen-tidak-cocok",
        }
    }

    /// Whether it is between the cells of TOTAL rows alone.
    pub const fn is_of_totals(self) -> bool {
        matches!(self, Self::EselonTotal | Self::TotalPersen)
    }

    /// Whether its sum runs over a whole section.
    pub const fn is_wide(self) -> bool {
        matches!(self, Self::TotalTahunan | Self::TotalTarget | Self::TotalRealisasi)
    }
}

/// One cell that should be the sum of others, or the percentage of two.
#[derive(Debug, Clone)]
pub(crate) struct Equation {
    pub kind: Kind,
    /// The sum, or the percentage.
    pub whole: CellId,
    /// Where the cells added up stand in [`Sums::pool`]; of a percentage: part and whole.
    parts: Range<u32>,
    /// The formula of a percentage.
    pub rumus: Rumus,
}

/// All cells and equations of a report.
pub(crate) struct Sums<'a> {
    pub facts: &'a Facts<'a>,
    cells: Cells<'a>,
    pub equations: Vec<Equation>,
    pool: Vec<CellId>,
    /// The equations of each cell: `links[starts[c]..starts[c + 1]]`.
    starts: Vec<u32>,
    links: Vec<EqId>,
}

impl<'a> Sums<'a> {
    /// Lays out the cells of a report, without equations.
    pub fn new(facts: &'a Facts<'a>) -> Self {
        Self {
            facts,
            cells: Cells::of(facts),
            equations: Vec::new(),
            pool: Vec::new(),
            starts: Vec::new(),
            links: Vec::new(),
        }
    }

    /// A cell with all that is known of it.
    pub fn cell(&self, cell: CellId) -> Cell {
        self.cells.get(cell)
    }

    /// The figure of a cell; 0 where it holds none.
    pub fn value(&self, cell: CellId) -> Decimal {
        self.cells.value(cell)
    }

    /// What a cell holds.
    pub fn state(&self, cell: CellId) -> State {
        self.cells.state(cell)
    }

    /// An equation.
    #[allow(clippy::indexing_slicing, reason = "an EqId is made by Sums alone, and equations are never taken away")]
    pub fn equation(&self, equation: EqId) -> &Equation {
        &self.equations[equation as usize]
    }

    /// The cells an equation adds up; of a percentage: part and whole.
    pub fn parts(&self, equation: EqId) -> &[CellId] {
        let Range { start, end } = self.equation(equation).parts;
        self.pool.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The cell of a block without months: its Tahunan.
    #[allow(clippy::unused_self, reason = "asked like the other cells")]
    pub fn tahunan(&self, blok: usize) -> CellId {
        Cells::tahunan(blok)
    }

    /// A monthly cell of a block.
    #[allow(clippy::unused_self, reason = "asked like the other cells")]
    pub fn month(&self, blok: usize, bulan: Bulan, role: Role) -> CellId {
        Cells::month(blok, bulan, role)
    }

    /// A cell of a section's TOTAL row, where it has one.
    pub fn total(&self, bagian: usize, role: Role) -> Option<CellId> {
        self.cells.total(bagian, role)
    }

    /// Whether a cell holds a figure that was written.
    pub fn is_written(&self, cell: CellId) -> bool {
        self.state(cell) == State::Angka
    }

    /// Demands that `whole` be the sum of `parts`.
    pub fn demand_sum(&mut self, kind: Kind, whole: CellId, parts: impl IntoIterator<Item = CellId>) {
        self.demand(kind, whole, parts, Rumus::Naik);
    }

    /// Demands that `persen` be the percentage of two cells.
    pub fn demand_persen(&mut self, kind: Kind, persen: CellId, target: CellId, realisasi: CellId, rumus: Rumus) {
        self.demand(kind, persen, [target, realisasi], rumus);
    }

    fn demand(&mut self, kind: Kind, whole: CellId, parts: impl IntoIterator<Item = CellId>, rumus: Rumus) {
        let start = id(self.pool.len());
        self.pool.extend(parts);
        let parts = start..id(self.pool.len());
        self.equations.push(Equation { kind, whole, parts, rumus });
    }

    /// Changes the figure of a cell by so much: from then on it holds one.
    pub fn change(&mut self, cell: CellId, delta: Decimal) {
        self.cells.change(cell, delta);
    }

    /// Notes which equations each cell stands in, once all are demanded. Only the search for causes asks for it.
    pub fn link(&mut self) {
        let mut starts = vec![0u32; self.cells.len() + 1];
        for (cell, _) in self.terms() {
            if let Some(count) = starts.get_mut(cell as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        // Filled from behind: each place of a cell moves from its end to its start.
        let mut links = vec![0; sum as usize];
        for (cell, equation) in self.terms().rev() {
            if let Some(start) = starts.get_mut(cell as usize) {
                *start -= 1;
                if let Some(link) = links.get_mut(*start as usize) {
                    *link = equation;
                }
            }
        }
        (self.starts, self.links) = (starts, links);
    }

    /// Each cell that stands in an equation, by equation.
    fn terms(&self) -> impl DoubleEndedIterator<Item = (CellId, EqId)> {
        (0..id(self.equations.len())).flat_map(|equation| {
            let parts = self.parts(equation).iter().copied();
            std::iter::once(self.equation(equation).whole).chain(parts).map(move |cell| (cell, equation))
        })
    }

    /// The equations a cell stands in.
    pub fn equations_of(&self, cell: CellId) -> &[EqId] {
        let cell = cell as usize;
        match (self.starts.get(cell), self.starts.get(cell + 1)) {
            (Some(start), Some(end)) => self.links.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// By how much the whole of a sum exceeds its parts.
    pub fn residual(&self, equation: EqId) -> Decimal {
        let sum = self.sum_of_parts(equation);
        self.value(self.equation(equation).whole).saturating_sub(sum)
    }

    /// What the parts of a sum add up to.
    pub fn sum_of_parts(&self, equation: EqId) -> Decimal {
        self.parts(equation).iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(self.value(*part)))
    }

    /// What a percentage should be, its figures taken through `value`; none where there is none.
    pub fn exact(&self, equation: EqId, value: impl Fn(CellId) -> Decimal) -> Option<Persen> {
        let [target, realisasi] = self.parts(equation) else { return None };
        let is_missing = |cell: CellId| self.state(cell) != State::Angka && value(cell) == self.value(cell);
        if is_missing(*target) || is_missing(*realisasi) {
            return None;
        }
        self.equation(equation).rumus.persen(value(*target), value(*realisasi))
    }

    /// Whether a written percentage fits, its figures taken through `value`.
    pub fn persen_holds(&self, equation: EqId, value: impl Fn(CellId) -> Decimal) -> bool {
        let whole = self.equation(equation).whole;
        let written = self.value(whole);
        match (self.state(whole), self.exact(equation, value)) {
            (State::Angka, Some(exact)) => stands_for(Persen(written), exact),
            // A formula gives 0 where nothing is realised; any other figure has nothing to stand on.
            (State::Angka, None) => written.is_zero(),
            (State::Nihil, Some(exact)) => exact.0.is_zero(),
            _ => true,
        }
    }
}

/// A length or position as an id: 32 bits hold all cells of a workbook that can be opened.
fn id(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// The months of an indikator whose targets come to its year, where that is a sum: all of them, or the last alone.
pub(crate) fn summed_months(facts: &Facts, indikator: &crate::Indikator) -> Option<Vec<Bulan>> {
    let (agregasi, _) = rumus::agregasi(indikator, facts.settings);
    let figure = |bulan: Bulan| indikator.bulan[bulan].as_ref()?.target.value.angka();
    match agregasi {
        Agregasi::Jumlah => Some(Bulan::all().collect()),
        Agregasi::Terakhir => {
            Some(vec![Bulan::all().rev().find(|bulan| figure(*bulan).is_some()).unwrap_or(Bulan::DESEMBER)])
        }
        Agregasi::RataRata => None,
    }
}
