//! What closes a section: the row "TOTAL ANGGARAN (RP)", and the signature.

use std::collections::HashSet;

use lampiran_core::{
    Anggaran, Area, Bagian, Bulan, BulanAnggaran, CellRef, Decimal, Jumlah, Pejabat, Rupiah, Sourced, counted,
};

use super::blocks::{MONTHS, rows, starts};
use super::columns::{ANGGARAN, KETERANGAN, KINERJA, PERSEN, REALISASI, TAHUNAN, TARGET};
use super::pen::Pen;
use crate::formulas::{self, Operand, Rumus};
use crate::sheet::Content;
use crate::style::{Align, NumberFormat, Style};

/// Writes the TOTAL row of a section whose blocks start at row `body`; its cells are named after it, with `name`.
pub(super) fn put_total(pen: &mut Pen, name: &str, bagian: &Bagian, jumlah: &Jumlah, body: u32, akhir: Option<Bulan>) {
    let row = pen.row;
    let at = |col| CellRef::new(row, col);
    let written = bagian.total.as_ref();
    let strong = |figure: Decimal| Style::amount(figure).strong();

    let label = Area { first: at(0), last: at(TAHUNAN - 1) };
    pen.put_block(written.map(|total| total.label), label, "TOTAL ANGGARAN (RP)", Style::STRONG);

    let uncounted = Uncounted::new(bagian, body, akhir);
    let tahunan = uncounted.sum(pen, TAHUNAN, body..row, jumlah.tahunan);
    pen.put_at(written.map(|t| t.tahunan.place), at(TAHUNAN), tahunan, strong(jumlah.tahunan.0));
    let target = uncounted.sum(pen, ANGGARAN + TARGET, body..row, jumlah.target);
    pen.put_at(written.map(|t| t.target.place), at(ANGGARAN), target, strong(jumlah.target.0));
    pen.sheet.merge(at(ANGGARAN), at(ANGGARAN + TARGET));
    let realisasi = uncounted.sum(pen, ANGGARAN + REALISASI, body..row, jumlah.realisasi);
    pen.put_at(written.map(|t| t.realisasi.place), at(ANGGARAN + REALISASI), realisasi, strong(jumlah.realisasi.0));

    let operand = |col, rupiah: Rupiah| Operand { cell: at(col).to_string(), figure: rupiah.0 };
    let (persen, style) = match jumlah.persen {
        Some(persen) => (
            formulas::capaian(
                Rumus::Naik,
                &operand(TAHUNAN, jumlah.tahunan),
                &operand(ANGGARAN + REALISASI, jumlah.realisasi),
                persen.0,
            ),
            Style::number(2).strong(),
        ),
        None => (Content::text("-"), Style::CENTERED.strong()),
    };
    pen.put_at(written.map(|t| t.persen.place), at(ANGGARAN + PERSEN), persen, style);
    pen.put(None, ANGGARAN + KETERANGAN, Content::Blank, Style::STRONG);

    for (word, col) in
        [("Tahunan", TAHUNAN), ("Target", ANGGARAN), ("Realisasi", ANGGARAN + REALISASI), ("Persen", ANGGARAN + PERSEN)]
    {
        pen.sheet.names.push((format!("Total_{word}_{name}"), at(col)));
    }
    pen.row += 1;
}

/// Which cells of a section do not count for its sums.
struct Uncounted {
    /// Top rows of blocks that do not: hidden ones, and a kegiatan printed a second time.
    blocks: Vec<u32>,
    /// Rows of realisasi after the last month of the report, in blocks that count.
    later: Vec<u32>,
}

impl Uncounted {
    fn new(bagian: &Bagian, body: u32, akhir: Option<Bulan>) -> Self {
        let mut uncounted = Self { blocks: Vec::new(), later: Vec::new() };
        let counted: HashSet<*const Anggaran> = counted(bagian).into_iter().map(std::ptr::from_ref).collect();
        let mut top = body;
        for sasaran in &bagian.sasaran {
            for (start, anggaran) in starts(sasaran).zip(&sasaran.anggaran) {
                if counted.contains(&std::ptr::from_ref(anggaran)) {
                    let months = anggaran.bulan.iter().zip(top + start..);
                    let later = months.filter(|((bulan, _), _)| akhir.is_some_and(|akhir| *bulan > akhir));
                    let filled = later.filter(|((_, isi), _)| isi.as_ref().is_some_and(has_realisasi));
                    uncounted.later.extend(filled.map(|(_, row)| row));
                } else {
                    uncounted.blocks.push(top + start);
                }
            }
            top += rows(sasaran);
        }
        uncounted
    }

    /// The sum of a column over the section, less what does not count.
    fn sum(&self, pen: &Pen, col: u16, rows: std::ops::Range<u32>, result: Rupiah) -> Content {
        let figure = |row: u32| pen.sheet.cells.get(&CellRef::new(row, col)).and_then(|cell| cell.content.figure());
        let add =
            |rows: &mut dyn Iterator<Item = u32>| rows.filter_map(figure).fold(Decimal::ZERO, Decimal::saturating_add);
        let mut left_out: Vec<u32> = self.blocks.iter().flat_map(|top| *top..top + MONTHS).collect();
        if col == ANGGARAN + REALISASI {
            left_out.extend(
                self.later.iter().filter(|row| !self.blocks.iter().any(|top| (*top..top + MONTHS).contains(row))),
            );
            left_out.sort_unstable();
        }
        let written = add(&mut rows.clone()).saturating_sub(add(&mut left_out.iter().copied()));
        let whole = formulas::sum_of("", rows.map(|row| CellRef::new(row, col)));
        let less = formulas::sum_of("", left_out.iter().map(|row| CellRef::new(*row, col)));
        match (whole, less) {
            (Some(whole), None) if left_out.is_empty() => formulas::sum(whole, written, result.0),
            (Some(whole), Some(less)) => formulas::sum(format!("{whole}-{less}"), written, result.0),
            _ => Content::number(result.0),
        }
    }
}

fn has_realisasi(isi: &BulanAnggaran) -> bool {
    isi.realisasi.value.angka().is_some()
}

/// Writes the signature block as the office places it, under the remarks of kinerja.
pub(super) fn put_signature(pen: &mut Pen, pejabat: &Pejabat) {
    pen.row += 1;
    let date = match (&pejabat.kota, &pejabat.tanggal) {
        (Some(kota), Some(tanggal)) => Some(Sourced::new(format!("{}, {}", kota.value, tanggal.value), tanggal.place)),
        (kota, tanggal) => kota.clone().or_else(|| tanggal.clone()),
    };
    let nip = pejabat.nip.as_ref().map(|nip| Sourced::new(format!("NIP. {}", nip.value), nip.place));
    put_line(pen, date.as_ref(), Style::PLAIN);
    put_line(pen, pejabat.jabatan.as_ref(), Style::PLAIN);
    pen.row += 3;
    put_line(pen, pejabat.nama.as_ref(), Style::PLAIN);
    put_line(pen, pejabat.pangkat.as_ref(), Style::PLAIN);
    put_line(pen, nip.as_ref(), Style { format: NumberFormat::Text, ..Style::PLAIN });
}

fn put_line(pen: &mut Pen, line: Option<&Sourced<String>>, style: Style) {
    let Some(line) = line else { return };
    pen.put(
        Some(line.place),
        KINERJA + KETERANGAN,
        Content::text(line.value.as_str()),
        Style { align: Align::Left, ..style },
    );
    pen.row += 1;
}
