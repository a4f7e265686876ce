"""The programme as a calendar (iCalendar, RFC 5545) and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone

from conferences.models import Edition, ProgrammeVersion
from conferences.programme.slots import Slot

PRODUCT = "-//EUPAN IPSG//Portal//EN"
YEAR = timedelta(days=366)
UID = "session-{session}.{edition}@ipsg-portal"


def calendar(
    edition: Edition, slots: Iterable[Slot], *, title: str, host: str, version: ProgrammeVersion | None
) -> bytes:
    """Sessions whose day is known, as events in the edition's time zone.

    A session keeps its UID in every version; SEQUENCE is the version's number and LAST-MODIFIED its release, so a
    calendar that subscribes takes over what moved. What was cancelled says so. version: None where the sessions
    were recorded and never released. host: the portal's address, for the links.
    """
    told = Calendar()
    told.add("prodid", PRODUCT)
    told.add("version", "2.0")
    told.add("method", "PUBLISH")
    told.add("x-wr-calname", title)
    slots = [slot for slot in slots if slot.day]
    hours = [(slot.starts, slot.ends) for slot in slots if slot.starts and slot.ends]
    zone = hours[0][0].tzinfo if hours else None
    if zone:
        # A year around it: every change to and from summer time that a calendar needs for these days.
        first, last = min(starts for starts, _ends in hours) - YEAR, max(ends for _starts, ends in hours) + YEAR
        told.add_component(Timezone.from_tzinfo(zone, first_date=first.date(), last_date=last.date()))
    for slot in slots:
        told.add_component(event(edition, slot, host, version))
    return bytes(told.to_ical())


def event(edition: Edition, slot: Slot, host: str, version: ProgrammeVersion | None) -> Event:
    made = Event()
    made.add("uid", UID.format(session=slot.session_id, edition=edition.code))
    made.add("summary", str(slot.title))
    stamp = version.released_at if version else midnight_utc(slot)
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", version.number if version else 0)
    made.add("status", "CANCELLED" if slot.cancelled else "CONFIRMED")
    if slot.starts and slot.ends:
        made.add("dtstart", slot.starts)
        made.add("dtend", slot.ends)
    else:
        made.add("dtstart", slot.day)
    if slot.hall:
        made.add("location", slot.hall)
    made.add("categories", [slot.kind_word])
    made.add("url", f"{host}{slot.url}")
    if description := description_of(slot):
        made.add("description", description)
    return made


def midnight_utc(slot: Slot) -> datetime:
    """A moment that stays the same each time the calendar is made."""
    assert slot.day is not None  # an event has a day
    return datetime.fromisoformat(f"{slot.day.isoformat()}T00:00:00+00:00")


def description_of(slot: Slot) -> str:
    """A line for each person, with the talk."""
    lines = [f"{person.in_words}. {person.talk}" if person.talk else person.in_words for person in slot.people]
    return "\n".join(lines)


def programme_json(
    edition: Edition, slots: Iterable[Slot], *, host: str, version: ProgrammeVersion | None
) -> dict[str, Any]:
    """The programme for machines; the keys are stable.

    {"edition": {"code", "name": {language: words}, "url"},
     "version": {"name", "number", "released_on": "2008-09-15", "comment"} or null where sessions were recorded only,
     "time_zone": "Europe/Paris" or "" where no hours are known,
     "sessions": [what `Slot.as_json` writes, with "uid" (that of the calendar) and "url"]}
    """
    slots = list(slots)
    return {
        "edition": {"code": edition.code, "name": edition.name, "url": host + edition.get_absolute_url()},
        "version": {
            "name": version.name,
            "number": version.number,
            "released_on": version.known_on.isoformat(),
            "comment": version.comment,
        }
        if version
        else None,
        "time_zone": next((slot.zone for slot in slots if slot.zone), ""),
        "sessions": [
            slot.as_json() | {"uid": UID.format(session=slot.session_id, edition=edition.code), "url": host + slot.url}
            for slot in slots
        ],
    }
