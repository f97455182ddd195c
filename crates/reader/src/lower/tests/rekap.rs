//! Typed rekap tables beside a lampiran, and what only looks like one.

use lampiran_core::{Besaran, IsiRekap};

use super::draw::{KEPALA, block, figure, read, said, sheet, silent, stack};

const KEUANGAN: &str = "\
    No | Program | Anggaran (Rp) | Realisasi s/d Februari | Capaian (%)
    1 | 2 | 3 | 4 | 5
    1 | 1. Program A | 12000000 | '2.000.000,00 | '16,67
    2 | Program B | Rp 3.000.000 | - | -
    Total | | 15000000 | 2000000 | 13.33";

fn lampiran() -> String {
    stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A")])
}

#[test]
fn a_rekap_below_the_lampiran_is_no_part_of_it() {
    let gap = "\n\n\n";
    let sentence = "\nTotal anggaran adalah Rp15.000.000,00";
    let alone = silent(sheet("LAMPIRAN 1", &lampiran()));
    let laporan = silent(sheet("LAMPIRAN 1", &stack(&[&lampiran(), gap, KEUANGAN, sentence])));
    assert_eq!(laporan.lampiran, alone.lampiran);
    let [tabel] = laporan.rekap.tabel.as_slice() else { panic!("one table: {:?}", laporan.rekap) };
    let IsiRekap::Keuangan(rows, total) = &tabel.isi else { panic!("of keuangan") };
    let amounts: Vec<_> = rows
        .iter()
        .chain(total)
        .map(|row| {
            let persen = row.persen.as_ref().map(|persen| figure(&persen.value, ToString::to_string));
            let amount = |nilai| figure(nilai, |rupiah: &lampiran_core::Rupiah| rupiah.0.to_string());
            (row.program.value.as_str(), amount(&row.anggaran.value), amount(&row.realisasi.value), persen.unwrap())
        })
        .collect();
    let row = |name, year: &str, spent: &str, persen: &str| (name, year.into(), spent.into(), persen.into());
    let expected = [
        row("Program A", "12000000", "2000000", "16,67"),
        row("Program B", "3000000", "-", "-"),
        row("Total", "15000000", "2000000", "13,33"),
    ];
    assert_eq!(amounts, expected);
    assert_eq!(tabel.periode.as_ref().map(|periode| periode.value.akhir.number()), Some(2));
    assert_eq!(laporan.rekap.disebut.iter().map(|total| total.apa).collect::<Vec<_>>(), [Besaran::Anggaran]);
}

#[test]
fn a_sheet_with_a_rekap_is_not_passed_over() {
    let silent = read(vec![sheet("LAMPIRAN 1", &lampiran()), sheet("Rekap", KEUANGAN)]);
    assert_eq!(said(&silent), []);
    let short = "No | Program | Anggaran\n1 | Program A | 12000000";
    let reading = read(vec![sheet("LAMPIRAN 1", &lampiran()), sheet("Rekap", short)]);
    assert_eq!(said(&reading), [("lampiran-tidak-ditemukan", String::new())], "too little to be one");
    let own = read(vec![sheet("LAMPIRAN 1", &lampiran()), sheet("Rekap Keuangan", KEUANGAN)]);
    assert_eq!(own.laporan.rekap.tabel, [], "the program's own sheet");
}

#[test]
fn a_figure_that_cannot_be_read_is_said() {
    let text = KEUANGAN.replace("'2.000.000,00", "2.0O0.000");
    let reading = read(vec![sheet("LAMPIRAN 1", &lampiran()), sheet("Rekap", &text)]);
    assert_eq!(said(&reading), [("angka-tidak-terbaca", "D3".to_owned())]);
}

#[test]
fn months_are_no_rekap() {
    let text = "Program | Anggaran | Realisasi | %\nProgram A | 12 | 1 | 8\n | Januari | 1 | 8";
    assert_eq!(read(vec![sheet("Rekap", text)]).laporan.rekap.tabel, []);
}

#[test]
fn an_indikator_that_is_called_a_sum_is_a_row() {
    let text = "\
        Sasaran | Indikator | Target Kinerja | | Realisasi | Capaian Kinerja (%)
        | | Tahunan | Bulan Januari s/d Februari | |
        Sasaran A | Jumlah laporan A | 12 Laporan | 2 Laporan | 2 Laporan | 100
        | Indeks B | '4,90% | - | - | -
        Berdasarkan tabel di atas capaian kinerja 100%.";
    let laporan = read(vec![sheet("BAB II", text)]).laporan;
    let [tabel] = laporan.rekap.tabel.as_slice() else { panic!("one table: {:?}", laporan.rekap) };
    let IsiRekap::Kinerja(rows) = &tabel.isi else { panic!("of kinerja") };
    let rows: Vec<_> = rows.iter().map(|row| (row.sasaran.as_str(), row.indikator.value.as_str())).collect();
    assert_eq!(rows, [("Sasaran A", "Jumlah laporan A"), ("Sasaran A", "Indeks B")]);
}
