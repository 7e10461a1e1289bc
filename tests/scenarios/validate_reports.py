#!/usr/bin/python3
"""Validates the JSON reports, and each line of the JSON lines, that the scenario tests left in a folder.

usage: validate_reports.py SCHEMA FOLDER; exit 77 when python3-jsonschema is not installed.
"""
import json
import pathlib
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)


def documents(folder):
    """The name of each and what stands in it."""
    for report in sorted(folder.glob("*.json")):
        yield report.name, False, json.loads(report.read_text(encoding="utf-8"))
    for report in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(report.read_text(encoding="utf-8").split("\n")[:-1], 1):
            yield f"{report.name}:{number}", True, json.loads(line)


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    whole = Draft202012Validator(schema)
    line = Draft202012Validator({"$ref": "#/$defs/account", "$defs": schema["$defs"]})
    counts = {False: 0, True: 0}
    faults = 0
    for name, is_line, document in documents(pathlib.Path(sys.argv[2])):
        counts[is_line] += 1
        for error in (line if is_line else whole).iter_errors(document):
            faults += 1
            print(f"{name}, /{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    print(f"{counts[False]} reports, {counts[True]} lines, {faults} faults")
    return 0 if all(counts.values()) and not faults else 1


sys.exit(main())
