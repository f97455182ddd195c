//! Sections: titles, repeated headings, totals, signatures.

use super::draw::*;

fn one(n: u8) -> String {
    block("1", &format!("Sasaran {n}"), &format!("Indikator {n}"), &format!("Program {n}"))
}

fn sections(drawing: &str) -> Vec<String> {
    let laporan = silent(sheet("x", drawing));
    laporan.bagian().map(|bagian| format!("{} ({})", bagian.nama(), bagian.anggaran().count())).collect()
}

const TOTAL: &str = "TOTAL ANGGARAN (RP) | | | | | | | | | | | 12000000 | | 12000000 | - | - |";

const SIGNATURE: &str = "
    | | | | | | | | | | | | Singaraja, 4 Maret 2024
    | | | | | | | | | | | | Kepala Dinas Contoh

    | | | | | | | | | | | | Nama Contoh, S.Sos
    | | | | | | | | | | | | Pembina (IV/a)
    | | | | | | | | | | | | NIP. 19800101 200501 1 001
";

#[test]
fn titles_in_two_rows_in_one_cell_merged_or_a_jabatan_alone() {
    for (title, nama) in [
        ("| Eselon II\n | Kepala Dinas", "Eselon II / Kepala Dinas"),
        ("| Eselon II Kepala Dinas", "Eselon II / Kepala Dinas"),
        ("ESELON III - SEKRETARIS", "Eselon III / SEKRETARIS"),
        ("| PENYULUH SOSIAL AHLI MUDA", "PENYULUH SOSIAL AHLI MUDA"),
        ("1 | Kepala Bidang Arsip", "Kepala Bidang Arsip"),
    ] {
        assert_eq!(sections(&stack(&[KEPALA, title, &one(1)])), [format!("{nama} (1)")]);
        assert_eq!(sections(&stack(&[title, KEPALA, &one(1)])), [format!("{nama} (1)")], "above the heading");
    }
}

#[test]
fn the_same_title_twice_is_two_sections() {
    let title = "| PENYULUH SOSIAL AHLI MUDA";
    let block = block_11("1", "Sasaran A", "Indikator A");
    let drawing = stack(&[KEPALA_11, title, &block, KEPALA_11, title, &block, title, &block]);
    assert_eq!(sections(&drawing), vec!["PENYULUH SOSIAL AHLI MUDA (0)"; 3]);
}

#[test]
fn a_heading_retyped_inside_a_block_or_between_blocks_goes_on() {
    let block_one = one(1);
    let (head, tail) = block_one.split_at(block_one.match_indices('\n').nth(4).unwrap().0);
    let second = block("2", "Sasaran 2", "Indikator 2", "Program 2");
    let drawing =
        stack(&[KEPALA, "| Kepala Dinas", head, KEPALA, tail.trim_start_matches('\n'), KEPALA, &second, TOTAL]);
    assert_eq!(sections(&drawing), ["Kepala Dinas (2)"]);
}

#[test]
fn a_heading_after_a_total_or_a_signature_begins_a_section() {
    assert_eq!(sections(&stack(&[KEPALA, &one(1), TOTAL, KEPALA, &one(2), TOTAL])), vec![" (1)".to_owned(); 2]);
    assert_eq!(sections(&stack(&[KEPALA, &one(1), SIGNATURE, KEPALA, &one(2)])), vec![" (1)".to_owned(); 2]);
    assert_eq!(sections(&stack(&[KEPALA, &one(1), KEPALA, &one(2)])), vec![" (1)".to_owned(); 2], "numbers restart");
}

#[test]
fn subtotals_are_no_data_and_no_total() {
    let jumlah = "Jumlah | | | | | | | | | | | 12000000 | | 12000000 | | |";
    let second = block("2", "Sasaran 2", "Indikator 2", "Program 2");
    let drawing = stack(&[
        KEPALA,
        &one(1),
        jumlah,
        &second,
        "Sub Total | | | | | | | | | | | 5 | | 5 | | |",
        &TOTAL.replace("12000000", "24000000"),
    ]);
    let laporan = silent(sheet("x", &drawing));
    let total = only(&laporan).total.as_ref().unwrap();
    assert_eq!(figure(&total.tahunan.value, |r| r.0.to_string()), "24000000");
    assert_eq!(only(&laporan).anggaran().count(), 2);
}

