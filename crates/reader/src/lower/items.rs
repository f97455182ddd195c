//! From the rows of a block to an indikator, a program or kegiatan; and the TOTAL row.

use lampiran_core::{
    Anggaran, BulanAnggaran, BulanKinerja, CaraHitung, CellRef, Decimal, Eselon, Indikator, Jenis, Nilai, PerBulan,
    Rupiah, SharedText, Sourced, Total, Ukuran,
};

use super::blocks::Block;
use super::cara::{self, Column};
use super::cells::Source;
use super::desk::{Desk, Spot};
use super::labels::Label;
use super::{months, notices};
use crate::figure::{self, Figure, Value};
use crate::grid::{Cell, Content};
use crate::layouts::Side;
use crate::recognise::{Table, shows};
use crate::view::{View, cell_in};
use crate::words;

/// A section while it is read.
pub(super) struct Section<'s, 'a> {
    pub(super) view: &'s View<'a>,
    pub(super) tables: &'s [Table],
    /// As messages name it.
    pub(super) nama: &'s str,
    pub(super) eselon: Option<Eselon>,
}

impl<'s, 'a> Section<'s, 'a> {
    fn source(&'s self, cell: Option<&'a Cell>, at: CellRef, spot: Spot<'s>) -> Source<'s, 'a> {
        Source { view: self.view, cell, at, spot }
    }

