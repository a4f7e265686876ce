"""A feedback report on paper, in one language: PDF, and DOCX for those who go on in Word."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.shared import Mm, Pt, RGBColor

from caf.models import FeedbackReport, Pillar
from caf.reading.pef_verdict import Line, Verdict, verdict
from core.prints import Sheet
from core.written import written

FONT = "IBM Plex Sans"  # where it is not installed, Word takes a sans-serif
BLUE, SECOND = RGBColor(0x00, 0x33, 0x99), RGBColor(0x4A, 0x53, 0x61)
LOCALES = {"en": "en-GB", "fr": "fr-BE"}


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


def word_file(paper: Paper) -> bytes:
    """The same as DOCX; its own dates are the day of the paper."""
    with override(paper.language):
        document = Document()
        set_looks(document, paper)
        organisation = paper.report.application.organisation
        document.add_heading(paper.title, level=0)
        second(document, f"{organisation.country} · {paper.report.application.version} · {written(paper.day)}")
        if paper.is_draft:
            second(document, _("Draft: not released to the organisation."))
        for name, parts in paper.pillars:
            document.add_heading(name, level=1)
            for part in parts:
                document.add_heading(part.heading, level=2)
                if part.line.is_rated:
                    second(document, _("Rating: %(rating)s") % {"rating": part.line.result_in_words})
                for label, words in ((_("Strengths"), part.strengths), (_("Suggestions"), part.suggestions)):
                    document.add_heading(label, level=3)
                    for text in words.splitlines() or [_("Nothing is written yet.")]:
                        if text.strip():
                            document.add_paragraph(text)
        if paper.verdict.is_complete:
            document.add_heading(_("Ratings, line by line"), level=1)
            for name, principles, lines in paper.ratings:
                add_ratings(document, name, principles, lines)
        for day, words in paper.replies:
            document.add_heading(_("Reply of the organisation, %(day)s") % {"day": day}, level=1)
            for text in words.splitlines():
                document.add_paragraph(text)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def add_ratings(document: Any, name: str, principles: bool, lines: Iterable[Line]) -> None:
    """A table with a heading, as on paper; principles have no arithmetic."""
    document.add_heading(name, level=2)
    head = [_("Principle") if principles else _("Step"), _("Arithmetic"), _("Result"), _("At least")]
    rows = [
        [
            f"{line.number}. {line.name}" if line.number else line.name,
            line.arithmetic or "–",
            line.result_in_words,
            line.least_in_words or "–",
        ]
        for line in lines
    ]
    shown = [column for column in range(len(head)) if not (principles and column == 1)]
    table = document.add_table(rows=0, cols=len(shown), style="Light List Accent 1")
    for row in (head, *rows):
        cells = table.add_row().cells
        for cell, column in zip(cells, shown, strict=True):
            cell.text = row[column]


def second(document: Any, words: str) -> None:
    document.add_paragraph().add_run(words).font.color.rgb = SECOND


def set_looks(document: Any, paper: Paper) -> None:
    """A4; Word's own styles, so that its outline works, in the portal's looks."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    section.top_margin = section.bottom_margin = Mm(30)
    for name, size in (("Normal", 10.5), ("Title", 22), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 10.5)):
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(size)
        if name.startswith("Heading"):
            font.color.rgb = BLUE
    properties = document.core_properties
    properties.title, properties.author = paper.title, "EUPAN"
    properties.language = LOCALES.get(paper.language, paper.language)
    properties.created = properties.modified = datetime.combine(paper.day, time(), UTC)
