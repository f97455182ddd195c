//! Which sheets hold a lampiran, and which only words of one.

use super::draw::*;

/// Rows of a list: each holds everything, its month too.
fn list(heading: &str, row: impl Fn(&str, &str) -> String) -> String {
    let programs = ["Program A", "Program B"];
    let rows = programs.iter().flat_map(|program| BULAN.map(|bulan| row(program, bulan)));
    stack(&[heading, &rows.collect::<Vec<_>>().join("\n")])
}

#[test]
fn lists_with_words_of_the_form_are_no_lampiran() {
    let monthly =
        BULAN.map(|bulan| ["Program A", "Program B"].map(|name| format!("{name} | {bulan} | 5 | 4")).join("\n"));
    for (what, drawing) in [
        ("source of a pivot", list("Program | Bulan | Realisasi", |name, bulan| format!("{name} | {bulan} | 5"))),
        (
            "source of a pivot with more columns",
            list("Tahun | Bidang | Program | Bulan | Realisasi", |name, bulan| {
                format!("2024 | Bidang A | {name} | {bulan} | 5")
            }),
        ),
        (
            "list of targets",
            list("Program | Bulan | Target | Realisasi", |name, bulan| format!("{name} | {bulan} | 5 | 4")),
        ),
        ("list by month", stack(&["Program | Bulan | Target | Realisasi", &monthly.join("\n")])),
        (
            "agenda",
            "No | Kegiatan | Pelaksana | Bulan | Target | Anggaran | Realisasi | Ket\n\
             1 | Rapat | Umum | Maret | 1 | 500000 | 450000 | -\n\
             2 | Bimtek | Umum | April | 1 | 900000 | 900000 | -\n\
             3 | Monev | Umum | Mei | 2 | 100000 | 0 | -"
                .to_owned(),
        ),
        (
            "spending",
            list("No | Kegiatan | Bulan | Anggaran | Realisasi | % | Ket", |name, bulan| {
                format!("1 | {name} | {bulan} | 500 | 450 | 90 | -")
            }),
        ),
        (
            "chart data",
            stack(&["Bulan | Target | Realisasi", &BULAN.map(|bulan| format!("{bulan} | 5 | 4")).join("\n")]),
        ),
        (
            "attendance",
            stack(&["No | Nama | Bulan | Hadir", &BULAN.map(|bulan| format!("1 | Ayu | {bulan} | 20")).join("\n")]),
        ),
        ("prices", "No | Nama Barang | Satuan | Harga | Keterangan\n1 | Kertas | rim | 50000 | -".to_owned()),
    ] {
        let reading = read(vec![sheet("x", &drawing)]);
        assert_eq!(said(&reading), [("lampiran-tidak-ditemukan", String::new())], "{what}");
        assert!(reading.laporan.lampiran.is_empty(), "{what}");
    }
}

#[test]
fn beside_a_lampiran_a_list_is_passed_over_and_named() {
    let lampiran = stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A")]);
    let source = list("Program | Bulan | Realisasi", |name, bulan| format!("{name} | {bulan} | 5"));
    let reading = read(vec![sheet("L1", &lampiran), sheet("Data", &source)]);
    assert_eq!(said(&reading), [("lampiran-tidak-ditemukan", String::new())]);
    assert_eq!(reading.diagnostics[0].grade, lampiran_core::Grade::PerluDilihat);
    assert_eq!(names(only(&reading.laporan)).2, ["Program A"]);
}

#[test]
fn fewer_columns_of_the_form_want_plainer_blocks() {
    let rows = |first: &str, rest: &str| {
        let row = |(i, bulan): (usize, &&str)| if i == 0 { first } else { rest }.replace("BULAN", bulan);
        BULAN.iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
    };
    for (heading, first, rest) in [
        // Without the year's column.
        ("Program | Bulan | Target | Realisasi", "Program A | BULAN | 1000000 |", "| BULAN | 1000000 |"),
        // A plan, without realisasi.
        ("Program | Pagu | Bulan | Target", "Program A | 12000000 | BULAN | 1000000", "| | BULAN | 1000000"),
        // Labels filled down, but all columns there.
        (
            "Program | Pagu | Bulan | Target | Realisasi",
            "Program A | 12000000 | BULAN | 1000000 |",
            "Program A | 12000000 | BULAN | 1000000 |",
        ),
    ] {
        let reading = read(vec![sheet("x", &stack(&[heading, &rows(first, rest)]))]);
        assert_eq!(said(&reading), [], "{heading}");
        assert_eq!(targets(only(&reading.laporan).anggaran().next().unwrap()), vec!["1000000"; 12], "{heading}");
    }
}

