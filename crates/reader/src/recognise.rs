//! Which form a sheet holds, and which column is what: tables are found by their heading words and merged areas, never
//! by column letters or row counts.

mod beside;
mod form;
mod heading;
mod rekap;

use lampiran_core::{Area, Bulan, CellRef, Kolom};

use crate::grid::{Cell, Content};
use crate::layouts::{self, Side, SumLabel};
use crate::view::{View, cell_in};
use crate::{figure, stated, words};
pub(crate) use beside::parts;
pub(crate) use rekap::{RekapColumn, RekapTable};

/// So many rows above a heading may hold a note on its scale.
const NOTES_ABOVE: usize = 3;

/// What was found on a sheet: its tables' headings, and its rows in order.
pub(crate) struct Recognised<'a> {
    pub(crate) tables: Vec<Table>,
    pub(crate) lines: Vec<Line<'a>>,
    /// Typed rekap tables; their rows are no lines.
    pub(crate) rekap: Vec<RekapTable<'a>>,
}

/// A heading of the form, and where its columns stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// The cells of the heading, number row included.
    pub(crate) area: Area,
    pub(crate) kolom: Kolom,
    pub(crate) sasaran: Option<NameColumns>,
    pub(crate) indikator: Option<NameColumns>,
    pub(crate) anggaran: Option<NameColumns>,
    /// By how much the heading scales the amounts below, with the cell that says so.
    pub(crate) scale: Option<(u32, CellRef)>,
    /// Headings over columns of the table that name nothing known.
    pub(crate) unknown: Vec<(CellRef, String)>,
}

/// The columns under a heading of names: the text, and the ordinal's narrow column where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameColumns {
    /// The heading as typed, on one line.
    pub(crate) heading: String,
    /// The first and last column it stands over.
    pub(crate) first: u16,
    pub(crate) last: u16,
}

impl Table {
    /// The column of the months of a side; a table with one Bulan column shares it.
    pub(crate) fn bulan(&self, side: Side) -> Option<u16> {
        match side {
            Side::Kinerja => self.kolom.kinerja_bulan.or(self.kolom.anggaran_bulan),
            Side::Anggaran => self.kolom.anggaran_bulan.or(self.kolom.kinerja_bulan),
        }
    }

    /// The columns of a side's figures.
    pub(crate) fn figures(&self, side: Side) -> impl Iterator<Item = u16> {
        let kolom = &self.kolom;
        match side {
            Side::Kinerja => {
                [kolom.target_tahunan, kolom.kinerja_target, kolom.kinerja_realisasi, kolom.kinerja_persen]
            }
            Side::Anggaran => [kolom.tahunan, kolom.anggaran_target, kolom.anggaran_realisasi, kolom.anggaran_persen],
        }
        .into_iter()
        .flatten()
    }

    /// The columns of a side's figures of each month.
    fn monthly(&self, side: Side) -> impl Iterator<Item = u16> {
        let kolom = &self.kolom;
        match side {
            Side::Kinerja => [kolom.kinerja_target, kolom.kinerja_realisasi],
            Side::Anggaran => [kolom.anggaran_target, kolom.anggaran_realisasi],
        }
        .into_iter()
        .flatten()
    }

    /// The scale that a note above it says: it holds where the heading is typed again.
    fn noted_scale(&self) -> Option<(u32, CellRef)> {
        self.scale.filter(|(_, at)| at.row < self.area.first.row)
    }

    /// The columns of the ordinals of sasaran, indikator, and program or kegiatan.
    const fn ordinals(&self) -> [Option<u16>; 3] {
        [self.kolom.no, self.kolom.no_indikator, self.kolom.no_anggaran]
    }

    /// All other columns: what two headings of the same form have in common.
    fn fields(&self) -> Kolom {
        Kolom { no: None, no_indikator: None, no_anggaran: None, ..self.kolom }
    }

    /// Whether a column lies in the table.
    pub(crate) const fn has_column(&self, col: u16) -> bool {
        self.area.first.col <= col && col <= self.area.last.col
    }

    /// The name columns that do not stand first: text alone there is a label of a block, not a title.
    pub(crate) fn inner_names(&self) -> impl Iterator<Item = &NameColumns> {
        let names = [&self.sasaran, &self.indikator, &self.anggaran];
        let leftmost = names.into_iter().flatten().map(|name| name.first).min();
        names.into_iter().flatten().filter(move |name| Some(name.first) != leftmost)
    }
}

