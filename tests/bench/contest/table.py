"""The figures as a Markdown table that can be read as it is, and as JSON."""
import json
from dataclasses import asdict

from .contest import LENGTHS_IN_FLIGHT, Plan, Results
from .contestants import OURS
from .figures import Figure, Row, rows
from .processors import sentence

HEADINGS = ["in flight", "program", "logins", "logins/s", "CPU ms per login", "kB per session", "round trips", "resumed",
            "wrong", "our rate is", "our CPU is"]


def to_markdown(results: Results) -> str:
    parts = [f"{about(results.plan)}\n"]
    for delay_ms, measured in results.delays.items():
        of_link = [row for row in rows(results) if row.delay_ms == delay_ms]
        where = f"Link of {delay_ms:g} ms (a connection takes {measured:.1f} ms)" if delay_ms else "Loopback"
        parts.append(f"## {where}\n\n{aligned([HEADINGS, *map(cells, of_link)])}")
    if results.peaks_kib:
        peaks = ", ".join(f"{megabytes(peak)} with {count:,} accounts" for count, peak in results.peaks_kib.items())
        parts.append(f"## Memory and the number of accounts\n\n{OURS}, {LENGTHS_IN_FLIGHT} in flight: {peaks}.\n")
    if results.skipped:
        parts.append("## Not measured\n\n" + "".join(f"* {sentence}\n" for sentence in results.skipped))
    return "\n".join(parts)


def about(plan: Plan) -> str:
    refused = f", every {plan.refused_every}th with a wrong password" if plan.refused_every else ""
    return (f"{plan.protocol.upper()} over implicit TLS, distinct accounts{refused}. Medians of {plan.rounds} "
            f"interleaved rounds, ± half of what lies between the quartiles. {sentence()}")


def cells(row: Row) -> list[str]:
    return [str(row.in_flight), row.name, str(row.logins), spread(row.rate, 0), spread(row.cpu_ms, 2),
            "" if row.kib_per_session is None else f"{row.kib_per_session * 1.024:.0f}", f"{row.round_trips:g}",
            f"{row.resumed:.0%}", str(row.wrong_verdicts), times(row.rate_ratio), times(row.cpu_ratio)]


def spread(figure: Figure, digits: int) -> str:
    return f"{figure.median:.{digits}f} ± {figure.spread / 2:.{digits}f}"


def times(figure: Figure | None) -> str:
    return "" if figure is None else f"{spread(figure, 2)} ×"


def megabytes(kib: float) -> str:
    return f"{kib * 1.024 / 1000:.1f} MB"


def aligned(lines: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines)]
    texts = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([texts[0], rule, *texts[1:]]) + "\n"


def to_json(results: Results) -> str:
    plan = results.plan
    return json.dumps({
        "protocol": plan.protocol, "rounds": plan.rounds, "refused_every": plan.refused_every,
        "measured_delays_ms": {f"{asked:g}": measured for asked, measured in results.delays.items()},
        "peaks_kib_by_accounts": results.peaks_kib,
        "rows": [asdict(row) for row in rows(results)],
        "runs": [{"name": series.contestant.name, "delay_ms": series.delay_ms, "in_flight": series.in_flight,
                  **asdict(run)} for series in results.series for run in series.runs],
        "skipped": results.skipped}, indent=1) + "\n"
