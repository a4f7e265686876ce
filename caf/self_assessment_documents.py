"""The report of a self-assessment on paper and as files: PDF for reading, DOCX to go on in Word, XLSX to take away."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from caf.columns.self_assessment import IMPROVEMENT
from caf.models import ImprovementAction, Side
from caf.models.self_assessment_criteria import PANEL_ROWS
from caf.models.self_assessment_score import TEXTS, VALUES, ConsensusScore
from caf.reading.self_assessment_result import Standing
from core.charts import Bar, bars
from core.exports import without_formula
from core.prints import Sheet
from core.written import written

BLUE, SECOND = RGBColor(0x00, 0x33, 0x99), RGBColor(0x4A, 0x53, 0x61)


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


# --- Word -------------------------------------------------------------------------------------------


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


# --- Excel ------------------------------------------------------------------------------------------


def report_xlsx(report: Report) -> bytes:
    """Numbers as numbers; what each assessor scored, on a sheet of its own, for the group alone."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Result")
    fill(sheet, (_("Line"), _("Value"), _("How it comes about")), [
        *((label, None, value) for label, value in report.data_lines),
        *((label, as_number(line), said) for label, line, said in number_lines(report)),
    ])  # fmt: skip
    labels = [capfirst(ConsensusScore.label(name)) for name in TEXTS]
    heads = value_heads(report.standing.assessment.panel)
    fill(
        book.create_sheet(_("Consensus")),
        (_("Sub-criterion"), _("Name"), _("Value"), _("How it comes about"), *labels),
        [
            (
                sub.sub.code, sub.sub.named.name, as_number(sub.line.value), sub.line.said,
                *(getattr(sub.row, name) if sub.row else "" for name in TEXTS),
            )
            for sub in report.standing.subs
        ],
    )  # fmt: skip
    if report.standing.members:
        fill(
            book.create_sheet(_("Assessors")),
            (_("Sub-criterion"), _("Assessor"), _("Value"), *heads, *labels),
            [
                (
                    sub.sub.code, mark.member.name, as_number(mark.line.value),
                    *(getattr(mark.score, name) for name in (*VALUES[: len(heads)], *TEXTS)),
                )
                for sub in report.standing.subs
                for mark in sub.marks
                if mark.score
            ],
        )  # fmt: skip
    if report.plan is not None:
        heads = [str(column.label) for column in IMPROVEMENT]
        rows = [
            [cell for column in IMPROVEMENT for cell in column.spread(action, report.made_on)] for action in report.plan
        ]
        fill(book.create_sheet(_("Improvement plan")), heads, rows)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def value_heads(panel: str) -> list[str]:
    """Over the values of both sides: Plan / Trends, Do / Targets, Check, Act; none where the value is the only one."""
    sides = [rows for side in Side if len(rows := PANEL_ROWS[panel, side]) > 1]
    return [" / ".join(str(row.label) for row in place if row) for place in zip_longest(*sides)]


def number_lines(report: Report) -> Iterable[tuple[str, Any, str]]:
    for row in report.standing.criteria:
        yield f"{row.criterion.number}. {row.criterion.named.name}", row.line.value, row.line.said
    for label, line in report.standing.sides:
        yield label, line.value, line.said
    yield _("Total"), report.standing.total.value, report.standing.total.said


def as_number(value: Any) -> Any:
    return None if value is None else round(float(value), 2)


def fill(sheet: Any, heads: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    """Rows under bold heads; no text becomes a formula."""
    sheet.append([str(head) for head in heads])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([without_formula(value) for value in row])
    for place in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 14 if place == 1 and len(heads) > 3 else 32
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
