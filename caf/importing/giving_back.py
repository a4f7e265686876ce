"""The rows that were not taken, as the same file: same columns, same order, the cells as they were, and why."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from caf.importing.problems import sentence_alone
from caf.importing.resource import LABELS
from caf.importing.runs import table_of
from caf.importing.table import Cell, Table
from caf.models import ImportOutcome, ImportRow, RegisterImport
from core.exports import BYTE_ORDER_MARK, Echo, csv_cell

ERROR = "error"


NOT_TAKEN = (ImportOutcome.ERROR, ImportOutcome.FOREIGN)


def not_taken(run: RegisterImport) -> Any:
    """Rows with errors, those of another country, and those that wait for an answer."""
    return run.rows.filter(Q(outcome__in=NOT_TAKEN) | Q(outcome=ImportOutcome.DUPLICATE, answer=""))


def why(row: ImportRow) -> str:
    """What is wrong with a row, in one cell; each field with its own sentence."""
    return " ".join(
        _("%(field)s: %(sentence)s") % {"field": LABELS[problem[0]], "sentence": sentence_alone(problem)}
        if problem[0] in LABELS
        else sentence_alone(problem)
        for problem in row.problems
    )


def lines(run: RegisterImport, table: Table) -> Iterator[list[Cell]]:
    """The header and the rows that were not taken, each with its reason."""
    reasons = {row.number: why(row) for row in not_taken(run).only("number", "problems").iterator()}
    width = len(table.headers)
    known = table.headers[-1] == ERROR if table.headers else False  # sent back before
    yield [*(table.headers[:-1] if known else table.headers), ERROR]
    width -= known
    for number, cells in table.rows():
        if number in reasons:
            yield [*(cells[:width] + [None] * (width - len(cells))), reasons[number]]


def rows_to_mend(run: RegisterImport) -> tuple[Any, str, str]:
    """(what the file holds, its name, its media type). Raises Unreadable."""
    table = table_of(run)
    stem = run.file_name.rpartition(".")[0] or run.file_name
    if table.kind == "csv":
        return csv_lines(run, table), f"{stem}-errors.csv", "text/csv; charset=utf-8"
    return (
        workbook(run, table),
        f"{stem}-errors.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def csv_lines(run: RegisterImport, table: Table) -> Iterator[str]:
    """UTF-8 with a byte order mark, cut by the sign that the file was cut by."""
    writer = csv.writer(Echo(), delimiter=table.separator)
    mark = BYTE_ORDER_MARK
    for cells in lines(run, table):
        yield mark + writer.writerow(map(csv_cell, cells))
        mark = ""


def workbook(run: RegisterImport, table: Table) -> IO[bytes]:
    from openpyxl import Workbook  # noqa: PLC0415 - memory that only who writes a workbook pays for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.sheet[:31])
    sheet.freeze_panes = "A2"
    for cells in lines(run, table):
        row = []
        for value in cells:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # also what begins like a formula
            row.append(cell)
        sheet.append(row)
    file = TemporaryFile()  # noqa: SIM115 - whoever asked closes it
    book.save(file)
    file.seek(0)
    return file
