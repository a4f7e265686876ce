"""How far the goal is, as of a day: the one place where its arithmetic stands.

"2010 users in 2010": the count last known on the day, against the goal then in force. Of what was not
known on that day nothing is said: a figure that does not follow from the records is None, never 0.
Rules and figures: the count of October 2008 (1 620 users; Italy 305, Denmark 233, Belgium 220) against
the goal of the Medium-Term Programme 2008-2009.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from caf.models import Count, CountUnit, Goal
from core.values import Period, Precision, Qualifier, Quantity
from network.models import Country, Membership, Standing

LOWER_BOUNDS = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
ROUGH = (Qualifier.ALMOST, Qualifier.ABOUT)
DECEMBER = 12


@dataclass(frozen=True)
class CountryCount:
    """One country's share of the count."""

    country: Country
    count: Count

    @property
    def quantity(self) -> Quantity:
        return self.count.quantity


@dataclass(frozen=True)
class GoalStanding:
    """The goal, the count, and what follows from the two, as of `day`.

    whole: the latest count that is known by country too, which may be an earlier one. countries: counts of the same
    unit and the same days as the whole, largest first. without_count: member states of the day of the whole
    that have none of their own.
    series: the counts of the same unit with a known period, oldest first, the current one included.
    """

    day: date
    goal: Goal | None
    count: Count | None
    whole: Count | None = None
    countries: tuple[CountryCount, ...] = ()
    without_count: tuple[Country, ...] = ()
    series: tuple[Count, ...] = ()

    @property
    def quantity(self) -> Quantity | None:
        """The count with its qualifier."""
        return self.count.quantity if self.count else None

    @property
    def period(self) -> Period | None:
        """When it was counted."""
        return self.count.period if self.count else None

    @property
    def is_at_least(self) -> bool:
        """The source gives a lower bound: share is "at least", gap and pace are "at most"."""
        return self.count is not None and self.count.qualifier in LOWER_BOUNDS

    @property
    def is_rough(self) -> bool:
        """The source gives no exact number: every figure is "about"."""
        return self.count is not None and self.count.qualifier in ROUGH

    @property
    def ends_on(self) -> date | None:
        """The last day of the goal."""
        return date(self.goal.by_year, DECEMBER, 31) if self.goal else None

    @property
    def is_over(self) -> bool:
        """The goal's last day lies behind."""
        return self.ends_on is not None and self.ends_on < self.day

    @property
    def reached(self) -> bool | None:
        """Does the count safely reach the goal? None where it cannot be told: more than 2 000, of 2 010."""
        if self.goal is None or self.quantity is None:
            return None
        if self.quantity.reaches >= self.goal.value:
            return True
        return None if self.is_at_least else False

    @property
    def reached_in_time(self) -> bool | None:
        """Did a count taken by the goal's last day safely reach it? None where no count tells."""
        if self.goal is None or self.ends_on is None:
            return None
        in_time = [count for count in self.series if count.ends_on and count.ends_on <= self.ends_on]
        if any(count.quantity.reaches >= self.goal.value for count in in_time):
            return True
        ends_with_it = any(count.ends_on == self.ends_on and count.qualifier == Qualifier.EXACT for count in in_time)
        return False if self.is_over and ends_with_it else None

    @property
    def share(self) -> Decimal | None:
        """How much of the goal is safely reached, in percent, to one decimal: 80.6."""
        if self.goal is None or self.quantity is None or not self.goal.value:
            return None
        exact = Decimal(100 * self.quantity.reaches) / self.goal.value
        return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def gap(self) -> int | None:
        """How many are still missing: 390; 0 once the goal is reached."""
        if self.goal is None or self.quantity is None:
            return None
        return max(self.goal.value - self.quantity.reaches, 0)

    @property
    def months_left(self) -> int | None:
        """Whole months from the end of the month of the count to the goal's last month: 26 from October 2008.

        None once the goal's time is over, where the month of the count is not known, or where none is left.
        """
        if self.goal is None or self.period is None or self.is_over or not is_known_to_the_month(self.period):
            return None
        counted = self.period.ends_on
        months = (self.goal.by_year - counted.year) * DECEMBER + DECEMBER - counted.month
        return months if months > 0 else None

    @property
    def needed_a_month(self) -> int | None:
        """How many a month would close the gap in time, rounded up: 15. None where there is no gap to close."""
        if not self.gap or not self.months_left:
            return None
        return -(-self.gap // self.months_left)

    @property
    def counted_by_country(self) -> int:
        """What the countries' own counts sum up to."""
        return sum(row.quantity.value for row in self.countries)

    @cached_property
    def others(self) -> int | None:
        """All other countries together: 862. None where a number is not exact, or the parts exceed the whole."""
        if self.whole is None or not self.countries:
            return None
        quantities = [self.whole.quantity, *(row.quantity for row in self.countries)]
        if any(quantity.qualifier != Qualifier.EXACT for quantity in quantities):
            return None
        rest = self.whole.value - self.counted_by_country
        return rest if rest >= 0 else None


def is_known_to_the_month(period: Period) -> bool:
    """A count of a year or a half-year does not say from which month on the gap is to be closed."""
    return period.precision in (Precision.DAY, Precision.MONTH)


def goal_standing(day: date) -> GoalStanding:
    """How far the goal is as of `day`, in at most four queries."""
    goal = Goal.objects.on(day)
    unit = goal.unit if goal else CountUnit.USERS.value
    known = [
        count
        for count in Count.objects.known(day).filter(unit=unit, starts_on__isnull=False)
        if count.qualifier != Qualifier.PLANNED
    ]
    series = last_of_each_period(count for count in known if count.country_id is None)
    if not series:
        return GoalStanding(day, goal, None)
    count = series[-1]
    by_country = [row for row in known if row.country_id is not None]
    counted_periods = {row.period for row in by_country}
    whole = next((row for row in reversed(series) if row.period in counted_periods), count)
    own = {row.country_id: row for row in by_country if row.period == whole.period}
    countries = countries_concerned(own, whole.ends_on or day)
    return GoalStanding(
        day=day,
        goal=goal,
        count=count,
        whole=whole,
        countries=tuple(
            sorted(
                (CountryCount(country, own[country.pk]) for country in countries if country.pk in own),
                key=lambda row: (-row.quantity.value, row.country.iso2),
            )
        ),
        without_count=tuple(country for country in countries if country.pk not in own),
        series=tuple(series),
    )


def last_of_each_period(counts: Iterable[Count]) -> list[Count]:
    """Of counts in the order in which they became known, the last of each period; oldest period first."""
    latest = {count.period: count for count in counts}
    return sorted(latest.values(), key=lambda count: (count.starts_on, count.known_on, count.pk))


def countries_concerned(counted: Iterable[int], day: date) -> list[Country]:
    """The member states of that day and the countries counted, with their names."""
    member = Membership.objects.in_force(day).filter(country=OuterRef("pk"), standing=Standing.MEMBER)
    return list(Country.objects.filter(Q(Exists(member)) | Q(pk__in=list(counted))).named())