    fn table(&self, block: &Block) -> Option<&'s Table> {
        self.tables.get(block.rows.first()?.months.table)
    }

    /// Reads an indikator.
    pub(super) fn indikator(&self, desk: &mut Desk, block: &Block<'a>) -> Option<Indikator> {
        let table = self.table(block)?;
        let spot = Spot { bagian: self.nama, blok: &block.label.nama, bulan: None };
        let top = block.rows.first()?;
        let satuan = self.top(desk, block, |table| table.kolom.satuan, spot);
        let satuan =
            Sourced::new(satuan.0.map(|cell| shown(self.view, cell)).unwrap_or_default(), self.view.place(satuan.1));
        let target = self.top(desk, block, |table| table.kolom.target_tahunan, spot);
        let target_tahunan = self.source(target.0, target.1, spot).ukuran(desk, &satuan.value);
        let cara = self.cara(desk, block, spot);
        let rows = months::assign(desk, self.view, self.tables, block, Side::Kinerja, spot);
        let bulan = PerBulan::from_fn(|bulan| {
            let (row, at) = rows[bulan]?;
            let kolom = &self.tables.get(row.months.table)?.kolom;
            let spot = Spot { bulan: Some(bulan), ..spot };
            let source = |col: Option<u16>| self.in_row(row.months.cells, col, at, spot);
            let target = source(kolom.kinerja_target).ukuran(desk, &satuan.value);
            let realisasi = source(kolom.kinerja_realisasi).ukuran(desk, &satuan.value);
            let persen = source(kolom.kinerja_persen).persen(desk, bilangan(&realisasi), bilangan(&target));
            Some(BulanKinerja {
                bulan: self.view.place(at),
                target,
                realisasi,
                persen,
                keterangan: self.remark(row.months.cells, kolom.kinerja_keterangan, at),
                output: kolom.output.map(|_| Box::new(self.remark(row.months.cells, kolom.output, at))),
            })
        });
        let tersembunyi = self.is_hidden(block);
        if tersembunyi {
            desk.say(spot.mark(self.hidden(block, None)));
        }
        let at = block.label.at.unwrap_or(CellRef::new(top.months.row, table.kolom.indikator.unwrap_or_default()));
        Some(Indikator {
            no: self.ordinal(desk, &block.label, spot),
            uraian: Sourced::new(block.label.nama.clone(), self.view.place(at)),
            satuan,
            target_tahunan,
            cara,
            bulan,
            tersembunyi,
        })
    }

    /// What the table's own columns say of how an indikator is counted.
    fn cara(&self, desk: &mut Desk, block: &Block<'a>, spot: Spot) -> Option<Sourced<CaraHitung>> {
        let arah = self.top(desk, block, |table| table.kolom.arah, spot).0;
        let rumus = self.top(desk, block, |table| table.kolom.rumus, spot).0;
        let agregasi = self.top(desk, block, |table| table.kolom.agregasi, spot).0;
        let cells = [(Column::Arah, arah), (Column::Rumus, rumus), (Column::Agregasi, agregasi)];
        cara::read(desk, self.view, cells.into_iter().filter_map(|(column, cell)| Some((column, cell?))), spot)
    }

    /// Reads a program or kegiatan.
    pub(super) fn anggaran(&self, desk: &mut Desk, block: &Block<'a>) -> Option<Anggaran> {
        let table = self.table(block)?;
        let spot = Spot { bagian: self.nama, blok: &block.label.nama, bulan: None };
        let top = block.rows.first()?;
        let tahunan = self.top(desk, block, |table| table.kolom.tahunan, spot);
        let tahunan = self.source(tahunan.0, tahunan.1, spot).amount(desk, scale(table));
        let rows = months::assign(desk, self.view, self.tables, block, Side::Anggaran, spot);
        let bulan = PerBulan::from_fn(|bulan| {
            let (row, at) = rows[bulan]?;
            let table = self.tables.get(row.months.table)?;
            let kolom = &table.kolom;
            let spot = Spot { bulan: Some(bulan), ..spot };
            let source = |col: Option<u16>| self.in_row(row.months.cells, col, at, spot);
            let target = source(kolom.anggaran_target).amount(desk, scale(table));
            let realisasi = source(kolom.anggaran_realisasi).amount(desk, scale(table));
            let persen = source(kolom.anggaran_persen).persen(desk, rupiah(&realisasi), rupiah(&target));
            Some(BulanAnggaran {
                bulan: self.view.place(at),
                target,
                realisasi,
                persen,
                keterangan: self.remark(row.months.cells, kolom.anggaran_keterangan, at),
            })
        });
        let tersembunyi = self.is_hidden(block);
        if tersembunyi {
            desk.say(spot.mark(self.hidden(block, rupiah(&tahunan))));
        }
        let at = block.label.at.unwrap_or(CellRef::new(top.months.row, table.kolom.anggaran.unwrap_or_default()));
        Some(Anggaran {
            no: self.ordinal(desk, &block.label, spot),
            kode: block.label.kode.clone(),
            nama: Sourced::new(block.label.nama.clone(), self.view.place(at)),
            jenis: self.jenis(table, &block.label),
            tahunan,
            mulai_blok: block.mulai_blok,
            bulan,
            tersembunyi,
        })
    }

    /// Reads a TOTAL row. Its target stands under Bulan, under Target, or merged over both.
    pub(super) fn total(&self, desk: &mut Desk, table: &Table, label: &Cell, row: &'a [Cell]) -> Total {
        let spot = Spot { bagian: self.nama, blok: "", bulan: None };
        let kolom = &table.kolom;
        let in_column = |col: Option<u16>| self.in_row(row, col, label.at(), spot);
        let under_bulan = kolom.anggaran_bulan.filter(|col| {
            let filled = |col: u16| cell_in(row, col).is_some_and(|cell| shows(self.view.content(cell)));
            let merged = self.view.merge_from(CellRef::new(label.at().row, *col)).is_some();
            !kolom.anggaran_target.is_some_and(filled) && (merged || filled(*col))
        });
        let tahunan = in_column(kolom.tahunan).amount(desk, scale(table));
        let target = in_column(under_bulan.or(kolom.anggaran_target)).amount(desk, scale(table));
        let realisasi = in_column(kolom.anggaran_realisasi).amount(desk, scale(table));
        let persen = in_column(kolom.anggaran_persen).persen(desk, rupiah(&realisasi), rupiah(&tahunan));
        Total { label: self.view.place(label.at()), tahunan, target, realisasi, persen }
    }

    /// The cell of a row in a column; a column that the table lacks is blank, at `fallback`.
    fn in_row(&'s self, row: &'a [Cell], col: Option<u16>, fallback: CellRef, spot: Spot<'s>) -> Source<'s, 'a> {
        let at = col.map_or(fallback, |col| CellRef::new(fallback.row, col));
        self.source(col.and_then(|col| cell_in(row, col)), at, spot)
    }

    /// The one value of a block in a column: in its top row, under a merged area or not, else below; what differs from
    /// it further down is said and left out.
    fn top(
        &self,
        desk: &mut Desk,
        block: &Block<'a>,
        column: impl Fn(&Table) -> Option<u16>,
        spot: Spot,
    ) -> (Option<&'a Cell>, CellRef) {
        let filled = |row: &'a [Cell], col: u16| cell_in(row, col).filter(|cell| shows(self.view.content(cell)));
        let (mut value, mut at) = (None, None);
        for row in block.over.iter().chain(&block.rows) {
            let Some(col) = self.tables.get(row.months.table).and_then(&column) else { continue };
            let here = CellRef::new(row.months.row, col);
            let is_top = at.is_none();
            let merged = is_top && self.view.merge_from(here).is_some();
            at = at.or(Some(here));
            let labels = row.labels.and_then(|labels| filled(labels, col));
            let Some(cell) = filled(row.months.cells, col).or(labels) else {
                // A merged area with a blank top left cell is blank, whatever lies under it.
                if merged {
                    value = Some(None);
                }
                continue;
            };
            match value {
                None => value = Some(Some(cell)),
                Some(top) if top.is_some_and(|top| says_same(self.view.content(top), self.view.content(cell))) => {}
                Some(_) => {
                    let top = at.unwrap_or(here);
                    desk.say(spot.mark(notices::covered(self.view.place(cell.at()), top, &shown(self.view, cell))));
                }
            }
        }
        let value = value.flatten();
        let fallback = block.rows.first().map_or(CellRef::new(0, 0), |row| CellRef::new(row.months.row, 0));
        (value, value.map(Cell::at).or(at).unwrap_or(fallback))
    }

    /// A remark or output as typed; any dash is "-".
    fn remark(&self, row: &'a [Cell], col: Option<u16>, month: CellRef) -> Sourced<Option<SharedText>> {
        let at = col.map_or(month, |col| CellRef::new(month.row, col));
        let text = col.and_then(|col| cell_in(row, col)).map(|cell| match self.view.content(cell) {
            Content::Text(text) if words::is_dash(text) && **text != *"-" => "-".into(),
            Content::Text(text) => text.clone(),
            _ => shown(self.view, cell).into(),
        });
        Sourced::new(text.filter(|text| !words::is_blank(text)), self.view.place(at))
    }

    /// The ordinal of a label; one that became a date is said.
    pub(super) fn ordinal(&self, desk: &mut Desk, label: &Label, spot: Spot) -> String {
        let date = label.date.and_then(|at| self.view.sheet.get(at));
        if let Some(Content::Number(serial)) = date.map(|cell| &cell.content) {
            let place = self.view.place(label.date.unwrap_or(CellRef::new(0, 0)));
            desk.say(spot.mark(notices::ordinal_became_date(place, serial.decimal(), self.view.sheet.date_1904)));
        }
        label.no.clone()
    }

    fn is_hidden(&self, block: &Block) -> bool {
        block.rows.iter().all(|row| self.view.sheet.is_row_hidden(row.months.row))
    }

    fn hidden(&self, block: &Block, amount: Option<Decimal>) -> lampiran_core::Diagnostic {
        let rows = || block.rows.iter().map(|row| row.months.row);
        let (first, last) = (rows().min().unwrap_or_default(), rows().max().unwrap_or_default());
        let at = block.label.at.unwrap_or(CellRef::new(first, 0));
        notices::hidden_block(self.view.place(at), (first, last), &block.label.nama, amount)
    }

    /// Program or kegiatan: from the column's heading, else from the name, else from the eselon.
    fn jenis(&self, table: &Table, label: &Label) -> Jenis {
        let heading = table.anggaran.as_ref().map(|names| words::fold(&names.heading)).unwrap_or_default();
        let name = words::fold(&label.nama);
        let says = |text: &str| (text.contains("program"), text.contains("kegiatan"));
        match says(&heading) {
            (true, false) => Jenis::Program,
            (false, true) => Jenis::Kegiatan,
            _ if name.starts_with("program") => Jenis::Program,
            _ if name.starts_with("kegiatan") || self.eselon.is_some_and(|eselon| eselon > Eselon::II) => {
                Jenis::Kegiatan
            }
            _ => Jenis::Program,
        }
    }
}

