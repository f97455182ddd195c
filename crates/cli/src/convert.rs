//! The batch: many reports become tables, JSON files or new workbooks; a broken file costs itself only.
//!
//! Files are worked on over the cores, a handful at a time, while the handfuls before are put in place and their rows
//! written. Rows are
//! handed on in the order the files were given, so that results never depend on the number of cores, and memory stays
//! flat however many files there are.

mod kept;
mod one;
mod room;
mod summary;

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::thread;

use lampiran_core::Lang;
use lampiran_tables::{CsvFiles, CsvStyle, ParquetFiles, Partition, Sink, SinkError, SqliteFile, data_package};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::commands::json;
use crate::console::{Console, Progress};
use crate::files::Source;
use crate::save::{folder_of, save, sweep};
use crate::{Exit, Failure};

use kept::Kept;
use one::{Contents, Done, Task, own_files, place};
use room::Room;
use summary::Summary;

/// Files that each core has before it, so that a large one does not keep the others waiting.
const AHEAD: usize = 16;

/// The file of the data package.
const PACKAGE: &str = "datapackage.json";

/// What is to be converted, and into what.
#[derive(Debug)]
pub struct Order {
    /// The files, in order.
    pub sources: Vec<Source>,
    /// The folder they all lie in.
    pub shared: PathBuf,
    /// The folder of the results.
    pub out: PathBuf,
    /// The forms asked for.
    pub to: Vec<To>,
    /// How Parquet is laid out.
    pub partition: Partition,
    /// How CSV is written.
    pub csv: CsvStyle,
    /// Skip what is done and unchanged.
    pub resume: bool,
}

/// A form of result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// A file per report, by the published schema.
    Json,
    /// A file per table, with a data package.
    Csv,
    /// A file per table, or Hive folders.
    Parquet,
    /// One database.
    Sqlite,
    /// The lampiran built anew, a workbook per report.
    Xlsx,
}

impl To {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Json, Self::Csv, Self::Parquet, Self::Sqlite, Self::Xlsx];

    /// The word of an argument that asks for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Sqlite => "sqlite",
            Self::Xlsx => "xlsx",
        }
    }

    /// What is added to a report's name, for a form that is a file of its own per report.
    fn extension(self) -> Option<&'static str> {
        match self {
            Self::Json => Some(".json"),
            Self::Xlsx => Some(".xlsx"),
            Self::Csv | Self::Parquet | Self::Sqlite => None,
        }
    }
}

impl Order {
    /// Whether rows of tables are asked for.
    fn has_tables(&self) -> bool {
        self.to.iter().any(|to| to.extension().is_none())
    }
}

/// Carries the order out; says what became of it on standard error.
pub fn convert(order: &Order, console: &Console) -> Result<Exit, Failure> {
    if order.sources.is_empty() {
        return Err(Failure::new(
            "tidak ada buku kerja (.xlsx, .xlsm, .xls, .xlsb, .ods) di sana.",
            "there is no workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) there.",
        ));
    }
    let results = own_results(order)?;
    let room = Room::open(&order.out)?;
    for folder in results {
        sweep(&folder);
    }
    let kept = Kept::open(&room.log(), order, console.lang)?;
    let mut sinks = sinks(order, &room.tables())?;
    let mut batch = Batch { order, console, kept: &kept, seen: HashMap::new() };
    let progress = console.progress(order.sources.len());
    let mut summary = Summary::default();
    let (mut worked, mut placed) = (Vec::new(), Vec::new());
    let mut handfuls = order.sources.chunks(AHEAD * rayon::current_num_threads());
    loop {
        let handful = handfuls.next().unwrap_or_default();
        // Waiting for the disk takes no core: the results of one handful are put in place while the next is worked on.
        let (next, handed_on) = thread::scope(|scope| {
            scope.spawn(|| place(&mut worked, console.lang));
            rayon::join(
                || batch.work(handful, &progress),
                || hand_on(&mut placed, &kept, console.lang, &mut sinks, &order.out),
            )
        });
        handed_on?;
        for Done { source, converted, .. } in &placed {
            for said in converted.reason.iter().chain(&converted.failed) {
                progress.aside(|| console.complain(&format!("{}: {said}", source.name())));
            }
            summary.add(converted);
        }
        placed = std::mem::replace(&mut worked, next?);
        if worked.is_empty() && placed.is_empty() {
            break;
        }
    }
    drop(progress);
    let mut written = Vec::new();
    for sink in sinks {
        written.extend(sink.finish().map_err(|error| failure(&order.out, &error))?);
    }
    if order.to.contains(&To::Csv) {
        save(&room.tables().join(PACKAGE), json(&data_package(order.csv))?.as_bytes(), &[])?;
        written.push(PACKAGE.into());
    }
    room.publish(&written)?;
    if order.to.contains(&To::Parquet) {
        room.remove_all_but(&written, ParquetFiles::left_in(&order.out));
    }
    kept.close()?;
    room.close(order.resume);
    console.say(&summary.text(console.lang));
    Ok(summary.exit())
}

