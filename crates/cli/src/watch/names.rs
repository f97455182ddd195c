//! Under which name a dropped file is kept: its own where that was never used here, else with a number.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

/// Longest stem, in bytes: with a number and the ending of an answer it still fits every file system.
const LONGEST: usize = 200;

/// The names used so far. Two files whose stems differ in capitals or endings alone would meet in their answers, and
/// count as one name.
#[derive(Debug, Default)]
pub struct Names {
    stems: HashSet<String>,
}

impl Names {
    /// Takes a name out of use.
    pub fn remember(&mut self, name: &Path) {
        self.stems.insert(folded(name));
    }

    /// `NAME.xlsx`, else `NAME (2).xlsx` and so on: the first that was never used and is free.
    pub fn free(&self, name: &Path, is_free: impl Fn(&Path) -> bool) -> PathBuf {
        let stem = name.file_stem().unwrap_or_default().to_string_lossy();
        let ending = name.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default();
        let numbered = (2_u32..).map(|number| PathBuf::from(format!("{stem} ({number}){ending}")));
        std::iter::once(name.to_owned())
            .chain(numbered)
            .find(|name| !self.stems.contains(&folded(name)) && is_free(name))
            .unwrap_or_else(|| name.to_owned())
    }
}

fn folded(name: &Path) -> String {
    name.file_stem().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// The name for a file dropped at this path below `masuk/`: the folders it lies in stand before its own name, which is
/// made text that every system can show.
pub fn kept_name(below: &Path) -> PathBuf {
    let parts = below.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    let name = parts.collect::<Vec<_>>().join(" - ").replace(char::is_control, "_");
    let path = Path::new(&name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut ending = path.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default();
    let mut stem = stem.into_owned();
    shorten(&mut stem, LONGEST);
    shorten(&mut ending, 20);
    format!("{stem}{ending}").into()
}

fn shorten(text: &mut String, most: usize) {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.truncate(end.unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_can_be_kept_and_shown() {
        let kept = |below: &str| kept_name(Path::new(below)).display().to_string();
        assert_eq!(kept("Dinas A/2024/Lampiran.XLSX"), "Dinas A - 2024 - Lampiran.XLSX");
        assert_eq!(kept("dua\nbaris.xls"), "dua_baris.xls");
        let long = kept(&format!("{}.xlsx", "é".repeat(126)));
        assert_eq!(long, format!("{}.xlsx", "é".repeat(100)));
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            let latin = std::ffi::OsStr::from_bytes(b"caf\xE9.xlsx");
            assert_eq!(kept_name(Path::new(latin)), Path::new("caf\u{FFFD}.xlsx"));
        }
    }
}
