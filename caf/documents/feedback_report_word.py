"""A feedback report as a Word file, for those who go on in Word."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.shared import Mm, Pt, RGBColor

from caf.documents.feedback_report import Paper
from caf.reading.pef_verdict import Line
from core.written import written

FONT = "IBM Plex Sans"  # where it is not installed, Word takes a sans-serif
BLUE, SECOND = RGBColor(0x00, 0x33, 0x99), RGBColor(0x4A, 0x53, 0x61)
LOCALES = {"en": "en-GB", "fr": "fr-BE"}


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
