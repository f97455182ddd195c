//! How cells and figures are named in findings, in both languages.

use rust_decimal::Decimal;

use crate::facts::Isi;
use crate::sums::{Cell, CellId, Role, State, Sums};
use crate::{Area, Place, SheetId, Text, format_id};

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

impl Sums<'_> {
    /// A cell as it is called from a sheet: `P14`, or `LAMPIRAN 2!P14` from another.
    pub fn name(&self, place: Place, home: SheetId) -> String {
        if place.sheet == home {
            return place.cell.to_string();
        }
        format!("{}!{}", self.facts.laporan.nama_lembar(place.sheet), place.cell)
    }

    /// A cell with what it is of: "TOTAL Target (O107)", "Target April (P246)".
    pub fn label(&self, cell: CellId, home: SheetId) -> Text {
        let cell = self.cell(cell);
        let (name, kinerja) = (self.name(cell.place, home), self.is_kinerja(cell));
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

    /// Some cells by name: `P11:P22` where they stand in a row, else up to three of them.
    pub fn names(&self, cells: &[CellId], home: SheetId) -> String {
        if let Some((sheet, area)) = self.area(cells) {
            let prefix =
                if sheet == home { String::new() } else { format!("{}!", self.facts.laporan.nama_lembar(sheet)) };
            return format!("{prefix}{area}");
        }
        let few: Vec<_> = cells.iter().take(3).map(|cell| self.name(self.cell(*cell).place, home)).collect();
        let more = if cells.len() > 3 { ", …" } else { "" };
        format!("{}{more}", few.join(", "))
    }

    /// The area some cells cover: one column, top to bottom, of one block.
    pub fn area(&self, cells: &[CellId]) -> Option<(SheetId, Area)> {
        let (first, last) = (self.cell(*cells.first()?), self.cell(*cells.last()?));
        let column = |cell: &Cell| (cell.place.sheet, cell.place.cell.col, cell.owner);
        let together = cells.iter().all(|cell| column(self.cell(*cell)) == column(first));
        let area = Area { first: first.place.cell, last: last.place.cell };
        (together && first.place.cell.row <= last.place.cell.row).then_some((first.place.sheet, area))
    }
}
