//! The two stacks of a sasaran: rows of months, with labels merged, typed once or filled down, and headings retyped
//! between them.

use lampiran_core::CellRef;

use super::canvas::Canvas;
use super::columns::{Columns, Field as F};
use super::figures::{self, Ratio};
use super::{Blocks, CutLabel, Kinerja, Ordinals, Style};
use crate::generator::report::{Blok, Sasaran};

/// The rows of a program, for sums over them.
pub struct Drawn {
    pub rows: Vec<u32>,
}

/// Where the rows of a sasaran stand.
struct Plan {
    /// The sheet's row of each month.
    rows: Vec<u32>,
    /// The months before which a heading was retyped.
    cuts: Vec<usize>,
}

impl Plan {
    /// Months `first..last` in pieces without a heading between, as rows of the sheet.
    fn pieces(&self, first: usize, last: usize) -> Vec<&[u32]> {
        let inside = self.cuts.iter().copied().filter(|cut| first < *cut && *cut < last);
        let starts: Vec<usize> = std::iter::once(first).chain(inside).collect();
        let ends = starts.iter().copied().skip(1).chain([last]);
        starts.iter().zip(ends).map(|(start, end)| &self.rows[*start..end]).collect()
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
    let plan = plan(canvas, style, columns, height, drawn);
    let text = |canvas: &mut Canvas, row, words: &str, _| {
        canvas.text(row, columns.at(F::Sasaran), &[&sasaran.uraian, words].concat());
    };
    let no = |canvas: &mut Canvas, row, _: &str, _| canvas.number(row, columns.at(F::No), sasaran.no.parse().unwrap());
    span(canvas, style, &plan, (0, 12 * height), columns.at(F::No), true, no);
    span(canvas, style, &plan, (0, 12 * height), columns.at(F::Sasaran), true, text);
    for (month, row) in plan.rows.iter().enumerate() {
        let within = |blocks: &[Blok]| month / 12 < blocks.len() || style.table.months_in_empty_half;
        if within(&sasaran.indikator) {
            figures::month(canvas, style, *row, columns.at(F::KinerjaBulan), month % 12);
        }
        if let Some(col) = columns.get(F::AnggaranBulan).filter(|_| within(&sasaran.anggaran)) {
            figures::month(canvas, style, *row, col, month % 12);
        }
    }
    for (i, blok) in sasaran.indikator.iter().enumerate() {
        kinerja(canvas, style, columns, &plan, blok, 12 * i);
    }
    let belanja = sasaran.anggaran.iter().enumerate();
    belanja.map(|(i, blok)| anggaran(canvas, style, columns, &plan, blok, 12 * i)).collect()
}

/// Takes the rows of a sasaran, with the gaps and headings between them.
fn plan(canvas: &mut Canvas, style: &Style, columns: &Columns, height: usize, drawn: &mut usize) -> Plan {
    let mut plan = Plan { rows: Vec::new(), cuts: Vec::new() };
    for blok in 0..height {
        for month in 0..12 {
            let cut = style.table.cut.is_some_and(|(at, every)| at == month && *drawn % every == every - 1);
            if cut && *drawn + month > 0 {
                canvas.row += style.table.blank_rows;
                columns.heading(canvas, style);
                plan.cuts.push(plan.rows.len());
            } else if blok == 0 && style.table.gap == Some(month) {
                if style.table.note_in_gap && style.table.blocks != Blocks::Merged {
                    canvas.text(canvas.row, columns.first, "*) angka sementara, menunggu bagian keuangan");
                }
                canvas.row += 1;
            }
            plan.rows.push(canvas.row);
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
    (first, last): (usize, usize),
    col: u16,
    label: bool,
    write: impl Fn(&mut Canvas, u32, &str, bool),
) {
    for (i, rows) in plan.pieces(first, last).into_iter().enumerate() {
        let (top, bottom) = (rows[0], rows[rows.len() - 1]);
        let again = i > 0;
        let words = if again && label && style.table.cut_label == CutLabel::Continued { " (lanjutan)" } else { "" };
        if style.table.blocks == Blocks::FilledDown {
            for row in rows {
                write(canvas, *row, words, !again);
            }
        } else if !again || style.table.cut_label != CutLabel::Blank {
            write(canvas, top, words, !again);
        }
        if style.table.blocks == Blocks::Merged {
            canvas.merge((top, col), (bottom, col));
        }
    }
}

/// The label of an indikator or program, with its ordinal and code.
fn label(canvas: &mut Canvas, style: &Style, plan: &Plan, blok: &Blok, start: usize, no: Option<u16>, name: u16) {
    let kode = if blok.kode.is_empty() { String::new() } else { format!("{} ", blok.kode) };
    let number: u8 = blok.no.parse().unwrap();
    let ordinal = match style.heading.ordinals {
        Ordinals::Bare => format!("{number} "),
        Ordinals::Stopped => format!("{number}. "),
        Ordinals::Lettered => format!("{}. ", char::from(b'`' + number)),
        Ordinals::Column | Ordinals::Unheaded | Ordinals::Headed => String::new(),
    };
    let range = (start, start + 12);
    if let Some(col) = no {
        span(canvas, style, plan, range, col, true, |canvas, row, _, _| canvas.number(row, col, number.into()));
    }
    span(canvas, style, plan, range, name, true, |canvas, row, words, _| {
        canvas.text(row, name, &format!("{ordinal}{kode}{}{words}", blok.nama));
    });
}

fn kinerja(canvas: &mut Canvas, style: &Style, columns: &Columns, plan: &Plan, blok: &Blok, start: usize) {
    label(canvas, style, plan, blok, start, columns.get(F::NoIndikator), columns.at(F::Indikator));
    let range = (start, start + 12);
    let (satuan, tahunan) = (columns.at(F::Satuan), columns.at(F::TargetTahunan));
    span(canvas, style, plan, range, satuan, false, |canvas, row, _, _| canvas.text(row, satuan, &blok.satuan));
    span(canvas, style, plan, range, tahunan, false, |canvas, row, _, _| {
        figures::ukuran(canvas, style, (row, tahunan), &blok.tahunan, &blok.satuan);
    });
    for (row, isi) in plan.rows[start..].iter().zip(blok.bulan.iter().flatten()) {
        let row = *row;
        let (target, realisasi) = (columns.at(F::KinerjaTarget), columns.at(F::KinerjaRealisasi));
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

fn anggaran(canvas: &mut Canvas, style: &Style, columns: &Columns, plan: &Plan, blok: &Blok, start: usize) -> Drawn {
    label(canvas, style, plan, blok, start, columns.get(F::NoAnggaran), columns.at(F::Anggaran));
    let rows = &plan.rows[start..start + 12];
    let (tahunan, target) = (columns.at(F::Tahunan), columns.at(F::AnggaranTarget));
    let months = cells(rows, target);
    span(canvas, style, plan, (start, start + 12), tahunan, false, |canvas, row, _, first| {
        let months = if first { months.as_str() } else { "" };
        figures::sum(canvas, style, (row, tahunan), &blok.tahunan, months);
    });
    for (row, isi) in rows.iter().zip(blok.bulan.iter().flatten()) {
        let row = *row;
        let realisasi = columns.at(F::AnggaranRealisasi);
        figures::amount(canvas, style, (row, target), &isi.target);
        figures::amount(canvas, style, (row, realisasi), &isi.realisasi);
        let live = style.figures.amounts.are_numbers();
        let ratio = Ratio { part: (row, realisasi, &isi.realisasi), whole: (row, target, &isi.target), live };
        figures::persen(canvas, style, (row, columns.at(F::AnggaranPersen)), &isi.persen, &ratio);
        canvas.text(row, columns.at(F::AnggaranKeterangan), &isi.keterangan);
    }
    Drawn { rows: rows.to_vec() }
}

/// Cells of a column as a formula names them: runs of rows as ranges.
pub fn cells(rows: &[u32], col: u16) -> String {
    let name = |row: u32| CellRef::new(row, col).to_string();
    let runs = rows.chunk_by(|a, b| a + 1 == *b);
    let runs = runs.map(|run| format!("{}:{}", name(run[0]), name(run[run.len() - 1])));
    runs.collect::<Vec<_>>().join(",")
}
