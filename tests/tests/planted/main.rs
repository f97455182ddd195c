//! Mistakes planted at random places of the real report, one and three at a time: each is found by name and cell, with
//! next to nothing else said, and the advice names the cell and the figure that was there.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

mod compare;
mod plant;
mod sheet;

use std::collections::HashSet;

use lampiran_core::{Diagnostic, Grade, Laporan, Settings, check, compute};
use lampiran_reader::grid::{self, Workbook};
use lampiran_tests::bab_ii::{BAB_II, bab_ii};
use lampiran_tests::house::root;

use plant::{Dice, KINDS, Kind, Planted, is_named, plant};

/// The report, with its Bab II in the same workbook.
fn workbook() -> Workbook {
    let mut workbook = open("lampiran-2024-02.xlsx");
    workbook.sheets.push(bab_ii(BAB_II));
    workbook
}

fn open(name: &str) -> Workbook {
    let path = root().join("fixtures/workbooks").join(name);
    grid::open(&std::fs::read(path).unwrap()).unwrap()
}

fn report_of(name: &str) -> Laporan {
    lampiran_reader::read(&open(name), &Settings::default()).laporan
}

fn report() -> Laporan {
    lampiran_reader::read(&workbook(), &Settings::default()).laporan
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
        let free = |i: &usize| !used[*i] || found[*i].count > 1;
        let exact = (0..found.len()).filter(free).find(|i| planted.is_found_by(&found[*i], kinds.len() == 1));
        let hit = exact.or_else(|| (0..found.len()).filter(free).find(|i| planted.is_hinted_by(&found[*i])));
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

#[test]
fn each_mistake_typed_into_the_sheet_is_found() {
    for seed in seeds(0x2024_0009) {
        let (planted, missed, extra) = sheet::run(seed, 170);
        let told = format!("{planted} planted, {} missed, {} extra", missed.len(), extra.len());
        let lists = format!("{}\n--- extra\n{}", missed.join("\n"), extra.join("\n"));
        assert!(planted > 100 && missed.is_empty() && extra.len() * 20 <= planted, "{told}\n{lists}");
    }
}

#[test]
fn each_change_from_month_to_month_is_found_and_nothing_else() {
    for seed in seeds(0x2024_0004) {
        let (planted, wrong) = compare::run(seed, 120);
        assert!(planted > 100 && wrong.is_empty(), "{planted} planted, {} wrong\n{}", wrong.len(), wrong.join("\n"));
    }
}

/// Checks of the file as a whole, of a filled-in form, and of columns that this report has not: their own tests plant
/// them.
const ELSEWHERE: [&str; 9] = [
    "berkas-ditolak",
    "berkas-masih-terbuka",
    "format-tidak-sesuai-nama",
    "realisasi-sudah-terisi",
    "lampiran-tidak-ditemukan",
    "cara-hitung-tidak-dikenal",
    "masukan-ganda",
    "masukan-meragukan",
    "masukan-tidak-dikenal",
];

#[test]
fn every_check_is_planted() {
    let sheet = sheet::KINDS.iter().flat_map(|(_, names)| names.iter().copied());
    let compare = compare::KINDS.iter().map(|(_, name)| *name);
    let report = report();
    let mut dice = Dice(0x2024);
    let mut planted: HashSet<&str> = sheet.chain(compare).chain(ELSEWHERE).collect();
    for kind in KINDS {
        let one = (0..100).find_map(|_| plant(&mut report.clone(), &mut dice, kind));
        planted.extend(one.unwrap().names);
    }
    let missing: Vec<_> = lampiran::pages().map(|page| page.name).filter(|name| !planted.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
