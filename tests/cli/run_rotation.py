#!/usr/bin/python3
"""Runs what README.md shows under "After a rotation" against pecmock, and compares what it prints with what stands there.

usage: run_rotation.py README PECPROBE PECMOCK
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from run_snippets import started

SCENARIO = """title "the README"
source none
account "ditta@pec.example" {
  issued 2026-08-01 "the-old-password"
  replaced 2026-11-20 "the-new-password"
}
"""


def section(readme):
    text = readme[readme.index("## After a rotation\n"):]
    return text[:text.index("\n## ", 1)]


def block(text, language):
    return re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)[1]


def commands(text):
    """Those that ask nobody."""
    lines = block(text, "sh").replace("\\\n", "").splitlines()
    return [line for line in lines if "password-" in line]


def with_ports_of_mail(text, ports):
    """The registered port of each service in place of the mock's, whose lines keep their width."""
    for name, number in (("imaps", 993), ("pop3s", 995), ("smtps", 465)):
        given = f"localhost:{ports[name]}"
        text = text.replace(given, f"localhost:{number}".ljust(len(given)))
    return text


def main():
    readme, pecprobe, pecmock = sys.argv[1:]
    text = section(pathlib.Path(readme).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "readme.scn").write_text(SCENARIO)
        server, ports = started(pecmock, folder, folder / "readme.scn")
        try:
            tool = folder / "bin" / "pecprobe"
            tool.parent.mkdir()
            services = " ".join(f"--{kind} {kind}s://localhost:{ports[kind + 's']}" for kind in ("imap", "pop3", "smtp"))
            tool.write_text(f'#!/bin/sh\nexec "{pecprobe}" "$@" --lang en --no-mx --ca-file "{folder}/ca.pem" {services}\n')
            tool.chmod(0o755)
            environment = {**os.environ, "PATH": f"{tool.parent}:{os.environ['PATH']}", "HOME": name, "XDG_STATE_HOME": name,
                           "NEW": "the-new-password", "OLD": "the-old-password"}
            said = [subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True)
                    for line in commands(text)]
            record = json.loads((folder / "rotation.json").read_text())
        finally:
            server.terminate()
            server.wait()
    faults = [f"exit {run.returncode}\n{run.stdout}{run.stderr}" for run in said if run.returncode != 0]
    if len(said) != 2:
        faults.append(f"{len(said)} commands found")
    if record["result"] != "complete":
        faults.append(f"the record says {record['result']}")
    shown, printed = block(text, "text"), with_ports_of_mail(said[0].stdout, ports)
    if shown not in printed:
        faults.append(f"shown:\n{shown}\nprinted:\n{printed}")
    print("\n".join(faults) or f"{len(said)} commands, no fault")
    return 1 if faults else 0


sys.exit(main())
