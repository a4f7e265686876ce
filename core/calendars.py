"""Calendars (iCalendar, RFC 5545): what every calendar of the portal shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//EUPAN IPSG//Portal//EN"
YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Entry:
    """uid: the same as long as it is the same thing; sequence: rises with each change, so that a calendar which
    subscribes takes it over. starts, ends: moments in a time zone, or days, the last one included; ends None: not
    known. stamp: when it was last changed."""

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime | None
    stamp: datetime
    sequence: int
    cancelled: bool = False
    place: str = ""
    description: str = ""
    url: str = ""
    categories: Sequence[str] = ()


def calendar(title: str, entries: Iterable[Entry]) -> bytes:
    """Entries with moments are in the time zone of the first of them, which is written along."""
    from icalendar import Calendar, Timezone  # noqa: PLC0415 - memory that only who writes a calendar pays for

    entries = list(entries)
    told = Calendar()
    told.add("prodid", PRODUCT)
    told.add("version", "2.0")
    told.add("method", "PUBLISH")
    told.add("x-wr-calname", title)
    hours = [
        (entry.starts, entry.ends)
        for entry in entries
        if isinstance(entry.starts, datetime) and isinstance(entry.ends, datetime)
    ]
    zone = hours[0][0].tzinfo if hours else None
    if zone:
        # A year around it: every change to and from summer time that a calendar needs for these days.
        first, last = min(starts for starts, _ends in hours) - YEAR, max(ends for _starts, ends in hours) + YEAR
        told.add_component(Timezone.from_tzinfo(zone, first_date=first.date(), last_date=last.date()))
    for entry in entries:
        told.add_component(event(entry))
    return bytes(told.to_ical())


def event(entry: Entry) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    made = Event()
    made.add("uid", entry.uid)
    made.add("summary", entry.title)
    made.add("dtstamp", entry.stamp)
    made.add("last-modified", entry.stamp)
    made.add("sequence", entry.sequence)
    made.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    made.add("dtstart", entry.starts)
    if isinstance(entry.ends, datetime):
        made.add("dtend", entry.ends)
    elif entry.ends is not None:
        made.add("dtend", entry.ends + timedelta(days=1))  # of days, the first one after
    if entry.place:
        made.add("location", entry.place)
    if entry.categories:
        made.add("categories", list(entry.categories))
    if entry.url:
        made.add("url", entry.url)
    if entry.description:
        made.add("description", entry.description)
    return made
