//! How cells and figures are named in findings, in both languages.

use rust_decimal::Decimal;

use crate::facts::Isi;
use crate::sums::{Cell, CellId, Role, State, Sums};
use crate::{Area, Laporan, Place, SheetId, Text, format_id};

/// A figure as the form prints it, without idle zeros after the comma.
pub(crate) fn figure(number: Decimal) -> String {
    format_id(number.normalize())
}

/// A figure as findings carry it: decimal text with a point.
pub(crate) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// What a cell holds, as findings carry it: `None` where it is blank.
pub(crate) fn written(state: State, value: Decimal) -> Option<String> {
    match state {
        State::Angka => Some(value.to_string()),
        State::Nihil => Some("-".to_owned()),
        _ => None,
    }
}

/// A cell as it is called from a sheet: `P14`, or `LAMPIRAN 2!P14` from another.
pub(crate) fn name(laporan: &Laporan, place: Place, home: SheetId) -> String {
    if place.sheet == home {
        return place.cell.to_string();
    }
    format!("{}!{}", laporan.nama_lembar(place.sheet), place.cell)
}

/// Cells that are named one by one up to this many.
const NAMED: usize = 6;

/// Some cells by name: `P11:P22` where they stand right below each other, else up to six of them.
pub(crate) fn names(laporan: &Laporan, cells: &[Place], home: SheetId) -> String {
    let is_next = |pair: &[Place]| matches!(pair, [a, b] if a.cell.row + 1 == b.cell.row);
    if cells.windows(2).all(is_next)
        && let Some(area) = area(cells)
    {
        return area_name(laporan, area, home);
    }
    list(cells.iter().map(|place| name(laporan, *place, home)))
}

/// An area as it is called from a sheet.
fn area_name(laporan: &Laporan, (sheet, area): (SheetId, Area), home: SheetId) -> String {
    let prefix = if sheet == home { String::new() } else { format!("{}!", laporan.nama_lembar(sheet)) };
    format!("{prefix}{area}")
}

/// The first names of a list.
fn list(mut names: impl Iterator<Item = String>) -> String {
    let few: Vec<_> = names.by_ref().take(NAMED).collect();
    let more = if names.next().is_some() { ", …" } else { "" };
    format!("{}{more}", few.join(", "))
}

/// The area some cells cover: one column, top to bottom.
pub(crate) fn area(cells: &[Place]) -> Option<(SheetId, Area)> {
    let (first, last) = (cells.first()?, cells.last()?);
    let together = cells.iter().all(|place| (place.sheet, place.cell.col) == (first.sheet, first.cell.col));
    let area = Area { first: first.cell, last: last.cell };
    (together && first.cell.row <= last.cell.row).then_some((first.sheet, area))
}

impl Sums<'_> {
    /// A cell as it is called from a sheet.
    pub fn name(&self, place: Place, home: SheetId) -> String {
        name(self.facts.laporan, place, home)
    }

    /// A cell with what it is of: "TOTAL Target (O107)", "Target April (P246)".
    pub fn label(&self, cell: CellId, home: SheetId) -> Text {
        let cell = self.cell(cell);
        let (name, kinerja) = (self.name(cell.place, home), self.is_kinerja(&cell));
        let (id, en) = match cell.role {
            Role::Tahunan if kinerja => ("Target Kinerja Tahunan", "Target Kinerja Tahunan"),
            Role::Tahunan => ("Tahunan", "Tahunan"),
            Role::Target => ("Target", "Target"),
            Role::Realisasi => ("Realisasi", "Realisasi"),
            Role::Persen => ("%", "%"),
            Role::TotalTahunan => ("TOTAL Tahunan", "TOTAL Tahunan"),
            Role::TotalTarget => ("TOTAL Target", "TOTAL Target"),
            Role::TotalRealisasi => ("TOTAL Realisasi", "TOTAL Realisasi"),
            Role::TotalPersen => ("% TOTAL", "% of TOTAL"),
        };
        match cell.bulan {
            Some(bulan) => Text::new(format!("{id} {bulan} ({name})"), format!("{en} {} ({name})", bulan.english())),
            None => Text::new(format!("{id} ({name})"), format!("{en} ({name})")),
        }
    }

    /// Whether a cell is of an indikator.
    pub fn is_kinerja(&self, cell: &Cell) -> bool {
        let blok = self.facts.blok.get(cell.owner as usize);
        cell.role < Role::TotalTahunan && blok.is_some_and(|blok| matches!(blok.isi, Isi::Indikator(..)))
    }

    /// Some cells by name, those of one block as an area: "P11:P22, P23:P34".
    pub fn names(&self, cells: &[CellId], home: SheetId) -> String {
        let blocks = cells.chunk_by(|a, b| self.cell(*a).owner == self.cell(*b).owner);
        list(blocks.map(|cells| {
            let places: Vec<Place> = cells.iter().map(|cell| self.cell(*cell).place).collect();
            match area(&places) {
                Some(area) => area_name(self.facts.laporan, area, home),
                None => names(self.facts.laporan, &places, home),
            }
        }))
    }

    /// The area some cells cover: one column, top to bottom, of one block.
    pub fn area(&self, cells: &[CellId]) -> Option<(SheetId, Area)> {
        let owner = |cell: &CellId| self.cell(*cell).owner;
        let places: Vec<Place> = cells.iter().map(|cell| self.cell(*cell).place).collect();
        let together = cells.iter().all(|cell| Some(owner(cell)) == cells.first().map(owner));
        area(&places).filter(|_| together)
    }
}
