#!/usr/bin/python3
"""scripts/release: notes from the changelog, and what does not agree on the version."""
import contextlib
import io
import pathlib
import runpy
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from docgen import changelog  # noqa: E402

RELEASE = runpy.run_path(str(ROOT / "scripts/release"))
LOG = """# Changelog

## 1.1.0 (2027-02-01)

### New
- A thing ([page](a.md))
  on two lines.

## 1.0.0 (2026-12-01)

### New
- All.
"""


def released(version, log=LOG, built="1.1.0", kept="1.1.0"):
    """Exit status, notes and complaints for a tree like that."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        (root / "CMakeLists.txt").write_text(f"project(pecprobe VERSION {built} LANGUAGES CXX)\n")
        (root / "CHANGELOG.md").write_text(log)
        (root / "tests/upgrades" / kept).mkdir(parents=True)
        (root / "tests/upgrades" / kept / "report-good.json").write_text("{}")
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = RELEASE["main"]([version] if version else [], root)
        return status, out.getvalue(), err.getvalue()


class Release(unittest.TestCase):
    def test_has_the_notes_of_its_version_only(self):
        self.assertEqual(released(None), (0, "# pecprobe 1.1.0\n\n### New\n- A thing ([page](a.md))\n  on two lines.\n", ""))

    def test_that_is_unknown_is_refused(self):
        self.assertEqual(released("2.0.0")[::2], (1, "release: CHANGELOG.md has no version 2.0.0\n"))

    def test_must_be_the_version_that_is_built(self):
        self.assertEqual(released(None, built="1.0.0")[::2],
                         (1, "release: CMakeLists.txt says 1.0.0, the newest of CHANGELOG.md is 1.1.0\n"))

    def test_needs_a_date(self):
        self.assertEqual(released(None, LOG.replace("2027-02-01", "not released"))[::2],
                         (1, "release: CHANGELOG.md has no date for 1.1.0, but (not released)\n"))

    def test_needs_documents_to_remember_it_by(self):
        self.assertEqual(released(None, kept="1.0.0")[::2], (1, "release: tests/upgrades/1.1.0 keeps no documents of this version\n"))

    def test_must_follow_the_earlier_ones(self):
        self.assertIn("not in order", released(None, LOG.replace("## 1.0.0", "## 1.2.0"))[2])

    def test_of_this_tree_lacks_at_most_its_date(self):
        releases = changelog.releases((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
        faults = [fault for fault in RELEASE["faults"](releases, releases[0].version, ROOT) if "has no date" not in fault]
        self.assertEqual(faults, [])


class DebianChangelog(unittest.TestCase):
    def test_has_an_item_for_each_entry_without_links(self):
        self.assertEqual(changelog.debian(changelog.releases(LOG)[0], "A <a@b.example>", 0),
                         "pecprobe (1.1.0-1) unstable; urgency=medium\n\n  * A thing (page) on two lines.\n\n"
                         " -- A <a@b.example>  Thu, 01 Jan 1970 00:00:00 +0000\n")


if __name__ == "__main__":
    unittest.main()
