"""What a row of the network's own records shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.columns import NONE, Column, Kind, Value, column, columns, period_column, record_columns, tag_column
from core.written import parted
from network.models import (
    Body,
    Conclusion,
    Country,
    CountryName,
    Decision,
    GroupMeeting,
    Meeting,
    MeetingSchedule,
    Membership,
    Person,
    Presidency,
    Programme,
    Role,
    WorkingArea,
)
from network.models.event import EventReport, EventStage
from network.seats import Right

EVENT_TAGS = {
    EventStage.PLANNED: "under-way",
    EventStage.POSTPONED: "look",
    EventStage.HELD: "ok",
    EventStage.CANCELLED: "off",
}


def country_column(model: Any, name: str = "country", **changes: Any) -> Column:
    """A country by its ISO code for machines, by its name for readers."""
    return column(
        model,
        name,
        **{
            "code": lambda country: country.iso2,
            "sort": (f"{name}__iso2",),
            **changes,
        },
    )


def standing_on(country: Country, day: date) -> str | None:
    """How the country stands to the network on that day; None where that is not known."""
    for row in country.memberships.all():
        if row.known_on <= day and (row.from_on or day) <= day <= (row.to_on or day):
            return row.standing
    return None


STANDING_TAGS = {"member": "ok", "candidate": "under-way", "observer": "off", "institution": "plain"}

COUNTRY = (
    Column("name", _("Country"), lambda country, day: country.name_on(day).plain, Kind.WORDS),
    column(Country, "iso2"),
    column(Country, "iso3"),
    column(Country, "eu_code"),
    tag_column(Membership, "standing", STANDING_TAGS, value=standing_on, sort=()),
)
COUNTRY_NAME = (
    column(CountryName, "name"),
    *columns(CountryName, ("language", "in_text", "adjective", "own")),
    *record_columns(CountryName),
)
MEMBERSHIP = (
    tag_column(Membership, "standing", STANDING_TAGS),
    *columns(Membership, ("from_on", "to_on")),
    *record_columns(Membership),
)
PRESIDENCY = (
    period_column(_("Half-year"), sort=("starts_on",)),
    country_column(Presidency),
    column(Presidency, "trio"),
    *record_columns(Presidency),
)
BODY = (column(Body, "name"), *columns(Body, ("short_name", "kind", "within")), column(Body, "in_text", in_list=False))


def scheduled(what: Callable[[Any], Any]) -> Callable[[Any, date], Any]:
    """What the schedule of a meeting or edition says, as known on the day; None without a schedule."""

    def value(record: Any, day: date) -> Any:
        schedule = record.schedule_on(day)
        return what(schedule) if schedule else None

    return value


MEETING = (
    Column("name", _("Meeting"), lambda meeting, _day: str(meeting), sort=("number",)),
    column(Meeting, "number", in_list=False),
    period_column(value=scheduled(lambda schedule: schedule.period), sort=("half_starts_on",)),
    column(MeetingSchedule, "city", value=scheduled(lambda schedule: schedule.city), sort=()),
    column(Meeting, "half_starts_on", in_list=False),
    *record_columns(Meeting),
)
MEETING_SCHEDULE = (period_column(), column(MeetingSchedule, "city"), *record_columns(MeetingSchedule))
GROUP_MEETING = (
    period_column(),
    column(GroupMeeting, "body"),
    column(GroupMeeting, "city"),
    country_column(GroupMeeting),
    *record_columns(GroupMeeting),
)
CONCLUSION = (
    column(Conclusion, "text"),
    *columns(Conclusion, ("area", "subject")),
    column(Conclusion, "place", in_list=False),
    column(Conclusion, "meeting"),
    *record_columns(Conclusion),
)
PROGRAMME = (
    column(Programme, "name"),
    column(Programme, "short_name"),
    period_column(_("Years")),
    Column(
        "areas",
        _("Working areas"),
        lambda programme, _day: ", ".join(str(WorkingArea(area).label) for area in programme.areas),
    ),
    *record_columns(Programme),
)
DECISION = (
    column(Decision, "title"),
    column(Decision, "body"),
    period_column(),
    column(Decision, "city"),
    column(Decision, "area"),
    *record_columns(Decision),
)
PERSON = (
    column(Person, "name"),
    *columns(Person, ("email", "language", "is_active")),
    Column(
        "roles",
        _("Seats"),
        lambda person, day: ", ".join(str(role) for role in person.roles.all() if role.held_on(day)),
    ),
    column(Person, "joined_at", in_list=False),
)
ROLE = (column(Role, "seat"), country_column(Role), *columns(Role, ("from_on", "to_on")))


def rights(held: frozenset[Right]) -> str:
    """In the order in which they are declared; each may have commas of its own."""
    return parted(str(right.label) for right in Right if right in held) or NONE


SEAT: tuple[Column, ...] = (
    Column("seat", _("Seat"), lambda row, _day: str(row.seat.label)),
    Column("sentence", _("Who sits there"), lambda row, _day: str(row.sentence)),
    Column("network_rights", _("Rights for the network"), lambda row, _day: rights(row.network_rights)),
    Column("own_rights", _("Rights for the own country or bodies"), lambda row, _day: rights(row.own_rights)),
    Column("bodies", _("Own bodies"), lambda row, _day: ", ".join(sorted(row.bodies)) or NONE),
)


def event_columns(report: type[EventReport], moved_from: Value | None = None) -> tuple[Column, ...]:
    """Of an event, what its last report says; the event has `report_on(day)`. moved_from: stands below the period."""

    def reported(what: Callable[[Any], Any]) -> Callable[[Any, date], Any]:
        def value(event: Any, day: date) -> Any:
            last = event.report_on(day)
            return what(last) if last else None

        return value

    return (
        tag_column(report, "stage", EVENT_TAGS, value=reported(lambda last: last.stage), sort=()),
        period_column(value=reported(lambda last: last.period), second=moved_from, sort=()),
        column(report, "city", value=reported(lambda last: last.city), sort=()),
        country_column(report, value=reported(lambda last: last.country), sort=()),
        column(
            report, "attendance", value=reported(lambda last: last.attendance_quantity), kind=Kind.QUANTITY, sort=()
        ),
    )


def event_report_columns(report: type[EventReport]) -> tuple[Column, ...]:
    """Of a report on an event."""
    return (
        tag_column(report, "stage", EVENT_TAGS),
        period_column(),
        column(report, "city"),
        country_column(report),
        column(report, "attendance", value=lambda row, _day: row.attendance_quantity, kind=Kind.QUANTITY),
        *record_columns(report),
    )


def actor_columns(model: Any) -> tuple[Column, ...]:
    """Of rows that name a country or a body in their order."""
    return (
        Column("name", _("Name"), lambda row, _day: str(row)),
        country_column(model, in_list=False),
        column(model, "body", code=lambda body: body.key, in_list=False),
        column(model, "place"),
    )
