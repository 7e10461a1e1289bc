"""The contest: every contestant in every round, so that what disturbs one disturbs its neighbour, too."""
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from . import Unavailable
from .contestants import OURS, Contestant
from .measuring import Point, Run, Stopwatch
from .stage import link, stage

LENGTHS = (1_000, 10_000)  # accounts: our memory must not depend on it
LENGTHS_IN_FLIGHT = 64


@dataclass(frozen=True)
class Plan:
    programs: Path  # folder of the build
    contestants: list[Contestant]  # ours first
    delays_ms: list[float]  # there and back; 0 is loopback
    in_flight: list[int]
    rounds: int
    protocol: str
    most_logins: int
    most_slow_logins: int
    refused_every: int

    def logins(self, contestant: Contestant, delay_ms: float, in_flight: int) -> int:
        """Enough that a crowd is kept up for a while, and that a single one ends today."""
        enough = max(16 * in_flight, 16 if delay_ms else 128)
        return min(enough, self.most_slow_logins if contestant.is_slow else self.most_logins)


@dataclass
class Series:
    """All runs of one contestant at one point."""
    contestant: Contestant
    delay_ms: float  # as asked for
    in_flight: int
    runs: list[Run] = field(default_factory=list)  # one for each round


@dataclass
class Results:
    plan: Plan
    series: list[Series] = field(default_factory=list)
    alone_kib: dict[str, int] = field(default_factory=dict)  # memory with one session in flight, by contestant
    peaks_kib: dict[int, int] = field(default_factory=dict)  # our memory by the number of accounts
    delays: dict[float, float] = field(default_factory=dict)  # asked for -> measured, ms
    skipped: list[str] = field(default_factory=list)  # with reasons

    def skip(self, what: str, reason: object) -> None:
        sentence = f"{what}: {reason}"
        if sentence not in self.skipped:
            self.skipped.append(sentence)
            print(f"skipped: {sentence}", file=sys.stderr)


def hold(plan: Plan) -> Results:
    results = Results(plan)
    stopwatch = Stopwatch(plan.programs / "tests/bench/stopwatch")
    for delay_ms in plan.delays_ms:
        try:
            with link(plan.programs / "tests/bench/delayed_link", delay_ms) as way:
                for in_flight in plan.in_flight:
                    with stage(plan.programs / "fixtures/pecmock", way) as place:
                        results.delays[delay_ms] = place.measured_delay_ms()
                        measure(results, stopwatch, Point(place, plan.protocol, in_flight, plan.refused_every))
        except Unavailable as reason:
            results.skip(f"link of {delay_ms:g} ms", reason)
    return results


def measure(results: Results, stopwatch: Stopwatch, point: Point) -> None:
    plan, delay_ms = results.plan, point.stage.way.delay_ms
    present = [contestant for contestant in plan.contestants if warm_up(results, stopwatch, contestant, point)]
    series = [Series(contestant, delay_ms, point.in_flight) for contestant in present]
    for number in range(plan.rounds):
        # Neighbours stay neighbours, and each comes before the other as often as behind it.
        for one in series if number % 2 == 0 else reversed(series):
            count = plan.logins(one.contestant, delay_ms, point.in_flight)
            one.runs.append(stopwatch.run(one.contestant, point, count))
            print(f"{delay_ms:g} ms, {point.in_flight} in flight, round {number + 1} of {plan.rounds}: "
                  f"{one.contestant.name} {one.runs[-1].rate:.0f} logins/s", file=sys.stderr)
    results.series += series
    if delay_ms == 0 and point.in_flight == LENGTHS_IN_FLIGHT:
        for one in (contestant for contestant in present if contestant.name == OURS):
            for count in (length for length in LENGTHS if length <= plan.most_logins):
                results.peaks_kib[count] = stopwatch.run(one, point, count).peak_kib


def warm_up(results: Results, stopwatch: Stopwatch, contestant: Contestant, point: Point) -> bool:
    """An unmeasured run; False when this contestant cannot take part here. The first one is made with a single session
    in flight: its memory is what the program needs before it has any crowd to look after."""
    if results.plan.protocol not in contestant.protocols:
        results.skip(contestant.name, f"does not do the same work over {results.plan.protocol}")
        return False
    most = min(contestant.most_in_flight, results.plan.most_slow_logins if contestant.is_slow else 1_000_000)
    if point.in_flight > most:
        results.skip(f"{contestant.name}, {point.in_flight} in flight", f"{most} is the most that it is measured with")
        return False
    try:
        if contestant.name not in results.alone_kib:
            alone = Point(point.stage, point.protocol, 1, point.refused_every)
            results.alone_kib[contestant.name] = median(stopwatch.run(contestant, alone, 8).peak_kib for _ in range(3))
        else:
            stopwatch.run(contestant, point, min(2 * point.in_flight, results.plan.most_slow_logins))
    except Unavailable as reason:
        results.skip(contestant.name, reason)
        return False
    return True
