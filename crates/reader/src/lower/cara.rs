//! How indikator are counted, where the workbook says it: in columns of the lampiran, or on a sheet of its own (Tabel
//! 2.4.1, "Formulasi").

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::{CaraHitung, CellRef, Laporan, Place, Sourced};

use super::desk::{Desk, Spot};
use super::{items, labels, notices};
use crate::grid::Cell;
use crate::layouts::{self, Heading};
use crate::recognise::shows;
use crate::view::{View, cell_in};
use crate::words;

/// The columns of arah, rumus and agregasi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Arah,
    /// Most formulas are free text on what is counted ("Jumlah … dibagi jumlah … dikali 100"): that says nothing here.
    Rumus,
    Agregasi,
}

/// What the cells of an indikator say of how it is counted, each with its column; other words are said to be unknown.
pub(super) fn read<'a>(
    desk: &mut Desk,
    view: &View<'a>,
    cells: impl IntoIterator<Item = (Column, &'a Cell)>,
    spot: Spot,
) -> Option<Sourced<CaraHitung>> {
    let mut cara: Option<Sourced<CaraHitung>> = None;
    for (column, cell) in cells {
        let text = items::shown(view, cell);
        let place = view.place(cell.at());
        match layouts::cara(&text) {
            _ if words::is_blank(&text) || words::is_nil(&text) => {}
            Some(said) => match &mut cara {
                None => cara = Some(Sourced::new(said, place)),
                Some(before) if contradicts(before.value, said) => {
                    desk.say(spot.mark(notices::cara_contradicts(place, &text, before.place)));
                }
                Some(before) => before.value = filled(before.value, said),
            },
            None if column == Column::Rumus => {}
            None => desk.say(spot.mark(notices::unknown_cara(place, &text, column == Column::Arah))),
        }
    }
    cara
}

/// What is stated first, and in what it leaves open what is stated second.
fn filled(first: CaraHitung, second: CaraHitung) -> CaraHitung {
    CaraHitung {
        arah: first.arah.or(second.arah),
        rumus: first.rumus.or(second.rumus),
        agregasi: first.agregasi.or(second.agregasi),
    }
}

fn contradicts(first: CaraHitung, second: CaraHitung) -> bool {
    fn differ<T: PartialEq>(first: Option<T>, second: Option<T>) -> bool {
        first.zip(second).is_some_and(|(first, second)| first != second)
    }
    differ(first.arah, second.arah) || differ(first.rumus, second.rumus) || differ(first.agregasi, second.agregasi)
}

/// What sheets of their own say, by the folded name of the indikator.
#[derive(Default)]
pub(super) struct Stated {
    by_name: BTreeMap<String, Row>,
}

/// A row of such a sheet.
struct Row {
    /// The cell of the name, and the name as typed.
    nama: (Place, String),
    cara: Sourced<CaraHitung>,
}

impl Stated {
    /// Reads a sheet without a lampiran; false where it is no table of indikator and how they are counted.
    pub(super) fn read(&mut self, desk: &mut Desk, view: &View) -> bool {
        let mut columns: Option<Columns> = None;
        for row in view.sheet.rows() {
            if let Some(found) = Columns::of(view, row) {
                columns = Some(found);
            } else if let Some(columns) = &columns {
                self.row(desk, view, columns, row);
            }
        }
        columns.is_some()
    }

    fn row<'a>(&mut self, desk: &mut Desk, view: &View<'a>, columns: &Columns, row: &'a [Cell]) {
        let label = labels::read(view, row, None, columns.indikator.0, columns.indikator.1);
        let Some(at) = label.at.filter(|_| !label.is_blank()) else { return };
        let spot = Spot { bagian: "", blok: &label.nama, bulan: None };
        let cells = columns.cara.iter().filter_map(|(column, col)| Some((*column, cell_in(row, *col)?)));
        let Some(cara) = read(desk, view, cells, spot) else { return };
        let row = Row { nama: (view.place(at), label.nama.clone()), cara };
        self.by_name.entry(words::fold(&label.nama)).or_insert(row);
    }

    /// Gives the indikator of a report what was stated of them; what the table itself states holds first.
    pub(super) fn apply(self, desk: &mut Desk, laporan: &mut Laporan) {
        if self.by_name.is_empty() || laporan.lampiran.is_empty() {
            return;
        }
        let mut met = BTreeSet::new();
        let bagian = laporan.lampiran.iter_mut().flat_map(|lampiran| &mut lampiran.bagian);
        for indikator in bagian.flat_map(|bagian| &mut bagian.sasaran).flat_map(|sasaran| &mut sasaran.indikator) {
            let Some((nama, row)) = self.by_name.get_key_value(&words::fold(&indikator.uraian.value)) else { continue };
            met.insert(nama.as_str());
            indikator.cara = Some(match &indikator.cara {
                Some(own) => Sourced::new(filled(own.value, row.cara.value), own.place),
                None => row.cara.clone(),
            });
        }
        for (_, row) in self.by_name.iter().filter(|(nama, _)| !met.contains(nama.as_str())) {
            desk.say(notices::cara_of_nobody(row.nama.0, &row.nama.1));
        }
    }
}

/// Where the columns of such a sheet stand.
struct Columns {
    /// The first and last column of the name.
    indikator: (u16, u16),
    cara: Vec<(Column, u16)>,
}

impl Columns {
    /// The columns that a row names, where it is a heading with indikator and how they are counted.
    fn of<'a>(view: &View<'a>, row: &'a [Cell]) -> Option<Self> {
        let filled = || row.iter().filter(|cell| shows(view.content(cell)));
        let named = |cell: &'a Cell| Some((cell.at().col, view.heading(view.text(cell)?)?.0));
        let (mut indikator, mut cara) = (None, Vec::new());
        for (col, heading) in row.iter().filter_map(named) {
            match heading {
                Heading::Indikator => indikator = indikator.or(Some(col)),
                Heading::Arah => cara.push((Column::Arah, col)),
                Heading::Rumus => cara.push((Column::Rumus, col)),
                Heading::Agregasi => cara.push((Column::Agregasi, col)),
                _ => {}
            }
        }
        let first = indikator.filter(|_| !cara.is_empty())?;
        let next = filled().map(Cell::at).map(|at: CellRef| at.col).find(|col| *col > first);
        Some(Self { indikator: (first, next.map_or(first, |next| next - 1)), cara })
    }
}
