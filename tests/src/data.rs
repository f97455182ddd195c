//! Those who read the tables after us: DuckDB, frictionless and Spark, in an environment of their own.
//!
//! `tests/data-tools.sh` installs them.
#![allow(clippy::expect_used, reason = "a tool that is missing fails the test")]

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
