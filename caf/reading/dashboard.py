"""How far the goal is, as the dashboard shows it as of a day: figures and their reasons, in no language yet.

Reported counts (`caf.reading.goal`) and the register's own stand side by side and are never added or mixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caf.models import Count, CountingRule, Part
from caf.reading.counting import By, named_parts
from caf.reading.forecast import Forecast, Pace, forecast, paces_between, paces_of
from caf.reading.goal import GoalStanding, goal_standing, is_known_to_the_month
from caf.reading.monthly import as_listed
from caf.reading.promises import PromiseStanding, promise_standings
from caf.tallies import Month, counts, months
from core.values import Qualifier

BY: tuple[By, ...] = ("country", "sector", "level", "version")


@dataclass(frozen=True)
class RegisterStanding:
    """The register's own count by the rule in force. parts: by country (ISO code), sector, level, version.

    months: the register's changes, oldest first. paces: of the last 12, 6, 3 months; none where it is too young.
    """

    day: date
    rule: CountingRule
    total: int
    parts: dict[By, dict[str, int]]
    months: tuple[Month, ...]
    paces: tuple[Pace, ...]
    forecast: Forecast | None

    @property
    def pace(self) -> Pace | None:
        """The pace now: of the last 3 months."""
        return self.paces[-1] if self.paces else None

    def series(self) -> list[tuple[Month, int]]:
        """Each month in which something changed, with the count at its end."""
        total, found = 0, []
        for month in self.months:
            total += month.change
            found.append((month, total))
        return found


@dataclass(frozen=True)
class HistoryLine:
    """A reported count, and against the one before: by how much it changed, and whether they can be compared."""

    count: Count
    before: Count | None
    is_other_unit: bool
    change: int | None


@dataclass(frozen=True)
class Dashboard:
    day: date
    goal: GoalStanding
    reported_paces: tuple[Pace, ...]
    reported_forecast: Forecast | None
    register: RegisterStanding
    promises: tuple[PromiseStanding, ...]
    history: tuple[HistoryLine, ...]


def dashboard(day: date) -> Dashboard:
    """All of it, in a number of queries that does not depend on the size of the register."""
    goal = goal_standing(day)
    register = register_standing(day, goal.ends_on)
    paces, ahead = reported_outlook(goal)
    return Dashboard(
        day=day,
        goal=goal,
        reported_paces=paces,
        reported_forecast=ahead,
        register=register,
        promises=tuple(promise_standings(day, register.rule)),
        history=tuple(history(day)),
    )


def reported_outlook(goal: GoalStanding) -> tuple[tuple[Pace, ...], Forecast | None]:
    """The paces between the exact reported counts of the goal's unit; where they lead, while its time is not over."""
    exact = [
        (count.ends_on, count.value)
        for count in goal.series
        if count.ends_on and count.qualifier == Qualifier.EXACT and count.period and is_known_to_the_month(count.period)
    ]
    paces = paces_between(exact)
    if not exact or not goal.ends_on or goal.is_over:
        return paces, None
    return paces, forecast(exact[-1][1], exact[-1][0], goal.ends_on, paces)


def register_standing(day: date, ends_on: date | None) -> RegisterStanding:
    """ends_on: the goal's last day, where there is a goal."""
    rule = CountingRule.objects.on(day)
    found = counts(day, rule.code, Part.ALL, *BY)
    changed = months(day, rule.code)
    paces = paces_of(changed, day)
    total = sum(found[Part.ALL].values())
    return RegisterStanding(
        day=day,
        rule=rule,
        total=total,
        parts={by: named_parts(by, found[by].items()) for by in BY},
        months=tuple(as_listed(changed, day, rule.code)),
        paces=paces,
        forecast=forecast(total, day, ends_on, paces) if ends_on else None,
    )


def history(day: date) -> list[HistoryLine]:
    """The reported counts of all countries together, whatever their unit, oldest first."""
    known = [
        count
        for count in Count.objects.known(day).filter(country__isnull=True, starts_on__isnull=False)
        if count.qualifier != Qualifier.PLANNED
    ]
    lines: list[HistoryLine] = []
    for count in sorted(known, key=lambda row: (row.ends_on, row.known_on, row.pk)):
        before = lines[-1].count if lines else None
        other = before is not None and before.unit != count.unit
        change = count.value - before.value if before and not other else None
        lines.append(HistoryLine(count, before, other, change))
    return lines
