//! `lampiran template`: the form for the next month, as its maker and as those who fill it in meet it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::Output;

use lampiran_core::Bulan;
use lampiran_tests::filled::{Case, REAL_SIZE, all, figures, fill, parts, read};
use lampiran_tests::house::root;
use lampiran_tests::package::{Sheet, sheet_parts};
use lampiran_tests::referee;
use lampiran_writer::template;
use tempfile::TempDir;

/// A folder with the report of Januari and Februari.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("fixtures/workbooks/lampiran-2024-02.xlsx"), folder.path().join("a.xlsx")).unwrap();
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("program"));
    command.current_dir(folder).env_remove("LAMPIRAN_LANG").args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_form_for_the_next_month_opens_only_its_cells() {
    let bytes = std::fs::read(root().join("fixtures/workbooks/lampiran-2024-02.xlsx")).unwrap();
    let report = read(&bytes);
    let maret = Bulan::new(3).unwrap();
    let form = template(&bytes, &report.laporan, maret).unwrap();
    let next = read(&form);
    assert_eq!(next.laporan.bulan_akhir(), Some(maret));
    assert_eq!(figures(&next.laporan), figures(&report.laporan));
    assert_eq!(referee::disorder(&form), Vec::<String>::new());
    assert_eq!(referee::validate(&[("formulir.xlsx", &form)]), [Vec::<String>::new()]);
    let xml = String::from_utf8(parts(&form)["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(xml.contains("<sheetProtection sheet=\"1\"") && xml.contains("type=\"custom\""));
    // The same form for the same month is the same; filled, it is a report again and keeps its locks.
    assert!(template(&form, &next.laporan, maret).unwrap() == form);
    let filled = parts(&fill(&form).bytes);
    let xml = String::from_utf8(filled["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(xml.contains("<sheetProtection sheet=\"1\""));
}

#[test]
fn every_form_is_a_sound_workbook_with_the_figures_it_had() {
    let maret = Bulan::new(3).unwrap();
    // The small cases are all of one make, and a validator takes seconds for a workbook of real size: one speaks for them.
    let is_one = |case: &&Case| case.bytes.len() < REAL_SIZE && !case.name.starts_with(|c: char| c.is_ascii_digit());
    let cases = all().iter().filter(|case| is_one(case) || case.name == "lampiran-2024-02.xlsx");
    let forms: Vec<(&str, &[u8], Vec<u8>)> = cases
        .filter_map(|case| {
            let report = read(&case.bytes);
            report.laporan.bulan_akhir().filter(|last| last.next() == Some(maret))?;
            let form = template(&case.bytes, &report.laporan, maret).unwrap();
            assert_eq!(figures(&read(&form).laporan), figures(&report.laporan), "{}", case.name);
            Some((case.name.as_str(), case.bytes.as_slice(), form))
        })
        .collect();
    assert!(forms.len() > 12, "{}", forms.len());
    let before = referee::validate(&forms.iter().map(|(name, bytes, _)| (*name, *bytes)).collect::<Vec<_>>());
    let after = referee::validate(&forms.iter().map(|(name, _, form)| (*name, form.as_slice())).collect::<Vec<_>>());
    for (((name, bytes, form), before), after) in forms.iter().zip(before).zip(after) {
        let new: Vec<_> = after.iter().filter(|finding| !before.contains(finding)).collect();
        assert!(new.is_empty(), "{name}: {new:#?}");
        assert_eq!(referee::disorder(form), referee::disorder(bytes), "{name}");
        // A cell keeps all but its style, which says whether it is locked, or it is a title.
        let (before, after) = (parts(bytes), parts(form));
        for (sheet, part) in sheet_parts(&before) {
            let cells = |xml: &[u8]| Sheet::read(std::str::from_utf8(xml).unwrap()).cells;
            let (before, after) = (cells(&before[&part]), cells(&after[&part]));
            let value = |text: &str| text.split_once('>').map(|(_, rest)| rest.to_owned());
            let changed = before.iter().filter(|(at, cell)| value(&after[*at].text) != value(&cell.text));
            let changed: Vec<_> = changed.map(|(at, _)| at).collect();
            assert!(changed.len() <= 4, "{name} {sheet}: {changed:?}");
        }
    }
}

#[test]
fn the_form_is_made_from_a_workbook_that_can_be_edited_and_never_over_entries() {
    let folder = folder();
    let made = run(folder.path(), &["template", "a.xlsx", "-o", "Maret.xlsx"]);
    assert_eq!(made.status.code(), Some(0));
    assert!(said(&made).contains("Maret"), "the month after Januari-Februari");
    let again = run(folder.path(), &["template", "a.xlsx", "-o", "Maret.xlsx"]);
    assert_eq!(again.status.code(), Some(2), "a form may hold entries");
    assert_eq!(run(folder.path(), &["template", "a.xlsx", "-o", "a.xlsx", "--force"]).status.code(), Some(2));
    fs::copy(root().join("fixtures/workbooks/lampiran-2024-02.xls"), folder.path().join("a.xls")).unwrap();
    assert_eq!(run(folder.path(), &["template", "a.xls", "-o", "b.xlsx"]).status.code(), Some(2));
}

#[test]
fn the_month_is_the_next_one_or_a_later_one() {
    let folder = folder();
    let make = |args: &[&str]| run(folder.path(), &[&["template", "--lang", "en"], args].concat());
    for (args, code, words) in [
        (
            &["a.xlsx", "-o", "1.xlsx", "--month", "1"][..],
            2,
            "the report goes up to February; no form is made for January",
        ),
        (&["a.xlsx", "-o", "2.xlsx", "--month", "2"], 0, "form for February"),
        (&["a.xlsx", "-o", "3.xlsx"], 0, "form for March"),
        (&["3.xlsx", "-o", "4.xlsx"], 0, "Realisasi of March are missing, and their cells are locked in this form."),
        (&["a.xlsx", "-o", "5.xlsx", "--month", "4"], 0, "March is skipped, and locked in this form."),
        (&["a.xlsx", "-o", "6.xlsx", "--month", "12"], 0, "March to November are skipped, and locked in this form."),
        (&["6.xlsx", "-o", "7.xlsx"], 2, "the report goes up to December"),
    ] {
        let output = make(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{args:?}: {}", said(&output));
    }
}
