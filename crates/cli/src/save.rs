//! Files are written whole beside their target, synced and renamed; what was there before stays until then.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::Failure;

/// Beginning and end of the names of files that are still being written.
const PREFIX: &str = ".lampiran-";
const SUFFIX: &str = ".tmp";

/// A file that lies whole beside its target, and is not yet in its place. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Draft {
    file: tempfile::NamedTempFile,
    target: PathBuf,
}

impl Draft {
    /// Writes a file beside its target, which may not be one of `inputs`, nor another name of it.
    pub fn write(target: &Path, bytes: &[u8], inputs: &[&Path]) -> Result<Self, Failure> {
        let target = resolve(target, inputs)?;
        let failed = |error: &std::io::Error| Failure::writing(&target, error);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&target).map_or(0o666, |about| about.permissions().mode());
            builder.permissions(fs::Permissions::from_mode(mode));
        }
        let mut file = builder.tempfile_in(folder_of(&target)).map_err(|error| failed(&error))?;
        // The lock says that this file is being written; one without it was left behind. File systems that cannot lock
        // lose only the sweeping.
        let _ = file.as_file().try_lock();
        file.write_all(bytes).map_err(|error| failed(&error))?;
        Ok(Self { file, target })
    }

    /// Waits until the file is on the disk, and puts it in its place; its name is safe once its folder is synced too.
    pub fn place(self) -> Result<(), Failure> {
        let Self { file, target } = self;
        let failed = |error: &std::io::Error| Failure::writing(&target, error);
        file.as_file().sync_all().map_err(|error| failed(&error))?;
        file.persist(&target).map_err(|error| failed(&error.error))?;
        Ok(())
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &Path {
        folder_of(&self.target)
    }
}

/// Writes a file; never over one of `inputs`, not even by another name of it.
pub fn save(target: &Path, bytes: &[u8], inputs: &[&Path]) -> Result<(), Failure> {
    let draft = Draft::write(target, bytes, inputs)?;
    let folder = draft.folder().to_owned();
    draft.place()?;
    sync_folder(&folder).map_err(|error| Failure::writing(target, &error))
}

/// Waits until the names in a folder are on the disk. Where the system does not let a folder be opened or synced, the
/// files themselves are safe by then.
pub fn sync_folder(folder: &Path) -> std::io::Result<()> {
    use std::io::ErrorKind::{InvalidInput, Unsupported};
    let Ok(opened) = File::open(folder) else { return Ok(()) };
    match opened.sync_all() {
        Err(error) if cfg!(windows) || matches!(error.kind(), InvalidInput | Unsupported) => Ok(()),
        synced => synced,
    }
}

/// Where the file will really lie, links followed; refused where that is an input or no regular file.
pub fn resolve(target: &Path, inputs: &[&Path]) -> Result<PathBuf, Failure> {
    let shown = target.display();
    if inputs.iter().any(|input| same_file::is_same_file(input, target).unwrap_or(false)) {
        return Err(Failure::new(
            format!("{shown} adalah berkas masukan sendiri dan tidak ditimpa. Pilih nama lain dengan -o."),
            format!("{shown} is the input itself and is not overwritten. Choose another name with -o."),
        ));
    }
    let Ok(about) = fs::metadata(target) else { return Ok(target.to_owned()) };
    if about.is_dir() {
        return Err(Failure::new(
            format!("{shown} adalah sebuah folder. Tulis juga nama berkasnya setelah -o."),
            format!("{shown} is a folder. Give the name of a file in it after -o."),
        ));
    }
    if !about.is_file() {
        return Err(Failure::new(
            format!("{shown} bukan berkas biasa. Pilih nama lain dengan -o."),
            format!("{shown} is not a regular file. Choose another name with -o."),
        ));
    }
    fs::canonicalize(target).map_err(|error| Failure::writing(target, &error))
}

/// The folder a file lies in.
pub fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes what a killed run left half written in a folder.
pub fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    for entry in entries {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if is_ours && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            // Where it cannot be removed it does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_never_overwritten_by_any_name() {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().join("a.xlsx");
        fs::write(&input, b"asli").unwrap();
        assert!(save(&input, b"baru", &[&input]).is_err());
        #[cfg(unix)]
        {
            let link = folder.path().join("b.xlsx");
            std::os::unix::fs::symlink(&input, &link).unwrap();
            assert!(save(&link, b"baru", &[&input]).is_err());
            let hard = folder.path().join("c.xlsx");
            fs::hard_link(&input, &hard).unwrap();
            assert!(save(&hard, b"baru", &[&input]).is_err());
        }
        assert_eq!(fs::read(&input).unwrap(), b"asli");
    }

    #[test]
    fn a_file_is_replaced_whole_and_leaves_no_litter() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("hasil.xlsx");
        fs::write(&target, b"lama").unwrap();
        fs::write(folder.path().join(".lampiran-abc.tmp"), b"terputus").unwrap();
        sweep(folder.path());
        save(&target, b"baru", &[]).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"baru");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
