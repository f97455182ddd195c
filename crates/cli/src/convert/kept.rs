//! What `--resume` goes on from: the rows of the files that are done, in a log that grows as they get done.
//!
//! A record is its length, a checksum, the key and the rows, compressed. One that was cut off when its writer was killed
//! is as if never begun.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use lampiran_core::{Lang, Settings};
use sha2::{Digest, Sha256};

use super::Order;
use super::one::Converted;
use crate::Failure;

/// What stands before the rows of a record: length, checksum, key.
const HEAD: usize = 4 + CHECKSUM + 32;
const CHECKSUM: usize = 8;
/// The fastest level: the rows of one report repeat themselves so much that any is small.
const LEVEL: i32 = 1;

/// Tells a file, its content and everything its rows depend on.
pub type Key = [u8; 32];

/// The log of a run.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
    /// What rows depend on besides the file: the program's version, the language, the forms asked for.
    salt: String,
    log: Mutex<Log>,
}

/// The rows of a file as the log keeps them.
#[derive(Debug)]
pub struct Record {
    key: Key,
    payload: Vec<u8>,
}

#[derive(Debug)]
struct Log {
    file: File,
    end: u64,
    records: HashMap<Key, (u64, usize)>,
    /// Those of this run's files.
    used: HashSet<Key>,
}

impl Kept {
    /// Goes on with the log of an earlier run where that is asked for, else starts anew.
    pub fn open(path: &Path, order: &Order, lang: Lang) -> Result<Self, Failure> {
        let salt = format!("{} {lang:?} {:?} {}", env!("CARGO_PKG_VERSION"), order.to, order.shared.display());
        let log = OpenOptions::new().read(true).write(true).create(true).truncate(!order.resume).open(path);
        let log = log.and_then(Log::read).map_err(|error| Failure::writing(path, &error))?;
        Ok(Self { path: path.to_owned(), salt, log: Mutex::new(log) })
    }

    /// The key of a file's rows; none where its bytes could not be read.
    pub fn key(&self, berkas: &str, sha256: Option<[u8; 32]>, settings: &Settings) -> Option<Key> {
        let settings = serde_json::to_vec(settings).ok()?;
        let mut key = Sha256::new();
        for part in [self.salt.as_bytes(), berkas.as_bytes(), &sha256?, &settings] {
            key.update((part.len() as u64).to_le_bytes());
            key.update(part);
        }
        Some(key.finalize().into())
    }

    /// The rows of a file that is done and unchanged.
    pub fn find(&self, key: Key) -> Option<Converted> {
        let payload = self.log().take(key)?;
        postcard::from_bytes(&zstd::decode_all(payload.as_slice()).ok()?).ok()
    }

    /// Makes the record of a file's rows.
    pub fn record(&self, key: Key, converted: &Converted) -> Result<Record, Failure> {
        let rows = postcard::to_stdvec(converted).map_err(io::Error::other);
        let payload = rows.and_then(|rows| zstd::encode_all(rows.as_slice(), LEVEL));
        payload.map(|payload| Record { key, payload }).map_err(|error| Failure::writing(&self.path, &error))
    }

    /// Adds the record of a file whose own results are in place.
    pub fn keep(&self, record: &Record) -> Result<(), Failure> {
        self.log().add(record.key, &record.payload).map_err(|error| Failure::writing(&self.path, &error))
    }

    /// Leaves out what no file of this run needs, once that is the larger part.
    pub fn close(self) -> Result<(), Failure> {
        let log = self.log.into_inner().unwrap_or_else(PoisonError::into_inner);
        log.compact(&self.path).map_err(|error| Failure::writing(&self.path, &error))
    }

