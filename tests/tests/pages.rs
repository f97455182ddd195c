//! Every finding has a page, and every page tells the truth: its wrong example draws just the findings written under it,
//! its right example none.

use std::collections::BTreeSet;

use lampiran_core::{Diagnostic, Grade, Page, Settings, Text, check, compare, compute};
use lampiran_reader::Reading;
use lampiran_reader::grid::{self, Workbook};
use lampiran_tests::house::{root, tracked};
use lampiran_tests::page::{Example, Finding, parse};

fn pages() -> Vec<Page> {
    lampiran_core::pages().chain(lampiran_reader::pages().iter().copied()).collect()
}

#[test]
fn every_page_tells_the_truth() {
    let wrong: Vec<String> = pages().iter().filter_map(|page| try_page(page).err()).collect();
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
    let checked = |workbook: &Workbook| {
        let Reading { laporan, diagnostics } = read(workbook);
        check(&laporan, &compute(&laporan, &settings), &settings, diagnostics)
    };
    let diagnostics = match example {
        Example::File(bytes) => grid::open(bytes).map_or_else(
            |refusal| {
                let message = Text::new(refusal.reason_id, refusal.reason_en);
                vec![Diagnostic::new("berkas-ditolak", Grade::Salah, message)]
            },
            |workbook| checked(&workbook),
        ),
        Example::Workbook(workbook) => checked(workbook),
        Example::Pair(old, new) => compare(&read(old).laporan, &read(new).laporan, &settings).diagnostics,
    };
    diagnostics.iter().map(Finding::of).collect()
}

#[test]
fn whatever_is_found_has_a_page() {
    let known: BTreeSet<&str> = pages().iter().map(|page| page.name).collect();
    let files = tracked().into_iter().filter(|path| path.starts_with("fixtures")).map(|path| root().join(path));
    let mut found = BTreeSet::new();
    for path in files {
        let bytes = std::fs::read(&path).unwrap_or_default();
        found.extend(findings(&Example::File(bytes)).into_iter().map(|finding| finding.name));
    }
    assert!(found.len() > 10, "the workbooks in fixtures have findings of many kinds: {found:?}");
    let unknown: Vec<&String> = found.iter().filter(|name| !known.contains(name.as_str())).collect();
    assert!(unknown.is_empty(), "without a page: {unknown:?}");
}

#[test]
fn no_name_has_two_pages() {
    let pages = pages();
    let names: BTreeSet<&str> = pages.iter().map(|page| page.name).collect();
    assert_eq!(names.len(), pages.len());
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
