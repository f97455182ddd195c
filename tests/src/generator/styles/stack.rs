//! The two stacks of a sasaran: rows of months, with labels merged, typed once or filled down, and headings retyped
//! between them.

use std::ops::Range;

use lampiran_core::CellRef;

use super::canvas::Canvas;
use super::columns::{Columns, Field as F};
use super::figures::{self, Ratio};
use super::{Blocks, CutLabel, Kinerja, Months, Ordinals, Style};
use crate::generator::report::{Blok, Bulanan, Sasaran};

/// The rows of a program, for sums over them.
pub struct Drawn {
    pub rows: Vec<u32>,
}

/// A row of a month.
#[derive(Clone, Copy)]
struct Row {
    /// The sheet's row.
    at: u32,
    /// The block it belongs to, on either side.
    blok: usize,
    /// The month, from 0.
    month: usize,
    /// Printed a second time: it is not the month's own.
    again: bool,
}

/// Where the rows of a sasaran stand.
struct Plan {
    rows: Vec<Row>,
    /// The positions before which a heading was retyped.
    cuts: Vec<usize>,
}

impl Plan {
    /// The rows of some blocks in pieces without a heading between, as rows of the sheet.
    fn pieces(&self, blocks: Range<usize>) -> Vec<Vec<u32>> {
        let mut pieces: Vec<Vec<u32>> = Vec::new();
        for (i, row) in self.rows.iter().enumerate().filter(|(_, row)| blocks.contains(&row.blok)) {
            if pieces.is_empty() || self.cuts.contains(&i) {
                pieces.push(Vec::new());
            }
            pieces.last_mut().unwrap().push(row.at);
        }
        pieces
    }

    /// The months of a block with their own rows.
    fn months<'b>(&self, no: usize, blok: &'b Blok) -> Vec<(u32, &'b Bulanan)> {
        let own = self.rows.iter().filter(|row| row.blok == no && !row.again);
        own.map(|row| (row.at, blok.bulan[row.month].as_ref().unwrap())).collect()
    }

    /// The row of a block that is printed a second time.
    fn again(&self, no: usize) -> Option<u32> {
        self.rows.iter().find(|row| row.blok == no && row.again).map(|row| row.at)
    }
}

/// Draws a sasaran below what is there; `drawn` counts the blocks of the report so far.
pub fn sasaran(
    canvas: &mut Canvas,
    style: &Style,
    columns: &Columns,
    sasaran: &Sasaran,
    drawn: &mut usize,
) -> Vec<Drawn> {
    let height = sasaran.indikator.len().max(sasaran.anggaran.len());
    let plan = plan(canvas, style, columns, sasaran, drawn);
    let text = |canvas: &mut Canvas, row, words: &str, _| {
        canvas.text(row, columns.at(F::Sasaran), &[&sasaran.uraian, words].concat());
    };
    let no = |canvas: &mut Canvas, row, _: &str, _| canvas.number(row, columns.at(F::No), sasaran.no.parse().unwrap());
    span(canvas, style, &plan, 0..height, columns.at(F::No), true, no);
    span(canvas, style, &plan, 0..height, columns.at(F::Sasaran), true, text);
    for row in &plan.rows {
        let within = |blocks: &[Blok]| row.blok < blocks.len() || style.table.months_in_empty_half;
        if within(&sasaran.indikator) {
            figures::month(canvas, style, row.at, columns.at(F::KinerjaBulan), row.month);
        }
        if let Some(col) = columns.get(F::AnggaranBulan).filter(|_| within(&sasaran.anggaran)) {
            figures::month(canvas, style, row.at, col, row.month);
        }
    }
    for (i, blok) in sasaran.indikator.iter().enumerate() {
        kinerja(canvas, style, columns, &plan, blok, i);
    }
    let belanja = sasaran.anggaran.iter().enumerate();
    belanja.map(|(i, blok)| anggaran(canvas, style, columns, &plan, blok, i)).collect()
}

