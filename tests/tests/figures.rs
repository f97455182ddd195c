//! The published report, read from every layout staff use: every figure and name as in `fixtures/data`, which was checked
//! against every printed total.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

use std::path::PathBuf;

use assert_cmd::Command;
use lampiran_tests::figures::{Likeness, compare, same};
use lampiran_tests::house::root;
use serde_json::Value;

fn workbook(name: &str) -> PathBuf {
    root().join("fixtures/workbooks").join(name)
}

fn program() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("program"))
}

fn read(name: &str) -> Value {
    let output =
        program().args(["read", "--format", "json"]).arg(workbook(name)).assert().success().get_output().clone();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn truth() -> Value {
    serde_json::from_slice(&std::fs::read(root().join("fixtures/data/lampiran-2024-02.json")).unwrap()).unwrap()
}

/// Reads a workbook and compares all it says with the truth.
fn agrees(name: &str, likeness: Likeness) {
    let (truth, read) = (truth(), read(name));
    let (figures, differences) = compare(&truth, &read, likeness);
    assert_eq!(figures, 5_091, "the report has so many figures and names");
    let first: Vec<&String> = differences.iter().take(20).collect();
    assert!(differences.is_empty(), "{name}: {} differences\n{first:#?}", differences.len());
    let total = &read["lampiran"][0]["bagian"][0]["jumlah"];
    assert_eq!(
        (total["tahunan"].as_str(), total["realisasi"].as_str(), total["persen"].as_str()),
        (Some("15030032435"), Some("922808238"), Some("6.14")),
        "{name}"
    );
    rekap_agrees(name, &truth["rekap"], &read["rekap"], likeness);
}

/// The rekap tables: figures and names in the same order.
fn rekap_agrees(name: &str, truth: &Value, read: &Value, likeness: Likeness) {
    for table in ["capaian_kinerja", "capaian_keuangan"] {
        let (must, is) = (truth[table].as_array().unwrap(), read[table].as_array().unwrap());
        assert_eq!(must.len(), is.len(), "{name}: rows of {table}");
        for (must, is) in must.iter().zip(is) {
            row_agrees(name, must, is, likeness);
        }
    }
    row_agrees(name, &truth["capaian_keuangan_total"], &read["capaian_keuangan_total"], likeness);
}

fn row_agrees(name: &str, must: &Value, is: &Value, likeness: Likeness) {
    for (field, value) in must.as_object().unwrap() {
        assert!(same(field, value, &is[field], likeness), "{name}: {field} of {must} is {}", is[field]);
    }
}

#[test]
fn xlsx_agrees_in_every_figure() {
    agrees("lampiran-2024-02.xlsx", Likeness::Strict);
}

#[test]
fn xls_agrees_in_every_figure() {
    agrees("lampiran-2024-02.xls", Likeness::Strict);
}

#[test]
fn ods_agrees_in_every_figure() {
    agrees("lampiran-2024-02.ods", Likeness::Strict);
}

#[test]
fn all_figures_typed_as_text_agree() {
    agrees("teks-rupiah.xlsx", Likeness::Loose);
}

#[test]
fn all_on_one_sheet_agree() {
    agrees("satu-lembar.xlsx", Likeness::Loose);
}

#[test]
fn a_sheet_per_official_agrees() {
    agrees("per-bagian.xlsx", Likeness::Loose);
}

#[test]
fn a_clean_workbook_checks_clean() {
    for name in [
        "lampiran-2024-01.xlsx",
        "lampiran-2024-02.xlsx",
        "lampiran-2024-02.xls",
        "lampiran-2024-02.ods",
        "lampiran-2024-03.xlsx",
        "teks-rupiah.xlsx",
        "satu-lembar.xlsx",
        "per-bagian.xlsx",
    ] {
        program().arg("check").arg(workbook(name)).assert().code(0);
    }
}

#[test]
fn every_planted_mistake_is_found_by_name_and_cell_and_nothing_else_is_wrong() {
    let planted = std::fs::read(workbook("salah/salah.json")).unwrap();
    let planted: Value = serde_json::from_slice(&planted).unwrap();
    for (file, must) in planted.as_object().unwrap() {
        let grade = must["tingkat"].as_str().unwrap_or("salah");
        let run = program().args(["check", "--format", "json"]).arg(workbook("salah").join(file)).assert();
        let output = run.code(i32::from(grade == "salah")).get_output().clone();
        let output: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = output["berkas"][0]["catatan"].as_array().unwrap();
        let wrong: Vec<&Value> = findings.iter().filter(|finding| finding["tingkat"] == grade).collect();
        let named: Vec<&&Value> = wrong.iter().filter(|finding| finding["nama"] == must["nama"]).collect();
        let found = named.iter().find(|finding| {
            let same = |field: &str| must[field].is_null() || finding[field] == must[field];
            let cells = must["sel"].as_array().unwrap();
            same("lembar") && same("ditemukan") && same("seharusnya") && cells.contains(&finding["sel"])
        });
        assert!(found.is_some(), "{file}: {must} is not among {wrong:#?}");
        let errors = findings.iter().filter(|finding| finding["tingkat"] == "salah").count();
        assert_eq!(errors, usize::from(grade == "salah"), "{file}: {findings:#?}");
    }
}
