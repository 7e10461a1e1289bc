#!/usr/bin/python3
"""A contest of seconds: that the programs do the work that is measured, and that the judge sees when one does not."""
import contextlib
import dataclasses
import os
import resource
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from contest import Unavailable
from contest.contest import Plan, Results, Series, hold
from contest.contestants import OURS, Contestant, all_contestants, words
from contest.figures import Figure, rows
from contest.measuring import Point, Run, Stopwatch
from contest.plot import to_svg
from contest.processors import ARE_SHARED
from contest.stage import Loopback, link, stage
from contest.table import to_markdown

BUILD = Path(os.environ["PECPROBE_BUILD"])
ROUND_TRIPS = {"imap": 5, "pop3": 6, "smtp": 6}


def small_plan(contestants: list[Contestant], protocol: str = "imap") -> Plan:
    return Plan(BUILD, contestants, delays_ms=[0], in_flight=[4], rounds=2, protocol=protocol, most_logins=12,
                most_slow_logins=8, refused_every=4)


def contestants(*names: str) -> list[Contestant]:
    return [one for one in all_contestants(BUILD) if not names or one.name in names]


def quiet_hold(plan: Plan) -> Results:
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
        return hold(plan)


class Contest(unittest.TestCase):
    def test_every_program_tells_right_from_wrong_passwords(self):
        results = quiet_hold(small_plan(contestants()))
        measured = rows(results)
        self.assertEqual({row.wrong_verdicts for row in measured}, {0}, to_markdown(results))
        self.assertLessEqual({"limit-full", "limit-resumed", "pecprobe-full"}, {row.name for row in measured})
        self.assertEqual(ElementTree.fromstring(to_svg(results)).tag, "{http://www.w3.org/2000/svg}svg")

    def test_the_fast_ones_need_as_few_round_trips_as_is_possible(self):
        for protocol, expected in ROUND_TRIPS.items():
            measured = rows(quiet_hold(small_plan(contestants("pecprobe", "limit-resumed", "limit-full"), protocol)))
            for row in measured:
                with self.subTest(protocol=protocol, name=row.name, in_flight=row.in_flight):
                    self.assertEqual(row.round_trips, expected)
                    self.assertEqual(row.wrong_verdicts, 0)
                    self.assertEqual(row.repeated_logins, 0)

    def test_sessions_are_resumed_where_the_server_lets_them(self):
        names = ("pecprobe", "limit-resumed", "pecprobe-full", "limit-full")
        resumed = {row.name: row.resumed > 0 for row in rows(quiet_hold(small_plan(contestants(*names))))}
        self.assertEqual(resumed, {"pecprobe": True, "limit-resumed": True, "pecprobe-full": False, "limit-full": False})

    def test_whoever_says_yes_without_a_login_is_wrong(self):
        def claim(task):
            return ["echo", "\n".join(f"{account.login} pass" for account in task.accounts)]
        with stage(BUILD / "fixtures/pecmock", Loopback()) as place:
            run = Stopwatch(BUILD / "tests/bench/stopwatch").run(Contestant("liar", claim, words), Point(place, "imap", 4, 4), 8)
        self.assertEqual(run.wrong_verdicts, 8)

    def test_whoever_says_nothing_of_an_account_is_wrong(self):
        with stage(BUILD / "fixtures/pecmock", Loopback()) as place:
            silent = Contestant("silent", lambda task: ["echo", "u00001@pec.example fail"], words)
            run = Stopwatch(BUILD / "tests/bench/stopwatch").run(silent, Point(place, "imap", 4, 1), 8)
        self.assertEqual(run.wrong_verdicts, 7)


def run_of(seconds: float, peak_kib: int) -> Run:
    return Run(logins=10, seconds=seconds, cpu_seconds=0.01, peak_kib=peak_kib, wrong_verdicts=0, round_trips=5, resumed=0,
               repeated_logins=0)


class Figures(unittest.TestCase):
    def test_are_medians_and_the_width_of_the_middle_half(self):
        self.assertEqual(Figure.of([5.0, 1.0, 2.0, 4.0, 3.0]), Figure(3.0, 2.0))

    def test_compare_runs_of_the_same_round(self):
        other = contestants("limit-resumed")[0]
        ours = dataclasses.replace(other, name=OURS)
        results = Results(small_plan([ours, other]), alone_kib={ours.name: 1000, other.name: 500})
        results.series = [Series(ours, 0, 4, [run_of(1, 1300), run_of(2, 1300), run_of(4, 1300)]),
                          Series(other, 0, 4, [run_of(2, 500), run_of(2, 500), run_of(2, 500)])]
        own, others = rows(results)
        self.assertIsNone(own.rate_ratio)
        self.assertEqual(others.rate_ratio, Figure(1.0, 0.75))
        self.assertEqual((own.kib_per_session, others.kib_per_session), (100, 0))


class Processors(unittest.TestCase):
    @unittest.skipIf(ARE_SHARED, "one processor, or no taskset")
    def test_are_not_shared_by_clients_and_servers(self):
        asked = [sys.executable, "-c", "import os; print(*os.sched_getaffinity(0))"]
        way = Loopback()
        clients, servers = (set(subprocess.run([*end, *asked], check=True, capture_output=True, text=True).stdout.split())
                            for end in (way.at_client(), way.at_server()))
        self.assertTrue(clients and servers)
        self.assertFalse(clients & servers)


class Link(unittest.TestCase):
    def test_holds_the_very_first_packet_for_its_time(self):
        try:
            with link(BUILD / "tests/bench/delayed_link", 40) as way, stage(BUILD / "fixtures/pecmock", way) as place:
                self.assertGreaterEqual(place.measured_delay_ms(), 40)
        except Unavailable as reason:
            self.skipTest(str(reason))

    def test_leaves_nothing_behind(self):
        try:
            with link(BUILD / "tests/bench/delayed_link", 40) as way:
                process = way.process
        except Unavailable as reason:
            self.skipTest(str(reason))
        self.assertEqual(process.returncode, 0)
        self.assertFalse(Path(f"/proc/{process.pid}").exists())
        self.assertNotIn("delayed0", os.listdir("/sys/class/net"))

    def test_says_why_where_it_is_not_possible(self):
        with self.assertRaisesRegex(Unavailable, "is not allowed"):
            with link(self.refuses("a tun device is not allowed here: Operation not permitted"), 20):
                pass

    def refuses(self, complaint: str) -> Path:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        program = Path(folder.name) / "delayed_link"
        program.write_text(f"#!/bin/sh\necho '{complaint}' >&2\nexit 125\n")
        program.chmod(0o700)
        return program


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    unittest.main()
