//! Workbooks filled in place: the figures are right, and everything that is not a figure is as the office made it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use lampiran_core::{Bulan, Computed, Diagnostic, Laporan, Settings, check, compute};
use lampiran_reader::grid::{self, Workbook};
use lampiran_reader::rewrite;
use lampiran_tests::house::root;
use lampiran_tests::referee;
use lampiran_writer::{Change, Filling, Options, template};

/// A workbook as it is read.
struct Report {
    laporan: Laporan,
    computed: Computed,
    findings: Vec<Diagnostic>,
}

fn read(bytes: &[u8]) -> Report {
    report(&grid::open(bytes).unwrap())
}

fn report(workbook: &Workbook) -> Report {
    let settings = Settings::default();
    let reading = lampiran_reader::read(workbook, &settings);
    let computed = compute(&reading.laporan, &settings);
    let findings = check(&reading.laporan, &computed, &settings, reading.diagnostics);
    Report { laporan: reading.laporan, computed, findings }
}

/// A filled workbook, and what was changed in it.
struct Filled {
    bytes: Vec<u8>,
    changes: Vec<Change>,
}

/// A workbook with its figures written, and its cells as they are then.
fn figures_of(bytes: &[u8]) -> (Filling<'_>, Workbook) {
    let mut workbook = grid::open(bytes).unwrap();
    let report = report(&workbook);
    let mut filling = Filling::open(bytes).unwrap();
    let written = filling.figures(&report.laporan, &report.computed).unwrap();
    if !written.is_empty() {
        filling.results(&report.laporan, &rewrite(&mut workbook, &written)).unwrap();
    }
    (filling, workbook)
}

/// Fills the figures alone.
fn fill_figures(bytes: &[u8]) -> Filled {
    let (filling, _) = figures_of(bytes);
    Filled { changes: filling.changes().to_vec(), bytes: filling.finish().unwrap() }
}

/// Fills a workbook as the program does: the findings are those that stand once the figures are filled.
fn fill(bytes: &[u8]) -> Filled {
    let (mut filling, workbook) = figures_of(bytes);
    let Report { laporan, computed, findings } = report(&workbook);
    filling.findings(&laporan, &computed, &findings, &Options::default()).unwrap();
    Filled { changes: filling.changes().to_vec(), bytes: filling.finish().unwrap() }
}

/// The .xlsx and .xlsm files in a folder of fixtures in which a lampiran is found.
fn workbooks(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join("fixtures").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "xlsx" || kind == "xlsm"))
        .collect();
    paths.sort();
    let files = paths.iter().map(|path| (name(path), std::fs::read(path).unwrap()));
    files
        .filter(|(_, bytes)| {
            grid::open(bytes).is_ok_and(|workbook| {
                lampiran_reader::read(&workbook, &Settings::default()).laporan.bagian().next().is_some()
            })
        })
        .collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// A fixture, as it is and filled.
struct Case {
    name: String,
    bytes: Vec<u8>,
    filled: Vec<u8>,
}

/// All fixtures that can be filled in place; of those with a planted mistake, the ones that change something else.
fn all() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let mistakes = ["salah-huruf-o.xlsx", "salah-kegiatan-ganda.xlsx", "salah-realisasi-maret-terisi.xlsx"];
        let files = ["workbooks", "workbooks/salah", "cases", "inplace"].into_iter().flat_map(workbooks);
        let files = files.filter(|(name, _)| !name.starts_with("salah-") || mistakes.contains(&name.as_str()));
        files.map(|(name, bytes)| Case { filled: fill(&bytes).bytes, name, bytes }).collect()
    })
}

/// One of them.
fn case(name: &str) -> &'static Case {
    all().iter().find(|case| case.name == name).unwrap()
}

/// The parts of a package, by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut part = zip.by_index(i).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// Parts that a filling may change: sheets, styles, the workbook and what lists the contents. A signature is taken off.
fn may_change(part: &str) -> bool {
    let extension = Path::new(part).extension().and_then(|extension| extension.to_str());
    part.starts_with("xl/worksheets/")
        || part.starts_with("xl/comments")
        || part.starts_with("_xmlsignatures/")
        || part == "_rels/.rels"
        || extension.is_some_and(|extension| ["rels", "vml"].contains(&extension))
        || ["xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/calcChain.xml"].contains(&part)
}