/// A row of a sheet.
pub(crate) enum Line<'a> {
    /// The heading of a table, by its position in [`Recognised::tables`]; also where it is retyped.
    Heading(usize),
    /// A row of months.
    Months(MonthRow<'a>),
    /// A row of sums, with the cell of its label.
    Sum(SumLabel, &'a Cell, &'a [Cell]),
    /// Anything else: titles, labels, signatures, remarks.
    Other(&'a [Cell]),
}

/// A row that stands for a month, on either side or both.
#[derive(Clone, Copy)]
pub(crate) struct MonthRow<'a> {
    pub(crate) row: u32,
    pub(crate) cells: &'a [Cell],
    /// The heading above it.
    pub(crate) table: usize,
    pub(crate) kinerja: Said,
    pub(crate) anggaran: Said,
    /// Whether it can be the first of a block: Januari on either side.
    pub(crate) opens: bool,
}

impl MonthRow<'_> {
    const fn said(&self, side: Side) -> Said {
        match side {
            Side::Kinerja => self.kinerja,
            Side::Anggaran => self.anggaran,
        }
    }
}

/// What the cell of a Bulan column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// Nothing, and the row holds no figure of this side.
    Nothing,
    /// A month.
    Bulan(Bulan),
    /// Nothing, or something that is no month, beside a figure of this side.
    NoMonth,
}

impl Said {
    /// The month, if it says one.
    pub(crate) const fn bulan(self) -> Option<Bulan> {
        match self {
            Self::Bulan(bulan) => Some(bulan),
            Self::Nothing | Self::NoMonth => None,
        }
    }
}

/// Finds the tables of a sheet and says what each row is.
pub(crate) fn recognise<'a>(view: &View<'a>) -> Recognised<'a> {
    let rows: Vec<&'a [Cell]> = view.sheet.rows().collect();
    let mut found = Recognised { tables: Vec::new(), lines: Vec::with_capacity(rows.len()), rekap: Vec::new() };
    let mut next = 0;
    while let Some(row) = rows.get(next) {
        next += 1;
        let current = found.tables.len().checked_sub(1);
        let table = current.and_then(|i| found.tables.get(i));
        if let Some(months) = table.and_then(|table| months(view, table, row, current.unwrap_or_default())) {
            found.lines.push(Line::Months(months));
        } else if let Some((table, rows_used)) =
            heading::read(view, rows.get(next - 1..).unwrap_or_default(), &found.tables)
        {
            let above = found.tables.last().filter(|above| above.fields() == table.fields());
            let noted = || scale_above(view, &found.lines).or_else(|| above?.noted_scale());
            let table = Table { scale: table.scale.or_else(noted), ..table };
            found.lines.push(Line::Heading(found.tables.len()));
            found.tables.push(table);
            next += rows_used - 1;
        } else if let Some((table, rows_used)) = rekap::read(view, rows.get(next - 1..).unwrap_or_default()) {
            found.rekap.push(table);
            next += rows_used - 1;
        } else if let Some((label, cell)) = table.and_then(|table| sum(view, table, row)) {
            found.lines.push(Line::Sum(label, cell, row));
        } else if let Some(months) =
            table.and_then(|table| nameless(view, table, found.lines.last(), row, rows.get(next), current?))
        {
            found.lines.push(Line::Months(months));
        } else if !table.is_some_and(|table| heading::is_number_row(view, table, row)) {
            found.lines.push(Line::Other(row));
        }
    }
    found
}

/// The scale that a note right above a heading says ("(dalam ribuan rupiah)").
fn scale_above<'a>(view: &View<'a>, lines: &[Line<'a>]) -> Option<(u32, CellRef)> {
    let above = lines.iter().rev().map_while(|line| if let Line::Other(row) = line { Some(*row) } else { None });
    let note = |cell: &'a Cell| {
        let text = view.text(cell).filter(|text| layouts::is_unit_note(text))?;
        Some((layouts::scale(text), cell.at())).filter(|(factor, _)| *factor > 1)
    };
    above.take(NOTES_ABOVE).flat_map(|row| row.iter()).find_map(note)
}

