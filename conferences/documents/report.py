"""A report of a session on paper, in one language: what it says, and its PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from conferences.models import Report
from conferences.reading.reports import (
    MISSING,
    Group,
    Standing,
    grouped,
    participants,
    session_name,
    shown_parts,
    standings,
)
from core.languages import direction, own_name
from core.prints import Sheet
from core.written import written


@dataclass(frozen=True)
class ReportDocument:
    """What the paper says. speaks: the language of its labels, which is the report's own where the portal has it.

    notices: what a reader must know first (a draft, a translation that is behind).
    """

    name: str
    title: str
    language: str
    speaks: str
    is_draft: bool
    notices: tuple[str, ...]
    data_lines: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    made_on: date

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def language_name(self) -> str:
        return own_name(self.language)


def document(report: Report, language: str, day: date) -> ReportDocument:
    """The report in that language as it stood on the day."""
    speaks = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE[:2]
    session = report.session
    with override(speaks):
        standing = next(row for row in standings(report, day, language) if row.code == language)
        is_draft = not report.is_published_on(day)
        parts = [shown for shown in shown_parts(report, [language], day) if shown.first.state != MISSING]
        return ReportDocument(
            name=f"report-{session.edition.code}-{session.code}-{language}",
            title=session.title.in_language(language),
            language=language,
            speaks=speaks,
            is_draft=is_draft,
            notices=tuple(notices(report, standing, is_draft=is_draft)),
            data_lines=tuple(data_lines(report, day)),
            groups=tuple(grouped(parts)),
            made_on=report.changed_on(day),
        )


def notices(report: Report, standing: Standing, *, is_draft: bool) -> Iterable[str]:
    """What must be said before the text."""
    if is_draft:
        yield _("Not published: this report is being written.")
    if standing.is_original:
        return
    original = {"language": own_name(report.original_language)}
    if standing.missing or standing.behind:
        yield _("Translation, not up to date with the original (%(language)s) in every part.") % original
    else:
        yield _("Translation. The original: %(language)s.") % original


def data_lines(report: Report, day: date) -> Iterable[tuple[str, str]]:
    """The lines under the title: where and when, who."""
    session = report.session
    yield _("Conference"), str(session.edition)
    yield _("Session"), session_name(session)
    if session.held_on:
        yield _("Held on"), written(session.held_on)
    if session.hall:
        yield _("Hall"), str(session.hall)
    for label, people in participants(report, day):
        yield label, "\n".join(people)
    step = report.step_on(day)
    if step and report.is_published_on(day):
        yield _("Published"), written(step.known_on)
    if report.source:
        yield _("Source"), report.source


def report_html(paper: ReportDocument) -> str:
    """As HTML for print; its addresses are those of `core.pdf`."""
    with override(paper.speaks):
        return render_to_string("conferences/pdf/report.html", {"paper": paper})


def report_sheet(paper: ReportDocument) -> Sheet:
    """What its PDF is made of."""
    return Sheet(report_html(paper), paper.language, paper.title, paper.made_on)
