//! What a filling in place leaves alone: held byte for byte against the workbook that was filled.
#![allow(
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "what is missing fails the test"
)]

use std::collections::{BTreeMap, BTreeSet};

use crate::filled::{fill_figures, parts, read};
use crate::package::{Sheet, sheet_parts};

/// What a filling may touch in a workbook beside its sheets.
struct Touched {
    names: BTreeSet<String>,
}

impl Touched {
    /// By the filling of the figures: styles, and how the workbook is calculated. A calculation chain is dropped from the
    /// lists it stands in, a signature is taken off.
    fn by_figures(before: &BTreeMap<String, Vec<u8>>) -> Self {
        let mut names: BTreeSet<String> = ["xl/styles.xml", "xl/workbook.xml"].map(str::to_owned).into();
        let mut drop = |lists: [&str; 2], parts: &mut dyn Iterator<Item = &String>| {
            let parts: Vec<String> = parts.cloned().collect();
            if !parts.is_empty() {
                names.extend(lists.map(str::to_owned));
            }
            names.extend(parts);
        };
        let signatures = before.keys().filter(|name| name.starts_with("_xmlsignatures/"));
        drop(["_rels/.rels", "[Content_Types].xml"], &mut { signatures });
        let chain = before.keys().filter(|name| *name == "xl/calcChain.xml");
        drop(["xl/_rels/workbook.xml.rels", "[Content_Types].xml"], &mut { chain });
        Self { names }
    }

    /// By all of it: our sheets are listed, and the sheets with findings get notes.
    fn by_all(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Self {
        let mut touched = Self::by_figures(before);
        touched.names.extend(["xl/_rels/workbook.xml.rels", "[Content_Types].xml"].map(str::to_owned));
        let text = |name: &str| after.get(name).map(|part| String::from_utf8_lossy(part).into_owned());
        for sheet in before.keys().filter(|name| name.starts_with("xl/worksheets/sheet")) {
            let rels = sheet.replace("worksheets/", "worksheets/_rels/") + ".rels";
            for part in before.keys().filter(|name| ["omments", "vmlDrawing"].iter().any(|kind| name.contains(kind))) {
                let file = part.rsplit('/').next().unwrap();
                let is_noted = text(part).is_none_or(|part| part.contains("lampiran") || part.contains("Note"));
                if is_noted && text(&rels).is_some_and(|rels| rels.contains(&format!("/{file}\""))) {
                    touched.names.insert(part.clone());
                }
            }
            let marked = after[sheet] != before[sheet];
            touched.names.extend(marked.then_some(rels));
        }
        touched
    }

    fn none_other(&self, name: &str, before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) {
        for (part, content) in before {
            if !part.starts_with("xl/worksheets/sheet") && !self.names.contains(part) {
                assert!(after.get(part) == Some(content), "{name}: {part}");
            }
        }
    }
}

/// Holds a workbook against what a filling made of it: parts that need no change have none, and in a sheet only the cells
/// differ that the filling names, or formulas whose results it brought up to date.
pub fn hold(name: &str, bytes: &[u8], filled: &[u8]) {
    let figures = fill_figures(bytes);
    let (before, after, whole) = (parts(bytes), parts(&figures.bytes), parts(filled));
    Touched::by_figures(&before).none_other(name, &before, &after);
    Touched::by_all(&before, &whole).none_other(name, &before, &whole);
    let laporan = read(bytes).laporan;
    for (sheet, part) in sheet_parts(&before) {
        let here = figures.changes.iter().filter(|change| laporan.nama_lembar(change.place.sheet) == sheet);
        let changed: BTreeSet<String> = here.map(|change| change.place.cell.to_string()).collect();
        let sheet = |parts: &BTreeMap<String, Vec<u8>>| Sheet::read(std::str::from_utf8(&parts[&part]).unwrap());
        let (before, after, whole) = (sheet(&before), sheet(&after), sheet(&whole));
        assert_eq!(before.without_rows(), after.without_rows(), "{name}: {part}");
        assert_eq!(after.cells, whole.cells, "{name}: {part}: what is found changes no cell");
        for (cell, is) in &after.cells {
            // A stored result may be brought up to date: the formula stays.
            let was = before.cells.get(cell);
            let is_kept = was.is_some_and(|was| was == is || was.formula.is_some() && was.is_like(is));
            assert!(changed.contains(cell) || is_kept, "{name}: {part}!{cell}: {was:?}, {is:?}");
        }
        assert!(before.cells.keys().all(|cell| after.cells.contains_key(cell)), "{name}: {part}");
        for (row, tag) in &before.rows {
            let is_kept = after.rows[row] == *tag || tag.contains("spans=");
            assert!(is_kept, "{name}: {part}, row {row}: {tag} {}", after.rows[row]);
        }
    }
}
