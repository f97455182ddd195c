//! How indikator are counted, from columns and sheets.

use lampiran_core::{Agregasi, Arah, RumusTurun};

use super::draw::*;

/// A lampiran of 11 columns with three more: Polarisasi, Rumus and Agregasi of its indikator.
fn with_columns(arah: &str, rumus: &str, agregasi: &str) -> String {
    let table = stack(&[KEPALA_11, &block_11("1", "Sasaran A", "Indikator A")]);
    let more = ["| Polarisasi | Formulasi | Cara Penjumlahan", "", &format!("| {arah} | {rumus} | {agregasi}")];
    let more = more.into_iter().chain(std::iter::repeat(""));
    table.lines().zip(more).map(|(line, more)| format!("{line} {more}")).collect::<Vec<_>>().join("\n")
}

/// Arah, rumus and agregasi, and the cell that states them.
type Stated = (Option<Arah>, Option<RumusTurun>, Option<Agregasi>, String);

/// What is stated of the only indikator.
fn cara(laporan: &lampiran_core::Laporan) -> Option<Stated> {
    let cara = only(laporan).indikator().next().unwrap().cara.as_ref()?;
    Some((cara.value.arah, cara.value.rumus, cara.value.agregasi, cara.place.cell.to_string()))
}

const TURUN: Option<Arah> = Some(Arah::Turun);

#[test]
fn columns_of_the_table_say_how() {
    let drawing = with_columns("Minimize", "(2 x Target - Realisasi) / Target x 100%", "Posisi akhir");
    let found = cara(&silent(sheet("x", &drawing)));
    let (rumus, agregasi) = (Some(RumusTurun::Selisih), Some(Agregasi::Terakhir));
    assert_eq!(found, Some((TURUN, rumus, agregasi, "L3".to_owned())));
}

#[test]
fn blank_cells_and_free_formulas_say_nothing() {
    let drawing = with_columns("-", "Jumlah laporan dibagi rencana dikali 100", "");
    assert_eq!(cara(&silent(sheet("x", &drawing))), None);
    let plain = stack(&[KEPALA_11, &block_11("1", "Sasaran A", "Indikator A")]);
    assert_eq!(cara(&silent(sheet("x", &plain))), None);
}

#[test]
fn other_words_are_said_and_not_guessed() {
    let reading = read(vec![sheet("x", &with_columns("Stabil", "", "Campuran"))]);
    let name = "cara-hitung-tidak-dikenal";
    assert_eq!(said(&reading), [(name, "L3".to_owned()), (name, "N3".to_owned())]);
    assert_eq!(cara(&reading.laporan), None);
}

#[test]
fn the_first_of_two_that_differ_holds() {
    let reading = read(vec![sheet("x", &with_columns("Positif", "target / realisasi", ""))]);
    assert_eq!(said(&reading), [("cara-hitung-tidak-dikenal", "M3".to_owned())]);
    assert_eq!(cara(&reading.laporan), Some((Some(Arah::Naik), None, None, "L3".to_owned())));
}

#[test]
fn a_sheet_of_its_own_says_how() {
    let lampiran = sheet("Lampiran 1", &stack(&[KEPALA_11, &block_11("1", "Sasaran A", "Indikator A")]));
    let formulas = "Tabel 2.4.1\nNO | SASARAN | INDIKATOR | FORMULASI\n\
        1 | Sasaran A | Indikator A | Jumlah laporan / rencana x 100";
    let ways = "Indikator | Polaritas | Rumus\n1. INDIKATOR  A | Negatif | Target / Realisasi";
    let reading = read(vec![lampiran, sheet("Tabel 2.4.1", formulas), sheet("Cara", ways)]);
    assert_eq!(said(&reading), []);
    assert_eq!(cara(&reading.laporan), Some((TURUN, Some(RumusTurun::Banding), None, "B2".to_owned())));
}

#[test]
fn the_table_holds_before_the_sheet() {
    let ways = "Indikator | Arah | Agregasi\nIndikator A | Naik | Kumulatif";
    let reading = read(vec![sheet("Cara", ways), sheet("Lampiran 1", &with_columns("Turun", "", ""))]);
    assert_eq!(said(&reading), []);
    assert_eq!(cara(&reading.laporan), Some((TURUN, None, Some(Agregasi::Jumlah), "L3".to_owned())));
}

#[test]
fn a_name_that_the_lampiran_has_not_is_said() {
    let lampiran = sheet("Lampiran 1", &stack(&[KEPALA_11, &block_11("1", "Sasaran A", "Indikator A")]));
    let reading = read(vec![lampiran, sheet("Cara", "Indikator | Arah\nIndikator B | Turun")]);
    assert_eq!(said(&reading), [("cara-hitung-tidak-dikenal", "A2".to_owned())]);
}
