//! Kills `watch` and `convert` at random moments, and counts afterwards: nothing lost, nothing twice, nothing broken, no
//! litter. `kills [FILES [KILLS [SEED]]]`, by default 10,000 files and 2,000 kills, half of them on each command.
#![allow(clippy::print_stdout, reason = "a tool for the terminal")]

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use lampiran_tests::kills::{Load, convert, watch};

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let number = |at: usize, usual| numbers.get(at).copied().unwrap_or(usual);
    let count = |at, usual| u32::try_from(number(at, usual)).unwrap_or(u32::MAX);
    let load = Load { files: count(0, 10_000), kills: count(1, 2_000) / 2, seed: number(2, 20_240_304) };
    // Its sibling, built beside it.
    let Ok(own) = std::env::current_exe() else { return ExitCode::FAILURE };
    let program = own.with_file_name("program").with_extension(std::env::consts::EXE_EXTENSION);
    let Ok(room) = tempfile::tempdir() else { return ExitCode::FAILURE };
    let mut wrong = Vec::new();
    for (name, run) in [("watch", watch as fn(&Path, &Path, Load) -> Vec<String>), ("convert", convert)] {
        let start = Instant::now();
        let found = run(&program, &room.path().join(name), load);
        let (files, kills, seconds) = (load.files, load.kills, start.elapsed().as_secs());
        println!("{name}: {files} files, {kills} kills, {seconds} s: {} wrong", found.len());
        wrong.extend(found);
    }
    for line in wrong.iter().take(20) {
        println!("  {line}");
    }
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