/// What a sheet says outside of its cells, and the cells by address (those that say none are left out).
fn taken_apart(xml: &str) -> (String, BTreeMap<String, String>) {
    let (mut outside, mut cells, mut rest) = (String::new(), BTreeMap::new(), xml);
    while let Some(start) = [rest.find("<c>"), rest.find("<c ")].into_iter().flatten().min() {
        outside.push_str(&rest[..start]);
        let tag_end = start + rest[start..].find('>').unwrap();
        let is_empty = rest[..tag_end].ends_with('/');
        let end = if is_empty { tag_end + 1 } else { start + rest[start..].find("</c>").unwrap() + 4 };
        if let Some((_, address)) = rest[start..tag_end].split_once(" r=\"") {
            cells.insert(address.split('"').next().unwrap().to_owned(), rest[start..end].to_owned());
        }
        rest = &rest[end..];
    }
    (outside + rest, cells)
}

#[test]
fn only_the_cells_that_change_differ() {
    for Case { name, bytes, .. } in all() {
        let filled = fill_figures(bytes);
        let (before, after) = (parts(bytes), parts(&filled.bytes));
        for (part, content) in &before {
            if !may_change(part) {
                assert_eq!(after.get(part), Some(content), "{name}: {part}");
            }
        }
        let changed = filled.changes.iter().map(|change| change.place.cell.to_string()).collect::<BTreeSet<_>>();
        for part in before.keys().filter(|part| part.starts_with("xl/worksheets/sheet")) {
            let text = |content: &[u8]| String::from_utf8(content.to_vec()).unwrap();
            let (before, after) = (taken_apart(&text(&before[part])), taken_apart(&text(&after[part])));
            assert_eq!(before.0, after.0, "{name}: {part}");
            for (cell, content) in &before.1 {
                // A stored result may be brought up to date: the formula stays.
                let formula = |cell: &str| {
                    cell.split_once("<f>").and_then(|(_, rest)| rest.split_once("</f>")).map(|(f, _)| f.to_owned())
                };
                let is_kept = after.1[cell] == *content
                    || formula(content).is_some() && formula(content) == formula(&after.1[cell]);
                assert!(changed.contains(cell) || is_kept, "{name}: {part}!{cell}: {content}");
            }
        }
    }
}

#[test]
fn what_is_read_after_a_filling_is_what_the_file_says() {
    for Case { name, bytes, .. } in all() {
        let (filling, workbook) = figures_of(bytes);
        let again = grid::open(&filling.finish().unwrap()).unwrap();
        for (kept, read) in workbook.sheets.iter().zip(&again.sheets) {
            assert_eq!(kept.formulas, read.formulas, "{name}");
            for (kept, read) in kept.cells.iter().zip(&read.cells) {
                assert_eq!(kept, read, "{name}");
            }
        }
        assert!(workbook == again, "{name}");
    }
}

#[test]
fn members_keep_their_order_and_their_compressed_bytes() {
    let Case { bytes, filled, .. } = case("gambar.xlsx");
    let raw = |bytes: &[u8]| {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        let members = zip.len();
        let member = |i: usize| {
            let mut raw = Vec::new();
            let mut member = zip.by_index_raw(i).unwrap();
            member.read_to_end(&mut raw).unwrap();
            (member.name().unwrap().into_owned(), raw)
        };
        (0..members).map(member).collect::<Vec<_>>()
    };
    let (before, after) = (raw(bytes), raw(filled));
    let names = |members: &[(String, Vec<u8>)]| members.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after)[..before.len()]);
    for (name, raw) in before.iter().filter(|(name, _)| !may_change(name)) {
        assert!(after.contains(&(name.clone(), raw.clone())), "{name}");
    }
}

