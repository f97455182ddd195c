//! The rules of the house itself: which room may know what, and what every file owes its reader.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails loudly"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lampiran_tests::house::{Source, root, sources, tracked};

/// The rooms, and which of ours each may import.
const DOORS: [(&str, &[&str]); 5] = [
    ("core", &[]),
    ("reader", &["lampiran-core"]),
    ("writer", &["lampiran-core"]),
    ("tables", &["lampiran-core"]),
    ("cli", &["lampiran-core", "lampiran-reader", "lampiran-writer", "lampiran-tables"]),
];

/// Libraries and parts of std, and the only places that may know them.
const KNOWN_ONLY_BY: [(&str, &[&str]); 12] = [
    ("calamine", &["crates/reader/src/grid"]),
    ("zip::", &["crates/reader/src/grid", "crates/writer/src"]),
    ("parquet::", &["crates/tables"]),
    ("rusqlite", &["crates/tables"]),
    ("from_f64", &["crates/reader/src/grid"]),
    ("to_f64", &[]),
    ("std::fs", &["crates/cli", "crates/tables"]),
    ("std::env", &["crates/cli"]),
    ("std::net", &["crates/cli"]),
    ("std::process", &["crates/cli"]),
    ("Instant", &["crates/cli"]),
    ("println!", &["crates/cli"]),
];

/// What lies at the top of the project; everything else belongs in one of these.
const TOP: [&str; 7] = ["Cargo.lock", "Cargo.toml", "LICENSE", "README.md", "crates", "fixtures", "tests"];

fn manifest(path: &Path) -> toml::Table {
    fs::read_to_string(path).unwrap().parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names in all dependency tables of a manifest, those of single systems too, with and without development.
fn dependencies(manifest: &toml::Table, development: bool) -> BTreeSet<String> {
    let systems = manifest.get("target").and_then(toml::Value::as_table);
    let tables = systems.into_iter().flat_map(toml::Table::values).filter_map(toml::Value::as_table);
    let kinds = if development { ["dependencies", "dev-dependencies"].as_slice() } else { &["dependencies"] };
    std::iter::once(manifest)
        .chain(tables)
        .flat_map(|table| kinds.iter().filter_map(|kind| table.get(*kind)?.as_table()))
        .flat_map(|dependencies| dependencies.keys().cloned())
        .collect()
}

#[test]
fn rooms_open_only_the_doors_they_may() {
    let rooms = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().file_name());
    let rooms: BTreeSet<String> = rooms.map(|name| name.to_string_lossy().into_owned()).collect();
    assert_eq!(
        rooms,
        DOORS.iter().map(|(room, _)| (*room).to_owned()).collect(),
        "each room has its doors written down"
    );
    for (room, allowed) in DOORS {
        let used = dependencies(&manifest(&root().join("crates").join(room).join("Cargo.toml")), true);
        let ours: Vec<&String> = used.iter().filter(|name| name.starts_with("lampiran")).collect();
        assert!(ours.iter().all(|name| allowed.contains(&name.as_str())), "{room} opens a wrong door: {ours:?}");
    }
}

