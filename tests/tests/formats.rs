//! What other programs read of ours: JSON by its published schema, SARIF, and the page of findings.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;
use std::path::Path;
use std::process::Command;

use lampiran_tests::house::root;
use serde_json::Value;

fn printed(args: &[&str]) -> String {
    let program = assert_cmd::cargo::cargo_bin!("program");
    let output = Command::new(program).current_dir(root().join("fixtures")).args(args).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// An independent validator (`tests/referees.sh` installs it) reads the schema and each document.
fn validate(schema: &str, documents: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let schema_file = folder.path().join("schema.json");
    fs::write(&schema_file, schema).unwrap();
    let files = documents.iter().enumerate().map(|(i, document)| {
        let file = folder.path().join(format!("{i}.json"));
        fs::write(&file, document).unwrap();
        file
    });
    let script = "import json, sys, jsonschema\n\
                  schema = json.load(open(sys.argv[1]))\n\
                  jsonschema.Draft202012Validator.check_schema(schema)\n\
                  for f in sys.argv[2:]: jsonschema.validate(json.load(open(f)), schema)\n";
    let python = Path::new(&root()).join("target/referees/venv/bin/python");
    let output = Command::new(python).args(["-c", script]).arg(&schema_file).args(files).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_json_keeps_to_its_schema() {
    let read = [
        "workbooks/lampiran-2024-02.xlsx",
        "workbooks/salah/salah-huruf-o.xlsx",
        "cases/07-eleven-columns-output.xlsx",
        "cases/51-password-to-open.xlsx",
    ]
    .map(|file| printed(&["read", "--format", "json", file]));
    validate(&printed(&["schema"]), &read);
    let checked = [printed(&["check", "--format", "json", "workbooks", "tidak-ada.xlsx"])];
    validate(&printed(&["schema", "--of", "check"]), &checked);
    let pair = ["workbooks/lampiran-2024-02.xlsx", "workbooks/lampiran-2024-03.xlsx"];
    let compared = [printed(&["compare", "--format", "json", pair[0], pair[1]])];
    validate(&printed(&["schema", "--of", "compare"]), &compared);
}

#[test]
fn keys_are_always_there_whatever_the_file_lacks() {
    for file in ["workbooks/lampiran-2024-02.xlsx", "cases/51-password-to-open.xlsx"] {
        let json: Value = serde_json::from_str(&printed(&["read", "--format", "json", file])).unwrap();
        for key in [
            "berkas",
            "instansi",
            "pemda",
            "tahun",
            "bulan_awal",
            "bulan_akhir",
            "pejabat",
            "lampiran",
            "rekap",
            "catatan",
        ] {
            assert!(json.get(key).is_some(), "{file}: {key}");
        }
    }
}

#[test]
fn sarif_names_rule_file_sheet_and_cell() {
    let log: Value =
        serde_json::from_str(&printed(&["check", "--format", "sarif", "workbooks/salah/salah-huruf-o.xlsx"])).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    let results = run["results"].as_array().unwrap();
    assert!(results.iter().all(|result| rules.contains(&result["ruleId"].as_str().unwrap())));
    let wrong = results.iter().find(|result| result["ruleId"] == "angka-tidak-terbaca").unwrap();
    let place = &wrong["locations"][0];
    assert_eq!(wrong["level"], "error");
    assert_eq!(place["physicalLocation"]["artifactLocation"]["uri"], "workbooks/salah/salah-huruf-o.xlsx");
    assert_eq!(place["physicalLocation"]["region"]["startLine"], 40);
    assert_eq!(place["physicalLocation"]["region"]["startColumn"], 16);
    assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], "LAMPIRAN 1!P40");
}

#[test]
fn the_page_stands_alone_and_is_read_by_a_screen_reader() {
    for lang in ["id", "en"] {
        let page =
            printed(&["--lang", lang, "check", "--format", "html", "workbooks/salah/salah-huruf-o.xlsx", "workbooks"]);
        assert!(page.starts_with("<!DOCTYPE html>"));
        assert!(page.contains(&format!("<html lang=\"{lang}\">")) && page.contains("<main"), "{lang}");
        assert!(page.contains("<mark>418.8O0.000</mark>"), "the cell is marked in its block");
        assert!(page.contains("<svg") && page.contains("role=\"img\"") && page.contains("scope=\"col\""));
        assert!(page.contains("size: A4 landscape"));
        for outside in ["http://", "https://", "src=", "<link", "<script"] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}

#[test]
fn what_a_cell_says_cannot_become_part_of_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("<script>alert(1)<script>.xlsx");
    fs::write(&file, b"bukan buku kerja").unwrap();
    let page = printed(&["check", "--format", "html", file.to_str().unwrap()]);
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
}
