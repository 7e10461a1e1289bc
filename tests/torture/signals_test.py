#!/usr/bin/env python3
"""Signals at many moments of a check and of a batch: the exit status tells the signal or the finished run, and what was
written is whole.

usage: signals_test.py [--all] PECPROBE PECMOCK
--all  200 moments of each; else 12
"""
import argparse
import collections
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

ACCOUNTS = 60
PASSED = 0
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


def accounts_file(folder, mock):
    rows = [f"u{number:05}@pec.example,Bulk-{number:05},imaps://localhost:{mock.service('imap', 'implicit').port}"
            for number in range(1, ACCOUNTS + 1)]
    file = folder / "accounts.csv"
    file.write_text("\n".join(["address,password,imap", *rows]) + "\n")
    file.chmod(0o600)
    return file


def commands(folder, mock):
    """Each with the number of accounts that a finished run reports."""
    (folder / "password").write_text("app-password-1\n")
    (folder / "password").chmod(0o600)
    services = [part for name in ("imap", "pop3", "smtp")
                for part in (f"--{name}", f"{name}s://localhost:{mock.service(name, 'implicit').port}")]
    return {"check": (["check", "casella@pec.example", *services, "--password-file", folder / "password"], 1),
            "batch": (["batch", accounts_file(folder, mock), "--per-host", "4", "--no-memory"], ACCOUNTS)}


def faults(run, out, err, expected, number):
    """What is wrong with the end of a run; `number` is the signal that was sent."""
    # Before the program listens for it, a signal ends it as it ends every program.
    if run.returncode not in (PASSED, 1, 4, STATUS[number], -number):
        yield f"ends with {run.returncode}: {err.strip()}"
    if run.returncode == -number:
        return
    try:
        report = json.loads(out)
    except ValueError as error:
        yield f"ends with {run.returncode} and half a report: {error}: {err.strip()}"
        return
    verdicts = [account["verdict"] for account in report["accounts"]]
    codes = {service["diagnosis"]["code"] for account in report["accounts"] for service in account["services"]}
    if codes - {"ok", "cancelled"}:
        yield f"takes a signal for a fault of the server: {codes}"
    if run.returncode == PASSED and (len(verdicts) != expected or set(verdicts) != {"pass"}):
        yield f"says that all passed, of {len(verdicts)} accounts: {set(verdicts)}"


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].partition("\n")[0])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("program")
    parser.add_argument("mock")
    options = parser.parse_args()
    os.environ["PECMOCK_PROGRAM"] = options.mock
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "clients"))
    import pecmock  # reads that variable

    moments = random.Random(1)  # the same ones in every run, as far as a busy computer allows
    found = 0
    with pecmock.Pecmock("good", "--accounts", str(ACCOUNTS)) as mock, tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = {"HOME": name, "PATH": "/usr/bin:/bin", "LC_ALL": "en_GB.UTF-8"}
        for command, (arguments, expected) in commands(folder, mock).items():
            call = [options.program, *arguments, "--ca-file", mock.ca_file, "--format", "json"]
            began = time.monotonic()
            subprocess.run(call, env=environment, capture_output=True, check=True)
            usual = time.monotonic() - began
            ends = collections.Counter()
            wanted = 200 if options.all else 12
            for run_number in range(wanted + 100):
                if run_number >= wanted and ends.keys() & set(STATUS.values()):
                    break  # on a busy computer most signals may come before the program listens for them
                number = moments.choice(list(STATUS))
                run = subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                time.sleep(moments.uniform(0, usual))
                run.send_signal(number)
                out, err = run.communicate(timeout=60)
                ends[run.returncode] += 1
                for fault in faults(run, out, err, expected, number):
                    print(f"{command}, {number.name}: {fault}")
                    found += 1
            print(f"{command}: exit statuses {dict(sorted(ends.items()))}")
            if not ends.keys() & set(STATUS.values()):
                print(f"{command}: no signal met it at work")
                found += 1
    print(f"{found} runs took a signal badly")
    return 1 if found else 0


sys.exit(main())
