"""A file that somebody sent, as a table: what it was saved as is found out, or told by its sender."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext_noop

from caf.importing import csv_file
from caf.importing.mapping import is_known
from caf.importing.table import MOST_MEGABYTES, Row, Table, Unreadable, found_header, headers_in
from core.uploads import MEGABYTE, WrongFile, kind_of_upload

CSV_ENDINGS = (".csv", ".txt", ".tsv")


def kind_of(name: str, content: bytes) -> str:
    """csv or xlsx, by the name and the bytes. Raises Unreadable."""
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable(gettext_noop("The file is empty."))
    if len(content) > MOST_MEGABYTES * MEGABYTE:
        raise Unreadable(
            gettext_noop("The file has more than %(most)s MB. Send it in parts."), most=f"{MOST_MEGABYTES}"
        )
    if name.lower().endswith(CSV_ENDINGS) and not content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return "csv"
    if not name.lower().endswith(".xlsx"):
        raise Unreadable(gettext_noop("Send a CSV or an Excel file (xlsx); the name of the file ends so."))
    file: Any = io.BytesIO(content)
    file.name, file.size = name, len(content)
    try:
        return kind_of_upload(file, ["xlsx"], MOST_MEGABYTES * MEGABYTE).key
    except WrongFile as reason:
        raise Unreadable("%(reason)s", reason=str(reason)) from reason


def read_table(kind: str, content: bytes, told: dict[str, Any], country: str = "") -> Table:
    """The file as a table. told: what its sender says of it: encoding, separator, sheet, header_row. country: ISO code.

    Raises Unreadable.
    """
    return read_csv(content, told, country) if kind == "csv" else read_xlsx(content, told)


def read_csv(content: bytes, told: dict[str, Any], country: str) -> Table:
    encoding, is_sure = csv_file.encoding_of(content, country)
    if told.get("encoding"):
        encoding, is_sure = told["encoding"], True
    text = csv_file.first_text(content, encoding)
    separator = told.get("separator") or csv_file.separator_of(text)
    first = csv_file.first_rows(content, encoding, separator)
    number, headers = header_of(first, told)
    table = Table(
        kind="csv",
        headers=headers,
        header_row=number,
        every_row=lambda: csv_file.csv_rows(content, encoding, separator),
        encoding=encoding,
        separator=separator,
        lines=content.count(b"\n"),
    )
    if not is_sure:
        table.notes.append(
            (
                gettext_noop("Its letters were read as %(encoding)s. Look whether the names are right."),
                {"encoding": csv_file.called(encoding)},
            )
        )
    if not encoding.startswith(("utf-16", "utf-32")) and (nulls := content.count(b"\0")):
        table.notes.append((gettext_noop("%(n)s empty signs (NUL) were left out."), {"n": nulls}))
    return table


def read_xlsx(content: bytes, told: dict[str, Any]) -> Table:
    """The sheet whose columns are best known, unless one is told."""
    from caf.importing import xlsx_file  # noqa: PLC0415 - openpyxl: memory that only who reads a workbook pays for

    names = xlsx_file.sheet_names(content)
    if not names:
        raise Unreadable(gettext_noop("The workbook has no sheet to read."))
    found = {}
    for name in [told["sheet"]] if told.get("sheet") in names else names[:20]:
        first = xlsx_file.first_rows(content, name)
        if any(cells for _number, cells in first):
            number, headers = header_of(first, told)
            found[name] = (sum(map(is_known, headers)), number, headers)
    if not found:
        raise Unreadable(gettext_noop("The file is empty."))
    sheet = max(found, key=lambda name: found[name][0])
    _score, number, headers = found[sheet]
    table = Table(
        kind="xlsx",
        headers=headers,
        header_row=number,
        every_row=lambda: xlsx_file.xlsx_rows(content, sheet),
        sheet=sheet,
        sheets=names,
        lines=xlsx_file.lines_of(content, sheet),
    )
    if lost := xlsx_file.formulas_without_value(content, sheet):
        table.notes.append(
            (gettext_noop("%(n)s formulas have no value saved with them: their cells are read as empty."), {"n": lost})
        )
    return table


def header_of(first: list[Row], told: dict[str, Any]) -> tuple[int, list[str]]:
    """Raises Unreadable where the row that is told is none."""
    number = told.get("header_row")
    if not number:
        return found_header(first, is_known)
    place = next((place for place, row in enumerate(first) if row[0] == number), None)
    if place is None:
        raise Unreadable(gettext_noop("There is no row %(row)s to name the columns."), row=number)
    return number, headers_in(first, place)
