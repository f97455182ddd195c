//! Mistakes planted at random places of the real report, one and three at a time: each is found by name and cell, with
//! next to nothing else said, and the advice names the cell and the figure that was there.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

mod plant;

use std::collections::HashSet;

use lampiran_core::{Diagnostic, Grade, Laporan, Settings, check, compute};
use lampiran_reader::grid;
use lampiran_tests::bab_ii::{BAB_II, bab_ii};

use plant::{Dice, KINDS, Kind, Planted, is_named, plant};

fn report() -> Laporan {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/workbooks/lampiran-2024-02.xlsx");
    let mut workbook = grid::open(&std::fs::read(path).unwrap()).unwrap();
    workbook.sheets.push(bab_ii(BAB_II));
    lampiran_reader::read(&workbook, &Settings::default()).laporan
}

fn findings(laporan: &Laporan, reading: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let settings = Settings::default();
    check(laporan, &compute(laporan, &settings), &settings, reading)
}

/// What came of some runs.
#[derive(Debug, Default)]
struct Tally {
    runs: usize,
    planted: usize,
    missed: Vec<String>,
    extra: Vec<String>,
    /// Typing mistakes, those whose advice named cell and figure, and wrong ones named alone.
    typed: usize,
    named: usize,
    misled: Vec<String>,
}

fn brief(finding: &Diagnostic) -> String {
    let cell = finding.cell.map(|cell| cell.to_string()).unwrap_or_default();
    let advice = finding.advice.as_ref().map_or("", |advice| &advice.id);
    format!("{} {cell} {} | {advice}", finding.name, finding.message.id)
}

fn run(clean: &Laporan, usual: &HashSet<String>, dice: &mut Dice, kinds: &[Kind], tally: &mut Tally) {
    let mut laporan = clean.clone();
    let planted: Vec<(Kind, Planted)> =
        kinds.iter().filter_map(|kind| Some((*kind, plant(&mut laporan, dice, *kind)?))).collect();
    // Two mistakes in one cell are one mistake.
    let mut taken = HashSet::new();
    let mut apart = true;
    for (_, planted) in &planted {
        let rows: HashSet<_> = planted.rows.iter().map(|place| (place.sheet, place.cell.row)).collect();
        apart &= rows.into_iter().all(|row| taken.insert(row));
    }
    if planted.is_empty() || !apart {
        return;
    }
    tally.runs += 1;
    tally.planted += planted.len();
    let reading = planted.iter().filter_map(|(_, planted)| planted.reading.clone()).collect();
    let found = findings(&laporan, reading);
    let mut used = vec![false; found.len()];
    for (kind, planted) in &planted {
        let hit = (0..found.len())
            .find(|i| (!used[*i] || found[*i].count > 1) && planted.is_found_by(&found[*i], kinds.len() == 1));
        let Some(hit) = hit else {
            let all: Vec<_> = found.iter().filter(|f| f.grade == Grade::Salah).map(brief).collect();
            tally.missed.push(format!(
                "{kind:?} of {kinds:?} {:?}: {all:#?}",
                planted.cells.first().map(|p| p.cell.to_string())
            ));
            continue;
        };
        used[hit] = true;
        let Some(right) = planted.right else { continue };
        tally.typed += 1;
        let advice = found[hit].advice.as_ref().map_or("", |advice| &advice.id);
        if is_named(right, &found[hit]) {
            tally.named += 1;
        } else if advice.matches(" mungkin ").count() == 1 && !advice.contains("Jumlahnya berbeda") {
            let (place, right) = right;
            tally.misled.push(format!("{kind:?} of {kinds:?}, {} {right}: {}", place.cell, brief(&found[hit])));
        }
    }
    let extra = found.iter().zip(used).filter(|(finding, used)| !used && !usual.contains(&brief(finding)));
    tally.extra.extend(extra.map(|(finding, _)| format!("{kinds:?}: {}", brief(finding))));
}

fn tally(seeds: &[u64], at_once: usize, runs: usize) -> Tally {
    let clean = report();
    let usual: HashSet<String> = findings(&clean, Vec::new()).iter().map(brief).collect();
    let mut tally = Tally::default();
    for seed in seeds {
        let mut dice = Dice(*seed);
        for n in 0..runs {
            let kinds: Vec<Kind> = if at_once == 1 {
                vec![KINDS[n % KINDS.len()]]
            } else {
                (0..at_once).map(|_| KINDS[dice.roll(KINDS.len())]).collect()
            };
            run(&clean, &usual, &mut dice, &kinds, &mut tally);
        }
    }
    tally
}

/// Of how many seeds each test makes its runs: more are asked for by hand, with `LAMPIRAN_SEEDS`.
fn seeds(first: u64) -> Vec<u64> {
    let count = std::env::var("LAMPIRAN_SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(1);
    (0..count).map(|n| first + n * 7919).collect()
}

impl Tally {
    fn judge(&self) {
        let Self { runs, planted, missed, extra, typed, named, misled } = self;
        let told = format!(
            "{runs} runs, {planted} planted, {} missed, {} extra; {typed} typed, {named} named, {} misled",
            missed.len(),
            extra.len(),
            misled.len()
        );
        let lists = [("missed", missed), ("misled", misled), ("extra", extra)];
        let lists = lists.map(|(what, list)| format!("--- {what}\n{}\n", list.join("\n"))).concat();
        let holds = missed.is_empty() && misled.is_empty() && extra.len() * 20 <= *runs && named * 10 >= typed * 9;
        assert!(holds, "{told}\n{lists}");
    }
}

#[test]
fn each_mistake_is_found_by_name_and_cell_and_little_else_is_said() {
    tally(&seeds(0x2024_0304), 1, 500).judge();
}

#[test]
fn three_mistakes_at_a_time_are_each_found() {
    tally(&seeds(0x2024_0014), 3, 300).judge();
}
