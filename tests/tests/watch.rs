//! The drop folder and the batch, from the outside: what a clerk drops in comes back once, whatever is killed or fails.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use lampiran_tests::faults::{each_fault, failing};
use lampiran_tests::house::root;
use lampiran_tests::kills::{self, Load, after_watch, broken, different, drop_in, files};
use serde_json::Value;

fn program() -> PathBuf {
    assert_cmd::cargo::cargo_bin!("program").to_owned()
}

fn watch(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.env_remove("LAMPIRAN_LANG").arg("watch").arg(folder).args(args);
    command
}

fn once(folder: &Path) -> Output {
    watch(folder, &["--once"]).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn put(name: &str, folder: &Path, under: &str) -> PathBuf {
    let to = folder.join("masuk").join(under);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(root().join("fixtures").join(name), &to).unwrap();
    to
}

fn journal(folder: &Path) -> Vec<Value> {
    let text = fs::read_to_string(folder.join(".lampiran/jurnal.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A watcher that ends with the test.
struct Watcher(Child);

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(folder: &Path, args: &[&str]) -> Watcher {
    let watcher = watch(folder, args).stderr(Stdio::null()).spawn().unwrap();
    until("the folder is ready", || folder.join("rekap.xlsx").exists());
    Watcher(watcher)
}

#[test]
fn each_file_is_answered_filed_and_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    put("workbooks/lampiran-2024-01.xlsx", folder, "a-januari.xlsx");
    put("workbooks/lampiran-2024-02.xls", folder, "b-februari.XLS");
    put("workbooks/salah/salah-persen-keliru.xlsx", folder, "Dinas Sosial/c.xlsx");
    put("workbooks/lampiran-2024-02.xls", folder, "d-salinan.xls");
    fs::write(folder.join("masuk/e-rusak.xlsx"), b"bukan buku kerja").unwrap();
    for litter in ["~$x.xlsx", "Thumbs.db", ".~lock.y.xls#", "unduhan.xlsx.crdownload"] {
        fs::write(folder.join("masuk").join(litter), b"").unwrap();
    }
    let output = once(folder);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    let outcomes: Vec<(String, String, String)> = journal(folder)
        .iter()
        .map(|line| ["nama", "hasil", "letak"].map(|key| line[key].as_str().unwrap().to_owned()).into())
        .collect();
    let expected = [
        ("Dinas Sosial - c.xlsx", "salah", "arsip/2024-02/Dinas Sosial - c.xlsx"),
        ("a-januari.xlsx", "bersih", "arsip/2024-01/a-januari.xlsx"),
        ("b-februari.XLS", "bersih", "arsip/2024-02/b-februari.XLS"),
        ("d-salinan.xls", "salinan", "arsip/2024-02/d-salinan.xls"),
        ("e-rusak.xlsx", "ditolak", "perlu-dilihat/e-rusak.xlsx"),
    ];
    let expected = expected.map(|(nama, hasil, letak)| (nama.to_owned(), hasil.to_owned(), letak.to_owned()));
    assert_eq!(outcomes, expected);
    for answer in ["a-januari", "b-februari", "Dinas Sosial - c"] {
        for ending in ["terisi.xlsx", "catatan.html"] {
            assert_eq!(broken(&folder.join(format!("hasil/{answer}.{ending}"))), None);
        }
    }
    let reason = fs::read_to_string(folder.join("perlu-dilihat/e-rusak.xlsx.alasan.txt")).unwrap();
    assert!(reason.starts_with("e-rusak.xlsx: Berkas ini teks biasa"), "{reason}");
    let copy = fs::read_to_string(folder.join("hasil/d-salinan.xls.salinan.txt")).unwrap();
    assert!(copy.contains("sama persis dengan b-februari.XLS"), "{copy}");
    let original = fs::read(root().join("fixtures/workbooks/lampiran-2024-02.xls")).unwrap();
    assert_eq!(fs::read(folder.join("arsip/2024-02/b-februari.XLS")).unwrap(), original);
    let mut left: Vec<_> = files(&folder.join("masuk")).into_iter().collect();
    left.sort();
    assert_eq!(left, [".~lock.y.xls#", "Thumbs.db", "unduhan.xlsx.crdownload", "~$x.xlsx"].map(PathBuf::from));
}

#[test]
fn a_month_is_checked_against_the_last_one_of_the_same_office() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    put("workbooks/lampiran-2024-01.xlsx", folder, "januari.xlsx");
    once(folder);
    // What was reported for January is changed in February's report.
    let february = fs::read(root().join("fixtures/workbooks/lampiran-2024-02.xlsx")).unwrap();
    let changed = lampiran_tests::data::retyped(&february, "<v>2876271</v>", "<v>2876272</v>");
    assert_ne!(changed, february);
    fs::write(folder.join("masuk/februari.xlsx"), changed).unwrap();
    once(folder);
    let page = fs::read_to_string(folder.join("hasil/februari.catatan.html")).unwrap();
    assert!(page.contains("target-berubah"), "what changed since January is told");
}

#[test]
fn the_overview_shows_a_light_and_figures_for_each_month() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    put("workbooks/lampiran-2024-02.xlsx", folder, "februari.xlsx");
    once(folder);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.join("rekap.xlsx")).unwrap();
    let range = calamine::Reader::worksheet_range(&mut book, "2024").unwrap();
    let shown: Vec<String> = range.rows().flatten().map(ToString::to_string).collect();
    // The pagu and the realisasi that the report prints.
    for figure in ["15030032435", "922808238"] {
        assert!(shown.contains(&figure.to_owned()), "{figure} in {shown:?}");
    }
    // The same journal gives the same bytes, whenever it is looked at.
    let before = fs::read(folder.join("rekap.xlsx")).unwrap();
    fs::remove_file(folder.join("rekap.xlsx")).unwrap();
    std::thread::sleep(Duration::from_millis(1100));
    once(folder);
    assert!(fs::read(folder.join("rekap.xlsx")).unwrap() == before);
}

