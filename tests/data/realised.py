#!/usr/bin/env python3
"""What Eselon II realised by each report, from every form that `lampiran convert` writes into OUT, as JSON:
{"parquet": {"berkas": "rupiah", …}, "hive": …, "sqlite": …, "csv": …, "json": …}.

usage: realised.py OUT [HIVE]"""
import decimal
import glob
import json
import os
import sqlite3
import sys

import duckdb

SQL = "select berkas, sum(realisasi) from {} where eselon = 'II' and dihitung = 1 group by berkas"


def whole(rows):
    return {berkas: str(int(total)) for berkas, total in rows if total is not None and total == int(total)}


def from_json(out):
    sums = {}
    for path in glob.glob(os.path.join(out, "**", "*.json"), recursive=True):
        report = json.load(open(path, encoding="utf-8"))
        if "lampiran" not in report:
            continue
        total, seen = decimal.Decimal(0), set()
        for lampiran in report["lampiran"]:
            for bagian in lampiran["bagian"]:
                if bagian["eselon"] == "II":
                    for sasaran in bagian["sasaran"]:
                        for program in sasaran["anggaran"]:
                            same = (program["nama"], str([month and month["target"] for month in program["bulan"]]))
                            if same not in seen:
                                seen.add(same)
                                figures = [m["realisasi"] for m in program["bulan"] if m]
                                total += sum(decimal.Decimal(f) for f in figures if f not in (None, "-"))
        if report["lampiran"]:
            sums[report["berkas"]] = total
    return whole(sums.items())


def main():
    out = sys.argv[1]
    db = duckdb.connect()
    found = {
        "parquet": whole(db.execute(SQL.format(f"'{out}/anggaran.parquet'")).fetchall()),
        "sqlite": whole(sqlite3.connect(f"{out}/lampiran.sqlite").execute(SQL.format("anggaran")).fetchall()),
        "csv": whole(db.execute(SQL.format(f"'{out}/anggaran.csv'")).fetchall()),
        "json": from_json(out),
    }
    if len(sys.argv) > 2:
        found["hive"] = whole(db.execute(SQL.format(f"'{sys.argv[2]}/anggaran/**/*.parquet'")).fetchall())
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
