#!/usr/bin/env python3
"""Spreads `lampiran convert` over the partitions of a file list, and leaves one Parquet dataset per table.

usage: spark-submit spark_convert.py LIST OUT [--program lampiran] [--partitions N]

LIST holds a path a line, on storage that every worker reaches; OUT is a folder on such storage. Each partition runs the
program over its share, and goes on where it was stopped when Spark tries it again: OUT/mentah/bagian-N. Spark then
gathers these into OUT/TABLE, in folders by year and month of the report."""
import argparse
import os
import subprocess

from pyspark.sql import SparkSession

TABLES = ("berkas", "anggaran", "kinerja", "catatan")


def convert(program, raw):
    def run(index, paths):
        paths = list(paths)
        if not paths:
            return []
        folder = os.path.join(raw, f"bagian-{index:05d}")
        done = subprocess.run(
            [program, "convert", "-", "--out", folder, "--to", "parquet", "--jobs", "1", "--resume", "-q"],
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
    raw = os.path.join(args.out, "mentah")
    # A path is always in the same partition, so that one that is tried again finds what it has done.
    paths = sorted(line for line in open(args.list, encoding="utf-8").read().splitlines() if line.strip())
    shares = spark.sparkContext.parallelize(paths, args.partitions)
    for index, count, code in shares.mapPartitionsWithIndex(convert(args.program, raw)).collect():
        print(f"bagian {index}: {count} berkas, keluar {code}")
    for table in TABLES:
        rows = spark.read.parquet(os.path.join(raw, "*", f"{table}.parquet"))
        rows.write.mode("overwrite").partitionBy("tahun", "bulan").parquet(os.path.join(args.out, table))
    spark.stop()


if __name__ == "__main__":
    main()
