//! Which row of a block stands for which month: by its cell, never by counting to twelve.

use lampiran_core::{Bulan, CellRef, Diagnostic, PerBulan};

use super::blocks::Block;
use super::desk::{Desk, Spot};
use super::notices;
use super::sections::DraftRow;
use crate::grid::Content;
use crate::layouts::Side;
use crate::recognise::{Said, Table, shows};
use crate::view::{View, cell_in};

/// The row of each month, with the cell of its name.
pub(super) type Rows<'b, 'a> = PerBulan<Option<(&'b DraftRow<'a>, CellRef)>>;

/// A row whose month is taken already, or that names none.
struct Odd<'a> {
    at: CellRef,
    bulan: Option<Bulan>,
    text: &'a str,
    /// What the other side of the row says.
    beside: Option<Bulan>,
    above: Option<Bulan>,
    has_figures: bool,
}

/// Gives each month of a block its row, and says what is doubled, missing, unknown or out of order.
pub(super) fn assign<'b, 'a>(
    desk: &mut Desk,
    view: &View<'a>,
    tables: &[Table],
    block: &'b Block<'a>,
    side: Side,
    spot: Spot,
) -> Rows<'b, 'a> {
    let mut rows: Rows = PerBulan::from_fn(|_| None);
    let mut odd = Vec::new();
    let mut borrowed = Vec::new();
    let (mut above, mut unordered) = (None, None);
    for row in &block.rows {
        let Some(table) = tables.get(row.months.table) else { continue };
        let Some(col) = table.bulan(side) else { continue };
        let at = CellRef::new(row.months.row, col);
        let cell = cell_in(row.months.cells, col).filter(|cell| shows(view.content(cell)));
        let (own, beside) = match side {
            Side::Kinerja => (row.months.kinerja, row.months.anggaran.bulan()),
            Side::Anggaran => (row.months.anggaran, row.months.kinerja.bulan()),
        };
        let bulan = match own {
            Said::Nothing => continue,
            Said::Bulan(bulan) => Some(bulan),
            Said::NoMonth if cell.is_none() => beside.inspect(|_| borrowed.push(at)),
            Said::NoMonth => None,
        };
        match bulan.filter(|bulan| rows[*bulan].is_none()) {
            Some(bulan) => {
                rows[bulan] = Some((row, at));
                if above.is_some_and(|above| bulan < above) && unordered.is_none() {
                    unordered = above.map(|above| (at, bulan, above, beside));
                }
            }
            None => odd.push(Odd {
                at,
                bulan,
                text: cell.and_then(|cell| view.text(cell)).unwrap_or_default(),
                beside,
                above,
                has_figures: table.figures(side).any(|col| {
                    cell_in(row.months.cells, col).is_some_and(
                        |cell| !matches!(view.content(cell), Content::Text(text) if crate::words::is_nil(text)),
                    )
                }),
            }),
        }
        above = bulan.or(above);
    }
    let found = diagnose(view, &rows, &odd, &borrowed, unordered);
    for diagnostic in found {
        desk.say(Spot { bulan: diagnostic.bulan, ..spot }.mark(diagnostic));
    }
    rows
}

fn diagnose(
    view: &View,
    rows: &Rows,
    odd: &[Odd],
    borrowed: &[CellRef],
    unordered: Option<(CellRef, Bulan, Bulan, Option<Bulan>)>,
) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    let mut missing: Vec<Bulan> = rows.iter().filter(|(_, row)| row.is_none()).map(|(bulan, _)| bulan).collect();
    for odd in odd {
        // The other side of the row tells what was meant, else the month after the one above, else the only one left.
        let after = odd.above.and_then(Bulan::next);
        let only = missing.first().copied().filter(|_| missing.len() == 1);
        let meant = [odd.beside, after, only].into_iter().flatten().find(|bulan| missing.contains(bulan));
        missing.retain(|bulan| Some(*bulan) != meant);
        match odd.bulan.and_then(|bulan| Some((bulan, rows[bulan].as_ref()?.1))) {
            // Months that were only filled in further down, beside nothing, say nothing.
            Some(_) if !odd.has_figures && meant.is_none() => {}
            Some((bulan, first)) => {
                said.push(notices::month_twice(bulan, first, view.place(odd.at), meant, odd.beside));
            }
            None => said.push(notices::no_month(view.place(odd.at), odd.text, meant)),
        }
    }
    let mut places = rows.iter().filter_map(|(_, row)| row.as_ref()).map(|(_, at)| *at);
    if let Some(first) = places.next().filter(|_| !missing.is_empty()) {
        let bottom = places.map(|at| at.row).chain([first.row]).max().unwrap_or(first.row);
        said.push(notices::months_missing(view.place(first), &missing, (first.row, bottom)));
    }
    if let Some((at, bulan, above, beside)) = unordered.filter(|_| said.is_empty()) {
        said.push(notices::months_unordered(view.place(at), bulan, above, beside));
    }
    if let Some(first) = borrowed.first() {
        said.push(notices::month_from_other_side(view.place(*first), borrowed.len()));
    }
    said
}
