//! Typed rekap tables: a heading of the report's Bab II, and the rows below it.

use std::collections::BTreeMap;

use lampiran_core::CellRef;

use super::{heading, shows};
use crate::grid::Cell;
use crate::layouts::{self, RekapHeading, SumLabel};
use crate::month;
use crate::view::{View, cell_in};

/// A heading of a rekap is at most so many rows high, number row not counted.
const MOST_ROWS: usize = 3;

/// So many cells of a row are looked at as headings; the tables have six.
const MOST_CELLS: usize = 100;

/// A typed rekap table.
pub(crate) struct RekapTable<'a> {
    /// Its headings.
    pub(crate) kepala: Vec<&'a Cell>,
    /// The first and last column of each field.
    pub(crate) kolom: BTreeMap<RekapColumn, (u16, u16)>,
    /// By how much the headings scale the amounts.
    pub(crate) scale: u32,
    /// Its rows of program or indikator.
    pub(crate) rows: Vec<&'a [Cell]>,
    /// The label and the cells of its total.
    pub(crate) total: Option<(&'a Cell, &'a [Cell])>,
}

/// The fields of a rekap table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RekapColumn {
    No,
    Sasaran,
    /// Program or indikator.
    Nama,
    Anggaran,
    Tahunan,
    Target,
    Realisasi,
    Persen,
}

impl RekapTable<'_> {
    /// Whether it is of keuangan, as against kinerja.
    pub(crate) fn is_keuangan(&self) -> bool {
        self.kolom.contains_key(&RekapColumn::Anggaran)
    }
}

/// Reads the rekap table whose heading begins in the first of these rows, and says how many rows it takes; `None` where
/// there is none, or where its rows are months.
pub(super) fn read<'a>(view: &View<'a>, rows: &[&'a [Cell]]) -> Option<(RekapTable<'a>, usize)> {
    let first = rows.first()?;
    if !is_heading(view, first) {
        return None;
    }
    let below = rows.iter().skip(1).take(MOST_ROWS - 1).take_while(|row| continues(view, row)).count();
    let (kepala, rest) = rows.split_at_checked(1 + below)?;
    let mut table = columns(view, kepala)?;
    let numbered = rest.first().is_some_and(|row| heading::counts_up(view, row.iter()));
    let start = 1 + below + usize::from(numbered);
    let taken = table.take_rows(view, rows.get(start..)?)?;
    (!table.rows.is_empty()).then_some((table, start + taken))
}

/// The headings of a row, with their cells.
fn headings<'a>(view: &View<'a>, row: &'a [Cell]) -> impl Iterator<Item = (&'a Cell, RekapHeading)> {
    let view = *view;
    let cells = row.iter().take(MOST_CELLS);
    cells.filter_map(move |cell| Some((cell, layouts::rekap_heading(view.text(cell)?)?)))
}

/// Whether a row opens the heading of a rekap: a name and a realisasi, and one more.
fn is_heading<'a>(view: &View<'a>, row: &'a [Cell]) -> bool {
    let (mut known, mut name, mut realisasi) = (0, false, false);
    for (_, heading) in headings(view, row) {
        known += 1;
        name |= matches!(heading, RekapHeading::Program | RekapHeading::Indikator);
        realisasi |= heading == RekapHeading::Realisasi;
    }
    known >= 3 && name && realisasi
}

/// Whether a row below the first still belongs to the heading: nothing but headings stands in it.
fn continues<'a>(view: &View<'a>, row: &'a [Cell]) -> bool {
    let fits = |cell: &'a Cell| {
        view.text(cell).is_some_and(|text| layouts::rekap_heading(text).is_some() || layouts::is_unit_note(text))
    };
    row.len() <= MOST_CELLS && row.iter().all(fits)
}

