//! The batch: many reports become tables, JSON files or new workbooks; a broken file costs itself only.
//!
//! Files are worked on over the cores, a handful at a time, and handed on in the order they were given, so that results
//! never depend on the number of cores and memory stays flat however many there are.

mod kept;
mod summary;

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use lampiran_core::{Grade, Lang};
use lampiran_tables::{
    CsvFiles, CsvStyle, ParquetFiles, Partition, Row, Sink, SinkError, SqliteFile, data_package, rows,
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::commands::json;
use crate::console::Console;
use crate::files::Source;
use crate::filling::rebuild;
use crate::json::LaporanJson;
use crate::run::run;
use crate::save::{folder_of, save, sweep};
use crate::{Exit, Failure, Outcome, Verdict, settings};

use kept::Kept;
use summary::Summary;

/// Files that each core has before it, so that a large one does not keep the others waiting.
const AHEAD: usize = 8;

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
    /// The form an argument names.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "json" => Self::Json,
            "csv" => Self::Csv,
            "parquet" => Self::Parquet,
            "sqlite" => Self::Sqlite,
            "xlsx" => Self::Xlsx,
            _ => return None,
        })
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

/// What one file gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Converted {
    /// What was found, all in all.
    pub verdict: Verdict,
    /// Why it was refused, in both languages: a word for the summary.
    pub reason: Option<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Carries the order out; says what became of it on standard error.
pub fn convert(order: &Order, console: &Console) -> Result<Exit, Failure> {
    if order.sources.is_empty() {
        return Err(Failure::new(
            "tidak ada buku kerja (.xlsx, .xlsm, .xls, .xlsb, .ods) di sana.",
            "there is no workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) there.",
        ));
    }
    std::fs::create_dir_all(&order.out).map_err(|error| Failure::writing(&order.out, &error))?;
    sweep(&order.out);
    let kept = Kept::open(order)?;
    let mut sinks = sinks(order)?;
    let mut summary = Summary::default();
    let mut seen: HashMap<[u8; 32], String> = HashMap::new();
    let progress = console.progress(order.sources.len());
    for handful in order.sources.chunks(AHEAD * rayon::current_num_threads()) {
        let read: Vec<(&Source, Bytes)> = handful.par_iter().map(|source| (source, Bytes::of(source))).collect();
        // Copies are told before the work starts, so that the same one of them is read whatever the cores do.
        let tasks: Vec<Task> = read
            .into_iter()
            .map(|(source, bytes)| {
                let name = source.name();
                let copy_of = bytes.sha256.and_then(|sha256| match seen.entry(sha256) {
                    std::collections::hash_map::Entry::Occupied(first) => Some(first.get().clone()),
                    std::collections::hash_map::Entry::Vacant(place) => {
                        place.insert(name);
                        None
                    }
                });
                Task { source, bytes, copy_of }
            })
            .collect();
        let done = tasks
            .into_par_iter()
            .map(|task| {
                let name = task.source.name();
                let converted = one(&task, order, &kept, console.lang)?;
                progress.step(&name);
                Ok((name, converted))
            })
            .collect::<Result<Vec<(String, Converted)>, Failure>>()?;
        for (name, converted) in done {
            for sink in &mut sinks {
                sink.write(&converted.rows).map_err(|error| failure(&order.out, &error))?;
            }
            if let Some(reason) = &converted.reason {
                console.complain(&format!("{name}: {reason}"));
            }
            summary.add(&converted);
        }
    }
    drop(progress);
    for sink in sinks {
        sink.finish().map_err(|error| failure(&order.out, &error))?;
    }
    if order.to.contains(&To::Csv) {
        save(&order.out.join("datapackage.json"), json(&data_package(order.csv))?.as_bytes(), &[])?;
    }
    console.say(&summary.text(console.lang));
    Ok(summary.exit())
}

/// A file's bytes, or why there are none.
struct Bytes {
    bytes: Result<Vec<u8>, lampiran_core::Text>,
    sha256: Option<[u8; 32]>,
}

impl Bytes {
    fn of(source: &Source) -> Self {
        let bytes = source.bytes();
        let sha256 = bytes.as_ref().ok().map(|bytes| Sha256::digest(bytes).into());
        Self { bytes, sha256 }
    }
}

