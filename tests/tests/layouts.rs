//! Any report, laid out and typed in any style of the offices, reads back to the same report, and what the rules want
//! said is said. `LAYOUT_CASES=5000` makes the run longer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails loudly")]

use std::collections::BTreeSet;

use lampiran_core::{Diagnostic, Grade, Settings};
use lampiran_reader::Reading;
use lampiran_reader::grid::{self, Workbook};
use lampiran_tests::generator::compare;
use lampiran_tests::generator::dice::Dice;
use lampiran_tests::generator::flaws;
use lampiran_tests::generator::report::Report;
use lampiran_tests::generator::styles::{Amounts, Figures, Formulas, Kinerja, Months, Noted, Style};
use lampiran_tests::workbook;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Rolls for a style, and for a report: enough that a style uses none of them twice.
fn rolls() -> impl Strategy<Value = (Vec<u16>, Vec<u16>)> {
    (proptest::collection::vec(any::<u16>(), 64), proptest::collection::vec(any::<u16>(), 0..200))
}

/// The same reports each time, unless more are asked for.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("LAYOUT_CASES").ok().and_then(|cases| cases.parse().ok());
    let rng_seed = if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(1) };
    let cases = asked.unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 4_000, rng_seed, ..ProptestConfig::default() }
}

/// Reads a workbook and holds it against the report it was drawn from.
fn check(book: &Workbook, style: &Style, report: &Report, noted: &Noted) {
    let reading = lampiran_reader::read(book, &Settings::default());
    let (mut meant, mut read) = (style.kept(report), compare::plain(&reading.laporan));
    let unread = compare::reconcile(&mut meant, &mut read);
    let differences = compare::differences(&meant, &read).join("\n");
    assert_eq!(differences, "", "{style:#?}\n{:#?}", reading.diagnostics);

    assert_eq!(compare::misplaced(&reading.laporan), Vec::<String>::new(), "{style:#?}");

    let is_ambiguous = |said: &&Diagnostic| said.name == "angka-meragukan" && said.grade == Grade::Salah;
    let ambiguous = reading.diagnostics.iter().filter(is_ambiguous).count();
    assert_eq!(unread, ambiguous, "each figure that is two numbers is said, and nothing else is left unread");
    let names: BTreeSet<&str> = reading.diagnostics.iter().map(|said| said.name).collect();
    for must in &noted.must {
        // Where all texts are ambiguous, none of them is a number.
        let instead = *must == "angka-sebagai-teks" && ambiguous > 0;
        assert!(names.contains(must) || instead, "{must} is not said: {style:#?}");
    }
    for name in names {
        let scaled = name == "angka-meragukan" && (ambiguous > 0 || style.figures.thousands);
        assert!(noted.must.contains(name) || scaled, "{name} need not be said: {style:#?}\n{:#?}", reading.diagnostics);
    }
}

proptest! {
    #![proptest_config(config(300))]
    #[test]
    fn a_report_in_any_style_reads_back((style, report) in rolls()) {
        let style = Style::random(&mut Dice::new(style));
        let report = Report::random(&mut Dice::new(report));
        let (book, noted) = style.render(&report);
        check(&book, &style, &report, &noted);
    }
}

proptest! {
    #![proptest_config(config(40))]
    #[test]
    fn so_it_does_from_a_file((style, report) in rolls()) {
        let style = Style::random(&mut Dice::new(style));
        let report = Report::random(&mut Dice::new(report));
        let (book, noted) = style.render(&report);
        let file = workbook::xlsx(&book).unwrap();
        let file = if style.figures.amounts == Amounts::Noisy { workbook::noisy(&file) } else { file };
        let file = grid::open(&file).unwrap();
        check(&file, &style, &report, &noted);
    }
}

proptest! {
    #![proptest_config(config(200))]
    #[test]
    fn one_mistake_is_named_and_nothing_else_is_lost((style, report) in rolls()) {
        let mut dice = Dice::new(report.clone());
        let mut style = Style::random(&mut Dice::new(style));
        // Sums and ambiguous texts would follow a wrong figure.
        style.table.months = Months::InOrder;
        style.figures = Figures { amounts: Amounts::Number, kinerja: Kinerja::Number, formulas: Formulas::None, ..style.figures };
        let report = Report::random(&mut dice);
        let (mut book, _) = style.render(&report);
        let clean = lampiran_reader::read(&book, &Settings::default());
        let mut meant = compare::plain(&clean.laporan);
        let Some(planted) = flaws::plant(&mut book, &clean.laporan, &mut meant, &mut dice) else { return Ok(()) };
        let reading = lampiran_reader::read(&book, &Settings::default());
        let named = |said: &Diagnostic| {
            said.name == planted.name
                && planted.at.is_none_or(|at| (said.sheet, said.cell) == (Some(at.sheet), Some(at.cell)))
        };
        assert!(reading.diagnostics.iter().any(named), "{planted:?} is not said: {:#?}", reading.diagnostics);
        if planted.rest_stands {
            let others = |reading: &Reading| reading.diagnostics.iter().filter(|said| said.name != planted.name).count();
            assert_eq!(others(&reading), others(&clean), "one mistake, one finding: {:#?}", reading.diagnostics);
            let differences = compare::differences(&meant, &compare::plain(&reading.laporan)).join("\n");
            assert_eq!(differences, "", "{planted:?} {style:#?}");
        }
    }
}
