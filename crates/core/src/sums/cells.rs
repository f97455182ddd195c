//! The cells of a report that hold figures, in a row: 37 of each block, then 4 of each section's TOTAL row. Where a cell
//! stands and what it is of follows from its position, so only its figure is kept: a large workbook has a million of them,
//! which shows as memory in the benchmark of 20,000 blocks.

use rust_decimal::Decimal;

use super::id;
use crate::facts::{Facts, Isi};
use crate::{Bagian, Bulan, Nilai, Persen, Place, Rupiah, Sourced, Ukuran};

/// A cell, as a position in [`Cells`].
pub(crate) type CellId = u32;

/// Cells of a block: Tahunan, then Target, Realisasi and Persen of each month.
const OF_BLOCK: u32 = 1 + 3 * 12;
/// Cells of a TOTAL row.
const OF_TOTAL: u32 = 4;

/// A cell with a figure.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub place: Place,
    /// Its figure; 0 where it holds none.
    pub value: Decimal,
    pub state: State,
    pub role: Role,
    /// The month, where it is of one.
    pub bulan: Option<Bulan>,
    /// The block it belongs to, or the section where it is of a TOTAL row.
    pub owner: u32,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Angka,
    Nihil,
    Kosong,
    /// No figure can be taken from it.
    TakTerbaca,
    /// A target in words (`WTP`).
    Kata,
    /// The block has no such row, or the section no TOTAL.
    TakAda,
}

/// What a cell is of: first those of a block, then those of a TOTAL row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Tahunan,
    Target,
    Realisasi,
    Persen,
    TotalTahunan,
    TotalTarget,
    TotalRealisasi,
    TotalPersen,
}

/// Those of a month.
const MONTHLY: [Role; 3] = [Role::Target, Role::Realisasi, Role::Persen];
/// Those of a TOTAL row.
const TOTAL: [Role; 4] = [Role::TotalTahunan, Role::TotalTarget, Role::TotalRealisasi, Role::TotalPersen];

/// What is kept of a cell.
#[derive(Debug, Clone, Copy)]
struct Figure {
    value: Decimal,
    state: State,
}

const MISSING: Figure = Figure { value: Decimal::ZERO, state: State::TakAda };

/// All cells of a report.
pub(crate) struct Cells<'a> {
    facts: &'a Facts<'a>,
    figures: Vec<Figure>,
}

impl<'a> Cells<'a> {
    /// Lays out the cells of a report.
    pub fn of(facts: &'a Facts<'a>) -> Self {
        let count = facts.blok.len() * OF_BLOCK as usize + facts.bagian.len() * OF_TOTAL as usize;
        let mut cells = Self { facts, figures: Vec::with_capacity(count) };
        for blok in &facts.blok {
            cells.figures.push(of_block(blok.isi, Role::Tahunan, None).1);
            for bulan in Bulan::all() {
                cells.figures.extend(MONTHLY.map(|role| of_block(blok.isi, role, Some(bulan)).1));
            }
        }
        for bagian in &facts.bagian {
            cells.figures.extend(TOTAL.map(|role| of_total(bagian, role).1));
        }
        cells
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.figures.len()
    }

    /// A cell with all that is known of it.
    #[allow(clippy::indexing_slicing, reason = "a CellId is made by Sums alone, of blocks and sections that are there")]
    pub fn get(&self, cell: CellId) -> Cell {
        let (value, state) = (self.value(cell), self.state(cell));
        if let Some(offset) = cell.checked_sub(self.first_total()) {
            let (owner, role) = (offset / OF_TOTAL, TOTAL[(offset % OF_TOTAL) as usize]);
            let place = of_total(self.facts.bagian[owner as usize], role).0;
            return Cell { place, value, state, role, bulan: None, owner };
        }
        let (owner, offset) = (cell / OF_BLOCK, cell % OF_BLOCK);
        let bulan = offset.checked_sub(1).and_then(|offset| Bulan::new(u8::try_from(offset / 3 + 1).ok()?));
        let role = bulan.map_or(Role::Tahunan, |_| MONTHLY[((offset - 1) % 3) as usize]);
        let place = of_block(self.facts.blok[owner as usize].isi, role, bulan).0;
        Cell { place, value, state, role, bulan, owner }
    }

