//! The pen that fills a sheet from top to bottom, and remembers where every value went.

use std::collections::HashMap;

use lampiran_core::{Area, Bulan, CellRef, Decimal, Diagnostic, Lang, Laporan, Nilai, Persen, Place, SheetId, Ukuran};

use super::columns::Columns;
use crate::anew::WriteError;
use crate::excel::Book;
use crate::measure;
use crate::places::Places;
use crate::sheet::{Cell, Content, Sheet};
use crate::sheets::catatan;
use crate::style::Style;

/// The findings by the cell they point at: the gravest of each cell, with its number in the list.
pub(crate) struct Marks<'a> {
    by_place: HashMap<Place, (u32, &'a Diagnostic)>,
    lang: Lang,
}

impl<'a> Marks<'a> {
    /// From the list of all findings.
    pub fn new(findings: &'a [Diagnostic], lang: Lang) -> Self {
        let mut by_place: HashMap<Place, (u32, &Diagnostic)> = HashMap::new();
        for (number, finding) in (1..).zip(findings) {
            let Some(place) = finding.place() else { continue };
            let known = by_place.entry(place).or_insert((number, finding));
            if known.1.grade < finding.grade {
                *known = (number, finding);
            }
        }
        Self { by_place, lang }
    }

    /// What the cell said that could not be read.
    fn unread(&self, place: Place) -> Option<&str> {
        self.by_place.get(&place)?.1.found.as_deref()
    }

    fn mark(&self, cell: &mut Cell, place: Place) {
        if let Some((number, finding)) = self.by_place.get(&place) {
            cell.style.fill = catatan::fill(finding.grade);
            cell.note = Some(catatan::note(*number, finding, self.lang).into());
        }
    }
}

/// Fills a sheet.
pub(super) struct Pen<'a> {
    /// The sheet so far.
    pub sheet: Sheet,
    /// The next row.
    pub row: u32,
    /// The columns of the form on this sheet.
    pub columns: Columns,
    id: SheetId,
    laporan: &'a Laporan,
    marks: &'a Marks<'a>,
    places: &'a mut Places,
}

impl<'a> Pen<'a> {
    /// A pen on a new sheet.
    pub fn new(
        name: String,
        columns: Columns,
        laporan: &'a Laporan,
        marks: &'a Marks<'a>,
        places: &'a mut Places,
    ) -> Self {
        let id = places.add_sheet(&name);
        let mut sheet = Sheet::new(name);
        sheet.widths.clone_from(&columns.widths);
        Self { sheet, row: 0, columns, id, laporan, marks, places }
    }

    /// Writes the rows above the current one into the workbook, and lets them go.
    pub fn hand_on(&mut self, book: &mut Book) -> Result<(), WriteError> {
        book.rows(&mut self.sheet, self.row)?;
        self.sheet.heights.clear();
        self.sheet.hidden.clear();
        Ok(())
    }

    /// Writes a cell of the current row; `from` is where its value was read.
    pub fn put(&mut self, from: Option<Place>, col: u16, content: Content, style: Style) {
        self.put_at(from, CellRef::new(self.row, col), content, style);
    }

    /// Writes a cell; `from` is where its value was read.
    pub fn put_at(&mut self, from: Option<Place>, at: CellRef, content: Content, style: Style) {
        let mut cell = Cell { content, style, link: None, note: None };
        if let Some(from) = from {
            self.places.record(from, Place { sheet: self.id, cell: at });
            self.marks.mark(&mut cell, from);
        }
        self.sheet.cells.insert(at, cell);
    }

    /// Writes text in a merged area and makes its rows high enough.
    pub fn put_block(&mut self, from: Option<Place>, area: Area, text: &str, style: Style) {
        self.put_at(from, area.first, Content::text(text), style);
        self.sheet.merge(area.first, area.last);
        self.make_room(area, text, style);
    }

    /// Makes the rows of an area high enough together for text that is as wide as the area.
    pub fn make_room(&mut self, area: Area, text: &str, style: Style) {
        let width = (area.first.col..=area.last.col).map(|col| self.columns.width(col)).sum();
        let needed = measure::height(measure::lines(text, width, style), style);
        let rows = area.first.row..=area.last.row;
        let there: f64 = rows.clone().map(|row| self.height(row)).sum();
        if needed > there {
            let more = (needed - there) / f64::from(area.last.row - area.first.row + 1);
            for row in rows {
                let height = (self.height(row) + more).min(measure::MAX_HEIGHT);
                self.sheet.heights.insert(row, height);
            }
        }
    }

    /// The height of a row so far: at least that of one line, and none of a hidden row.
    pub fn height(&self, row: u32) -> f64 {
        if self.sheet.hidden.contains(&row) {
            return 0.0;
        }
        self.sheet.heights.get(&row).copied().unwrap_or_else(|| measure::height(1, Style::PLAIN))
    }

    /// How the office spells a month.
    pub fn bulan(&self, bulan: Bulan) -> &'a str {
        self.laporan.ejaan_bulan.as_ref().map_or(bulan.nama(), |ejaan| ejaan[bulan].as_str())
    }

    /// What a figure's cell holds, and how it looks; `decimals` is how a figure that is still to come would be shown.
    pub fn figure(&self, nilai: &Nilai<Ukuran>, place: Option<Place>, decimals: u8) -> (Content, Style) {
        match nilai {
            Nilai::Angka(Ukuran::Bilangan(figure)) => number(*figure, Style::number_as_written(*figure)),
            Nilai::Angka(Ukuran::Predikat(predikat)) => (Content::text(predikat.clone()), Style::CENTERED),
            Nilai::Nihil => (Content::text("-"), Style::CENTERED),
            Nilai::Kosong => (Content::Blank, Style::number(decimals)),
            Nilai::TakTerbaca => {
                let text = place.and_then(|place| self.marks.unread(place)).unwrap_or_default();
                (Content::text(text), Style::CENTERED)
            }
        }
    }

    /// The same for a percentage as written.
    pub fn persen_as_written(&self, nilai: &Nilai<Persen>, place: Place) -> (Content, Style) {
        self.figure(&nilai.clone().map(|persen| Ukuran::Bilangan(persen.0)), Some(place), 2)
    }
}

/// A number; one that Excel cannot keep in full is text, and looks like it.
fn number(figure: Decimal, style: Style) -> (Content, Style) {
    match Content::number(figure) {
        content @ Content::Text(_) => {
            (content, Style { wrap: true, format: crate::style::NumberFormat::Text, ..style })
        }
        content => (content, style),
    }
}