#[test]
fn a_filled_workbook_stays_as_it_is() {
    for Case { name, filled, .. } in all() {
        let twice = fill(filled);
        assert!(twice.changes.is_empty(), "{name}: {:?}", twice.changes);
        assert!(twice.bytes == *filled, "{name} changes when it is filled again");
    }
    let Case { bytes, filled, .. } = case("grafik.xlsx");
    assert!(fill(bytes).bytes == *filled, "the same workbook is filled in two ways");
}

#[test]
fn figures_read_back_as_they_were() {
    for Case { name, bytes, filled } in all() {
        let (before, after) = (read(bytes), read(filled));
        assert_eq!(figures(&before.laporan), figures(&after.laporan), "{name}");
        // Percentages and totals are what was computed, wherever they can be.
        assert_eq!(before.computed.bagian, after.computed.bagian, "{name}");
    }
}

/// What staff typed: names, amounts, remarks.
fn figures(laporan: &Laporan) -> Vec<String> {
    let mut all = Vec::new();
    for sasaran in laporan.bagian().flat_map(|bagian| &bagian.sasaran) {
        all.push(sasaran.uraian.value.clone());
        for indikator in &sasaran.indikator {
            all.push(format!(
                "{} {:?} {}",
                indikator.uraian.value, indikator.target_tahunan.value, indikator.satuan.value
            ));
            for isi in indikator.bulan.iter().filter_map(|(_, isi)| isi.as_ref()) {
                all.push(format!("{:?} {:?} {:?}", isi.target.value, isi.realisasi.value, isi.keterangan.value));
            }
        }
        for anggaran in &sasaran.anggaran {
            all.push(format!("{} {:?}", anggaran.nama.value, anggaran.tahunan.value));
            for isi in anggaran.bulan.iter().filter_map(|(_, isi)| isi.as_ref()) {
                all.push(format!("{:?} {:?} {:?}", isi.target.value, isi.realisasi.value, isi.keterangan.value));
            }
        }
    }
    all
}

#[test]
fn libreoffice_comes_to_the_stored_results() {
    let files: Vec<(&str, &[u8])> = all().iter().map(|case| (case.name.as_str(), case.filled.as_slice())).collect();
    let known = ["#REF!", "MEDIAN"];
    for ((name, _), result) in files.iter().zip(referee::recalculate(&files)) {
        assert!(result.formulas > 0, "{name} has no formulas");
        // What cannot be calculated here is asked for when the file is opened.
        let differing: Vec<_> =
            result.differing.iter().filter(|line| !known.iter().any(|known| line.contains(known))).collect();
        assert!(differing.is_empty(), "{name}: {differing:#?}");
    }
}

#[test]
fn validators_find_nothing_new() {
    for Case { name, bytes, filled } in NOTEWORTHY.map(case) {
        assert_eq!(referee::disorder(filled), referee::disorder(bytes), "{name}");
        let (before, after) = (referee::validate(name, bytes), referee::validate(name, filled));
        let new: Vec<_> = after.iter().filter(|finding| !before.contains(finding)).collect();
        assert!(new.is_empty(), "{name}: {new:#?}");
    }
}