struct Task<'a> {
    source: &'a Source,
    bytes: Bytes,
    copy_of: Option<String>,
}

/// Converts one file: writes what is its own, gives its rows.
fn one(task: &Task, order: &Order, kept: &Kept, lang: Lang) -> Result<Converted, Failure> {
    let berkas = task.source.name();
    let sha256 = task.bytes.sha256.map(hex).unwrap_or_default();
    let mut about = rows::Source { berkas: berkas.clone(), sha256, ..rows::Source::default() };
    let bytes = match &task.bytes.bytes {
        Ok(bytes) => bytes,
        Err(reason) => return Ok(refused(about, reason.get(lang))),
    };
    about.ukuran = bytes.len() as u64;
    if let Some(first) = &task.copy_of {
        about.salinan_dari = Some(first.clone());
        return Ok(Converted { verdict: Verdict::Bersih, reason: None, rows: vec![rows::berkas_alone(&about)] });
    }
    let own = own_files(order, task.source);
    if let Some(converted) = kept.find(&about.sha256, &berkas).filter(|_| own.iter().all(|(_, path)| path.exists())) {
        return Ok(converted);
    }
    let settings = settings::for_source(task.source)?;
    let outcome = run(&berkas, bytes, &settings);
    about.format =
        outcome.workbook.as_ref().map(|workbook| format!("{:?}", workbook.format).to_lowercase()).unwrap_or_default();
    if outcome.verdict() == Verdict::Ditolak {
        let reason = outcome
            .findings
            .iter()
            .find(|finding| finding.grade == Grade::Salah)
            .map(|finding| finding.message.get(lang));
        return Ok(refused(about, reason.unwrap_or_default()));
    }
    for (to, path) in &own {
        match to {
            To::Json => put(path, json(&LaporanJson::new(&outcome, lang))?.as_bytes())?,
            To::Xlsx => put(path, &rebuild(&outcome, lang)?)?,
            To::Csv | To::Parquet | To::Sqlite => {}
        }
    }
    let converted = Converted { verdict: outcome.verdict(), reason: None, rows: rows_of(&about, &outcome, lang) };
    kept.keep(&about.sha256, &berkas, &converted)?;
    Ok(converted)
}

fn rows_of(about: &rows::Source, outcome: &Outcome, lang: Lang) -> Vec<Row> {
    rows::of(about, &outcome.laporan, &outcome.computed, &outcome.findings, lang)
}

fn refused(mut about: rows::Source, reason: &str) -> Converted {
    about.alasan = Some(reason.to_owned());
    Converted { verdict: Verdict::Ditolak, reason: Some(reason.to_owned()), rows: vec![rows::berkas_alone(&about)] }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = folder_of(path);
    std::fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
    save(path, bytes, &[])
}

/// The files of one report's own: below the results as the sources lie below the folder they share, so that no two meet.
fn own_files(order: &Order, source: &Source) -> Vec<(To, PathBuf)> {
    let path = source.path().unwrap_or(Path::new("masukan"));
    let below = path.strip_prefix(&order.shared).unwrap_or(path);
    let plain: PathBuf = below.components().filter(|part| matches!(part, Component::Normal(_))).collect();
    let named = |extension: &str| {
        let mut path = order.out.join(&plain);
        path.as_mut_os_string().push(extension);
        path
    };
    order.to.iter().filter_map(|to| Some((*to, named(to.extension()?)))).collect()
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

fn sinks(order: &Order) -> Result<Vec<Box<dyn Sink>>, Failure> {
    let mut sinks: Vec<Box<dyn Sink>> = Vec::new();
    let failed = |error: SinkError| failure(&order.out, &error);
    for to in &order.to {
        match to {
            To::Csv => sinks.push(Box::new(CsvFiles::create(&order.out, order.csv).map_err(failed)?)),
            To::Parquet => sinks.push(Box::new(ParquetFiles::create(&order.out, order.partition).map_err(failed)?)),
            To::Sqlite => sinks.push(Box::new(SqliteFile::create(&order.out).map_err(failed)?)),
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

fn hex(bytes: [u8; 32]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
