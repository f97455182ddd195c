//! Headings and columns.

use super::draw::*;

fn full(bagian: &lampiran_core::Bagian) {
    assert_eq!(names(bagian), (vec!["Sasaran A"], vec!["Indikator A"], vec!["Program A"]));
    let anggaran = bagian.anggaran().next().unwrap();
    assert_eq!(targets(anggaran), vec!["1000000"; 12]);
    assert_eq!(figure(&anggaran.tahunan.value, |r| r.0.to_string()), "12000000");
    assert_eq!(ukuran(bagian.indikator().next().unwrap()), vec!["1"; 12]);
}

#[test]
fn a_bare_table_without_titles_numbers_and_merges() {
    let laporan = silent(sheet("Sheet1", &stack(&[KEPALA, &block("1", "Sasaran A", "1 Indikator A", "1. Program A")])));
    let bagian = only(&laporan);
    full(bagian);
    assert_eq!((bagian.jabatan.as_str(), bagian.eselon, bagian.kepala.kolom), ("", None, 17));
    assert_eq!(bagian.indikator().next().unwrap().no, "1");
}

#[test]
fn a_table_far_from_the_corner_with_notes_around() {
    let table = stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A")]);
    let shifted: Vec<String> = table.lines().map(|line| format!(" | | | {line} | | lihat 3 | 77")).collect();
    let drawing = stack(&["\n\ncatatan di atas\n", &shifted.join("\n"), "\nCatatan: dicetak 3 Maret"]);
    full(only(&silent(sheet("x", &drawing))));
}

#[test]
fn anggaran_may_stand_left_of_kinerja() {
    let mut rows = vec![
        "No | Anggaran (Rp) | | | | | | | Kinerja | | | | | | | |".to_owned(),
        "| Program | Tahunan | Bulan | Target | Realisasi | % | Ket | Sasaran | Indikator | Sat | Target Tahunan | Bulan | Target | Realisasi | Capaian (%) | Ket.".to_owned(),
    ];
    for (i, bulan) in BULAN.iter().enumerate() {
        rows.push(match i {
            0 => format!("1 | Program A | 12000000 | {bulan} | 1000000 | | | | Sasaran A | Indikator A | Laporan | 12 | {bulan} | 1 | | |"),
            _ => format!("| | | {bulan} | 1000000 | | | | | | | | {bulan} | 1 | | |"),
        });
    }
    full(only(&silent(sheet("x", &rows.join("\n")))));
}

#[test]
fn one_heading_row_and_one_column_of_months() {
    let mut rows = vec!["Sasaran | Indikator | Satuan | Target Tahunan | Bulan | Target | Realisasi | Program | Pagu | Target | Realisasi".to_owned()];
    for (i, bulan) in BULAN.iter().enumerate() {
        rows.push(match i {
            0 => format!("Sasaran A | Indikator A | Laporan | 12 | {bulan} | 1 | | Program A | 12000000 | 1000000 |"),
            _ => format!("| | | | {bulan} | 1 | | | | 1000000 |"),
        });
    }
    full(only(&silent(sheet("x", &rows.join("\n")))));
}

#[test]
fn a_heading_of_three_rows_with_units() {
    let head = "\
        No | Sasaran | Indikator | Satuan | Kinerja | | | | | | Anggaran | | | | | |
        | | | | Target Kinerja Tahunan | Rencana dan Realisasi | | | | | Program | Tahunan | Rencana dan Realisasi | | | |
        | | | | | Bulan | Target | Realisasi | % | Ket | | (Rp) | Bulan | Target | Realisasi | % | Ket
        1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17";
    let drawing = stack(&[head, &block("1", "Sasaran A", "Indikator A", "Program A")]);
    let areas = ["A1:A3", "B1:B3", "C1:C3", "D1:D3", "E1:J1", "K1:Q1", "E2:E3", "F2:J2", "K2:K3", "M2:Q2"];
    full(only(&silent(merged(sheet("x", &drawing), &areas))));
}

