"""A workbook: its sheets and rows, read one after the other. Formulas give the value that was saved with them."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.utils.translation import gettext_noop
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from caf.importing.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_A_FILE,
    ROWS_LOOKED_AT,
    Row,
    Unreadable,
    clean_cell,
)

MOST_UNPACKED = 300 * 1_048_576
MOST_TIMES = 200  # as much again as when packed; a sheet of a register comes to 5 to 20


def refuse_bomb(content: bytes) -> None:
    """Raises Unreadable for what would unpack to far more than it is. Nothing is unpacked for that."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            sizes = [part.file_size for part in parts.infolist()]
    except zipfile.BadZipFile as error:
        raise Unreadable(NOT_A_FILE) from error
    if sum(sizes) > MOST_UNPACKED or sum(sizes) > MOST_TIMES * max(len(content), 10_000):
        raise Unreadable(gettext_noop("The workbook unpacks to far more than a register can be. It is not opened."))


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The workbook, read as it is asked for. Raises Unreadable."""
    refuse_bomb(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of openpyxl, on styles and drop-downs that it leaves out
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        OSError,
        SyntaxError,
        zipfile.BadZipFile,
    ) as error:
        raise Unreadable(NOT_A_FILE) from error


def sheet_names(content: bytes) -> list[str]:
    with opened(content) as book:
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def xlsx_rows(content: bytes, name: str, most: int = 0) -> Iterator[Row]:
    """Rows of that sheet, the first `most` of them if it is told."""
    with opened(content) as book:
        sheet = book[name] if name in book.sheetnames else book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size is often wrong
        rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
        for number, cells in enumerate(islice(rows, most or 10 * MOST_ROWS), start=1):
            yield number, cut(cells)


def lines_of(content: bytes, name: str) -> int:
    """How many rows the file says that the sheet has."""
    with opened(content) as book:
        return int(book[name].max_row or 0)


def cut(cells: tuple[Any, ...]) -> list[Any]:
    """Without the empty cells at its end."""
    row = [clean_cell(cell[:LONGEST_CELL] if isinstance(cell, str) else cell) for cell in cells]
    while row and row[-1] in (None, ""):
        row.pop()
    return row


def first_rows(content: bytes, name: str) -> list[Row]:
    return list(xlsx_rows(content, name, ROWS_LOOKED_AT))


def formulas_without_value(content: bytes, name: str) -> int:
    """How many cells of the first rows hold a formula whose value was not saved: they would be read as empty."""
    warnings.simplefilter("ignore")
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        rows = list(book[name].iter_rows(max_row=200, max_col=MOST_COLUMNS, values_only=True))
    finally:
        book.close()
    read = [cells for _number, cells in xlsx_rows(content, name, 200)]
    return sum(
        isinstance(cell, str) and cell.startswith("=") and (place >= len(values) or values[place] in (None, ""))
        for cells, values in zip(rows, read, strict=False)
        for place, cell in enumerate(cells)
    )
