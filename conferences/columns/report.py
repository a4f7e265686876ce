"""What a row of reports, and of those who took part, shows."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from conferences.models import Report, ReportParticipant, ReportState
from core.columns import Column, Kind, column, columns, record_columns, tag_column
from core.languages import language_name

REPORT_TAGS = {ReportState.DRAFT: "under-way", ReportState.PUBLISHED: "ok"}


def state_on(report: Report, day: date) -> str | None:
    """Being written or published on that day; None before it was begun."""
    step = report.step_on(day)
    return step.state if step else None


def languages_on(report: Report, day: date) -> list[str] | None:
    """Their names, the original first; None while nothing is published."""
    if not report.is_published_on(day):
        return None
    return [language_name(code) for code in report.languages_on(day)]


def published_on(report: Report, day: date) -> date | None:
    """Since when it stands published on that day."""
    step = report.step_on(day)
    return step.known_on if step and step.state == ReportState.PUBLISHED else None


STATE = tag_column(Report, "state", REPORT_TAGS, value=state_on, sort=())
LANGUAGES = Column("languages", _("Languages"), languages_on)
PUBLISHED = Column("published_on", _("Published"), published_on, Kind.DATE)
REPORT = (
    Column(
        "session", _("Session"), lambda report, _day: report.session.title, Kind.WORDS,
        sort=("session__title__{language}",),
    ),
    Column(
        "edition", _("Edition"), lambda report, _day: report.session.edition, Kind.RECORD,
        code=lambda edition: edition.code, sort=("session__edition__code",),
    ),
    Column(
        "held_on", _("Held on"), lambda report, _day: report.session.held_on, Kind.DATE, sort=("session__held_on",)
    ),
    STATE,
    PUBLISHED,
    LANGUAGES,
    column(
        Report, "original_language", value=lambda report, _day: language_name(report.original_language), in_list=False
    ),
    *record_columns(Report),
)  # fmt: skip
REPORT_OF_SESSION = (
    Column("report", _("Report"), lambda _report, _day: _("The rapporteurs’ report")),
    STATE,
)
PARTICIPANT = (
    *columns(ReportParticipant, ("kind", "role", "organisation", "place")),
    *record_columns(ReportParticipant),
)
