//! Workbooks filled in place, before those who open them after us: LibreOffice calculates and prints them, validators read
//! them as Excel does.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use lampiran_core::Place;
use lampiran_reader::grid;
use lampiran_tests::filled::{Case, REAL_SIZE, all, fill_figures};
use lampiran_tests::house::root;
use lampiran_tests::referee;

#[test]
fn libreoffice_comes_to_the_stored_results() {
    let files: Vec<(&str, &[u8])> = all().iter().map(|case| (case.name.as_str(), case.filled.as_slice())).collect();
    let known = ["#REF!", "MEDIAN", "109,[Realisasi]"];
    for ((name, _), result) in files.iter().zip(referee::recalculate(&files)) {
        assert!(result.formulas > 0, "{name} has no formulas");
        // What cannot be calculated here is asked for when the file is opened.
        let differing: Vec<_> =
            result.differing.iter().filter(|line| !known.iter().any(|known| line.contains(known))).collect();
        assert!(differing.is_empty(), "{name}: {differing:#?}");
    }
}

#[test]
fn validators_find_nothing_new() {
    // A validator takes seconds for a workbook of real size: some speak for all.
    let some = ["lampiran-2024-02.xlsx", "teks-rupiah.xlsx", "salah-huruf-o.xlsx"];
    let cases = all().iter().filter(|case| case.bytes.len() < REAL_SIZE || some.contains(&case.name.as_str()));
    let cases: Vec<&Case> = cases.collect();
    let files = |of: fn(&Case) -> &[u8]| cases.iter().map(|case| (case.name.as_str(), of(case))).collect::<Vec<_>>();
    let before = referee::validate(&files(|case| &case.bytes));
    let after = referee::validate(&files(|case| &case.filled));
    for ((case, before), after) in cases.iter().zip(before).zip(after) {
        assert_eq!(referee::disorder(&case.filled), referee::disorder(&case.bytes), "{}", case.name);
        let new: Vec<_> = after.iter().filter(|finding| !before.contains(finding)).collect();
        assert!(new.is_empty(), "{}: {new:#?}", case.name);
    }
}

#[test]
fn pages_print_as_before_but_for_the_cells_that_are_filled() {
    // Where figures are text they run over into the next cells, and where charts are drawn their axes change with them.
    let others = ["berawalan.xlsx", "grafik.xlsx"];
    let cases: Vec<&Case> = all()
        .iter()
        .filter(|case| {
            let is_ours =
                root().join("fixtures/inplace").join(&case.name).exists() && !others.contains(&case.name.as_str());
            is_ours || case.name == "lampiran-2024-02.xlsx"
        })
        .collect();
    let print = |of: fn(&Case) -> &[u8]| {
        referee::pages(&cases.iter().map(|case| (case.name.as_str(), of(case))).collect::<Vec<_>>())
    };
    let (before, after) = (print(|case| &case.bytes), print(|case| &case.filled));
    for ((case, before), after) in cases.iter().zip(before).zip(after) {
        let changes = fill_figures(&case.bytes).changes;
        // A figure counts by its digits: who prints chooses the separators, and a cell may show no decimals. What is too
        // wide for its column is printed as ###, and has none.
        let bare = |word: &str| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let words = |text: &str| {
            let words = text.split_whitespace().flat_map(|word| [word, word.trim_end_matches(",00")]);
            words.map(bare).collect::<Vec<_>>()
        };
        let filled: BTreeSet<String> = changes.iter().flat_map(|change| words(&change.after)).collect();
        // What a formula came to is printed, with two decimals where it is a percentage.
        let book = grid::open(&case.bytes).unwrap();
        let came_to =
            |place: Place| book.sheets[usize::from(place.sheet.0)].get(place.cell).and_then(grid::Cell::number);
        let came_to =
            changes.iter().filter_map(|change| came_to(change.place)).map(|number| bare(&format!("{number:.2}")));
        let replaced = changes.iter().flat_map(|change| words(&change.before));
        let replaced: BTreeSet<String> = replaced.chain(came_to).collect();
        assert!(after.len() > before.len(), "{}: no sheets of ours", case.name);
        for (number, (old, new)) in (1..).zip(before.iter().zip(&after)) {
            let without = |words: &[String], others: &[String]| {
                let mut left: Vec<String> =
                    words.iter().map(|word| bare(word)).filter(|word| !word.is_empty()).collect();
                for word in others.iter().map(|word| bare(word)) {
                    if let Some(at) = left.iter().position(|known| *known == word) {
                        left.swap_remove(at);
                    }
                }
                left
            };
            let (added, lost) = (without(new, old), without(old, new));
            let strange: Vec<_> = added.iter().filter(|word| !filled.contains(*word)).collect();
            let missing: Vec<_> = lost.iter().filter(|word| !replaced.contains(*word)).collect();
            assert!(
                strange.is_empty() && missing.is_empty(),
                "{}, page {number}: +{strange:?} -{missing:?}",
                case.name
            );
        }
    }
}
