#!/usr/bin/env python3
"""Spreads `lampiran convert` over the partitions of a file list, and leaves one Parquet dataset per table.

usage: spark-submit spark_convert.py LIST OUT [--program lampiran] [--partitions N]

LIST holds a path a line, on storage that every worker reaches; OUT is a folder on such storage. Each partition runs the
program once over its share and writes OUT/mentah/bagian-N/{berkas,anggaran,kinerja,catatan}.parquet; Spark then
gathers these into OUT/TABLE, partitioned by year and month of the report."""
import argparse
import os
import subprocess

from pyspark.sql import SparkSession

TABLES = ("berkas", "anggaran", "kinerja", "catatan")


def convert(program, out):
    def run(index, paths):
        paths = list(paths)
        if not paths:
            return []
        folder = os.path.join(out, "mentah", f"bagian-{index:05d}")
        done = subprocess.run(
            [program, "convert", "-", "--out", folder, "--to", "parquet", "--jobs", "1", "-q"],
            input="\n".join(paths).encode(), stderr=subprocess.PIPE)
        # 1 and 2 say that some files hold errors or were refused: their rows tell which, and the rest is whole.
        if done.returncode not in (0, 1, 2) or not os.path.exists(os.path.join(folder, "berkas.parquet")):
            raise RuntimeError(done.stderr.decode())
        return [(index, len(paths), done.returncode)]
    return run


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("list")
    args.add_argument("out")
    args.add_argument("--program", default="lampiran")
    args.add_argument("--partitions", type=int, default=64)
    args = args.parse_args()

    spark = SparkSession.builder.appName("lampiran").getOrCreate()
    paths = spark.sparkContext.textFile(args.list).repartition(args.partitions)
    for index, count, code in paths.mapPartitionsWithIndex(convert(args.program, args.out)).collect():
        print(f"bagian {index}: {count} berkas, keluar {code}")
    raw = os.path.join(args.out, "mentah")
    for table in TABLES:
        rows = spark.read.parquet(os.path.join(raw, "*", f"{table}.parquet"))
        if "bulan_laporan" in rows.columns:
            rows.write.mode("overwrite").partitionBy("tahun", "bulan_laporan").parquet(os.path.join(args.out, table))
        else:
            rows.write.mode("overwrite").parquet(os.path.join(args.out, table))
    spark.stop()


if __name__ == "__main__":
    main()
