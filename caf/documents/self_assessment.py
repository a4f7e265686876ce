"""The report of a self-assessment: what it says, and its PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caf.models import ImprovementAction
from caf.reading.self_assessment_result import Standing
from core.charts import Bar, bars
from core.prints import Sheet
from core.written import written


@dataclass(frozen=True)
class Report:
    """What each of the files says. plan: of the group alone, None for another reader. made_on: known last."""

    standing: Standing
    plan: tuple[ImprovementAction, ...] | None
    made_on: date
    language: str

    @property
    def title(self) -> str:
        return _("Report of a self-assessment: %(title)s") % {"title": self.standing.assessment.title}

    @property
    def data_lines(self) -> list[tuple[str, str]]:
        row = self.standing.assessment
        lines = [
            (_("Organisation"), f"{row.organisation.name}, {row.organisation.country}"),
            *([(_("Part of the organisation"), row.part)] if row.part else []),
            (_("Version of CAF"), row.get_version_display()),
            (_("Scoring panel"), row.get_panel_display()),
            (_("Opened on"), written(row.known_on)),
            (_("Status"), row.get_state_display()),
        ]
        if row.approved_on:
            lines.append((_("Report approved on"), written(row.approved_on)))
        if row.source:
            lines.append((_("Source"), row.source))
        return lines

    @property
    def bars(self) -> tuple[Bar, ...]:
        return bars_of(self.standing)


def report_of(standing: Standing, plan: Sequence[ImprovementAction] | None) -> Report:
    row = standing.assessment
    days = [row.known_on, *(step.known_on for step in row.steps.all())]
    return Report(standing, None if plan is None else tuple(plan), max(days), (get_language() or "en")[:2])


def bars_of(standing: Standing) -> tuple[Bar, ...]:
    """A bar for each criterion that has a value, on the whole scale of 100."""
    rows = [
        (f"{row.criterion.number}. {row.criterion.named.name}", int(row.line.value or 0), row.line.words, False, False)
        for row in standing.criteria
        if row.line.value is not None
    ]
    scale = bars([*rows, ("", 100, "", False, False)])
    return scale[:-1]


def report_sheet(report: Report) -> Sheet:
    html = render_to_string("caf/pdf/self_assessment.html", {"report": report, "standing": report.standing})
    return Sheet(html, report.language, report.title, report.made_on)
