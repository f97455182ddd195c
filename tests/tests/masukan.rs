//! `lampiran fill --realisasi`: the month of one report, handed in as a table, stands in the other afterwards, and nothing
//! else is changed.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use lampiran_core::{Bulan, Grade, Laporan, Settings};
use lampiran_reader::grid::FileFormat;
use lampiran_tests::house::root;
use lampiran_tests::referee;
use lampiran_tests::sheet::sheet;
use lampiran_tests::workbook::xlsx;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

/// A section, a name, what each month says.
type Block = (String, String, Vec<Month>);

/// Realisasi and keterangan as printed; blank, nil and 0 stay three things.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Month {
    target: String,
    realisasi: String,
    keterangan: String,
}

/// All blocks of a report, in order.
fn blocks(laporan: &Laporan) -> Vec<Block> {
    let mut all = Vec::new();
    let text = |value: &dyn std::fmt::Debug| format!("{value:?}");
    for bagian in laporan.bagian() {
        for indikator in bagian.indikator() {
            let months = indikator.bulan.iter().filter_map(|(_, isi)| isi.as_ref()).map(|isi| Month {
                target: text(&isi.target.value),
                realisasi: printed(&isi.realisasi.value),
                keterangan: isi.keterangan.value.as_deref().unwrap_or_default().to_owned(),
            });
            all.push((bagian.nama(), indikator.uraian.value.clone(), months.collect()));
        }
        for anggaran in bagian.anggaran() {
            let months = anggaran.bulan.iter().filter_map(|(_, isi)| isi.as_ref()).map(|isi| Month {
                target: text(&isi.target.value),
                realisasi: printed(&isi.realisasi.value),
                keterangan: isi.keterangan.value.as_deref().unwrap_or_default().to_owned(),
            });
            all.push((bagian.nama(), anggaran.nama.value.clone(), months.collect()));
        }
    }
    all
}

fn printed<T: std::fmt::Display>(nilai: &lampiran_core::Nilai<T>) -> String {
    match nilai {
        lampiran_core::Nilai::Kosong => String::new(),
        lampiran_core::Nilai::Nihil => "-".to_owned(),
        lampiran_core::Nilai::Angka(angka) => angka.to_string(),
        lampiran_core::Nilai::TakTerbaca => "?".to_owned(),
    }
}

fn read(path: &Path) -> Vec<Block> {
    blocks(&lampiran::run("x.xlsx", &fs::read(path).unwrap(), &Settings::default()).laporan)
}

fn fixture(name: &str) -> std::path::PathBuf {
    root().join("fixtures/workbooks").join(name)
}

/// March.
const MARET: usize = 2;

/// A row for each block of the report of March whose section and name are its alone; and how many are not.
fn march() -> (Vec<[String; 5]>, BTreeSet<(String, String)>) {
    let all = read(&fixture("lampiran-2024-03.xlsx"));
    let mut count: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (bagian, nama, _) in &all {
        *count.entry((bagian.clone(), nama.clone())).or_default() += 1;
    }
    let own = |bagian: &String, nama: &String| count[&(bagian.clone(), nama.clone())] == 1;
    let of = |bagian: &String, nama: &String, month: &Month| {
        [bagian.clone(), nama.clone(), "Maret".to_owned(), month.realisasi.clone(), month.keterangan.clone()]
    };
    let rows = all.iter().filter(|(bagian, nama, _)| own(bagian, nama));
    let rows = rows.filter(|(_, _, months)| !months[MARET].realisasi.is_empty());
    let rows: Vec<_> = rows.map(|(bagian, nama, months)| of(bagian, nama, &months[MARET])).collect();
    (rows, count.into_iter().filter(|(_, count)| *count > 1).map(|(key, _)| key).collect())
}

/// What the report of February must be once those rows are in it.
fn expected() -> Vec<Block> {
    let (_, doubtful) = march();
    let mut all = read(&fixture("lampiran-2024-02.xlsx"));
    for ((bagian, nama, months), (_, _, next)) in all.iter_mut().zip(read(&fixture("lampiran-2024-03.xlsx"))) {
        if !doubtful.contains(&(bagian.clone(), nama.clone())) {
            months[MARET] = Month { target: months[MARET].target.clone(), ..next[MARET].clone() };
        }
    }
    all
}