/// The months of a block in the order of their rows; the flag marks the one printed a second time.
fn months(canvas: &mut Canvas, style: &Style, sasaran: &Sasaran, no: usize) -> Vec<(usize, bool)> {
    let blocks = || sasaran.indikator.get(no).into_iter().chain(sasaran.anggaran.get(no));
    let has = |month: &usize| blocks().any(|blok| blok.bulan[*month].is_some());
    let mut months: Vec<(usize, bool)> = (0..12).filter(has).map(|month| (month, false)).collect();
    if months.len() < 12 {
        canvas.noted.must.insert("bulan-hilang");
        return months;
    }
    match style.table.months {
        Months::Swapped(i) if no == 0 => {
            months.swap(i, i + 1);
            canvas.noted.must.insert("bulan-tidak-urut");
        }
        Months::Doubled(i) if no == 0 => {
            months.insert(i + 1, (i, true));
            canvas.noted.must.insert("bulan-ganda");
        }
        _ => {}
    }
    months
}

/// Takes the rows of a sasaran, with the gaps and headings between them.
fn plan(canvas: &mut Canvas, style: &Style, columns: &Columns, sasaran: &Sasaran, drawn: &mut usize) -> Plan {
    let mut plan = Plan { rows: Vec::new(), cuts: Vec::new() };
    for blok in 0..sasaran.indikator.len().max(sasaran.anggaran.len()) {
        for (i, (month, again)) in months(canvas, style, sasaran, blok).into_iter().enumerate() {
            let cut = style.table.cut.is_some_and(|(at, every)| at == i && *drawn % every == every - 1);
            if cut && *drawn + i > 0 {
                canvas.row += style.table.blank_rows;
                columns.heading(canvas, style);
                plan.cuts.push(plan.rows.len());
            } else if blok == 0 && style.table.gap == Some(i) {
                if style.table.note_in_gap && style.table.blocks != Blocks::Merged {
                    canvas.text(canvas.row, columns.first, "*) angka sementara, menunggu bagian keuangan");
                }
                canvas.row += 1;
            }
            plan.rows.push(Row { at: canvas.row, blok, month, again });
            canvas.row += 1;
        }
        *drawn += 1;
    }
    plan
}

/// Writes what spans many rows, in each piece of them. `write` gets the words to add to a repeated label, and whether
/// the row is the first.
fn span(
    canvas: &mut Canvas,
    style: &Style,
    plan: &Plan,
    blocks: Range<usize>,
    col: u16,
    label: bool,
    write: impl Fn(&mut Canvas, u32, &str, bool),
) {
    for (i, rows) in plan.pieces(blocks).into_iter().enumerate() {
        let (top, bottom) = (rows[0], rows[rows.len() - 1]);
        let again = i > 0;
        let words = if again && label && style.table.cut_label == CutLabel::Continued { " (lanjutan)" } else { "" };
        if style.table.blocks == Blocks::FilledDown {
            for row in rows {
                write(canvas, row, words, !again);
            }
        } else if !again || style.table.cut_label != CutLabel::Blank {
            write(canvas, top, words, !again);
        }
        if style.table.blocks == Blocks::Merged {
            canvas.merge((top, col), (bottom, col));
        }
    }
}

/// Where the label of a block stands: the columns of its ordinal, its account code and its name.
struct Places {
    no: Option<u16>,
    kode: Option<u16>,
    nama: u16,
}

/// The label of an indikator or program, with its ordinal and code.
fn label(canvas: &mut Canvas, style: &Style, plan: &Plan, blok: &Blok, i: usize, places: &Places) {
    let kode = if blok.kode.is_empty() || places.kode.is_some() { String::new() } else { format!("{} ", blok.kode) };
    let number: u8 = blok.no.parse().unwrap();
    let ordinal = match style.heading.ordinals {
        Ordinals::Bare => format!("{number} "),
        Ordinals::Stopped => format!("{number}. "),
        Ordinals::Lettered => format!("{}. ", char::from(b'`' + number)),
        Ordinals::Column | Ordinals::Unheaded | Ordinals::Headed | Ordinals::Coded => String::new(),
    };
    if let Some(col) = places.no {
        span(canvas, style, plan, i..i + 1, col, true, |canvas, row, _, _| canvas.number(row, col, number.into()));
    }
    if let Some(col) = places.kode {
        span(canvas, style, plan, i..i + 1, col, true, |canvas, row, _, _| canvas.text(row, col, &blok.kode));
    }
    span(canvas, style, plan, i..i + 1, places.nama, true, |canvas, row, words, _| {
        canvas.text(row, places.nama, &format!("{ordinal}{kode}{}{words}", blok.nama));
    });
}

