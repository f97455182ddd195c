#!/usr/bin/env bash
# Installs what the tests ask for a second opinion, where it is missing: LibreOffice (recalculates every formula, draws
# the pages), two validators of Office files and one of JSON by its schema, and two libraries that write workbooks. Safe
# to run again; needs apt rights only where something is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
home="$here/target/referees"
mkdir -p "$home"

missing=()
command -v soffice >/dev/null || missing+=(libreoffice-calc)
command -v pdftoppm >/dev/null || missing+=(poppler-utils)
fc-list 2>/dev/null | grep -qi 'liberation ' || missing+=(fonts-liberation fontconfig)
command -v npm >/dev/null || missing+=(nodejs npm)
python3 -m venv --help >/dev/null 2>&1 && python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3 python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  sudo=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "please install: ${missing[*]}" >&2; exit 1; }
    sudo=(sudo)
  fi
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

if ! "$home/venv/bin/python" -c 'import openxml_audit, jsonschema, openpyxl, xlsxwriter' 2>/dev/null; then
  python3 -m venv "$home/venv"
  "$home/venv/bin/pip" install --quiet --disable-pip-version-check openxml-audit jsonschema openpyxl XlsxWriter
fi
if [ ! -x "$home/npm/node_modules/.bin/ooxml-validate" ]; then
  npm install --silent --no-audit --no-fund --prefix "$home/npm" @ooxml-tools/validate
fi
