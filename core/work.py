"""What waits for a person: each app says it in its `work.py`, one page and one number show it.

An app gives a query of the rows that wait and a function that describes one. So the number beside
"Work" is one query for all apps together, and the words are only written for the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


def how_many(waiting: Iterable[Waiting]) -> int:
    """How many rows wait in all, in one query."""
    queries = [entry.rows.order_by().values_list(Value(entry.kind), "pk") for entry in waiting]
    if not queries:
        return 0
    return queries[0].union(*queries[1:], all=True).count() if len(queries) > 1 else queries[0].count()


def items(waiting: Iterable[Waiting]) -> list[WorkItem]:
    """All items: what failed first, then by when they are due, those without a day last."""
    found = [entry.describe(row) for entry in waiting for row in entry.rows]
    return sorted(found, key=lambda item: (not item.failed, item.due.ends_on if item.due else date.max))
