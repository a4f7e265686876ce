"""The report of a self-assessment as a Word file, to go on in Word."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from caf.columns.self_assessment import IMPROVEMENT
from caf.documents.self_assessment import Report
from caf.models import ImprovementAction

BLUE, SECOND = RGBColor(0x00, 0x33, 0x99), RGBColor(0x4A, 0x53, 0x61)


def report_docx(report: Report) -> bytes:
    file = Document()
    prepare(file, report)
    file.add_paragraph("EUPAN · " + _("CAF self-assessment"), style="Subtitle")
    file.add_heading(report.title, level=0)
    add_table(file, report.data_lines)
    file.add_heading(_("Result"), level=1)
    add_table(file, result_lines(report), heads=(_("Criterion"), _("Value"), _("How it comes about")))
    for row in report.standing.criteria:
        file.add_heading(f"{row.criterion.number}. {row.criterion.named.name}", level=1)
        file.add_paragraph(f"{_('Value')}: {row.line.said or row.line.words or _('not known')}")
        for sub in row.subs:
            file.add_heading(f"{sub.sub.code} {sub.sub.named.name}", level=2)
            file.add_paragraph(f"{_('Value')}: {sub.line.said or sub.line.words or _('not known')}")
            for label, words in sub.texts:
                paragraph = file.add_paragraph()
                paragraph.add_run(f"{str(label)[:1].upper()}{str(label)[1:]}: ").bold = True
                paragraph.add_run(words)
    if report.plan is not None:
        file.add_heading(_("Improvement plan"), level=1)
        heads = [str(column.label) for column in IMPROVEMENT]
        add_table(file, [plan_cells(action, report.made_on) for action in report.plan], heads=heads)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def result_lines(report: Report) -> Iterable[tuple[str, str, str]]:
    for row in report.standing.criteria:
        yield f"{row.criterion.number}. {row.criterion.named.name}", row.line.words, row.line.said
    for label, line in report.standing.sides:
        yield label, line.words, line.said
    yield _("Total"), report.standing.total.words, report.standing.total.said


def plan_cells(action: ImprovementAction, day: date) -> list[str]:
    return [column.cell(action, day).text for column in IMPROVEMENT]


def add_table(file: Any, rows: Iterable[Sequence[str]], heads: Sequence[str] = ()) -> None:
    rows = [*([heads] if heads else []), *rows]
    if not rows:
        return
    table = file.add_table(rows=0, cols=len(rows[0]), style="Light Grid Accent 1" if heads else None)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


def prepare(file: Any, report: Report) -> None:
    """Fonts, colours, language, and what the file says of itself."""
    for style in file.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name.startswith(("Heading", "Title", "Subtitle")):
            style.font.color.rgb = SECOND if style.name == "Subtitle" else BLUE
            style.font.name = "Calibri"
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    spoken = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    spoken.set(qn("w:val"), report.language)
    properties = file.core_properties
    properties.title, properties.language, properties.author = report.title, report.language, "EUPAN"
    properties.comments = ""