#[test]
fn ordinals_and_codes_in_columns_of_their_own() {
    let mut rows = vec![
        "No | Sasaran | Indikator | | Satuan | Kinerja | | | | Anggaran (Rp) | | | | |".to_owned(),
        "| | | | | Target Tahunan | Bulan | Target | Realisasi | Kegiatan | | Tahunan | Bulan | Target | Realisasi"
            .to_owned(),
    ];
    for (i, bulan) in BULAN.iter().enumerate() {
        rows.push(match i {
            0 => format!("1 | Sasaran A | a. | Indikator A | Laporan | 12 | {bulan} | 1 | | 1 | 1.06.01.2.01 Kegiatan A | 12000000 | {bulan} | 1000000 |"),
            _ => format!("| | | | | | {bulan} | 1 | | | | | {bulan} | 1000000 |"),
        });
    }
    let laporan = silent(merged(sheet("x", &rows.join("\n")), &["C1:D2", "J2:K2"]));
    let bagian = only(&laporan);
    let indikator = bagian.indikator().next().unwrap();
    assert_eq!((indikator.no.as_str(), indikator.uraian.value.as_str()), ("a", "Indikator A"));
    let kegiatan = bagian.anggaran().next().unwrap();
    assert_eq!(
        (kegiatan.no.as_str(), kegiatan.kode.as_deref(), kegiatan.nama.value.as_str()),
        ("1", Some("1.06.01.2.01"), "Kegiatan A")
    );
    assert_eq!(kegiatan.jenis, lampiran_core::Jenis::Kegiatan);
    assert_eq!(kegiatan.nama.place.cell.to_string(), "K3");
}

#[test]
fn every_row_filled_down_is_still_one_block() {
    let fill = |sasaran: &str, program: &str| {
        BULAN
            .map(|bulan| format!("1 | {sasaran} | Indikator A | Laporan | 12 | {bulan} | 1 | | | | {program} | 12000000 | {bulan} | 1000000 | | |"))
            .join("\n")
    };
    let drawing = stack(&[KEPALA, &fill("Sasaran A", "Program A"), &fill("Sasaran A", "Program B")]);
    let laporan = silent(sheet("x", &drawing));
    let bagian = only(&laporan);
    assert_eq!(names(bagian), (vec!["Sasaran A"], vec!["Indikator A", "Indikator A"], vec!["Program A", "Program B"]));
}

#[test]
fn labels_in_a_row_above_the_months() {
    let months = BULAN.map(|bulan| format!("| | | | | {bulan} | 1 | | | | | | {bulan} | 1000000 | | |")).join("\n");
    let labels = "1 | Sasaran A | Indikator A | Laporan | 12 | | | | | | Program A | 12000000 | | | | |";
    let laporan = silent(sheet("x", &stack(&[KEPALA, labels, &months, labels, &months])));
    let bagian = only(&laporan);
    assert_eq!(bagian.anggaran().count(), 2);
    assert_eq!(figure(&bagian.anggaran().last().unwrap().tahunan.value, |r| r.0.to_string()), "12000000");
}

#[test]
fn a_name_alone_above_its_months_is_no_section_title() {
    let months = BULAN.map(|bulan| format!("| | | | | {bulan} | 1 | | | | | | {bulan} | 1000000 | | |")).join("\n");
    let label = |name: &str| format!("| | | | | | | | | | {name} | | | | | |");
    let first = block("1", "Sasaran A", "Indikator A", "Program A");
    let laporan = silent(sheet("x", &stack(&[KEPALA, &first, &label("Program B"), &months])));
    assert_eq!(names(only(&laporan)).2, ["Program A", "Program B"]);
}

