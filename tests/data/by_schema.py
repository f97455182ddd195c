#!/usr/bin/env python3
"""How many JSON files of reports in OUT keep to the schema of `lampiran schema`; the first that does not ends the count.

usage: by_schema.py SCHEMA OUT"""
import glob
import json
import sys

import jsonschema


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    count = 0
    for path in sorted(glob.glob(sys.argv[2] + "/*.json")):
        report = json.load(open(path, encoding="utf-8"))
        if "resources" not in report:
            validator.validate(report)
            count += 1
    print(count)


if __name__ == "__main__":
    main()
