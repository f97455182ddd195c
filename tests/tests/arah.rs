//! Where less is better, a wrong percentage is told with the formula that holds for the indikator.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use lampiran_core::{Arah, AturanIndikator, CellRef, RumusTurun, Settings, check, compute};
use lampiran_reader::grid::{self, Cell, Content};
use lampiran_tests::house::root;

/// What is said of J11, the percentage of Januari: target 5, realisasi 4,5, and this percentage typed.
fn said(rumus: RumusTurun, typed: i32) -> Option<(String, String, Option<String>)> {
    let mut book =
        grid::open(&std::fs::read(root().join("fixtures/workbooks/lampiran-2024-02.xlsx")).unwrap()).unwrap();
    for (at, content) in
        [("H11", Content::Number(5.into())), ("I11", Content::from("4,5")), ("J11", Content::Number(typed.into()))]
    {
        let at = CellRef::parse(at).unwrap();
        let cells = &mut book.sheets[0].cells;
        let i = cells.iter().position(|cell| cell.at() == at).unwrap();
        cells[i] = Cell::new(at, content, cells[i].format());
    }
    let mut settings = Settings::default();
    let rule =
        AturanIndikator { nama: "penduduk miskin".into(), arah: Some(Arah::Turun), rumus: Some(rumus), agregasi: None };
    settings.indikator.push(rule);
    let reading = lampiran_reader::read(&book, &settings);
    let computed = compute(&reading.laporan, &settings);
    let found = check(&reading.laporan, &computed, &settings, reading.diagnostics);
    let of_persen =
        found.into_iter().find(|finding| finding.name == "persen-tidak-cocok" && finding.cell == CellRef::parse("J11"));
    of_persen.map(|finding| (finding.message.id, finding.message.en, finding.expected))
}

#[test]
fn the_formula_stands_in_the_message() {
    let (id, en, expected) = said(RumusTurun::Selisih, 90).unwrap();
    assert_eq!(expected.as_deref(), Some("110"));
    assert!(id.contains("makin kecil makin baik") && id.contains("(2 × target − realisasi) / target"), "{id}");
    assert!(en.contains("less is better") && en.contains("(2 × target − realisasi) / target"), "{en}");
    let (id, _, expected) = said(RumusTurun::Banding, 90).unwrap();
    assert_eq!(expected.as_deref(), Some("111.11"));
    assert!(id.contains("dengan rumus target / realisasi"), "{id}");
    assert_eq!(said(RumusTurun::Selisih, 110), None);
}
