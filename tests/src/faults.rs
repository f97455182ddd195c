//! A disk that fails: the program runs under strace, which makes one call to the system fail with a given error.
//!
//! `tests/data-tools.sh` installs strace.
#![allow(clippy::expect_used, reason = "a tool that is missing fails the test")]

use std::path::Path;
use std::process::{Command, Output};

/// The calls by which a file comes to be: what is written, made sure of, and given its name.
pub const CALLS: [&str; 3] = ["write,pwrite64,writev", "fsync,fdatasync", "rename,renameat,renameat2"];
/// How they fail: no room, no access, a broken disk.
pub const ERRORS: [&str; 3] = ["ENOSPC", "EACCES", "EIO"];

/// What came of a run.
#[derive(Debug)]
pub enum Run {
    /// No call came so far: nothing failed.
    Undisturbed,
    /// What failed was talk on a terminal, no file.
    Talk,
    /// A file's call failed; this is how the run ended, and whether all that was said could be read.
    Disturbed(Output, bool),
}

/// Every call of every kind, failing once in every way: `run` gets kind, error and number until no call is left, and
/// says how the run ended; `look` gets those in which a file's call failed.
///
/// # Panics
/// Where a failure is not told, or nothing ever failed.
pub fn each_fault(mut run: impl FnMut(&str, &str, u32) -> Run, mut look: impl FnMut(&str)) {
    for calls in CALLS {
        for error in ERRORS {
            let mut disturbed = 0;
            for number in 1.. {
                match run(calls, error, number) {
                    Run::Undisturbed => break,
                    Run::Talk => {}
                    Run::Disturbed(output, is_said) => {
                        disturbed += 1;
                        let told = String::from_utf8_lossy(&output.stderr);
                        let case = format!("{calls} {error} {number}: {told}");
                        assert_eq!(output.status.code(), Some(2), "{case}");
                        assert!(!is_said || told.contains("lampiran: "), "{case}");
                        look(&case);
                    }
                }
            }
            assert!(disturbed > 0, "{calls} never failed");
        }
    }
}

/// Runs a command in which call number `number` of some kind fails in each thread.
///
/// # Panics
/// Where strace is missing.
pub fn failing(command: &Command, room: &Path, calls: &str, error: &str, number: u32) -> Run {
    let log = room.join("strace.log");
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-o"]).arg(&log).arg("-e").arg(format!("trace={calls}"));
    traced.arg("-e").arg(format!("inject={calls}:error={error}:when={number}"));
    traced.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        traced.current_dir(folder);
    }
    let output = traced.output().expect("strace (tests/data-tools.sh installs it)");
    let told = std::fs::read_to_string(&log).expect("what strace saw");
    let failed: Vec<&str> = told.lines().filter(|line| line.contains("(INJECTED)")).collect();
    let talk = failed.iter().filter(|line| line.contains("write(2,")).count();
    match failed.len() {
        0 => Run::Undisturbed,
        all if all == talk => Run::Talk,
        _ => Run::Disturbed(output, talk == 0),
    }
}
