//! The benchmark: `cargo run --release -p lampiran-tests --bin bench` measures the program beside its peers in one run,
//! alternating, and prints the table that README.md shows (`--write` puts it there).
//!
//! Inputs are generated, peers are installed below `target/bench`. Every figure is a median over the rounds
//! (`--rounds N`, default 5); ratios are of CPU seconds, user and system together. `--only WORD` measures the groups
//! whose title has that word; `--only province` measures 5,000 workbooks.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that talks to the terminal")]

mod inputs;
mod jobs;
mod measure;
mod table;

use std::process::{Command, ExitCode};

use inputs::Workshop;

/// Makes the inputs, and measures nothing.
const ONLY_INPUTS: &str = "--inputs";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let value_of = |name: &str| args.iter().position(|arg| arg == name).and_then(|i| args.get(i + 1));
    let rounds = value_of("--rounds")
        .map_or(Ok(5), |n| n.parse::<usize>().map_err(|_| format!("--rounds takes a number, not {n}")))?;
    let only = value_of("--only").map_or("", String::as_str);
    let workshop = Workshop::open()?;
    if args.iter().any(|arg| arg == ONLY_INPUTS) {
        return jobs::groups(&workshop, only).map(|_| ());
    }
    // A program that is started begins with the peak memory of who starts it, so inputs are made by another.
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let made = Command::new(program).args([ONLY_INPUTS, "--only", only]).status().map_err(|error| error.to_string())?;
    if !made.success() {
        return Err("the inputs could not be made".into());
    }
    let mut text = String::new();
    for group in jobs::groups(&workshop, only)?.into_iter().filter(|group| group.title.contains(only)) {
        eprintln!("{}", group.title);
        let results = measure::alternate(&group.jobs, rounds)?;
        text.push_str(&table::render(&group, &results));
    }
    println!("{text}");
    if args.iter().any(|arg| arg == "--write") {
        table::write_into_readme(&text)?;
    }
    Ok(())
}
