"""Charts as SVG, drawn on the server: no library, no script, no style of the page needed.

What the drawing says is worked out here; `templates/core/charts/` only writes it down, with presentation
attributes, so that the same chart stands on a page (under a strict content policy) and in a PDF. A chart
is drawn in three widths, so that its words keep their size on every screen; a document takes the widest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from typing import Any

from core.phrases.base import NO_BREAK_SPACE

LETTER = 7.6  # px: the mean width of a letter at 14 px, for what must not run into the edge
CLOSE = 20  # px: two labels nearer than this would touch
YEAR_LABEL = 44  # px
TICKS = 4
SINGLE_POINT_BELOW = 1.0  # with one point: how far the axis goes below it, in distances to the goal


@dataclass(frozen=True)
class Size:
    """A drawing's width and height with the room its labels take, in px."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int = 30
    bottom: int = 34


SIZES = (Size("l", 772, 300, 54, 96), Size("m", 500, 260, 54, 16), Size("s", 288, 210, 50, 4))


@dataclass(frozen=True)
class Point:
    """A count of a day. words: the number as it is written; when: its day or month as written."""

    day: date
    value: int
    words: str
    when: str
    source: str = ""


@dataclass(frozen=True)
class Target:
    """What is to be reached by a day: a line across, and a line to it from the last point where one is needed."""

    day: date
    value: int
    words: str
    label: str
    needed_label: str = ""


@dataclass(frozen=True)
class Band:
    """Where it may lead from the last point: between two values on a day. label: what it is; words: its ends."""

    day: date
    low: int
    high: int
    label: str
    words: str


@dataclass(frozen=True)
class Label:
    """Words at a place; anchor: start, middle or end."""

    x: float
    y: float
    words: str
    anchor: str = "start"


@dataclass(frozen=True)
class Drawing:
    """One width of a line chart, in coordinates ready to be written down."""

    size: Size
    grid: tuple[Label, ...]
    years: tuple[Label, ...]
    ticks: tuple[float, ...]
    dots: tuple[tuple[float, float], ...]
    line: str
    point_label: Label
    target_line: tuple[float, float] | None
    target_value: Label | None
    target_label: Label | None
    needed: str
    needed_label: Label | None
    today: float | None
    today_label: Label | None
    band: str = ""
    band_labels: tuple[Label, ...] = ()

    @property
    def plot_right(self) -> int:
        return self.size.width - self.size.right

    @property
    def plot_bottom(self) -> int:
        return self.size.height - self.size.bottom


