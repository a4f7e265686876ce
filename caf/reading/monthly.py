"""The last months of the register's count, told as their lists tell them: from the day before each to its last day.

The counters (`caf.tallies`) add up what changed from day to day. Who came and went within a month, or lapsed and was
then merged, is found by no list of that month (`caf.reading.counting.difference`); here it is taken out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import TruncMonth
from django.db.models.lookups import Exact

from caf.models import CountingSpan, Ending, RegisterState, Registration
from caf.reading.forecast import first_of
from caf.tallies import Month

MONTHS_SHOWN = 12
GONE = (Ending.LAPSED, Ending.MERGED)
Move = tuple[date, str]  # when, and "new" or how it ended


def as_listed(months: list[Month], day: date, code: str) -> list[Month]:
    """The same months; of those that are shown, each number is that of its list."""
    first = first_of(day, MONTHS_SHOWN - 1)
    if not any(month.lapsed or month.merged for month in months if month.starts_on >= first):
        return months  # then the counters say the same, and are not asked
    corrections: dict[date, dict[str, int]] = {}
    for month, moves, ended_as in within_a_month(first, day, code):
        wrong = corrections.setdefault(month, {"new": 0, "lapsed": 0, "merged": 0})
        for _on, kind in moves:
            wrong[kind] -= 1
        counted_before, counts_now = moves[0][1] != "new", moves[-1][1] == "new"
        if counted_before and not counts_now:
            wrong[ended_as] += 1
        elif counts_now and not counted_before:
            wrong["new"] += 1
    return [
        replace(month, **{kind: getattr(month, kind) + by for kind, by in corrections[month.starts_on].items()})
        if month.starts_on in corrections
        else month
        for month in months
    ]


def within_a_month(first: date, day: date, code: str) -> Iterator[tuple[date, list[Move], str]]:
    """(month, its moves in order, how it stands at the end: lapsed or merged) of each organisation that the counters
    tell otherwise than the lists. Two queries, one where there is none; few rows, for few count no more."""
    last_step = steps_by_month().filter(known_on__lte=day, month__lte=OuterRef("month"))
    state = Subquery(last_step.order_by("-known_on", "-pk").values("state")[:1])
    spans = CountingSpan.objects.filter(rule=code)
    begun = spans.filter(organisation=OuterRef("organisation"), begins=True, from_on__lte=day)
    begun = begun.annotate(month=TruncMonth("from_on")).filter(month=OuterRef("month"))
    ended = spans.filter(busy_month=True, until_on__gte=first, until_on__lte=day).annotate(month=TruncMonth("until_on"))
    ended = ended.annotate(
        ended_as=Case(
            When(Exact(state, Value(RegisterState.MERGED)), then=Value(Ending.MERGED)), default=Value(Ending.LAPSED)
        )
    )
    otherwise = ended.filter(Q(Exists(begun)) | ~Q(ending=F("ended_as")))
    found = {
        (pk, month): ended_as for pk, month, ended_as in otherwise.values_list("organisation", "month", "ended_as")
    }
    moves: dict[tuple[int, date], list[Move]] = {}
    if found:
        rows = spans.filter(organisation__in={pk for pk, _month in found}).values_list(
            "organisation", "from_on", "until_on", "begins", "ending"
        )
        for pk, move in moves_of(rows, day):
            moves.setdefault((pk, move[0].replace(day=1)), []).append(move)
    for (pk, month), ended_as in found.items():
        yield month, sorted(moves[pk, month]), ended_as


def steps_by_month() -> Any:
    """The steps of the organisation of the outer query, with the month in which each became known."""
    steps = Registration.objects.filter(organisation=OuterRef("organisation"))
    return steps.annotate(month=TruncMonth("known_on"))


def moves_of(rows: Iterable[Any], day: date) -> Iterator[tuple[int, Move]]:
    """When each began to count, and when and how it stopped, by that day."""
    for pk, from_on, until_on, begins, ending in rows:
        if begins and from_on <= day:
            yield pk, (from_on, "new")
        if ending in GONE and until_on <= day:
            yield pk, (until_on, ending)