#[test]
fn a_block_without_a_name_is_a_block_of_its_own() {
    let nameless = block("", "", "2 Indikator B", "");
    let laporan =
        silent(sheet("x", &stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A"), &nameless])));
    assert_eq!(names(only(&laporan)), (vec!["Sasaran A"], vec!["Indikator A", "Indikator B"], vec!["Program A", ""]));
}

#[test]
fn a_label_typed_over_several_rows_is_one() {
    let drawing = stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A")]);
    let wrapped = drawing.replacen(
        " | | | | | Pebruari | 1 | | | | | |",
        " | yang panjang | | | | Pebruari | 1 | | | | tahap dua | |",
        1,
    );
    let laporan = silent(sheet("x", &wrapped));
    assert_eq!(
        names(only(&laporan)),
        (vec!["Sasaran A yang panjang"], vec!["Indikator A"], vec!["Program A tahap dua"])
    );
}

#[test]
fn scaled_headings_multiply_and_are_said() {
    let drawing = stack(&[
        &KEPALA.replace("Anggaran (Rp)", "Anggaran (Rp 000)"),
        &block("1", "Sasaran A", "Indikator A", "Program A"),
    ]);
    let reading = read(vec![sheet("x", &drawing)]);
    assert_eq!(said(&reading), [("angka-meragukan", "K1".to_owned())]);
    assert_eq!(targets(only(&reading.laporan).anggaran().next().unwrap()), vec!["1000000000"; 12]);
}

#[test]
fn a_note_above_the_heading_scales_it_and_its_pages() {
    let drawing = stack(&[
        "CAPAIAN RENCANA AKSI",
        "| | | | | | | | | | | | | | (dalam ribuan rupiah)",
        KEPALA,
        &block("1", "Sasaran A", "Indikator A", "Program A"),
        KEPALA,
        &block("2", "Sasaran B", "Indikator B", "Program B"),
    ]);
    let reading = read(vec![sheet("x", &drawing)]);
    assert_eq!(said(&reading), [("angka-meragukan", "O2".to_owned())]);
    for program in only(&reading.laporan).anggaran() {
        assert_eq!(targets(program), vec!["1000000000"; 12]);
    }
}

#[test]
fn unknown_columns_are_said_and_passed_over() {
    let drawing = stack(&[
        &KEPALA.replace("% | Keterangan | Program", "% | Permasalahan | Program"),
        &block("1", "Sasaran A", "Indikator A", "Program A"),
    ]);
    let reading = read(vec![sheet("x", &drawing)]);
    assert_eq!(said(&reading), [("kolom-tidak-dikenal", "J2".to_owned())]);
    full(only(&reading.laporan));
}

#[test]
fn rekap_tables_and_covers_are_no_lampiran() {
    let rekap = "No | Sasaran | Indikator | Target | Realisasi | %\n1 | A | B | 12 | 2 | 16.67";
    let cover = "LAPORAN CAPAIAN RENCANA AKSI\n\nBULAN JANUARI TAHUN 2024";
    let reading = read(vec![sheet("Sampul", cover), sheet("Rekap", rekap)]);
    assert_eq!(said(&reading), [("lampiran-tidak-ditemukan", String::new())]);
    assert!(reading.laporan.lampiran.is_empty());
}

#[test]
fn months_under_unknown_headings_are_said() {
    let block = BULAN.map(|bulan| format!("| {bulan} | 3")).join("\n");
    let reading = read(vec![sheet("x", &format!("Uraian | Waktu | Nilai\nLayanan arsip {block}"))]);
    assert!(said(&reading).contains(&("kepala-tabel-tidak-dikenal", "B2".to_owned())));
}

#[test]
fn hidden_copies_are_named_and_hidden_blocks_listed() {
    let drawing = stack(&[
        KEPALA,
        &block("1", "Sasaran A", "Indikator A", "Program A"),
        &block("2", "Sasaran B", "Indikator B", "Program B"),
    ]);
    let mut copy = sheet("Salinan", &drawing);
    copy.hidden = true;
    let mut visible = sheet("L1", &drawing);
    visible.hidden_rows = vec![(14, 25)];
    let reading = read(vec![visible, copy]);
    let names: Vec<_> = said(&reading).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["baris-tersembunyi", "baris-tersembunyi", "lembar-tersembunyi"]);
    let bagian = only(&reading.laporan);
    assert_eq!(bagian.anggaran().count(), 1);
    assert_eq!(bagian.sasaran.iter().flat_map(|s| &s.anggaran).filter(|a| a.tersembunyi).count(), 1);
}

#[test]
fn months_printed_twice_beside_one_merged_label_are_two_blocks() {
    let second = block("", "", "2 Indikator B", "").replace("| 12000000 |", "| |");
    let drawing = stack(&[KEPALA, &block("1", "Sasaran A", "1 Indikator A", "Program A"), &second]);
    let merges = ["A3:A26", "B3:B26", "C3:C14", "C15:C26", "K3:K26", "L3:L26"];
    let laporan = silent(merged(sheet("x", &drawing), &merges));
    let bagian = only(&laporan);
    assert_eq!(names(bagian).2, ["Program A", "Program A"]);
    for program in bagian.anggaran() {
        assert_eq!(targets(program), vec!["1000000"; 12]);
        assert_eq!(figure(&program.tahunan.value, |r| r.0.to_string()), "12000000");
    }
    let places: Vec<_> = bagian.anggaran().map(|program| program.nama.place.cell.to_string()).collect();
    assert_eq!(places, ["K3", "K15"]);
    // Without figures the second time, it is the empty half.
    let blank = second.replace(" | 1000000 | - | - |", " | | | |").replace(" | 1000000 | | |", " | | | |");
    let drawing = stack(&[KEPALA, &block("1", "Sasaran A", "1 Indikator A", "Program A"), &blank]);
    let laporan = silent(merged(sheet("x", &drawing), &merges));
    assert_eq!(names(only(&laporan)).2, ["Program A"]);
}
