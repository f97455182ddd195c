//! When a dropped file counts: it has stopped growing, its end is whole, and no office program has it open.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::whole::{End, end};
use crate::files::Source;

/// How long a file must not have changed.
const QUIET: Duration = Duration::from_secs(2);
/// How long a file with a broken end is waited for before it is read all the same, to be refused with a reason.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long a lock file beside it is believed: one that is older was left behind by a program that crashed.
const OPEN: Duration = Duration::from_hours(12);

/// What the last rescan saw of each file.
#[derive(Debug)]
pub struct Settling {
    seen: HashMap<PathBuf, Sight>,
    /// Whether files that are open elsewhere are waited for.
    waits_for_open: bool,
}

#[derive(Debug)]
struct Sight {
    size: u64,
    changed: Option<SystemTime>,
    since: Instant,
    is_open: bool,
}

impl Settling {
    /// Nothing was seen yet.
    pub fn new(waits_for_open: bool) -> Self {
        Self { seen: HashMap::new(), waits_for_open }
    }

    /// Of the files there now, those that can be taken; the others are looked at again at the next rescan.
    pub fn ready(&mut self, files: Vec<PathBuf>) -> Vec<PathBuf> {
        let mut seen = HashMap::new();
        let mut ready = Vec::new();
        for path in files {
            let Ok(about) = fs::metadata(&path) else { continue };
            let (size, changed) = (about.len(), about.modified().ok());
            let before = self.seen.remove(&path);
            let since = match &before {
                Some(sight) if sight.size == size && sight.changed == changed => sight.since,
                _ => Instant::now(),
            };
            let is_open = self.waits_for_open && is_open(&path);
            let watched = since.elapsed();
            // Whose end tells that it is whole, and lies there with an older date, need not be seen twice.
            let quiet = match end(&path, size) {
                End::Whole => watched >= QUIET || age(changed) >= QUIET,
                End::Unknown => watched >= QUIET,
                End::Broken => watched >= PATIENCE,
            };
            if quiet && !is_open {
                ready.push(path);
            } else {
                seen.insert(path, Sight { size, changed, since, is_open });
            }
        }
        self.seen = seen;
        ready
    }

    /// Whether any file is still being waited for.
    pub fn is_waiting(&self) -> bool {
        !self.seen.is_empty()
    }

    /// Files that are waited for because an office program has them open.
    pub fn open(&self) -> impl Iterator<Item = &Path> {
        self.seen.iter().filter(|(_, sight)| sight.is_open).map(|(path, _)| path.as_path())
    }
}

/// How long ago a file changed; nothing where its date lies ahead, as on a share whose clock is wrong.
fn age(changed: Option<SystemTime>) -> Duration {
    changed.and_then(|changed| changed.elapsed().ok()).unwrap_or_default()
}

fn is_open(path: &Path) -> bool {
    let locks = Source::File(path.to_owned()).locks();
    locks.iter().filter_map(|lock| fs::metadata(lock).ok()).any(|lock| age(lock.modified().ok()) < OPEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aged(path: &Path, bytes: &[u8]) {
        fs::write(path, bytes).unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_mins(10)).unwrap();
    }

    #[test]
    fn a_file_is_taken_when_it_is_quiet_whole_and_closed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let whole = b"PK\x03\x04...PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        aged(&path("utuh.xlsx"), whole);
        aged(&path("terpotong.xlsx"), b"PK\x03\x04...");
        aged(&path("dibuka.xlsx"), whole);
        fs::write(path("~$dibuka.xlsx"), b"lock").unwrap();
        aged(&path("lupa.xlsx"), whole);
        aged(&path("~$lupa.xlsx"), b"lock");
        let lock = fs::File::options().write(true).open(path("~$lupa.xlsx")).unwrap();
        lock.set_modified(SystemTime::now() - Duration::from_hours(20)).unwrap();
        fs::write(path("baru.xlsx"), whole).unwrap();
        let names = ["utuh.xlsx", "terpotong.xlsx", "dibuka.xlsx", "lupa.xlsx", "baru.xlsx"];
        let mut settling = Settling::new(true);
        assert_eq!(settling.ready(names.map(path).to_vec()), [path("utuh.xlsx"), path("lupa.xlsx")]);
        assert_eq!(settling.open().collect::<Vec<_>>(), [path("dibuka.xlsx")]);
        assert_eq!(Settling::new(false).ready(vec![path("dibuka.xlsx")]), [path("dibuka.xlsx")]);
    }
}
