//! Small reports built by hand, compared.

use super::*;
use crate::{
    Anggaran, Area, Bagian, BulanAnggaran, CellRef, Decimal, Jenis, KepalaTabel, Kolom, Lampiran, PerBulan, Place,
    Rupiah, Sasaran, SheetId,
};

/// A program of this name: twelve targets of 100 (the first one given), realisasi as given from Januari on.
fn program(name: &str, first_target: i64, realisasi: &[Option<i64>], row: u32) -> Anggaran {
    let at = |row, col| Place { sheet: SheetId(0), cell: CellRef::new(row, col) };
    let amount = |number: i64| Nilai::Angka(Rupiah(Decimal::from(number)));
    Anggaran {
        no: String::new(),
        kode: None,
        nama: Sourced::new(name.to_owned(), at(row, 0)),
        jenis: Jenis::Program,
        tahunan: Sourced::new(amount(1_200), at(row, 1)),
        mulai_blok: 0,
        bulan: PerBulan::from_fn(|bulan| {
            let (row, n) = (row + u32::from(bulan.number()) - 1, usize::from(bulan.number()) - 1);
            let spent = realisasi.get(n).copied().flatten().map_or(Nilai::Kosong, amount);
            Some(BulanAnggaran {
                bulan: at(row, 2),
                target: Sourced::new(amount(if n == 0 { first_target } else { 100 }), at(row, 3)),
                realisasi: Sourced::new(spent, at(row, 4)),
                persen: Sourced::new(Nilai::Kosong, at(row, 5)),
                keterangan: Sourced::new(None, at(row, 6)),
            })
        }),
        tersembunyi: false,
    }
}

fn bagian(jabatan: &str, anggaran: Vec<Anggaran>) -> Bagian {
    let place = Place { sheet: SheetId(0), cell: CellRef::new(0, 0) };
    Bagian {
        lembar: SheetId(0),
        eselon: None,
        jabatan: jabatan.to_owned(),
        place,
        judul: None,
        kepala: KepalaTabel {
            kolom: 17,
            sasaran: String::new(),
            indikator: String::new(),
            anggaran: None,
            kelipatan: 1,
            area: Area { first: place.cell, last: place.cell },
            letak: Kolom::default(),
        },
        sasaran: vec![Sasaran {
            no: String::new(),
            uraian: Sourced::new(String::new(), place),
            indikator: Vec::new(),
            anggaran,
        }],
        total: None,
        pejabat: None,
    }
}

fn laporan(bagian: Vec<Bagian>) -> Laporan {
    let lampiran = Lampiran { nomor: 1, judul: String::new(), bagian };
    Laporan { lembar: vec!["LAMPIRAN 1".to_owned()], lampiran: vec![lampiran], ..Laporan::default() }
}

fn kinds(banding: &Banding) -> Vec<(ChangeKind, Option<u8>)> {
    banding.changes.iter().map(|change| (change.kind, change.bulan.map(Bulan::number))).collect()
}

fn names(banding: &Banding) -> Vec<&str> {
    banding.diagnostics.iter().map(|finding| finding.name).collect()
}

#[test]
fn a_new_month_is_listed_and_no_finding() {
    let old = laporan(vec![bagian("A", vec![program("Arsip", 100, &[Some(90)], 1)])]);
    let new = laporan(vec![bagian("A", vec![program("Arsip", 100, &[Some(90), Some(80)], 1)])]);
    let banding = compare(&old, &new, &Settings::default());
    assert_eq!(kinds(&banding), [(ChangeKind::Filled, Some(2))]);
    assert!(banding.diagnostics.is_empty());
}

