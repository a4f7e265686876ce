"""What countries promised toward the goal, and what came: by the register's own count, never by reported ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from caf.models import CountingRule, CountPromise, Part
from caf.tallies import sums, until
from core.phrases.base import sort_key


@dataclass(frozen=True)
class PromiseStanding:
    """A promise as of a day. came: new users since its first day, less those that lapsed; due: how many it asks for by
    the day, were they to come evenly."""

    promise: CountPromise
    came: int
    due: int
    is_over: bool

    @property
    def is_kept(self) -> bool:
        return self.came >= self.promise.value

    @property
    def is_behind(self) -> bool:
        return self.came < self.due

    @property
    def missing(self) -> int:
        return max(self.promise.value - self.came, 0)


def promise_standings(day: date, rule: CountingRule | None = None) -> list[PromiseStanding]:
    """The promises in force on that day, countries in the order of their names: none is ranked."""
    promises = CountPromise.objects.in_force(day)
    if not promises:
        return []
    code = (rule or CountingRule.objects.on(day)).code
    return standings(promises, day, sums(days_of(promises, day), code, Part.COUNTRY))


def days_of(promises: list[CountPromise], day: date) -> dict[date, Q]:
    """The days on which the promises are counted from and to, each with what counts up to it."""
    days = {end for promise in promises for end in (min(promise.from_on, day), min(promise.due_on, day))}
    return {one: until(one) for one in days}


def standings(promises: list[CountPromise], day: date, counted: dict[date, dict[str, int]]) -> list[PromiseStanding]:
    """counted: how many of each country counted on the days of the promises."""
    found = [standing(promise, day, counted) for promise in promises]
    return sorted(found, key=lambda row: sort_key(str(row.promise.country)))


def standing(promise: CountPromise, day: date, counted: dict[date, dict[str, int]]) -> PromiseStanding:
    first, last = min(promise.from_on, day), min(promise.due_on, day)
    key = str(promise.country_id)
    came = counted[last].get(key, 0) - counted[first].get(key, 0)
    due = promise.value * (last - first).days // (promise.due_on - promise.from_on).days
    return PromiseStanding(promise, came, due, promise.due_on < day)
