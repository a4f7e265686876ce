"""A file as rows of cells, whatever it was saved by: which row names the columns, and what there was to notice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_noop

Cell = str | int | float | bool | date | None
Row = tuple[int, list[Cell]]
"""(number of the row in the file, from 1; its cells)."""

MOST_MEGABYTES = 20
MOST_ROWS = 100_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000
ROWS_LOOKED_AT = 30
NOT_A_FILE = gettext_noop("The file cannot be read as a table.")


class Unreadable(Exception):
    """No rows can be had of this file. `sentence` (a msgid) says why; `params` are its values."""

    def __init__(self, sentence: str, **params: Any) -> None:
        self.sentence, self.params = sentence, params
        super().__init__(sentence % params if params else sentence)


@dataclass
class Table:
    """What is understood of a file. header_row: its number; sheet: of a workbook; encoding, separator: of a text.

    headers: what each column is called. rows(): those below the header, empty ones left out. notes: [msgid, params],
    said to whoever sends it. lines: about how many it has in all.
    """

    kind: str
    headers: list[str]
    header_row: int
    every_row: Callable[[], Iterator[Row]]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    lines: int = 0

    def rows(self) -> Iterator[Row]:
        """Raises Unreadable where there are too many."""
        for count, row in enumerate(self.filled_rows()):
            if count >= MOST_ROWS:
                raise Unreadable(
                    gettext_noop("The file has more than %(most)s rows. Send it in parts."), most=f"{MOST_ROWS}"
                )
            yield row

    def filled_rows(self) -> Iterator[Row]:
        for number, cells in self.every_row():
            if number > self.header_row and any(cell not in (None, "") for cell in cells):
                yield number, cells

    def estimate(self) -> int:
        """About how many rows there are: for a bar."""
        return max(self.lines - self.header_row, 1)

    def examples(self, most: int = 200) -> list[list[Cell]]:
        """The cells of its first rows."""
        return [cells for (_number, cells), _turn in zip(self.rows(), range(most), strict=False)]


def clean_cell(value: Any) -> Cell:
    """A cell without what no field of the register holds: control signs, times of day, whole numbers with a point."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return "" if isinstance(value, time) else clean_text(str(value))


def clean_text(text: str) -> str:
    """In composed letters, its spaces single, without signs that are not written."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " if sign.isspace() or sign < " " else "" for sign in text)
    return " ".join(text.split())


def found_header(first: list[Row], score: Callable[[str], float]) -> tuple[int, list[str]]:
    """(number of the row that names the columns, what they are called), from the first rows of a file.

    score: how surely a text is the name of a column, 0 to 1. The row with most such names is it; where none has any,
    the first row that is at least half as wide as the widest. A name in the row above fills the gaps.
    """
    if not first:
        raise Unreadable(gettext_noop("The file is empty."))
    filled = {number: sum(cell not in (None, "") for cell in cells) for number, cells in first}
    scores = {number: sum(score(str(cell)) for cell in cells if cell not in (None, "")) for number, cells in first}
    best = max(scores, key=lambda number: (scores[number], -number))
    if scores[best] < 1:
        best = next(number for number, count in filled.items() if count * 2 >= max(filled.values()))
    return best, headers_in(first, [number for number, _cells in first].index(best))


def headers_in(first: list[Row], place: int) -> list[str]:
    """What the columns are called by the row in that place of the list; a name in the row above fills its gaps."""
    cells = first[place][1]
    above = first[place - 1][1] if place else []
    if all(cell in (None, "") for cell in above[1:]):  # a title of the whole
        above = []
    width = max(len(row) for _number, row in first[place:])
    if width > MOST_COLUMNS:
        raise Unreadable(gettext_noop("The file has more than %(most)s columns."), most=f"{MOST_COLUMNS}")
    return [name_of(column, cells, above) for column in range(width)]


def name_of(column: int, cells: list[Cell], above: list[Cell]) -> str:
    """What a column is called: here, or in the row above; "" for one without a name."""
    for row in (cells, above):
        if column < len(row) and row[column] not in (None, ""):
            return str(row[column])
    return ""
