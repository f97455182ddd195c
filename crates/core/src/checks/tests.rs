//! The culprit of a failing sum, on small reports whose right figures are known.

use crate::sample::{bagian, laporan, program};
use crate::{Diagnostic, Eselon, Grade, Settings, check, compute};

const TARGET: [&str; 12] = [
    "1234500", "2310000", "3127000", "1998000", "2045000", "2750000", "1120000", "3480000", "2615000", "1890000",
    "2240000", "1190500",
];
/// What they add up to.
const TAHUNAN: &str = "26000000";

fn findings(target: [&str; 12], tahunan: &str, total: [&str; 3]) -> Vec<Diagnostic> {
    let block = program("Program Arsip", 1, tahunan, &target, &["1234500", "2310000"]);
    let report = laporan(bagian(vec![], vec![block], Some(total)));
    let settings = Settings::default();
    let found = check(&report, &compute(&report, &settings), &settings, Vec::new());
    found.into_iter().filter(|finding| finding.grade == Grade::Salah && finding.name != "total-kosong").collect()
}

fn at(finding: &Diagnostic) -> String {
    finding.cell.map(|cell| cell.to_string()).unwrap_or_default()
}

const TOTAL: [&str; 3] = [TAHUNAN, TAHUNAN, "3544500"];

#[test]
fn a_right_table_draws_nothing() {
    assert_eq!(findings(TARGET, TAHUNAN, TOTAL), []);
}

#[test]
fn a_typing_mistake_in_a_month_is_named_with_its_figure() {
    for (month, typed, right, cell) in [
        (3, "9198000", "1998000", "M4"),
        (5, "27500000", "2750000", "M6"),
        (7, "348000", "3480000", "M8"),
        (7, "1120000", "3480000", "M8"),
        (8, "-2615000", "2615000", "M9"),
        (8, "", "2615000", "M9"),
    ] {
        let mut target = TARGET;
        target[month] = typed;
        let found = findings(target, TAHUNAN, TOTAL);
        assert_eq!(found.len(), 1, "{typed}: {found:#?}");
        assert_eq!((at(&found[0]).as_str(), found[0].expected.as_deref()), (cell, Some(right)), "{typed}");
    }
}

#[test]
fn where_nothing_tells_the_month_the_sum_is_named() {
    let mut target = TARGET;
    target[4] = "2111111";
    let found = findings(target, TAHUNAN, TOTAL);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].name, at(&found[0]).as_str()), ("target-bulanan-tidak-sama-tahunan", "K1"));
    assert_eq!(found[0].follows.len(), 1, "TOTAL follows: {:#?}", found[0].follows);
}

#[test]
fn a_wrong_tahunan_is_told_from_its_months() {
    let found = findings(TARGET, "62000000", TOTAL);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((at(&found[0]).as_str(), found[0].expected.as_deref()), ("K1", Some(TAHUNAN)));
}

#[test]
fn a_total_that_leaves_out_a_cell_says_which() {
    let found = findings(TARGET, TAHUNAN, [TAHUNAN, "24002000", "3544500"]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].name, at(&found[0]).as_str()), ("total-target-tidak-cocok", "M100"));
    let advice = found[0].advice.as_ref().map(|advice| advice.id.as_str()).unwrap_or_default();
    assert_eq!(advice, "M100 mungkin 26.000.000: M4 tidak ikut dijumlahkan. Bila benar, ketik 26.000.000 di M100.");
}

/// What is said of three program, and one kegiatan below them with these figures.
fn levels(tahunan: &str, target: [&str; 12]) -> Vec<Diagnostic> {
    let names = ["Program Arsip", "Program Data", "Program Layanan"];
    let block = |(nama, row)| program(nama, row, TAHUNAN, &TARGET, &["1234500", "2310000"]);
    let mut report = laporan(bagian(vec![], names.into_iter().zip([1, 13, 25]).map(block).collect(), None));
    let kegiatan = program("Layanan arsip", 37, tahunan, &target, &[]);
    let below = bagian(vec![], vec![kegiatan], None);
    report.lampiran[0].bagian.push(crate::Bagian { eselon: Some(Eselon::III), ..below });
    let settings = Settings::default();
    let found = check(&report, &compute(&report, &settings), &settings, Vec::new());
    found.into_iter().filter(|finding| finding.name == "jumlah-eselon-tidak-cocok").collect()
}

#[test]
fn levels_that_cannot_be_compared_are_said_with_the_program_left_alone() {
    let found = levels("7000000", [""; 12]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].grade, at(&found[0]).as_str(), found[0].also.len()), (Grade::PerluDilihat, "K1", 2));
    let said = "untuk 3 dari 3 program tidak ada kegiatan di Eselon III yang jumlahnya cocok, yaitu Program Arsip (K1), \
                Program Data (K13), Program Layanan (K25).";
    assert!(found[0].message.id.ends_with(said), "{}", found[0].message.id);
    // Two program are all that is missing.
    let found = levels(TAHUNAN, TARGET);
    let said = "Eselon III tidak memuat kegiatan untuk 2 dari 3 program: Program Data (K13), Program Layanan (K25).";
    assert_eq!((found.len(), found[0].message.id.as_str()), (1, said), "{found:#?}");
    // The same amount of the year, however it is spread, is the same money.
    assert_eq!(levels("78000000", [""; 12]), []);
}

#[test]
fn a_check_that_is_off_says_nothing() {
    let mut settings = Settings::default();
    settings.periksa.insert("total-tahunan-tidak-cocok".to_owned(), crate::Tingkat::Mati);
    let block = program("Program Arsip", 1, TAHUNAN, &TARGET, &["1234500", "2310000"]);
    let report = laporan(bagian(vec![], vec![block], Some(["26000001", TAHUNAN, "3544500"])));
    let found = check(&report, &compute(&report, &settings), &settings, Vec::new());
    assert!(found.iter().all(|finding| finding.name != "total-tahunan-tidak-cocok"), "{found:#?}");
}
