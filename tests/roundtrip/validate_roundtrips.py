#!/usr/bin/env python3
"""Holds what `pecprobe roundtrip --format json` prints against its schema.

usage: validate_roundtrips.py SCHEMA PECPROBE PECMOCK; exit status 77 where jsonschema is not installed.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)

RUNS = (("certified-mail", "app-password-1", []), ("certified-mail", "app-password-1", ["--cleanup"]),
        ("forged-receipts", "app-password-1", ["--lang", "it"]), ("good", "app-password-1", ["--wait", "1s"]),
        ("certified-mail", "wrong-password", []))


def report(pecprobe, pecmock, scenario, password, options):
    with tempfile.TemporaryDirectory() as folder:
        ports_file, ca = pathlib.Path(folder, "ports.json"), pathlib.Path(folder, "ca.pem")
        server = subprocess.Popen([pecmock, "--ports-file", ports_file, "--ca-out", ca, scenario])
        try:
            while not ports_file.exists() and server.poll() is None:
                time.sleep(0.05)
            ports = json.loads(ports_file.read_text())
            run = subprocess.run(
                [pecprobe, "roundtrip", "casella@pec.example", "--password-stdin", "--yes", "--no-memory", "-q",
                 "--format", "json", "--ca-file", ca, "--imap", f"imaps://localhost:{ports['imaps']}",
                 "--smtp", f"smtps://localhost:{ports['smtps']}", *options],
                input=password + "\n", capture_output=True, text=True, timeout=60)
            return json.loads(run.stdout)
        finally:
            server.terminate()
            server.wait()


def main():
    schema, pecprobe, pecmock = sys.argv[1:]
    validator = jsonschema.Draft202012Validator(json.loads(pathlib.Path(schema).read_text()))
    faults = 0
    for scenario, password, options in RUNS:
        for error in validator.iter_errors(report(pecprobe, pecmock, scenario, password, options)):
            faults += 1
            print(f"{scenario} {options}: {error.json_path}: {error.message}")
    return 1 if faults else 0


sys.exit(main())
