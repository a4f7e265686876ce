"""What a row of editions, sessions, calls and bids shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from conferences.models import (
    Attendance,
    Bid,
    BidCall,
    BidState,
    BidStep,
    Edition,
    EditionSchedule,
    EditionStage,
    Evaluation,
    Finding,
    HostSearchReport,
    Prize,
    Session,
    SessionContributor,
    SessionReport,
)
from core.columns import Column, Kind, column, columns, period_column, record_columns, tag_column
from network.columns import actor_columns, country_column, scheduled

STAGE_TAGS = {
    EditionStage.EXPECTED: "off",
    EditionStage.PLANNED: "under-way",
    EditionStage.CONFIRMED: "under-way",
    EditionStage.HELD: "ok",
    EditionStage.SLIPPED: "look",
    EditionStage.CANCELLED: "off",
}
BID_TAGS = {
    BidState.INTEREST: "under-way",
    BidState.BID: "under-way",
    BidState.ACCEPTED: "ok",
    BidState.WITHDRAWN: "off",
}


def attendance_on(edition: Edition, day: date) -> Any:
    """The attendance as known on that day; None if none was."""
    attendance = edition.attendance_on(day)
    return attendance.quantity if attendance else None


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
EVALUATION = (column(Evaluation, "title"), *record_columns(Evaluation))
FINDING = (column(Finding, "text"), *columns(Finding, ("subject", "area")), *record_columns(Finding))
HOST_SEARCH = (column(HostSearchReport, "body"), column(HostSearchReport, "found"), *record_columns(HostSearchReport))
PRIZE = (
    column(Prize, "name"),
    column(Prize, "laureate", second=lambda prize, _day: prize.government),
    column(Prize, "government", in_list=False),
    column(Prize, "project"),
    column(Prize, "about", in_list=False),
    column(Prize, "place", in_list=False),
    edition_column(Prize),
    *record_columns(Prize),
)
SESSION = (
    column(Session, "title"),
    edition_column(Session),
    *columns(Session, ("kind", "held_on", "hall", "area")),
    *columns(Session, ("code", "place", "on_priority_theme", "panel", "speakers"), in_list=False),
    *record_columns(Session),
)
CONTRIBUTOR = (*actor_columns(SessionContributor), *record_columns(SessionContributor))
REPORT = (
    column(SessionReport, "title", second=lambda report, _day: report.introduction),
    column(SessionReport, "language"),
    *columns(SessionReport, ("introduction", "conclusion"), in_list=False),
    *record_columns(SessionReport),
)


CALL = (
    edition_column(BidCall),
    column(BidCall, "opens_on"),
    column(BidCall, "closes_on"),
    column(BidCall, "must_contain", in_list=False),
    *record_columns(BidCall),
)


def bid_state_on(bid: Bid, day: date) -> str | None:
    """How the bid stood on that day; None if it was not known."""
    step = bid.step_on(day)
    return step.state if step else None


BID = (
    edition_column(Bid),
    country_column(Bid),
    tag_column(Bid, "state", BID_TAGS, value=bid_state_on, sort=()),
    column(Bid, "city"),
    period_column(),
    *record_columns(Bid),
)
STEP = (
    column(BidStep, "state", kind=Kind.TAG, tags=BID_TAGS, words=dict(BidState.choices)),
    column(BidStep, "known_on"),
    column(BidStep, "note"),
    column(BidStep, "by", value=lambda step, _day: str(step.by) if step.by else None, kind=Kind.TEXT),
    column(BidStep, "source"),
)
