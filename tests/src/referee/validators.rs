//! Two validators that read workbooks as Excel does: the Open XML SDK's, and openxml-audit. Each starts once for many files.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What the validators find in each of the workbooks, with the place it is at. A file is its name and its bytes.
///
/// # Panics
/// Where they are missing, or do not speak of every file.
pub fn validate(files: &[(&str, &[u8])]) -> Vec<Vec<String>> {
    let room = tempfile::tempdir().expect("a temporary folder");
    let paths: Vec<PathBuf> = (0..)
        .zip(files)
        .map(|(number, (name, bytes))| {
            let path = room.path().join(format!("{number:04}-{name}"));
            std::fs::write(&path, bytes).expect("the file");
            path
        })
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = folder.join("../target/referees");
    let sdk = [folder.join("referees/validate.mjs"), home.join("npm/node_modules")];
    let sdk = said("node", sdk.iter().chain(&paths).map(OsString::from));
    let sdk: Vec<Vec<String>> = serde_json::from_value(sdk).expect("a list for each file");
    let audit = ["-r", "-o", "json"].map(OsString::from).into_iter().chain([room.path().into()]);
    let audit = said(home.join("venv/bin/openxml-audit"), audit);
    let audit = audit.as_array().expect("a list of files");
    assert_eq!((sdk.len(), audit.len()), (files.len(), files.len()), "every file is spoken of");
    let find = |path: &PathBuf| audit.iter().find(|said| said["file"] == *path.to_string_lossy());
    let both = sdk.into_iter().zip(&paths);
    both.map(|(found, path)| found.into_iter().chain(errors(find(path).expect("the file"))).collect()).collect()
}

/// The errors that openxml-audit says of a file; its warnings are about taste.
fn errors(said: &Value) -> Vec<String> {
    let found = said["errors"].as_array().expect("its findings").iter();
    let text = |error: &Value, key: &str| error[key].as_str().unwrap_or_default().to_owned();
    found
        .filter(|error| error["severity"] == "error")
        .map(|error| ["part_uri", "path", "node", "description"].map(|key| text(error, key)).join(" "))
        .collect()
}

fn said(program: impl Into<PathBuf>, args: impl Iterator<Item = OsString>) -> Value {
    let program = program.into();
    let done = Command::new(&program).args(args).output();
    let done = done.unwrap_or_else(|error| panic!("{}: {error} (tests/referees.sh installs it)", program.display()));
    serde_json::from_slice(&done.stdout)
        .unwrap_or_else(|error| panic!("{}: {error}: {}", program.display(), String::from_utf8_lossy(&done.stderr)))
}
