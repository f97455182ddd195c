//! The two stacks of a section: which month rows form which indikator, which program or kegiatan, and under which
//! sasaran. They only share row numbers; a row is not a join.

use lampiran_core::{Bulan, CellRef};

use super::labels::{self, Label};
use super::sections::DraftRow;
use crate::layouts::Side;
use crate::recognise::{NameColumns, Said, Table, shows};
use crate::view::{View, cell_in};
use crate::words;

/// A sasaran with the blocks printed beside it.
pub(super) struct SasaranRows<'a> {
    pub(super) label: Label,
    pub(super) indikator: Vec<Block<'a>>,
    pub(super) anggaran: Vec<Block<'a>>,
    /// The position of its first row among the section's month rows.
    start: usize,
}

/// The rows of one indikator, program or kegiatan.
pub(super) struct Block<'a> {
    pub(super) label: Label,
    pub(super) rows: Vec<DraftRow<'a>>,
    /// The row of the merged label above it, where the months of one label are printed more than once.
    pub(super) over: Option<DraftRow<'a>>,
    /// How many blocks of twelve rows below the top of its sasaran it starts.
    pub(super) mulai_blok: usize,
    /// The last row of the merged area of its label, where it has one.
    merged_to: Option<u32>,
    last: Option<Bulan>,
    seen: u16,
}

/// Divides the month rows of a section into blocks under their sasaran.
pub(super) fn divide<'a>(view: &View<'a>, tables: &[Table], rows: &[DraftRow<'a>]) -> Vec<SasaranRows<'a>> {
    let mut found: Vec<SasaranRows> = Vec::new();
    // The sasaran that hold the last block of either side.
    let (mut last_indikator, mut last_anggaran) = (0, 0);
    for (i, row) in rows.iter().enumerate() {
        let Some(table) = tables.get(row.months.table) else { continue };
        let last = found.get_mut(last_indikator).and_then(|sasaran| sasaran.indikator.last_mut());
        let names = table.indikator.as_ref();
        let indikator =
            names.and_then(|names| step(view, names, table.kolom.no_indikator, row, row.months.kinerja, last));
        let last = found.get_mut(last_anggaran).and_then(|sasaran| sasaran.anggaran.last_mut());
        let names = table.anggaran.as_ref();
        let anggaran =
            names.and_then(|names| step(view, names, table.kolom.no_anggaran, row, row.months.anggaran, last));
        sasaran(view, table, row, i, indikator.is_some() || anggaran.is_some(), &mut found);
        let here = found.len().saturating_sub(1);
        let Some(current) = found.last_mut() else { continue };
        // A month that is missing or doubled further up moves it by less than half a block.
        let mulai_blok = (i - current.start + 6) / 12;
        last_indikator = if indikator.is_some() { here } else { last_indikator };
        last_anggaran = if anggaran.is_some() { here } else { last_anggaran };
        current.indikator.extend(indikator.map(|block| Block { mulai_blok, ..block }));
        current.anggaran.extend(anggaran.map(|block| Block { mulai_blok, ..block }));
    }
    for sasaran in &mut found {
        sasaran.indikator.retain(|block| !block.is_empty(view, tables, Side::Kinerja));
        sasaran.anggaran.retain(|block| !block.is_empty(view, tables, Side::Anggaran));
    }
    found.retain(|sasaran| !sasaran.label.is_blank() || !sasaran.indikator.is_empty() || !sasaran.anggaran.is_empty());
    found
}

/// Adds a row to the block it belongs to, or opens the block that begins with it.
fn step<'a>(
    view: &View<'a>,
    names: &NameColumns,
    no: Option<u16>,
    row: &DraftRow<'a>,
    said: Said,
    block: Option<&mut Block<'a>>,
) -> Option<Block<'a>> {
    let label = label(view, names, no, row);
    if said == Said::Nothing {
        return None;
    }
    let merged_to = merged_to(view, names, row);
    let (mut label, mut merged_to, mut over) = (label, merged_to, None);
    if let Some(block) = block {
        if block.goes_on(row.months.row, &label, merged_to, said.bulan()) {
            block.add(*row, said.bulan(), &label, merged_to);
            return None;
        }
        if label.is_blank() && block.is_merged_over(row.months.row) {
            let at = Some(CellRef::new(row.months.row, names.first));
            label = Label { at, ..block.label.clone() };
            over = block.over.or(block.rows.first().copied());
            merged_to = block.merged_to;
        }
    }
    let mut block =
        Block { label: Label::default(), rows: Vec::new(), over, mulai_blok: 0, merged_to, last: None, seen: 0 };
    block.add(*row, said.bulan(), &Label::default(), merged_to);
    block.label = label;
    Some(block)
}

