"""What the agreed ratings of an application come to: line by line, by the version that it was begun with.

A step is rated from its items as the version says (`RollUp`); the total is the sum of the steps of pillars 1 and 2.
Figures are exact fractions; half a point goes up. Nothing is rounded but by the roll-up, and for writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caf.models.application import Application
from caf.models.procedure import Maturity, Pillar, ProcedureStep, ProcedureVersion, RollUp
from caf.models.rating import latest
from core.clock import present_day
from core.written import figure

TOTAL = 0
"""The pillar of the line that adds up the steps of pillars 1 and 2."""


@dataclass(frozen=True)
class Line:
    """A step, a principle or the total. pillar: `TOTAL` for the total, which has no step and no number.

    ratings: the agreed ones of its items, for the total the results of the steps. unrated: how many are still to be
    agreed. result: None until none is. least: None where the version asks for nothing; for a principle a level.
    """

    pillar: int
    number: int
    name: str
    step: ProcedureStep | None
    ratings: tuple[Fraction, ...]
    unrated: int
    arithmetic: str
    result: Fraction | None
    least: int | None

    @property
    def is_rated(self) -> bool:
        return self.result is not None

    @property
    def is_reached(self) -> bool:
        """It is rated, and at least what the version asks for."""
        return self.result is not None and (self.least is None or self.result >= self.least)

    @property
    def result_in_words(self) -> str:
        return "" if self.result is None else in_words(self.pillar, self.result)

    @property
    def least_in_words(self) -> str:
        return "" if self.least is None else in_words(self.pillar, Fraction(self.least))

    @property
    def what(self) -> str:
        """How a sentence names it."""
        if self.pillar == TOTAL:
            return _("the total of pillars 1 and 2")
        if self.pillar == Pillar.MATURITY:
            return _("principle %(number)s") % {"number": self.number}
        return _("step %(number)s") % {"number": self.number}

    @property
    def missing(self) -> str:
        """What stands between it and the label, as a sentence; "" if nothing."""
        words = {"what": self.what[:1].upper() + self.what[1:]}
        if self.result is None:
            if self.pillar == TOTAL:
                return ""  # the steps that are not rated say so
            if not self.ratings:
                return _("%(what)s is not rated yet.") % words
            return ngettext(
                "%(what)s: one item is not rated yet.", "%(what)s: %(number)s items are not rated yet.", self.unrated
            ) % (words | {"number": self.unrated})
        if self.is_reached:
            return ""
        return _("No label: %(what)s is %(result)s, needs %(least)s.") % {
            "what": self.what,
            "result": self.result_in_words,
            "least": self.least_in_words,
        }


@dataclass(frozen=True)
class Verdict:
    """The lines in the order of the questionnaires: pillars 1 and 2, their total, pillar 3."""

    lines: tuple[Line, ...]

    @property
    def is_complete(self) -> bool:
        """Every step and every principle has agreed ratings for all its items."""
        return bool(self.lines) and all(line.is_rated for line in self.lines)

    @property
    def is_reached(self) -> bool:
        """It is complete, and every line reaches what the version asks for."""
        return self.is_complete and all(line.is_reached for line in self.lines)

    @property
    def missing(self) -> tuple[str, ...]:
        """What stands between it and the label: sentences, none if it is reached."""
        return tuple(sentence for line in self.lines if (sentence := line.missing))

    @property
    def total(self) -> Line | None:
        return next((line for line in self.lines if line.pillar == TOTAL), None)


def verdict(application: Application, on: date | None = None) -> Verdict:
    """Of an application, as agreed by that day, in five queries; today without one."""
    version = ProcedureVersion.objects.with_items().get(pk=application.version_id)
    rows = application.agreed.known(on or present_day())
    steps = [(step, [item.pk for item in step.items.all()]) for step in version.steps.all()]
    return judged(version, steps, {pk: row.value for pk, row in latest(rows).items()})


def judged(
    version: ProcedureVersion, steps: Iterable[tuple[ProcedureStep, Sequence[int]]], agreed: Mapping[int, int]
) -> Verdict:
    """By a version's rules. steps: each with the keys of its items. agreed: the rating of each item that has one."""
    lines = [line_of(version, step, items, agreed) for step, items in steps]
    summed = [line for line in lines if line.pillar < Pillar.MATURITY]
    levels = [line for line in lines if line.pillar == Pillar.MATURITY]
    return Verdict((*summed, *([total_of(version, summed)] if summed else []), *levels))


