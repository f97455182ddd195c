//! The program as a user meets it: exit codes, streams, refusals, and what it never does to a file.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use lampiran_tests::house::root;
use serde_json::Value;

fn workbook(name: &str) -> PathBuf {
    root().join("fixtures/workbooks").join(name)
}

fn program() -> std::process::Command {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("program"));
    command.env_remove("LAMPIRAN_LANG").env_remove("NO_COLOR").env("COLUMNS", "80");
    command
}

fn run(args: &[&str]) -> Output {
    program().args(args).output().unwrap()
}

/// Exit code, standard output and standard error.
fn said(args: &[&str]) -> (i32, String, String) {
    let output = run(args);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn help_opens_with_three_examples_and_names_every_command_twice() {
    for (lang, heading) in [("id", "Contoh:"), ("en", "Examples:")] {
        let (exit, help, _) = said(&["--lang", lang, "--help"]);
        assert_eq!(exit, 0);
        let lines: Vec<&str> = help.lines().collect();
        assert_eq!(lines[0], heading);
        assert!(lines[1..4].iter().all(|line| line.starts_with("  lampiran ")), "{help}");
        for (name, alias) in [
            ("read", "baca"),
            ("check", "periksa"),
            ("fill", "isi"),
            ("template", "formulir"),
            ("compare", "banding"),
            ("convert", "konversi"),
            ("watch", "pantau"),
            ("explain", "jelaskan"),
            ("schema", "skema"),
        ] {
            assert!(help.contains(name) && help.contains(&format!("({alias})")), "{name}");
            let own = [name, alias].map(|word| said(&["--lang", lang, word, "--help"]));
            assert_eq!(own[0], own[1]);
            assert_eq!(own[0].0, 0);
        }
    }
}

#[test]
fn the_language_is_chosen_by_option_or_environment() {
    let in_english = program().env("LAMPIRAN_LANG", "en").args(["read", "tidak-ada.xlsx"]).output().unwrap();
    let text = String::from_utf8(in_english.stderr).unwrap();
    assert_eq!(text, "lampiran: tidak-ada.xlsx: There is no such file. Check its name and folder.\n");
    let (_, _, text) = said(&["read", "tidak-ada.xlsx"]);
    assert_eq!(text, "lampiran: tidak-ada.xlsx: Berkas tidak ada di sana. Periksa nama dan foldernya.\n");
}

#[test]
fn wrong_usage_is_told_in_one_sentence_and_exits_2() {
    for (args, words) in [
        (&["periska"][..], "perintah `periska` tidak ada"),
        (&["check", "--formt", "json"], "Maksudnya --format?"),
        (&["check"], "JALUR"),
        (&["check", "--format", "xml", "a"], "pilih: text, json, sarif, html"),
        (&["--lang", "fr", "check", "a"], "`fr`"),
        (&["explain", "persen-tidak-cocokk"], "persen-tidak-cocok"),
        (&["check", "tidak-ada/*.xlsx"], "tidak-ada/*.xlsx"),
    ] {
        let (exit, out, err) = said(args);
        assert_eq!((exit, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(words) && !err.contains("panicked"), "{args:?}: {err}");
    }
}

#[test]
fn what_cannot_be_read_is_one_sentence_with_file_reason_and_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let no_table = rust_xlsxwriter::Workbook::new().save_to_buffer();
    let no_table = no_table.or_else(|_| {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, "Daftar hadir").unwrap();
        book.save_to_buffer()
    });
    for refused in [
        folder.path().join("tidak-ada.xlsx"),
        folder.path().to_owned(),
        file("kosong.xlsx", b""),
        file("catatan.xlsx", b"Rekap bulan Februari menyusul.\n"),
        file("tanpa-lampiran.xlsx", &no_table.unwrap()),
    ] {
        let name = path(&refused);
        for lang in ["id", "en"] {
            let (exit, out, err) = said(&["--lang", lang, "read", name]);
            assert_eq!((exit, out.as_str()), (2, ""), "{name}");
            assert_eq!(err.lines().count(), 1, "{err}");
            let sentences = err.trim_end().strip_prefix(&format!("lampiran: {name}: ")).unwrap();
            assert!(sentences.matches(['.', '!']).count() >= 2, "reason and way out: {err}");
        }
        let (exit, out, _) = said(&["read", "--format", "json", name]);
        let json: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(exit, 2);
        assert_eq!(json["berkas"], name);
        assert_eq!(json["lampiran"], Value::Array(Vec::new()));
        let finding = json["catatan"][0]["nama"].as_str().unwrap();
        assert!(["berkas-ditolak", "lampiran-tidak-ditemukan"].contains(&finding), "{name}: {finding}");
        assert_eq!(said(&["fill", name]).0, 2);
    }
}

#[test]
fn in_a_batch_the_worst_wins_and_the_rest_goes_on() {
    let (clean, wrong) = (workbook("lampiran-2024-02.xlsx"), workbook("salah/salah-persen-keliru.xlsx"));
    let exit = |files: &[&str]| {
        let (exit, out, _) = said(&[&["check", "--format", "json"], files].concat());
        (exit, serde_json::from_str::<Value>(&out).unwrap())
    };
    assert_eq!(exit(&[path(&clean)]).0, 0);
    assert_eq!(exit(&[path(&clean), path(&wrong)]).0, 1);
    let (code, json) = exit(&["tidak-ada.xlsx", path(&wrong), path(&clean)]);
    assert_eq!(code, 2);
    let results: Vec<&str> = json["berkas"].as_array().unwrap().iter().map(|x| x["hasil"].as_str().unwrap()).collect();
    assert_eq!(results, ["ditolak", "salah", "bersih"]);
    let sum = &json["ringkasan"];
    assert_eq!([&sum["berkas"], &sum["bersih"], &sum["salah"], &sum["ditolak"]], [3, 1, 1, 1]);
    assert_eq!(said(&["read", path(&wrong)]).0, 0, "read exits 0 whenever it could read");
}

