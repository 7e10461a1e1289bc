"""Logins per second over sessions in flight, one panel for each link, as an SVG that stands alone."""
import math
from collections.abc import Iterator
from xml.sax.saxutils import escape

from .contest import Results
from .figures import Row, rows

# Distinct for those who do not see all colours, too (Okabe and Ito).
COLOURS = ["#d55e00", "#000000", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f"]
PANEL_WIDTH, PANEL_HEIGHT = 320, 300
LEFT, TOP, GAP, BELOW = 60, 40, 60, 70
LEGEND_STEP = 20


class Scale:
    """A logarithmic axis."""

    def __init__(self, values: list[float], begin: float, end: float):
        self.low, self.high = min(values), max(max(values), 2 * min(values))
        self.begin, self.end = begin, end

    def at(self, value: float) -> float:
        share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        return self.begin + share * (self.end - self.begin)

    def marks(self) -> list[float]:
        powers = range(math.floor(math.log10(self.low)), math.floor(math.log10(self.high)) + 1)
        values = [digit * 10.0 ** power for power in powers for digit in (1, 2, 5)]
        return [value for value in values if self.low <= value <= self.high]


def to_svg(results: Results) -> str:
    measured = rows(results)
    names = list(dict.fromkeys(row.name for row in measured))
    colours = dict(zip(names, COLOURS))
    delays = list(results.delays)
    width = LEFT + len(delays) * (PANEL_WIDTH + GAP)
    height = TOP + PANEL_HEIGHT + BELOW + LEGEND_STEP * len(names)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
             f'font-family="sans-serif" font-size="12">', "<title>Logins per second over sessions in flight</title>",
             '<rect width="100%" height="100%" fill="white"/>']
    if measured:
        rates = [row.rate.median for row in measured]
        upright = Scale([min(rates) / 1.5, max(rates) * 1.5], TOP + PANEL_HEIGHT, TOP)
        for number, delay_ms in enumerate(delays):
            left = LEFT + number * (PANEL_WIDTH + GAP)
            of_link = [row for row in measured if row.delay_ms == delay_ms]
            parts += panel(left, f"link of {delay_ms:g} ms" if delay_ms else "loopback", of_link, upright, colours)
    parts += legend(colours)
    return "\n".join([*parts, "</svg>"]) + "\n"


def panel(left: float, title: str, of_link: list[Row], upright: Scale, colours: dict[str, str]) -> Iterator[str]:
    counts = sorted({row.in_flight for row in of_link}) or [1]
    along = Scale([counts[0] / 1.5, counts[-1] * 1.5], left, left + PANEL_WIDTH)
    yield f'<rect x="{left}" y="{TOP}" width="{PANEL_WIDTH}" height="{PANEL_HEIGHT}" fill="none" stroke="#999"/>'
    yield text(left + PANEL_WIDTH / 2, TOP - 12, title, size=14)
    yield text(left + PANEL_WIDTH / 2, TOP + PANEL_HEIGHT + 38, "sessions in flight")
    for count in counts:
        yield text(along.at(count), TOP + PANEL_HEIGHT + 18, str(count))
    for rate in upright.marks():
        y = upright.at(rate)
        yield f'<path d="M{left} {y:.1f}h{PANEL_WIDTH}" stroke="#ddd"/>'
        yield text(left - 6, y + 4, f"{rate:g}", anchor="end")
    for name, colour in colours.items():
        yield from curve([row for row in of_link if row.name == name], along, upright, colour)


def curve(of_name: list[Row], along: Scale, upright: Scale, colour: str) -> Iterator[str]:
    points = [(along.at(row.in_flight), row.rate) for row in sorted(of_name, key=lambda row: row.in_flight)]
    line = " ".join(f"{x:.1f},{upright.at(rate.median):.1f}" for x, rate in points)
    yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for x, rate in points:
        low, high = (upright.at(rate.median + side * rate.spread / 2) for side in (-1, 1))
        yield f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{colour}"/>'
        yield f'<circle cx="{x:.1f}" cy="{upright.at(rate.median):.1f}" r="3.5" fill="{colour}"/>'


def legend(colours: dict[str, str]) -> Iterator[str]:
    yield text(LEFT, TOP - 12, "logins/s", anchor="end")
    for number, (name, colour) in enumerate(colours.items()):
        y = TOP + PANEL_HEIGHT + BELOW + LEGEND_STEP * number
        yield f'<path d="M{LEFT} {y - 4}h24" stroke="{colour}" stroke-width="2"/>'
        yield text(LEFT + 32, y, name, anchor="start")


def text(x: float, y: float, words: str, anchor: str = "middle", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(words)}</text>'
