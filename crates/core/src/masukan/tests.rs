//! Small reports and rows that meet them.

use super::*;
use crate::sample::{bagian, indikator, laporan, program};
use crate::{CellRef, SheetId};

/// A row of a table: its name in B, its figure in D.
fn row(number: u32, bagian: &str, nama: &str, bulan: u8, realisasi: &str) -> Masukan {
    let place = |col| Place { sheet: SheetId(0), cell: CellRef::new(number - 1, col) };
    let realisasi = match realisasi {
        "" => Nilai::Kosong,
        "-" => Nilai::Nihil,
        number => Nilai::Angka(Ukuran::Bilangan(number.parse().unwrap())),
    };
    Masukan {
        bagian: bagian.to_owned(),
        nama: Sourced::new(nama.to_owned(), place(1)),
        sisi: None,
        bulan: Bulan::new(bulan).unwrap(),
        realisasi: Sourced::new(realisasi, place(3)),
        unit: String::new(),
        keterangan: None,
    }
}

/// One indikator, and one program with two months reported.
fn report() -> Laporan {
    let arsip = program("Program Arsip", 1, "1200", &["100"; 12], &["90", "-"]);
    laporan(bagian(vec![indikator("Laporan", "12", &["1"; 12], &["1"], &[])], vec![arsip], None))
}

fn matched(laporan: &Laporan, rows: &[Masukan], replace: bool) -> Pencocokan {
    match_rows(laporan, rows, Standing { replace, has_formula: &|_| false }, &Settings::default())
}

/// Cells with what is to stand there.
fn cells(result: &Pencocokan) -> Vec<String> {
    result.entri.iter().map(|entri| format!("{} {:?} {}", entri.place.cell, entri.before, entri.isi)).collect()
}

/// Names of findings with their cells.
fn found(result: &Pencocokan) -> Vec<String> {
    result.diagnostics.iter().map(|found| format!("{} {}", found.name, found.cell.unwrap())).collect()
}

#[test]
fn rows_find_their_cells_whatever_the_case_and_spacing() {
    let mut with_remark = row(4, "", "Jumlah layanan", 2, "2");
    with_remark.keterangan = Some("lancar".into());
    let rows = [
        row(2, "kepala  DINAS", "program  ARSIP", 3, "137.5"),
        row(3, "Eselon II/Kepala Dinas", "Program Arsip", 4, "-"),
        with_remark,
    ];
    let result = matched(&report(), &rows, false);
    assert_eq!(cells(&result), ["N3 \"\" 137,5", "N4 \"\" -", "F2 \"\" 2", "H2 \"\" lancar"]);
    assert_eq!((result.taken, found(&result)), (3, vec![]));
    let mut filled = report();
    filled.enter(&result.entri);
    let again = matched(&filled, &rows, false);
    assert_eq!((again.taken, again.entri, again.diagnostics), (3, vec![], vec![]), "what stands there is no conflict");
}

#[test]
fn what_stands_there_is_kept_unless_replaced() {
    let rows = [row(2, "", "Program Arsip", 1, "95"), row(3, "", "Program Arsip", 2, "0")];
    let kept = matched(&report(), &rows, false);
    assert_eq!((cells(&kept), kept.taken), (vec![], 0));
    assert_eq!(found(&kept), ["realisasi-sudah-terisi D2", "realisasi-sudah-terisi D3"], "nil is filled in too");
    let replaced = matched(&report(), &rows, true);
    assert_eq!((cells(&replaced), replaced.taken), (vec!["N1 \"90\" 95".into(), "N2 \"-\" 0".into()], 2));
    assert_eq!(found(&replaced), [""; 0]);
    let formula = Standing { replace: false, has_formula: &|_| true };
    let result = match_rows(&report(), &[row(2, "", "Program Arsip", 3, "5")], formula, &Settings::default());
    assert_eq!((cells(&result), found(&result)), (vec![], vec!["realisasi-sudah-terisi D2".into()]));
}

