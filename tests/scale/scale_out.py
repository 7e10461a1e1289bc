#!/usr/bin/env python3
"""Tests many mock mailboxes once in one run and once in parts that run side by side, merges the reports of the parts and
compares: the same must be said of every account. The mock servers' journals tell whether anybody was logged in twice and
whether the limits of the run were kept by all parts together.

usage: scale_out.py [--accounts N] [--parts N] [--rate N] slurm|parallel
slurm           a job array of a private Slurm: the parts know their numbers from SLURM_ARRAY_TASK_ID
parallel        GNU parallel gives each part its number
--accounts N    how many; 200 when nothing is said
--parts N       4 when nothing is said
--rate N        sessions begun a second, of all parts together; 200 when nothing is said
Programs: PECPROBE_PROGRAM, PECMOCK_PROGRAM. scripts/setup --scale gets Slurm and GNU parallel. Exit status: 0 equal, 1 not,
125 with a sentence when something is not here.
"""
import argparse
import collections
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from comparison import differences
from witness import Witness
from world import ROOT, World

sys.path.insert(0, str(ROOT / "scripts/interop"))
from labkit import Unavailable  # noqa: E402
from labkit.slurm import Slurm, parallel  # noqa: E402

PER_HOST = 6
PLACE = "NUMBER-OF-THE-PART"  # until it is known what tells it
SHOWN = 10  # faults; the others are counted


class Run:
    """One run, in one piece or in parts; every run has its own state files, so that none knows what another was refused."""

    def __init__(self, world: World, options: argparse.Namespace, name: str):
        self.world, self.limits, self.name = world, options, name
        self.folder = Path(tempfile.mkdtemp(prefix="run-", dir=world.folder))

    def command(self, part: str, *options: str) -> list[str]:
        """`part` stands in the names of the part's files."""
        return [os.environ["PECPROBE_PROGRAM"], "batch", str(self.world.accounts_file), *self.world.options(), *options,
                "--lang=en", "--quiet", f"--rate={self.limits.rate}/s", f"--per-host={PER_HOST}",
                f"--state={self.folder}/state-{part}.db", f"--resume={self.folder}/journal-{part}.jsonl",
                f"--report=json={self.folder}/part-{part}.json"]

    def whole(self) -> None:
        done = subprocess.run(self.command("1"), env=self.world.environment(), stdout=subprocess.DEVNULL)
        self.expect_failures([done.returncode])

    def by_slurm(self, slurm: Slurm) -> None:
        command = shlex.join(self.command(PLACE, "--shard=auto")).replace(PLACE, '"$SLURM_ARRAY_TASK_ID"')
        settings = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in self.world.environment().items())
        script = self.folder / "part.sh"
        script.write_text(f"#!/bin/sh\n{settings}exec {command} >/dev/null\n")
        self.expect_failures(slurm.submit(f"--array=0-{self.limits.parts - 1}", f"--output={self.folder}/part-%a.log",
                                          str(script), folder=self.folder))

    def by_parallel(self, program: Path) -> None:
        log = self.folder / "jobs.log"
        command = shlex.join(self.command(PLACE, f"--shard={PLACE}/{self.limits.parts}")).replace(PLACE, "{}")
        subprocess.run([program, "--will-cite", f"--jobs={self.limits.parts}", f"--joblog={log}", f"{command} >/dev/null", ":::",
                        *map(str, range(1, self.limits.parts + 1))],
                       env=self.world.environment(), stdin=subprocess.DEVNULL)
        rows = [line.split("\t") for line in log.read_text().splitlines()]
        self.expect_failures([int(row[rows[0].index("Exitval")]) for row in rows[1:]])

    def expect_failures(self, statuses: list[int]) -> None:
        """Some accounts fail in every part of such a run, and nothing else may go wrong."""
        if set(statuses) != {1}:
            logs = " ".join(log.read_text(errors="replace") for log in self.folder.glob("part-*.log"))
            raise SystemExit(f"{self.name}: the parts ended with {statuses} instead of 1 {logs.strip()}")

    def report(self) -> dict:
        """Of all parts, merged by `pecprobe report merge`."""
        parts = sorted(self.folder.glob("part-*.json"))
        merged = subprocess.run([os.environ["PECPROBE_PROGRAM"], "report", "merge", *parts, "--format", "json", "--lang", "en"],
                                env=self.world.environment(), capture_output=True, text=True)
        if merged.returncode != 0 or merged.stderr:
            raise SystemExit(f"{self.name}: the reports cannot be merged ({merged.returncode}): {merged.stderr}")
        return json.loads(merged.stdout)


def watched(world: World, run: Run, start) -> tuple[dict, list[str]]:
    """Runs, prints what it took, and gives the report and what the servers have to complain about."""
    before, began = world.journal_sizes(), time.monotonic()
    start()
    seconds = time.monotonic() - began
    witness = Witness(world.journals_since(before))
    report = run.report()
    print(f"{run.name}: {len(report['accounts'])} accounts, {witness.sessions()} sessions in {seconds:.1f} s; "
          f"most at once at a host: {max(witness.most_at_once().values())} of {PER_HOST}", flush=True)
    return report, [f"{run.name}: {fault}" for fault in witness.faults(PER_HOST, run.limits.rate, seconds)]


def in_parts(world: World, options: argparse.Namespace) -> tuple[dict, list[str]]:
    run = Run(world, options, f"{options.way} in {options.parts} parts")
    if options.way == "parallel":
        return watched(world, run, lambda: run.by_parallel(parallel()))
    with Slurm(options.parts) as slurm:
        return watched(world, run, lambda: run.by_slurm(slurm))


def verdicts(report: dict) -> str:
    counted = collections.Counter(service["diagnosis"]["code"] for account in report["accounts"] for service in account["services"])
    return ", ".join(f"{code} {number}" for code, number in counted.most_common())


def scale_out(options: argparse.Namespace, folder: Path) -> list[str]:
    with World(folder, options.accounts) as world:
        whole_run = Run(world, options, "in one piece")
        whole, faults = watched(world, whole_run, whole_run.whole)
        merged, more_faults = in_parts(world, options)
    print(f"services: {verdicts(merged)}")
    return [*faults, *more_faults, *differences(whole, merged)]


def main() -> int:
    usage, _, explained = __doc__.split("usage: ")[1].partition("\n")
    parser = argparse.ArgumentParser(usage=usage, epilog=explained, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("way", choices=("slurm", "parallel"), help=argparse.SUPPRESS)
    for name, number in (("accounts", 200), ("parts", 4), ("rate", 200)):
        parser.add_argument(f"--{name}", type=int, default=number, help=argparse.SUPPRESS)
    options = parser.parse_args()
    try:
        parallel()  # before anything is run: both are in one collection
        with tempfile.TemporaryDirectory(prefix="pecprobe-scale-") as folder:
            faults = scale_out(options, Path(folder))
    except Unavailable as reason:
        print(f"scale_out: {reason}", file=sys.stderr)
        return 125
    print("\n".join(faults[:SHOWN]) or "equal: the merged report says of every account what the unsharded one says")
    if len(faults) > SHOWN:
        print(f"and {len(faults) - SHOWN} more")
    return 1 if faults else 0


sys.exit(main())