#[test]
fn what_one_place_knows_no_other_does() {
    let mut wrong = Vec::new();
    for source in sources("crates") {
        let code = source.code();
        for (word, places) in KNOWN_ONLY_BY {
            if code.contains(word) && !places.iter().any(|place| source.path.starts_with(place)) {
                wrong.push(format!("{} knows {word}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_edges_are_dependencies_of_their_own_room_only() {
    for (library, home) in [("calamine", "reader"), ("parquet", "tables"), ("rusqlite", "tables")] {
        for (room, _) in DOORS {
            let used = dependencies(&manifest(&root().join("crates").join(room).join("Cargo.toml")), false);
            assert!(room == home || !used.contains(library), "{room} depends on {library}");
        }
    }
}

#[test]
fn figures_are_decimals_past_the_reader() {
    // Paper is measured in floats in the writer, as its library wants; a figure is not.
    let floats = |source: &Source| {
        let code = source.code();
        code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "f64" || word == "f32")
    };
    let rooms = ["crates/core", "crates/reader", "crates/tables"].into_iter().flat_map(sources);
    let wrong: Vec<String> = rooms.filter(floats).map(|source| source.path).collect();
    let stored = |path: &String| path.starts_with("crates/reader/src/grid/");
    assert!(wrong.iter().all(stored), "only the grid sees numbers as files store them: {wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_and_is_one_thing() {
    let mut wrong = Vec::new();
    for source in sources("crates").into_iter().chain(sources("tests")) {
        if !source.text.starts_with("//! ") {
            wrong.push(format!("{} does not open with a sentence", source.path));
        }
        let lines = source.text.lines().count();
        if lines > 400 {
            wrong.push(format!("{} has {lines} lines", source.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_lint_is_allowed_only_with_its_reason() {
    let mut wrong = Vec::new();
    for source in sources("crates").into_iter().chain(sources("tests")) {
        for opening in ["#[allow(", "#![allow(", "#[expect(", "#![expect("] {
            let allowed = source.text.split(opening).skip(1).map(|rest| rest.split(")]").next().unwrap_or(rest));
            let bare = allowed.filter(|inside| !inside.starts_with('"') && !inside.contains("reason ="));
            wrong.extend(bare.map(|inside| format!("{}: {inside}", source.path)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_crate_takes_version_and_lints_from_the_workspace() {
    let inherits = |table: &toml::Table, key: &str| {
        table.get(key).and_then(toml::Value::as_table).and_then(|t| t.get("workspace"))
            == Some(&toml::Value::Boolean(true))
    };
    let members = DOORS.map(|(room, _)| format!("crates/{room}")).into_iter().chain(["tests".to_owned()]);
    for member in members {
        let manifest = manifest(&root().join(&member).join("Cargo.toml"));
        assert!(inherits(&manifest, "lints"), "{member} has lints of its own");
        let package = manifest["package"].as_table().unwrap();
        for key in ["version", "edition", "rust-version", "license"] {
            assert!(inherits(package, key), "{member} has its own {key}");
        }
        let versions = manifest.get("dependencies").and_then(toml::Value::as_table).into_iter().flatten();
        for (name, value) in versions {
            let own = value.as_str().or_else(|| value.get("version").and_then(toml::Value::as_str));
            assert_eq!(own, None, "{member} has its own version of {name}");
        }
    }
}

#[test]
fn the_top_of_the_project_holds_what_is_named_and_no_more() {
    let top: BTreeSet<String> = tracked()
        .iter()
        .filter_map(|path| path.iter().next().map(|first| first.to_string_lossy().into_owned()))
        .filter(|name| !name.starts_with('.'))
        .collect();
    assert_eq!(top, TOP.map(str::to_owned).into());
}

#[test]
fn a_check_is_two_files_and_a_page_is_listed() {
    let names = |folder: &str, extension: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let entries = entries.filter(|path| path.extension().is_some_and(|found| found == extension));
        entries.map(|path: PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
    };
    let listed: BTreeSet<String> = lampiran::pages().map(|page| page.name.to_owned()).collect();
    let folders = [
        "crates/core/src/checks",
        "crates/core/src/banding",
        "crates/core/src/masukan",
        "crates/reader/src/pages",
        "crates/cli/src/pages",
    ];
    let written: BTreeSet<String> = folders.iter().flat_map(|folder| names(folder, "md")).collect();
    assert_eq!(written, listed, "every page is in a list, and every name in a list has its page");
}

#[test]
fn the_readme_has_two_commands_that_can_be_run() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let commands: Vec<&str> = readme.split("```sh\n").skip(1).filter_map(|block| block.split("```").next()).collect();
    let lines = || commands.iter().flat_map(|block| block.lines());
    let fill =
        lines().find(|line| line.starts_with("cargo run") && line.contains(" fill ")).expect("a command that fills");
    let input = fill.split_whitespace().find(|word| word.starts_with("fixtures/")).expect("of a workbook in fixtures");
    assert!(root().join(input).is_file(), "{input} is not there");
    assert!(
        lines().any(|line| line.starts_with("tests/") && root().join(line).is_file()),
        "a command that runs the tests"
    );
}

#[test]
fn the_project_speaks_of_itself_alone() {
    // In pieces, so that this file does not hold them.
    let words = [
        ["/wo", "rk/"],
        ["/tm", "p/wt"],
        ["/ro", "ot/"],
        ["cla", "ude"],
        ["anth", "ropic"],
        ["chat", "gpt"],
        ["copi", "lot"],
        ["language ", "model"],
        ["arti", "factory"],
    ]
    .map(|pieces| pieces.concat());
    let mut wrong = Vec::new();
    for path in tracked() {
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        let text = text.to_lowercase();
        wrong
            .extend(words.iter().filter(|word| text.contains(*word)).map(|word| format!("{}: {word}", path.display())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