#[test]
fn unknown_names_are_said_with_the_nearest() {
    let rows = [row(2, "", "Program Arsib", 3, "5"), row(3, "Sekretaris", "Program Arsip", 3, "5")];
    let result = matched(&report(), &rows, false);
    assert_eq!(found(&result), ["masukan-tidak-dikenal B2", "masukan-tidak-dikenal B3"]);
    assert!(result.diagnostics[0].advice.as_ref().unwrap().id.contains("“Program Arsip”"));
    assert!(result.diagnostics[1].message.id.contains("Eselon II / Kepala Dinas"));
    assert_eq!(result.entri, []);
}

#[test]
fn doubled_rows_are_not_used() {
    let rows = [5, 6, 7].map(|number| row(number, "", "Program Arsip", 3, "5"));
    let result = matched(&report(), &rows, true);
    assert_eq!((found(&result), result.entri.len()), (vec!["masukan-ganda B6".into()], 0));
    let also: Vec<String> = result.diagnostics[0].also.iter().map(|place| place.cell.to_string()).collect();
    assert_eq!(also, ["B5", "B7"]);
}

#[test]
fn a_name_of_several_blocks_is_doubtful_and_a_kegiatan_printed_twice_is_one() {
    let other = program("Program Arsip", 21, "600", &["50"; 12], &[]);
    let mut two = report();
    two.lampiran[0].bagian[0].sasaran[0].anggaran.push(other);
    let result = matched(&two, &[row(2, "", "Program Arsip", 3, "5")], false);
    assert_eq!((found(&result), result.entri.len()), (vec!["masukan-meragukan B2".into()], 0));
    let mut twice = report();
    twice.lampiran[0].bagian[0].sasaran[0].anggaran.push(program("Program Arsip", 21, "1200", &["100"; 12], &[]));
    let result = matched(&twice, &[row(2, "", "Program Arsip", 3, "5")], false);
    assert_eq!((cells(&result), result.taken), (vec!["N3 \"\" 5".into(), "N23 \"\" 5".into()], 1));
}

#[test]
fn the_column_of_a_name_says_its_side() {
    let mut both = report();
    "Program Arsip".clone_into(&mut both.lampiran[0].bagian[0].sasaran[0].indikator[0].uraian.value);
    let of_side = |sisi| Masukan { sisi, ..row(2, "", "Program Arsip", 3, "5") };
    assert_eq!(found(&matched(&both, &[of_side(None)], false)), ["masukan-meragukan B2"]);
    assert_eq!(cells(&matched(&both, &[of_side(Some(Sisi::Kinerja))], false)), ["F3 \"\" 5"]);
    assert_eq!(cells(&matched(&both, &[of_side(Some(Sisi::Anggaran))], false)), ["N3 \"\" 5"]);
}

#[test]
fn a_figure_in_another_unit_is_not_taken() {
    let with = |nama, unit: &str| Masukan { unit: unit.to_owned(), ..row(2, "", nama, 3, "5") };
    for (row, is_right) in [
        (with("Jumlah layanan", "laporan"), true),
        (with("Jumlah layanan", "%"), false),
        (with("Program Arsip", "%"), false),
    ] {
        let result = matched(&report(), std::slice::from_ref(&row), false);
        assert_eq!(result.entri.len() == 1, is_right, "{row:?}");
        assert_eq!(found(&result).is_empty(), is_right);
    }
}

#[test]
fn a_word_is_not_taken_where_a_number_is_aimed_at() {
    let word = |bulan| {
        let word = Nilai::Angka(Ukuran::Predikat("Selesai".into()));
        let row = row(2, "", "Jumlah layanan", bulan, "5");
        Masukan { realisasi: Sourced { value: word, ..row.realisasi }, ..row }
    };
    let result = matched(&report(), &[word(3)], false);
    assert_eq!((found(&result), result.entri.len()), (vec!["angka-meragukan D2".into()], 0));
}
