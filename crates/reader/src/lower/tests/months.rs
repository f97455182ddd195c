//! Months: spellings, doubled, missing, unknown, out of order.

use super::draw::*;

fn drawing(months: [&str; 12], right: [&str; 12]) -> String {
    let row = |(i, (left, right)): (usize, (&str, &str))| match i {
        0 => format!(
            "1 | Sasaran A | Indikator A | Laporan | 12 | {left} | 1 | | | | Program A | 12000000 | {right} | 1 | | |"
        ),
        _ => format!("| | | | | {left} | 1 | | | | | | {right} | {} | | |", i + 1),
    };
    stack(&[KEPALA, &months.into_iter().zip(right).enumerate().map(row).collect::<Vec<_>>().join("\n")])
}

fn changed(changes: &[(usize, &'static str)]) -> String {
    let mut right = BULAN;
    for (i, text) in changes {
        right[*i] = text;
    }
    drawing(BULAN, right)
}

const IN_ORDER: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

#[test]
fn months_as_numbers_roman_numbers_and_dates() {
    let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let dates = [45292, 45323, 45352, 45383, 45413, 45444, 45474, 45505, 45536, 45566, 45597, 45627]
        .map(|day| format!("{{date}}{day}"));
    let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
    for months in [IN_ORDER, roman, dates.try_into().unwrap()] {
        let laporan = silent(sheet("x", &drawing(months, months)));
        assert_eq!(targets(only(&laporan).anggaran().next().unwrap()), IN_ORDER);
    }
}

#[test]
fn a_month_typed_twice_keeps_the_first_and_names_the_missing() {
    let reading = read(vec![sheet("x", &changed(&[(3, "Maret")]))]);
    let found = &reading.diagnostics;
    assert_eq!(said(&reading), [("bulan-ganda", "M6".to_owned())]);
    assert_eq!((found[0].found.as_deref(), found[0].expected.as_deref()), (Some("Maret"), Some("April")));
    assert_eq!(found[0].also[0].cell.to_string(), "M5");
    assert!(found[0].message.id.contains("sisi lain baris 6 menyebut April"), "{}", found[0].message.id);
    let anggaran = only(&reading.laporan).anggaran().next().unwrap();
    assert_eq!(targets(anggaran), ["1", "2", "3", "", "5", "6", "7", "8", "9", "10", "11", "12"]);
}

#[test]
fn a_month_twice_at_either_end_is_still_one_block() {
    for (row, twice, cell) in [(1, "Januari", "M4"), (11, "Nopember", "M14")] {
        let reading = read(vec![sheet("x", &changed(&[(row, twice)]))]);
        assert_eq!(said(&reading), [("bulan-ganda", cell.to_owned())]);
        assert_eq!(only(&reading.laporan).anggaran().count(), 1);
    }
}

#[test]
fn a_word_that_is_no_month_is_said() {
    let reading = read(vec![sheet("x", &changed(&[(3, "Aprl")]))]);
    assert_eq!(said(&reading), [("bulan-hilang", "M6".to_owned())]);
    assert_eq!(reading.diagnostics[0].expected.as_deref(), Some("April"));
}

#[test]
fn a_blank_month_is_one_finding_where_no_other_side_names_it() {
    for (name, drawing) in [
        ("11 columns", stack(&[KEPALA_11, &block_11("1", "Sasaran A", "Indikator A")])),
        ("both sides blank", drawing(BULAN, BULAN).replace("| Maret", "|")),
        ("an empty half", drawing(BULAN, [""; 12]).replace("Program A | 12000000", "|")),
    ] {
        let blank = drawing.replace("| Maret", "|");
        let reading = read(vec![sheet("x", &blank)]);
        let found: Vec<_> = said(&reading).into_iter().filter(|(_, at)| at.starts_with('F')).collect();
        assert_eq!(found, [("bulan-hilang", "F5".to_owned())], "{name}: {:#?}", reading.diagnostics);
        assert!(said(&reading).iter().all(|(name, _)| *name == "bulan-hilang"), "{name}: {:#?}", reading.diagnostics);
        assert_eq!(reading.diagnostics[0].expected.as_deref(), Some("Maret"), "{name}");
    }
}

#[test]
fn missing_months_are_said_once_per_block() {
    let all = drawing(BULAN, BULAN);
    let short: Vec<&str> = all.lines().filter(|line| !line.contains("April")).collect();
    let reading = read(vec![sheet("x", &short.join("\n"))]);
    assert_eq!(said(&reading), [("bulan-hilang", "F3".to_owned()), ("bulan-hilang", "M3".to_owned())]);
    assert_eq!(reading.diagnostics[0].expected.as_deref(), Some("April"));
}

#[test]
fn a_block_that_lacks_its_januari_is_not_taken_into_the_one_above() {
    let second = block("2", "Sasaran B", "Indikator B", "Program B");
    let short =
        second.replacen("Januari | 1 |", "Pebruari | 1 |", 1).replacen("Januari | 1000000", "Pebruari | 1000000", 1);
    let mut lines: Vec<&str> = short.lines().collect();
    lines.remove(1);
    let drawing = stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A"), &lines.join("\n")]);
    let reading = read(vec![sheet("x", &drawing)]);
    assert_eq!(said(&reading), [("bulan-hilang", "F15".to_owned()), ("bulan-hilang", "M15".to_owned())]);
    assert_eq!(names(only(&reading.laporan)).2, ["Program A", "Program B"]);
}

#[test]
fn months_out_of_order_are_read_by_name() {
    let reading = read(vec![sheet("x", &changed(&[(3, "Mei"), (4, "April")]))]);
    assert_eq!(said(&reading), [("bulan-tidak-urut", "M7".to_owned())]);
    let anggaran = only(&reading.laporan).anggaran().next().unwrap();
    assert_eq!(targets(anggaran), ["1", "2", "3", "5", "4", "6", "7", "8", "9", "10", "11", "12"]);
}

#[test]
fn blank_rows_inside_are_skipped() {
    let spaced = drawing(BULAN, BULAN).replace("\n| | | | | Maret", "\n\n\n| | | | | Maret");
    assert_eq!(targets(only(&silent(sheet("x", &spaced))).anggaran().next().unwrap()), IN_ORDER);
}

#[test]
fn months_without_figures_beside_a_block_are_its_empty_half() {
    let left =
        BULAN.map(|bulan| format!("| | | | | {bulan} | | | | | 2 Program B | 12000000 | {bulan} | 1000000 | | |"));
    let (first, rest) = left.split_first().unwrap();
    let rest = rest.iter().map(|row| row.replace("2 Program B | 12000000", "|")).collect::<Vec<_>>().join("\n");
    let drawing = stack(&[KEPALA, &block("1", "Sasaran A", "1 Indikator A", "1 Program A"), first, &rest]);
    let laporan = silent(sheet("x", &drawing));
    let bagian = only(&laporan);
    assert_eq!(names(bagian), (vec!["Sasaran A"], vec!["Indikator A"], vec!["Program A", "Program B"]));
    assert_eq!(bagian.anggaran().map(|a| a.mulai_blok).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn januari_and_desember_left_blank_are_told_by_their_neighbours() {
    let first = block_11("1", "Sasaran A", "Indikator A");
    let second = block_11("2", "Sasaran B", "Indikator B");
    let total = "| | Jumlah | | 12 | | 12 | | | |";
    let blank = |block: &str, bulan: &str| block.replacen(&format!("| {bulan} |"), "| |", 1);
    for (what, drawing, at, month) in [
        ("the first Januari", stack(&[KEPALA_11, &blank(&first, "Januari"), &second]), "F3", "Januari"),
        ("a second Januari", stack(&[KEPALA_11, &first, &blank(&second, "Januari")]), "F15", "Januari"),
        ("the first Desember", stack(&[KEPALA_11, &blank(&first, "Desember"), &second]), "F14", "Desember"),
        ("the last Desember", stack(&[KEPALA_11, &first, &blank(&second, "Desember")]), "F26", "Desember"),
        ("Desember above a sum", stack(&[KEPALA_11, &first, &blank(&second, "Desember"), total]), "F26", "Desember"),
        (
            "Januari of another section",
            stack(&[KEPALA_11, "Penyuluh", &first, "Arsiparis", &blank(&second, "Januari")]),
            "F17",
            "Januari",
        ),
    ] {
        let reading = read(vec![sheet("x", &drawing)]);
        assert_eq!(said(&reading), [("bulan-hilang", at.to_owned())], "{what}");
        assert_eq!(reading.diagnostics[0].expected.as_deref(), Some(month), "{what}");
        let indikator = reading.laporan.bagian().flat_map(lampiran_core::Bagian::indikator);
        let found: Vec<_> = indikator.map(|indikator| indikator.uraian.value.as_str()).collect();
        assert_eq!(found, ["Indikator A", "Indikator B"], "{what}");
        let posts = reading.laporan.bagian().count();
        assert_eq!(posts, if what.contains("section") { 2 } else { 1 }, "{what}");
    }
}

#[test]
fn so_they_are_beside_an_empty_half() {
    let alone = |bulan: &str| format!("| | | | | | | | | | | | {bulan} | 7 | | |");
    let second =
        BULAN.map(alone).join("\n").replacen("| | | | | | | | | | | |", "| | | | | | | | | | Program B | 84 |", 1);
    for (bulan, at) in [("Januari", "M15"), ("Desember", "M26")] {
        let blank = second.replacen(&format!("| {bulan} |"), "| |", 1);
        let drawing = stack(&[KEPALA, &block("1", "Sasaran A", "Indikator A", "Program A"), &blank]);
        let reading = read(vec![sheet("x", &drawing)]);
        assert_eq!(said(&reading), [("bulan-hilang", at.to_owned())], "{bulan}");
        assert_eq!(names(only(&reading.laporan)).2, ["Program A", "Program B"], "{bulan}");
    }
}

#[test]
fn a_januari_below_februari_is_in_its_block() {
    let mut months = BULAN;
    months.swap(0, 1);
    let reading = read(vec![sheet("x", &drawing(months, months))]);
    assert_eq!(said(&reading), [("bulan-tidak-urut", "F4".to_owned()), ("bulan-tidak-urut", "M4".to_owned())]);
    let anggaran = only(&reading.laporan).anggaran().next().unwrap();
    assert_eq!(targets(anggaran), ["2", "1", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
}
