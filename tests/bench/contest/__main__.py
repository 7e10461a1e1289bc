"""Compares how fast programs log many mailboxes in, and at what cost."""
import argparse
import resource
import sys
from pathlib import Path

from .contest import Plan, hold
from .contestants import OURS, OURS_FULL, all_contestants
from .figures import rows
from .plot import to_svg
from .table import to_json, to_markdown

ROOT = Path(__file__).resolve().parents[3]


def numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__, epilog="""
        Each program logs distinct accounts in at the same mock server, one program after the other, in rounds. The delayed
        links stand in network namespaces of their own (root, or user namespaces and /dev/net/tun); where they are not
        allowed, that part is skipped. Everything is measured with the build for speed; a busy machine makes it
        worthless. Exit status: 1 when a verdict of ours was wrong.""")
    parser.add_argument("--programs", help="only these, separated by commas. "
                        "There are: " + ", ".join(contestant.name for contestant in all_contestants(ROOT)))
    parser.add_argument("--links", type=numbers, default=[0, 20, 50], metavar="MS,…",
                        help="round-trip delays in ms; 0 is loopback (default 0,20,50)")
    parser.add_argument("--in-flight", type=numbers, default=[1, 16, 64, 256, 1024], metavar="N,…",
                        help="sessions at once (default 1,16,64,256,1024)")
    parser.add_argument("--rounds", type=int, default=7, help="measured runs of each program at each point (default 7)")
    parser.add_argument("--protocol", choices=["imap", "pop3", "smtp"], default="imap")
    parser.add_argument("--logins", type=int, default=10_000, help="at most in one run (default 10000)")
    parser.add_argument("--slow-logins", type=int, default=256, help="at most in a run of a slow program (default 256)")
    parser.add_argument("--refused-every", type=int, default=0, metavar="N",
                        help="gives every Nth account a wrong password, which the programs must tell")
    parser.add_argument("--build", type=Path, default=ROOT / "build/release", help=argparse.SUPPRESS)
    parser.add_argument("--output", type=Path, default=ROOT / "build/bench",
                        help="folder for results.md, results.json and results.svg (default build/bench)")
    return parser.parse_args()


def allow_many_files() -> None:
    """For us and for the programs that we start."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main() -> int:
    chosen = options()
    allow_many_files()
    contestants = all_contestants(chosen.build)
    if chosen.programs:
        names = chosen.programs.split(",")
        if unknown := [name for name in names if name not in [one.name for one in contestants]]:
            print(f"bench: there is no program {unknown[0]}; see --help", file=sys.stderr)
            return 2
        contestants = [one for one in contestants if one.name in names]
    results = hold(Plan(chosen.build, contestants, chosen.links, chosen.in_flight, chosen.rounds, chosen.protocol,
                        chosen.logins, chosen.slow_logins, chosen.refused_every))
    chosen.output.mkdir(parents=True, exist_ok=True)
    for name, write in {"results.md": to_markdown, "results.json": to_json, "results.svg": to_svg}.items():
        (chosen.output / name).write_text(write(results))
    print(to_markdown(results))
    print(f"Written to {chosen.output}", file=sys.stderr)
    wrong = sum(row.wrong_verdicts for row in rows(results) if row.name in (OURS, OURS_FULL))
    if wrong:
        print(f"bench: {wrong} verdicts of ours were wrong", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
