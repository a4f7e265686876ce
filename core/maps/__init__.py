"""A map of Europe as SVG, on which each country is tinted by its number: no library, no script, no third party.

The outlines are drawn once (`draw_europe.py`, `europe.json`); here they are tinted and labelled, and
`templates/core/charts/map.html` writes them down with presentation attributes, the same on a page and in a PDF.
Beside every map stands its table: a small country is not to be read from a drawing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from core.chart_labels import AT, Box, width
from core.charts import round_step
from core.written import number

TINTS = ("#d5dff3", "#8fa9dd", "#4a6fc0", "#003399")
NONE, SURROUNDINGS = "#ffffff", "#eaedf1"
LETTERS, ON_PAPER = 25, 36
LABELLED_FROM = 1100  # square units: smaller countries have their figure in the table alone


@cache
def europe() -> dict[str, Any]:
    """{"width", "height", "countries": {ISO code, "" for the surroundings: {"path", "x", "y", "area"}}}."""
    drawn: dict[str, Any] = json.loads(Path(__file__).with_name("europe.json").read_text())
    return drawn


@dataclass(frozen=True)
class Place:
    """One country. value: None where it is not known, which is hatched. words: its number as written."""

    iso2: str
    name: str
    value: int | None
    words: str = ""


@dataclass(frozen=True)
class Shape:
    path: str
    fill: str
    title: str
    label: str = ""
    x: int = 0
    y: int = 0
    area: int = 0


@dataclass(frozen=True)
class Tint:
    """A line of the key: the numbers that a tint stands for."""

    fill: str
    least: str
    most: str


@dataclass(frozen=True)
class Map:
    """title: what a screen reader says in place of the drawing. has_unknown: some country is hatched. letters: how
    large its figures are written; where two would meet, the larger country has its own."""

    key: str
    title: str
    width: int
    height: int
    surroundings: str
    shapes: tuple[Shape, ...]
    tints: tuple[Tint, ...]
    has_unknown: bool
    has_none: bool
    letters: int = LETTERS

    @property
    def below(self) -> int:
        """How far the foot of a figure is from its middle."""
        return round(self.letters * 0.36)

    @property
    def halo(self) -> int:
        return round(self.letters * 0.24)

    def written_in(self, letters: int) -> Map:
        """The same map with larger figures: as it is printed, a map is small."""
        shapes, boxes, scale = list(self.shapes), list[Box](), letters / AT
        for place, shape in sorted(enumerate(shapes), key=lambda one: -one[1].area):
            across, up = width(shape.label) * scale / 2, letters / 2
            box = Box(shape.x - across, shape.y - up, shape.x + across, shape.y + up)
            if shape.label and any(box.meets(other) for other in boxes):
                shapes[place] = replace(shape, label="")
            elif shape.label:
                boxes.append(box)
        return replace(self, shapes=tuple(shapes), letters=letters)


def tinted(key: str, title: str, places: Iterable[Place]) -> Map:
    """The map with these countries in four tints, even and round steps up to the largest number; others are grey."""
    drawn, known = europe(), {place.iso2: place for place in places}
    most = max((place.value or 0 for place in known.values()), default=0)
    step = round_step(most / len(TINTS))
    shapes, others = [], [drawn["countries"][""]["path"]]
    for code, shape in drawn["countries"].items():
        if not code:
            continue
        place = known.get(code)
        if place is None:
            others.append(shape["path"])
            continue
        label = place.words if place.value and shape["area"] >= LABELLED_FROM else ""
        fill = f"url(#{key}-hatch)" if place.value is None else tint_of(place.value, step)
        words = f"{place.name}: {place.words}" if place.words else place.name
        shapes.append(Shape(shape["path"], fill, words, label, shape["x"], shape["y"], shape["area"]))
    used = ceil(most / step) if most else 0
    return Map(
        key=key,
        title=title,
        width=drawn["width"],
        height=drawn["height"],
        surroundings="".join(others),
        shapes=tuple(shapes),
        tints=tuple(
            Tint(tint, number(at * step + 1), number((at + 1) * step))
            for at, tint in enumerate(TINTS[: min(used, len(TINTS))])
        ),
        has_unknown=any(place.value is None for place in known.values()),
        has_none=any(place.value == 0 for place in known.values()),
    ).written_in(LETTERS)


def tint_of(value: int, step: int) -> str:
    return TINTS[min((value - 1) // step, len(TINTS) - 1)] if value > 0 else NONE
