//! Every finding has a page, and every page tells the truth: its wrong example draws just the findings written under it,
//! its right example none.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

use std::collections::BTreeSet;

use assert_cmd::{Command, cargo::cargo_bin};
use lampiran::pages;
use lampiran_core::{Laporan, Page, Settings, Standing, check, compare, compute, match_rows};
use lampiran_reader::Reading;
use lampiran_reader::grid::Workbook;
use lampiran_tests::house::{root, tracked};
use lampiran_tests::page::{Example, Finding, normal, parse};
use serde_json::Value;

#[test]
fn every_page_tells_the_truth() {
    let wrong: Vec<String> = pages().filter_map(|page| try_page(&page).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn try_page(page: &Page) -> Result<(), String> {
    let say = |what: String| format!("{}: {what}", page.name);
    let example = parse(page.text).map_err(say)?;
    if !example.findings.iter().any(|finding| finding.name == page.name) {
        return Err(say("the page promises no finding of its own name".to_owned()));
    }
    let mut drawn = findings(&example.wrong);
    let mut promised = example.findings;
    sort(&mut drawn);
    sort(&mut promised);
    if drawn != promised {
        return Err(say(format!("the wrong example draws\n  {drawn:#?}\nbut the page promises\n  {promised:#?}")));
    }
    let drawn = findings(&example.right);
    if drawn.is_empty() { Ok(()) } else { Err(say(format!("the right example draws\n  {drawn:#?}"))) }
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (&a.name, &a.sheet, &a.cell).cmp(&(&b.name, &b.sheet, &b.cell)));
}

/// All that reading, checking and comparing say of an example.
fn findings(example: &Example) -> Vec<Finding> {
    let settings = Settings::default();
    let read = |workbook: &Workbook| lampiran_reader::read(workbook, &settings);
    match example {
        Example::Folder(files) => of_folder(files),
        Example::Workbook(workbook) => {
            let Reading { laporan, diagnostics } = read(workbook);
            let found = check(&laporan, &compute(&laporan, &settings), &settings, diagnostics);
            found.iter().map(|finding| Finding::of(finding, &laporan)).collect()
        }
        Example::Masukan(report, table) => {
            let (rows, mut found) = lampiran_reader::read_masukan(table, &settings).unwrap();
            let standing = Standing { replace: false, has_formula: &|_| false };
            found.extend(match_rows(&read(report).laporan, &rows, standing, &settings).diagnostics);
            let named =
                Laporan { lembar: table.sheets.iter().map(|sheet| sheet.name.clone()).collect(), ..Laporan::default() };
            found.iter().map(|finding| Finding::of(finding, &named)).collect()
        }
        Example::Pair(old, new) => {
            let (old, new) = (read(old).laporan, read(new).laporan);
            let found = compare(&old, &new, &settings).diagnostics;
            found.iter().map(|finding| Finding::of(finding, &new)).collect()
        }
    }
}

/// What the program says of a folder with these files.
fn of_folder(files: &[(String, Vec<u8>)]) -> Vec<Finding> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut program = Command::new(cargo_bin!("program"));
    let output = program.args(["check", "--format", "json"]).arg(folder.path()).output().unwrap();
    let output: Value = serde_json::from_slice(&output.stdout).unwrap();
    let files = output["berkas"].as_array().unwrap().iter();
    let findings = files.flat_map(|file| file["catatan"].as_array().unwrap());
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let finding = |found: &Value| Finding {
        grade: text(&found["tingkat"]).unwrap(),
        name: text(&found["nama"]).unwrap(),
        cell: text(&found["sel"]),
        sheet: text(&found["lembar"]),
        found: found["ditemukan"].as_str().map(normal),
        expected: found["seharusnya"].as_str().map(normal),
    };
    findings.map(finding).collect()
}

#[test]
fn whatever_is_found_has_a_page() {
    let known: BTreeSet<&str> = pages().map(|page| page.name).collect();
    let mut found = BTreeSet::new();
    for path in tracked().into_iter().filter(|path| path.starts_with("fixtures")) {
        let bytes = std::fs::read(root().join(&path)).unwrap();
        let outcome = lampiran::run(&path.to_string_lossy(), &bytes, &Settings::default());
        found.extend(outcome.findings.into_iter().map(|finding| finding.name));
    }
    assert!(found.len() > 20, "the workbooks in fixtures have findings of many kinds: {found:?}");
    let unknown: Vec<&str> = found.difference(&known).copied().collect();
    assert!(unknown.is_empty(), "without a page: {unknown:?}");
}

#[test]
fn no_name_has_two_pages() {
    let names: BTreeSet<&str> = pages().map(|page| page.name).collect();
    assert_eq!(names.len(), pages().count());
}

#[test]
fn every_page_opens_with_its_title_in_both_languages_and_its_name() {
    for page in pages() {
        let title = page.title();
        assert!(
            page.text.starts_with(&format!("# {}\n\n*{}*\n\n`{}`", title.id, title.en, page.name)),
            "{}",
            page.name
        );
        for heading in ["Contoh yang salah", "Contoh yang benar", "Cara memperbaiki", "In English"] {
            assert!(page.text.contains(&format!("\n## {heading}\n")), "{}: no heading {heading}", page.name);
        }
    }
}
