//! Kills at random moments: `watch` and `convert` are started and killed (SIGKILL) again and again over many files; then
//! they run to their end, and what lies there is counted from the outside. `cargo run --release -p lampiran-tests --bin
//! kills` does the full run, the tests a smaller share.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a file that is not where it should be ends the run")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::data::retyped;
use crate::house::root;

/// How much is done.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Files dropped, or converted.
    pub files: u32,
    /// Kills.
    pub kills: u32,
    /// Where the moments of the kills come from.
    pub seed: u64,
}

/// Moments, spread over the length of a run: the same for the same seed.
pub struct Moments(pub u64);

impl Moments {
    /// The next one, before `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        // xorshift64: any spread does.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }
}

/// The bytes of file number `number`: a report of its own; every fiftieth is no workbook.
pub fn input(report: &[u8], number: u32) -> Vec<u8> {
    if number.is_multiple_of(50) {
        return format!("bukan buku kerja {number}").into_bytes();
    }
    retyped(report, "Program Pengelolaan Arsip", &format!("Program Pengelolaan Arsip {number}"))
}

/// Writes the inputs into a folder, dated an hour ago as copied files are; gives their names with their bytes.
///
/// # Panics
/// Where they cannot be written.
pub fn drop_in(folder: &Path, files: u32) -> BTreeMap<String, Vec<u8>> {
    fs::create_dir_all(folder).expect("a folder");
    // A small report: what is tried here is the folder, not the reader.
    let report = fs::read(root().join("fixtures/cases/55-drop-folder-locks/Lampiran Pebruari 2024.xlsx"));
    let report = report.expect("a fixture");
    let hour_ago = SystemTime::now() - Duration::from_hours(1);
    (1..=files)
        .map(|number| {
            let (name, bytes) = (format!("Lampiran {number:05}.xlsx"), input(&report, number));
            let path = folder.join(&name);
            fs::write(&path, &bytes).expect("an input");
            fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(hour_ago)).expect("a date");
            (name, bytes)
        })
        .collect()
}

/// Starts the program and kills it after a while; gives whether it was still running then.
///
/// # Panics
/// Where it cannot be started.
pub fn killed(program: &Path, args: &[&Path], moment: Duration) -> bool {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    std::thread::sleep(moment);
    let was_running = child.try_wait().expect("its state").is_none();
    child.kill().expect("a kill");
    child.wait().expect("its end");
    was_running
}

/// Kills `watch` while it handles a folder, lets it come to its end, and says what is not as it should be.
///
/// # Panics
/// Where the folder cannot be prepared or read.
pub fn watch(program: &Path, room: &Path, load: Load) -> Vec<String> {
    let folder = room.join("kotak");
    let dropped = drop_in(&folder.join("masuk"), load.files);
    let mut moments = Moments(load.seed | 1);
    let mut kills = 0;
    // Notices of the system are left out: what counts is what a rescan finds.
    while kills < load.kills {
        let moment = Duration::from_micros(moments.below(120_000));
        let args = [Path::new("watch"), &folder, Path::new("--poll"), Path::new("-q")];
        kills += u32::from(killed(program, &args, moment));
    }
    let end = Command::new(program).arg("watch").arg(&folder).args(["--once", "-q"]).output().expect("the program");
    let mut wrong = Vec::new();
    if !matches!(end.status.code(), Some(0..=2)) {
        wrong.push(format!("ended with {:?}: {}", end.status, String::from_utf8_lossy(&end.stderr)));
    }
    wrong.extend(after_watch(&folder, &dropped));
    wrong
}

/// What is not as it should be in a drop folder where all these files were dropped.
///
/// # Panics
/// Where it has no journal, or one that is broken.
pub fn after_watch(folder: &Path, dropped: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut lines: BTreeMap<String, Value> = BTreeMap::new();
    for line in fs::read_to_string(folder.join(".lampiran/jurnal.jsonl")).expect("a journal").lines() {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        let nama = line["nama"].as_str().unwrap_or_default().to_owned();
        if lines.insert(nama.clone(), line).is_some() {
            wrong.push(format!("{nama}: twice in the journal"));
        }
    }
    let mut expected: BTreeSet<PathBuf> =
        [".lampiran/jurnal.jsonl", ".lampiran/kunci", "rekap.xlsx"].map(PathBuf::from).into();
    for (name, bytes) in dropped {
        let Some(line) = lines.remove(name) else {
            wrong.push(format!("{name}: not in the journal"));
            continue;
        };
        let letak = PathBuf::from(line["letak"].as_str().unwrap_or_default());
        if fs::read(folder.join(&letak)).ok().as_ref() != Some(bytes) {
            wrong.push(format!("{name}: not unchanged at {}", letak.display()));
        }
        let stem = name.trim_end_matches(".xlsx");
        let answers = if bytes.starts_with(b"PK") {
            vec![format!("hasil/{stem}.terisi.xlsx"), format!("hasil/{stem}.catatan.html")]
        } else {
            vec![format!("perlu-dilihat/{name}.alasan.txt")]
        };
        for answer in answers {
            wrong.extend(broken(&folder.join(&answer)));
            expected.insert(answer.into());
        }
        expected.insert(letak);
    }
    wrong.extend(lines.into_keys().map(|name| format!("{name}: in the journal, and never dropped")));
    wrong.extend(litter(folder, &expected));
    wrong
}

