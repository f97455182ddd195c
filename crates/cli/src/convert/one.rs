//! One file of a batch: its bytes, what it gives, and the results that are its own.

use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::path::{Component, Path, PathBuf};

use lampiran_core::{Grade, Lang, Settings, Text};
use lampiran_tables::{Row, rows};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::kept::{Kept, Record};
use super::{Order, To, hex};
use crate::commands::json;
use crate::failure::flaw;
use crate::files::Source;
use crate::filling::rebuild;
use crate::json::LaporanJson;
use crate::run::{run, still_open};
use crate::save::{Draft, folder_of, sync_folder};
use crate::{Failure, Outcome, Verdict, settings};

/// Bytes that are kept from hashing to reading; larger files are read twice, lest a handful of them fill the memory.
const KEPT_BYTES: usize = 2 << 20;

/// What one file gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Converted {
    /// What was found, all in all.
    pub verdict: Verdict,
    /// Why it was refused.
    pub reason: Option<String>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether it is a copy of a file before it, and was not read.
    #[serde(skip)]
    pub is_copy: bool,
    /// Why a result of its own could not be written; such a file is tried again by the next run.
    #[serde(skip)]
    pub failed: Option<String>,
}

/// A file's bytes as they were when it was hashed.
pub struct Contents {
    bytes: Result<Option<Vec<u8>>, Text>,
    size: usize,
    /// Of the bytes, where they could be read.
    pub sha256: Option<[u8; 32]>,
}

impl Contents {
    /// Reads and hashes a file.
    pub fn of(source: &Source) -> Self {
        match source.bytes() {
            Ok(bytes) => Self {
                sha256: Some(Sha256::digest(&bytes).into()),
                size: bytes.len(),
                bytes: Ok(Some(bytes).filter(|bytes| bytes.len() <= KEPT_BYTES)),
            },
            Err(reason) => Self { bytes: Err(reason), size: 0, sha256: None },
        }
    }

    /// The bytes that were hashed; refused where the file has changed since.
    fn take(self, source: &Source) -> Result<Vec<u8>, Text> {
        match self.bytes? {
            Some(bytes) => Ok(bytes),
            None => source.bytes().and_then(|bytes| {
                let sha256: [u8; 32] = Sha256::digest(&bytes).into();
                if Some(sha256) == self.sha256 { Ok(bytes) } else { Err(changing()) }
            }),
        }
    }
}

fn changing() -> Text {
    Text::new(
        "Berkas berubah selagi dibaca. Jalankan lagi setelah berkas itu selesai disimpan atau disalin.",
        "The file changed while it was read. Run again when it has been saved or copied to its end.",
    )
}

/// A file to be converted.
pub struct Task<'a> {
    /// The file.
    pub source: &'a Source,
    /// Its bytes.
    pub contents: Contents,
    /// The file before it with the same bytes.
    pub copy_of: Option<&'a Source>,
}

impl<'a> Task<'a> {
    /// Converts the file: writes what is its own beside its place, gives its rows.
    pub fn convert(self, order: &Order, kept: &Kept, lang: Lang) -> Result<Done<'a>, Failure> {
        let source = self.source;
        let done = |converted| Done { source, converted, drafts: Vec::new(), record: None };
        let mut about = rows::Source {
            berkas: source.name(),
            sha256: self.contents.sha256.map(hex).unwrap_or_default(),
            ukuran: self.contents.size as u64,
            salinan_dari: self.copy_of.map(Source::name),
            ..rows::Source::default()
        };
        if self.copy_of.is_some() {
            let rows = if order.has_tables() { rows::of_copy(&about) } else { Vec::new() };
            return Ok(done(Converted { verdict: Verdict::Bersih, reason: None, rows, is_copy: true, failed: None }));
        }
        let own = own_files(order, source);
        let settings = settings::for_source(source)?;
        let key = kept.key(&about.berkas, self.contents.sha256, &settings);
        let found = key.and_then(|key| kept.find(key));
        if let Some(converted) = found.filter(|converted| own.iter().all(|own| is_there(own, converted.verdict))) {
            return Ok(done(converted));
        }
        let outcome = outcome(self.contents, source, &settings);
        about.format = outcome.workbook.as_ref().map(|book| format!("{:?}", book.format).to_lowercase());
        if outcome.verdict() == Verdict::Ditolak {
            let cause = outcome.findings.iter().find(|finding| finding.grade == Grade::Salah);
            about.alasan = Some(cause.map(|finding| finding.message.get(lang).to_owned()).unwrap_or_default());
        }
        let rows = |outcome: &Outcome| rows::of(&about, &outcome.laporan, &outcome.computed, &outcome.findings, lang);
        let mut converted = Converted {
            verdict: outcome.verdict(),
            reason: about.alasan.clone(),
            rows: if order.has_tables() { rows(&outcome) } else { Vec::new() },
            is_copy: false,
            failed: None,
        };
        let mut drafts = Vec::new();
        for (to, path) in &own {
            match put(*to, path, &outcome, lang) {
                Ok(draft) => drafts.extend(draft),
                Err(failure) => converted.failed = Some(failure.text(lang)),
            }
        }
        let record = key.map(|key| kept.record(key, &converted)).transpose()?;
        Ok(Done { source, converted, drafts, record })
    }
}