/// A folder with the report of February.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixture("lampiran-2024-02.xlsx"), folder.path().join("Lampiran.xlsx")).unwrap();
    folder
}

fn csv(rows: &[[String; 5]], order: [usize; 5], separator: &str) -> String {
    let head = ["Bagian", "Program/Kegiatan/Indikator", "Bulan", "Realisasi", "Keterangan"].map(str::to_owned);
    let line = |row: &[String; 5]| order.map(|i| format!("\"{}\"", row[i].replace('"', "\"\""))).join(separator);
    std::iter::once(&head).chain(rows).map(line).collect::<Vec<_>>().join("\r\n")
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn program(folder: &Path, args: &[&str]) -> Run {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("program"));
    let output = command.current_dir(folder).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn row(bagian: &str, nama: &str, bulan: &str, realisasi: &str) -> [String; 5] {
    [bagian, nama, bulan, realisasi, ""].map(str::to_owned)
}

const KEPALA: &str = "Eselon II / Kepala Dinas";
const SOSIAL: &str = "Program Pemberdayaan Sosial";

#[test]
fn a_month_handed_in_stands_there_and_nothing_else_changes() {
    let (rows, doubtful) = march();
    assert!(rows.len() > 20 && !doubtful.is_empty(), "{} rows, {doubtful:?}", rows.len());
    let orders = [([0, 1, 2, 3, 4], ";"), ([3, 4, 2, 1, 0], ","), ([2, 1, 0, 4, 3], "\t")];
    for (order, separator) in orders {
        let folder = folder();
        fs::write(folder.path().join("maret.csv"), csv(&rows, order, separator)).unwrap();
        let run = program(folder.path(), &["fill", "Lampiran.xlsx", "--realisasi", "maret.csv", "-o", "a.xlsx"]);
        assert!(run.err.contains(&format!("maret.csv: {} baris dimasukkan\n", rows.len())), "{}", run.err);
        assert!(run.err.contains("sampai Februari") && run.err.contains("lampiran formulir"), "{}", run.err);
        assert_eq!(read(&folder.path().join("a.xlsx")), expected());
        let filled = fs::read(folder.path().join("a.xlsx")).unwrap();
        assert_eq!(referee::disorder(&filled), Vec::<String>::new());
    }
}

#[test]
fn other_formats_are_built_anew_with_it() {
    let (rows, _) = march();
    for name in ["lampiran-2024-02.xls", "lampiran-2024-02.ods", "lampiran-2024-02.xlsx"] {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(fixture(name), folder.path().join(name)).unwrap();
        fs::write(folder.path().join("maret.csv"), csv(&rows, [0, 1, 2, 3, 4], ";")).unwrap();
        program(folder.path(), &["fill", name, "--fresh", "--realisasi", "maret.csv", "-o", "a.xlsx"]);
        assert_eq!(read(&folder.path().join("a.xlsx")), expected(), "{name}");
    }
}

#[test]
fn the_form_of_the_month_takes_it_without_complaint() {
    let (rows, doubtful) = march();
    let folder = folder();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    // The heading stands below a title, and figures are numbers.
    sheet.write(0, 0, "Realisasi Maret 2024").unwrap();
    for (col, heading) in (0..).zip(["Jabatan", "Uraian", "Bulan", "Realisasi (Rp)", "Ket"]) {
        sheet.write(2, col, heading).unwrap();
    }
    for (number, row) in (3..).zip(&rows) {
        for (col, text) in (0..).zip(row) {
            let plain = text.replace('.', "").replace(',', ".");
            match plain.parse::<f64>() {
                Ok(figure) if col == 3 => sheet.write(number, col, figure).unwrap(),
                _ => sheet.write(number, col, text.as_str()).unwrap(),
            };
        }
    }
    fs::write(folder.path().join("maret.xlsx"), book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(program(folder.path(), &["template", "Lampiran.xlsx", "-o", "Maret.xlsx"]).code, 0);
    let run = program(folder.path(), &["fill", "Maret.xlsx", "--realisasi", "maret.xlsx", "-o", "a.xlsx"]);
    assert!(!run.err.contains("tidak dipakai"), "{}", run.err);
    assert_eq!(read(&folder.path().join("a.xlsx")), expected());
    let outcome = lampiran::run("a", &fs::read(folder.path().join("a.xlsx")).unwrap(), &Settings::default());
    assert_eq!(outcome.laporan.bulan_akhir(), Bulan::new(3));
    // Only those whom the table cannot tell apart are still to be filled in.
    let wrong = outcome.findings.iter().filter(|finding| finding.grade == Grade::Salah);
    for finding in wrong {
        let of = |(bagian, _): &(String, String)| Some(bagian) == finding.bagian.as_ref();
        assert!(finding.name == "realisasi-belum-diisi" && doubtful.iter().any(of), "{finding:?}");
    }
    assert!(!run.err.contains("lampiran formulir"), "{}", run.err);
}

#[test]
fn what_is_unknown_doubled_or_doubtful_is_said_and_not_written() {
    let (_, doubtful) = march();
    let (penyuluh, layanan) = doubtful.iter().find(|(bagian, _)| bagian.contains("PENYULUH")).unwrap();
    let folder = folder();
    let rows = [
        row(KEPALA, "Program Pemberdayaan Social", "Maret", "1.000.000"),
        row(KEPALA, SOSIAL, "Maret", "1.000.000"),
        row(KEPALA, &format!("1. {}", SOSIAL.to_uppercase()), "Mrt", "2.000.000"),
        row(penyuluh, layanan, "Maret", "1"),
        row(KEPALA, SOSIAL, "Maretan", "1"),
        row(KEPALA, SOSIAL, "April", "1.5OO.000"),
        row(KEPALA, SOSIAL, "Mei", "75 %"),
    ];
    fs::write(folder.path().join("maret.csv"), csv(&rows, [0, 1, 2, 3, 4], ";")).unwrap();
    let run = program(folder.path(), &["fill", "Lampiran.xlsx", "--realisasi", "maret.csv", "-o", "a.xlsx"]);
    assert_eq!(run.code, 1);
    for said in [
        "masukan-tidak-dikenal",
        "CSV!B2",
        "masukan-ganda",
        "CSV!B4",
        "masukan-meragukan",
        "CSV!B5",
        "CSV!C6",
        "angka-tidak-terbaca",
        "CSV!D7",
        "angka-meragukan",
        "CSV!D8",
        "maret.csv: 0 baris dimasukkan; 7 baris tidak dipakai",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    assert_eq!(read(&folder.path().join("a.xlsx")), read(&fixture("lampiran-2024-02.xlsx")));
}

#[test]
fn a_lone_group_of_three_digits_is_decided_by_its_column_or_not_at_all() {
    let folder = folder();
    let alone = [row(KEPALA, SOSIAL, "Maret", "137.512")];
    fs::write(folder.path().join("a.csv"), csv(&alone, [0, 1, 2, 3, 4], ";")).unwrap();
    let run = program(folder.path(), &["fill", "Lampiran.xlsx", "--realisasi", "a.csv", "--dry-run"]);
    assert!(run.err.contains("angka-meragukan") && run.err.contains("CSV!D2"), "{}", run.err);
    let beside = [alone[0].clone(), row(KEPALA, SOSIAL, "April", "1.234.567,50")];
    fs::write(folder.path().join("a.csv"), csv(&beside, [0, 1, 2, 3, 4], ";")).unwrap();
    let run = program(folder.path(), &["fill", "Lampiran.xlsx", "--realisasi", "a.csv", "--dry-run"]);
    assert!(run.out.contains("137.512\n") && run.out.contains("1.234.567,5"), "{}", run.out);
}

#[test]
fn what_is_filled_in_is_replaced_only_when_asked() {
    let folder = folder();
    let february = &read(&fixture("lampiran-2024-02.xlsx"));
    let stands = |blocks: &[Block]| blocks.iter().find(|block| block.1 == SOSIAL).unwrap().2[1].realisasi.clone();
    assert_eq!(stands(february), "36.069.364");
    let rows = [row(KEPALA, SOSIAL, "Februari", "36.000.000")];
    fs::write(folder.path().join("a.csv"), csv(&rows, [0, 1, 2, 3, 4], ";")).unwrap();
    let fill = ["fill", "Lampiran.xlsx", "--realisasi", "a.csv", "-o", "a.xlsx"];
    let run = program(folder.path(), &fill);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("realisasi-sudah-terisi") && run.err.contains("--replace"), "{}", run.err);
    assert_eq!(&read(&folder.path().join("a.xlsx")), february);
    let dry = program(folder.path(), &["fill", "Lampiran.xlsx", "--realisasi", "a.csv", "--replace", "--dry-run"]);
    assert!(dry.out.contains("LAMPIRAN 1!Q12"), "{}", dry.out);
    let run = program(folder.path(), &[&fill[..], &["--replace"]].concat());
    assert_eq!(stands(&read(&folder.path().join("a.xlsx"))), "36.000.000");
    assert!(!run.err.contains("realisasi-sudah-terisi"), "{}", run.err);
    // Handed in again, it stands there already.
    let fill = ["fill", "a.xlsx", "--realisasi", "a.csv", "-o", "b.xlsx"];
    assert!(program(folder.path(), &fill).err.contains("a.csv: 1 baris dimasukkan\n"));
}

/// A report with one program, whose figures are in thousands of rupiah.
const THOUSANDS: [&str; 5] = [
    "|      | A             | B         | C                 | D      | E                  | F     | G          |",
    "| ---: | ------------- | --------- | ----------------- | ------ | ------------------ | ----- | ---------- |",
    "| 1    | Program       | Tahunan (Rp 000) | Bulan      | Target | Realisasi          | %     | Keterangan |",
    "| 2    | Program Arsip | 120.000   | Januari           | 10.000 | 9.000              | 90,00 | -          |",
    "| 3–13 |               |           | Februari–Desember | 10.000 |                    |       |            |",
];

#[test]
fn a_figure_is_written_as_its_column_counts() {
    let folder = tempfile::tempdir().unwrap();
    let sheets = vec![sheet("LAMPIRAN 1", false, &THOUSANDS).unwrap()];
    let report = xlsx(&lampiran_reader::grid::Workbook { format: FileFormat::Xlsx, sheets }).unwrap();
    fs::write(folder.path().join("Lampiran.xlsx"), &report).unwrap();
    let rows = [row("", "Program Arsip", "Februari", "9.500.000")];
    fs::write(folder.path().join("a.csv"), csv(&rows, [0, 1, 2, 3, 4], ";")).unwrap();
    let run = program(folder.path(), &["fill", "Lampiran.xlsx", "--realisasi", "a.csv", "-o", "a.xlsx"]);
    assert!(!run.err.contains("disusun baru"), "{}", run.err);
    let written = lampiran_reader::grid::open(&fs::read(folder.path().join("a.xlsx")).unwrap()).unwrap();
    let cell = written.sheets[0].get(lampiran_core::CellRef::new(2, 4)).and_then(lampiran_reader::grid::Cell::number);
    assert_eq!(cell, Some(9_500.into()), "in thousands");
    let months = &read(&folder.path().join("a.xlsx"))[0].2;
    assert_eq!([&months[0].realisasi, &months[1].realisasi], ["9.000.000", "9.500.000"]);
}

#[test]
fn a_file_without_such_a_table_is_refused() {
    let folder = folder();
    fs::write(folder.path().join("a.csv"), "Nama;Target\nProgram A;1\n").unwrap();
    fs::write(folder.path().join("a.pdf"), "%PDF-1.7\n").unwrap();
    for (name, said) in [("a.csv", "Bulan, Realisasi"), ("a.pdf", "PDF"), ("tidak-ada.csv", "tidak ada di sana")] {
        let run = program(folder.path(), &["fill", "Lampiran.xlsx", "--realisasi", name, "-o", "b.xlsx"]);
        assert_eq!(run.code, 2, "{name}");
        assert!(run.err.contains(said), "{}", run.err);
    }
    assert!(!folder.path().join("b.xlsx").exists());
    assert_eq!(program(folder.path(), &["fill", "Lampiran.xlsx", "--replace", "--dry-run"]).code, 2);
}
