//! Figures: text numbers, ambiguous ones, dates, errors, percentages.

use lampiran_core::{CellRef, Grade};

use super::draw::*;
use crate::Reading;

/// A sheet with one block whose cells are changed: column and month row (0 is Januari), and what stands there.
fn with(changes: &[(char, usize, &str)]) -> Reading {
    let drawing = block("1", "Sasaran A", "Indikator A", "Program A");
    let mut rows: Vec<Vec<String>> = drawing.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect();
    for (col, row, text) in changes {
        rows[*row][usize::from(*col as u8 - b'A')] = (*text).to_owned();
    }
    let rows = rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("\n");
    read(vec![sheet("x", &stack(&[KEPALA, &rows]))])
}

fn target(reading: &Reading, row: usize) -> String {
    targets(only(&reading.laporan).anggaran().next().unwrap())[row].clone()
}

fn persen(reading: &Reading, row: u8) -> String {
    let anggaran = only(&reading.laporan).anggaran().next().unwrap();
    let isi = anggaran.bulan[lampiran_core::Bulan::new(row + 1).unwrap()].as_ref().unwrap();
    figure(&isi.persen.value, |persen| persen.0.to_string())
}

#[test]
fn text_numbers_are_values_and_said_once() {
    let reading = with(&[
        ('N', 1, "'Rp 1.000.000,00"),
        ('N', 2, "'1.000.000,-"),
        ('O', 1, "'(500.000,5)"),
        ('G', 1, "'1 Laporan"),
    ]);
    assert_eq!(said(&reading), [("angka-sebagai-teks", "G4".to_owned())]);
    assert_eq!((reading.diagnostics[0].count, reading.diagnostics[0].grade), (4, Grade::PerluDilihat));
    assert_eq!((target(&reading, 1).as_str(), target(&reading, 2).as_str()), ("1000000", "1000000"));
}

#[test]
fn the_column_decides_what_a_lone_group_means() {
    let indonesian = with(&[('N', 1, "'1.000"), ('N', 2, "'1.000.000")]);
    assert_eq!(target(&indonesian, 1), "1000");
    let english = with(&[('N', 1, "'1,000"), ('N', 2, "'1,000,000.00")]);
    assert_eq!(target(&english, 1), "1000");
}

#[test]
fn neighbours_decide_where_the_column_does_not() {
    let by_sum = with(&[('E', 0, "15.9"), ('G', 1, "'4.900")]);
    assert_eq!(ukuran(only(&by_sum.laporan).indikator().next().unwrap())[1], "4,900");
    let by_kind = with(&[('O', 1, "'4.900")]);
    assert_eq!(said(&by_kind), [("angka-sebagai-teks", "O4".to_owned())]);
}

#[test]
fn what_stays_ambiguous_is_said_and_counts_as_nothing() {
    let reading = with(&[('G', 1, "'4.900")]);
    assert_eq!(said(&reading), [("angka-meragukan", "G4".to_owned())]);
    assert_eq!(reading.diagnostics[0].grade, Grade::Salah);
    assert_eq!(ukuran(only(&reading.laporan).indikator().next().unwrap())[1], "?");
}

#[test]
fn what_fits_no_reading_shows_its_text_and_a_way_out() {
    let reading = with(&[('N', 4, "418.8O0.000"), ('O', 1, "belum"), ('G', 2, "1O"), ('H', 0, "1 Dokumen")]);
    let names: Vec<_> = said(&reading);
    let expected = [
        ("angka-meragukan", "H3"),
        ("angka-tidak-terbaca", "O4"),
        ("angka-tidak-terbaca", "G5"),
        ("angka-tidak-terbaca", "N7"),
    ];
    assert_eq!(names, expected.map(|(name, cell)| (name, cell.to_owned())));
    let o = reading.diagnostics.last().unwrap();
    assert_eq!(o.found.as_deref(), Some("418.8O0.000"));
    assert!(o.advice.as_ref().unwrap().id.contains("418.800.000"));
    assert_eq!((o.bulan.unwrap().number(), o.blok.as_deref()), (5, Some("Program A")));
    assert_eq!(target(&reading, 4), "?");
}

#[test]
fn a_predikat_is_a_target() {
    let reading = with(&[('E', 0, "WTP"), ('G', 11, "WTP"), ('H', 0, "Tepat Waktu")]);
    assert_eq!(said(&reading), []);
    assert_eq!(ukuran(only(&reading.laporan).indikator().next().unwrap())[11], "WTP");
}

#[test]
fn dates_and_errors_are_no_figures() {
    let reading = with(&[('N', 1, "{date}45539"), ('O', 2, "#REF!"), ('P', 3, "#DIV/0!"), ('A', 0, "{date}45292")]);
    let found: Vec<_> = reading.diagnostics.iter().map(|d| (d.name, d.cell.unwrap().to_string(), d.grade)).collect();
    assert_eq!(
        found,
        [
            ("angka-menjadi-tanggal", "A3".to_owned(), Grade::PerluDilihat),
            ("angka-menjadi-tanggal", "N4".to_owned(), Grade::Salah),
            ("sel-galat", "O5".to_owned(), Grade::Salah),
            ("sel-galat", "P6".to_owned(), Grade::PerluDilihat),
        ]
    );
    assert!(reading.diagnostics[1].message.id.contains("4,9 atau 4.9"));
    assert_eq!((target(&reading, 1).as_str(), persen(&reading, 3).as_str()), ("?", "-"));
}

#[test]
fn percentages_as_points_fractions_and_text() {
    for (cell, value, names) in [
        ("95", "95", &[][..]),
        ("{0.00}95", "95", &[]),
        ("{%}0.95", "95", &[]),
        ("'95,00%", "95.00", &["angka-sebagai-teks"]),
        ("'95%", "95", &["angka-sebagai-teks"]),
        ("0.95", "95.00", &["angka-meragukan"]),
        ("{0.00}94.999999", "95.00", &[]),
    ] {
        let reading = with(&[('O', 1, "950000"), ('P', 1, cell)]);
        assert_eq!(persen(&reading, 1), value, "{cell}");
        assert_eq!(said(&reading).iter().map(|(name, _)| *name).collect::<Vec<_>>(), names, "{cell}");
    }
}

#[test]
fn a_value_from_another_workbook_is_used_and_said() {
    let mut sheet = sheet("x", &stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A")]));
    sheet.formulas.insert(CellRef::parse("N4").unwrap(), "'[Buku lain.xlsx]L1'!N4".into());
    let reading = read(vec![sheet]);
    assert_eq!(said(&reading), [("angka-meragukan", "N4".to_owned())]);
    assert_eq!((reading.diagnostics[0].grade, target(&reading, 1).as_str()), (Grade::PerluDilihat, "1000000"));
}

#[test]
fn a_value_under_a_merged_area_is_said_and_never_added() {
    let drawing = stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A")]);
    let drawing = drawing.replacen("| | | | | Pebruari | 1 | | | | | |", "| | | | | Pebruari | 1 | | | | | 5000 |", 1);
    let reading = read(vec![merged(sheet("x", &drawing), &["K3:K14", "L3:L14"])]);
    assert_eq!(said(&reading), [("isi-di-luar-tabel", "L4".to_owned())]);
    let anggaran = only(&reading.laporan).anggaran().next().unwrap();
    assert_eq!(figure(&anggaran.tahunan.value, |r| r.0.to_string()), "12000000");
}
