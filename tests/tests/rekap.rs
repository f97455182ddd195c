//! The rekap tables of a published report, typed beside its lampiran: right ones draw nothing, each slip just one finding
//! at its own cell.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::io::{Cursor, Read};

use lampiran_core::{Decimal, Diagnostic, Grade, IsiRekap, Laporan, Settings, check, compute};
use lampiran_reader::grid::{self, Cell, Content, FileFormat, Workbook};
use lampiran_tests::bab_ii::{BAB_II, bab_ii};
use lampiran_tests::house::root;
use lampiran_tests::sheet::sheet;
use lampiran_tests::workbook::xlsx;
use lampiran_writer::{Filling, Options};

fn lampiran() -> Workbook {
    let bytes = std::fs::read(root().join("fixtures/workbooks/lampiran-2024-02.xlsx")).unwrap();
    grid::open(&bytes).unwrap()
}

/// The lampiran with a Bab II behind it, in which one text is another.
fn with(old: &str, new: &str) -> Workbook {
    assert!(BAB_II.contains(old), "{old}");
    let mut workbook = lampiran();
    workbook.sheets.push(bab_ii(&BAB_II.replacen(old, new, 1)));
    workbook
}

fn findings(workbook: &Workbook) -> (Laporan, Vec<Diagnostic>) {
    let settings = Settings::default();
    let reading = lampiran_reader::read(workbook, &settings);
    let found = check(&reading.laporan, &compute(&reading.laporan, &settings), &settings, reading.diagnostics);
    (reading.laporan, found)
}

/// What is found beyond what is said of the lampiran alone (two units are spelled differently there).
fn added(workbook: &Workbook) -> Vec<Diagnostic> {
    let alone = findings(&lampiran()).1;
    let mut found = findings(workbook).1;
    assert!(alone.iter().all(|finding| found.contains(finding)), "nothing is lost");
    found.retain(|finding| !alone.contains(finding));
    found
}

/// Findings as grade, cell, what is written and what should be.
fn short(found: &[Diagnostic]) -> Vec<(&str, String, Option<&str>, Option<&str>)> {
    let cell = |finding: &Diagnostic| finding.cell.map(|cell| cell.to_string()).unwrap_or_default();
    found.iter().map(|f| (f.grade.word(), cell(f), f.found.as_deref(), f.expected.as_deref())).collect()
}

#[test]
fn the_published_tables_are_read_and_draw_nothing() {
    let (laporan, found) = findings(&with("Tabel", "Tabel"));
    assert_eq!(found, findings(&lampiran()).1, "the rekap adds no finding");
    let tabel = &laporan.rekap.tabel;
    let rows: Vec<usize> = tabel
        .iter()
        .map(|tabel| match &tabel.isi {
            IsiRekap::Kinerja(rows) => rows.len(),
            IsiRekap::Keuangan(rows, total) => rows.len() + usize::from(total.is_some()),
        })
        .collect();
    assert_eq!(rows, [4, 3, 7]);
    assert_eq!(laporan.rekap.disebut.len(), 3);
    assert_eq!(laporan.lampiran, findings(&lampiran()).0.lampiran, "and no section");
}

#[test]
fn the_published_slip_is_one_error_at_its_sentence() {
    let found = added(&with("Rp.15.030.032.435,00", "Rp.9.704.332.435,00"));
    assert_eq!(short(&found), [("salah", "A32".to_owned(), Some("9704332435"), Some("15030032435"))]);
    assert_eq!(found[0].name, "rekap-tidak-cocok");
    let said = &found[0].message.id;
    assert!(said.contains("9.704.332.435") && said.contains("selisih 5.325.700.000"), "{said}");
}

#[test]
fn each_slip_in_a_table_is_one_finding_at_its_cell() {
    for (old, new, cell, written, right) in [
        ("| 253.111.493", "| 253.111.439", "D25", "253111439", "253111493"),
        ("| 19.021.590", "| 19.201.590", "E27", "19201590", "19021590"),
        ("| 13,83", "| 13,38", "F27", "13.38", "13.83"),
        ("| 15.030.032.435 |", "| 15.030.032.453 |", "D30", "15030032453", "15030032435"),
        ("| 922.808.238 | 6,14", "| 922.808.283 | 6,14", "E30", "922808283", "922808238"),
        ("| 6,14 |", "| 6,41 |", "F30", "6.41", "6.14"),
        ("capaian keuangan 6,14%", "capaian keuangan 6,24%", "A32", "6.24", "6.14"),
        ("| '9,86%", "| '9,68%", "C7", "9.68", "9.86"),
        ("| 12 Laporan | 2 Laporan | 2 Laporan | 100", "| 12 Laporan | 2 Laporan | 3 Laporan | 150", "E8", "3", "2"),
        ("| 12 Laporan | 2 Laporan | 2 Laporan | 100", "| 12 Laporan | 2 Laporan | 2 Laporan | 50", "F8", "50", "100"),
    ] {
        let found = added(&with(old, new));
        assert_eq!(short(&found), [("salah", cell.to_owned(), Some(written), Some(right))], "{found:#?}");
    }
}

