//! A section: its title, its sasaran, subtotals, TOTAL and signature.

use super::canvas::Canvas;
use super::columns::{Columns, Field as F};
use super::figures::{self, Ratio};
use super::stack::{self, Drawn};
use super::{Blocks, Nip, Signed, Style, Title, TotalColumn, TotalUnder};
use crate::generator::report::{Bagian, Isi, Pejabat, Sasaran};

const TOTALS: [&str; 6] =
    ["TOTAL ANGGARAN (RP)", "Total Anggaran (Rp)", "JUMLAH", "TOTAL", "Jumlah Anggaran", "TOTAL  ANGGARAN ( Rp. ) :"];
const SUBTOTALS: [&str; 3] = ["Sub Total", "Jumlah", "Jumlah Program 1"];

/// Draws a section below what is there. `headed` says whether a heading stands above it; `alone` that nothing else on
/// its sheet could be taken for it.
pub fn section(
    canvas: &mut Canvas,
    style: &Style,
    columns: &Columns,
    bagian: &Bagian,
    headed: bool,
    drawn: &mut usize,
) {
    let above = style.table.title == Title::AboveHeading && !headed;
    if above {
        title(canvas, style, columns, bagian);
    }
    if !headed {
        columns.heading(canvas, style);
    }
    if !above {
        title(canvas, style, columns, bagian);
    }
    let mut belanja = Vec::new();
    for (i, sasaran) in bagian.sasaran.iter().enumerate() {
        if style.book.remarks && i > 0 {
            canvas.text(canvas.row, columns.first, "Catatan: lihat lampiran DPA");
            canvas.row += 1;
        }
        let drawn_here = stack::sasaran(canvas, style, columns, sasaran, drawn);
        if let Some(label) = style.table.subtotals.filter(|_| bagian.total.is_some()) {
            subtotal(canvas, style, columns, SUBTOTALS[label], sasaran);
        }
        belanja.extend(drawn_here);
    }
    if let Some(sums) = &bagian.total {
        total(canvas, style, columns, sums, &belanja);
    }
    if let Some(pejabat) = &bagian.pejabat {
        canvas.row += style.table.blank_rows;
        signature(canvas, style, columns, pejabat);
    }
    canvas.row += style.table.blank_rows;
}

fn title(canvas: &mut Canvas, style: &Style, columns: &Columns, bagian: &Bagian) {
    let rank = Some(format!("Eselon {}", bagian.eselon)).filter(|_| !bagian.eselon.is_empty());
    let merged = matches!(style.table.title, Title::MergedOneCell | Title::MergedTwoRows);
    let lines = match (rank, style.table.title) {
        (None, _) | (_, Title::PostAlone) => vec![bagian.jabatan.clone()],
        (Some(rank), Title::TwoRows | Title::MergedTwoRows | Title::AboveHeading) => vec![rank, bagian.jabatan.clone()],
        (Some(rank), Title::OneCell | Title::MergedOneCell) => vec![format!("{rank} / {}", bagian.jabatan)],
    };
    for line in lines {
        canvas.text(canvas.row, columns.first, &line);
        if merged {
            canvas.merge((canvas.row, columns.first), (canvas.row, columns.last));
        }
        canvas.row += 1;
    }
}

fn subtotal(canvas: &mut Canvas, style: &Style, columns: &Columns, label: &str, sasaran: &Sasaran) {
    let row = canvas.row;
    canvas.row += 1;
    canvas.text(row, columns.first, label);
    let sum = sasaran.anggaran.iter().filter_map(|blok| blok.tahunan.angka()).sum();
    // Nothing is said of figures that are not read.
    let noted = canvas.noted.clone();
    for field in [F::Tahunan, F::AnggaranTarget] {
        if let Some(col) = columns.get(field) {
            figures::amount(canvas, style, (row, col), &Isi::Angka(sum));
        }
    }
    canvas.noted = noted;
}

fn total(canvas: &mut Canvas, style: &Style, columns: &Columns, sums: &[Isi; 4], belanja: &[Drawn]) {
    let row = canvas.row;
    canvas.row += 1;
    let col = match style.table.total_column {
        TotalColumn::First => columns.first,
        TotalColumn::Name => columns.at(F::Anggaran),
        TotalColumn::Indikator => columns.at(F::Indikator),
    };
    canvas.text(row, col, TOTALS[style.table.total_label]);
    let (tahunan, bulan, target) =
        (columns.at(F::Tahunan), columns.at(F::AnggaranBulan), columns.at(F::AnggaranTarget));
    if style.table.blocks == Blocks::Merged && col < tahunan {
        canvas.merge((row, col), (row, tahunan - 1));
    }
    let under = if style.table.total_under == TotalUnder::Target { target } else { bulan };
    if style.table.total_under == TotalUnder::Merged {
        canvas.merge((row, bulan), (row, target));
    }
    let realisasi = columns.at(F::AnggaranRealisasi);
    let all: Vec<u32> = belanja.iter().flat_map(|drawn| drawn.rows.iter().copied()).collect();
    // Tahunan stands in the first row of each program, whatever is filled down below it.
    let tops = belanja.iter().filter_map(|drawn| drawn.rows.first()).map(|row| stack::cells(&[*row], tahunan));
    figures::sum(canvas, style, (row, tahunan), &sums[0], &tops.collect::<Vec<_>>().join(","));
    figures::sum(canvas, style, (row, under), &sums[1], &stack::cells(&all, target));
    figures::sum(canvas, style, (row, realisasi), &sums[2], &stack::cells(&all, realisasi));
    let live = style.figures.amounts.are_numbers();
    let ratio = Ratio { part: (row, realisasi, &sums[2]), whole: (row, tahunan, &sums[0]), live };
    figures::persen(canvas, style, (row, columns.at(F::AnggaranPersen)), &sums[3], &ratio);
}

fn signature(canvas: &mut Canvas, style: &Style, columns: &Columns, pejabat: &Pejabat) {
    let [kota, tanggal, jabatan, nama, pangkat, nip] = pejabat;
    let col = columns.first + style.book.signature;
    let nip = match style.book.nip {
        Nip::Spaced => format!("NIP. {nip}"),
        Nip::Whole => format!("NIP {nip}"),
        Nip::Beside => "NIP.".to_owned(),
        Nip::Colon => format!("Nip : {nip}"),
    };
    let lines = [format!("{kota}, {tanggal}"), format!("{jabatan},"), nama.clone(), pangkat.clone(), nip];
    let other =
        ["Mengetahui,", "Sekretaris Daerah,", "Ni Made Contoh, S.H.", "Pembina (IV/a)", "NIP. 19660101 199003 2 007"];
    let spread = [0, 1, 2, 1, 0].map(|by| if style.book.signed == Signed::Spread { by } else { 0 });
    for (i, line) in lines.iter().enumerate() {
        // Room for the hand that signs.
        canvas.row += if i == 2 { 3 } else { 0 };
        // The other one stands further off than any line of this one.
        if style.book.signed == Signed::BesideAnother && style.book.signature >= 8 {
            canvas.text(canvas.row, columns.first, other[i]);
        }
        canvas.text(canvas.row, col + spread[i], line);
        canvas.row += 1;
    }
    if style.book.nip == Nip::Beside {
        canvas.text(canvas.row - 1, col + 1, &pejabat[5]);
    }
}
