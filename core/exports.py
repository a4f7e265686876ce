"""A list as a file, just as it is filtered: CSV, XLSX, JSON. Written row by row, whatever its length."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from shutil import copyfileobj
from typing import IO, Any, Protocol

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation

from core.batches import batches
from core.clock import viewing
from core.columns import Column

ROWS_AT_ONCE = 1000
FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # and their full-width forms
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Told(Protocol):
    """Rows of a list as they are told without the records themselves, some at a time."""

    def batches(self, size: int) -> Iterator[list[Any]]: ...

    def cells(self, batch: list[Any]) -> list[Sequence[Any]]:
        """Of each row, in the order of the headers. Called as of the day, in the reader's language."""
        ...


@dataclass(frozen=True)
class Listing:
    """What is to be written: the records of a list as of a day. filters: what was chosen, in words.
    host: the portal's address, for links to the records. told: what tells them where the columns do not."""

    name: str
    title: str
    columns: tuple[Column, ...]
    records: QuerySet[Any]
    day: date
    filters: tuple[str, ...]
    host: str
    told: Told | None = None

    @property
    def headers(self) -> list[str]:
        return [header for column in self.columns for header in column.headers()] + ["url"]

    def batches(self) -> Iterator[list[Any]]:
        """The records, some at a time."""
        if self.told:
            return self.told.batches(ROWS_AT_ONCE)
        return batches(self.records.iterator(chunk_size=ROWS_AT_ONCE), ROWS_AT_ONCE)

    def cells(self, batch: list[Any]) -> list[Sequence[Any]]:
        """Of each record, in the order of the headers."""
        return self.told.cells(batch) if self.told else [self.spread(record) for record in batch]

    def spread(self, record: Any) -> list[Any]:
        cells: list[Any] = []
        for column in self.columns:
            cells += column.spread(record, self.day)
        cells.append(self.host + record.get_absolute_url())
        return cells

    def as_json(self, batch: list[Any]) -> list[dict[str, Any]]:
        """Records as JSON holds them."""
        if self.told:
            keys, written = self.headers, [column.value_as_json for column in self.columns] + [str]
            return [
                {key: write(cell) for key, write, cell in zip(keys, written, cells, strict=True)}
                for cells in self.told.cells(batch)
            ]
        return [
            {column.key: column.as_json(record, self.day) for column in self.columns}
            | {"url": self.host + record.get_absolute_url()}
            for record in batch
        ]


class Lines:
    """Rows that no table of the database holds, as a listing asks for them."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows

    def iterator(self, chunk_size: int = 0) -> Iterator[Any]:
        return iter(self.rows)


class Echo:
    """A file that hands back what is written to it, for `csv.writer`."""

    def write(self, text: str) -> str:
        return text


def without_formula(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it, also behind spaces."""
    if not isinstance(value, str) or value[:1].isalnum():  # nearly all of them
        return value
    return f"'{value}" if value.startswith(FORMULA_STARTS) or value.lstrip().startswith(FORMULA_STARTS) else value


def csv_cell(value: Any) -> Any:
    """A value as CSV holds it: ISO dates, true and false, nothing for what is not known."""
    if isinstance(value, str):  # nearly all of them
        return value if value[:1].isalnum() else without_formula(value)
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
    return value


def csv_cells(cells: Sequence[Any]) -> Sequence[Any]:
    """The same of a column. Of most there is nothing to do: `csv.writer` writes days as ISO has them."""
    return [
        cell
        if cell is None or cell.__class__ is date or (cell.__class__ is str and (not cell or cell[0].isalnum()))
        else csv_cell(cell)
        for cell in cells
    ]


def csv_text(rows: Iterable[Sequence[Any]]) -> str:
    """Rows of as many cells each, looked through a column at a time: all its cells are of one kind."""
    text = StringIO(newline="")
    csv.writer(text).writerows(zip(*map(csv_cells, zip(*rows, strict=True)), strict=True))
    return text.getvalue()


def csv_lines(listing: Listing, language: str) -> Iterator[str]:
    yield BYTE_ORDER_MARK + csv_text([listing.headers])
    for batch in listing.batches():
        with translation.override(language), viewing(listing.day):
            lines = csv_text(listing.cells(batch))
        yield lines


def as_csv(listing: Listing) -> HttpResponseBase:
    """UTF-8 with byte order mark, comma, one header row of stable names."""
    lines = csv_lines(listing, translation.get_language() or "en")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{listing.name}.csv"'
    return response


def json_parts(listing: Listing, language: str) -> Iterator[str]:
    head = {"title": listing.title, "as_of": listing.day.isoformat(), "filters": listing.filters}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "records": ['
    comma = ""
    for batch in listing.batches():
        with translation.override(language), viewing(listing.day):
            records = listing.as_json(batch)
        yield comma + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
        comma = ",\n"
    yield "]}\n"


def as_json(listing: Listing) -> HttpResponseBase:
    """{"title", "as_of", "filters", "records": [{key: value, ..., "url"}]}."""
    parts = json_parts(listing, translation.get_language() or "en")
    response = StreamingHttpResponse(parts, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{listing.name}.json"'
    return response


def as_xlsx(listing: Listing) -> HttpResponseBase:
    from core.sheets import xlsx_file  # noqa: PLC0415 - openpyxl: memory that only who writes a sheet pays for

    return FileResponse(
        xlsx_file(listing),
        as_attachment=True,
        filename=f"{listing.name}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def write_file(listing: Listing, name: str, file: IO[bytes]) -> None:
    """The same without a request, for commands."""
    language = translation.get_language() or "en"
    match name:
        case "xlsx":
            from core.sheets import xlsx_file  # noqa: PLC0415 - as above

            with xlsx_file(listing) as made:
                copyfileobj(made, file)
        case _:
            parts = {"csv": csv_lines, "json": json_parts}[name](listing, language)
            file.writelines(part.encode() for part in parts)


FORMATS = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}
