//! What stands above a table: the title lines, the two rows of headings, and the row of column numbers.

use lampiran_core::{Area, Bagian, CellRef, Eselon, Lampiran, Laporan};

use super::columns::{self, ANGGARAN, Columns, INDIKATOR, KETERANGAN, KINERJA, NO_ANGGARAN, NO_INDIKATOR, TAHUNAN};
use super::pen::Pen;
use crate::sheet::Content;
use crate::style::Style;

/// Writes the title lines, as the office words them where it does.
pub(super) fn put_titles(pen: &mut Pen, laporan: &Laporan, lampiran: &Lampiran, run: &[Bagian]) {
    let judul = run.iter().chain(&lampiran.bagian).find_map(|bagian| bagian.judul.as_ref());
    let lines = match judul {
        Some(judul) => judul.baris.iter().map(|baris| (Some(baris.place), baris.value.clone())).collect(),
        None => own_titles(laporan, lampiran).into_iter().map(|line| (None, line)).collect::<Vec<_>>(),
    };
    for (place, line) in lines {
        let at = CellRef::new(pen.row, 0);
        pen.put_at(place, at, Content::text(line), Style::TITLE);
        pen.sheet.merge(at, CellRef::new(pen.row, pen.columns.last()));
        pen.row += 1;
    }
    pen.row += 1;
}

/// The title lines of the form, where the report has none.
fn own_titles(laporan: &Laporan, lampiran: &Lampiran) -> Vec<String> {
    let mut lines = vec![format!("LAMPIRAN {}", lampiran.nomor)];
    let judul = if lampiran.judul.is_empty() { "CAPAIAN RENCANA AKSI" } else { &lampiran.judul };
    lines.push(judul.to_uppercase());
    if let Some(pemda) = &laporan.pemda {
        lines.push(format!("PERANGKAT DAERAH {}", pemda.to_uppercase()));
    }
    if let Some(periode) = &laporan.periode {
        let periode = periode.value;
        let year = periode.tahun.map(|year| format!(" TAHUN {year}")).unwrap_or_default();
        let months = if periode.awal == periode.akhir {
            periode.awal.to_string()
        } else {
            format!("{}-{}", periode.awal, periode.akhir)
        };
        lines.push(format!("BULAN {}{year}", months.to_uppercase()));
    }
    lines
}

/// Writes the headings of a section's table, and gives their first and last row.
pub(super) fn put_headings(pen: &mut Pen, bagian: &Bagian) -> (u32, u32) {
    let top = pen.row;
    let kepala = &bagian.kepala;
    let or = |typed: &str, usual: &str| if typed.is_empty() { usual.to_owned() } else { typed.to_owned() };
    let heads_office = matches!(bagian.eselon, Some(Eselon::I | Eselon::II));
    let (sasaran, indikator, anggaran) = if heads_office {
        ("Sasaran Strategis (Program)", "Indikator Kinerja Utama (IKU)", "Program")
    } else {
        ("Sasaran Kinerja", "Indikator Kinerja", "Kegiatan")
    };

    both_rows(pen, columns::NO, columns::NO, "No");
    both_rows(pen, columns::SASARAN, columns::SASARAN, &or(&kepala.sasaran, sasaran));
    both_rows(pen, NO_INDIKATOR, INDIKATOR, &or(&kepala.indikator, indikator));
    both_rows(pen, columns::SATUAN, columns::SATUAN, "Satuan");
    cell(pen, top, columns::TARGET_TAHUNAN, KINERJA + KETERANGAN, "Kinerja");
    cell(pen, top + 1, columns::TARGET_TAHUNAN, columns::TARGET_TAHUNAN, "Target Kinerja Tahunan");
    month_headings(pen, KINERJA);
    if pen.columns.has_budget {
        cell(pen, top, NO_ANGGARAN, ANGGARAN + KETERANGAN, "Anggaran (Rp)");
        cell(
            pen,
            top + 1,
            NO_ANGGARAN,
            columns::NAMA_ANGGARAN,
            &or(kepala.anggaran.as_deref().unwrap_or_default(), anggaran),
        );
        cell(pen, top + 1, TAHUNAN, TAHUNAN, "Tahunan");
        month_headings(pen, ANGGARAN);
    } else {
        both_rows(pen, columns::OUTPUT, columns::OUTPUT, "Output");
    }
    pen.row = top + 2;
    put_numbers(pen);
    pen.row += 1;
    (top, top + 2)
}

fn month_headings(pen: &mut Pen, bulan: u16) {
    for (col, word) in (bulan..).zip(["Bulan", "Target", "Realisasi", "%", "Keterangan"]) {
        cell(pen, pen.row + 1, col, col, word);
    }
}

/// The row of column numbers, 1 to 17 or 1 to 11: an ordinal's narrow column has none of its own.
fn put_numbers(pen: &mut Pen) {
    let Columns { has_budget, .. } = pen.columns;
    let mut col = 0;
    let mut number = 1_u32;
    while col <= pen.columns.last() {
        let is_pair = col == NO_INDIKATOR || (has_budget && col == NO_ANGGARAN);
        let last = if is_pair { col + 1 } else { col };
        let at = CellRef::new(pen.row, col);
        pen.put_at(None, at, Content::Number(number.into()), Style::HEADING);
        pen.sheet.merge(at, CellRef::new(pen.row, last));
        (col, number) = (last + 1, number + 1);
    }
}

fn both_rows(pen: &mut Pen, first: u16, last: u16, words: &str) {
    let area = Area { first: CellRef::new(pen.row, first), last: CellRef::new(pen.row + 1, last) };
    pen.put_block(None, area, words, Style::HEADING);
}

fn cell(pen: &mut Pen, row: u32, first: u16, last: u16, words: &str) {
    let area = Area { first: CellRef::new(row, first), last: CellRef::new(row, last) };
    pen.put_block(None, area, words, Style::HEADING);
}