#[test]
fn what_follows_from_a_slip_is_folded_into_it() {
    // The row, its percentage, the total, its percentage and the sentence all repeat one wrong realisasi.
    let text = BAB_II
        .replace("644.728.232 | 10,87", "744.728.232 | 12,55")
        .replace("922.808.238 | 6,14", "1.022.808.238 | 6,81")
        .replace("Rp.922.808.238,00 dengan capaian keuangan 6,14", "Rp.1.022.808.238,00 dengan capaian keuangan 6,81");
    let mut workbook = lampiran();
    workbook.sheets.push(bab_ii(&text));
    let found = added(&workbook);
    assert_eq!(short(&found), [("salah", "E29".to_owned(), Some("744728232"), Some("644728232"))], "{found:#?}");
    assert_eq!(found[0].follows.len(), 5, "{:#?}", found[0].follows);
}

#[test]
fn a_percentage_is_right_at_its_written_precision() {
    for (old, new) in [("| 13,83", "| 13,8"), ("| 6,14 |", "| 6 |"), ("keuangan 6,14%", "keuangan 6,1%")] {
        assert_eq!(added(&with(old, new)), [], "{new}");
    }
}

#[test]
fn a_name_that_is_not_in_the_lampiran_is_said() {
    let found = added(&with("Program Penanganan Bencana", "Program Penangan Bencana"));
    let right = Some("Program Penanganan Bencana");
    let typed = Some("Program Penangan Bencana");
    assert_eq!(short(&found), [("perlu-dilihat", "C27".to_owned(), typed, right)], "{found:#?}");
}

#[test]
fn a_program_left_out_is_one_error() {
    let row = "| 27 | 3 | Meningkatnya penanganan korban bencana | Program Penanganan Bencana | 137.491.789 | 19.021.590 | 13,83 |\n";
    let text = BAB_II
        .replace(row, "")
        .replace("| 15.030.032.435 | 922.808.238 | 6,14", "| 14.892.540.646 | 903.786.648 | 6,07");
    let mut workbook = lampiran();
    workbook.sheets.push(bab_ii(&text));
    let found = added(&workbook);
    assert_eq!(short(&found), [("salah", "A22".to_owned(), None, Some("Program Penanganan Bencana"))], "{found:#?}");
}

/// The rekap in two parts, each with its own total.
const IN_PARTS: &str = "\
| | A | B | C | D | E |
| - | - | - | - | - | - |
| 1 | No | Program | Pagu Anggaran | Realisasi | % |
| 2 | 1 | Program Pemberdayaan Sosial | 2.978.641.819 | 36.069.364 | 1,21 |
| 3 | 2 | Program Rehabilitasi Sosial | 4.548.484.379 | 45.080.980 | 0,99 |
| 4 | | Jumlah | 7.527.126.198 | 81.150.344 | 1,08 |
| 6 | No | Program | Pagu Anggaran | Realisasi | % |
| 7 | 1 | Program Perlindungan dan Jaminan Sosial | 253.111.493 | 38.220.246 | 15,10 |
| 8 | 2 | Program Penanganan Bencana | 137.491.789 | 19.021.590 | 13,83 |
| 9 | 3 | Program Pengelolaan Taman Makam Pahlawan | 1.179.684.729 | 139.687.826 | 11,84 |
| 10 | 4 | Program Penunjang Urusan Pemerintah Daerah Kabupaten/ Kota | 5.932.618.226 | 644.728.232 | 10,87 |
| 11 | | Jumlah | 7.502.906.237 | 841.657.894 | 11,22 |
| 13 | Total anggaran tahun 2023 adalah Rp14.000.000.000,00. | | | | |";

