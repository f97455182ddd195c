//! The work folder of a batch, beside its results: tables are written there and put in place when they are whole.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::save::{folder_of, sync_folder};

/// What it is called, below the results.
const NAME: &str = ".lampiran-konversi";

/// The work folder, of this run alone.
#[derive(Debug)]
pub struct Room {
    out: PathBuf,
    path: PathBuf,
    /// Held as long as the run lasts; a second run into the same folder cannot take it.
    _lock: File,
}

impl Room {
    /// Makes the folder of the results where it is missing, takes the lock, and removes what a killed run left.
    pub fn open(out: &Path) -> Result<Self, Failure> {
        let path = out.join(NAME);
        fs::create_dir_all(&path).map_err(|error| Failure::writing(out, &error))?;
        let key = path.join("kunci");
        let lock = File::create(&key).map_err(|error| Failure::writing(&key, &error))?;
        // A file system that cannot lock at all is used without.
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            let out = out.display();
            return Err(Failure::new(
                format!("{out} sedang diisi oleh konversi yang lain. Tunggu sampai selesai, atau pilih folder lain."),
                format!("{out} is being filled by another conversion. Wait for its end, or choose another folder."),
            ));
        }
        let room = Self { out: out.to_owned(), path, _lock: lock };
        let tables = room.tables();
        if tables.exists() {
            fs::remove_dir_all(&tables).map_err(|error| Failure::writing(&tables, &error))?;
        }
        fs::create_dir(&tables).map_err(|error| Failure::writing(&tables, &error))?;
        Ok(room)
    }

    /// Where tables are written.
    pub fn tables(&self) -> PathBuf {
        self.path.join("kerja")
    }

    /// Where `--resume` finds what is done.
    pub fn log(&self) -> PathBuf {
        self.path.join("selesai")
    }

    /// Puts whole files in place.
    pub fn publish(&self, written: &[PathBuf]) -> Result<(), Failure> {
        let mut folders = BTreeSet::new();
        for file in written {
            let to = self.out.join(file);
            let folder = folder_of(&to);
            fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
            fs::rename(self.tables().join(file), &to).map_err(|error| Failure::writing(&to, &error))?;
            folders
                .extend(to.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.out)).map(PathBuf::from));
        }
        for folder in folders {
            sync_folder(&folder).map_err(|error| Failure::writing(&folder, &error))?;
        }
        Ok(())
    }

    /// Removes files of an earlier run that this one did not write, and the folders they leave empty.
    pub fn remove_all_but(&self, written: &[PathBuf], found: Vec<PathBuf>) {
        let kept: BTreeSet<PathBuf> = written.iter().map(|file| self.out.join(file)).collect();
        for file in found.into_iter().filter(|file| !kept.contains(file)) {
            // What cannot be removed is found again by the next run.
            let _ = fs::remove_file(&file);
            let emptied = file.ancestors().skip(1).take_while(|folder| *folder != self.out);
            for folder in emptied {
                if fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
    }

    /// Leaves nothing behind but, for a run that is to be resumed, what is done.
    pub fn close(self, keep_log: bool) {
        let leftovers = if keep_log { self.tables() } else { self.path.clone() };
        // What cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(leftovers);
    }
}
