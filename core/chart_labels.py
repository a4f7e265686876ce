"""Where the words of a chart stand: in the picture, on no line and on no other words.

Each may stand in several places, the best first; the first free one is taken. What stood before keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Place = tuple[float, float]
NARROW = " \u00a0.,:;’'iIjl"
AT = 14  # px: the size of the words, in which all else is told
CAPITAL, LETTER, SPACE = 9.0, 8.4, 4.2  # px, the bold ones of IBM Plex Sans; digits are as wide as LETTER
ABOVE, BELOW = 12, 4  # px of words above and below their line
STEP = 6  # px between two places that are tried


@dataclass(frozen=True)
class Label:
    """Words at a place; anchor: start, middle or end."""

    x: float
    y: float
    words: str
    anchor: str = "start"


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_crossed_by(self, first: Place, last: Place) -> bool:
        """Does the straight line between the two places run through it?"""
        (x, y), (to_x, to_y) = sorted((first, last))
        left, right = max(x, self.left), min(to_x, self.right)
        if left > right:
            return False
        slope = (to_y - y) / (to_x - x) if to_x > x else 0.0
        ends = (y + slope * (left - x), y + slope * (right - x)) if to_x > x else (y, to_y)
        return min(ends) < self.bottom and max(ends) > self.top


def width(words: str) -> float:
    """About as wide as they are drawn, rather more than less."""
    return sum(SPACE if sign in NARROW else CAPITAL if sign.isupper() else LETTER for sign in words)


def box_of(label: Label) -> Box:
    wide = width(label.words)
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return Box(left, label.y - ABOVE, left + wide, label.y + BELOW)


class Layout:
    """The picture with what is drawn in it, so far."""

    def __init__(self, picture: Box) -> None:
        self.picture = picture
        self.lines: list[tuple[Place, Place]] = []
        self.boxes: list[Box] = []

    def draw(self, places: Iterable[Place]) -> None:
        """A line through the places."""
        self.lines += pairwise(places)

    def place(self, candidates: Iterable[tuple[Label, ...]]) -> tuple[Label, ...]:
        """The first of these lines of words that are free; where none is, that which meets the fewest things."""
        best, fewest = tuple[Label, ...](), None
        for labels in candidates:
            found = sum(self.met(box_of(label)) for label in labels)
            if fewest is None or found < fewest:
                best, fewest = labels, found
            if not found:
                break
        self.boxes += map(box_of, best)
        return best

    def place_one(self, candidates: Iterable[Label]) -> Label:
        return self.place((label,) for label in candidates)[0]

    def met(self, box: Box) -> int:
        """How many things the box meets; to leave the picture is worse than any."""
        outside = (
            box.left < self.picture.left
            or box.right > self.picture.right
            or box.top < self.picture.top
            or box.bottom > self.picture.bottom
        )
        met = sum(box.meets(other) for other in self.boxes) * 2
        return met + sum(box.is_crossed_by(*line) for line in self.lines) + 1_000 * outside


def tried(start: float, least: float, most: float) -> Iterator[float]:
    """Heights to try, from the best one on, farther and farther away, both ways."""
    yield start
    reach = max(start - least, most - start)
    for away in range(STEP, int(reach) + STEP, STEP):
        for height in (start + away, start - away):
            if least <= height <= most:
                yield height