#[test]
fn a_rekap_in_parts_has_totals_of_its_parts() {
    let of = |text: &str| {
        let mut workbook = lampiran();
        workbook.sheets.push(sheet("BAB II", false, &text.lines().collect::<Vec<_>>()).unwrap());
        added(&workbook)
    };
    assert_eq!(of(IN_PARTS), []);
    let found = of(&IN_PARTS.replace("7.527.126.198", "7.527.126.189"));
    assert_eq!(short(&found), [("salah", "C4".to_owned(), Some("7527126189"), Some("7527126198"))], "{found:#?}");
    let found = of(&IN_PARTS.replace("tahun 2023", "tahun 2024"));
    assert_eq!(short(&found), [("salah", "A13".to_owned(), Some("14000000000"), Some("15030032435"))], "{found:#?}");
}

#[test]
fn an_error_of_the_lampiran_is_not_said_again() {
    // Tahunan of the first program, wrong in the lampiran alone.
    let wrong = |mut workbook: Workbook| {
        let cells = &mut workbook.sheets[0].cells;
        let right: Decimal = 2_978_641_819i64.into();
        let tahunan = cells.iter_mut().find(|cell| cell.number() == Some(right)).unwrap();
        *tahunan = Cell::new(tahunan.at(), Content::from(Decimal::from(2_978_641_891i64)), tahunan.format());
        findings(&workbook).1
    };
    let (alone, beside) = (wrong(lampiran()), wrong(with("Tabel", "Tabel")));
    assert_eq!(alone.iter().filter(|finding| finding.grade == Grade::Salah).count(), 1);
    assert_eq!(short(&alone), short(&beside), "{beside:#?}");
    let follows = |found: &[Diagnostic]| found.iter().map(|finding| finding.follows.len()).sum::<usize>();
    assert!(follows(&beside) > follows(&alone), "it says that the rekap differs because of it");
}

#[test]
fn a_heading_of_another_month_is_said_once() {
    let found = added(&with("Realisasi Bulan Januari s/d Februari", "Realisasi Bulan Januari"));
    assert_eq!(short(&found), [("salah", "E22".to_owned(), Some("Januari"), Some("Februari"))], "{found:#?}");
}

#[test]
fn filling_in_place_leaves_the_rekap_as_it_is() {
    let month = |row: usize| format!("| {row} | | | {} | 10.000.000 | | | |", MONTHS[row - 2]);
    let months = (3..=13).map(month).collect::<Vec<_>>().join("\n");
    let lampiran = format!(
        "| | A | B | C | D | E | F | G |\n| - | - | - | - | - | - | - | - |\n\
         | 1 | Program | Tahunan | Bulan | Target | Realisasi | % | Keterangan |\n\
         | 2 | Program arsip | 120.000.000 | Januari | 10.000.000 | 9.000.000 | | |\n{months}\n\
         | 14 | TOTAL ANGGARAN (RP) | | | | | | |"
    );
    let rekap = "| | A | B | C | D | E |\n| - | - | - | - | - | - |\n\
                 | 1 | No | Program | Anggaran | Realisasi | Capaian Keuangan (%) |\n\
                 | 2 | 1 | Program arsip | 120.000.000 | 9.000.000 | 7,50 |\n\
                 | 3 | Total | | 120.000.000 | 9.000.000 | 7,50 |";
    let lines = |text: &str, name: &str| sheet(name, false, &text.lines().collect::<Vec<_>>()).unwrap();
    let workbook =
        Workbook { format: FileFormat::Xlsx, sheets: vec![lines(&lampiran, "LAMPIRAN 1"), lines(rekap, "REKAP")] };
    let bytes = xlsx(&workbook).unwrap();
    let opened = grid::open(&bytes).unwrap();
    let (laporan, found) = findings(&opened);
    assert!(found.iter().all(|finding| finding.grade == Grade::PerluDilihat), "{found:#?}");
    assert_eq!(laporan.rekap.tabel.len(), 1);
    let computed = compute(&laporan, &Settings::default());
    let mut filling = Filling::open(&bytes, &laporan.lembar).unwrap();
    filling.figures(laporan.clone(), computed.clone(), |sheet, area| opened.numbers_in(sheet, area)).unwrap();
    filling.findings(&laporan, &computed, &found, &Options::default()).unwrap();
    let filled = filling.finish().unwrap();
    let part = |bytes: &[u8], name: &str| {
        let mut text = String::new();
        zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (before, after) = (&bytes, &filled);
    assert_ne!(part(before, "xl/worksheets/sheet1.xml"), part(after, "xl/worksheets/sheet1.xml"), "it was filled");
    assert_eq!(part(before, "xl/worksheets/sheet2.xml"), part(after, "xl/worksheets/sheet2.xml"));
}

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
