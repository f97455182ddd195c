//! Any report, laid out in any style and its XML spelled in any way, is filled in place: what has no need to change stays
//! byte for byte, and the figures are right. `LAYOUT_CASES=5000` makes the run longer.

#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use lampiran_reader::grid;
use lampiran_tests::filled::{figures, fill, read};
use lampiran_tests::generator::dice::Dice;
use lampiran_tests::generator::report::Report;
use lampiran_tests::generator::styles::Style;
use lampiran_tests::spelling::respelled;
use lampiran_tests::{referee, untouched, workbook};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestRunner};

/// Rolls for a style, for a report, and for the spelling of its XML.
fn rolls() -> impl Strategy<Value = [Vec<u16>; 3]> {
    let rolls = |size| proptest::collection::vec(any::<u16>(), size);
    (rolls(64..65), rolls(0..200), rolls(0..200)).prop_map(|(style, report, spelling)| [style, report, spelling])
}

/// A workbook with a random report.
fn drawn([style, report, spelling]: [Vec<u16>; 3]) -> Vec<u8> {
    let style = Style::random(&mut Dice::new(style));
    let (book, _) = style.render(&Report::random(&mut Dice::new(report)));
    respelled(&workbook::xlsx(&book).unwrap(), &mut Dice::new(spelling))
}

/// So many reports are drawn.
const CASES: u32 = 40;

fn config(cases: u32) -> ProptestConfig {
    let cases = std::env::var("LAYOUT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    // The same cases each time, unless more are asked for.
    let rng_seed = if cases == CASES { RngSeed::Fixed(1) } else { RngSeed::Random };
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 40, rng_seed, ..ProptestConfig::default() }
}

/// What a fill leaves no reason to say.
const MENDED: [&str; 3] = ["persen-tidak-cocok", "total-persen-tidak-cocok", "total-kosong"];

proptest! {
    #![proptest_config(config(CASES))]
    #[test]
    fn any_report_is_filled_and_nothing_else_changes(rolls in rolls()) {
        let bytes = drawn(rolls);
        let filled = fill(&bytes);
        prop_assert_eq!(referee::disorder(&filled.bytes), Vec::<String>::new());
        untouched::hold("acak", &bytes, &filled.bytes);
        let (before, after) = (read(&bytes), read(&filled.bytes));
        prop_assert_eq!(figures(&before.laporan), figures(&after.laporan));
        prop_assert_eq!(before.computed.bagian, after.computed.bagian);
        let left: Vec<_> = after.findings.iter().filter(|finding| MENDED.contains(&finding.name)).collect();
        prop_assert!(left.is_empty(), "{left:#?}");
        let again = fill(&filled.bytes);
        prop_assert!(again.changes.is_empty(), "{:?}", again.changes);
        prop_assert!(again.bytes == filled.bytes);
    }
}

#[test]
fn spelling_changes_nothing_that_is_read() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..20 {
        let [style, report, spelling] = rolls().new_tree(&mut runner).unwrap().current();
        let plain = drawn([style.clone(), report.clone(), Vec::new()]);
        let spelled = drawn([style, report, spelling]);
        let cells = |bytes: &[u8]| {
            let book = grid::open(bytes).unwrap();
            let cells = book.sheets.iter().flat_map(|sheet| &sheet.cells);
            cells.map(|cell| format!("{} {:?}", cell.at(), cell.content)).collect::<Vec<_>>()
        };
        assert_eq!(cells(&plain), cells(&spelled));
    }
}

#[test]
fn libreoffice_comes_to_the_stored_results_of_random_reports() {
    let mut runner = TestRunner::deterministic();
    let filled: Vec<(String, Vec<u8>)> = (0..12)
        .map(|number| {
            let bytes = drawn(rolls().new_tree(&mut runner).unwrap().current());
            (format!("acak-{number}.xlsx"), fill(&bytes).bytes)
        })
        .collect();
    let files: Vec<(&str, &[u8])> = filled.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    for ((name, _), result) in files.iter().zip(referee::recalculate(&files)) {
        // A formula that was never calculated and comes to a text is left to be calculated when the workbook is opened.
        let numbers = result.differing.iter().filter(|line| !line.contains("comes to Some(String("));
        let numbers: Vec<_> = numbers.collect();
        assert!(numbers.is_empty(), "{name}: {numbers:#?}");
    }
}
