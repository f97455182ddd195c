//! The batch as a province meets it: every layout of one report gives the same figures in every form, and engines of
//! others read them.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use lampiran_tests::data::{python, retyped, tool};
use lampiran_tests::house::root;
use rust_decimal::Decimal;
use serde_json::Value;
use tempfile::TempDir;

/// What Eselon II had realised by the end of February, as the report prints it.
const REALISED: &str = "922808238";
/// The layouts of that report, and the months beside it.
const LAYOUTS: [&str; 6] = [
    "lampiran-2024-02.xlsx",
    "lampiran-2024-02.xls",
    "lampiran-2024-02.ods",
    "per-bagian.xlsx",
    "satu-lembar.xlsx",
    "teks-rupiah.xlsx",
];

fn program() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("program"));
    command.env_remove("LAMPIRAN_LANG").arg("convert");
    command
}

fn convert(folder: &Path, args: &[&str]) -> Output {
    program().current_dir(folder).args(args).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder `masuk` with the six layouts and, among them, four files that are none.
fn six_and_four_bad() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let masuk = folder.path().join("masuk");
    fs::create_dir(&masuk).unwrap();
    for name in LAYOUTS {
        fs::copy(root().join("fixtures/workbooks").join(name), masuk.join(name)).unwrap();
    }
    let whole = fs::read(masuk.join(LAYOUTS[0])).unwrap();
    fs::write(masuk.join("a-kosong.xls"), b"").unwrap();
    fs::write(masuk.join("m-terpotong.xlsx"), &whole[..whole.len() / 2]).unwrap();
    fs::write(masuk.join("n-catatan.xlsx"), b"bukan buku kerja").unwrap();
    fs::copy(root().join("fixtures/cases/51-password-to-open.xlsx"), masuk.join("z-terkunci.xlsx")).unwrap();
    folder
}

/// The six layouts and four bad files, converted into every form.
static CONVERTED: LazyLock<(TempDir, Output)> = LazyLock::new(|| {
    let folder = six_and_four_bad();
    let output = convert(folder.path(), &["masuk", "--out", "hasil", "--to", "json,csv,parquet,sqlite,xlsx"]);
    (folder, output)
});

fn sums(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&python(folder, "realised.py", args)).unwrap()
}

#[test]
fn every_layout_gives_the_printed_sum_in_every_form() {
    let folder = CONVERTED.0.path();
    let hive = convert(folder, &["masuk", "--out", "hive", "--to", "parquet", "--partition", "tahun,bulan"]);
    assert_eq!(hive.status.code(), Some(2));
    let sums = sums(folder, &["hasil", "hive"]);
    for form in ["parquet", "sqlite", "csv", "json", "hive"] {
        let reports = sums[form].as_object().unwrap();
        assert_eq!(reports.len(), LAYOUTS.len(), "{form}");
        for name in LAYOUTS {
            assert_eq!(reports[&format!("masuk/{name}")], REALISED, "{form}, {name}");
        }
    }
}

#[test]
fn four_bad_files_cost_themselves_only() {
    let (folder, output) = &*CONVERTED;
    assert_eq!(output.status.code(), Some(2));
    let said = told(output);
    assert!(said.contains("10 berkas: 6 bersih, 0 dengan kesalahan, 4 ditolak."), "{said}");
    for name in ["a-kosong.xls", "m-terpotong.xlsx", "n-catatan.xlsx", "z-terkunci.xlsx"] {
        assert!(said.contains(&format!("lampiran: masuk/{name}: ")), "{said}");
        let json: Value =
            serde_json::from_slice(&fs::read(folder.path().join(format!("hasil/{name}.json"))).unwrap()).unwrap();
        assert_eq!(
            (&json["lampiran"], &json["catatan"][0]["nama"]),
            (&serde_json::json!([]), &"berkas-ditolak".into())
        );
        assert!(!folder.path().join(format!("hasil/{name}.xlsx")).exists());
    }
    let asked = "select berkas, hasil, alasan is null from 'hasil/berkas.parquet'";
    let rows = python(folder.path(), "ask.py", &[asked]);
    let rows: Vec<(String, String, bool)> = serde_json::from_str(&rows).unwrap();
    let names: Vec<&str> = rows.iter().map(|(berkas, ..)| berkas.as_str()).collect();
    assert!(names.is_sorted() && names.len() == 10, "in the order given: {names:?}");
    assert_eq!(rows.iter().filter(|(_, hasil, reason)| hasil == "ditolak" && !reason).count(), 4);
    assert_eq!(rows.iter().filter(|(_, hasil, reason)| hasil == "bersih" && *reason).count(), 6);
    assert!(!folder.path().join("hasil/.lampiran-konversi").exists(), "no litter");
}