/// A file that is converted, and its own results on their way into place.
pub struct Done<'a> {
    /// The file.
    pub source: &'a Source,
    /// What it gave.
    pub converted: Converted,
    drafts: Vec<Draft>,
    record: Option<Record>,
}

/// Puts the results of some files in place. Their folders are synced once for all of them, which the benchmark of 500
/// workbooks shows.
pub fn place(all: &mut [Done], lang: Lang) {
    let mut folders = BTreeSet::new();
    for done in &mut *all {
        for draft in std::mem::take(&mut done.drafts) {
            folders.insert(draft.folder().to_owned());
            if let Err(failure) = draft.place() {
                done.converted.failed = Some(failure.text(lang));
            }
        }
    }
    for folder in folders {
        if let Err(error) = sync_folder(&folder) {
            let said = Failure::writing(&folder, &error).text(lang);
            for done in &mut *all {
                done.converted.failed = Some(said.clone());
            }
        }
    }
}

impl Done<'_> {
    /// Notes the file as done, where its own results are in place.
    pub fn keep(&mut self, kept: &Kept, lang: Lang) {
        let record = self.record.take().filter(|_| self.converted.failed.is_none());
        if let Some(Err(failure)) = record.map(|record| kept.keep(&record)) {
            self.converted.failed = Some(failure.text(lang));
        }
    }
}

fn outcome(contents: Contents, source: &Source, settings: &Settings) -> Outcome {
    let berkas = source.name();
    let refused = |reason| Outcome::refused(&berkas, reason, None);
    match contents.take(source) {
        Ok(bytes) => {
            let run = catch_unwind(|| run(&berkas, &bytes, settings));
            let mut outcome = run.unwrap_or_else(|panic| refused(flaw(panic.as_ref())));
            outcome.findings.splice(0..0, still_open(source));
            outcome
        }
        Err(reason) => refused(reason),
    }
}

/// Writes a result of the report's own beside its place. A workbook is built of a report only: where there is none, one of
/// an earlier content of the file does not stay either.
fn put(to: To, path: &Path, outcome: &Outcome, lang: Lang) -> Result<Option<Draft>, Failure> {
    let bytes = match to {
        To::Json => json(&LaporanJson::new(outcome, lang))?.into_bytes(),
        To::Xlsx if outcome.verdict() == Verdict::Ditolak => {
            return match std::fs::remove_file(path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::writing(path, &error)),
                _ => Ok(None),
            };
        }
        To::Xlsx => rebuild(outcome, lang)?,
        To::Csv | To::Parquet | To::Sqlite => return Ok(None),
    };
    let folder = folder_of(path);
    std::fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
    Draft::write(path, &bytes, &[]).map(Some)
}

fn is_there((to, path): &(To, PathBuf), verdict: Verdict) -> bool {
    path.is_file() != (*to == To::Xlsx && verdict == Verdict::Ditolak)
}

/// The files of one report's own: below the results as the sources lie below the folder they share, so that no two meet.
pub fn own_files(order: &Order, source: &Source) -> Vec<(To, PathBuf)> {
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
