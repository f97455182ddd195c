//! The folders of a drop folder, and the steps by which a file goes through them.
//!
//! A file is claimed by moving it from `masuk/` into the work folder under a name that was never used here before; when
//! it is answered it is moved on. Moves are renames, so a file is always in exactly one place.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::names::{Names, kept_name};
use crate::save::{folder_of, sync_folder};

/// A drop folder that this program alone watches.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    names: Names,
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

/// Where the answers to a claimed file stand.
pub struct Answers {
    /// The filled workbook, without the extension that tells its kind.
    filled: PathBuf,
    /// The page of findings.
    pub page: PathBuf,
    /// Why it was refused.
    pub reason: PathBuf,
    /// That it is a copy, and where the answer lies.
    pub copy: PathBuf,
}

impl Answers {
    /// The filled workbook, of a kind.
    pub fn filled(&self, extension: &str) -> PathBuf {
        let mut path = self.filled.clone();
        path.as_mut_os_string().push(extension);
        path
    }

    /// All that may be there.
    fn all(&self) -> [PathBuf; 5] {
        let Self { page, reason, copy, .. } = self;
        [self.filled("xlsx"), self.filled("xlsm"), page.clone(), reason.clone(), copy.clone()]
    }

    /// Whether any is there.
    pub fn exist(&self) -> bool {
        self.all().iter().any(|path| fs::symlink_metadata(path).is_ok())
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
            // A file system that cannot lock at all is watched without.
            Ok(()) | Err(fs::TryLockError::Error(_)) => {
                let own = root.join(".lampiran");
                sync_folder(&own).map_err(|error| Unwatchable::Io(own, error))?;
                Ok(Self { root: root.to_path_buf(), names: Names::default(), _lock: lock })
            }
            Err(fs::TryLockError::WouldBlock) => Err(Unwatchable::Taken),
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

    /// Says that a name was used before and is not to be used again.
    pub fn remember(&mut self, nama: &str) {
        self.names.remember(Path::new(nama));
    }

    /// The files that were claimed and not yet moved on, by name: what an earlier run was killed over comes first.
    pub fn claimed(&mut self) -> io::Result<Vec<PathBuf>> {
        let mut files = fs::read_dir(self.path(".lampiran/kerja"))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        files.sort();
        for path in &files {
            self.names.remember(path);
        }
        Ok(files)
    }

    /// Claims a dropped file: moves it into the work folder under its own name, or with a number where that was used.
    pub fn claim(&mut self, dropped: &Path) -> io::Result<PathBuf> {
        let below = dropped.strip_prefix(self.masuk()).unwrap_or(dropped);
        let name = self.names.free(&kept_name(below), |name| self.is_free(name));
        let claimed = self.path(".lampiran/kerja").join(&name);
        fs::rename(dropped, &claimed)?;
        self.names.remember(&claimed);
        Ok(claimed)
    }

    /// Moves an answered file on.
    pub fn release(&self, claimed: &Path, destination: &Destination) -> io::Result<()> {
        let to = self.path(destination.letak(claimed));
        let folder = folder_of(&to);
        fs::create_dir_all(folder)?;
        fs::rename(claimed, &to)?;
        sync_folder(folder)
    }

    /// Where the answers to a file kept under this name stand.
    pub fn answers(&self, kept: &Path) -> Answers {
        let stem = kept.file_stem().unwrap_or_default().to_string_lossy();
        let name = kept.file_name().unwrap_or_default().to_string_lossy();
        Answers {
            filled: self.path(format!("hasil/{stem}.terisi.")),
            page: self.path(format!("hasil/{stem}.catatan.html")),
            reason: self.path(format!("perlu-dilihat/{name}.alasan.txt")),
            copy: self.path(format!("hasil/{name}.salinan.txt")),
        }
    }

    /// Whether no original and no answer of this name is there, of whatever origin.
    fn is_free(&self, name: &Path) -> bool {
        let archives = fs::read_dir(self.path("arsip")).into_iter().flatten().filter_map(Result::ok);
        let mut places = archives.map(|archive| archive.path()).chain([self.path("perlu-dilihat")]);
        !places.any(|place| fs::symlink_metadata(place.join(name)).is_ok()) && !self.answers(name).exist()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drop_file(folder: &Folder, name: &str, text: &str) -> PathBuf {
        let path = folder.masuk().join(name);
        fs::create_dir_all(folder_of(&path)).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn a_second_file_of_the_same_name_gets_a_number_and_loses_nothing() {
        let root = tempfile::tempdir().unwrap();
        let mut folder = Folder::open(root.path()).unwrap();
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
    fn two_files_whose_answers_would_meet_are_told_apart_while_both_are_claimed() {
        let root = tempfile::tempdir().unwrap();
        let mut folder = Folder::open(root.path()).unwrap();
        let names = ["Lampiran.xls", "Lampiran.xlsx", "LAMPIRAN.XLSX", "Dinas Contoh/Lampiran.xlsx"];
        let claimed = names.map(|name| folder.claim(&drop_file(&folder, name, name)).unwrap());
        let kept = claimed.each_ref().map(|path| path.file_name().unwrap().to_str().unwrap());
        assert_eq!(kept, ["Lampiran.xls", "Lampiran (2).xlsx", "LAMPIRAN (3).XLSX", "Dinas Contoh - Lampiran.xlsx"]);
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
