//! Those who read the tables after us: DuckDB, frictionless and Spark, in an environment of their own.
//!
//! `tests/data-tools.sh` installs them.
#![allow(clippy::expect_used, reason = "a tool that is missing fails the test")]

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use crate::house::root;

/// A program of that environment.
pub fn tool(name: &str) -> Command {
    Command::new(root().join("target/referees/data/bin").join(name))
}

/// What a script of `tests/data` prints, run in `folder`.
///
/// # Panics
/// Where it fails.
pub fn python(folder: &Path, script: &str, args: &[&str]) -> String {
    let output = tool("python")
        .current_dir(folder)
        .arg(root().join("tests/data").join(script))
        .args(args)
        .output()
        .expect("Python (tests/data-tools.sh installs it)");
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// A workbook in which every cell that holds `before` holds `after` instead: both as they stand in XML.
///
/// # Panics
/// Where it is no .xlsx.
pub fn retyped(workbook: &[u8], before: &str, after: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(workbook)).expect("an .xlsx");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut member = old.by_index(at).expect("a member");
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("its bytes");
        if let Ok(text) = std::str::from_utf8(&bytes) {
            bytes = text.replace(before, after).into_bytes();
        }
        let name = member.name().expect("a name").into_owned();
        new.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        new.write_all(&bytes).expect("its bytes");
    }
    new.finish().expect("an end").into_inner()
}