/// A batch at work.
struct Batch<'a> {
    order: &'a Order,
    console: &'a Console,
    kept: &'a Kept,
    /// The first file of each content.
    seen: HashMap<[u8; 32], &'a Source>,
}

impl<'a> Batch<'a> {
    /// Converts a handful of files.
    fn work(&mut self, handful: &'a [Source], progress: &Progress) -> Result<Vec<Done<'a>>, Failure> {
        let contents: Vec<Contents> = handful.par_iter().map(Contents::of).collect();
        // Copies are told before the work starts, so that the same one of them is read whatever the cores do.
        let tasks: Vec<Task> = handful
            .iter()
            .zip(contents)
            .map(|(source, contents)| {
                let copy_of = contents.sha256.and_then(|sha256| match self.seen.entry(sha256) {
                    Entry::Occupied(first) => Some(*first.get()),
                    Entry::Vacant(place) => {
                        place.insert(source);
                        None
                    }
                });
                Task { source, contents, copy_of }
            })
            .collect();
        tasks
            .into_par_iter()
            .map(|task| {
                let name = task.source.name();
                progress.begin(&name);
                let done = task.convert(self.order, self.kept, self.console.lang)?;
                progress.step(&name);
                Ok(done)
            })
            .collect()
    }
}

/// Notes the files of a handful as done and writes their rows, in order, and lets them go.
fn hand_on(
    placed: &mut [Done],
    kept: &Kept,
    lang: Lang,
    sinks: &mut [Box<dyn Sink>],
    out: &Path,
) -> Result<(), Failure> {
    for done in placed {
        done.keep(kept, lang);
        let rows = std::mem::take(&mut done.converted.rows);
        for sink in &mut *sinks {
            sink.write(&rows).map_err(|error| failure(out, &error))?;
        }
    }
    Ok(())
}

/// The folders of the results that each report has of its own; refused where such a result would lie over a source.
fn own_results(order: &Order) -> Result<Vec<PathBuf>, Failure> {
    let sources: HashSet<PathBuf> = order.sources.iter().filter_map(Source::path).map(whole).collect();
    let mut folders = BTreeSet::new();
    for source in &order.sources {
        for (_, path) in own_files(order, source) {
            if sources.contains(&whole(&path)) {
                let (name, path) = (source.name(), path.display());
                return Err(Failure::new(
                    format!("hasil {name} akan menimpa masukan {path}. Pilih folder lain dengan --out."),
                    format!("the result of {name} would overwrite the input {path}. Choose another --out."),
                ));
            }
            folders.insert(folder_of(&path).to_owned());
        }
    }
    Ok(folders.into_iter().collect())
}

/// The sources that are no results of an earlier run: what lies below the folder of the results, unless everything does.
pub fn without_results(sources: Vec<Source>, out: &Path) -> Vec<Source> {
    let out = whole(out);
    let is_below = |source: &Source| source.path().is_some_and(|path| whole(path).starts_with(&out));
    if sources.iter().all(is_below) {
        return sources;
    }
    sources.into_iter().filter(|source| !is_below(source)).collect()
}

/// A path from the root, however it was given.
fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.components().collect()
}

/// The folder that all sources lie in.
pub fn shared_folder(sources: &[Source]) -> PathBuf {
    let mut folders = sources.iter().filter_map(Source::path).map(|path| path.parent().unwrap_or(Path::new("")));
    let mut shared = folders.next().unwrap_or(Path::new("")).to_path_buf();
    for folder in folders {
        while !folder.starts_with(&shared) && shared.pop() {}
    }
    shared
}

fn sinks(order: &Order, folder: &Path) -> Result<Vec<Box<dyn Sink>>, Failure> {
    let mut sinks: Vec<Box<dyn Sink>> = Vec::new();
    let failed = |error: SinkError| failure(&order.out, &error);
    for to in &order.to {
        match to {
            To::Csv => sinks.push(Box::new(CsvFiles::create(folder, order.csv).map_err(failed)?)),
            To::Parquet => sinks.push(Box::new(ParquetFiles::create(folder, order.partition).map_err(failed)?)),
            To::Sqlite => sinks.push(Box::new(SqliteFile::create(folder).map_err(failed)?)),
            To::Json | To::Xlsx => {}
        }
    }
    Ok(sinks)
}

fn failure(out: &Path, error: &SinkError) -> Failure {
    match error {
        SinkError::Io { path, source } => Failure::writing(path, source),
        other => Failure::new(
            format!("{}: tabel tidak dapat ditulis: {other}.", out.display()),
            format!("{}: the tables cannot be written: {other}.", out.display()),
        ),
    }
}

/// The SHA-256 of a file's bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes).into())
}

/// The same, of a file too large to be held.
pub fn sha256_of_file(path: &Path) -> std::io::Result<String> {
    let mut sum = Sha256::new();
    std::io::copy(&mut std::fs::File::open(path)?, &mut sum)?;
    Ok(hex(sum.finalize().into()))
}

fn hex(bytes: [u8; 32]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