#[test]
fn pages_print_as_before_but_for_the_cells_that_are_filled() {
    let cases = ["lampiran-2024-02.xlsx", "gambar.xlsx", "makro.xlsm", "pivot.xlsx"].map(case);
    let before = referee::pages(&cases.map(|case| (case.name.as_str(), case.bytes.as_slice())));
    let after = referee::pages(&cases.map(|case| (case.name.as_str(), case.filled.as_slice())));
    for ((case, before), after) in cases.iter().zip(before).zip(after) {
        let changes = fill_figures(&case.bytes).changes;
        // A figure counts by its digits: who prints chooses the separators, and a cell may show no decimals. What is too
        // wide for its column is printed as ###, and has none.
        let bare = |word: &str| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let words = |text: &str| {
            let words = text.split_whitespace().flat_map(|word| [word, word.trim_end_matches(",00")]);
            words.map(bare).collect::<Vec<_>>()
        };
        let filled: BTreeSet<String> = changes.iter().flat_map(|change| words(&change.after)).collect();
        let replaced: BTreeSet<String> = changes.iter().flat_map(|change| words(&change.before)).collect();
        assert!(after.len() > before.len(), "{}: no sheets of ours", case.name);
        for (number, (old, new)) in (1..).zip(before.iter().zip(&after)) {
            let without = |words: &[String], others: &[String]| {
                let mut left: Vec<String> =
                    words.iter().map(|word| bare(word)).filter(|word| !word.is_empty()).collect();
                for word in others.iter().map(|word| bare(word)) {
                    if let Some(at) = left.iter().position(|known| *known == word) {
                        left.swap_remove(at);
                    }
                }
                left
            };
            let (added, lost) = (without(new, old), without(old, new));
            let strange: Vec<_> = added.iter().filter(|word| !filled.contains(*word)).collect();
            let missing: Vec<_> = lost.iter().filter(|word| !replaced.contains(*word)).collect();
            assert!(
                strange.is_empty() && missing.is_empty(),
                "{}, page {number}: +{strange:?} -{missing:?}",
                case.name
            );
        }
    }
}

/// Workbooks in which a filling has something of each kind to do.
const NOTEWORTHY: [&str; 9] = [
    "lampiran-2024-02.xlsx",
    "teks-rupiah.xlsx",
    "salah-huruf-o.xlsx",
    "gambar.xlsx",
    "grafik.xlsx",
    "aturan.xlsx",
    "makro.xlsm",
    "pivot.xlsx",
    "bertanda-tangan.xlsx",
];

#[test]
fn a_sheet_of_the_office_with_our_name_stays() {
    let filled = grid::open(&case("gambar.xlsx").filled).unwrap();
    let names: Vec<&str> = filled.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["LAMPIRAN 1", "Catatan", "Rekap Kinerja", "Rekap Keuangan", "Catatan (2)"]);
    // Our own sheets are passed over without a word.
    let findings = read(&case("gambar.xlsx").filled).findings;
    assert!(findings.iter().all(|finding| finding.name != "lampiran-tidak-ditemukan"), "{findings:#?}");
}

#[test]
fn what_changed_is_said_cell_by_cell() {
    let Case { bytes, .. } = case("makro.xlsm");
    let filled = fill_figures(bytes);
    let said: Vec<String> = filled
        .changes
        .iter()
        .map(|change| format!("{} {:?} {:?}", change.place.cell, change.before, change.after))
        .collect();
    assert_eq!(
        said,
        [
            "I10 \"\" \"100,00 (=H10/G10*100)\"",
            "P10 \"\" \"90,00 (=O10/N10*100)\"",
            "I11 \"\" \"100,00 (=H11/G11*100)\"",
            "P11 \"\" \"90,00 (=O11/N11*100)\"",
            "I22 \"\" \"50,00 (=H22/G22*100)\"",
            "P22 \"\" \"89,98 (=O22/N22*100)\"",
            "I23 \"\" \"50,00 (=H23/G23*100)\"",
            "P23 \"\" \"89,98 (=O23/N23*100)\"",
            "L34 \"\" \"180.300.000 (=SUM(L10:L33))\"",
            "N34 \"\" \"180.300.000 (=SUM(N10:N33))\"",
            "O34 \"\" \"27.042.532 (=SUM(O10:O33))\"",
            "P34 \"\" \"15,00 (=O34/L34*100)\"",
        ]
    );
    assert!(!parts(&filled.bytes).contains_key("xl/calcChain.xml"));
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
    assert_eq!(referee::validate("formulir.xlsx", &form), Vec::<String>::new());
    let xml = String::from_utf8(parts(&form)["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(xml.contains("<sheetProtection sheet=\"1\"") && xml.contains("type=\"custom\""));
    // The same form for the same month is the same; filled, it is a report again and keeps its locks.
    assert!(template(&form, &next.laporan, maret).unwrap() == form);
    let filled = parts(&fill(&form).bytes);
    let xml = String::from_utf8(filled["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(xml.contains("<sheetProtection sheet=\"1\""));
}
