#!/usr/bin/python3
"""Documents that earlier versions wrote, a folder for each version: today's schemas accept them, and `report convert` reads the
reports without losing anything.

usage: earlier_reports_test.py PECPROBE; exit 77 when python3-jsonschema is not installed.
"""
import json
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/unit/report"))
import validate_reports  # noqa: E402  (it exits where jsonschema is missing)

SCHEMAS = ROOT / "probe/report/schema"
DOCUMENTS = sorted(pathlib.Path(__file__).parent.glob("*.*.*/*.json"))
REPORTS = [path for path in DOCUMENTS if path.name.startswith("report-")]
FORMATS = ("text", "jsonl", "junit", "html", "csv", "nagios", "prometheus", "tap", "github")


def schema_of(document):
    name, number = document["schema"].removeprefix("pecprobe.").split("/")
    schema = json.loads((SCHEMAS / f"{name}-{number}.schema.json").read_text(encoding="utf-8"))
    return validate_reports.Draft202012Validator(validate_reports.bundled(schema, SCHEMAS))


def lost(old, new, path="$"):
    """Places of `old` that `new` does not have as they were; what is new is no loss."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name, value in old.items():
            yield from lost(value, new[name], f"{path}.{name}") if name in new else [f"{path}.{name}"]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new)):
            yield from lost(one, other, f"{path}[{index}]")
    elif old != new:
        yield path


class EarlierVersions(unittest.TestCase):
    program = "pecprobe"

    def converted(self, path, form):
        return subprocess.run([self.program, "report", "convert", path, "--format", form], capture_output=True, text=True)

    def test_documents_are_valid_by_the_schemas_of_today(self):
        for path in DOCUMENTS:
            with self.subTest(path=path.name):
                document = json.loads(path.read_text(encoding="utf-8"))
                self.assertEqual([error.message for error in schema_of(document).iter_errors(document)], [])

    def test_reports_lose_nothing_when_they_are_read(self):
        for path in REPORTS:
            with self.subTest(path=path.name):
                run = self.converted(path, "json")
                self.assertEqual((run.returncode, run.stderr), (0, ""))
                self.assertEqual(list(lost(json.loads(path.read_text(encoding="utf-8")), json.loads(run.stdout))), [])

    def test_reports_go_into_every_format(self):
        for path in REPORTS:
            for form in FORMATS:
                with self.subTest(path=path.name, format=form):
                    run = self.converted(path, form)
                    self.assertIn(run.returncode, range(4) if form == "nagios" else (0,), run.stderr)
                    self.assertTrue(run.stdout)

    def test_a_loss_is_seen(self):
        self.assertEqual(list(lost({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}], "c": 4})), ["$.a[1].b"])
        self.assertEqual(list(lost({"a": 1}, {})), ["$.a"])

    def test_there_is_something_of_each_kind(self):
        kinds = {json.loads(path.read_text(encoding="utf-8"))["schema"] for path in DOCUMENTS}
        self.assertEqual(kinds, {"pecprobe.report/1", "pecprobe.diff/1", "pecprobe.rotation/1"})
        self.assertGreaterEqual(len(REPORTS), 4)


if __name__ == "__main__":
    EarlierVersions.program = sys.argv.pop(1)
    unittest.main()
