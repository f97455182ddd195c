//! Workbooks filled in place: the figures are right, and everything that is not a figure is as the office made it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::io::{Cursor, Read};

use lampiran_reader::grid;
use lampiran_tests::filled::{Case, all, case, figures, figures_of, fill, fill_figures, parts, read};
use lampiran_tests::untouched;

#[test]
fn only_the_cells_that_change_differ() {
    for Case { name, bytes, filled } in all() {
        untouched::hold(name, bytes, filled);
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
    let same = before.iter().filter(|member| after.contains(member)).count();
    // The lampiran, its styles and the workbook with its lists of sheets are written anew.
    assert_eq!(before.len() - same, 5, "{:?}", names(&before));
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
