"""The day that one looks at: today, unless somebody looks at the records as of another day.

A country's name, for example, is the name of that day. So what is written for a past day does not
change with what became known later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.utils import timezone

_day: ContextVar[date | None] = ContextVar("viewed_on", default=None)


def viewed_on() -> date:
    """The day that is looked at."""
    return _day.get() or timezone.localdate()


@contextmanager
def viewing(day: date) -> Iterator[None]:
    """Look at the records as of `day`."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)