impl<'a> Block<'a> {
    /// Whether a row belongs to this block: by the merged area of its label, else by the cycle of months.
    fn goes_on(&self, row: u32, label: &Label, merged_to: Option<u32>, bulan: Option<Bulan>) -> bool {
        if self.is_merged_over(row) {
            // All twelve again beside one merged label are printed a second time.
            let again = label.is_blank() && bulan == Some(Bulan::JANUARI) && self.seen.count_ones() == 12;
            return !again;
        }
        let follows = match (self.last, bulan) {
            (Some(last), Some(bulan)) => bulan == last || last.next() == Some(bulan),
            _ => true,
        };
        let complete = self.seen.count_ones() == 12;
        if label.is_blank() || *label == self.label || label.continues(&self.label) {
            let seen = bulan.is_some_and(|bulan| self.seen & (1 << bulan.number()) != 0);
            // A second Januari opens a block; one right below the other is that month typed twice.
            let januari = bulan == Some(Bulan::JANUARI) && seen && self.last != bulan;
            // So does the year's beginning below its end where the label is typed again, or the months are.
            let number = |bulan: Option<Bulan>| bulan.map_or(6, Bulan::number);
            let begins = number(bulan) == 1 || (number(bulan) == 2 && (seen || !label.is_blank()));
            let wraps = number(self.last) >= 11 && begins;
            let opens = januari || wraps;
            return !opens && (follows || !complete);
        }
        // Another label: a new block where a merged area or the months say so, else the label's second line.
        merged_to.is_none() && follows && !complete
    }

    fn is_merged_over(&self, row: u32) -> bool {
        self.merged_to.is_some_and(|last| row <= last)
    }

    fn add(&mut self, row: DraftRow<'a>, bulan: Option<Bulan>, label: &Label, merged_to: Option<u32>) {
        self.rows.push(row);
        if let Some(bulan) = bulan {
            self.last = Some(bulan);
            self.seen |= 1 << bulan.number();
        }
        self.merged_to = self.merged_to.max(merged_to.filter(|_| label.is_blank() || label.continues(&self.label)));
        if !label.is_blank() && !label.continues(&self.label) && self.merged_to.is_none() {
            self.label.nama = words::tidy(&(self.label.nama.clone() + " " + &label.nama));
        }
    }

    /// Whether it is the empty half beside a block of the other side: months at most.
    fn is_empty(&self, view: &View<'a>, tables: &[Table], side: Side) -> bool {
        let holds = |row: &DraftRow<'a>| {
            let figures = tables.get(row.months.table).map(|table| table.figures(side));
            figures
                .into_iter()
                .flatten()
                .any(|col| cell_in(row.months.cells, col).is_some_and(|cell| shows(view.content(cell))))
        };
        (self.label.is_blank() || self.over.is_some()) && !self.rows.iter().any(holds)
    }
}

impl Label {
    /// Whether this is `other` typed again, on a new page perhaps ("Program A (lanjutan)").
    fn continues(&self, other: &Self) -> bool {
        !other.is_blank() && words::is_again(&self.nama, &other.nama) && (self.no.is_empty() || self.no == other.no)
    }
}

/// The label in a row, or in the row of labels above it.
fn label<'a>(view: &View<'a>, names: &NameColumns, no: Option<u16>, row: &DraftRow<'a>) -> Label {
    let label = labels::read(view, row.months.cells, no, names.first, names.last);
    match row.labels.filter(|_| label.is_blank()) {
        Some(above) => labels::read(view, above, no, names.first, names.last),
        None => label,
    }
}

/// The last row of the merged area that begins in the label's cells of this row.
fn merged_to<'a>(view: &View<'a>, names: &NameColumns, row: &DraftRow<'a>) -> Option<u32> {
    let row = row.months.row;
    let areas = view.merges_from(row).filter(|area| (names.first..=names.last).contains(&{ area.first.col }));
    areas.map(|area| area.last.row).filter(|last| *last > row).max()
}

/// Opens a sasaran where one begins, and one without words where blocks begin before any.
fn sasaran<'a>(
    view: &View<'a>,
    table: &Table,
    row: &DraftRow<'a>,
    i: usize,
    opens: bool,
    found: &mut Vec<SasaranRows<'a>>,
) {
    let label = table.sasaran.as_ref().map(|names| label(view, names, table.kolom.no, row)).unwrap_or_default();
    let open = |label| SasaranRows { label, indikator: Vec::new(), anggaran: Vec::new(), start: i };
    let Some(current) = found.last_mut() else {
        if opens || !label.is_blank() {
            found.push(open(label));
        }
        return;
    };
    if label.is_blank() {
        return;
    }
    let same = label.continues(&current.label);
    if opens && !same {
        found.push(open(label));
    } else if !same && !opens && !current.label.nama.ends_with(&label.nama) {
        current.label.nama = words::tidy(&(current.label.nama.clone() + " " + &label.nama));
    }
}
