"""What a row of editions, and of what is known of them, shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from conferences.languages import language_names
from conferences.models import (
    Attendance,
    Edition,
    EditionCost,
    EditionSchedule,
    EditionStage,
    Evaluation,
    FigureKind,
    Finding,
    HostSearchReport,
)
from conferences.reading.costing import Costing
from core.columns import Column, Kind, column, columns, period_column, record_columns, tag_column
from network.columns import country_column, scheduled

STAGE_TAGS = {
    EditionStage.EXPECTED: "off",
    EditionStage.PLANNED: "under-way",
    EditionStage.CONFIRMED: "under-way",
    EditionStage.HELD: "ok",
    EditionStage.SLIPPED: "look",
    EditionStage.CANCELLED: "off",
}


def attendance_on(edition: Edition, day: date) -> Any:
    """The attendance as known on that day; None if none was."""
    attendance = edition.attendance_on(day)
    return attendance.quantity if attendance else None


def cost_on(edition: Edition, day: date) -> int | None:
    """What it cost, in whole euro, as known on that day; None if that is not in the records."""
    cost = edition.cost_on(day)
    return cost.amount if cost else None


def costing_on(edition: Edition, day: date) -> Costing:
    """The cost with the attendance, both as known on that day."""
    return Costing(cost_on(edition, day), attendance_on(edition, day))


def framed(what: Callable[[Any], Any]) -> Callable[[Edition, date], Any]:
    """What is known on the day of languages and time zone; None where nothing is."""

    def value(edition: Edition, day: date) -> Any:
        frame = edition.frame_on(day)
        return (what(frame) or None) if frame else None

    return value


def figure_columns() -> tuple[Column, ...]:
    """A column for each figure of an edition."""

    def value_of(kind: str) -> Callable[[Edition, date], Any]:
        return lambda edition, day: edition.figure_on(kind, day)

    return tuple(Column(kind.value, kind.label, value_of(kind), Kind.QUANTITY, in_list=False) for kind in FigureKind)


def partners_on(edition: Edition, day: date) -> str | None:
    """EIPA (Content partner), Portugal (Steering committee)."""
    return ", ".join(f"{row.actor_name} ({row.get_role_display()})" for row in edition.partners_on(day)) or None


EDITION = (
    Column(
        "code",
        _("Edition"),
        lambda edition, _day: edition.short_name,
        second=lambda edition, _day: edition.name,
        sort=("code",),
        in_page=False,
    ),
    column(Edition, "name", in_list=False),
    column(Edition, "kind"),
    column(Edition, "number", in_list=False, in_page=False),
    column(Edition, "theme", in_list=False),
    tag_column(EditionSchedule, "stage", STAGE_TAGS, value=scheduled(lambda schedule: schedule.stage), sort=()),
    period_column(value=scheduled(lambda schedule: schedule.period), sort=()),
    column(EditionSchedule, "city", value=scheduled(lambda schedule: schedule.city), sort=()),
    column(EditionSchedule, "venue", value=scheduled(lambda schedule: schedule.venue), sort=(), in_list=False),
    country_column(EditionSchedule, value=scheduled(lambda schedule: schedule.country), sort=()),
    Column("attendance", _("Participants"), attendance_on, Kind.QUANTITY),
    *figure_columns(),
    Column("cost", _("Cost, euro"), cost_on, Kind.NUMBER, in_list=False, in_page=False),
    Column(
        "cost_of_participant",
        _("Cost of a participant, euro"),
        lambda edition, day: costing_on(edition, day).each,
        Kind.NUMBER,
        in_list=False,
        in_page=False,
    ),
    Column(
        "languages", _("Working languages"), framed(lambda row: ", ".join(language_names(row.languages))), in_list=False
    ),
    Column("time_zone", _("Time zone"), framed(lambda row: row.time_zone), in_list=False),
    Column("partners", _("Partners"), partners_on, in_list=False),
    *record_columns(Edition),
)
SCHEDULE = (
    tag_column(EditionSchedule, "stage", STAGE_TAGS),
    period_column(),
    column(EditionSchedule, "city"),
    column(EditionSchedule, "venue"),
    country_column(EditionSchedule),
    *record_columns(EditionSchedule),
)


def edition_column(model: Any, **changes: Any) -> Column:
    """The edition that a row is about, by its code for machines."""
    return column(model, "edition", **{"code": lambda edition: edition.code, "sort": ("edition__code",), **changes})


ATTENDANCE = (
    edition_column(Attendance),
    column(Attendance, "value", value=lambda row, _day: row.quantity, kind=Kind.QUANTITY),
    *record_columns(Attendance),
)
ATTENDANCE_ROW = (
    column(Attendance, "known_on"),
    column(Attendance, "value", value=lambda row, _day: row.quantity, kind=Kind.QUANTITY),
    column(Attendance, "source"),
)
COST = (
    column(EditionCost, "known_on"),
    column(EditionCost, "amount"),
    column(EditionCost, "covers"),
    column(EditionCost, "source"),
)
EVALUATION = (column(Evaluation, "title"), *record_columns(Evaluation))
FINDING = (column(Finding, "text"), *columns(Finding, ("subject", "area")), *record_columns(Finding))
HOST_SEARCH = (column(HostSearchReport, "body"), column(HostSearchReport, "found"), *record_columns(HostSearchReport))
