"""What the programme says of a session: in the working programme, or frozen in a version. Both are a `Slot`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, gettext

from conferences.models import Edition, ProgrammeVersion, Session, SessionKind, SessionRole
from conferences.models.programme import version_on
from core.facts import in_every_language
from core.phrases import phrases
from core.values import Text

UTC = ZoneInfo("UTC")
DASH = "\N{EN DASH}"
ROLES = [str(role) for role in SessionRole]


@dataclass(frozen=True)
class Attendee:
    """Who takes part in a session. country: its ISO code; country_name: as it was called when this was frozen."""

    role: str
    name: str
    organisation: str = ""
    country: str = ""
    country_name: Text | None = None
    talk: Text | None = None

    @property
    def who(self) -> str:
        """Mayor, City of Tsukuba (Japan)."""
        words = ", ".join(part for part in (self.name, self.organisation) if part)
        return f"{words} ({self.country_name})" if self.country_name else words

    @property
    def key(self) -> str:
        """The person in an address: the same for the same name, organisation and country."""
        return hashlib.sha256("|".join(self.identity).encode()).hexdigest()[:16]

    @property
    def role_word(self) -> str:
        return str(SessionRole(self.role).label)

    @property
    def identity(self) -> tuple[str, str, str]:
        """What tells one person from another: two of the same name and organisation are one."""
        return (" ".join(self.name.casefold().split()), " ".join(self.organisation.casefold().split()), self.country)

    @property
    def in_words(self) -> str:
        """Speaker: Mayor, City of Tsukuba (Japan)."""
        return gettext("%(role)s: %(who)s") % {"role": self.role_word, "who": self.who}

    def as_json(self) -> dict[str, Any]:
        country = {"code": self.country, "name": self.country_name} if self.country else None
        return {
            "role": self.role,
            "name": self.name,
            "organisation": self.organisation,
            "country": country,
            "talk": self.talk or {},
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Attendee:
        country = data["country"] or {"code": "", "name": None}
        return cls(
            role=data["role"],
            name=data["name"],
            organisation=data["organisation"],
            country=country["code"],
            country_name=Text(country["name"]) if country["name"] else None,
            talk=Text(data["talk"]),
        )


@dataclass(frozen=True)
class Slot:
    """A session in a programme. starts, ends: aware, in the edition's time zone; day: theirs, or the day alone."""

    session_id: int
    edition_code: str
    code: str
    kind: str
    title: Text
    place: int
    day: date | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    hall: str = ""
    capacity: int | None = None
    expected: int | None = None
    languages: tuple[str, ...] = ()
    people: tuple[Attendee, ...] = ()
    cancelled: bool = False

    @property
    def url(self) -> str:
        return reverse("conferences:session_page", args=[self.edition_code, self.code])

    @property
    def kind_word(self) -> str:
        return str(SessionKind(self.kind).label)

    @property
    def hours(self) -> str:
        """10:00–11:30, or nothing where the hours are not known."""
        return f"{self.starts:%H:%M}{DASH}{self.ends:%H:%M}" if self.starts and self.ends else ""

    @property
    def when(self) -> str:
        """20 October 2008, 10:00–11:30."""
        day = phrases(get_language() or "en").day(self.day) if self.day else ""
        return ", ".join(part for part in (day, self.hours) if part)

    @property
    def zone(self) -> str:
        """The name of the time zone, where hours are given."""
        return str(getattr(self.starts.tzinfo, "key", "")) if self.starts else ""

    @property
    def when_and_zone(self) -> str:
        """With the name of the time zone, where hours are given."""
        return gettext("%(when)s (%(zone)s)") % {"when": self.when, "zone": self.zone} if self.zone else self.when

    def overlaps(self, other: Slot) -> bool:
        """Are both held at some moment? One that ends when the other starts is not."""
        if not (self.starts and self.ends and other.starts and other.ends):
            return False
        return self.starts < other.ends and other.starts < self.ends

    def in_role(self, *roles: str) -> list[Attendee]:
        return [person for person in self.people if person.role in roles]

    def as_json(self) -> dict[str, Any]:
        """{"code", "kind", "title": {language: words}, "place", "day": "2008-10-20" or null, "starts", "ends":
        "2008-10-20T10:00:00+02:00" or null, "hall": {"name", "seats"} or null, "expected", "languages": [codes],
        "people": [{"role", "name", "organisation", "country": {"code", "name"} or null, "talk"}], "cancelled"}."""
        return {
            "code": self.code,
            "kind": self.kind,
            "title": self.title,
            "place": self.place,
            "day": self.day.isoformat() if self.day else None,
            "starts": self.starts.isoformat() if self.starts else None,
            "ends": self.ends.isoformat() if self.ends else None,
            "hall": {"name": self.hall, "seats": self.capacity} if self.hall else None,
            "expected": self.expected,
            "languages": list(self.languages),
            "people": [person.as_json() for person in self.people],
            "cancelled": self.cancelled,
        }

    @classmethod
    def from_json(cls, session_id: int, edition_code: str, data: dict[str, Any], zone: ZoneInfo) -> Slot:
        def moment(words: str | None) -> datetime | None:
            return datetime.fromisoformat(words).astimezone(zone) if words else None

        hall = data["hall"] or {"name": "", "seats": None}
        return cls(
            session_id=session_id,
            edition_code=edition_code,
            code=data["code"],
            kind=data["kind"],
            title=Text(data["title"]),
            place=data["place"],
            day=date.fromisoformat(data["day"]) if data["day"] else None,
            starts=moment(data["starts"]),
            ends=moment(data["ends"]),
            hall=hall["name"],
            capacity=hall["seats"],
            expected=data["expected"],
            languages=tuple(data["languages"]),
            people=tuple(Attendee.from_json(person) for person in data["people"]),
            cancelled=data["cancelled"],
        )

    @classmethod
    def of(cls, session: Session, zone: ZoneInfo, people: Iterable[Any] | None = None) -> Slot:
        """The session as the working programme has it. people: rows to take instead of those on record."""
        return cls(
            session_id=session.pk or 0,
            edition_code=session.edition.code,
            code=session.code,
            kind=session.kind,
            title=session.title,
            place=session.place,
            day=session.held_on,
            starts=session.starts.astimezone(zone) if session.starts else None,
            ends=session.ends.astimezone(zone) if session.ends else None,
            hall=session.hall.name if session.hall else "",
            capacity=session.hall.capacity if session.hall else None,
            expected=session.expected,
            languages=tuple(session.languages),
            people=attendees(session.people.all() if people is None else people),
            cancelled=session.is_cancelled,
        )


