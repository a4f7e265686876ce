"""At which pace users come, and where that leads by the goal's day.

The method, which pages state in a sentence: the mean change a month over the last 3, 6 and 12 whole months; the lowest
and the highest of these three, kept up evenly until the goal's last month, give the two ends of the forecast. It says
how far the recent paces differ, not how probable an outcome is. With fewer than 12 whole months on record: none.
Of reported counts, which are few, it takes the paces from each of the three exact counts before to the last one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from django.db.models import Q

from caf.models import Grain
from caf.tallies import Month

WINDOWS = (12, 6, 3)  # whole months
LEAST_MONTHS = 3  # between two reported counts, to speak of a pace
DECEMBER = 12


@dataclass(frozen=True)
class Pace:
    """By how much a count changed in so many months."""

    months: int
    change: int

    @property
    def a_month(self) -> Fraction:
        return Fraction(self.change, self.months)

    @property
    def written(self) -> Decimal:
        """To one decimal."""
        exact = Decimal(self.change) / self.months
        return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Forecast:
    """On the goal's last day between `low` and `high`, if it goes on at one of the recent paces."""

    day: date
    low: int
    high: int


def months_between(first: date, last: date) -> int:
    """Whole months from the month of one day to that of another."""
    return (last.year - first.year) * DECEMBER + last.month - first.month


def first_of(month: date, back: int) -> date:
    """The first day of the month so many months before."""
    number = month.year * DECEMBER + month.month - 1 - back
    return date(number // DECEMBER, number % DECEMBER + 1, 1)


def paces_of(months: Iterable[Month], day: date) -> tuple[Pace, ...]:
    """Over the last 12, 6 and 3 whole months before the day; none where the register is younger than 12 months."""
    known = {month.starts_on: month.change for month in months}
    whole = (day + timedelta(days=1)).replace(day=1)  # the month that is not over yet
    if not known or months_between(min(known), whole) < max(WINDOWS):
        return ()
    return tuple(
        Pace(window, sum(known.get(first_of(whole, back), 0) for back in range(1, window + 1))) for window in WINDOWS
    )


def windows(day: date) -> dict[int, Q]:
    """The counters of the last 12, 6 and 3 whole months before the day, for `caf.tallies.sums`."""
    whole = (day + timedelta(days=1)).replace(day=1)
    return {
        window: Q(grain=Grain.MONTH, starts_on__gte=first_of(whole, window), starts_on__lt=whole) for window in WINDOWS
    }


def paces_between(counts: Iterable[tuple[date, int]]) -> tuple[Pace, ...]:
    """From each of the three counts before to the last one. counts: (day, number), oldest first, of one unit."""
    rows = list(counts)
    if len(rows) < 2:
        return ()
    last_day, last = rows[-1]
    earlier = [(months_between(day, last_day), number) for day, number in rows[:-1]]
    return tuple(Pace(months, last - number) for months, number in earlier[-3:] if months >= LEAST_MONTHS)


def forecast(count: int, since: date, ends_on: date, paces: Iterable[Pace]) -> Forecast | None:
    """Where the paces lead; None where there are fewer than two of them, or no month is left. since: of the count."""
    rates, left = [pace.a_month for pace in paces], months_between(since, ends_on)
    if len(rates) < 2 or left <= 0:
        return None
    return Forecast(ends_on, max(count + floor(min(rates) * left), 0), max(count + ceil(max(rates) * left), 0))
