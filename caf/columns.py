"""What a row of counts, goals, organisations, events and PEF shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.models import (
    CafEventReport,
    Contribution,
    Count,
    Event,
    Goal,
    Organisation,
    Pilot,
    PilotMeeting,
    PilotMeetingOrganiser,
    PilotOrganisation,
    PilotReport,
    PilotStage,
    ProcedureReport,
    ProcedureStage,
    RegisterState,
    Registration,
)
from core.columns import Column, Kind, column, columns, period_column, record_columns, tag_column
from core.values import Quantity
from network.columns import actor_columns, country_column, event_columns, event_report_columns

REGISTER_TAGS = {
    RegisterState.TO_VALIDATE: "under-way",
    RegisterState.VALIDATED: "ok",
    RegisterState.WITHDRAWN: "off",
}
PROCEDURE_TAGS = {
    ProcedureStage.DEVELOPED: "under-way",
    ProcedureStage.PILOTED: "under-way",
    ProcedureStage.FINALISED: "ok",
    ProcedureStage.LAUNCHED: "ok",
}
PILOT_TAGS: dict[str, str] = {PilotStage.PLANNED: "plain", PilotStage.RUNNING: "under-way", PilotStage.ENDED: "ok"}

COUNT = (
    Column(
        "name",
        _("Country"),
        lambda count, _day: str(count.country) if count.country else _("All countries together"),
        second=lambda count, _day: count.scope,
        sort=("country__iso2",),
    ),
    period_column(_("As of")),
    column(Count, "value", value=lambda count, _day: count.quantity, kind=Kind.QUANTITY),
    column(Count, "unit"),
    country_column(Count, in_list=False, in_page=False),
    column(Count, "scope", in_list=False),
    *record_columns(Count),
)
GOAL = (
    column(Goal, "value", value=lambda goal, _day: Quantity(goal.value), kind=Kind.QUANTITY),
    column(Goal, "unit"),
    column(Goal, "by_year", kind=Kind.YEAR),
    column(Goal, "set_by"),
    *record_columns(Goal),
)
ORGANISATION = (
    column(Organisation, "name", second=lambda organisation, _day: organisation.english_name),
    column(Organisation, "english_name", in_list=False),
    country_column(Organisation),
    *columns(Organisation, ("city", "level", "sector")),
    column(Organisation, "website", in_list=False),
    tag_column(
        Organisation, "state", REGISTER_TAGS, value=lambda organisation, _day: organisation.state_then, sort=("state",)
    ),
    *record_columns(Organisation),
)
REGISTRATION = (
    column(Registration, "state", kind=Kind.TAG, tags=REGISTER_TAGS, words=dict(RegisterState.choices)),
    *columns(Registration, ("known_on", "note")),
    column(Registration, "source"),
)
EVENT = (
    column(Event, "name"),
    column(Event, "number", in_list=False),
    *event_columns(CafEventReport),
    *record_columns(Event),
)
EVENT_REPORT = event_report_columns(CafEventReport)
PROCEDURE = (
    tag_column(ProcedureReport, "stage", PROCEDURE_TAGS),
    period_column(),
    column(ProcedureReport, "text"),
    *record_columns(ProcedureReport),
)


def reported(what: Callable[[PilotReport], Any]) -> Callable[[Any, date], Any]:
    """What the last report on a pilot says, as known on the day; None without a report."""

    def value(pilot: Any, day: date) -> Any:
        report = pilot.report_on(day)
        return what(report) if report else None

    return value


def organisation_count_column(value: Callable[[Any, date], Any]) -> Column:
    return column(PilotReport, "organisation_count", value=value, kind=Kind.QUANTITY, sort=())


PILOT = (
    country_column(Pilot),
    Column(
        "stage",
        _("Stage"),
        lambda pilot, day: pilot.stage_on(day),
        Kind.TAG,
        words=dict(PilotStage.choices),
        tags=PILOT_TAGS,
    ),
    period_column(value=reported(lambda report: report.period), sort=()),
    column(Pilot, "text"),
    organisation_count_column(reported(lambda report: report.organisation_quantity)),
    Column(
        "organisations",
        _("Organisations in the register"),
        lambda pilot, day: ", ".join(
            str(row.organisation) for row in pilot.public_organisations if row.known_on <= day
        ),
        in_list=False,
        in_page=False,  # there they are rows, each shown to whom it may be
    ),
    *record_columns(Pilot),
)
PILOT_REPORT = (
    period_column(),
    organisation_count_column(lambda report, _day: report.organisation_quantity),
    *record_columns(PilotReport),
)
PILOT_ORGANISATION = (column(PilotOrganisation, "organisation"), *record_columns(PilotOrganisation))
PILOT_MEETING = (
    period_column(),
    column(PilotMeeting, "city"),
    Column(
        "organisers",
        _("Organised by"),
        lambda meeting, _day: ", ".join(str(organiser) for organiser in meeting.organisers.all()),
    ),
    *record_columns(PilotMeeting),
)
ORGANISER = actor_columns(PilotMeetingOrganiser)
CONTRIBUTION = (
    country_column(Contribution),
    column(Contribution, "text"),
    period_column(),
    column(Contribution, "place", in_list=False),
    *record_columns(Contribution),
)
