//! Tables that stand beside one another on the same rows.

use super::draw::*;

/// Two drawings beside each other; the left one is `width` columns wide, the gap beside it included.
fn beside(left: &str, width: usize, right: &str) -> String {
    let (left, right): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
    let line = |i: usize| {
        let cells: Vec<&str> = left.get(i).copied().unwrap_or_default().split('|').map(str::trim).collect();
        let padded = (0..width).map(|col| cells.get(col).copied().unwrap_or_default());
        format!("{} | {}", padded.collect::<Vec<_>>().join(" | "), right.get(i).copied().unwrap_or_default())
    };
    (0..left.len().max(right.len())).map(line).collect::<Vec<_>>().join("\n")
}

fn post(bagian: &lampiran_core::Bagian) -> (&str, Vec<&str>, Vec<&str>) {
    let (_, indikator, anggaran) = names(bagian);
    (&bagian.jabatan, indikator, anggaran)
}

#[test]
fn two_tables_on_the_same_rows_are_two_sections() {
    let left = stack(&["Sekretaris", KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A")]);
    let right = stack(&["Penyuluh Sosial", KEPALA_11, &block_11("1", "Sasaran B", "Indikator B")]);
    for width in [17, 18, 20] {
        let laporan = silent(sheet("x", &beside(&left, width, &right)));
        let bagian: Vec<_> = laporan.bagian().map(post).collect();
        let expected =
            [("Sekretaris", vec!["Indikator A"], vec!["Program A"]), ("Penyuluh Sosial", vec!["Indikator B"], vec![])];
        assert_eq!(bagian, expected, "{width}");
        let second = laporan.bagian().last().unwrap().indikator().next().unwrap();
        assert_eq!(ukuran(second), vec!["1"; 12]);
        assert_eq!(usize::from(second.uraian.place.cell.col), width + 2);
    }
}

#[test]
fn three_tables_need_not_begin_on_the_same_row() {
    let table =
        |name: &str| stack(&[KEPALA_11, &block_11("1", &format!("Sasaran {name}"), &format!("Indikator {name}"))]);
    let first = beside(&table("A"), 12, &stack(&["", "", "Perencana", &table("B")]));
    let laporan = silent(sheet("x", &beside(&first, 24, &stack(&["", "Arsiparis", &table("C")]))));
    let found: Vec<_> = laporan.bagian().map(post).collect();
    let expected = [
        ("", vec!["Indikator A"], vec![]),
        ("Perencana", vec!["Indikator B"], vec![]),
        ("Arsiparis", vec!["Indikator C"], vec![]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_table_of_one_side_beside_a_whole_one() {
    let rows = BULAN.map(|bulan| format!("| | {bulan} | 500 | 400 | 80 | -")).join("\n");
    let kegiatan = stack(&[
        "Anggaran (Rp)",
        "Kegiatan | Tahunan | Bulan | Target | Realisasi | % | Ket",
        &rows.replacen("| |", "Kegiatan B | 6000 |", 1),
    ]);
    let whole = stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A")]);
    for (drawing, expected) in [
        (beside(&whole, 18, &kegiatan), [vec!["Program A"], vec!["Kegiatan B"]]),
        (beside(&kegiatan, 8, &whole), [vec!["Kegiatan B"], vec!["Program A"]]),
    ] {
        let laporan = silent(sheet("x", &drawing));
        let found: Vec<_> = laporan.bagian().map(|bagian| names(bagian).2).collect();
        assert_eq!(found, expected);
    }
}
