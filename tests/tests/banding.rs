//! The published report compared with that of a month later, as they are and with figures changed.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;

use lampiran_core::{Bulan, ChangeKind, Decimal, Laporan, Nilai, Rupiah, Settings, compare};
use lampiran_reader::{grid, read};
use lampiran_tests::house::root;

fn laporan(name: &str) -> Laporan {
    let bytes = fs::read(root().join("fixtures/workbooks").join(name)).unwrap();
    read(&grid::open(&bytes).unwrap(), &Settings::default()).laporan
}

/// The months of the changes, with their kinds.
fn changes(old: &Laporan, new: &Laporan) -> Vec<(ChangeKind, Option<u8>)> {
    let changes = compare(old, new, &Settings::default()).changes;
    changes.iter().map(|change| (change.kind, change.bulan.map(Bulan::number))).collect()
}

#[test]
fn a_month_later_only_the_new_month_is_filled() {
    for (old, new, month) in
        [("lampiran-2024-01.xlsx", "lampiran-2024-02.xlsx", 2), ("lampiran-2024-02.xlsx", "lampiran-2024-03.xlsx", 3)]
    {
        let (old, new) = (laporan(old), laporan(new));
        let changes = changes(&old, &new);
        assert_eq!(changes.len(), 76, "all 59 indikator and 17 budgets report the month");
        assert!(changes.iter().all(|change| *change == (ChangeKind::Filled, Some(month))), "{changes:?}");
        assert!(compare(&old, &new, &Settings::default()).diagnostics.is_empty());
    }
}

#[test]
fn the_same_report_in_other_layouts_has_not_changed() {
    let xlsx = laporan("lampiran-2024-02.xlsx");
    for other in ["lampiran-2024-02.xls", "lampiran-2024-02.ods"] {
        assert_eq!(changes(&xlsx, &laporan(other)), [], "{other}");
    }
    let unlike: Vec<_> = compare(&xlsx, &laporan("satu-lembar.xlsx"), &Settings::default()).diagnostics;
    assert!(unlike.is_empty(), "{unlike:#?}");
}

#[test]
fn a_changed_january_and_two_shifted_targets_are_just_those() {
    let (old, mut new) = (laporan("lampiran-2024-02.xlsx"), laporan("lampiran-2024-03.xlsx"));
    let rupiah = |number: i64| Nilai::Angka(Rupiah(Decimal::from(number)));
    let gaji = new.lampiran[0].bagian[1].sasaran[0].anggaran.iter_mut().find(|a| a.nama.value.contains("Keuangan"));
    let januari = gaji.unwrap().bulan[Bulan::JANUARI].as_mut().unwrap();
    assert_eq!(januari.realisasi.value, rupiah(133_469_178));
    januari.realisasi.value = rupiah(133_469_187);
    let program = &mut new.lampiran[0].bagian[0].sasaran[0].anggaran[0];
    for (bulan, was, is) in [(4, 302_563_016, 303_563_016), (5, 174_700_000, 173_700_000)] {
        let isi = program.bulan[Bulan::new(bulan).unwrap()].as_mut().unwrap();
        assert_eq!(isi.target.value, rupiah(was));
        isi.target.value = rupiah(is);
    }
    let found = compare(&old, &new, &Settings::default()).diagnostics;
    let found: Vec<_> = found
        .iter()
        .map(|f| (f.name, f.cell.unwrap().to_string(), f.found.as_deref().unwrap(), f.expected.as_deref().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            ("target-berubah", "P14".to_owned(), "303563016", "302563016"),
            ("target-berubah", "P15".to_owned(), "173700000", "174700000"),
            ("realisasi-bulan-lalu-berubah", "Q146".to_owned(), "133469187", "133469178"),
        ]
    );
}

#[test]
fn any_budget_changed_by_a_rupiah_in_a_past_month_is_found_at_its_cell() {
    let report = laporan("lampiran-2024-02.xlsx");
    let mut tried = 0;
    for (lampiran, bagian, sasaran, anggaran) in every_anggaran(&report) {
        let mut new = report.clone();
        let block = &mut new.lampiran[lampiran].bagian[bagian].sasaran[sasaran].anggaran[anggaran];
        let isi = block.bulan[Bulan::new(2).unwrap()].as_mut().unwrap();
        let cell = isi.realisasi.place.cell;
        let spent = isi.realisasi.value.angka().copied().unwrap_or_default();
        isi.realisasi.value = Nilai::Angka(spent + Rupiah(Decimal::ONE));
        let found = compare(&report, &new, &Settings::default()).diagnostics;
        assert_eq!(found.len(), 1, "{cell}: {found:#?}");
        assert_eq!((found[0].name, found[0].cell), ("realisasi-bulan-lalu-berubah", Some(cell)));
        tried += 1;
    }
    assert_eq!(tried, 17, "the report has so many budgets");
}

/// Where every program and kegiatan stands: lampiran, section, sasaran, position.
fn every_anggaran(report: &Laporan) -> Vec<(usize, usize, usize, usize)> {
    let mut places = Vec::new();
    for (l, lampiran) in report.lampiran.iter().enumerate() {
        for (b, bagian) in lampiran.bagian.iter().enumerate() {
            for (s, sasaran) in bagian.sasaran.iter().enumerate() {
                places.extend((0..sasaran.anggaran.len()).map(|a| (l, b, s, a)));
            }
        }
    }
    places
}