/// Kills `convert` while it converts, lets it come to its end, and says what is not as in a run that nobody disturbed.
///
/// # Panics
/// Where the folder cannot be prepared or read.
pub fn convert(program: &Path, room: &Path, load: Load) -> Vec<String> {
    let masuk = room.join("masuk");
    drop_in(&masuk, load.files);
    let run = |out: &Path| {
        let mut command = Command::new(program);
        command.arg("convert").arg("masuk").arg("--out").arg(out).args(["--to", "json,csv,parquet,sqlite"]);
        command.args(["--resume", "-q"]).current_dir(room).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let quiet = room.join("tenang");
    run(&quiet).status().expect("the program");
    let disturbed = room.join("hasil");
    let mut moments = Moments(load.seed | 1);
    let mut kills = 0;
    let mut wrong = Vec::new();
    while kills < load.kills {
        let mut child = run(&disturbed).spawn().expect("the program");
        std::thread::sleep(Duration::from_micros(moments.below(400_000)));
        if child.try_wait().expect("its state").is_none() {
            kills += 1;
        } else {
            // It was done: from the beginning.
            wrong.extend(different(&quiet, &disturbed));
            fs::remove_dir_all(&disturbed).expect("a folder to remove");
        }
        let _ = child.kill();
        child.wait().expect("its end");
        wrong.extend(files(&disturbed).into_iter().filter(|path| !path.starts_with(".lampiran-konversi")).filter_map(
            |path| {
                let is_litter = path.to_string_lossy().contains(".lampiran-");
                if is_litter { None } else { broken(&disturbed.join(path)) }
            },
        ));
    }
    run(&disturbed).status().expect("the program");
    wrong.extend(different(&quiet, &disturbed));
    wrong
}

/// What differs between the results of two runs.
pub fn different(quiet: &Path, disturbed: &Path) -> Vec<String> {
    let [is, should_be] = [disturbed, quiet].map(|folder| {
        let mut all = files(folder);
        all.retain(|path| !path.starts_with(".lampiran-konversi/selesai"));
        all
    });
    let mut wrong: Vec<String> =
        is.symmetric_difference(&should_be).map(|path| format!("{}: only in one run", path.display())).collect();
    for path in is.intersection(&should_be).filter(|path| !path.starts_with(".lampiran-konversi")) {
        if fs::read(quiet.join(path)).ok() != fs::read(disturbed.join(path)).ok() {
            wrong.push(format!("{}: not the same", path.display()));
        }
    }
    wrong
}

/// Why a file is no whole file of its kind.
pub fn broken(path: &Path) -> Option<String> {
    let Ok(bytes) = fs::read(path) else { return Some(format!("{}: is not there", path.display())) };
    let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let is_whole = match extension.as_str() {
        "xlsx" => zip::ZipArchive::new(std::io::Cursor::new(&bytes)).is_ok_and(|mut archive| {
            (0..archive.len()).all(|at| {
                archive.by_index(at).is_ok_and(|mut member| std::io::copy(&mut member, &mut std::io::sink()).is_ok())
            })
        }),
        "html" => bytes.trim_ascii_end().ends_with(b"</html>"),
        "json" => serde_json::from_slice::<Value>(&bytes).is_ok(),
        "parquet" => bytes.len() > 8 && bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"),
        "csv" | "txt" => bytes.ends_with(b"\n"),
        _ => !bytes.is_empty(),
    };
    (!is_whole).then(|| format!("{}: broken", path.display()))
}

/// Files that nobody expects.
fn litter(folder: &Path, expected: &BTreeSet<PathBuf>) -> Vec<String> {
    files(folder).difference(expected).map(|path| format!("{}: litter", path.display())).collect()
}

/// All files below a folder.
pub fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| Some(entry.path().strip_prefix(folder).ok()?.to_owned())).collect()
}
