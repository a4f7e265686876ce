"""The report of a self-assessment as a spreadsheet, to take away."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from caf.columns.self_assessment import IMPROVEMENT
from caf.documents.self_assessment import Report
from caf.models import Side
from caf.models.self_assessment_criteria import PANEL_ROWS
from caf.models.self_assessment_score import TEXTS, VALUES, ConsensusScore
from core.exports import without_formula


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