/// What a cell shows, as text on one line.
pub(super) fn shown(view: &View, cell: &Cell) -> String {
    match view.computed.get(&cell.at()).unwrap_or(&cell.content) {
        Content::Text(text) | Content::Error(text) | Content::Unreadable(text) => words::tidy(text),
        Content::Number(number) => number.decimal().normalize().to_string(),
        Content::Bool(true) => "TRUE".to_owned(),
        Content::Bool(false) => "FALSE".to_owned(),
        Content::Uncalculated => String::new(),
    }
}

/// Whether two cells hold the same, or may hold the same number typed in different ways.
fn says_same(a: &Content, b: &Content) -> bool {
    let numbers = |content: &Content| match content {
        Content::Number(number) => [Some(number.decimal()), None],
        Content::Text(text) => match figure::parse(text).filter(|figure| figure.unit.is_empty()) {
            Some(Figure { value: Value::Exact(number, _), .. }) => [Some(number), None],
            Some(Figure { value: Value::Either { indonesian, english }, .. }) => [Some(indonesian), Some(english)],
            None => [None, None],
        },
        _ => [None, None],
    };
    let of_b = numbers(b);
    a == b || numbers(a).iter().any(|number| number.is_some() && of_b.contains(number))
}

/// How many rupiah a 1 in the budget side of a table is.
pub(super) fn scale(table: &Table) -> u32 {
    table.scale.map_or(1, |(factor, _)| factor)
}

fn bilangan(ukuran: &Sourced<Nilai<Ukuran>>) -> Option<Decimal> {
    ukuran.value.angka().and_then(Ukuran::bilangan)
}

fn rupiah(rupiah: &Sourced<Nilai<Rupiah>>) -> Option<Decimal> {
    rupiah.value.angka().map(|rupiah| rupiah.0)
}
