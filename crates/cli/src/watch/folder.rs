//! The folders of a drop folder, and the steps by which a file goes through them.
//!
//! A file is claimed by moving it from `masuk/` into the work folder under a name that is free everywhere; when it is
//! answered it is moved on. Moves are renames, so a file is always in exactly one place.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A drop folder that this program alone watches.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// Held as long as the program lives; a second watcher cannot take it.
    _lock: File,
}

/// Why a drop folder cannot be watched.
#[derive(Debug)]
pub enum Unwatchable {
    /// Another watcher has it.
    Taken,
    /// The disk refused.
    Io(PathBuf, io::Error),
}

/// Where an original goes once it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// `arsip/YYYY-MM/`.
    Arsip(String),
    /// `perlu-dilihat/`.
    PerluDilihat,
}

impl Destination {
    /// Where a claimed file will lie, below the folder.
    pub fn letak(&self, claimed: &Path) -> PathBuf {
        let name = claimed.file_name().unwrap_or_default();
        match self {
            Self::Arsip(month) => Path::new("arsip").join(month).join(name),
            Self::PerluDilihat => Path::new("perlu-dilihat").join(name),
        }
    }
}

impl Folder {
    /// Makes the folders where they are missing, and takes the lock.
    pub fn open(root: &Path) -> Result<Self, Unwatchable> {
        for name in ["masuk", "hasil", "arsip", "perlu-dilihat", ".lampiran/kerja"] {
            let path = root.join(name);
            fs::create_dir_all(&path).map_err(|error| Unwatchable::Io(path, error))?;
        }
        let path = root.join(".lampiran/kunci");
        let lock = File::create(&path).map_err(|error| Unwatchable::Io(path.clone(), error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { root: root.to_path_buf(), _lock: lock }),
            Err(fs::TryLockError::WouldBlock) => Err(Unwatchable::Taken),
            Err(fs::TryLockError::Error(error)) => Err(Unwatchable::Io(path, error)),
        }
    }

    /// A path below the folder.
    pub fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.root.join(below)
    }

    /// Where files are dropped.
    pub fn masuk(&self) -> PathBuf {
        self.path("masuk")
    }

    /// The files that were claimed and not yet moved on, by name: what an earlier run was killed over comes first.
    pub fn claimed(&self) -> io::Result<Vec<PathBuf>> {
        let mut files = fs::read_dir(self.path(".lampiran/kerja"))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        files.sort();
        Ok(files)
    }

    /// Claims a dropped file: moves it into the work folder under its own name, or with a number where that is taken.
    pub fn claim(&self, dropped: &Path) -> io::Result<PathBuf> {
        let name = dropped.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let free = self.path(".lampiran/kerja").join(self.free_name(Path::new(name)));
        fs::rename(dropped, &free)?;
        Ok(free)
    }

    /// Moves an answered file on.
    pub fn release(&self, claimed: &Path, destination: &Destination) -> io::Result<()> {
        let to = self.path(destination.letak(claimed));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::rename(claimed, to)
    }

    /// Where the answers to a claimed file stand, below the folder: the filled workbook, the page of findings, and the
    /// reason of a refusal.
    pub fn answers(&self, claimed: &Path) -> [PathBuf; 3] {
        let stem = claimed.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = claimed.file_name().unwrap_or_default().to_string_lossy().into_owned();
        [
            self.path(format!("hasil/{stem}.terisi.xlsx")),
            self.path(format!("hasil/{stem}.catatan.html")),
            self.path(format!("perlu-dilihat/{name}.alasan.txt")),
        ]
    }

    /// `NAME.xlsx`, else `NAME (2).xlsx` and so on: the first whose original and answers are nowhere in the folder.
    fn free_name(&self, name: &Path) -> PathBuf {
        let stem = name.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let extension =
            name.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default();
        let candidates = std::iter::once(name.to_path_buf())
            .chain((2_u32..).map(|number| PathBuf::from(format!("{stem} ({number}){extension}"))));
        candidates.into_iter().find(|candidate| self.is_free(candidate)).unwrap_or_else(|| name.to_path_buf())
    }

    fn is_free(&self, name: &Path) -> bool {
        let mut places = vec![self.path(".lampiran/kerja").join(name), self.path("perlu-dilihat").join(name)];
        places.extend(self.answers(name));
        let archives = fs::read_dir(self.path("arsip")).into_iter().flatten().filter_map(Result::ok);
        places.extend(archives.map(|archive| archive.path().join(name)));
        places.iter().all(|place| fs::symlink_metadata(place).is_err())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drop_file(folder: &Folder, name: &str, text: &str) -> PathBuf {
        let path = folder.masuk().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn a_second_file_of_the_same_name_gets_a_number_and_loses_nothing() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::open(root.path()).unwrap();
        for text in ["pertama", "kedua", "ketiga"] {
            let claimed = folder.claim(&drop_file(&folder, "Lampiran.xlsx", text)).unwrap();
            folder.release(&claimed, &Destination::Arsip("2024-02".into())).unwrap();
        }
        let read = |name: &str| fs::read_to_string(root.path().join("arsip/2024-02").join(name)).unwrap();
        assert_eq!(read("Lampiran.xlsx"), "pertama");
        assert_eq!(read("Lampiran (2).xlsx"), "kedua");
        assert_eq!(read("Lampiran (3).xlsx"), "ketiga");
    }

    #[test]
    fn a_second_watcher_is_told_so() {
        let root = tempfile::tempdir().unwrap();
        let first = Folder::open(root.path()).unwrap();
        assert!(matches!(Folder::open(root.path()), Err(Unwatchable::Taken)));
        drop(first);
        assert!(Folder::open(root.path()).is_ok());
    }
}
