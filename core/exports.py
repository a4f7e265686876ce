"""A list as a file, just as it is filtered: CSV, XLSX, JSON. Written row by row, whatever its length."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from core.clock import viewing
from core.columns import Column

ROWS_AT_ONCE = 1000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True)
class Listing:
    """What is to be written: the records of a list as of a day. filters: what was chosen, in words.
    host: the portal's address, for links to the records."""

    name: str
    title: str
    columns: tuple[Column, ...]
    records: QuerySet[Any]
    day: date
    filters: tuple[str, ...]
    host: str

    @property
    def headers(self) -> list[str]:
        return [header for column in self.columns for header in column.headers()] + ["url"]

    def spread(self, record: Any) -> list[Any]:
        """The cells of a record, in the order of the headers."""
        cells: list[Any] = []
        for column in self.columns:
            cells += column.spread(record, self.day)
        cells.append(self.host + record.get_absolute_url())
        return cells

    def batches(self) -> Iterator[list[Any]]:
        """The records, some at a time."""
        records = self.records.iterator(chunk_size=ROWS_AT_ONCE)
        while batch := list(islice(records, ROWS_AT_ONCE)):
            yield batch


class Echo:
    """A file that hands back what is written to it, for `csv.writer`."""

    def write(self, text: str) -> str:
        return text


def without_formula(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; other values stay."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def csv_cell(value: Any) -> Any:
    """A value as CSV holds it: ISO dates, true and false, nothing for what is not known."""
    if isinstance(value, str):  # nearly all of them
        return without_formula(value)
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
    return value


def csv_lines(listing: Listing, language: str) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + writer.writerow(listing.headers)
    for batch in listing.batches():
        with translation.override(language), viewing(listing.day):
            lines = [writer.writerow(map(csv_cell, listing.spread(record))) for record in batch]
        yield "".join(lines)


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
            records = [
                {column.key: column.as_json(record, listing.day) for column in listing.columns}
                | {"url": listing.host + record.get_absolute_url()}
                for record in batch
            ]
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
    """A sheet with real dates and numbers under a frozen header, and a README sheet that explains it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(listing.name[:31])
    sheet.freeze_panes = "A2"
    for place in range(1, len(listing.headers) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 20
    bold = Font(bold=True)

    def heading(text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, value=text)
        cell.font = bold
        return cell

    def typed(value: Any) -> Any:
        """A text that begins like a formula stays a text."""
        if isinstance(value, str) and value.startswith("="):
            cell = WriteOnlyCell(sheet, value=value)
            cell.data_type = "s"
            return cell
        return value

    sheet.append([heading(header) for header in listing.headers])
    for batch in listing.batches():
        for record in batch:
            sheet.append([typed(value) for value in listing.spread(record)])
    readme = book.create_sheet("README")
    readme.column_dimensions["A"].width = readme.column_dimensions["C"].width = 40
    readme.append([heading(listing.title)])
    readme.append([_("As of"), listing.day])
    readme.append([_("Chosen"), typed("; ".join(listing.filters) or _("everything"))])
    readme.append([])
    readme.append([heading(_("Column")), heading(_("Meaning")), heading(_("Allowed values"))])
    for column in listing.columns:
        for header in column.headers():
            readme.append([header, str(column.label), ", ".join(str(word) for word in column.words)])
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{listing.name}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


FORMATS = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}