#[test]
fn totals_in_other_words_and_places() {
    for label in ["JUMLAH TOTAL", "Total Anggaran (Rp.)", "JUMLAH", "Total"] {
        let total = TOTAL.replace("TOTAL ANGGARAN (RP)", label);
        let laporan = silent(sheet("x", &stack(&[KEPALA, &one(1), &total])));
        assert_eq!(
            figure(&only(&laporan).total.as_ref().unwrap().target.value, |r| r.0.to_string()),
            "12000000",
            "{label}"
        );
    }
    let under_bulan = "TOTAL ANGGARAN (RP) | | | | | | | | | | | 12000000 | 12000000 | | - | - |";
    let laporan = silent(sheet("x", &stack(&[KEPALA, &one(1), under_bulan])));
    assert_eq!(only(&laporan).total.as_ref().unwrap().target.place.cell.to_string(), "M15");
    let blank = "TOTAL ANGGARAN (RP) | | | | | | | | | | | | | | | |";
    let laporan = silent(sheet("x", &stack(&[KEPALA, &one(1), blank])));
    let total = only(&laporan).total.as_ref().unwrap();
    assert!(total.tahunan.value.is_blank() && total.target.value.is_blank());
    assert_eq!(total.target.place.cell.to_string(), "N15");
}

#[test]
fn titles_periods_offices_and_signatures() {
    let judul = "LAMPIRAN 1\nCAPAIAN RENCANA AKSI ATAS PERJANJIAN KINERJA\nPERANGKAT DAERAH KABUPATEN CONTOH\nBULAN JANUARI-FEBRUARI TAHUN 2024\n";
    let laporan =
        silent(sheet("x", &stack(&[judul, KEPALA, "| Eselon II", "| Kepala Dinas", &one(1), TOTAL, SIGNATURE])));
    assert_eq!(laporan.lampiran[0].nomor, 1);
    assert_eq!(laporan.lampiran[0].judul, "CAPAIAN RENCANA AKSI ATAS PERJANJIAN KINERJA");
    assert_eq!(laporan.pemda.as_deref(), Some("Kabupaten Contoh"));
    assert_eq!(laporan.instansi.as_deref(), Some("Dinas Contoh"));
    let periode = laporan.periode.as_ref().unwrap().value;
    assert_eq!((periode.tahun, periode.awal.number(), periode.akhir.number()), (Some(2024), 1, 2));
    let pejabat = laporan.pejabat().unwrap();
    let text = |part: &Option<lampiran_core::Sourced<String>>| part.as_ref().unwrap().value.clone();
    assert_eq!(text(&pejabat.kota), "Singaraja");
    assert_eq!(text(&pejabat.tanggal), "4 Maret 2024");
    assert_eq!(text(&pejabat.jabatan), "Kepala Dinas Contoh");
    assert_eq!(text(&pejabat.nama), "Nama Contoh, S.Sos");
    assert_eq!(text(&pejabat.pangkat), "Pembina (IV/a)");
    assert_eq!(text(&pejabat.nip), "19800101 200501 1 001");
}

#[test]
fn lampiran_are_numbered_by_titles_names_and_kinds() {
    let table = |n: u8| stack(&[KEPALA, "| Eselon III", "| Kepala Bidang", &one(n)]);
    let staff =
        stack(&["CAPAIAN RENCANA AKSI JABATAN FUNGSIONAL UMUM", KEPALA_11, "| BENDAHARA", &block_11("1", "S", "I")]);
    let laporan = silent_all(vec![sheet("LAMP. I ", &table(1)), sheet("Bidang B", &table(2)), sheet("Sheet3", &staff)]);
    let numbers: Vec<_> = laporan.lampiran.iter().map(|lampiran| (lampiran.nomor, lampiran.bagian.len())).collect();
    assert_eq!(numbers, [(1, 2), (3, 1)]);
}

fn silent_all(sheets: Vec<crate::grid::Sheet>) -> lampiran_core::Laporan {
    let reading = read(sheets);
    assert_eq!(reading.diagnostics, []);
    reading.laporan
}