#[test]
fn a_file_counts_when_it_has_stopped_growing_and_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for args in [&["--poll"][..], &[]] {
        let whole = fs::read(root().join("fixtures/workbooks/lampiran-2024-02.xlsx")).unwrap();
        let name = format!("tumbuh{}", args.len());
        let _watcher = start(folder, args);
        let path = folder.join(format!("masuk/{name}.xlsx"));
        let mut growing = fs::File::create(&path).unwrap();
        for part in whole.chunks(whole.len() / 3) {
            growing.write_all(part).unwrap();
            std::thread::sleep(Duration::from_millis(1500));
            assert!(path.exists() || part.len() < whole.len() / 3, "taken before its end");
        }
        drop(growing);
        let at = folder.join(format!("arsip/2024-02/{name}.xlsx"));
        until("the file is answered", || at.exists());
        assert_eq!(fs::read(at).unwrap(), whole);
    }
}

#[test]
fn a_second_watcher_says_so_and_ends() {
    let folder = tempfile::tempdir().unwrap();
    let first = start(folder.path(), &[]);
    let second = once(folder.path());
    assert_eq!(second.status.code(), Some(2));
    assert!(told(&second).contains("sudah dipantau oleh lampiran yang lain"), "{}", told(&second));
    drop(first);
    assert_eq!(once(folder.path()).status.code(), Some(0));
}

#[test]
fn killed_at_any_moment_every_file_is_handled_once() {
    let room = tempfile::tempdir().unwrap();
    let load = Load { files: 120, kills: 30, seed: seed() };
    assert_eq!(kills::watch(&program(), room.path(), load), Vec::<String>::new(), "seed {}", load.seed);
}

#[test]
fn killed_at_any_moment_a_batch_is_resumed_to_the_same_end() {
    let room = tempfile::tempdir().unwrap();
    let load = Load { files: 80, kills: 20, seed: seed() };
    assert_eq!(kills::convert(&program(), room.path(), load), Vec::<String>::new(), "seed {}", load.seed);
}

/// Other moments each time; a failure names them.
fn seed() -> u64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

#[test]
fn whatever_fails_in_the_drop_folder_is_said_and_tried_again() {
    let room = tempfile::tempdir().unwrap();
    let (room, folder) = (room.path(), &room.path().join("kotak"));
    let dropped = std::cell::RefCell::default();
    let run = |calls: &str, error: &str, number| {
        let _ = fs::remove_dir_all(folder);
        // What an earlier run left must stay whole.
        once(folder);
        dropped.replace(drop_in(&folder.join("masuk"), 2));
        failing(&watch(folder, &["--once"]), room, calls, error, number)
    };
    each_fault(run, |case| {
        let dropped = dropped.borrow();
        for path in files(folder).iter().filter(|path| !path.to_string_lossy().contains(".lampiran")) {
            let is_original = dropped.values().any(|bytes| fs::read(folder.join(path)).unwrap() == *bytes);
            assert!(is_original || broken(&folder.join(path)).is_none(), "{case}: {}", path.display());
        }
        assert_eq!(once(folder).status.code(), Some(0), "{case}");
        assert_eq!(after_watch(folder, &dropped), Vec::<String>::new(), "{case}");
    });
}

#[test]
fn whatever_fails_in_a_batch_leaves_the_old_files_whole() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    drop_in(&room.join("masuk"), 3);
    let convert = |out: &str| {
        let mut command = Command::new(program());
        command.env_remove("LAMPIRAN_LANG").current_dir(room);
        command.args(["convert", "masuk", "--out", out, "--to", "json,csv,sqlite,parquet", "--jobs", "1", "--resume"]);
        command
    };
    convert("baru").output().unwrap();
    let third = room.join("masuk/Lampiran 00003.xlsx");
    fs::rename(&third, room.join("ketiga.xlsx")).unwrap();
    convert("lama").output().unwrap();
    fs::rename(room.join("ketiga.xlsx"), third).unwrap();
    let out = room.join("hasil");
    let run = |calls: &str, error: &str, number| {
        let _ = fs::remove_dir_all(&out);
        for path in files(&room.join("lama")) {
            fs::create_dir_all(out.join(&path).parent().unwrap()).unwrap();
            fs::copy(room.join("lama").join(&path), out.join(&path)).unwrap();
        }
        failing(&convert("hasil"), room, calls, error, number)
    };
    each_fault(run, |case| {
        for path in files(&out).iter().filter(|path| !path.to_string_lossy().contains(".lampiran-")) {
            let now = fs::read(out.join(path)).ok();
            let is_either = ["lama", "baru"].iter().any(|run| fs::read(room.join(run).join(path)).ok() == now);
            assert!(is_either, "{case}\n{} is neither the old file nor the new one", path.display());
        }
        assert_eq!(convert("hasil").output().unwrap().status.code(), Some(0), "{case}");
        assert_eq!(different(&room.join("baru"), &out), Vec::<String>::new(), "{case}");
    });
}
