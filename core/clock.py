"""From which day the portal is read: the one rule, for every page that shows figures as of a day.

A page is read as of today, or as of the day its address asks for (`?as-of=2008-11-26`, `?as-of=today`).
Where the installation shows demonstration records (`settings.DEMONSTRATION`) it is read as of
`DEMONSTRATION_DAY` unless the address asks for another day: its records are of that time, and from
today nothing would lie ahead. The page says so, and links to today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

DEMONSTRATION_DAY = date(2008, 11, 26)  # the day after the IPSG's second meeting of 2008: a draft is due
PARAMETER = "as-of"
TODAY = "today"
FIRST_YEAR, LAST_YEAR = 1980, 2100  # the network's first meetings, and more than any plan reaches
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Reading:
    """The day a page is read from, and how it came by it.

    asked: the address names a day. problem: why that day could not be used, in words; "" if it could.
    """

    day: date
    asked: bool = False
    problem: str = ""

    @property
    def is_demonstration(self) -> bool:
        """The day is the demonstration's, nobody asked for it."""
        return settings.DEMONSTRATION and not self.asked

    @property
    def is_default(self) -> bool:
        """The page would show the same day if its address named none."""
        return self.day == present_day()


def present_day() -> date:
    """The day from which work is due and things lie ahead: today, or the demonstration's day."""
    return DEMONSTRATION_DAY if settings.DEMONSTRATION else timezone.localdate()


def present_moment() -> datetime:
    """The moment at which an act counts: now, or this time of day on the demonstration's day."""
    now = timezone.localtime()
    day = present_day()
    return now.replace(year=day.year, month=day.month, day=day.day) if settings.DEMONSTRATION else now


def reading(request: HttpRequest) -> Reading:
    """The day that this request asks for; the present one, with a sentence, where what it asks is no day."""
    words = request.GET.get(PARAMETER, "").strip()
    if not words:
        return Reading(present_day())
    if words == TODAY:
        return Reading(timezone.localdate(), asked=True)
    try:
        day = date.fromisoformat(words) if DAY.fullmatch(words) else None
    except ValueError:
        day = None
    if day is None:
        sentence = _("“%(words)s” is not a day. Write it as year-month-day, for example 2008-11-26.")
        return Reading(present_day(), problem=sentence % {"words": words[:40]})
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        sentence = _("The portal can be read from a day between %(first)s and %(last)s.")
        return Reading(present_day(), problem=sentence % {"first": FIRST_YEAR, "last": LAST_YEAR})
    return Reading(day, asked=True)


def reading_day(request: HttpRequest) -> date:
    """The day alone."""
    return reading(request).day


_viewed: ContextVar[date | None] = ContextVar("viewed_on", default=None)


def viewed_on() -> date:
    """The day that is looked at: today, unless somebody looks at the records as of another day."""
    return _viewed.get() or timezone.localdate()


@contextmanager
def viewing(day: date) -> Iterator[None]:
    """Look at the records as of `day`."""
    token = _viewed.set(day)
    try:
        yield
    finally:
        _viewed.reset(token)
