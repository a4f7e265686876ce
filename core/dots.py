"""Two small charts: scores as dots on a scale of whole numbers, and figures as places on a line.

Drawn on the server as SVG, with presentation attributes only, as `core.charts` does. What the drawing says stands
beside it in words or figures: the drawings themselves are hidden from screen readers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

COLOURS = ("#003399", "#00667a", "#6d4300", "#4a5361", "#4a6fc0", "#0a5f3c")
"""Blue and teal for two parties side by side, then what else is at 4.5 to 1 on white."""
BANDS = ("#8fa9dd", "#8fc4cd", "#d8c39a", "#b4bac4", "#b5c5ea", "#9cc9b3")
SHAPES = ("square", "circle", "diamond", "triangle")
SLOTS = (0, -1, 1, -2, 2)
"""Where dots of one value go: on the line, above, below, and so on."""
STEP = 10  # px between dots of one value
MARGIN = 10  # px left and right of the scale


@dataclass(frozen=True)
class Dot:
    """x, y: its place in px. filled: it counts; else it is a ring."""

    x: float
    y: float
    filled: bool


@dataclass(frozen=True)
class DotRow:
    """Dots over a scale from `first` to `last`. band: from the lowest to the highest that counts, None if one value."""

    width: int
    height: int
    ticks: tuple[float, ...]
    dots: tuple[Dot, ...]
    band: tuple[float, float] | None
    colour: str
    band_colour: str

    @property
    def middle(self) -> float:
        return self.height / 2

    @property
    def line(self) -> tuple[float, float]:
        """Where the scale begins and ends."""
        return self.ticks[0], self.ticks[-1]


def dot_row(values: Sequence[tuple[int, bool]], *, first: int, last: int, party: int = 0, width: int = 250) -> DotRow:
    """A row of (value, whether it counts); what counts lies nearest to the line. party: the column's place, from 0."""

    def across(value: float) -> float:
        return round(MARGIN + (width - 2 * MARGIN) * (value - first) / (last - first), 1)

    taken: Counter[int] = Counter()
    places = []
    for value, counts in sorted(values, key=lambda entry: not entry[1]):
        slot = taken[value]
        offset = SLOTS[slot] if slot < len(SLOTS) else (slot + 1) // 2 * (-1 if slot % 2 else 1)
        taken[value] += 1
        places.append((across(value), offset, counts))
    reach = max((abs(offset) for _x, offset, _counts in places), default=1)
    height = 2 * max(reach, 1) * STEP + 14
    counted = [value for value, counts in values if counts]
    spread = bool(counted) and min(counted) != max(counted)
    return DotRow(
        width=width,
        height=height,
        ticks=tuple(across(value) for value in range(first, last + 1)),
        dots=tuple(Dot(x, height / 2 + offset * STEP, counts) for x, offset, counts in places),
        band=(across(min(counted)), across(max(counted))) if spread else None,
        colour=COLOURS[party % len(COLOURS)],
        band_colour=BANDS[party % len(BANDS)],
    )


@dataclass(frozen=True)
class Place:
    """A party's figure on the line, with the colour and the shape that the party has everywhere."""

    x: float
    colour: str
    shape: str


@dataclass(frozen=True)
class PlaceLine:
    """Figures of several parties on one line; joined: from the lowest to the highest, in the colour of the highest."""

    width: int
    places: tuple[Place, ...]
    joined: tuple[float, float] | None
    colour: str


def colour_of(party: int) -> str:
    return COLOURS[party % len(COLOURS)]


def shape_of(party: int) -> str:
    return SHAPES[party % len(SHAPES)]


def place_lines(rows: Sequence[Sequence[float | None]], *, width: int = 240, widest: int = 10) -> list[PlaceLine]:
    """A line for each row of figures (None where unknown), all on one scale around what is shown.

    The scale reaches to the round numbers around all figures, and over `widest` at least: a hair's breadth must
    not look like a gulf.
    """
    known = [figure for row in rows for figure in row if figure is not None]
    low, high = (floor(min(known)), ceil(max(known))) if known else (0, 100)
    if high - low < widest:
        low, high = low - (widest - high + low) // 2, high + (widest - high + low + 1) // 2

    def across(figure: float) -> float:
        return round(MARGIN + (width - 2 * MARGIN) * (figure - low) / (high - low), 1)

    lines = []
    for row in rows:
        places = [
            (figure, Place(across(figure), colour_of(party), shape_of(party)))
            for party, figure in enumerate(row)
            if figure is not None
        ]
        ends = sorted(places, key=lambda entry: entry[0])
        joined = (ends[0][1].x, ends[-1][1].x) if len(ends) > 1 and ends[0][0] != ends[-1][0] else None
        lines.append(PlaceLine(width, tuple(place for _f, place in places), joined, ends[-1][1].colour if ends else ""))
    return lines