/// The columns that the headings name; `None` where they are not those of a rekap.
fn columns<'a>(view: &View<'a>, rows: &[&'a [Cell]]) -> Option<RekapTable<'a>> {
    let mut leaves: Vec<(&Cell, RekapHeading)> = rows.iter().flat_map(|row| headings(view, row)).collect();
    leaves.sort_by_key(|(cell, _)| (cell.at().col, cell.at().row));
    let kepala: Vec<&Cell> = leaves.iter().map(|(cell, _)| *cell).collect();
    let mut table = RekapTable { kepala, kolom: BTreeMap::new(), scale: 1, rows: Vec::new(), total: None };
    let (mut program, mut indikator) = (false, false);
    for (i, (cell, heading)) in leaves.iter().enumerate() {
        program |= *heading == RekapHeading::Program;
        indikator |= *heading == RekapHeading::Indikator;
        let field = match heading {
            RekapHeading::No => RekapColumn::No,
            RekapHeading::Sasaran => RekapColumn::Sasaran,
            RekapHeading::Indikator | RekapHeading::Program => RekapColumn::Nama,
            RekapHeading::Anggaran => RekapColumn::Anggaran,
            RekapHeading::Tahunan => RekapColumn::Tahunan,
            RekapHeading::SampaiBulan => RekapColumn::Target,
            RekapHeading::Realisasi => RekapColumn::Realisasi,
            RekapHeading::Persen => RekapColumn::Persen,
            RekapHeading::Target | RekapHeading::Satuan | RekapHeading::Keterangan => continue,
        };
        let next = leaves.get(i + 1..)?.iter().map(|(next, _)| next.at().col).find(|col| *col > cell.at().col);
        let last = next.map_or(cell.at().col, |next| next - 1);
        table.kolom.entry(field).or_insert((cell.at().col, last));
        table.scale = table.scale.max(view.text(cell).map_or(1, layouts::scale));
    }
    let targets = leaves.iter().any(|(_, heading)| {
        matches!(heading, RekapHeading::Target | RekapHeading::Tahunan | RekapHeading::SampaiBulan)
    });
    let keuangan = program && !indikator && !targets && table.is_keuangan();
    let kinerja = indikator && !program && targets && !table.is_keuangan();
    (keuangan || kinerja).then_some(table)
}

impl<'a> RekapTable<'a> {
    /// Takes the rows of the table off these, and says how many; `None` where they are months.
    fn take_rows(&mut self, view: &View<'a>, rows: &[&'a [Cell]]) -> Option<usize> {
        for (i, row) in rows.iter().enumerate() {
            let names_month = |cell: &'a Cell| view.text(cell).is_some_and(|text| month::name(text).is_some());
            if row.iter().any(names_month) {
                return None;
            }
            if is_heading(view, row) {
                return Some(i);
            }
            match self.sum(view, row) {
                Some((SumLabel::Subtotal, _)) => continue,
                Some((_, label)) => {
                    self.total = Some((label, row));
                    return Some(i + 1);
                }
                None => {}
            }
            // A row that waits for its figures stands between others.
            let goes_on = || rows.get(i + 1).is_some_and(|next| self.has_figure(view, next));
            if !self.has_name(view, row) || !(self.has_figure(view, row) || goes_on()) {
                return Some(i);
            }
            self.rows.push(row);
        }
        Some(rows.len())
    }

    /// The label of a row of sums, and its cell. An indikator may be called "Jumlah laporan …".
    fn sum(&self, view: &View<'a>, row: &'a [Cell]) -> Option<(SumLabel, &'a Cell)> {
        let figures = self.kolom.get(&RekapColumn::Anggaran)?.0;
        let labels = row.iter().take_while(|cell| cell.at().col < figures);
        labels.into_iter().find_map(|cell| Some((layouts::sum_label(view.text(cell)?)?, cell)))
    }

    fn has_name(&self, view: &View<'a>, row: &'a [Cell]) -> bool {
        let Some((first, last)) = self.kolom.get(&RekapColumn::Nama).copied() else { return false };
        row.iter().any(|cell| (first..=last).contains(&cell.at().col) && view.text(cell).is_some())
    }

    fn has_figure(&self, view: &View<'a>, row: &'a [Cell]) -> bool {
        use RekapColumn::{Anggaran, Persen, Realisasi, Tahunan, Target};
        let columns = [Anggaran, Tahunan, Target, Realisasi, Persen].into_iter().filter_map(|field| self.column(field));
        columns.into_iter().any(|col| cell_in(row, col).is_some_and(|cell| shows(view.content(cell))))
    }

    /// The column of a figure.
    pub(crate) fn column(&self, field: RekapColumn) -> Option<u16> {
        self.kolom.get(&field).map(|(col, _)| *col)
    }

    /// The first cell of its heading.
    pub(crate) fn first(&self) -> Option<CellRef> {
        self.kepala.iter().map(|cell| cell.at()).min()
    }
}