    fn log(&self) -> std::sync::MutexGuard<'_, Log> {
        // A panic elsewhere leaves at most a record cut off, which is as if never begun.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log {
    /// Reads where the records are; what follows the last whole one is cut off.
    fn read(mut file: File) -> io::Result<Self> {
        let size = file.metadata()?.len();
        let (mut end, mut records) = (0, HashMap::new());
        let mut head = [0; HEAD];
        while end + HEAD as u64 <= size {
            file.seek(SeekFrom::Start(end))?;
            file.read_exact(&mut head)?;
            let Some((length, _, key)) = split(&head) else { break };
            let next = end + HEAD as u64 + length as u64;
            if next > size {
                break;
            }
            records.insert(key, (end, length));
            end = next;
        }
        file.set_len(end)?;
        Ok(Self { file, end, records, used: HashSet::new() })
    }

    /// What a record holds, if it is whole.
    fn take(&mut self, key: Key) -> Option<Vec<u8>> {
        let (at, length) = *self.records.get(&key)?;
        let mut record = vec![0; HEAD + length];
        self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.read_exact(&mut record)).ok()?;
        let payload = record.split_off(HEAD);
        let (_, sum, _) = split(&record)?;
        if sum != checksum(&payload) {
            return None;
        }
        self.used.insert(key);
        Some(payload)
    }

    fn add(&mut self, key: Key, payload: &[u8]) -> io::Result<()> {
        let length = u32::try_from(payload.len()).map_err(io::Error::other)?;
        let record = [&length.to_le_bytes()[..], &checksum(payload), &key, payload].concat();
        // Where an earlier record could not be written whole, this one takes its place.
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(&record)?;
        self.records.insert(key, (self.end, payload.len()));
        self.used.insert(key);
        self.end += record.len() as u64;
        Ok(())
    }

    fn compact(mut self, path: &Path) -> io::Result<()> {
        let size = |key: &Key| self.records.get(key).map_or(0, |(_, length)| (HEAD + length) as u64);
        if self.used.iter().map(size).sum::<u64>() * 2 >= self.end {
            return Ok(());
        }
        let beside = path.with_extension("baru");
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&beside)?;
        let mut small = Self { file, end: 0, records: HashMap::new(), used: HashSet::new() };
        for key in std::mem::take(&mut self.used) {
            if let Some(payload) = self.take(key) {
                small.add(key, &payload)?;
            }
        }
        small.file.sync_all()?;
        std::fs::rename(beside, path)
    }
}

fn split(head: &[u8]) -> Option<(usize, [u8; CHECKSUM], Key)> {
    let (length, rest) = head.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<CHECKSUM>()?;
    let key = rest.first_chunk::<32>()?;
    Some((usize::try_from(u32::from_le_bytes(*length)).ok()?, *sum, *key))
}

fn checksum(payload: &[u8]) -> [u8; CHECKSUM] {
    let sum: [u8; 32] = Sha256::digest(payload).into();
    sum.first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path) -> Log {
        Log::read(OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).unwrap()).unwrap()
    }

    #[test]
    fn a_record_cut_off_or_spoilt_is_as_if_never_begun() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("selesai");
        let mut log = open(&path);
        log.add([1; 32], b"satu").unwrap();
        log.add([2; 32], b"dua").unwrap();
        drop(log);
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        let mut log = open(&path);
        assert_eq!((log.take([1; 32]), log.take([2; 32])), (Some(b"satu".to_vec()), None));
        log.add([3; 32], b"tiga").unwrap();
        drop(log);
        assert_eq!(open(&path).take([3; 32]), Some(b"tiga".to_vec()));
        let mut spoilt = std::fs::read(&path).unwrap();
        spoilt[HEAD] ^= 1;
        std::fs::write(&path, spoilt).unwrap();
        assert_eq!(open(&path).take([1; 32]), None);
    }

    #[test]
    fn what_no_file_needs_any_more_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("selesai");
        let mut log = open(&path);
        for number in 0..9 {
            log.add([number; 32], b"isi").unwrap();
        }
        drop(log);
        let before = std::fs::metadata(&path).unwrap().len();
        let mut log = open(&path);
        log.take([4; 32]).unwrap();
        log.compact(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().len(), before / 9);
        assert_eq!(open(&path).take([4; 32]), Some(b"isi".to_vec()));
    }
}
