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

use std::process::ExitCode;

use inputs::Workshop;

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