#[test]
fn frictionless_validates_the_package_in_both_styles() {
    let folder = CONVERTED.0.path();
    convert(folder, &["masuk", "--out", "excel", "--to", "csv", "--excel-id"]);
    for package in ["hasil/datapackage.json", "excel/datapackage.json"] {
        let output = tool("frictionless").current_dir(folder).args(["validate", "--json", package]).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["valid"], true, "{report}");
        assert_eq!(report["tasks"].as_array().unwrap().len(), 4);
    }
    let csv = fs::read(folder.join("excel/anggaran.csv")).unwrap();
    assert!(csv.starts_with(b"\xEF\xBB\xBFberkas;sha256;"));
    let text = String::from_utf8(csv).unwrap();
    assert!(text.contains(";10,89;") && !text.contains(";10.89;"));
}

#[test]
fn the_json_keeps_to_the_published_schema() {
    let folder = CONVERTED.0.path();
    let schema = Command::new(assert_cmd::cargo::cargo_bin!("program")).arg("schema").output().unwrap();
    fs::write(folder.join("skema.json"), schema.stdout).unwrap();
    assert_eq!(python(folder, "by_schema.py", &["skema.json", "hasil"]), "10\n");
}

#[test]
fn every_row_is_traceable_to_its_cell() {
    let folder = CONVERTED.0.path();
    let asked = "select berkas, lembar, target_sel, target::varchar from 'hasil/anggaran.parquet' \
                 where berkas = 'masuk/lampiran-2024-02.xlsx' and target_status = 'angka'";
    let rows: Vec<(String, String, String, String)> =
        serde_json::from_str(&python(folder, "ask.py", &[asked])).unwrap();
    assert!(rows.len() > 150);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.join("masuk/lampiran-2024-02.xlsx")).unwrap();
    for (_, sheet, cell, figure) in rows {
        let range = calamine::Reader::worksheet_range(&mut book, &sheet).unwrap();
        let (row, column) = address(&cell);
        let written = range.get_value((row, column)).and_then(calamine::DataType::as_f64).unwrap();
        let written: Decimal = written.to_string().parse().unwrap();
        assert_eq!(written, figure.parse::<Decimal>().unwrap(), "{sheet}!{cell}");
    }
}

/// Row and column, from 0, of a cell named as `P14`.
fn address(cell: &str) -> (u32, u32) {
    let digits = cell.find(|c: char| c.is_ascii_digit()).unwrap();
    let column = cell[..digits].bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A' + 1));
    (cell[digits..].parse::<u32>().unwrap() - 1, column - 1)
}

#[test]
fn a_kegiatan_printed_twice_counts_once_in_sums() {
    let folder = tempfile::tempdir().unwrap();
    let workbook = root().join("fixtures/workbooks/salah/salah-kegiatan-ganda.xlsx");
    convert(folder.path(), &[workbook.to_str().unwrap(), "--out", "hasil", "--to", "parquet,sqlite"]);
    // The planted block stands at M170, with the name and the twelve amounts of the one above it.
    let asked = "select sel, count(*) from 'hasil/anggaran.parquet' where dihitung = 0 group by sel";
    assert_eq!(python(folder.path(), "ask.py", &[asked]), "[[\"M170\", 12]]\n");
    let counted = "select sum(realisasi)::bigint from 'hasil/anggaran.parquet' where eselon = 'III' and dihitung = 1";
    let distinct = "select sum(realisasi)::bigint from (select distinct jabatan, nama, bulan_ke, target, realisasi \
                    from 'hasil/anggaran.parquet' where eselon = 'III')";
    let sums = python(folder.path(), "ask.py", &[counted, distinct]);
    let sums: Vec<&str> = sums.lines().collect();
    assert_eq!(sums[0], sums[1]);
}