#[test]
fn lock_and_system_files_are_passed_over_and_an_open_report_is_said() {
    // Made here: a lock file of LibreOffice is one that version control leaves out.
    let folder = tempfile::tempdir().unwrap();
    for name in ["LAMPIRAN JANUARI 2024.XLSX", "Lampiran Pebruari 2024.xlsx"] {
        fs::copy(workbook("lampiran-2024-02.xlsx"), folder.path().join(name)).unwrap();
    }
    for name in ["~$Lampiran Pebruari 2024.xlsx", ".~lock.LAMPIRAN JANUARI 2024.XLSX#", "Thumbs.db", "desktop.ini"] {
        fs::write(folder.path().join(name), b"x").unwrap();
    }
    let (exit, out, _) = said(&["check", "--format", "json", path(folder.path())]);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(exit, 0);
    assert_eq!(json["berkas"].as_array().unwrap().len(), 2);
    for file in json["berkas"].as_array().unwrap() {
        assert_eq!(file["catatan"][0]["nama"], "berkas-masih-terbuka");
    }
}

#[test]
fn a_web_page_under_the_name_of_a_workbook_is_read_and_said() {
    let file = root().join("fixtures/cases/43-html-named-xls.xls");
    let (exit, out, _) = said(&["check", "--format", "json", path(&file)]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let names: Vec<&str> =
        json["berkas"][0]["catatan"].as_array().unwrap().iter().map(|x| x["nama"].as_str().unwrap()).collect();
    assert_eq!(exit, 0);
    assert!(names.contains(&"format-tidak-sesuai-nama"), "{names:?}");
}

#[test]
fn standard_input_is_read_where_a_file_is_named_by_a_dash() {
    let file = fs::File::open(workbook("lampiran-2024-02.xlsx")).unwrap();
    let piped = program().args(["read", "--format", "json", "-"]).stdin(Stdio::from(file)).output().unwrap();
    let mut piped: Value = serde_json::from_slice(&piped.stdout).unwrap();
    let (_, named, _) = said(&["read", "--format", "json", path(&workbook("lampiran-2024-02.xlsx"))]);
    let mut named: Value = serde_json::from_str(&named).unwrap();
    assert_eq!(piped["berkas"], "-");
    for json in [&mut piped, &mut named] {
        json.as_object_mut().unwrap().remove("berkas");
        json.as_object_mut().unwrap().remove("catatan");
    }
    assert_eq!(piped, named);
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let file = workbook("salah/salah-persen-keliru.xlsx");
    let escapes = |args: &[&str]| said(&[args, &["check", path(&file)]].concat()).1.contains('\u{1b}');
    assert!(!escapes(&[]), "piped");
    assert!(escapes(&["--color", "always"]));
    assert!(!escapes(&["--color", "never"]));
}

#[test]
fn whoever_stops_listening_is_no_error() {
    let mut child = program()
        .args(["read", "--format", "json", path(&workbook("lampiran-2024-02.xlsx"))])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_in_words() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program()
        .args(["read", "--format", "json", path(&workbook("lampiran-2024-02.xlsx"))])
        .stdout(full)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text.contains("Ruang penyimpanan penuh"), "{text}");
}

#[test]
fn settings_with_a_wrong_key_stop_with_line_and_nearest_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xlsx");
    fs::copy(workbook("lampiran-2024-02.xlsx"), &file).unwrap();
    fs::write(folder.path().join("lampiran.toml"), "[ambang]\ntingi = 110\n").unwrap();
    let (exit, _, err) = said(&["check", path(&file)]);
    assert_eq!(exit, 2);
    assert!(err.contains("lampiran.toml baris 2: `tingi` tidak dikenal. Maksudnya `tinggi`?"), "{err}");
}

#[test]
fn the_json_says_how_each_indikator_was_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xlsx");
    fs::copy(workbook("lampiran-2024-02.xlsx"), &file).unwrap();
    let rule = "[[indikator]]\nnama = \"penduduk miskin\"\narah = \"turun\"\nrumus = \"banding\"\n";
    fs::write(folder.path().join("lampiran.toml"), rule).unwrap();
    let (_, out, _) = said(&["read", "--format", "json", path(&file)]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let cara = |sasaran: usize, indikator: usize| {
        let cara = &json["lampiran"][0]["bagian"][0]["sasaran"][sasaran]["indikator"][indikator]["cara"];
        ["arah", "rumus", "agregasi"].map(|key| cara[key].as_str().unwrap_or("null").to_owned())
    };
    // A share of people, of which the last month holds; reports, which add up.
    assert_eq!(cara(0, 0), ["turun", "banding", "terakhir"]);
    assert_eq!(cara(1, 1), ["naik", "null", "jumlah"]);
}

#[test]
fn a_table_has_a_row_for_each_block_and_month() {
    let (exit, table, _) = said(&["read", "--format", "csv", path(&workbook("lampiran-2024-02.xlsx"))]);
    assert_eq!(exit, 0);
    let rows: Vec<&str> = table.lines().collect();
    let february = "II,Kepala Dinas,Menurunnya penduduk miskin,program,1,Program Pemberdayaan Sosial,Rp,2978641819,2,\
                    331300000,36069364,10.89,10.89,Kelengkapan sk terkait pencairan bansos belum selesai,";
    assert!(rows.iter().any(|row| row.ends_with(february)), "{}", rows[1]);
    assert_eq!((rows.len() - 1) % 12, 0);
}
