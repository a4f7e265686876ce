"""What a row of PEF, its pilots and its meetings shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.models import (
    Contribution,
    Pilot,
    PilotMeeting,
    PilotMeetingOrganiser,
    PilotOrganisation,
    PilotReport,
    PilotStage,
    ProcedureReport,
    ProcedureStage,
)
from core.columns import Column, Kind, column, period_column, record_columns, tag_column
from network.columns import actor_columns, country_column

PROCEDURE_TAGS = {
    ProcedureStage.DEVELOPED: "under-way",
    ProcedureStage.PILOTED: "under-way",
    ProcedureStage.FINALISED: "ok",
    ProcedureStage.LAUNCHED: "ok",
}
PILOT_TAGS: dict[str, str] = {PilotStage.PLANNED: "plain", PilotStage.RUNNING: "under-way", PilotStage.ENDED: "ok"}

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
    column(Contribution, "kind"),
    column(Contribution, "text"),
    period_column(),
    column(Contribution, "place", in_list=False),
    *record_columns(Contribution),
)