#[test]
fn folders_by_month_hide_no_column_and_keep_no_part_of_an_earlier_run() {
    let folder = tempfile::tempdir().unwrap();
    let workbooks = root().join("fixtures/workbooks");
    for month in ["01", "02", "03"] {
        let name = format!("lampiran-2024-{month}.xlsx");
        fs::copy(workbooks.join(&name), folder.path().join(&name)).unwrap();
    }
    let args = ["*.xlsx", "--out", "hive", "--to", "parquet", "--partition", "tahun,bulan"];
    assert_eq!(convert(folder.path(), &args).status.code(), Some(0));
    let asked = "select distinct bulan::int, bulan_ke from read_parquet('hive/anggaran/**/*.parquet', \
                 hive_partitioning = true) where tahun = 2024 order by 1, 2";
    let months: Vec<(u8, u8)> = serde_json::from_str(&python(folder.path(), "ask.py", &[asked])).unwrap();
    let all: Vec<(u8, u8)> = (1..=3).flat_map(|report| (1..=12).map(move |row| (report, row))).collect();
    assert_eq!(months, all);
    fs::remove_file(folder.path().join("lampiran-2024-03.xlsx")).unwrap();
    convert(folder.path(), &args);
    assert!(folder.path().join("hive/anggaran/tahun=2024/bulan=02/part-0.parquet").exists());
    assert!(!folder.path().join("hive/anggaran/tahun=2024/bulan=03").exists());
    convert(folder.path(), &["*.xlsx", "--out", "hive", "--to", "parquet"]);
    let mut left: Vec<PathBuf> = fs::read_dir(folder.path().join("hive")).unwrap().map(|e| e.unwrap().path()).collect();
    left.sort();
    let names: Vec<&str> = left.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["anggaran.parquet", "berkas.parquet", "catatan.parquet", "kinerja.parquet"]);
}

#[test]
fn the_result_is_the_same_whatever_the_cores_and_copies_are_read_once() {
    let folder = six_and_four_bad();
    let masuk = folder.path().join("masuk");
    fs::copy(masuk.join("per-bagian.xlsx"), masuk.join("b-salinan.xlsx")).unwrap();
    fs::write(masuk.join("~$per-bagian.xlsx"), b"lock").unwrap();
    fs::write(masuk.join("Thumbs.db"), b"").unwrap();
    let args = |out, jobs| ["masuk", "--out", out, "--to", "csv,parquet", "--jobs", jobs];
    let one = convert(folder.path(), &args("satu", "1"));
    convert(folder.path(), &args("empat", "4"));
    assert!(told(&one).contains("11 berkas: 6 bersih, 0 dengan kesalahan, 4 ditolak. 1 salinan"), "{}", told(&one));
    for name in ["berkas.csv", "anggaran.csv", "kinerja.csv", "catatan.csv", "anggaran.parquet"] {
        let read = |out: &str| fs::read(folder.path().join(out).join(name)).unwrap();
        assert_eq!(read("satu"), read("empat"), "{name}");
    }
    let asked = "select berkas, salinan_dari from 'satu/berkas.parquet' where salinan_dari is not null";
    let rows = python(folder.path(), "ask.py", &[asked]);
    assert_eq!(rows, "[[\"masuk/per-bagian.xlsx\", \"masuk/b-salinan.xlsx\"]]\n");
}

#[test]
fn resume_skips_what_is_done_until_it_changes() {
    let folder = six_and_four_bad();
    let args = ["masuk", "--out", "hasil", "--to", "json,csv", "--resume"];
    convert(folder.path(), &args);
    let csv = fs::read(folder.path().join("hasil/anggaran.csv")).unwrap();
    let json = folder.path().join("hasil/per-bagian.xlsx.json");
    let touched = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let before = touched(&json);
    assert_eq!(convert(folder.path(), &args).status.code(), Some(2));
    assert_eq!(touched(&json), before, "not written again");
    assert_eq!(fs::read(folder.path().join("hasil/anggaran.csv")).unwrap(), csv);
    // A result that was removed, other settings, another content: each is done again.
    fs::remove_file(&json).unwrap();
    convert(folder.path(), &args);
    let again = touched(&json);
    fs::write(folder.path().join("masuk/lampiran.toml"), "[ambang]\ntinggi = 110\n").unwrap();
    convert(folder.path(), &args);
    assert!(touched(&json) > again);
    fs::copy(folder.path().join("masuk/satu-lembar.xlsx"), folder.path().join("masuk/a-kosong.xls")).unwrap();
    let output = convert(folder.path(), &args);
    assert!(told(&output).contains("3 ditolak. 1 salinan"), "{}", told(&output));
}

