//! The drop folder: what is dropped into `masuk/` is answered in `hasil/`, and the original is kept in `arsip/`.
//!
//! The system's notices are only a hint to look sooner; what counts is what a rescan finds. A file goes through fixed
//! steps (claimed, answered, written down in the journal, moved on), and after a kill at any of them the next start goes
//! on from there.

mod answer;
mod folder;
mod journal;
mod names;
mod overview;
mod settle;
mod whole;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{RecursiveMode, Watcher};
use walkdir::WalkDir;

use crate::console::Console;
use crate::files::is_litter;
use crate::save::sweep;
use crate::{Exit, Failure};

use answer::Desk;
use folder::{Folder, Unwatchable};
use journal::{Hasil, Journal};
use overview::Overview;
use settle::Settling;

/// How long to wait before the next rescan, whatever the system says.
const RESCAN: Duration = Duration::from_secs(5);
/// How long while a file is still being copied in.
const RESCAN_SOON: Duration = Duration::from_millis(500);
/// How long to let notices come in before a look that answers them all.
const NOTICES: Duration = Duration::from_millis(200);
/// How browsers and copying programs call a file that is not yet whole.
const UNFINISHED: [&str; 4] = ["tmp", "part", "crdownload", "filepart"];

/// How the folder is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// What lies there now, and no more.
    Once,
    /// The system says when something changes; rescans go on all the same.
    Events,
    /// Rescans alone, for network folders whose changes the system does not see.
    Poll,
}

/// Watches a drop folder until it is stopped; with [`Mode::Once`], until nothing is left.
pub fn watch(dir: &Path, mode: Mode, console: &Console) -> Result<Exit, Failure> {
    let mut folder = Folder::open(dir).map_err(|why| unwatchable(dir, why))?;
    for swept in ["", "hasil", "perlu-dilihat"] {
        sweep(&folder.path(swept));
    }
    let path = folder.path(".lampiran/jurnal.jsonl");
    let journal = Journal::open(&path).map_err(|error| Failure::writing(&path, &error))?;
    for line in &journal.unread {
        let path = path.display();
        console.complain(&console.lang.pick(
            format!("{path} baris {line} tidak terbaca dan dilewati."),
            format!("{path} line {line} cannot be read and is passed over."),
        ));
    }
    journal.entries().iter().for_each(|entry| folder.remember(&entry.nama));
    let (events, _watcher) = listen(&folder.masuk(), mode, console);
    let mut rounds = Rounds {
        desk: Desk { folder, journal, console },
        settling: Settling::new(mode != Mode::Once),
        overview: Overview::default(),
        said: BTreeSet::new(),
        exit: Exit::Clean,
    };
    console.say(&console.lang.pick(format!("memantau {}", dir.display()), format!("watching {}", dir.display())));
    loop {
        let is_done = rounds.look();
        let is_waiting = rounds.settling.is_waiting();
        if mode == Mode::Once && !is_waiting {
            return Ok(if is_done { rounds.exit } else { Exit::Failed });
        }
        let pause = if is_waiting { RESCAN_SOON } else { RESCAN };
        match events.recv_timeout(pause) {
            Ok(()) => {
                std::thread::sleep(NOTICES);
                while events.try_recv().is_ok() {}
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(pause),
        }
    }
}

/// One look after the other.
struct Rounds<'a> {
    desk: Desk<'a>,
    settling: Settling,
    overview: Overview,
    /// What was said in the last round: what goes on failing is told once.
    said: BTreeSet<String>,
    exit: Exit,
}

