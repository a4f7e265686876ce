"""A feedback report on paper, in one language: what it says, and its PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf.models import FeedbackReport, Pillar
from caf.reading.pef_verdict import Line, Verdict, verdict
from core.prints import Sheet
from core.written import written


@dataclass(frozen=True)
class Part:
    """A step or a principle, with its words in the language of the paper (or in the one they were written in)."""

    line: Line
    heading: str
    strengths: str
    suggestions: str


@dataclass(frozen=True)
class Paper:
    """pillars: (name, its parts) each. replies: (day, words)."""

    report: FeedbackReport
    language: str
    title: str
    day: date
    pillars: tuple[tuple[str, tuple[Part, ...]], ...]
    verdict: Verdict
    is_draft: bool
    replies: tuple[tuple[str, str], ...]

    @property
    def ratings(self) -> list[tuple[str, bool, list[Line]]]:
        """(name, whether they are principles, its lines) of each table; the total follows the steps that it adds up."""
        with override(self.language):
            steps = [line for line in self.verdict.lines if line.pillar != Pillar.MATURITY]
            principles = [line for line in self.verdict.lines if line.pillar == Pillar.MATURITY]
            tables = [(_("Pillars 1 and 2"), False, steps), (str(Pillar.MATURITY.label), True, principles)]
        return [table for table in tables if table[2]]

    @property
    def name(self) -> str:
        return f"feedback-report-{self.report.application_id}-{self.language}"


def paper_of(report: FeedbackReport, language: str, day: date) -> Paper:
    """The report as it stands, its labels and words in that language."""
    with override(language):
        found = verdict(report.application, day)
        texts = {row.step_id: row for row in report.texts.all()}
        pillars = []
        for pillar in Pillar:
            parts = []
            for line in found.lines:
                if line.pillar != pillar or line.step is None:
                    continue
                row = texts.get(line.step.pk)
                parts.append(
                    Part(
                        line=line,
                        heading=f"{line.number}. {line.step.name.in_language(language)}",
                        strengths=row.strengths.in_language(language) if row else "",
                        suggestions=row.suggestions.in_language(language) if row else "",
                    )
                )
            pillars.append((str(pillar.label), tuple(parts)))
        return Paper(
            report=report,
            language=language,
            title=_("Feedback report: %(organisation)s") % {"organisation": report.application.organisation},
            day=day,
            pillars=tuple(pillars),
            verdict=found,
            is_draft=not report.is_released,
            replies=tuple((written(row.known_on), row.text.in_language(language)) for row in report.replies.all()),
        )


def sheet_of(paper: Paper) -> Sheet:
    with override(paper.language):
        html = render_to_string("caf/pdf/feedback_report.html", {"paper": paper})
    return Sheet(html, paper.language, paper.title, paper.day)
