#!/usr/bin/python3
"""Plays the section "A quarter with one box" of README.md: every command that it shows, with what it shows as its output.

usage: run_quarter.py README PECPROBE; QUARTER_UPDATE=1 writes the outputs anew into the README.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

SECTION = "## A quarter with one box\n"


def played(block, program, folder):
    """The block with the outputs that its commands have now."""
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "en_US.UTF-8"}
    out = []
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        words = shlex.split(line[2:])
        assert words[0] in ("pecprobe", "grep"), line
        command = [program] + words[1:] if words[0] == "pecprobe" else words
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=60)
        assert not run.stderr, (line, run.stderr.decode())
        out += [line] + run.stdout.decode("utf-8").rstrip("\n").replace("\r", "").splitlines()
    return "\n".join(out) + "\n"


def main():
    path = pathlib.Path(sys.argv[1])
    text = path.read_text(encoding="utf-8")
    begin = text.index(SECTION)
    end = text.index("\n## ", begin + 1)
    section = text[begin:end]
    blocks = re.findall(r"^```console\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    new = section
    with tempfile.TemporaryDirectory() as folder:
        for block in blocks:
            new = new.replace(block, played(block, str(pathlib.Path(sys.argv[2]).resolve()), folder), 1)
    if os.environ.get("QUARTER_UPDATE"):
        path.write_text(text[:begin] + new + text[end:], encoding="utf-8")
        return 0
    if new != section:
        print("README.md shows something else than the program prints now:", new, sep="\n")
        return 1
    print(f"{len(blocks)} days played")
    return 0 if len(blocks) >= 4 else 1


sys.exit(main())
