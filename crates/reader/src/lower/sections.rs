//! The sections of a sheet: which rows belong to whom, under which titles, closed by which TOTAL and signature.

use crate::grid::Cell;
use crate::layouts::{self, SumLabel};
use crate::recognise::{Line, MonthRow, Said, Table};
use crate::view::{View, cell_in};
use crate::{figure, ordinal, words};

use super::{signature, titles};

/// The rows of one section.
pub(super) struct Draft<'a> {
    /// Its first heading, by position among the sheet's tables.
    pub(super) table: usize,
    /// The lines above the heading.
    pub(super) judul: Vec<&'a Cell>,
    /// The cells of its own title.
    pub(super) title: Vec<&'a Cell>,
    pub(super) rows: Vec<DraftRow<'a>>,
    /// The label and the cells of its TOTAL row.
    pub(super) total: Option<(&'a Cell, &'a [Cell])>,
    pub(super) signature: Vec<&'a [Cell]>,
    /// Rows inside the table that are no data, no title and no sum.
    pub(super) stray: Vec<&'a [Cell]>,
    /// Nothing more may be added: a TOTAL or a signature was seen.
    ended: bool,
    /// The sasaran last seen, to tell a new page from a new section.
    sasaran: String,
}

/// A month's row, and a row of labels without a month that stands above it.
#[derive(Clone, Copy)]
pub(super) struct DraftRow<'a> {
    pub(super) months: MonthRow<'a>,
    pub(super) labels: Option<&'a [Cell]>,
}

/// Divides the rows of a sheet, below these tables' headings, into sections.
pub(super) fn divide<'a>(view: &View<'a>, tables: &[Table], lines: Vec<Line<'a>>) -> Vec<Draft<'a>> {
    let mut divider = Divider { view, tables, drafts: Vec::new(), run: Vec::new(), heading: None, above: Vec::new() };
    for line in lines {
        match line {
            Line::Other(row) => divider.run.push(row),
            Line::Heading(table) => {
                let rest = divider.take_run();
                divider.above.extend(rest);
                divider.heading = Some(table);
            }
            Line::Sum(label, cell, row) => divider.sum(label, cell, row),
            Line::Months(months) => divider.months(months),
        }
    }
    divider.take_run();
    divider.drafts
}

struct Divider<'p, 'a> {
    view: &'p View<'a>,
    tables: &'p [Table],
    drafts: Vec<Draft<'a>>,
    /// Rows since the last heading, months or sum.
    run: Vec<&'a [Cell]>,
    /// A heading that no month followed yet.
    heading: Option<usize>,
    /// The rows above that heading.
    above: Vec<&'a [Cell]>,
}

impl<'a> Divider<'_, 'a> {
    /// The rows since the last anchor, without a signature: that goes to the section before.
    fn take_run(&mut self) -> Vec<&'a [Cell]> {
        let mut run = std::mem::take(&mut self.run);
        let Some(draft) = self.drafts.last_mut() else { return run };
        let Some(range) = signature::find(self.view, &run) else { return run };
        let rest = run.split_off(range.end);
        let signed = run.split_off(range.start);
        draft.stray.append(&mut run);
        if draft.signature.is_empty() {
            draft.signature = signed;
        }
        draft.ended = true;
        rest
    }

    fn sum(&mut self, label: SumLabel, cell: &'a Cell, row: &'a [Cell]) {
        let stray = self.take_run();
        // A heading retyped above the TOTAL alone begins nothing.
        self.heading = None;
        self.above.clear();
        let Some(draft) = self.drafts.last_mut().filter(|draft| !draft.ended) else { return };
        draft.stray.extend(stray);
        if label != SumLabel::Subtotal {
            draft.total = Some((cell, row));
        }
        draft.ended = label == SumLabel::Total;
    }

    fn months(&mut self, months: MonthRow<'a>) {
        let below = self.take_run();
        let above = std::mem::take(&mut self.above);
        let heading = self.heading.take();
        let Some(table) = self.tables.get(months.table) else { return };
        let labels = below.last().copied().filter(|row| is_label_row(self.view, table, row));
        let title: Vec<&Cell> = below.iter().filter_map(|row| title_cell(self.view, table, row)).collect();
        let (judul, title_above) = split_above(self.view, table, &above);
        let title = if title.is_empty() { title_above } else { title };
        let sasaran = sasaran_text(self.view, table, months.cells);
        let last = self.drafts.last().and_then(|draft| draft.rows.last());
        let wraps = last.is_some_and(|last| wraps(&last.months, &months));
        let starts = months.opens || wraps || labels.is_some();
        let fresh = match self.drafts.last() {
            None => true,
            Some(draft) if draft.ended => true,
            Some(draft) => {
                let retyped = heading.is_some()
                    && (!judul.is_empty()
                        || self.is_other_form(draft, table)
                        || restarts(&sasaran, draft, table, self.view, months.cells));
                starts && (!title.is_empty() || retyped)
            }
        };
        if fresh {
            self.drafts.push(Draft {
                table: months.table,
                judul,
                title,
                rows: Vec::new(),
                total: None,
                signature: Vec::new(),
                stray: Vec::new(),
                ended: false,
                sasaran: String::new(),
            });
        }
        let Some(draft) = self.drafts.last_mut() else { return };
        // What looked like the total had more months below it: a subtotal.
        draft.total = None;
        draft.stray.extend(
            below.into_iter().filter(|row| Some(*row) != labels && title_cell(self.view, table, row).is_none()),
        );
        draft.rows.push(DraftRow { months, labels });
        if !sasaran.is_empty() {
            draft.sasaran = sasaran;
        }
    }

    /// Whether a heading is of another form than the section's: with a budget, or without.
    fn is_other_form(&self, draft: &Draft, table: &Table) -> bool {
        let before = self.tables.get(draft.table);
        before.is_some_and(|before| before.anggaran.is_some() != table.anggaran.is_some())
    }
}

