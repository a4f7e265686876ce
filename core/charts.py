"""Charts as SVG, drawn on the server: no library, no script, no style of the page needed.

What the drawing says is worked out here; `templates/core/charts/` only writes it down, with presentation
attributes, so that the same chart stands on a page (under a strict content policy) and in a PDF. A chart
is drawn in three widths, so that its words keep their size on every screen; a document takes the widest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor, log10

from core.chart_labels import ABOVE, BELOW, Box, Label, Layout, Place, tried, width
from core.phrases.base import NO_BREAK_SPACE

CLOSE = 20  # px: two labels nearer than this would touch
YEAR_LABEL = 44  # px
HALF_A_YEAR = 18  # px: half of its words
LINE = 18  # px from one line of words to the next
MOST_STEPS = 6  # between the lowest number and the highest, so that some line lies near the highest
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
    is_beside: bool = False  # is there room for words right of the plot?


SIZES = (Size("l", 772, 300, 54, 96, is_beside=True), Size("m", 500, 260, 54, 16), Size("s", 288, 210, 50, 4))


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
        step = round_step((high - low) / MOST_STEPS)
        first = floor(low / step) * step
        return tuple(range(first, max(ceil(high / step) * step, first + step) + 1, step))

    def drawn(self, size: Size) -> Drawing:
        """The chart in one width."""
        size = self.with_room_for_words(size)
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
        target, target_line = self.target, None
        if target:
            target_line = across(target.day), up(target.value)
        years = range(self.first_day.year, self.last_day.year + 1)
        every = ceil(YEAR_LABEL * len(years) / plot_width)
        today = across(self.today) if self.today and self.first_day <= self.today <= self.last_day else None
        needs = bool(target_line and target and target.needed_label and dots[-1][0] < target_line[0])
        needed = (dots[-1], target_line) if needs and target_line else ()
        band = self.band if self.band and dots[-1][0] < across(self.band.day) else None
        wedge = (dots[-1], (across(band.day), up(band.high)), (across(band.day), up(band.low))) if band else ()
        words = Words(size, dots, target_line, needed, wedge, today, self.every_dot)
        return Drawing(
            size=size,
            band=path(wedge) + "Z" if wedge else "",
            grid=tuple(
                Label(size.left - 10, up(step), round_words(step), "end")
                for step in steps
                if step <= max(highest, steps[1]) and (target_line is None or abs(up(step) - target_line[1]) >= CLOSE)
            ),
            years=tuple(
                Label(min(across(date(year, 7, 1)), size.width - HALF_A_YEAR), size.height - 10, str(year), "middle")
                for place, year in enumerate(years)
                if place % every == 0
            ),
            ticks=tuple(across(date(year, 1, 1)) for year in years),
            dots=dots if self.every_dot else dots[-1:],
            line=path(dots) if len(dots) > 1 else "",
            target_line=target_line,
            target_value=Label(size.left - 10, target_line[1], target.words, "end") if target and target_line else None,
            target_label=words.of_target(target.label) if target else None,
            point_label=words.of_point(self.points[-1].words),
            needed=path(needed) if needed else "",
            needed_label=words.of_needed(target.needed_label) if target and needed else None,
            today=today,
            today_label=words.of_today(self.today_label) if today and self.today_label else None,
            band_labels=words.of_band((band.label, band.words), above=target is None) if band else (),
        )

    def with_room_for_words(self, size: Size) -> Size:
        """As wide at its sides as its words need: the numbers left of the plot and, in the widest, the words right."""
        target, band = self.target, self.band
        numbers = [*map(round_words, self.steps), *([target.words] if target else [])]
        left = max(size.left, ceil(max(map(width, numbers))) + 12)
        beside = [*([target.needed_label] if target else []), *([band.label, band.words] if band else [])]
        right = max([size.right, *(ceil(width(words)) + 14 for words in beside)]) if size.is_beside else size.right
        return replace(size, left=left, right=right)


class Words:
    """Where the words of one drawing stand (`core.chart_labels`): asked for one after the other, each by the place
    that suits it best. wedge: start, upper end, lower end."""

    def __init__(
        self,
        size: Size,
        dots: tuple[Place, ...],
        target: Place | None,
        needed: tuple[Place, ...],
        wedge: tuple[Place, ...],
        today: float | None,
        every_dot: bool,
    ) -> None:
        self.size, self.point, self.target, self.wedge, self.today = size, dots[-1], target, wedge, today
        self.bottom = size.height - size.bottom
        self.layout = layout = Layout(Box(0, 0, size.width, self.bottom))
        layout.draw(dots)
        layout.draw(needed)
        if target:
            layout.draw(((size.left, target[1]), target))
        if wedge:
            start, high, low = wedge
            layout.draw((start, high, low, start, (high[0], (high[1] + low[1]) / 2)))
        if today:
            layout.draw(((today, size.top), (today, self.bottom)))
        layout.boxes += [Box(x - 7, y - 7, x + 7, y + 7) for x, y in (dots if every_dot else dots[-1:])]

    def of_target(self, words: str) -> Label:
        """On the goal's line at its left, or below it; farther right where a line runs there."""
        size, height = self.size, self.target[1] if self.target else 0.0
        places = range(size.left + 4, size.width - size.right, 24)
        return self.layout.place_one(Label(x, height + down, words) for x in places for down in (-10, 20))

    def of_point(self, words: str) -> Label:
        """Above the point: left of it, or right where they would leave the plot; else below, or higher up."""
        x, y = self.point
        fits = x - 10 - width(words) > self.size.left
        sides = [(x - 8, "end"), (x + 8, "start")] if fits else [(x + 8, "start")]
        heights = (y - 14, y + 24, *tried(y - 14, ABOVE, self.bottom - BELOW))
        return self.layout.place_one(Label(side, height, words, anchor) for height in heights for side, anchor in sides)

    def of_needed(self, words: str) -> Label:
        """At the end of the line to the goal: beside the plot, or within it."""
        x, y = self.target or self.point
        at, anchor, height = (x + 10, "start", y + 5) if self.size.is_beside else (x, "end", y - 10)
        heights = tried(height, ABOVE, self.bottom - BELOW)
        return self.layout.place_one(Label(at, height, words, anchor) for height in heights)

    def of_today(self, words: str) -> Label:
        """At the foot of the day's line: right of it, or left where they would leave the plot; else above it."""
        x, size, wide = self.today or 0.0, self.size, width(words)
        right = size.width - size.right
        sides = [(x + 8, "start")] if x + 8 + wide < right else []
        sides += [(x - 8, "end")] if x - 8 - wide > size.left else []
        heights = tried(self.bottom - 10, ABOVE, self.bottom - BELOW)
        beside = [Label(side, height, words, anchor) for height in heights for side, anchor in sides]
        middle = min(max(x, size.left + wide / 2), right - wide / 2)
        return self.layout.place_one([*beside, Label(middle, size.top - 8, words, "middle")])

    def of_band(self, lines: tuple[str, str], *, above: bool) -> tuple[Label, ...]:
        """At the end of the wedge: beside the plot; within it above the wedge, or below, with a goal."""
        _start, (end, high), (_end, low) = self.wedge
        places, anchor, start = range(int(end), self.size.left, -24), "end", high - 26 if above else low + 20
        if self.size.is_beside:
            places, anchor, start = range(int(end) + 10, int(end) + 11), "start", (high + low) / 2 - 4
        heights = list(tried(start, ABOVE, self.bottom - BELOW - LINE))
        return self.layout.place(
            tuple(Label(at, height + LINE * place, words, anchor) for place, words in enumerate(lines))
            for at in places
            for height in heights
        )


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


def round_words(step: int) -> str:
    """A number of the axis."""
    return f"{step:,}".replace(",", NO_BREAK_SPACE)


def path(places: tuple[tuple[float, float], ...]) -> str:
    """A line through the places."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
