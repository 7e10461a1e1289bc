#!/usr/bin/env python3
"""Tests many mock mailboxes once in one run and once in eight parts that run side by side, as scripts/cluster shows it, and
compares the merged report with the first: the same must be said of every account. The mock servers' journals tell whether
anybody was logged in twice, and whether all parts together kept the limits of the run.

usage: scale_out.py [--accounts N] [--rate N] slurm|parallel|kubernetes
slurm           a job array of a private Slurm of one node
parallel        GNU parallel
kubernetes      the commands of the pods, started as an Indexed Job would start them
--accounts N    how many; 200 when nothing is said
--rate N        sessions begun a second, of all parts together; 100 when nothing is said
Programs: PECPROBE_PROGRAM, PECMOCK_PROGRAM. scripts/setup --scale gets Slurm and GNU parallel. Exit status: 0 equal, 1 not,
125 with a sentence when something is not here.
"""
import argparse
import collections
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from comparison import differences
from ways import WAYS, Whole
from witness import Witness
from world import World

from labkit import Unavailable

PER_HOST = 6  # less than the parts, so that some of them get nothing of a host
SHOWN = 10    # faults; the others are counted


def watched(world: World, way: Whole, rate: int) -> tuple[dict, list[str]]:
    """Runs, prints what it took, and gives the report and what the servers have to complain about."""
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=world.folder))
    os.link(world.accounts_file, folder / "accounts.csv")
    before, began = world.journal_sizes(), time.monotonic()
    with way:
        ready = time.monotonic()
        file = way.run(world, folder)
        seconds = time.monotonic() - ready
    witness = Witness(world.journals_since(before))
    if not file.exists():
        logs = "\n".join(log.read_text(errors="replace").strip() for log in sorted(folder.glob("*.log")))
        raise SystemExit(f"{way.name}: there is no merged report\n{logs}")
    report = json.loads(file.read_text())
    print(f"{way.name}: {len(report['accounts'])} accounts, {witness.sessions()} sessions in {seconds:.1f} s "
          f"(ready after {ready - began:.1f} s); most at once at a host: {max(witness.most_at_once().values())} of {PER_HOST}", flush=True)
    return report, [f"{way.name}: {fault}" for fault in witness.faults(PER_HOST, rate, seconds)]


def services(report: dict) -> str:
    counted = collections.Counter(service["diagnosis"]["code"] for account in report["accounts"] for service in account["services"])
    return ", ".join(f"{code} {number}" for code, number in counted.most_common())


def scale_out(options: argparse.Namespace, folder: Path) -> list[str]:
    with World(folder, options.accounts, [f"--rate={options.rate}/s", f"--per-host={PER_HOST}"]) as world:
        merged, faults = watched(world, WAYS[options.way](), options.rate)
        whole, more_faults = watched(world, Whole(), options.rate)
    print(f"services: {services(merged)}")
    return [*faults, *more_faults, *differences(whole, merged)]


def main() -> int:
    usage, _, explained = __doc__.split("usage: ")[1].partition("\n")
    parser = argparse.ArgumentParser(usage=usage, epilog=explained, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--accounts", type=int, default=200, help=argparse.SUPPRESS)
    parser.add_argument("--rate", type=int, default=100, help=argparse.SUPPRESS)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything is ended and removed
    try:
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