@dataclass(frozen=True)
class LineChart:
    """A count over time against a target. At least one point; oldest first; none is made up in between.

    title: what a screen reader says in place of the drawing. today: the day from which it is seen, marked
    where it lies on the chart. every_dot: where there are many points, the last one alone has a dot.
    """

    key: str
    title: str
    points: tuple[Point, ...]
    target: Target | None = None
    today: date | None = None
    today_label: str = ""
    band: Band | None = None
    every_dot: bool = True

    @property
    def drawings(self) -> Iterator[Drawing]:
        """The chart in its three widths, the widest first."""
        return (self.drawn(size) for size in SIZES)

    @property
    def first_day(self) -> date:
        return date(self.points[0].day.year, 1, 1)

    @property
    def last_day(self) -> date:
        days = [
            self.points[-1].day,
            *([self.target.day] if self.target else []),
            *([self.band.day] if self.band else []),
        ]
        return date(max(days).year, 12, 31)

    @property
    def values(self) -> list[int]:
        """All that has to fit."""
        values = [point.value for point in self.points] + ([self.target.value] if self.target else [])
        return values + ([self.band.low, self.band.high] if self.band else [])

    @property
    def steps(self) -> tuple[int, ...]:
        """Where the grid's lines lie: round numbers around what is shown. The axis need not begin at 0."""
        values = self.values
        low, high = min(values), max(values)
        spread = (high - low) or max(high, 1)
        if len(self.points) == 1:
            low = max(low - int(spread * SINGLE_POINT_BELOW), 0)
        step = round_step((high - low) / TICKS)
        first = floor(low / step) * step
        return tuple(range(first, max(ceil(high / step) * step, first + step) + 1, step))

    def drawn(self, size: Size) -> Drawing:
        """The chart in one width."""
        plot_width = size.width - size.left - size.right
        plot_height = size.height - size.top - size.bottom
        steps, days = self.steps, (self.last_day - self.first_day).days
        highest = max(self.values)

        def across(day: date) -> float:
            return round(size.left + plot_width * (day - self.first_day).days / days, 1)

        def up(value: int) -> float:
            share = (value - steps[0]) / (max(highest, steps[1]) - steps[0])
            return round(size.top + plot_height * (1 - share), 1)

        dots = tuple((across(point.day), up(point.value)) for point in self.points)
        target, target_y = self.target, up(self.target.value) if self.target else None
        beside = size.right > CLOSE * 2  # is there room for words right of the plot?
        years = range(self.first_day.year, self.last_day.year + 1)
        every = ceil(YEAR_LABEL * len(years) / plot_width)
        today = across(self.today) if self.today and self.first_day <= self.today <= self.last_day else None
        needed = needed_label = None
        if target and target.needed_label and dots[-1][0] < across(target.day):
            end = across(target.day), target_y or 0.0
            needed = path((dots[-1], end))
            needed_label = (
                Label(end[0] + 10, end[1] + 5, target.needed_label)
                if beside
                else Label(end[0], end[1] - 10, target.needed_label, "end")
            )
        band_path, band_labels = "", ()
        if self.band and dots[-1][0] < across(self.band.day):
            band_path, band_labels = self.band_drawn(self.band, dots[-1], (across, up), beside)
        return Drawing(
            size=size,
            band=band_path,
            band_labels=band_labels,
            grid=tuple(
                Label(size.left - 10, up(step), f"{step:,}".replace(",", NO_BREAK_SPACE), "end")
                for step in steps
                if step <= max(highest, steps[1]) and (target_y is None or abs(up(step) - target_y) >= CLOSE)
            ),
            years=tuple(
                Label(across(date(year, 7, 1)), size.height - 10, str(year), "middle")
                for place, year in enumerate(years)
                if place % every == 0
            ),
            ticks=tuple(across(date(year, 1, 1)) for year in years),
            dots=dots if self.every_dot else dots[-1:],
            line=path(dots) if len(dots) > 1 else "",
            point_label=label_of(self.points[-1].words, dots[-1], size),
            target_line=(across(target.day), target_y or 0.0) if target else None,
            target_value=Label(size.left - 10, target_y or 0.0, target.words, "end") if target else None,
            target_label=Label(size.left + 4, (target_y or 0.0) - 10, target.label) if target else None,
            needed=needed or "",
            needed_label=needed_label,
            today=today,
            today_label=label_at(self.today_label, today, size) if today and self.today_label else None,
        )

    def band_drawn(
        self, band: Band, start: tuple[float, float], scales: tuple[Any, Any], beside: bool
    ) -> tuple[str, tuple[Label, ...]]:
        """A wedge from the last point, and its words at its end: beside the plot, or above the wedge within it."""
        across, up = scales
        end, high, low = across(band.day), up(band.high), up(band.low)
        wedge = path((start, (end, high), (end, low))) + "Z"
        words = (band.label, band.words)
        if beside:
            middle = (high + low) / 2
            return wedge, tuple(Label(end + 10, middle + 18 * place - 4, line) for place, line in enumerate(words))
        # Where the goal's own words stand above, these go below.
        foot = low + 20 if self.target else high - 26
        return wedge, tuple(Label(end, foot + 18 * place, line, "end") for place, line in enumerate(words))


@dataclass(frozen=True)
class Bar:
    """One row of bars: a name and its number. unknown: it is one figure for many, and is hatched."""

    name: str
    value: int
    words: str
    share: str
    own: bool = False
    unknown: bool = False


def bars(rows: list[tuple[str, int, str, bool, bool]]) -> tuple[Bar, ...]:
    """Bars of (name, value, words, own, unknown), each as long as its share of the longest."""
    most = max((value for _name, value, *_rest in rows), default=0) or 1
    return tuple(
        Bar(name, value, words, f"{100 * value / most:.1f}", own, unknown) for name, value, words, own, unknown in rows
    )


def round_step(rough: float) -> int:
    """1, 2 or 5 times a power of ten, not below `rough` by much; at least 1."""
    if rough <= 1:
        return 1
    power = 10 ** floor(log10(rough))
    return int(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.95))


def path(places: tuple[tuple[float, float], ...]) -> str:
    """A line through the places."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places)


def label_of(words: str, place: tuple[float, float], size: Size) -> Label:
    """Words above a point: left of it, or right where they would leave the plot."""
    x, y = place
    fits = x - 10 - LETTER * len(words) > size.left
    return Label(x - 8 if fits else x + 8, y - 14, words, "end" if fits else "start")


def label_at(words: str, x: float, size: Size) -> Label:
    """Words at the foot of a line: right of it, or left where they would leave the drawing."""
    fits = x + 8 + LETTER * len(words) < size.width - size.right
    return Label(x + 8 if fits else x - 8, size.height - size.bottom - 10, words, "start" if fits else "end")
