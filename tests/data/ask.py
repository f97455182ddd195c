#!/usr/bin/env python3
"""What DuckDB answers to each of some questions, as rows in JSON.

usage: ask.py SQL…"""
import json
import sys

import duckdb

for question in sys.argv[1:]:
    print(json.dumps(duckdb.sql(question).fetchall(), default=str))
