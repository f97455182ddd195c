//! The project's own files, as the tests of its rules see them.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// A file of Rust.
pub struct Source {
    /// Its path from the top of the project, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl Source {
    /// The code that runs in the product: without comments, and without the tests at the end of the file.
    pub fn code(&self) -> String {
        let is_test = Path::new(&self.path).file_stem().is_some_and(|stem| stem == "tests");
        let code = if is_test { "" } else { self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default() };
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The top of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file of Rust below a folder of the project.
pub fn sources(folder: &str) -> Vec<Source> {
    let files = tracked().into_iter().filter(|path| path.starts_with(folder));
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files
        .filter_map(|path| {
            let text = std::fs::read_to_string(root().join(&path)).ok()?;
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            Some(Source { path: parts.join("/"), text })
        })
        .collect()
}

/// Every file that belongs to the project, by its path from the top: all but what is built, and what git keeps.
pub fn tracked() -> Vec<PathBuf> {
    let kept = |entry: &DirEntry| {
        let name = entry.file_name();
        name != ".git" && name != "target"
    };
    let walk = WalkDir::new(root()).sort_by_file_name().into_iter().filter_entry(kept).filter_map(Result::ok);
    let files = walk.filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| entry.path().strip_prefix(root()).ok().map(Path::to_path_buf)).collect()
}
