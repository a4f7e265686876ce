"""The kinds of value that a fact may have, and how each is frozen as JSON and read back.

Plain Python values (bool, int, str, date) stand for themselves. The classes here are the field's own
kinds: a text in several languages, a name with its grammatical forms, a count with its qualifier, a
period known only to the month. None of them knows how it is written in a language: `core.phrases` does.
"""

from __future__ import annotations

import calendar
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Text(dict[str, str]):
    """The same words in several languages: language code -> text. Compares and freezes as a dict."""

    def in_language(self, language: str) -> str:
        """The words in `language`; else in the first language there is; "" when there is none."""
        return self.get(language) or next((text for text in self.values() if text), "")

    def __str__(self) -> str:
        return self.in_language((get_language() or "en")[:2])

    def __bool__(self) -> bool:
        return any(self.values())


@dataclass(frozen=True, eq=False)
class Choice:
    """One of a few words: a condition compares its key ("in pilot"), a page or a text writes its words."""

    key: str
    words: Text

    def __eq__(self, other: object) -> bool:
        return self.key == (other.key if isinstance(other, Choice) else other)

    def __hash__(self) -> int:
        return hash(self.key)


class Year(int):
    """A year: a number that is never grouped, 1998 and not 1 998."""


class Qualifier(models.TextChoices):
    """How exactly a number is known, in the words of the source that gave it."""

    EXACT = "exact", _("exactly")
    MORE_THAN = "more than", _("more than")
    AT_LEAST = "at least", _("at least")
    ALMOST = "almost", _("almost")
    ABOUT = "about", _("about")
    PLANNED = "planned", _("planned")


@dataclass(frozen=True)
class Quantity:
    """A count as a source gave it: more than 1 000."""

    value: int
    qualifier: str = Qualifier.EXACT.value

    @property
    def reaches(self) -> int:
        """The number that is safely reached: "more than 2 000" is at least 2 001, "almost 300" is not yet 300."""
        match self.qualifier:
            case Qualifier.MORE_THAN:
                return self.value + 1
            case Qualifier.ALMOST | Qualifier.ABOUT:
                return self.value - 1
            case Qualifier.PLANNED:
                return 0
            case _:
                return self.value


class Precision(models.TextChoices):
    """How exactly a period is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    HALF = "half", _("to the half-year")
    YEAR = "year", _("to the year")


@dataclass(frozen=True, order=True)
class Period:
    """From a first to a last day, both included, known to a precision: April 2009 is 1 to 30 April, MONTH."""

    starts_on: date
    ends_on: date
    precision: str = Precision.DAY.value

    @classmethod
    def parse(cls, text: str) -> Self:
        """'2008-10-20', '2008-10-20/2008-10-22', '2009-04', '2009-H1' or '2010'.

        Raises ValueError with a sentence for anything else.
        """
        try:
            first, slash, last = text.partition("/")
            if slash:
                return cls.span(date.fromisoformat(first), date.fromisoformat(last))
            parts = first.split("-")
            year = int(parts[0])
            if len(parts) == 1:
                return cls.around(date(year, 1, 1), Precision.YEAR)
            if len(parts) == 2 and parts[1].startswith("H"):
                return cls.half_year(year, int(parts[1][1:]))
            if len(parts) == 2:
                return cls.month(year, int(parts[1]))
            return cls(date.fromisoformat(first), date.fromisoformat(first))
        except (ValueError, IndexError) as error:
            raise ValueError(f"{text!r} is not a day, a span of days, a month, a half-year or a year.") from error

    @classmethod
    def around(cls, day: date, precision: str) -> Self:
        """The day, or the month, half-year or year in which it lies."""
        match precision:
            case Precision.YEAR:
                return cls(date(day.year, 1, 1), date(day.year, 12, 31), Precision.YEAR.value)
            case Precision.HALF:
                return cls.half_year(day.year, 1 if day.month <= 6 else 2)
            case Precision.MONTH:
                return cls.month(day.year, day.month)
        return cls(day, day)

    @classmethod
    def span(cls, first: date, last: date) -> Self:
        """From day to day; ValueError if the last lies before the first."""
        if last < first:
            raise ValueError(f"{last} lies before {first}.")
        return cls(first, last)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """The whole month."""
        last = calendar.monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, last), Precision.MONTH.value)

    @classmethod
    def half_year(cls, year: int, half: int) -> Self:
        """The first (1) or second (2) half of a year; ValueError for another half."""
        if half == 1:
            return cls(date(year, 1, 1), date(year, 6, 30), Precision.HALF.value)
        if half == 2:
            return cls(date(year, 7, 1), date(year, 12, 31), Precision.HALF.value)
        raise ValueError(f"{half} is neither the first nor the second half of a year.")

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    @property
    def year(self) -> Year:
        """The year in which it starts."""
        return Year(self.starts_on.year)

    @property
    def half(self) -> int:
        """1 or 2: the half of the year in which it starts."""
        return 1 if self.starts_on.month <= 6 else 2

    @property
    def to_the_month(self) -> Period:
        """The same, no more precise than its month, if it lies within one."""
        month = Period.month(self.starts_on.year, self.starts_on.month)
        if self.precision == Precision.DAY and self.ends_on <= month.ends_on:
            return month
        return self


@dataclass(frozen=True)
class Name:
    """A country's or a body's name with the forms that a sentence needs, by language.

    `plain`: Czech Republic / République tchèque. `in_text`: with the article that running text takes:
    the Czech Republic / la République tchèque. `adjective`: as in "the ... Presidency", feminine in French.
    """

    key: str
    plain: Text
    in_text: Text
    adjective: Text


Value = bool | int | Year | str | date | Text | Choice | Quantity | Period | Name | list[Any]
"""A list holds values of one of the other kinds."""


def frozen(value: Value) -> Any:
    """The value as JSON: plain ones as they are, the others as {"kind": ..., ...}."""
    match value:
        case Year():
            return {"kind": "year", "year": int(value)}
        case bool() | int() | str():
            return value
        case Text():
            return {"kind": "text", **value}
        case Choice() | Quantity() | Name():
            return {"kind": type(value).__name__.lower(), **asdict(value)}
        case Period():
            return {
                "kind": "period",
                "starts_on": value.starts_on.isoformat(),
                "ends_on": value.ends_on.isoformat(),
                "precision": str(value.precision),
            }
        case date():
            return {"kind": "date", "on": value.isoformat()}
        case list():
            return [frozen(item) for item in value]
    raise TypeError(f"{value!r} is not of a kind that a fact may have.")


def thawed(value: Any) -> Value:
    """The value that `frozen` froze."""
    if isinstance(value, list):
        return [thawed(item) for item in value]
    if not isinstance(value, dict):
        return value
    fields = dict(value)
    match fields.pop("kind"):
        case "year":
            return Year(fields["year"])
        case "text":
            return Text(fields)
        case "choice":
            return Choice(fields["key"], Text(fields["words"]))
        case "quantity":
            return Quantity(**fields)
        case "name":
            return Name(fields["key"], *(Text(fields[form]) for form in ("plain", "in_text", "adjective")))
        case "period":
            return Period(
                date.fromisoformat(fields["starts_on"]), date.fromisoformat(fields["ends_on"]), fields["precision"]
            )
        case "date":
            return date.fromisoformat(fields["on"])
        case kind:
            raise TypeError(f"{kind!r} is not a kind of value that a fact may have.")