/// A heading of 17 columns in one row, with what is typed over the months, and twelve rows below it.
fn with_heading_over_months(kinerja: &str, anggaran: &str) -> String {
    let heading = format!(
        "No | Sasaran | Indikator | Satuan | Target Kinerja Tahunan | {kinerja} | Realisasi | % | Keterangan | Program | \
         Tahunan | {anggaran} | Realisasi | % | Ket"
    );
    let row = |(i, bulan): (usize, &&str)| match i {
        0 => format!(
            "1 | Sasaran A | Indikator A | Laporan | 12 | {bulan} | 1 | | | | Program A | 12000000 | {bulan} | 1000000"
        ),
        _ => format!("| | | | | {bulan} | 1 | | | | | | {bulan} | 1000000"),
    };
    stack(&[&heading, &BULAN.iter().enumerate().map(row).collect::<Vec<_>>().join("\n")])
}

#[test]
fn months_are_known_under_a_blank_merged_or_unknown_heading() {
    for (what, kinerja, anggaran, merges) in [
        ("blank", "| Target", "| Target", &[][..]),
        ("merged with Target", "Target |", "Target |", &["F1:G1", "M1:N1"]),
        ("merged with Tahunan", "| Target", "| Target", &["E1:F1", "L1:M1"]),
        ("unknown", "Waktu Pelaksanaan | Target", "Jadwal | Target", &[]),
        ("one of two", "Bulan | Target", "| Target", &[]),
    ] {
        let laporan = silent(merged(sheet("x", &with_heading_over_months(kinerja, anggaran)), merges));
        let bagian = only(&laporan);
        assert_eq!(names(bagian), (vec!["Sasaran A"], vec!["Indikator A"], vec!["Program A"]), "{what}");
        let (indikator, program) = (bagian.indikator().next().unwrap(), bagian.anggaran().next().unwrap());
        assert_eq!(ukuran(indikator), vec!["1"; 12], "{what}");
        assert_eq!(targets(program), vec!["1000000"; 12], "{what}");
        assert_eq!(figure(&program.tahunan.value, |rupiah| rupiah.0.to_string()), "12000000", "{what}");
        let places = (bagian.kepala.letak.kinerja_bulan, bagian.kepala.letak.anggaran_bulan);
        assert_eq!(places, (Some(5), Some(12)), "{what}");
    }
}

#[test]
fn a_number_row_may_leave_numbers_out() {
    let table = block_11("1", "Sasaran A", "Indikator A");
    for numbers in [
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11",
        "1 | 2 | 3 | 5 | 6 | 7 | 8 | 11 | 12 | 13 | 14",
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 9 | 10",
        "11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21",
        "(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9=8/7) | (10) | (11)",
    ] {
        let laporan = silent(sheet("x", &stack(&[KEPALA_11, numbers, &table])));
        assert_eq!(ukuran(only(&laporan).indikator().next().unwrap()), vec!["1"; 12], "{numbers}");
    }
}

#[test]
fn sums_of_a_part_of_the_year_are_no_data() {
    for name in ["Triwulan", "TW", "Jumlah TW"] {
        let mut rows = vec![KEPALA_11.to_owned()];
        for (i, row) in block_11("1", "Sasaran A", "Indikator A").lines().enumerate() {
            rows.push(row.to_owned());
            if i % 3 == 2 {
                rows.push(format!("| | | | | {name} {} | 3 | | | |", ["I", "II", "III", "IV"][i / 3]));
            }
        }
        let laporan = silent(sheet("x", &rows.join("\n")));
        assert_eq!(ukuran(only(&laporan).indikator().next().unwrap()), vec!["1"; 12], "{name}");
    }
}

#[test]
fn capaian_beside_a_percentage_is_realisasi() {
    let table = block_11("1", "Sasaran A", "Indikator A");
    let laporan = silent(sheet("x", &stack(&[&KEPALA_11.replace("Realisasi", "Capaian"), &table])));
    let indikator = only(&laporan).indikator().next().unwrap();
    let januari = indikator.bulan[lampiran_core::Bulan::JANUARI].as_ref().unwrap();
    assert_eq!(figure(&januari.realisasi.value, ToString::to_string), "1");
    assert_eq!(figure(&januari.persen.value, |persen| persen.0.to_string()), "100");
}
