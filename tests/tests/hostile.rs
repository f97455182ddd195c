//! Hostile and damaged files: none may crash, hang, fill the memory, or be trusted where it must not be.
//!
//! `fixtures/hostile/make_hostile.py` makes the set and says what each file must get. The program itself reads each of
//! them, in a process of its own.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use lampiran_reader::grid;
use lampiran_tests::house::root;
use lampiran_tests::mutate::Random;
use serde_json::Value;
use wait4::Wait4;

/// Longest that any file may take; a hang is what does not end by then.
const PATIENCE: Duration = Duration::from_secs(30);
/// Most memory for any file, in bytes.
const MEMORY: u64 = 512 << 20;
/// Most time and memory for a file that unpacks to far more than it is.
const BOMB: (Duration, u64) = (Duration::from_secs(2), 64 << 20);

/// What became of a file.
struct Fate {
    exit: Option<i32>,
    refused: bool,
    /// Processor time, which other tests running beside this one do not change.
    took: Duration,
    memory: u64,
}

/// Has the program read a file.
fn fate(file: &Path) -> Fate {
    let mut child = Command::new(cargo_bin!("program"))
        .args(["read", "--format", "json"])
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let id = child.id().to_string();
    // A file that hangs would hang the test: end it, and let its exit code tell.
    let (done, ended) = std::sync::mpsc::channel::<()>();
    let watch = thread::spawn(move || {
        if ended.recv_timeout(PATIENCE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            let _ = Command::new("kill").args(["-9", &id]).status();
        }
    });
    let said: Value = serde_json::from_reader(stdout).unwrap_or_default();
    let end = child.wait4().unwrap();
    drop(done);
    watch.join().unwrap();
    let refused = said["catatan"].as_array().is_some_and(|all| all.iter().any(|one| one["nama"] == "berkas-ditolak"));
    let took = end.rusage.utime + end.rusage.stime;
    Fate { exit: end.status.code(), refused, took, memory: end.rusage.maxrss }
}

/// What is wrong with a file's fate, if anything.
fn complaint(name: &str, expected: &str, fate: &Fate) -> Option<String> {
    let Fate { exit, refused, took, memory } = fate;
    let says = |what: &str| Some(format!("{name} ({expected}): {what}; exit {exit:?}, {took:?}, {memory} bytes"));
    let (most_time, most_memory) = if name.starts_with("bomb__") { BOMB } else { (PATIENCE, MEMORY) };
    match expected {
        // Nothing here is a lampiran: 2 where it was refused, and where it was opened.
        _ if *exit != Some(2) => says("crashed, hung or was taken for a report"),
        _ if *took > most_time => says("took too long"),
        _ if *memory > most_memory => says("took too much memory"),
        "refuse" if !refused => says("must be refused"),
        "read" if *refused => says("must be opened"),
        _ => None,
    }
}

#[test]
fn hostile_files_get_what_they_must() {
    let folder = tempfile::tempdir().unwrap();
    let script = root().join("fixtures/hostile/make_hostile.py");
    let made = Command::new("python3").arg(script).arg(folder.path()).arg("--big").output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let list = std::fs::read_to_string(folder.path().join("EXPECT.tsv")).unwrap();
    let files: Vec<_> = list.lines().filter_map(|line| line.split_once('\t')).collect();
    // Litter in a drop folder is for the watcher to pass over.
    let files: Vec<_> = files.into_iter().filter(|file| file.1 != "skip").collect();
    assert!(files.len() > 1_600, "{} files", files.len());
    let complaints = Mutex::new(Vec::new());
    let check = |(name, expected): (&str, &str)| {
        let fate = fate(&folder.path().join(name));
        complaints.lock().unwrap().extend(complaint(name, expected, &fate));
    };
    // Bombs alone, for their time is measured; the others on all cores.
    let (bombs, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.0.starts_with("bomb__"));
    bombs.into_iter().for_each(check);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(&file) = others.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check(file);
                }
            });
        }
    });
    let complaints = complaints.into_inner().unwrap();
    assert!(complaints.is_empty(), "{} files\n{}", complaints.len(), complaints.join("\n"));
}

/// One bit of a good workbook flipped, a thousand times: it is refused, or it says what it said.
#[test]
fn a_flipped_bit_never_changes_a_figure_in_silence() {
    let seeds = root().join("fixtures/hostile/hostile_seeds");
    thread::scope(|scope| {
        for seed in [root().join("fixtures/cases/17-float-noise.xlsx"), seeds.join("seed.xlsb"), seeds.join("seed.ods")]
        {
            scope.spawn(move || flip(&seed));
        }
    });
}

fn flip(seed: &Path) {
    let whole = std::fs::read(seed).unwrap();
    let pristine = grid::open(&whole).unwrap();
    let mut random = Random::new(17);
    let mut refused = 0;
    for _ in 0..1_000 {
        let mut bytes = whole.clone();
        let (at, bit) = (random.below(bytes.len()), random.below(8));
        bytes[at] ^= 1 << bit;
        match grid::open(&bytes) {
            Ok(read) => assert_eq!(read.sheets, pristine.sheets, "{}: bit {bit} of byte {at}", seed.display()),
            Err(_) => refused += 1,
        }
    }
    // A good part of the bits are figures; if none were refused, nothing was looked at.
    assert!(refused > 500, "{}: {refused} refused", seed.display());
}

/// The records of an .xls have no checksum, so a flipped bit may change a figure; it may do no other harm.
#[test]
fn a_flipped_bit_of_an_xls_does_no_harm() {
    let whole = std::fs::read(root().join("fixtures/hostile/hostile_seeds/seed.xls")).unwrap();
    let mut random = Random::new(17);
    for _ in 0..1_000 {
        let mut bytes = whole.clone();
        let (at, bit) = (random.below(bytes.len()), random.below(8));
        bytes[at] ^= 1 << bit;
        let started = Instant::now();
        let _ = grid::open(&bytes);
        assert!(started.elapsed() < PATIENCE, "bit {bit} of byte {at}");
    }
}
