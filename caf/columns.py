"""What a row of counts, goals, organisations, events and PEF shows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caf.models import (
    CafEventReport,
    Contribution,
    Count,
    Event,
    Goal,
    Organisation,
    PilotMeeting,
    PilotMeetingOrganiser,
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
