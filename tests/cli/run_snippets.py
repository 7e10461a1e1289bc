#!/usr/bin/python3
"""Runs the commands of the CI snippets in probe/report/README.md against pecmock.

usage: run_snippets.py README PECPROBE PECMOCK
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time


def commands(readme):
    """The values of `run:` and the items of `script:` in the YAML blocks."""
    for block in re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL):
        yield from re.findall(r"^ *- run: (.+)$", block, re.MULTILINE)
        for script in re.findall(r"^  script:\n((?:    - .+\n)+)", block, re.MULTILINE):
            yield from re.findall(r"^    - (.+)$", script, re.MULTILINE)


def started(pecmock, folder, scenario="good", options=()):
    """pecmock, once it listens, and its ports."""
    ports = folder / "ports.json"
    server = subprocess.Popen([pecmock, "--ports-file", ports, "--ca-out", folder / "ca.pem", *options, scenario],
                              stdout=subprocess.DEVNULL)
    for _ in range(600):
        if ports.exists() and (folder / "ca.pem").exists():
            return server, json.loads(ports.read_text())
        time.sleep(0.05)
    server.kill()
    raise SystemExit("pecmock does not start")


def main():
    readme, pecprobe, pecmock = sys.argv[1:]
    lines = list(commands(pathlib.Path(readme).read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server, ports = started(pecmock, folder)
        try:
            # The snippets trust the system's authorities; here the mock's own has to be named.
            tool = folder / "pecprobe"
            tool.write_text(f'#!/bin/sh\n[ "$1" = check ] && set -- "$@" --ca-file "{folder}/ca.pem" --no-memory\n'
                            f'exec "{pecprobe}" "$@"\n')
            tool.chmod(0o755)
            summary = folder / "summary.md"
            environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(summary),
                           "PEC_ADDRESS": "casella@pec.example", "PEC_PASSWORD": "app-password-1",
                           "PEC_IMAP": f"imaps://localhost:{ports['imaps']}",
                           "PEC_SMTP": f"smtps://localhost:{ports['smtps']}"}
            faults = [] if len(lines) == 3 else [f"{len(lines)} commands found"]
            for line in lines:
                run = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True)
                if run.returncode != 0:
                    faults.append(f"{line}\nexit {run.returncode}\n{run.stdout}{run.stderr}")
            for made in ("pec.html", "pec.json", "pec.xml", "summary.md"):
                if not (folder / made).exists():
                    faults.append(f"no {made}")
        finally:
            server.terminate()
            server.wait()
    print("\n".join(faults) or f"{len(lines)} commands, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
