#!/usr/bin/python3
"""Validates what write_sample_reports prints against the JSON Schema, and the schema against its own rules. It may refer
to those beside it.

usage: validate_reports.py SCHEMA WRITE_SAMPLE_REPORTS [ARGUMENT]; exit 77 when python3-jsonschema is not installed.
"""
import copy
import json
import pathlib
import subprocess
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)


def places(value, path=()):
    """Every object in `value` with the way to it."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from places(inner, path + (key,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, path + (index,))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def bundled(schema, folder):
    """The schema with those that it refers to by their $id inside, since older validators find none by a URN."""
    whole = copy.deepcopy(schema)
    for path in folder.glob("*.schema.json"):
        other = json.loads(path.read_text(encoding="utf-8"))
        name = other.pop("$id")
        users = [part for _, part in places(whole) if part.get("$ref") == name]
        if users:
            for _, part in places(other):
                if part.get("$ref", "").startswith("#"):
                    part["$ref"] = f"#/$defs/{name}{part['$ref'][1:]}"
            whole.setdefault("$defs", {})[name] = other
            for part in users:
                part["$ref"] = f"#/$defs/{name}"
    return whole


def fields_without_description(schema):
    for path, part in places(schema):
        if path and path[-1] == "properties" or path == ("$defs",):
            for name, field in part.items():
                if not field.get("description"):
                    yield "/".join(map(str, path + (name,)))


def spoiled(report):
    """The report with one thing wrong, in every way that a closed shape must refuse."""
    for path, part in places(report):
        extra = copy.deepcopy(report)
        at(extra, path)["not_in_the_schema"] = 1
        yield f"an unknown field in /{'/'.join(map(str, path))}", extra
        for key in part:
            less = copy.deepcopy(report)
            del at(less, path)[key]
            yield f"no {key} in /{'/'.join(map(str, path))}", less
        for key in {"code", "kind", "verdict"} & part.keys():
            other = copy.deepcopy(report)
            at(other, path)[key] = "no_such_name"
            yield f"an unknown {key} in /{'/'.join(map(str, path))}", other


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(bundled(schema, pathlib.Path(sys.argv[1]).parent))
    reports = json.loads(subprocess.run(sys.argv[2:], check=True, capture_output=True).stdout.decode("utf-8"))
    faults = [f"no description: {field}" for field in fields_without_description(schema)]
    for number, report in enumerate(reports):
        for error in validator.iter_errors(report):
            faults.append(f"report {number}, /{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    for what, report in spoiled(reports[0]):
        if validator.is_valid(report):
            faults.append(f"accepted with {what}")
    for fault in faults:
        print(fault)
    print(f"{len(reports)} reports, {len(faults)} faults")
    return 1 if faults or len(reports) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
