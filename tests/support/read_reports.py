#!/usr/bin/python3
"""Lets a reader that is installed here judge reports.

usage: read_reports.py html5lib|promtool|prove SOURCE
SOURCE is a folder with reports named *.FORMAT, or the program write_sample_reports.
Exit 77 when the reader is missing.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts/interop"))
from labkit import Unavailable, readers  # noqa: E402


def promtool():
    """The one that is installed, else the one that scripts/setup --readers unpacked; may raise Unavailable."""
    return shutil.which("promtool") or readers.promtool()


def faults_of_promtool(report):
    run = subprocess.run([promtool(), "check", "metrics"], input=report, capture_output=True)
    return [] if run.returncode == 0 else [run.stdout.decode() + run.stderr.decode()]


def faults_of_html5lib(report):
    """Every deviation from the HTML standard's own parser."""
    parser = html5lib().HTMLParser()
    parser.parse(report, transport_encoding="utf-8")
    return [f"html5lib, line {line}, column {column}: {code} {details}" for (line, column), code, details in parser.errors]


def each(faults_of):
    """Makes a judge of one report one of many."""
    return lambda reports: [f"{name}: {fault}" for name, report in reports.items() for fault in faults_of(report)]


def proved(reports):
    """One run over all of them. Test::Harness before 3.48 knows versions up to 13, for which subtests are comments."""
    with tempfile.TemporaryDirectory() as folder:
        for name, report in reports.items():
            (pathlib.Path(folder) / name).write_bytes(report.replace(b"TAP version 14", b"TAP version 13", 1))
        run = subprocess.run(["prove", "--exec", "cat", *(f"{folder}/{name}" for name in reports)], capture_output=True, text=True, errors="replace")
    points = re.findall(rb"^(not )?ok .*", b"".join(reports.values()), re.MULTILINE)
    failed = sum(point == b"not " for point in points)
    found = (re.findall(r"Files=(\d+), Tests=(\d+)", run.stdout) or [("no", "no")])[0]
    counted = sum(map(int, re.findall(r"Tests: \d+ Failed: (\d+)", run.stdout)))
    faults = []
    if found != (str(len(reports)), str(len(points))) or counted != failed:
        faults.append(f"{len(reports)} reports, {len(points)} points, {failed} failed; prove counts {found}, {counted}")
    return faults + re.findall(r".*Parse errors.*", run.stdout)


def html5lib():
    """The module; may raise Unavailable."""
    try:
        import html5lib as module
    except ImportError:
        raise Unavailable("python3-html5lib is not installed") from None
    return module


def prove():
    """May raise Unavailable."""
    if shutil.which("prove") is None:
        raise Unavailable("prove is not installed")


READERS = {"html5lib": ("html", html5lib, each(faults_of_html5lib)),
           "promtool": ("prometheus", promtool, each(faults_of_promtool)), "prove": ("tap", prove, proved)}


def read(source, report_format):
    """The bytes of each report by its name."""
    if source.is_dir():
        return {path.name: path.read_bytes() for path in sorted(source.glob(f"*.{report_format}"))}
    return {report_format: subprocess.run([source, report_format], check=True, capture_output=True).stdout}


def main():
    report_format, demand_reader, judge = READERS[sys.argv[1]]
    try:
        demand_reader()
    except Unavailable as reason:
        print(f"skipped: {reason}")
        return 77
    reports = read(pathlib.Path(sys.argv[2]), report_format)
    faults = judge(reports) + [f"{name}: empty" for name, report in reports.items() if not report]
    print("\n".join(faults))
    print(f"{sys.argv[1]}: {len(reports)} reports, {len(faults)} faults")
    return 0 if reports and not faults else 1


sys.exit(main())