def line_of(version: ProcedureVersion, step: ProcedureStep, items: Sequence[int], agreed: Mapping[int, int]) -> Line:
    ratings = [agreed[item] for item in items if item in agreed]
    unrated = len(items) - len(ratings)
    result, arithmetic = None, ""
    if ratings and not unrated:
        result = rolled_up(version.roll_up, ratings)
        # A principle has one item: its level is the rating itself.
        arithmetic = told(version.roll_up, ratings) if step.pillar != Pillar.MATURITY else ""
    least = version.least_maturity if step.pillar == Pillar.MATURITY else step.least
    return Line(
        pillar=step.pillar,
        number=step.number,
        name=str(step.name),
        step=step,
        ratings=tuple(map(Fraction, ratings)),
        unrated=unrated,
        arithmetic=arithmetic,
        result=result,
        least=least,
    )


def total_of(version: ProcedureVersion, lines: Sequence[Line]) -> Line:
    results = [line.result for line in lines if line.result is not None]
    unrated = len(lines) - len(results)
    result = None if unrated else sum(results, Fraction())
    sum_in_words = " + ".join(map(written_exactly, results))
    return Line(
        pillar=TOTAL,
        number=0,
        name=_("Total of pillars 1 and 2"),
        step=None,
        ratings=tuple(results),
        unrated=unrated,
        arithmetic="" if result is None else f"{sum_in_words} = {written_exactly(result)}",
        result=result,
        least=version.least_total,
    )


def rolled_up(roll_up: str, ratings: Sequence[int]) -> Fraction:
    """The rating of a step from those of its items. Raises ValueError without any, or for a roll-up unknown here."""
    if not ratings:
        raise ValueError("no rating")
    mean = Fraction(sum(ratings), len(ratings))
    match roll_up:
        case RollUp.MEAN_ROUNDED:
            return half_up(mean)
        case RollUp.MEAN:
            return mean
        case RollUp.LOWEST:
            return Fraction(min(ratings))
    raise ValueError(roll_up)


def half_up(value: Fraction) -> Fraction:
    """To the nearest whole number; a half goes up."""
    return Fraction(floor(value + Fraction(1, 2)))


def told(roll_up: str, ratings: Sequence[int]) -> str:
    """The arithmetic of `rolled_up`, in words: (4 + 3 + 4) / 3 = 3.67, rounded to 4."""
    result = rolled_up(roll_up, ratings)
    if len(ratings) == 1:
        return written_exactly(result)
    if roll_up == RollUp.LOWEST:
        return _("the lowest of %(ratings)s is %(result)s") % {
            "ratings": ", ".join(map(str, ratings)),
            "result": written_exactly(result),
        }
    mean = Fraction(sum(ratings), len(ratings))
    words = f"({' + '.join(map(str, ratings))}) / {len(ratings)} = {written_exactly(mean)}"
    if mean == result:
        return words
    return _("%(mean)s, rounded to %(result)s") % {"mean": words, "result": written_exactly(result)}


def written_exactly(value: Any) -> str:
    """A whole number as it is, else with two places."""
    value = Fraction(value)
    return figure(value, 0 if value.denominator == 1 else 2)


def in_words(pillar: int, value: Fraction) -> str:
    if pillar == Pillar.MATURITY and value.denominator == 1:
        return _("“%(level)s”") % {"level": Maturity(int(value)).label}
    return written_exactly(value)
