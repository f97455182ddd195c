//! The drop folder: what is dropped into `masuk/` is answered in `hasil/`, and the original is kept in `arsip/`.
//!
//! The system's notices are only a hint to look sooner; what counts is what a rescan finds. A file goes through fixed
//! steps (claimed, answered, written down in the journal, moved on), and after a kill at any of them the next start goes
//! on from there.

mod answer;
mod folder;
mod journal;
mod settle;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use lampiran_core::Bulan;
use lampiran_writer::{Kabar, Options, ikhtisar};
use notify::{RecursiveMode, Watcher};

use crate::console::Console;
use crate::files::is_litter;
use crate::save::{save, sweep};
use crate::{Exit, Failure};

use answer::Desk;
use folder::{Folder, Unwatchable};
use journal::{Entry, Hasil, Journal};
use settle::Settling;

/// How long to wait before the next rescan, whatever the system says.
const RESCAN: Duration = Duration::from_secs(5);
/// How long while a file is still being copied in.
const RESCAN_SOON: Duration = Duration::from_millis(500);

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
    let folder = Folder::open(dir).map_err(|why| unwatchable(dir, why))?;
    for swept in ["", "hasil", "perlu-dilihat"] {
        sweep(&folder.path(swept));
    }
    let journal_path = folder.path(".lampiran/jurnal.jsonl");
    let journal = Journal::open(&journal_path).map_err(|error| Failure::writing(&journal_path, &error))?;
    let mut desk = Desk { folder, journal, console };
    let mut settling = Settling::default();
    let (events, _watcher) = listen(&desk.folder.masuk(), mode, console);
    let mut exit = Exit::Clean;
    let mut overview = Overview::default();
    console.say(&console.lang.pick(format!("memantau {}", dir.display()), format!("watching {}", dir.display())));
    loop {
        let failed = round(&mut desk, &mut settling, &mut exit);
        overview.refresh(&desk);
        if mode == Mode::Once && !settling.is_waiting() {
            return Ok(if failed || !overview.is_written { Exit::Failed } else { exit });
        }
        let pause = if settling.is_waiting() { RESCAN_SOON } else { RESCAN };
        match events.recv_timeout(pause) {
            // Many notices come at once; one look answers them all.
            Ok(()) => while events.try_recv().is_ok() {},
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(pause),
        }
    }
}

/// One look at the folder: goes on with what was begun, then takes what is ready. Gives whether anything failed and
/// is to be tried again.
fn round(desk: &mut Desk, settling: &mut Settling, exit: &mut Exit) -> bool {
    let mut failed = false;
    let begun = desk.folder.claimed().unwrap_or_default();
    let ready = settling.ready(dropped(&desk.folder.masuk()));
    let claimed =
        ready.into_iter().map(|path| desk.folder.claim(&path).map_err(|error| Failure::writing(&path, &error)));
    for claimed in begun.into_iter().map(Ok).chain(claimed.collect::<Vec<_>>()) {
        match claimed.and_then(|claimed| desk.handle(&claimed)) {
            Ok(hasil) => *exit = (*exit).max(exit_of(hasil)),
            Err(failure) => {
                failed = true;
                desk.console.complain(&failure.text(desk.console.lang));
            }
        }
    }
    failed
}

/// The files in `masuk/`, by name; lock and system files are passed over, and folders left alone.
fn dropped(masuk: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(masuk).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .filter(|path| !is_litter(path))
        .collect();
    files.sort();
    files
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
    let watcher = watcher.and_then(|mut watcher| watcher.watch(masuk, RecursiveMode::NonRecursive).map(|()| watcher));
    if let Some(error) = watcher.as_ref().err().filter(|_| console.verbose) {
        console.say(&error.to_string());
    }
    (events, watcher.ok())
}

/// `rekap.xlsx`: written when the journal has grown; tried again where it could not be written (it may be open).
#[derive(Debug, Default)]
struct Overview {
    entries: usize,
    is_written: bool,
}

impl Overview {
    fn refresh(&mut self, desk: &Desk) {
        let path = desk.folder.path("rekap.xlsx");
        let entries = desk.journal.entries();
        if self.is_written && self.entries == entries.len() {
            return;
        }
        let written = ikhtisar(&entries.iter().filter_map(kabar).collect::<Vec<_>>(), &Options::default())
            .map_err(|error| Failure::new(format!("rekap.xlsx: {error}"), format!("rekap.xlsx: {error}")))
            .and_then(|bytes| save(&path, &bytes, &[]));
        if let Err(failure) = &written {
            desk.console.complain(&failure.text(desk.console.lang));
        }
        *self = Self { entries: entries.len(), is_written: written.is_ok() };
    }
}

fn kabar(entry: &Entry) -> Option<Kabar> {
    let report = entry.laporan.as_ref()?;
    Some(Kabar {
        instansi: report.instansi.clone(),
        tahun: report.tahun,
        bulan: Bulan::new(report.bulan)?,
        anggaran: report.pagu.parse().ok().zip(report.realisasi.parse().ok()),
        salah: report.salah,
        perlu_dilihat: report.perlu_dilihat,
    })
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
