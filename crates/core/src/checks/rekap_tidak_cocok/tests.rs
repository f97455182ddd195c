//! Single figures of a rekap against a small report whose rekap is known.

use crate::sample::{bagian, indikator, laporan, program};
use crate::{
    BarisKeuangan, BarisKinerja, Besaran, CellRef, Decimal, Diagnostic, Grade, IsiRekap, Laporan, Nilai, Persen, Place,
    Rupiah, Settings, SheetId, Sourced, TabelRekap, TotalDisebut, Ukuran, check, compute,
};

/// A value in row 1 of a second sheet.
fn at<T>(value: T, col: u16) -> Sourced<T> {
    Sourced::new(value, Place { sheet: SheetId(1), cell: CellRef::new(0, col) })
}

/// One program of 1.200 a year, 150 spent, and one indikator with 2 of 2 reports.
fn report() -> Laporan {
    let block = program("Program Arsip", 1, "1200", &["100"; 12], &["100", "50"]);
    let ones = indikator("Laporan", "12", &["1"; 12], &["1", "1"], &["100", "100"]);
    let mut laporan = laporan(bagian(vec![ones], vec![block], None));
    laporan.lembar.push("REKAP".to_owned());
    laporan
}

fn found(laporan: &Laporan) -> Vec<Diagnostic> {
    let settings = Settings::default();
    let found = check(laporan, &compute(laporan, &settings), &settings, Vec::new());
    found.into_iter().filter(|finding| finding.name == "rekap-tidak-cocok").collect()
}

fn with_keuangan(program: &str, anggaran: i64, realisasi: Nilai<i64>, persen: &str) -> Laporan {
    let mut laporan = report();
    let baris = BarisKeuangan {
        program: at(program.to_owned(), 0),
        anggaran: at(Nilai::Angka(Rupiah(anggaran.into())), 1),
        realisasi: at(realisasi.map(|rupiah| Rupiah(rupiah.into())), 2),
        persen: Some(at(persen.parse().map_or(Nilai::Nihil, |points| Nilai::Angka(Persen(points))), 3)),
    };
    let isi = IsiRekap::Keuangan(vec![baris], None);
    laporan.rekap.tabel.push(TabelRekap { kepala: at((), 0).place, periode: None, isi });
    laporan
}

#[test]
fn a_right_row_draws_nothing() {
    for (name, persen) in [("Program Arsip", "12.5"), ("PROGRAM  ARSIP", "12.50"), ("Program arsip.", "13")] {
        assert_eq!(found(&with_keuangan(name, 1200, Nilai::Angka(150), persen)), [], "{name} {persen}");
    }
}

#[test]
fn a_wrong_figure_is_named_with_the_right_one() {
    for (anggaran, realisasi, persen, cell, right) in [
        (1020, Nilai::Angka(150), "12.5", "B1", "1200"),
        (1200, Nilai::Angka(105), "8.75", "C1", "150"),
        (1200, Nilai::Nihil, "-", "C1", "150"),
        (1200, Nilai::Angka(150), "12.4", "D1", "12.5"),
        (1200, Nilai::Angka(150), "-", "D1", "12.5"),
    ] {
        let found = found(&with_keuangan("Program Arsip", anggaran, realisasi, persen));
        assert_eq!(found.len(), 1, "{found:#?}");
        let place = found[0].cell.map(|cell| cell.to_string());
        assert_eq!((place.as_deref(), found[0].expected.as_deref()), (Some(cell), Some(right)));
        assert_eq!(found[0].grade, Grade::Salah);
    }
}

#[test]
fn a_blank_figure_is_to_be_looked_at() {
    let found = found(&with_keuangan("Program Arsip", 1200, Nilai::Kosong, "12.5"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].grade, found[0].found.as_deref()), (Grade::PerluDilihat, None));
}

#[test]
fn kinerja_is_compared_too() {
    let ukuran = |number: i64| Nilai::Angka(Ukuran::Bilangan(number.into()));
    let with = |realisasi, persen: Decimal| {
        let mut laporan = report();
        let baris = BarisKinerja {
            sasaran: "Layanan".to_owned(),
            indikator: at("JUMLAH LAYANAN".to_owned(), 0),
            tahunan: Some(at(ukuran(12), 1)),
            target: Some(at(ukuran(2), 2)),
            realisasi: at(realisasi, 3),
            persen: Some(at(Nilai::Angka(Persen(persen)), 4)),
        };
        let isi = IsiRekap::Kinerja(vec![baris]);
        laporan.rekap.tabel.push(TabelRekap { kepala: at((), 0).place, periode: None, isi });
        found(&laporan).iter().map(|f| (f.cell.map(|cell| cell.to_string()), f.follows.len())).collect::<Vec<_>>()
    };
    assert_eq!(with(ukuran(2), Decimal::ONE_HUNDRED), []);
    assert_eq!(with(ukuran(1), Decimal::from(50)), [(Some("D1".to_owned()), 1)], "its capaian follows");
    assert_eq!(with(Nilai::Nihil, Decimal::ONE_HUNDRED), [(Some("D1".to_owned()), 0)]);
    assert_eq!(with(ukuran(2), Decimal::from(99)), [(Some("E1".to_owned()), 0)]);
}

#[test]
fn a_stated_total_is_compared_with_the_lampiran_of_its_year() {
    let with = |apa, number: &str, tahun| {
        let mut laporan = report();
        laporan.rekap.disebut.push(TotalDisebut { apa, angka: at(number.parse().unwrap_or_default(), 0), tahun });
        found(&laporan).first().and_then(|finding| finding.expected.clone())
    };
    assert_eq!(with(Besaran::Anggaran, "1200", None), None);
    assert_eq!(with(Besaran::Anggaran, "1020", None).as_deref(), Some("1200"));
    assert_eq!(with(Besaran::Anggaran, "1020", Some(2024)).as_deref(), Some("1200"));
    assert_eq!(with(Besaran::Anggaran, "1020", Some(2023)), None);
    assert_eq!(with(Besaran::Realisasi, "105", None).as_deref(), Some("150"));
    assert_eq!(with(Besaran::Persen, "12", None).as_deref(), Some("12.5"));
    assert_eq!(with(Besaran::Persen, "13", None), None, "rounded half up");
}
