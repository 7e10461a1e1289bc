#!/usr/bin/python3
"""Runs the commands of "The rotation of a whole firm" in README.md, with the files that they name, against pecmock.

usage: run_firm_rotation.py README EXAMPLES PECPROBE PECMOCK
"""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from run_snippets import started

MISTYPED = "legale@due.example"


def commands(readme):
    """The lines of the first block of that section, with the exit status that each comment names."""
    section = readme.split("\n## The rotation of a whole firm\n")[1].split("\n## ")[0]
    for line in re.search(r"```sh\n(.*?)```", section, re.DOTALL)[1].splitlines():
        command, _, comment = line.partition(" #")
        status = re.search(r"exit (\d)", comment)
        yield command.strip(), int(status[1]) if status else 0


def scenario(rows):
    hosts = sorted({url.split("//")[1] for row in rows for url in (row["IMAP"], row["SMTP"])})
    lines = ['title "The rotation of the example"', "source none",
             "certificate valid hosts %s" % " ".join(f'"{host}"' for host in hosts)]
    for row in rows:
        name = row["Indirizzo"].split("@")[0]
        lines.append(f'account "{row["Indirizzo"]}" {{\n  issued 2026-10-01 "old-{name}"\n  replaced 2026-11-20 "new-{name}"\n}}')
    return "\n".join(lines) + "\n", hosts


def program(path, text):
    path.write_text(text)
    path.chmod(0o755)


def login_counts(journal):
    """By mailbox: how many logins were accepted, and how many refused."""
    counts = {}
    for line in journal.read_text().splitlines():
        entry = json.loads(line)
        if entry["event"] == "login":
            counts.setdefault(entry["login"], []).append(entry["outcome"] == "accepted")
    return {login: (sum(tries), len(tries) - sum(tries)) for login, tries in counts.items()}


def main():
    readme, examples, pecprobe, pecmock = sys.argv[1:]
    files = {name: (pathlib.Path(examples) / name).read_text(encoding="utf-8") for name in ("accounts.csv", "rotation.csv")}
    rows = list(csv.DictReader(files["rotation.csv"].splitlines(), delimiter=";"))
    faults = [] if len(rows) == 12 else [f"{len(rows)} accounts"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        played, hosts = scenario(rows)
        (folder / "example.scn").write_text(played)
        journal = folder / "journal.jsonl"
        server, ports = started(pecmock, folder, folder / "example.scn", ["--journal", journal])
        try:
            resolve = " ".join(f"--resolve {host}:{ports[k]}:127.0.0.1" for host in hosts for k in ("imaps", "smtps"))
            program(folder / "pecprobe", f'#!/bin/sh\n[ "$1" = batch ] && set -- "$@" --ca-file "{folder}/ca.pem" {resolve}\n'
                                         f'exec "{pecprobe}" "$@" --today 2026-11-22\n')
            # The first time one of the new passwords is mistyped in the store.
            program(folder / "pass", f"""#!/bin/sh
case "$2" in
  pec-2026-10/*) echo "old-${{2#*/}}" ;;
  pec/{MISTYPED.split('@')[0]}) [ -f rotation.json ] && echo "new-${{2#*/}}" || echo mistyped ;;
  *) echo "new-${{2#*/}}" ;;
esac
""")
            for file, text in files.items():
                (folder / file).write_text(re.sub(r"(imap|smtp)s://([a-z.]+)", lambda m: f"{m[0]}:{ports[m[1] + 's']}", text))
            environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "XDG_STATE_HOME": str(folder / "state")}
            count = 0
            for line, expected in commands(pathlib.Path(readme).read_text(encoding="utf-8")):
                count += 1
                run = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True)
                if run.returncode != expected:
                    faults.append(f"{line}\nexit {run.returncode}, not {expected}\n{run.stdout}{run.stderr}")
            listed = subprocess.run([folder / "pecprobe", "rotate", "list", "--format", "json"], cwd=folder, env=environment,
                                    capture_output=True, text=True)
            old = [password["address"] for password in json.loads(listed.stdout)["passwords"]
                   if password["password"]["issued"] != "2026-11-22"]
            if old:
                faults.append(f"not recorded: {old}")
        finally:
            server.terminate()
            server.wait()
        for login, found in login_counts(journal).items():
            # Receiving and sending with the new password, the old one once; the mistyped one was refused twice before.
            if found != ((2, 3) if login == MISTYPED else (2, 1)):
                faults.append(f"{login}: {found[0]} logins accepted, {found[1]} refused")
    print("\n".join(faults) or f"{count} commands, no fault")
    return 1 if faults else 0


sys.exit(main())
