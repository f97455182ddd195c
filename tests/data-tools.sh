#!/usr/bin/env bash
# Installs what the tests of the tables ask: DuckDB, frictionless, PySpark (with Java), a validator of JSON by its
# schema, and strace, which makes the disk fail on purpose. Safe to run again; needs apt rights only where something is
# missing.
set -euo pipefail
home="$(cd "$(dirname "$0")/.." && pwd)/target/referees/data"

missing=()
command -v java >/dev/null || missing+=(default-jre-headless)
command -v strace >/dev/null || missing+=(strace)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3 python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  sudo=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "please install: ${missing[*]}" >&2; exit 1; }
    sudo=(sudo)
  fi
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

if ! "$home/bin/python" -c 'import duckdb, frictionless, jsonschema, pyspark' 2>/dev/null; then
  python3 -m venv "$home"
  "$home/bin/pip" install --quiet --disable-pip-version-check duckdb frictionless jsonschema pyspark
fi