def attendees(rows: Iterable[Any]) -> tuple[Attendee, ...]:
    """Rows of people, chairs first, each role in its order."""
    ordered = sorted(rows, key=lambda row: (ROLES.index(row.role), row.place, row.pk or 0))
    return tuple(
        Attendee(
            role=row.role,
            name=row.name,
            organisation=row.organisation,
            country=row.country.iso2 if row.country else "",
            country_name=in_every_language(lambda row=row: str(row.country)) if row.country else None,  # type: ignore[misc]
            talk=row.talk,
        )
        for row in ordered
    )


def zone_of(edition: Edition, day: date) -> ZoneInfo:
    """The time zone in which the edition's programme is written; UTC where none is known, and then no hours are."""
    frame = edition.frame_on(day)
    return (frame.zone if frame else None) or UTC


def working_slots(edition: Edition, day: date, *, with_drafts: bool = True) -> list[Slot]:
    """The working programme: the sessions known on the day, in their order. Five queries."""
    zone = zone_of(edition, day)
    rows = edition.sessions.filter(known_on__lte=day).select_related("hall").prefetch_related("people__country__names")
    rows = rows if with_drafts else rows.filter(is_draft=False)
    slots = []
    for session in rows.order_by("place", "code"):
        session.edition = edition
        slots.append(Slot.of(session, zone))
    return slots


def released_slots(version: ProgrammeVersion, edition: Edition) -> list[Slot]:
    """What a version says, in its order. One query."""
    zone = ZoneInfo(version.time_zone or "UTC")
    return [Slot.from_json(entry.session_id, edition.code, entry.data, zone) for entry in version.entries.all()]


def programme_on(edition: Edition, day: date) -> tuple[ProgrammeVersion | None, list[Slot]]:
    """What readers are shown of a programme on a day: the version that counted, and what it says.

    (None, recorded sessions) of an edition whose programme was never released; (None, []) before the first release.
    """
    versions = list(edition.programme_versions.all())
    if not versions:
        return None, working_slots(edition, day, with_drafts=False)
    version = version_on(versions, day)
    return version, released_slots(version, edition) if version else []


def shown_slot(session: Session, day: date) -> Slot | None:
    """What readers are shown of a session on a day, from rows at hand (`Session.objects.for_list`).

    What the version says that counted on the day; None where none did, or none of it is said there. Of an edition
    whose programme was never released the record itself is shown, once it is known: such sessions were recorded,
    not announced.
    """
    versions = list(session.edition.programme_versions.all())
    if not versions:
        return Slot.of(session, zone_of(session.edition, day)) if session.known_on <= day else None
    version = version_on(versions, day)
    entry = next((row for row in session.entries.all() if version and row.version_id == version.pk), None)
    if version is None or entry is None:
        return None
    return Slot.from_json(session.pk, session.edition.code, entry.data, ZoneInfo(version.time_zone or "UTC"))


def named_slot(session: Session, day: date) -> Slot:
    """What readers are told that a session is called on a day, from the same rows at hand.

    As `shown_slot`; where nothing is shown on the day, as the last version that has the session; only where none has
    it, as the record says.
    """
    if shown := shown_slot(session, day):
        return shown
    versions = {row.pk: row for row in session.edition.programme_versions.all()}
    entry = max(session.entries.all(), key=lambda row: versions[row.version_id].number, default=None)
    if entry is None:
        return Slot.of(session, zone_of(session.edition, day))
    zone = ZoneInfo(versions[entry.version_id].time_zone or "UTC")
    return Slot.from_json(session.pk, session.edition.code, entry.data, zone)
