//! Which files are meant by PATH…: a file, a folder, a glob or `-`, and their bytes.

use std::io::Read;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use lampiran_core::Text;
use walkdir::WalkDir;

use crate::{Failure, failure};

/// Larger files are no workbook of this form; nothing of them is read.
const LARGEST: u64 = 512 * 1024 * 1024;

/// What workbooks are called, whatever they hold.
const EXTENSIONS: [&str; 5] = ["xlsx", "xlsm", "xls", "xlsb", "ods"];

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file, or what was meant to be one.
    File(PathBuf),
}

impl Source {
    /// What an argument that names one file means.
    pub fn one(argument: &Path) -> Self {
        if argument.as_os_str() == "-" { Self::Stdin } else { Self::File(argument.to_owned()) }
    }

    /// Its name in messages and results: the path as it was given; bytes that are no UTF-8 as `\xE9`, so that two
    /// files never share a name.
    pub fn name(&self) -> String {
        let Self::File(path) = self else { return "-".to_owned() };
        let mut name = String::new();
        for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
            name.push_str(chunk.valid());
            name.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
        }
        name
    }

    /// The path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File(path) => Some(path),
        }
    }

    /// Its bytes, or the reason why there are none.
    pub fn bytes(&self) -> Result<Vec<u8>, Text> {
        let path = match self {
            Self::Stdin => {
                let mut bytes = Vec::new();
                let limited = std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes);
                return match limited {
                    Ok(read) if read as u64 > LARGEST => Err(too_large()),
                    Ok(_) => Ok(bytes),
                    Err(error) => Err(failure::reason(&error)),
                };
            }
            Self::File(path) => path,
        };
        let about = std::fs::metadata(path).map_err(|error| failure::reason(&error))?;
        if about.is_dir() {
            return Err(Text::new(
                "Itu sebuah folder. Sebut satu berkas di dalamnya, atau pakai `lampiran periksa` untuk seluruh folder.",
                "It is a folder. Name a file in it, or use `lampiran check` for a whole folder.",
            ));
        }
        if !about.is_file() {
            return Err(Text::new(
                "Itu bukan berkas biasa. Sebut sebuah buku kerja.",
                "It is not a regular file. Name a workbook.",
            ));
        }
        if about.len() > LARGEST {
            return Err(too_large());
        }
        std::fs::read(path).map_err(|error| failure::reason(&error))
    }

    /// Whether it is larger than anything that is read.
    pub fn is_too_large(&self) -> bool {
        self.path().and_then(|path| std::fs::metadata(path).ok()).is_some_and(|about| about.len() > LARGEST)
    }

    /// The files that Excel and LibreOffice put beside it while they have it open.
    pub fn locks(&self) -> Vec<PathBuf> {
        let parts = self.path().and_then(|path| Some((path.parent()?, path.file_name()?.to_str()?)));
        let locks = |(folder, name): (&Path, &str)| {
            vec![folder.join(format!("~${name}")), folder.join(format!(".~lock.{name}#"))]
        };
        parts.map(locks).unwrap_or_default()
    }

    /// Whether an office program has the file open, told by the lock file beside it.
    pub fn is_open_elsewhere(&self) -> bool {
        self.locks().iter().any(|lock| lock.exists())
    }
}

fn too_large() -> Text {
    Text::new(
        "Berkas lebih besar dari 512 MB, terlalu besar untuk sebuah lampiran. Hapus gambar atau lembar yang tidak perlu.",
        "The file is larger than 512 MB, too large for a lampiran. Remove pictures or sheets that are not needed.",
    )
}

/// The paths listed on standard input, one a line.
pub fn listed() -> Result<Vec<PathBuf>, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
        Failure::new(format!("daftar tidak dapat dibaca: {error}."), format!("the list cannot be read: {error}."))
    })?;
    let lines = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    Ok(lines.filter(|line| !line.trim_ascii().is_empty()).map(path_of).collect())
}

/// A path as its bytes name it.
#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(bytes).into()
}

/// A path as its text names it.
#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// Everything the arguments name, in their order; a folder's files by name. What names nothing stays in the list, to be
/// said when it is read.
pub fn expand(arguments: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            sources.push(Source::Stdin);
        } else if argument.is_dir() {
            sources.extend(walk(argument, is_workbook_name));
        } else if !argument.exists() && is_glob(argument) {
            sources.extend(expand_glob(argument)?);
        } else if !is_litter(argument) {
            sources.push(Source::File(argument.clone()));
        }
    }
    let mut seen = std::collections::HashSet::new();
    sources.retain(|source| seen.insert(source.name()));
    Ok(sources)
}

/// The files below a folder that are wanted, by name; links are not followed.
fn walk(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Vec<Source> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() && !is_litter(entry.path()) && wanted(entry.path()))
        .map(|entry| Source::File(entry.path().strip_prefix(".").unwrap_or(entry.path()).to_owned()))
        .collect()
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// The files a pattern names: `**` crosses folders, `*` does not, capitals make no difference.
fn expand_glob(pattern: &Path) -> Result<Vec<Source>, Failure> {
    let text = pattern.to_string_lossy();
    let glob = GlobBuilder::new(&text).literal_separator(true).case_insensitive(true).build().map_err(|error| {
        Failure::new(
            format!("pola `{text}` tidak sah: {}.", error.kind()),
            format!("the pattern `{text}` is not valid: {}.", error.kind()),
        )
    })?;
    let matcher = glob.compile_matcher();
    let fixed: PathBuf = pattern.components().take_while(|part| !is_glob(Path::new(part.as_os_str()))).collect();
    let folder = if fixed.as_os_str().is_empty() { Path::new(".") } else { fixed.as_path() };
    let found = walk(folder, |path| matcher.is_match(path.strip_prefix(".").unwrap_or(path)));
    if found.is_empty() {
        return Err(Failure::new(
            format!("tidak ada berkas yang cocok dengan `{text}`."),
            format!("no file matches `{text}`."),
        ));
    }
    Ok(found)
}

fn is_workbook_name(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Lock files of Excel and LibreOffice, and what file managers leave behind.
pub fn is_litter(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with("~$")
        || (name.starts_with(".~lock.") && name.ends_with('#'))
        || name.starts_with("._")
        || ["thumbs.db", "desktop.ini", ".ds_store"].iter().any(|litter| name.eq_ignore_ascii_case(litter))
}