/// The months of a row; `None` where neither side says one.
fn months<'a>(view: &View<'a>, table: &Table, row: &'a [Cell], index: usize) -> Option<MonthRow<'a>> {
    let kinerja = said(view, table, row, Side::Kinerja);
    let anggaran = if table.anggaran.is_some() { said(view, table, row, Side::Anggaran) } else { Said::Nothing };
    let first = row.first()?;
    if kinerja.bulan().is_none() && anggaran.bulan().is_none() {
        return None;
    }
    if heading::is_number_row(view, table, row) {
        return None;
    }
    let opens = [kinerja, anggaran].contains(&Said::Bulan(Bulan::JANUARI));
    Some(MonthRow { row: first.at().row, cells: row, table: index, kinerja, anggaran, opens })
}

/// A row of figures whose month was left blank: the months right above and right below it leave out just one, or it
/// stands where a block's Januari or Desember should.
fn nameless<'a>(
    view: &View<'a>,
    table: &Table,
    above: Option<&Line<'a>>,
    row: &'a [Cell],
    below: Option<&&'a [Cell]>,
    index: usize,
) -> Option<MonthRow<'a>> {
    let above = above.and_then(|line| if let Line::Months(above) = line { Some(above) } else { None });
    let below = below.and_then(|row| months(view, table, row, index));
    let meant = |side| {
        // A line of a signature may stand there too.
        let is_figure = |col: u16| {
            cell_in(row, col).is_some_and(|cell| match view.content(cell) {
                Content::Text(text) => words::is_nil(text) || figure::parse(text).is_some(),
                _ => true,
            })
        };
        if said(view, table, row, side) != Said::NoMonth || !table.monthly(side).any(is_figure) {
            return None;
        }
        let month = |row: Option<&MonthRow>| row.and_then(|row| row.said(side).bulan());
        let (above, below) = (month(above), month(below.as_ref()));
        match (above, below) {
            (Some(above), Some(below)) if above.next().and_then(Bulan::next) == Some(below) => above.next(),
            (None | Some(Bulan::DESEMBER), Some(below)) if Bulan::JANUARI.next() == Some(below) => Some(Bulan::JANUARI),
            (Some(above), None | Some(Bulan::JANUARI)) if above.next() == Some(Bulan::DESEMBER) => above.next(),
            _ => None,
        }
    };
    let (kinerja, anggaran) = (meant(Side::Kinerja), table.anggaran.as_ref().and_then(|_| meant(Side::Anggaran)));
    if kinerja.or(anggaran).is_none() || heading::is_number_row(view, table, row) {
        return None;
    }
    let side = |meant: Option<Bulan>| if meant.is_some() { Said::NoMonth } else { Said::Nothing };
    let opens = [kinerja, anggaran].contains(&Some(Bulan::JANUARI));
    let (kinerja, anggaran) = (side(kinerja), side(anggaran));
    Some(MonthRow { row: row.first()?.at().row, cells: row, table: index, kinerja, anggaran, opens })
}

fn said<'a>(view: &View<'a>, table: &Table, row: &'a [Cell], side: Side) -> Said {
    let cell = table.bulan(side).and_then(|col| cell_in(row, col));
    if let Some(bulan) = cell.and_then(|cell| view.month(cell)) {
        return Said::Bulan(bulan);
    }
    let has_figure = table.figures(side).any(|col| cell_in(row, col).is_some_and(|cell| shows(view.content(cell))));
    if has_figure { Said::NoMonth } else { Said::Nothing }
}

/// The label of a row of sums, and its cell.
fn sum<'a>(view: &View<'a>, table: &Table, row: &'a [Cell]) -> Option<(SumLabel, &'a Cell)> {
    let indikator = table.indikator.as_ref();
    row.iter().filter(|cell| table.has_column(cell.at().col)).find_map(|cell| {
        let text = view.text(cell)?;
        let is_month = [Side::Kinerja, Side::Anggaran].iter().any(|side| table.bulan(*side) == Some(cell.at().col));
        if is_month && layouts::is_part_of_year(text) {
            return Some((SumLabel::Subtotal, cell));
        }
        // A sentence that states a total is no label of one.
        let label = layouts::sum_label(text).filter(|_| stated::totals(text).is_empty())?;
        // "Jumlah laporan …" is an indikator where indikator stand.
        let is_name = indikator.is_some_and(|name| name.first <= cell.at().col && cell.at().col <= name.last);
        (label != SumLabel::Subtotal || !is_name).then_some((label, cell))
    })
}

/// Whether a cell shows anything.
pub(crate) fn shows(content: &Content) -> bool {
    match content {
        Content::Text(text) => !words::is_blank(text),
        _ => true,
    }
}
