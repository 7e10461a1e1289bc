#!/usr/bin/python3
"""Lets a reader that is installed here judge what write_sample_reports prints.

usage: read_reports.py promtool|prove WRITE_SAMPLE_REPORTS; exit 77 when the reader is missing.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "scripts/interop"))
from labkit import Unavailable, readers  # noqa: E402


def promtool():
    """The one that is installed, else the one that scripts/setup --readers unpacked; may raise Unavailable."""
    return shutil.which("promtool") or readers.promtool()


def faults_of_promtool(report):
    run = subprocess.run([promtool(), "check", "metrics"], input=report, capture_output=True)
    return [] if run.returncode == 0 else [run.stdout.decode() + run.stderr.decode()]


def faults_of_prove(report):
    """Test::Harness before 3.48 knows versions up to 13, for which subtests are comments."""
    with tempfile.NamedTemporaryFile(suffix=".tap") as file:
        file.write(report.replace(b"TAP version 14", b"TAP version 13", 1))
        file.flush()
        run = subprocess.run(["prove", "--verbose", "--exec", "cat", file.name], capture_output=True, text=True)
    points = re.findall(rb"^(?:not )?ok .*", report, re.MULTILINE)
    failed = sum(point.startswith(b"not ok") for point in points)
    found = re.search(r"Tests: (\d+) Failed: (\d+)", run.stdout)
    faults = [] if found else ["prove gives no totals: " + run.stdout[-500:] + run.stderr[-500:]]
    if found and found.groups() != (str(len(points)), str(failed)):
        faults.append(f"{len(points)} points, {failed} failed; prove counts {found.groups()}")
    if "Parse errors" in run.stdout:
        faults.append(run.stdout[-500:])
    return faults


READERS = {"promtool": ("prometheus", faults_of_promtool), "prove": ("tap", faults_of_prove)}


def main():
    reader, program = sys.argv[1:]
    if reader != "promtool" and shutil.which(reader) is None:
        print(f"skipped: {reader} is not installed")
        return 77
    report_format, faults_of = READERS[reader]
    report = subprocess.run([program, report_format], check=True, capture_output=True).stdout
    try:
        faults = faults_of(report) if report else ["no report"]
    except Unavailable as reason:
        print(f"skipped: {reason}")
        return 77
    print("\n".join(faults) or f"{reader}: {len(report)} bytes, no fault")
    return 1 if faults else 0


sys.exit(main())