#[test]
fn a_past_month_is_found_with_both_figures_and_cells() {
    let old = laporan(vec![bagian("A", vec![program("Arsip", 100, &[Some(90)], 1)])]);
    let new = laporan(vec![bagian("A", vec![program("Arsip", 100, &[Some(95)], 4)])]);
    let banding = compare(&old, &new, &Settings::default());
    let cells = |side: &Option<Sourced<Isi>>| side.as_ref().map(|side| side.place.cell.to_string());
    assert_eq!(banding.changes.len(), 1);
    assert_eq!(cells(&banding.changes[0].old).as_deref(), Some("E2"));
    assert_eq!(cells(&banding.changes[0].new).as_deref(), Some("E5"));
    assert_eq!(banding.changes[0].difference(), Some(Decimal::from(5)));
    let finding = &banding.diagnostics[0];
    assert_eq!((finding.name, finding.grade), ("realisasi-bulan-lalu-berubah", crate::Grade::Salah));
    assert_eq!((finding.found.as_deref(), finding.expected.as_deref()), (Some("95"), Some("90")));
    assert!(finding.message.id.contains("+5") && finding.advice.as_ref().unwrap().id.contains("LAMPIRAN 1!E2"));
}

#[test]
fn people_of_one_title_are_told_apart_by_their_blocks() {
    let one = |name, row| bagian("PENYULUH", vec![program(name, 100, &[], row)]);
    let old = laporan(vec![one("Arsip", 1), one("Statistik", 20), one("Sandi", 40)]);
    let new = laporan(vec![one("Statistik", 1), one("Sandi", 20), one("Arsip", 40)]);
    assert_eq!(compare(&old, &new, &Settings::default()), Banding::default());
    let fewer = laporan(vec![one("Statistik", 1), one("Sandi", 20)]);
    let banding = compare(&old, &fewer, &Settings::default());
    assert_eq!(kinds(&banding), [(ChangeKind::Gone, None)]);
    assert_eq!(banding.changes[0].old.as_ref().unwrap().place.cell, CellRef::new(0, 0));
    assert_eq!(names(&banding), ["baris-hilang"]);
}

#[test]
fn a_name_mistyped_or_with_the_same_plan_is_the_same_block() {
    let old = laporan(vec![bagian("A", vec![program("Program Arsip", 100, &[], 1), program("Sandi", 70, &[], 13)])]);
    let new = laporan(vec![bagian("A", vec![program("Program Arsib", 100, &[], 1), program("Siber", 70, &[], 13)])]);
    let banding = compare(&old, &new, &Settings::default());
    assert_eq!(names(&banding), ["nama-berubah", "nama-berubah"]);
    assert!(banding.diagnostics[1].message.id.contains("Sandi"));
}

#[test]
fn an_unlike_block_is_gone_and_new() {
    let old = laporan(vec![bagian("A", vec![program("Program Arsip", 100, &[], 1)])]);
    let new = laporan(vec![bagian("A", vec![program("Layanan Informasi", 70, &[], 1)])]);
    assert_eq!(names(&compare(&old, &new, &Settings::default())), ["baris-baru", "baris-hilang"]);
}

#[test]
fn a_revised_pagu_is_one_finding_with_its_months() {
    let old = laporan(vec![bagian("A", vec![program("Arsip", 100, &[], 1)])]);
    let mut revised = program("Arsip", 300, &[], 1);
    revised.tahunan.value = Nilai::Angka(Rupiah(Decimal::from(1_400)));
    let banding = compare(&old, &laporan(vec![bagian("A", vec![revised])]), &Settings::default());
    assert_eq!(kinds(&banding), [(ChangeKind::Tahunan, None), (ChangeKind::Target, Some(1))]);
    assert_eq!(names(&banding), ["target-berubah"]);
    assert_eq!(banding.diagnostics[0].also.len(), 1);
}

#[test]
fn a_past_month_filled_in_late_is_only_to_be_looked_at() {
    let old = laporan(vec![bagian("A", vec![program("Arsip", 100, &[None, Some(80)], 1)])]);
    let new = laporan(vec![bagian("A", vec![program("Arsip", 100, &[Some(90), Some(80)], 1)])]);
    let banding = compare(&old, &new, &Settings::default());
    assert_eq!(names(&banding), ["realisasi-bulan-lalu-berubah"]);
    assert_eq!(banding.diagnostics[0].grade, crate::Grade::PerluDilihat);
}
