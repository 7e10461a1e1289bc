"""From runs to figures: medians, spreads, and ratios within a round."""
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from .contest import Results, Series
from .measuring import Run


@dataclass(frozen=True)
class Figure:
    """A median, and how far the middle half of the values lies apart."""
    median: float
    spread: float

    @staticmethod
    def of(values: list[float]) -> "Figure":
        if len(values) < 2:
            return Figure(values[0], 0.0)
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
        return Figure(statistics.median(values), high - low)


@dataclass(frozen=True)
class Row:
    """One contestant at one point."""
    name: str
    delay_ms: float
    in_flight: int
    logins: int  # in each run
    rate: Figure  # logins per second
    cpu_ms: Figure  # per login
    kib_per_session: float | None  # None with one in flight
    round_trips: float
    resumed: float  # share of the handshakes
    wrong_verdicts: int  # in all runs
    repeated_logins: int
    rate_ratio: Figure | None  # of our rate to this one's, in the same round
    cpu_ratio: Figure | None  # of our CPU per login to this one's


def rows(results: Results) -> list[Row]:
    return [row(results, series, ours(results, series)) for series in results.series]


def ours(results: Results, other: Series) -> Series | None:
    """Our runs at the same point that did the same work."""
    return next((series for series in results.series
                 if (series.contestant.name, series.delay_ms, series.in_flight) ==
                 (other.contestant.rival, other.delay_ms, other.in_flight) and series is not other), None)


def row(results: Results, series: Series, own: Series | None) -> Row:
    runs = series.runs

    def ratio(value: Callable[[Run], float]) -> Figure | None:
        return Figure.of([value(mine) / value(other) for mine, other in zip(own.runs, runs)]) if own else None

    return Row(name=series.contestant.name, delay_ms=series.delay_ms, in_flight=series.in_flight, logins=runs[0].logins,
               rate=Figure.of([run.rate for run in runs]), cpu_ms=Figure.of([run.cpu_ms for run in runs]),
               kib_per_session=memory(results, series), round_trips=statistics.median(run.round_trips for run in runs),
               resumed=statistics.median(run.resumed / run.logins for run in runs),
               wrong_verdicts=sum(run.wrong_verdicts for run in runs),
               repeated_logins=sum(run.repeated_logins for run in runs),
               rate_ratio=ratio(lambda run: run.rate), cpu_ratio=ratio(lambda run: run.cpu_ms))


def memory(results: Results, series: Series) -> float | None:
    peak = statistics.median(run.peak_kib for run in series.runs)
    if not series.contestant.is_one_process:
        return peak  # each session is a process
    sessions = min(series.in_flight, series.runs[0].logins)
    return (peak - results.alone_kib[series.contestant.name]) / (sessions - 1) if sessions > 1 else None
