"""The arithmetic of a self-assessment, each number with the line that explains it. No records.

The rule: a sub-criterion is the mean of the rows of its panel, a criterion the mean of its sub-criteria, the total the
mean of the criteria, each from 0 to 100. Nothing is rounded before it is written. What lacks a part has no value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.phrases.base import NO_BREAK_SPACE
from core.scoring import rounded
from core.written import decimal

FAR_APART = 30
"""From this distance between the lowest and the highest score on, the group is told to talk about it."""
EXACT_PLACES = 2  # a mean of four whole numbers needs no more


@dataclass(frozen=True)
class Line:
    """A number and how it comes about. value: None while a part is missing; said: "(40 + 55 + 60) / 3 = 51.7"."""

    value: Fraction | None
    said: str
    parts: int
    missing: int

    @property
    def words(self) -> str:
        return figure(self.value)


def figure(value: Fraction | None, places: int = 1) -> str:
    """51.7; 40 where there is nothing behind the point; "" for None."""
    exact = rounded(value, places)
    if exact is None:
        return ""
    return decimal(exact, 0 if exact == exact.to_integral_value() else places)


def part(value: Fraction | int) -> str:
    """A part of a sum: exact where two places are enough for it."""
    exact = Fraction(value)
    written = rounded(exact, EXACT_PLACES)
    if written is None or Fraction(written) != exact:
        return figure(exact)
    text = decimal(written, EXACT_PLACES)
    return text.rstrip("0").rstrip(".,") if not text.isdecimal() else text


def mean_line(values: Sequence[Fraction | int | None]) -> Line:
    """The mean of the values; without one while any is missing."""
    known = [Fraction(value) for value in values if value is not None]
    missing = len(values) - len(known)
    if missing or not known:
        return Line(None, "", len(values), missing)
    mean = sum(known, Fraction(0)) / len(known)
    if len(known) == 1:
        return Line(mean, part(known[0]), 1, 0)
    together = " + ".join(part(value) for value in known)
    said = f"({together}) / {len(known)}{NO_BREAK_SPACE}={NO_BREAK_SPACE}{figure(mean)}"
    return Line(mean, said, len(known), 0)


@dataclass(frozen=True)
class Spread:
    """How far the assessors' values lie apart. number: of those who have one."""

    lowest: Fraction
    highest: Fraction
    number: int

    @property
    def distance(self) -> Fraction:
        return self.highest - self.lowest

    @property
    def is_far(self) -> bool:
        return self.distance >= FAR_APART


def spread(values: Sequence[Fraction | None]) -> Spread | None:
    """None where nobody has a value."""
    known = [value for value in values if value is not None]
    return Spread(min(known), max(known), len(known)) if known else None
