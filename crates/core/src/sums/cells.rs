//! The cells of a report that hold figures, in a row: 37 of each block, then 4 of each section's TOTAL row. Where a cell
//! stands, what it is of and what it holds follows from its position, so that nothing is kept of it but what was changed
//! on trial: a large workbook has a million of them, which would show as memory in the benchmark of 20,000 blocks.

use std::collections::HashMap;

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

/// What stands in a cell.
#[derive(Debug, Clone, Copy)]
struct Figure {
    value: Decimal,
    state: State,
}

const MISSING: Figure = Figure { value: Decimal::ZERO, state: State::TakAda };

/// All cells of a report.
pub(crate) struct Cells<'a> {
    facts: &'a Facts<'a>,
    /// The figures that are no longer as they were read.
    changed: HashMap<CellId, Figure>,
}

impl<'a> Cells<'a> {
    /// The cells of a report as it was read.
    pub fn of(facts: &'a Facts<'a>) -> Self {
        Self { facts, changed: HashMap::new() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.facts.blok.len() * OF_BLOCK as usize + self.facts.bagian.len() * OF_TOTAL as usize
    }

    /// A cell with all that is known of it.
    pub fn get(&self, cell: CellId) -> Cell {
        let (owner, role, bulan) = self.about(cell);
        let (place, Figure { value, state }) = self.look(cell);
        Cell { place, value, state, role, bulan, owner }
    }

    /// The figure of a cell; 0 where it holds none.
    pub fn value(&self, cell: CellId) -> Decimal {
        self.look(cell).1.value
    }

    /// What a cell holds.
    pub fn state(&self, cell: CellId) -> State {
        self.look(cell).1.state
    }

    /// Changes the figure of a cell by so much: from then on it holds one.
    pub fn change(&mut self, cell: CellId, delta: Decimal) {
        let value = self.value(cell).saturating_add(delta);
        self.changed.insert(cell, Figure { value, state: State::Angka });
    }

    /// Whose a cell is, what it is of, and its month.
    #[allow(clippy::indexing_slicing, reason = "the remainder of a division by its length")]
    fn about(&self, cell: CellId) -> (u32, Role, Option<Bulan>) {
        if let Some(offset) = cell.checked_sub(self.first_total()) {
            return (offset / OF_TOTAL, TOTAL[(offset % OF_TOTAL) as usize], None);
        }
        let (owner, offset) = (cell / OF_BLOCK, cell % OF_BLOCK);
        let bulan = offset.checked_sub(1).and_then(|offset| Bulan::new(u8::try_from(offset / 3 + 1).ok()?));
        (owner, bulan.map_or(Role::Tahunan, |_| MONTHLY[((offset - 1) % 3) as usize]), bulan)
    }

    /// Where a cell stands, and what stands there now.
    #[allow(clippy::indexing_slicing, reason = "a CellId is made here alone, of blocks and sections that are there")]
    fn look(&self, cell: CellId) -> (Place, Figure) {
        let (owner, role, bulan) = self.about(cell);
        let (place, read) = if cell < self.first_total() {
            of_block(self.facts.blok[owner as usize].isi, role, bulan)
        } else {
            of_total(self.facts.bagian[owner as usize], role)
        };
        let changed = if self.changed.is_empty() { None } else { self.changed.get(&cell).copied() };
        (place, changed.unwrap_or(read))
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
