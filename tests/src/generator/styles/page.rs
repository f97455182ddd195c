//! Sheets of a workbook: which sections stand on which, with titles above and notes around.

use lampiran_core::Bulan;
use lampiran_reader::grid::Sheet;

use super::canvas::{Canvas, Noted};
use super::columns::Columns;
use super::{Names, Sheets, Style, section};
use crate::generator::report::{Bagian, Report};

/// All sheets of a report in a style.
pub fn sheets(style: &Style, report: &Report) -> (Vec<Sheet>, Noted) {
    let lampiran = |bagian: &Bagian| bagian.nomor.unwrap_or_default();
    let groups: Vec<&[Bagian]> = match style.book.sheets {
        Sheets::One => vec![&report.bagian],
        Sheets::PerLampiran => report.bagian.chunk_by(|a, b| lampiran(a) == lampiran(b)).collect(),
        Sheets::PerOfficial => report.bagian.chunks(1).collect(),
        Sheets::Beside(_) => report.bagian.chunks(2).collect(),
    };
    let (mut sheets, mut noted, mut data) = (Vec::new(), Noted::default(), Vec::new());
    let mut drawn = 0;
    for (i, group) in groups.into_iter().enumerate() {
        let name = name(style, lampiran(&group[0]), i);
        let mut canvas = Canvas { name, row: style.book.offset.0, ..Canvas::default() };
        if let Sheets::Beside(gap) = style.book.sheets {
            beside(&mut canvas, style, report, group, gap, &mut drawn);
        } else {
            for part in group.chunk_by(|a, b| lampiran(a) == lampiran(b)) {
                self::lampiran(&mut canvas, style, report, part, &mut drawn);
            }
        }
        if style.book.side_notes {
            notes(&mut canvas);
        }
        data.extend(canvas.data_sheet());
        sheets.push(canvas.sheet());
        noted.must.extend(canvas.noted.must);
    }
    if !data.is_empty() {
        noted.must.insert("lampiran-tidak-ditemukan");
    }
    sheets.extend(data);
    if style.book.hidden_copy {
        let copy = Sheet { name: "Lampiran (salinan)".to_owned(), hidden: true, ..sheets[0].clone() };
        sheets.insert(1, copy);
        noted.must.insert("lembar-tersembunyi");
    }
    if style.book.cover {
        let mut cover = Canvas { name: "Sampul".to_owned(), ..Canvas::default() };
        cover.text(4, 2, "LAPORAN CAPAIAN KINERJA");
        cover.text(6, 2, "DINAS SOSIAL KABUPATEN BULELENG");
        cover.text(8, 2, "BULAN MARET TAHUN 2019");
        cover.number(12, 0, 7.into());
        sheets.insert(0, cover.sheet());
        noted.must.insert("lampiran-tidak-ditemukan");
    }
    (sheets, noted)
}

/// The name of a sheet. Excel allows each but once, whatever its capitals.
fn name(style: &Style, nomor: u8, i: usize) -> String {
    let several = if i == 0 { String::new() } else { format!(" ({})", i + 1) };
    let roman = ["0", "I", "II", "III", "IV"][usize::from(nomor)];
    match style.book.names {
        Names::Plain => format!("Sheet{}", i + 1),
        _ if style.book.sheets == Sheets::One => "Lembar".to_owned(),
        Names::Roman => format!("LAMP. {roman} {several}"),
        Names::Short => format!("L{nomor}{}", several.replace(' ', "")),
        Names::Copied => format!("Lampiran  {nomor}{several}"),
    }
}

/// Draws sections beside one another, each as if it stood alone.
fn beside(canvas: &mut Canvas, style: &Style, report: &Report, group: &[Bagian], gap: u16, drawn: &mut usize) {
    let mut style = style.clone();
    for bagian in group {
        let data = std::mem::take(&mut canvas.data);
        let mut own = Canvas { name: canvas.name.clone(), row: style.book.offset.0, data, ..Canvas::default() };
        lampiran(&mut own, &style, report, std::slice::from_ref(bagian), drawn);
        style.book.offset.1 = Columns::new(&style, bagian.beranggaran).last + 1 + gap;
        canvas.take(own);
    }
}

fn lampiran(canvas: &mut Canvas, style: &Style, report: &Report, part: &[Bagian], drawn: &mut usize) {
    if style.book.titled {
        titles(canvas, style, report, part[0].nomor.unwrap_or_default());
    }
    let mut form = None;
    for bagian in part {
        let columns = Columns::new(style, bagian.beranggaran);
        let headed = form == Some(bagian.beranggaran) && !style.heading.each_section;
        form = Some(bagian.beranggaran);
        section::section(canvas, style, &columns, bagian, headed, drawn);
    }
}

fn titles(canvas: &mut Canvas, style: &Style, report: &Report, nomor: u8) {
    let col = style.book.offset.1;
    let (tahun, akhir) = report.periode.unwrap();
    let last = Bulan::new(akhir).unwrap().nama().to_uppercase();
    let months = if akhir == 1 { last } else { format!("JANUARI-{last}") };
    for line in [
        &format!("LAMPIRAN {nomor}"),
        "CAPAIAN RENCANA AKSI ATAS PERJANJIAN KINERJA",
        "PERANGKAT DAERAH KABUPATEN BULELENG",
        &format!("BULAN {months} TAHUN {tahun}"),
    ] {
        canvas.text(canvas.row, col, line);
        canvas.row += 1;
    }
    if style.book.remarks {
        canvas.text(canvas.row, col, "Catatan: angka dalam rupiah");
        canvas.row += 1;
    }
    canvas.row += 1;
}

/// Notes right of all tables, further off than the lines of a signature are spread, beside every seventh row that holds something.
fn notes(canvas: &mut Canvas) {
    let right = canvas.cells.keys().map(|at| at.col).max().unwrap_or_default() + 4;
    let mut rows: Vec<u32> = canvas.cells.keys().map(|at| at.row).collect();
    rows.dedup();
    for (i, row) in rows.into_iter().step_by(7).enumerate() {
        match i % 3 {
            0 => canvas.text(row, right, "cek lagi"),
            1 => canvas.number(row, right, 12_345.into()),
            _ => canvas.text(row, right, "Maret"),
        }
    }
}
