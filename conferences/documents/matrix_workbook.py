"""The matrix of bids as a spreadsheet: what its reader sees on the page, and no remark."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from conferences.documents.matrix import rule
from conferences.reading.matrix import Matrix
from core.clock import viewing
from core.scoring import rounded


def matrix_xlsx(matrix: Matrix, language: str) -> bytes:
    """A sheet with facts, means and results; one with every score; and the rule."""
    with override(language), viewing(matrix.day):
        book = Workbook()
        sheet = book.active
        sheet.title = _("Bids")
        rows = Rows(sheet)
        rows.add(_("Criterion"), _("Weight in per cent"), *(party.name for party in matrix.parties), bold=True)
        for label, told in matrix.facts:
            rows.add(label, None, *(words or None for _party, words in told))
        for criterion, cells in matrix.rows:
            rows.add(
                str(criterion.name),
                criterion.weight,
                *(None if party.hidden else number(cell.mean, 4) for party, cell in cells),
            )
        results = [None if party.hidden else number(party.result, 1) for party in matrix.parties]
        rows.add(_("Weighted result"), sum(criterion.weight for criterion in matrix.criteria), *results, bold=True)
        rows.add(_("Assessors whose scores count"), None, *(None if p.hidden else p.counted for p in matrix.parties))
        rows.widths(36, 20, *(24 for _party in matrix.parties))
        sheet.freeze_panes = "C2"

        scores = Rows(book.create_sheet(_("Scores")))
        scores.add(_("Bid"), _("Criterion"), _("Score"), _("Counts"), bold=True)
        for criterion, cells in matrix.rows:
            for party, cell in cells:
                for mark in cell.marks:
                    scores.add(party.name, str(criterion.name), mark.value, _("yes") if mark.counts else _("no"))
        scores.widths(24, 36, 10, 10)

        readme = Rows(book.create_sheet("README"))
        readme.add(str(matrix.edition.name), bold=True)
        readme.add(_("As of"), matrix.day)
        readme.add(_("Rule"), rule())
        for party in matrix.parties:
            if party.hidden:
                readme.add(party.name, party.hidden)
        for country, sentence in matrix.conflicts:
            readme.add(_("Conflict of interest"), country, sentence)
        readme.widths(30, 90, 60)
        file = BytesIO()
        book.save(file)
        return file.getvalue()


class Rows:
    """A sheet that is written row by row. A text that begins like a formula stays a text."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.last = 0

    def add(self, *values: Any, bold: bool = False) -> None:
        self.last += 1
        for place, value in enumerate(values, start=1):
            cell = self.sheet.cell(self.last, place, value)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
            if isinstance(value, str):
                cell.data_type = "s"
            if bold:
                cell.font = Font(bold=True)

    def widths(self, *widths: int) -> None:
        for place, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(place)].width = width


def number(value: Any, places: int) -> float | None:
    """A number that a spreadsheet can go on with."""
    exact = rounded(value, places)
    return None if exact is None else float(exact)
