//! `lampiran fill` and `template` while things go wrong: killed, with no room, with no right to write, with the result open
//! elsewhere. What was there before stays whole, the reason is told, and nothing else is left behind.
#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use lampiran_tests::faults::{each_fault, failing};
use lampiran_tests::house::root;
use lampiran_tests::kills::{Moments, files, killed};
use tempfile::TempDir;

fn program() -> PathBuf {
    assert_cmd::cargo::cargo_bin!("program").to_owned()
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("fixtures/workbooks/lampiran-2024-02.xlsx"), folder.path().join("a.xlsx")).unwrap();
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.env_remove("LAMPIRAN_LANG").current_dir(folder).args(args).args(["--lang", "en"]);
    command
}

/// The commands that write a workbook, and what they write.
const WRITES: [(&[&str], &str); 3] = [
    (&["fill", "a.xlsx", "-o", "b.xlsx", "--force"], "b.xlsx"),
    (&["fill", "a.xlsx", "-o", "b.xlsx", "--force", "--fresh"], "b.xlsx"),
    (&["template", "a.xlsx", "-o", "b.xlsx", "--force"], "b.xlsx"),
];

#[test]
fn killed_at_any_moment_the_old_file_or_the_new_one_is_whole() {
    let seed = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let mut moments = Moments(seed | 1);
    for (args, result) in WRITES {
        let folder = folder();
        let result = folder.path().join(result);
        let start = std::time::Instant::now();
        assert!(run(folder.path(), args).status.success());
        let length = u64::try_from(start.elapsed().as_micros()).unwrap();
        let new = fs::read(&result).unwrap();
        let mut kills = 0;
        while kills < 40 {
            fs::write(&result, b"lama").unwrap();
            let at = |arg: &&str| if arg.contains('.') { folder.path().join(arg) } else { PathBuf::from(arg) };
            let args: Vec<PathBuf> = args.iter().chain(&["--lang", "en"]).map(at).collect();
            let args: Vec<&Path> = args.iter().map(PathBuf::as_path).collect();
            kills += u32::from(killed(&program(), &args, Duration::from_micros(moments.below(length))));
            let now = fs::read(&result).unwrap();
            assert!(now == b"lama" || now == new, "seed {seed}: {} bytes", now.len());
        }
        assert!(run(folder.path(), args).status.success());
        let left: Vec<PathBuf> = files(folder.path()).into_iter().collect();
        assert_eq!(left, ["a.xlsx", "b.xlsx"].map(PathBuf::from), "seed {seed}");
    }
}

#[test]
fn whatever_fails_is_told_and_leaves_the_old_file() {
    let room = tempfile::tempdir().unwrap();
    for (args, result) in WRITES {
        let folder = folder();
        let result = folder.path().join(result);
        let input = fs::read(folder.path().join("a.xlsx")).unwrap();
        assert!(run(folder.path(), args).status.success());
        let new = fs::read(&result).unwrap();
        let run = |calls: &str, error: &str, number| {
            fs::write(&result, b"lama").unwrap();
            failing(&command(folder.path(), args), room.path(), calls, error, number)
        };
        each_fault(run, |case| {
            let now = fs::read(&result).unwrap();
            // Where the folder alone could not be made sure of, the new file has its name already.
            assert!(now == b"lama" || (case.contains("sync") && now == new), "{case}");
            assert!(case.contains("b.xlsx: cannot be written: "), "{case}");
            assert_eq!(fs::read(folder.path().join("a.xlsx")).unwrap(), input, "{case}");
            let left: Vec<PathBuf> = files(folder.path()).into_iter().collect();
            assert_eq!(left, ["a.xlsx", "b.xlsx"].map(PathBuf::from), "{case}");
        });
    }
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written_in_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("b.xlsx"), b"lama").unwrap();
    fs::copy(program(), path.join("program")).unwrap();
    let may = |mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    may(0o555);
    // Who may do everything becomes somebody else.
    let mut command = if fs::write(path.join("c"), b"").is_ok() {
        fs::remove_file(path.join("c")).unwrap();
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(path.join("program"));
        command
    } else {
        Command::new(path.join("program"))
    };
    command.env("LAMPIRAN_LANG", "en").current_dir(path).args(["fill", "a.xlsx", "-o", "b.xlsx", "--force"]);
    let output = command.output().unwrap();
    may(0o755);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("b.xlsx: cannot be written: Access denied."), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(fs::read(path.join("b.xlsx")).unwrap(), b"lama");
    assert_eq!(files(path).len(), 3);
}

#[test]
fn a_result_that_is_open_elsewhere_is_told_and_stays() {
    for lock in ["~$b.xlsx", ".~lock.b.xlsx#"] {
        for args in [&["fill", "a.xlsx", "-o", "b.xlsx"][..], &["template", "a.xlsx", "-o", "b.xlsx"]] {
            let folder = folder();
            fs::write(folder.path().join(lock), b"").unwrap();
            let output = run(folder.path(), args);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.starts_with("lampiran: b.xlsx seems to be still open in Excel or LibreOffice."), "{said}");
            assert!(!folder.path().join("b.xlsx").exists());
            // A lock may be left over from a program that broke down.
            assert!(run(folder.path(), &[args, &["--force"]].concat()).status.success());
        }
    }
}
