//! Sheets drawn as text: a row a line, cells parted by `|`.

use lampiran_core::{Anggaran, Area, Bagian, Bulan, CellRef, Indikator, Laporan, Nilai};

use crate::Reading;
use crate::grid::{Cell, Content, FileFormat, Format, Sheet, Shown, Workbook};

/// A heading of 17 columns in two rows.
pub(super) const KEPALA: &str = "\
    No | Sasaran | Indikator | Satuan | Kinerja | | | | | | Anggaran (Rp) | | | | | |
    | | | | Target Kinerja Tahunan | Bulan | Target | Realisasi | % | Keterangan | Program | Tahunan | Bulan | Target | Realisasi | % | Keterangan";

/// A heading of 11 columns in two rows.
pub(super) const KEPALA_11: &str = "\
    No | Sasaran Kinerja | Indikator Kinerja | Satuan | Kinerja | | | | | | Output
    | | | | Target Kinerja Tahunan | Bulan | Target | Realisasi | % | Keterangan |";

pub(super) const BULAN: [&str; 12] = [
    "Januari",
    "Pebruari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "Nopember",
    "Desember",
];

/// A sheet drawn as text. `'` before a cell makes it text, `{%}0.95` gives it a percent format, `{date}` a date format,
/// `{0.00}` two decimals.
pub(super) fn sheet(name: &str, drawing: &str) -> Sheet {
    let mut cells = Vec::new();
    for (row, line) in (0..).zip(drawing.lines()) {
        for (col, text) in (0..).zip(line.split('|')) {
            let text = text.trim();
            if !text.is_empty() {
                cells.push(cell(CellRef::new(row, col), text));
            }
        }
    }
    Sheet {
        name: name.to_owned(),
        hidden: false,
        cells,
        merges: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_cols: Vec::new(),
        formulas: std::collections::BTreeMap::new(),
        date_1904: false,
    }
}

fn cell(at: CellRef, text: &str) -> Cell {
    let (format, text) = match text.split_once('}') {
        Some(("{%", text)) => (Format { shown: Shown::Percent, decimals: Some(2), ..Format::default() }, text),
        Some(("{date", text)) => (Format { shown: Shown::Date, ..Format::default() }, text),
        Some(("{0.00", text)) => (Format { decimals: Some(2), ..Format::default() }, text),
        _ => (Format::default(), text),
    };
    let content = match text.parse::<lampiran_core::Decimal>() {
        Ok(number) => Content::from(number),
        Err(_) if text.starts_with('#') => Content::Error(text.into()),
        Err(_) => Content::from(text.strip_prefix('\'').unwrap_or(text)),
    };
    Cell::new(at, content, format)
}

/// The same sheet with merged areas (`A1:B2`).
pub(super) fn merged(mut sheet: Sheet, areas: &[&str]) -> Sheet {
    sheet.merges = areas
        .iter()
        .map(|area| {
            let (first, last) = area.split_once(':').unwrap();
            Area { first: CellRef::parse(first).unwrap(), last: CellRef::parse(last).unwrap() }
        })
        .collect();
    sheet.merges.sort();
    sheet
}

/// Twelve rows of 17 columns; the labels stand in the first. Target kinerja 1 a month, target anggaran 1.000.000.
pub(super) fn block(no: &str, sasaran: &str, indikator: &str, program: &str) -> String {
    let row = |(i, bulan): (usize, &&str)| {
        if i == 0 {
            format!(
                "{no} | {sasaran} | {indikator} | Laporan | 12 | {bulan} | 1 | | | | {program} | 12000000 | {bulan} | 1000000 | - | - |"
            )
        } else {
            format!(" | | | | | {bulan} | 1 | | | | | | {bulan} | 1000000 | | |")
        }
    };
    BULAN.iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
}

/// Twelve rows of 11 columns.
pub(super) fn block_11(no: &str, sasaran: &str, indikator: &str) -> String {
    let row = |(i, bulan): (usize, &&str)| {
        if i == 0 {
            format!("{no} | {sasaran} | {indikator} | Laporan | 12 | {bulan} | 1 | 1 | 100 | - | Laporan A")
        } else {
            format!(" | | | | | {bulan} | 1 | | | |")
        }
    };
    BULAN.iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
}

/// Parts of a drawing, one below another.
pub(super) fn stack(parts: &[&str]) -> String {
    parts.join("\n")
}

pub(super) fn read(sheets: Vec<Sheet>) -> Reading {
    crate::read(&Workbook { format: FileFormat::Xlsx, sheets }, &lampiran_core::Settings::default())
}

/// What one sheet reads as, with nothing said.
pub(super) fn silent(sheet: Sheet) -> Laporan {
    let reading = read(vec![sheet]);
    assert_eq!(reading.diagnostics, [], "nothing need be said");
    reading.laporan
}

/// The findings as name and cell.
pub(super) fn said(reading: &Reading) -> Vec<(&'static str, String)> {
    let cell = |d: &lampiran_core::Diagnostic| d.cell.map(|cell| cell.to_string()).unwrap_or_default();
    reading.diagnostics.iter().map(|d| (d.name, cell(d))).collect()
}

pub(super) fn only(laporan: &Laporan) -> &Bagian {
    let all: Vec<&Bagian> = laporan.bagian().collect();
    assert_eq!(all.len(), 1, "{:?}", all.iter().map(|b| b.nama()).collect::<Vec<_>>());
    all[0]
}

pub(super) fn names(bagian: &Bagian) -> (Vec<&str>, Vec<&str>, Vec<&str>) {
    (
        bagian.sasaran.iter().map(|s| s.uraian.value.as_str()).collect(),
        bagian.indikator().map(|i| i.uraian.value.as_str()).collect(),
        bagian.anggaran().map(|a| a.nama.value.as_str()).collect(),
    )
}

/// The twelve targets of a program, "-" for nil, blank and missing as "".
pub(super) fn targets(anggaran: &Anggaran) -> Vec<String> {
    let show = |bulan: Bulan| {
        anggaran.bulan[bulan].as_ref().map_or(String::new(), |isi| figure(&isi.target.value, |r| r.0.to_string()))
    };
    Bulan::all().map(show).collect()
}

pub(super) fn ukuran(indikator: &Indikator) -> Vec<String> {
    let show = |bulan: Bulan| {
        indikator.bulan[bulan].as_ref().map_or(String::new(), |isi| figure(&isi.target.value, ToString::to_string))
    };
    Bulan::all().map(show).collect()
}

pub(super) fn figure<T>(nilai: &Nilai<T>, show: impl Fn(&T) -> String) -> String {
    match nilai {
        Nilai::Angka(angka) => show(angka),
        Nilai::Nihil => "-".to_owned(),
        Nilai::Kosong => String::new(),
        Nilai::TakTerbaca => "?".to_owned(),
    }
}
