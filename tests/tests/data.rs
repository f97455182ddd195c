//! Past one machine: a PySpark job spreads the batch over partitions of a file list, and leaves one data set.
#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;

use lampiran_tests::data::{python, tool};
use lampiran_tests::house::root;

#[test]
fn a_pyspark_job_leaves_one_data_set_of_all_partitions() {
    let room = tempfile::tempdir().unwrap();
    let workbooks = root().join("fixtures/workbooks").canonicalize().unwrap();
    let names = ["lampiran-2024-01.xlsx", "lampiran-2024-02.xls", "lampiran-2024-03.xlsx", "tidak-ada.xlsx"];
    let list: String = names.map(|name| format!("{}\n", workbooks.join(name).display())).concat();
    fs::write(room.path().join("daftar.txt"), list).unwrap();
    let done = tool("spark-submit")
        .current_dir(room.path())
        .args(["--master", "local[2]", "--conf", "spark.ui.enabled=false"])
        .arg(root().join("tests/data/spark_convert.py"))
        .args(["daftar.txt", "data", "--partitions", "2", "--program"])
        .arg(assert_cmd::cargo::cargo_bin!("program"))
        .env("PYSPARK_PYTHON", tool("python").get_program())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    // What each report prints as realised by Eselon II, in the folder of its month.
    let realised = "select bulan, sum(realisasi)::bigint from read_parquet('data/anggaran/**/*.parquet') \
                    where tahun = 2024 and eselon = 'II' and dihitung = 1 group by bulan order by bulan";
    let refused = "select count(*) from read_parquet('data/berkas/**/*.parquet') where hasil = 'ditolak'";
    assert_eq!(
        python(room.path(), "ask.py", &[realised, refused]),
        "[[1, 153848306], [2, 922808238], [3, 2060641282]]\n[[1]]\n"
    );
}
