"""What waits for a person: each app says it in its `work.py`, one page and one number show it.

An app gives a query of the rows that wait and a function that describes one. So the number beside
"Work" is one query for all apps together, and the words are only written for the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Value

from core.values import Period


@dataclass(frozen=True)
class WorkItem:
    """One thing to do. title: what to do, as a link; detail: of what; due: the day or period it is due, if any."""

    title: str
    detail: str
    url: str
    due: Period | None = None
    failed: bool = False

    def is_overdue(self, day: date) -> bool:
        """Its time is over on that day."""
        return self.due is not None and self.due.ends_on < day

    def days_left(self, day: date) -> int | None:
        """Days from that day to the last one it is due; None without a due day, or when it is over."""
        if self.due is None or self.is_overdue(day):
            return None
        return (self.due.ends_on - day).days


@dataclass(frozen=True)
class Waiting:
    """Rows of one kind that wait, and how to say one of them. The query need not be ordered."""

    kind: str
    rows: QuerySet[Any]
    describe: Callable[[Any], WorkItem]


def rows_of(waiting: Sequence[Waiting]) -> QuerySet[Any, Any]:
    """(place in the sequence, key) of every row that waits, as one query. At least one kind is asked for."""
    queries = [entry.rows.order_by().values_list(Value(place), "pk") for place, entry in enumerate(waiting)]
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]


def how_many(waiting: Iterable[Waiting]) -> int:
    """How many rows wait in all, in one query."""
    kinds = list(waiting)
    return rows_of(kinds).count() if kinds else 0


def items(waiting: Iterable[Waiting]) -> list[WorkItem]:
    """All items: what failed first, then by when they are due, those without a day last.

    Of most kinds nothing waits for a person: one query tells of which something does, and these alone are fetched.
    """
    kinds = list(waiting)
    some = {place for place, _key in rows_of(kinds)} if kinds else set()
    found = [entry.describe(row) for place, entry in enumerate(kinds) if place in some for row in entry.rows]
    return sorted(found, key=lambda item: (not item.failed, item.due.ends_on if item.due else date.max))
