//! What the program prints, case by case: a folder in `golden/` with the arguments, and what they print in each language.
//!
//! `LAMPIRAN_GOLDEN=write cargo test --test golden` writes the files anew; read them before they are kept.
#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;
use std::path::Path;

use lampiran_tests::house::root;

/// Columns of the terminal the cases are printed on.
const WIDTH: &str = "80";

#[test]
fn every_case_prints_what_it_printed() {
    let writes = std::env::var_os("LAMPIRAN_GOLDEN").is_some();
    let mut cases: Vec<_> = fs::read_dir(root().join("tests/golden")).unwrap().map(|x| x.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in cases {
        let args = fs::read_to_string(case.join("args")).unwrap();
        for lang in ["id", "en"] {
            let (file, printed) = (case.join(format!("{lang}.txt")), print(&args, lang));
            if writes {
                fs::write(&file, &printed).unwrap();
            } else if fs::read_to_string(&file).unwrap_or_default() != printed {
                wrong.push(format!("{}:\n{printed}", file.display()));
            }
            let widest = printed.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest <= 80, "{}: a line of {widest} columns", file.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs the program on the fixtures: its exit code, what it prints and what it says.
fn print(args: &str, lang: &str) -> String {
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("program"))
        .current_dir(Path::new(&root()).join("fixtures"))
        .env("COLUMNS", WIDTH)
        .args(["--lang", lang])
        .args(args.split_whitespace())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    format!("exit {}\n{}{}", output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