fn kinerja(canvas: &mut Canvas, style: &Style, columns: &Columns, plan: &Plan, blok: &Blok, no: usize) {
    let places = Places { no: columns.get(F::NoIndikator), kode: None, nama: columns.at(F::Indikator) };
    label(canvas, style, plan, blok, no, &places);
    let here = || no..no + 1;
    let (satuan, tahunan) = (columns.at(F::Satuan), columns.at(F::TargetTahunan));
    span(canvas, style, plan, here(), satuan, false, |canvas, row, _, _| canvas.text(row, satuan, &blok.satuan));
    span(canvas, style, plan, here(), tahunan, false, |canvas, row, _, _| {
        figures::ukuran(canvas, style, (row, tahunan), &blok.tahunan, &blok.satuan);
    });
    let (target, realisasi) = (columns.at(F::KinerjaTarget), columns.at(F::KinerjaRealisasi));
    if let Some(row) = plan.again(no) {
        canvas.number(row, target, 7.into());
    }
    for (row, isi) in plan.months(no, blok) {
        figures::ukuran(canvas, style, (row, target), &isi.target, &blok.satuan);
        figures::ukuran(canvas, style, (row, realisasi), &isi.realisasi, &blok.satuan);
        let live = style.figures.kinerja == Kinerja::Number;
        let ratio = Ratio { part: (row, realisasi, &isi.realisasi), whole: (row, target, &isi.target), live };
        figures::persen(canvas, style, (row, columns.at(F::KinerjaPersen)), &isi.persen, &ratio);
        canvas.text(row, columns.at(F::KinerjaKeterangan), &isi.keterangan);
        if let Some(col) = columns.get(F::Output) {
            canvas.text(row, col, &isi.output);
        }
    }
}

fn anggaran(canvas: &mut Canvas, style: &Style, columns: &Columns, plan: &Plan, blok: &Blok, no: usize) -> Drawn {
    let nama = columns.at(F::Anggaran);
    let places = Places { no: columns.get(F::NoAnggaran), kode: columns.get(F::KodeAnggaran), nama };
    label(canvas, style, plan, blok, no, &places);
    let months = plan.months(no, blok);
    let rows: Vec<u32> = months.iter().map(|(row, _)| *row).collect();
    let (tahunan, target) = (columns.at(F::Tahunan), columns.at(F::AnggaranTarget));
    let summed = cells(&rows, target);
    span(canvas, style, plan, no..no + 1, tahunan, false, |canvas, row, _, first| {
        let months = if first { summed.as_str() } else { "" };
        figures::sum(canvas, style, (row, tahunan), &blok.tahunan, months);
    });
    if let Some(row) = plan.again(no) {
        canvas.number(row, target, 7.into());
    }
    for (row, isi) in months {
        let realisasi = columns.at(F::AnggaranRealisasi);
        figures::amount(canvas, style, (row, target), &isi.target);
        figures::amount(canvas, style, (row, realisasi), &isi.realisasi);
        let live = style.figures.amounts.are_numbers();
        let ratio = Ratio { part: (row, realisasi, &isi.realisasi), whole: (row, target, &isi.target), live };
        figures::persen(canvas, style, (row, columns.at(F::AnggaranPersen)), &isi.persen, &ratio);
        canvas.text(row, columns.at(F::AnggaranKeterangan), &isi.keterangan);
    }
    Drawn { rows }
}

/// Cells of a column as a formula names them: runs of rows as ranges.
pub fn cells(rows: &[u32], col: u16) -> String {
    let name = |row: u32| CellRef::new(row, col).to_string();
    let runs = rows.chunk_by(|a, b| a + 1 == *b);
    let runs = runs.map(|run| format!("{}:{}", name(run[0]), name(run[run.len() - 1])));
    runs.collect::<Vec<_>>().join(",")
}