#[test]
fn a_list_on_standard_input_names_the_files() {
    let folder = six_and_four_bad();
    let mut child = program()
        .current_dir(folder.path())
        .args(["-", "--out", "hasil", "--to", "sqlite,sqlite"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"masuk/per-bagian.xlsx\r\nmasuk/tidak [ada].xlsx\n\nmasuk/per-bagian.xlsx")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("2 berkas: 1 bersih, 0 dengan kesalahan, 1 ditolak."), "{}", told(&output));
}

#[test]
fn text_like_a_formula_is_harmless_in_csv_and_unchanged_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let workbook = fs::read(root().join("fixtures/workbooks/lampiran-2024-02.xlsx")).unwrap();
    let evil = "=HYPERLINK(\"http://contoh\";\"klik\")";
    let evil_workbook = retyped(&workbook, ">Masih proses administrasi<", &format!(">{evil}<"));
    fs::write(folder.path().join("jahat.xlsx"), evil_workbook).unwrap();
    convert(folder.path(), &["jahat.xlsx", "--out", "hasil", "--to", "csv,parquet"]);
    let csv = fs::read_to_string(folder.path().join("hasil/anggaran.csv")).unwrap();
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://contoh") && !csv.contains(",\"=") && !csv.contains(",="));
    let asked = "select distinct keterangan from 'hasil/anggaran.parquet' where keterangan like '=%'";
    let rows: Vec<[String; 1]> = serde_json::from_str(&python(folder.path(), "ask.py", &[asked])).unwrap();
    assert_eq!(rows, [[evil.to_owned()]]);
}

#[test]
fn no_input_is_overwritten_and_two_runs_do_not_meet() {
    let folder = six_and_four_bad();
    let masuk = folder.path().join("masuk");
    fs::copy(masuk.join("per-bagian.xlsx"), masuk.join("per-bagian.xlsx.xlsx")).unwrap();
    let output = convert(folder.path(), &["masuk", "--out", "masuk", "--to", "xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("akan menimpa masukan"), "{}", told(&output));
    fs::create_dir_all(folder.path().join("hasil/.lampiran-konversi")).unwrap();
    let lock = fs::File::create(folder.path().join("hasil/.lampiran-konversi/kunci")).unwrap();
    lock.lock().unwrap();
    let output = convert(folder.path(), &["masuk", "--out", "hasil", "--to", "csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("sedang diisi oleh konversi yang lain"), "{}", told(&output));
}
#[test]
fn the_questions_of_the_readme_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let workbooks = root().join("fixtures/workbooks");
    fs::create_dir(folder.path().join("arsip")).unwrap();
    for name in ["lampiran-2024-01.xlsx", "lampiran-2024-02.xlsx", "salah/salah-tanpa-keterangan.xlsx"] {
        fs::copy(workbooks.join(name), folder.path().join("arsip").join(name.replace('/', "-"))).unwrap();
    }
    fs::write(folder.path().join("arsip/rusak.xls"), b"bukan buku kerja").unwrap();
    convert(folder.path(), &["arsip", "--out", "data", "--to", "parquet"]);
    convert(folder.path(), &["arsip", "--out", "hive", "--to", "parquet", "--partition", "tahun,bulan"]);
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```sql\n").skip(1).map(|block| block.split("```").next().unwrap());
    let questions: Vec<&str> = blocks.flat_map(|block| block.trim().trim_end_matches(';').split(";\n")).collect();
    let answers = python(folder.path(), "ask.py", &questions);
    let answers: Vec<Vec<Vec<Value>>> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 6);
    // Two reports of February, each of the figures the report prints: realised, and in % of the year.
    let [bulan, realisasi, persen] = &answers[0][0][1..] else { panic!("three figures of an office") };
    assert_eq!((bulan, realisasi, persen), (&2.into(), &(2 * 922_808_238_u64).into(), &6.14.into()));
    for (answer, question) in answers.iter().zip(&questions) {
        assert!(!answer.is_empty() || question.contains("capaian <"), "no answer to {question}");
    }
    assert_eq!(
        answers[4],
        [["arsip/rusak.xls", "Berkas ini teks biasa (CSV atau sejenisnya), bukan buku kerja Excel."]]
    );
    assert_eq!(answers[5][0][1], Value::from(2 * 922_808_238_u64));
}
