//! When a dropped file counts: it has stopped growing, and its end is whole.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// How long a file must not have changed.
const QUIET: Duration = Duration::from_secs(2);
/// How long a file with a broken end is waited for before it is read all the same, to be refused with a reason.
const PATIENCE: Duration = Duration::from_mins(1);
/// The end record of a zip and the longest comment that may follow it.
const ZIP_END: u64 = 22 + 65_535;

/// What the last rescan saw of each file.
#[derive(Debug, Default)]
pub struct Settling {
    seen: HashMap<PathBuf, Sight>,
}

#[derive(Debug)]
struct Sight {
    size: u64,
    changed: Option<SystemTime>,
    since: Instant,
}

impl Settling {
    /// Of the files there now, those that can be taken; the others are looked at again at the next rescan.
    pub fn ready(&mut self, files: Vec<PathBuf>) -> Vec<PathBuf> {
        let mut seen = HashMap::new();
        let mut ready = Vec::new();
        for path in files {
            let Ok(about) = fs::metadata(&path) else { continue };
            let (size, changed) = (about.len(), about.modified().ok());
            let since = match self.seen.remove(&path) {
                Some(sight) if sight.size == size && sight.changed == changed => sight.since,
                _ => Instant::now(),
            };
            // A file that came with an old date was copied whole or moved in: no need to see it twice.
            let age = changed.and_then(|changed| changed.elapsed().ok()).unwrap_or_default();
            let quiet = since.elapsed() >= QUIET || age >= QUIET;
            if quiet && (is_whole(&path) || since.elapsed() >= PATIENCE) {
                ready.push(path);
            } else {
                seen.insert(path, Sight { size, changed, since });
            }
        }
        self.seen = seen;
        ready
    }

    /// Whether any file is still being waited for.
    pub fn is_waiting(&self) -> bool {
        !self.seen.is_empty()
    }
}

/// Whether a file ends as its kind ends. Only a zip says where its end is; anything else is taken as it is.
fn is_whole(path: &Path) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let mut head = [0; 4];
    if file.read_exact(&mut head).is_err() || &head != b"PK\x03\x04" {
        return true;
    }
    let Ok(size) = file.seek(SeekFrom::End(0)) else { return false };
    let mut tail = Vec::new();
    let start = size.saturating_sub(ZIP_END);
    if file.seek(SeekFrom::Start(start)).and_then(|_| file.take(ZIP_END).read_to_end(&mut tail)).is_err() {
        return false;
    }
    tail.windows(4).any(|window| window == b"PK\x05\x06")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aged(path: &Path, bytes: &[u8]) {
        fs::write(path, bytes).unwrap();
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_mins(10)).unwrap();
    }

    #[test]
    fn a_file_is_taken_when_it_is_quiet_and_its_end_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        aged(&path("utuh.xlsx"), b"PK\x03\x04...PK\x05\x06..................");
        aged(&path("terpotong.xlsx"), b"PK\x03\x04...");
        aged(&path("teks.xls"), b"<table>");
        fs::write(path("baru.xls"), b"<table>").unwrap();
        let mut settling = Settling::default();
        let files = ["utuh.xlsx", "terpotong.xlsx", "teks.xls", "baru.xls"].map(path).to_vec();
        assert_eq!(settling.ready(files), [path("utuh.xlsx"), path("teks.xls")]);
        assert!(settling.is_waiting());
    }
}