    /// The figure of a cell; 0 where it holds none.
    pub fn value(&self, cell: CellId) -> Decimal {
        self.figures.get(cell as usize).map_or(Decimal::ZERO, |figure| figure.value)
    }

    /// What a cell holds.
    pub fn state(&self, cell: CellId) -> State {
        self.figures.get(cell as usize).map_or(State::TakAda, |figure| figure.state)
    }

    /// Changes the figure of a cell by so much: from then on it holds one.
    pub fn change(&mut self, cell: CellId, delta: Decimal) {
        if let Some(figure) = self.figures.get_mut(cell as usize) {
            *figure = Figure { value: figure.value.saturating_add(delta), state: State::Angka };
        }
    }

    /// The cell of a block without months: its Tahunan.
    pub fn tahunan(blok: usize) -> CellId {
        id(blok) * OF_BLOCK
    }

    /// A monthly cell of a block.
    pub fn month(blok: usize, bulan: Bulan, role: Role) -> CellId {
        let offset = match role {
            Role::Target => 1,
            Role::Realisasi => 2,
            _ => 3,
        };
        Self::tahunan(blok) + u32::from(bulan.number() - 1) * 3 + offset
    }

    /// A cell of a section's TOTAL row, where it has one.
    pub fn total(&self, bagian: usize, role: Role) -> Option<CellId> {
        self.facts.bagian.get(bagian)?.total.as_ref()?;
        let offset = TOTAL.iter().position(|known| *known == role).unwrap_or(TOTAL.len() - 1);
        Some(self.first_total() + id(bagian) * OF_TOTAL + id(offset))
    }

    fn first_total(&self) -> CellId {
        id(self.facts.blok.len()) * OF_BLOCK
    }
}

/// Where a figure of a section's TOTAL row stands, and what it is.
fn of_total(bagian: &Bagian, role: Role) -> (Place, Figure) {
    let Some(total) = &bagian.total else { return (bagian.place, MISSING) };
    match role {
        Role::TotalTahunan => rupiah(&total.tahunan),
        Role::TotalTarget => rupiah(&total.target),
        Role::TotalRealisasi => rupiah(&total.realisasi),
        _ => persen(&total.persen),
    }
}

/// Where a figure of a block stands, and what it is. A month without a row stands at the block's name.
fn of_block(isi: Isi, role: Role, bulan: Option<Bulan>) -> (Place, Figure) {
    match isi {
        Isi::Anggaran(anggaran) => {
            let Some(bulan) = bulan else { return rupiah(&anggaran.tahunan) };
            let Some(isi) = &anggaran.bulan[bulan] else { return (anggaran.nama.place, MISSING) };
            match role {
                Role::Target => rupiah(&isi.target),
                Role::Realisasi => rupiah(&isi.realisasi),
                _ => persen(&isi.persen),
            }
        }
        Isi::Indikator(indikator, _) => {
            let Some(bulan) = bulan else { return ukuran(&indikator.target_tahunan) };
            let Some(isi) = &indikator.bulan[bulan] else { return (indikator.uraian.place, MISSING) };
            match role {
                Role::Target => ukuran(&isi.target),
                Role::Realisasi => ukuran(&isi.realisasi),
                _ => persen(&isi.persen),
            }
        }
    }
}

fn rupiah(nilai: &Sourced<Nilai<Rupiah>>) -> (Place, Figure) {
    figure(nilai, nilai.value.angka().map(|rupiah| rupiah.0))
}

fn persen(nilai: &Sourced<Nilai<Persen>>) -> (Place, Figure) {
    figure(nilai, nilai.value.angka().map(|persen| persen.0))
}

fn ukuran(nilai: &Sourced<Nilai<Ukuran>>) -> (Place, Figure) {
    match &nilai.value {
        Nilai::Angka(Ukuran::Predikat(_)) => (nilai.place, Figure { value: Decimal::ZERO, state: State::Kata }),
        angka => figure(nilai, angka.angka().and_then(Ukuran::bilangan)),
    }
}

fn figure<T>(nilai: &Sourced<Nilai<T>>, value: Option<Decimal>) -> (Place, Figure) {
    let state = match nilai.value {
        Nilai::Angka(_) => State::Angka,
        Nilai::Nihil => State::Nihil,
        Nilai::Kosong => State::Kosong,
        Nilai::TakTerbaca => State::TakTerbaca,
    };
    (nilai.place, Figure { value: value.unwrap_or_default(), state })
}