/// Whether a row is of the year's beginning below one of its end, on a side: Januari itself may be missing.
fn wraps(above: &MonthRow, row: &MonthRow) -> bool {
    [(above.kinerja, row.kinerja), (above.anggaran, row.anggaran)].into_iter().any(|(above, here)| {
        let number = |said: Said| said.bulan().map_or(6, lampiran_core::Bulan::number);
        number(above) >= 11 && number(here) <= 2
    })
}

/// Whether the numbers of the sasaran start again at 1, with another sasaran.
fn restarts(sasaran: &str, draft: &Draft, table: &Table, view: &View, row: &[Cell]) -> bool {
    let no = table.kolom.no.and_then(|col| cell_in(row, col));
    let is_one = no.is_some_and(|cell| ordinal::of_cell(view, cell).as_deref() == Some("1"));
    is_one && !sasaran.is_empty() && !words::is_again(sasaran, &draft.sasaran)
}

fn sasaran_text<'a>(view: &View<'a>, table: &Table, row: &'a [Cell]) -> String {
    let cell = table.sasaran.as_ref().and_then(|name| cell_in(row, name.first));
    cell.and_then(|cell| view.text(cell)).map(words::tidy).unwrap_or_default()
}

/// A row without a month that carries the label of the block below it: text under an indikator's or program's heading,
/// or a numbered sasaran.
fn is_label_row<'a>(view: &View<'a>, table: &Table, row: &'a [Cell]) -> bool {
    let numbered = has_ordinal(view, table, row) && row.iter().any(|cell| view.text(cell).is_some());
    numbered
        || row.iter().any(|cell| {
            let col = cell.at().col;
            view.text(cell).is_some() && table.inner_names().any(|name| name.first <= col && col <= name.last)
        })
}

/// Whether the No column of a row holds an ordinal.
fn has_ordinal<'a>(view: &View<'a>, table: &Table, row: &'a [Cell]) -> bool {
    let no = table.kolom.no.and_then(|no| cell_in(row, no));
    no.is_some_and(|cell| ordinal::of_cell(view, cell).is_some())
}

/// The cell of a row that titles a section: text alone, no figures, not under an inner heading, no remark.
fn title_cell<'a>(view: &View<'a>, table: &Table, row: &'a [Cell]) -> Option<&'a Cell> {
    let numbered = table.kolom.no.filter(|_| has_ordinal(view, table, row));
    let inside = || row.iter().filter(|cell| table.has_column(cell.at().col) && Some(cell.at().col) != numbered);
    if is_label_row(view, table, row) && !inside().any(|cell| view.text(cell).is_some_and(is_post)) {
        return None;
    }
    let cell = inside().find(|cell| view.text(cell).is_some())?;
    let only_text =
        inside().all(|other| view.text(other).is_some_and(|text| figure::parse(text).is_none() || is_post(text)));
    let text = view.text(cell)?;
    (only_text && !layouts::is_remark(text) && text.chars().count() <= 150).then_some(cell)
}

/// Whether a text names an official's rank or post beyond doubt.
fn is_post(text: &str) -> bool {
    layouts::is_official(text) || titles::eselon(text).is_some()
}

/// The lines above a heading: those of the lampiran's title, and a section's title that stands below them. Right of the
/// table stand notes.
fn split_above<'a>(view: &View<'a>, table: &Table, above: &[&'a [Cell]]) -> (Vec<&'a Cell>, Vec<&'a Cell>) {
    let mut lines: Vec<&Cell> =
        above.iter().filter_map(|row| row.iter().find(|cell| view.text(cell).is_some())).collect();
    let is_title =
        |cell: &&Cell| view.text(cell).is_some_and(|text| layouts::is_title(text) && !layouts::is_remark(text));
    let judul = lines.iter().rposition(is_title).map_or(0, |last| last + 1);
    let mut section = lines.split_off(judul);
    let is_section = |cell: &&Cell| view.text(cell).is_some_and(|text| !layouts::is_remark(text));
    section.retain(|cell| is_section(cell) && cell.at().col <= table.area.last.col);
    (lines, section)
}
