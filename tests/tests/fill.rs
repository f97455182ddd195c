//! `lampiran fill` as a user meets it: where the result goes, what is never overwritten, and what it says.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;
use std::path::Path;
use std::process::Output;

use lampiran_tests::house::root;
use tempfile::TempDir;

/// A folder with the report under the name `Lampiran.xlsx`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let report = root().join("fixtures/workbooks/lampiran-2024-02.xlsx");
    fs::copy(report, folder.path().join("Lampiran.xlsx")).unwrap();
    folder
}

fn fill(folder: &Path, args: &[&str]) -> Output {
    std::process::Command::new(assert_cmd::cargo::cargo_bin!("program"))
        .current_dir(folder)
        .arg("fill")
        .args(args)
        .output()
        .unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_result_lies_beside_the_input_and_may_be_made_again() {
    let folder = folder();
    let input = fs::read(folder.path().join("Lampiran.xlsx")).unwrap();
    let output = fill(folder.path(), &["Lampiran.xlsx"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(names(folder.path()), ["Lampiran.terisi.xlsx", "Lampiran.xlsx"]);
    let first = fs::read(folder.path().join("Lampiran.terisi.xlsx")).unwrap();
    assert_eq!(fill(folder.path(), &["Lampiran.xlsx"]).status.code(), Some(0), "an earlier result is replaced");
    let second = fs::read(folder.path().join("Lampiran.terisi.xlsx")).unwrap();
    assert!(first == second, "two runs give identical bytes");
    assert!(fs::read(folder.path().join("Lampiran.xlsx")).unwrap() == input, "the input stays as it was");
}

#[test]
fn a_file_that_is_no_result_is_replaced_only_by_force() {
    let folder = folder();
    let own = folder.path().join("Lampiran.terisi.xlsx");
    fs::write(&own, b"catatan saya").unwrap();
    let output = fill(folder.path(), &["Lampiran.xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--force"));
    assert_eq!(fs::read(&own).unwrap(), b"catatan saya");
    assert_eq!(fill(folder.path(), &["Lampiran.xlsx", "--force"]).status.code(), Some(0));
    assert!(fs::read(&own).unwrap().starts_with(b"PK"));
}

#[test]
fn the_input_is_never_overwritten_by_any_name() {
    let folder = folder();
    let input = folder.path().join("Lampiran.xlsx");
    let before = fs::read(&input).unwrap();
    let mut names = vec!["Lampiran.xlsx", "./Lampiran.xlsx"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("Lampiran.xlsx", folder.path().join("tautan.xlsx")).unwrap();
        fs::hard_link(&input, folder.path().join("sama.xlsx")).unwrap();
        names.extend(["tautan.xlsx", "sama.xlsx"]);
    }
    for name in names {
        for force in [&[][..], &["--force"]] {
            let output = fill(folder.path(), &[&["Lampiran.xlsx", "-o", name], force].concat());
            assert_eq!(output.status.code(), Some(2), "{name}");
            assert!(fs::read(&input).unwrap() == before, "{name}");
        }
    }
}

#[test]
fn a_result_that_cannot_be_written_is_one_sentence() {
    let folder = folder();
    fs::create_dir(folder.path().join("map")).unwrap();
    for out in ["tidak-ada/hasil.xlsx", "map"] {
        let output = fill(folder.path(), &["Lampiran.xlsx", "-o", out]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.starts_with(&format!("lampiran: {out}")), "{said}");
    }
    assert_eq!(names(folder.path()), ["Lampiran.xlsx", "map"]);
}

#[test]
fn a_result_is_named_as_what_it_is() {
    let folder = folder();
    fs::copy(root().join("fixtures/inplace/makro.xlsm"), folder.path().join("makro.xlsm")).unwrap();
    for (input, out, ending) in [
        ("makro.xlsm", "b.xlsx", ".xlsm"),
        ("Lampiran.xlsx", "b.xlsm", ".xlsx"),
        ("Lampiran.xlsx", "b.xls", ".xlsx"),
        ("Lampiran.xlsx", "b", ".xlsx"),
    ] {
        let output = fill(folder.path(), &[input, "-o", out, "--lang", "en"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{out}");
        assert!(said.contains(&format!("Give it a name that ends in {ending}.")), "{said}");
        assert!(!folder.path().join(out).exists(), "{out}");
    }
    assert_eq!(fill(folder.path(), &["makro.xlsm", "-o", "b.XLSM"]).status.code(), Some(0));
}

#[test]
fn a_template_is_filled_as_a_workbook() {
    let folder = folder();
    for (file, input, kind, result) in [
        ("workbooks/lampiran-2024-02.xlsx", "a.xltx", "sheet.main+xml", "a.terisi.xlsx"),
        ("inplace/makro.xlsm", "b.xltm", "sheet.macroEnabled.main+xml", "b.terisi.xlsm"),
    ] {
        let workbook = fs::read(root().join("fixtures").join(file)).unwrap();
        let template = lampiran_tests::data::retyped(&workbook, kind, &kind.replace("sheet", "template"));
        fs::write(folder.path().join(input), template).unwrap();
        assert_eq!(fill(folder.path(), &[input]).status.code(), Some(0), "{input}");
        let parts = lampiran_tests::filled::parts(&fs::read(folder.path().join(result)).unwrap());
        let types = String::from_utf8(parts["[Content_Types].xml"].clone()).unwrap();
        assert!(types.contains(kind) && !types.contains("template"), "{types}");
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = folder();
    assert_eq!(fill(folder.path(), &["Lampiran.xlsx", "--dry-run"]).status.code(), Some(0));
    assert_eq!(names(folder.path()), ["Lampiran.xlsx"]);
}

#[test]
fn a_dash_writes_the_workbook_on_standard_output() {
    let folder = folder();
    let output = fill(folder.path(), &["Lampiran.xlsx", "-o", "-"]);
    assert!(output.stdout.starts_with(b"PK"));
    assert_eq!(names(folder.path()), ["Lampiran.xlsx"]);
}

#[test]
fn what_the_fill_mends_is_no_longer_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("fixtures/cases/29-total-row-empty.xlsx"), folder.path().join("a.xlsx")).unwrap();
    for fresh in [&[][..], &["--fresh"]] {
        let output = fill(folder.path(), &[&["a.xlsx"], fresh].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_signature_that_no_longer_holds_is_taken_off_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("a.xlsx");
    fs::copy(root().join("fixtures/inplace/bertanda-tangan.xlsx"), &input).unwrap();
    let told = |args: &[&str]| String::from_utf8(fill(folder.path(), args).stderr).unwrap();
    assert!(told(&["a.xlsx", "--lang", "id"]).contains("Tanda tangan digital tidak ikut"));
    assert!(told(&["a.xlsx", "--lang", "en"]).contains("The digital signature is left out"));
    // The names of parts stand in a zip file as they are.
    let bears = |name: &str| {
        let bytes = fs::read(folder.path().join(name)).unwrap();
        String::from_utf8_lossy(&bytes).contains("_xmlsignatures/sig1.xml")
    };
    assert!(bears("a.xlsx") && !bears("a.terisi.xlsx"));
    // Before anything is written, of a form, and in the drop folder with the answer, it is told too.
    assert!(told(&["a.xlsx", "--lang", "en", "--dry-run"]).contains("The digital signature is left out"));
    let program = |args: &[&str]| {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("program"));
        command.current_dir(folder.path()).args(args).output().unwrap().stderr
    };
    let said = String::from_utf8(program(&["template", "a.xlsx", "-o", "b.xlsx", "--lang", "en"])).unwrap();
    assert!(said.contains("The digital signature is left out"), "{said}");
    let drop = folder.path().join("kotak/masuk");
    fs::create_dir_all(&drop).unwrap();
    fs::copy(&input, drop.join("c.xlsx")).unwrap();
    let said = String::from_utf8(program(&["watch", "kotak", "--once", "--lang", "en"])).unwrap();
    assert!(said.contains("c.xlsx: The digital signature is left out"), "{said}");
    let page = fs::read_to_string(folder.path().join("kotak/hasil/c.catatan.html")).unwrap();
    assert!(page.contains("The digital signature is left out"));
    // The result is not signed: nothing more is told of it.
    assert!(!told(&["a.terisi.xlsx", "--lang", "en"]).contains("signature"));
}
