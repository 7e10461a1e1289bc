#!/usr/bin/python3
"""Runs the commands of "Many accounts" in README.md, with the accounts file that they name, against pecmock.

usage: run_batch_example.py README ACCOUNTS_CSV PECPROBE PECMOCK
"""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

REFUSED = "acquisti@uno.example"
SUSPENDED = "legale@due.example"


def commands(readme):
    """The lines of the first block of that section, with the exit status that its last comment names."""
    section = readme.split("\n## Many accounts\n")[1].split("\n## ")[0]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)[1]
    for line in block.splitlines():
        command, _, comment = line.partition(" #")
        status = re.search(r"exit (\d)", comment)
        yield command.strip(), int(status[1]) if status else 0


def scenario(rows):
    hosts = sorted({url.split("//")[1] for row in rows for url in (row["IMAP"], row["SMTP"])})
    lines = ['title "The accounts of the example"', "source none",
             "certificate valid hosts %s" % " ".join(f'"{host}"' for host in hosts)]
    for row in rows:
        address = row["Indirizzo"]
        password = "another" if address == REFUSED else "pw-" + address.split("@")[0]
        state = "\n  state disabled" if address == SUSPENDED else ""
        lines.append(f'account "{address}" {{\n  password "{password}"{state}\n}}')
    return "\n".join(lines) + "\n", hosts


def started(pecmock, folder):
    """pecmock, once it listens, and its ports."""
    ports = folder / "ports.json"
    server = subprocess.Popen([pecmock, "--ports-file", ports, "--ca-out", folder / "ca.pem", folder / "example.scn"],
                              stdout=subprocess.DEVNULL)
    for _ in range(600):
        if ports.exists() and (folder / "ca.pem").exists():
            return server, json.loads(ports.read_text())
        if server.poll() is not None:
            break
        time.sleep(0.05)
    server.kill()
    raise SystemExit("pecmock does not start")


def program(path, text):
    path.write_text(text)
    path.chmod(0o755)


def main():
    readme, accounts, pecprobe, pecmock = sys.argv[1:]
    text = pathlib.Path(accounts).read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    faults = [] if len(rows) == 12 else [f"{len(rows)} accounts"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        played, hosts = scenario(rows)
        (folder / "example.scn").write_text(played)
        server, ports = started(pecmock, folder)
        try:
            # What differs from the reader's own computer: where the servers are, who vouches for them, and the store.
            resolve = " ".join(f"--resolve {host}:{ports[k]}:127.0.0.1" for host in hosts for k in ("imaps", "smtps"))
            program(folder / "pecprobe", f'#!/bin/sh\n[ "$1" = batch ] && [ -f "$2" ] && set -- "$@" --ca-file "{folder}/ca.pem" '
                                         f'{resolve}\nexec "{pecprobe}" "$@"\n')
            program(folder / "pass", '#!/bin/sh\necho "pw-${2#pec/}"\n')
            (folder / "accounts.csv").write_text(re.sub(r"(imap|smtp)s://([a-z.]+)", lambda m: f"{m[0]}:{ports[m[1] + 's']}",
                                                        text))
            environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "XDG_STATE_HOME": str(folder / "state")}
            count = 0
            for line, expected in commands(pathlib.Path(readme).read_text(encoding="utf-8")):
                count += 1
                run = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True)
                if run.returncode != expected:
                    faults.append(f"{line}\nexit {run.returncode}, not {expected}\n{run.stdout}{run.stderr}")
            result = folder / "result.json"
            report = json.loads(result.read_text()) if result.exists() else {"accounts": []}
            failed = [account["address"] for account in report["accounts"] if account["verdict"] != "pass"]
            if failed != [REFUSED, SUSPENDED]:
                faults.append(f"failed: {failed}")
        finally:
            server.terminate()
            server.wait()
    print("\n".join(faults) or f"{count} commands, no fault")
    return 1 if faults else 0


sys.exit(main())
