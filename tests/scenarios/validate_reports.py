#!/usr/bin/python3
"""Validates the JSON reports that the scenario tests left in a folder against the JSON Schema, and takes them away.

usage: validate_reports.py SCHEMA FOLDER; exit 77 when python3-jsonschema is not installed.
"""
import json
import pathlib
import shutil
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)


def main():
    validator = Draft202012Validator(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
    folder = pathlib.Path(sys.argv[2])
    reports = sorted(folder.glob("*.json"))
    faults = 0
    for report in reports:
        for error in validator.iter_errors(json.loads(report.read_text(encoding="utf-8"))):
            faults += 1
            print(f"{report.stem}, /{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    print(f"{len(reports)} reports, {faults} faults")
    # The next run is to find its own reports only, not those of tests that are no more.
    shutil.rmtree(folder, ignore_errors=True)
    return 0 if reports and not faults else 1


sys.exit(main())