impl Rounds<'_> {
    /// One look at the folder: goes on with what was begun, then takes what is ready. Gives whether all that was tried
    /// was done; what failed is tried again by the next look.
    fn look(&mut self) -> bool {
        let mut failures = Vec::new();
        match self.desk.folder.claimed() {
            Ok(begun) => begun.iter().for_each(|claimed| self.handle(claimed, &mut failures)),
            Err(error) => failures.push(Failure::writing(&self.desk.folder.path(".lampiran/kerja"), &error)),
        }
        match dropped(&self.desk.folder.masuk()) {
            Ok(files) => {
                for path in self.settling.ready(files) {
                    match self.desk.folder.claim(&path) {
                        Ok(claimed) => self.handle(&claimed, &mut failures),
                        // Taken back by who dropped it.
                        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.exists() => {}
                        Err(error) => failures.push(Failure::writing(&path, &error)),
                    }
                }
            }
            Err(error) => failures.push(Failure::writing(&self.desk.folder.masuk(), &error)),
        }
        failures.extend(self.overview.refresh(&self.desk).err());
        let is_done = failures.is_empty();
        self.say(&failures);
        is_done
    }

    fn handle(&mut self, claimed: &Path, failures: &mut Vec<Failure>) {
        match self.desk.handle(claimed) {
            Ok(hasil) => self.exit = self.exit.max(exit_of(hasil)),
            Err(failure) => failures.push(failure),
        }
    }

    /// Says what failed and what is waited for, once.
    fn say(&mut self, failures: &[Failure]) {
        let console = self.desk.console;
        let failed = failures.iter().map(|failure| failure.text(console.lang));
        let open = self.settling.open().map(|path| {
            let path = path.display();
            console.lang.pick(
                format!("{path} masih terbuka; ditunggu sampai ditutup."),
                format!("{path} is still open; waiting until it is closed."),
            )
        });
        let now: BTreeSet<String> = failed.chain(open).collect();
        now.difference(&self.said).for_each(|text| console.complain(text));
        self.said = now;
    }
}

/// The files in `masuk/` and the folders in it, by name; lock and system files, hidden ones, settings and what is not
/// yet copied whole are passed over.
fn dropped(masuk: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(masuk).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && !is_passed_over(entry.path()) => files.push(entry.into_path()),
            Ok(_) => {}
            // A folder that was taken back in the meantime is no failure.
            Err(error)
                if error.depth() > 0 && error.io_error().is_some_and(|e| e.kind() == io::ErrorKind::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(files)
}

fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    is_litter(path)
        || name.starts_with('.')
        || name == "lampiran.toml"
        || UNFINISHED.iter().any(|unfinished| ending.eq_ignore_ascii_case(unfinished))
}

fn exit_of(hasil: Hasil) -> Exit {
    match hasil {
        Hasil::Bersih | Hasil::Salinan => Exit::Clean,
        Hasil::Salah => Exit::ErrorsFound,
        Hasil::Ditolak => Exit::Failed,
    }
}

/// Asks the system to say when something changes. Where it cannot, rescans alone do the work.
fn listen(masuk: &Path, mode: Mode, console: &Console) -> (Receiver<()>, Option<impl Watcher + use<>>) {
    let (sender, events) = channel();
    if mode != Mode::Events {
        return (events, None);
    }
    let watcher = notify::recommended_watcher(move |_| {
        // The receiver lives as long as the program.
        let _ = sender.send(());
    });
    let watcher = watcher.and_then(|mut watcher| watcher.watch(masuk, RecursiveMode::Recursive).map(|()| watcher));
    if let Some(error) = watcher.as_ref().err().filter(|_| console.verbose) {
        console.say(&error.to_string());
    }
    (events, watcher.ok())
}

fn unwatchable(dir: &Path, why: Unwatchable) -> Failure {
    let dir = dir.display();
    match why {
        Unwatchable::Taken => Failure::new(
            format!("{dir} sudah dipantau oleh lampiran yang lain. Hentikan yang itu dahulu, atau pilih folder lain."),
            format!("{dir} is already watched by another lampiran. Stop that one first, or choose another folder."),
        ),
        Unwatchable::Io(path, error) => Failure::writing(&path, &error),
    }
}
