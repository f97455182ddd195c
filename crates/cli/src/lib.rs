//! The hall: the only room with a disk, a terminal and a clock. Every command, the watcher and the page turn bytes into
//! an [`Outcome`] by the same function, and differ only in how they show it.

mod commands;
mod console;
mod convert;
mod csv;
mod excerpt;
mod failure;
mod files;
mod filling;
mod html;
pub mod isolate;
mod json;
mod pages;
mod run;
mod sarif;
mod save;
mod settings;
mod show;
mod usage;
mod watch;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

pub use pages::pages;
pub use run::{Outcome, Verdict, run};

use console::Console;
use failure::Failure;

/// Runs the program with the arguments it was started with.
pub fn main() -> ExitCode {
    if let Some(exit) = isolate::start() {
        return exit;
    }
    // A flaw is caught and told in words, in the language asked for.
    std::panic::set_hook(Box::new(|_| {}));
    let args: Vec<_> = std::env::args_os().collect();
    let lang = usage::language(&args);
    let matches = match usage::command(lang).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return usage::answer(&error, lang),
    };
    let console = Console::new(lang, &matches);
    match catch_unwind(AssertUnwindSafe(|| commands::dispatch(&matches, &console))) {
        Err(panic) => {
            console.complain(failure::flaw(panic.as_ref()).get(lang));
            Exit::Failed.into()
        }
        Ok(Ok(exit)) => exit.into(),
        Ok(Err(Failure::BrokenPipe)) => ExitCode::SUCCESS,
        Ok(Err(failure)) => {
            console.complain(&failure.text(lang));
            Exit::Failed.into()
        }
    }
}

/// How a command ended; in a batch the worst wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, nothing wrong (what should be looked at is allowed): 0.
    Clean,
    /// Done, errors found: 1.
    ErrorsFound,
    /// Wrong usage, or a file that could not be read or written: 2.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::ErrorsFound => 1,
            Exit::Failed => 2,
        })
    }
}

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Bersih => Self::Clean,
            Verdict::Salah => Self::ErrorsFound,
            Verdict::Ditolak => Self::Failed,
        }
    }
}
