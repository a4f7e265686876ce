"""The programme as a calendar (iCalendar, RFC 5545) and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from conferences.models import Edition, ProgrammeVersion
from conferences.programme.slots import Slot
from core.calendars import Entry
from core.calendars import calendar as written_calendar

UID = "session-{session}.{edition}@ipsg-portal"


def calendar(
    edition: Edition, slots: Iterable[Slot], *, title: str, host: str, version: ProgrammeVersion | None
) -> bytes:
    """Sessions whose day is known, as events in the edition's time zone.

    A session keeps its UID in every version; SEQUENCE is the version's number and LAST-MODIFIED its release, so a
    calendar that subscribes takes over what moved. What was cancelled says so. version: None where the sessions
    were recorded and never released. host: the portal's address, for the links.
    """
    return written_calendar(title, [entry(edition, slot, host, version) for slot in slots if slot.day])


def entry(edition: Edition, slot: Slot, host: str, version: ProgrammeVersion | None) -> Entry:
    assert slot.day is not None  # a slot of a calendar has a day
    stamp = version.released_at if version else midnight_utc(slot)
    return Entry(
        uid=UID.format(session=slot.session_id, edition=edition.code),
        title=str(slot.title),
        starts=slot.starts if slot.starts and slot.ends else slot.day,
        ends=slot.ends if slot.starts and slot.ends else None,
        stamp=stamp,
        sequence=version.number if version else 0,
        cancelled=slot.cancelled,
        place=slot.hall or "",
        description=description_of(slot),
        url=f"{host}{slot.url}",
        categories=(slot.kind_word,),
    )


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
