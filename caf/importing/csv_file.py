"""A file of separated values: its encoding, its separator, its rows."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes
from django.utils.translation import gettext_noop

from caf.importing.table import LONGEST_CELL, MOST_COLUMNS, ROWS_LOOKED_AT, Row, Unreadable, clean_text

MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
CENTRAL, GREEK, CYRILLIC, BALTIC, TURKISH, WESTERN = "cp1250", "cp1253", "cp1251", "cp1257", "cp1254", "cp1252"
USUAL = {
    **dict.fromkeys(("PL", "CZ", "SK", "HU", "SI", "HR", "RO"), CENTRAL),
    **dict.fromkeys(("GR", "CY"), GREEK),
    **dict.fromkeys(("BG", "MK"), CYRILLIC),
    **dict.fromkeys(("LT", "LV", "EE"), BALTIC),
    "TR": TURKISH,
}
"""What Windows saves with in a country; elsewhere WESTERN."""
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1250", "cp1253", "cp1251", "cp1257")
"""Those that one may choose on the page."""


def called(encoding: str) -> str:
    """As programs name it where one saves a file: UTF-8, Windows-1252."""
    if encoding.startswith("cp125"):
        return encoding.replace("cp", "Windows-")
    return encoding.upper().replace("-SIG", " (BOM)")


SEPARATORS = {",": gettext_noop("comma"), ";": gettext_noop("semicolon"), "\t": gettext_noop("tab"), "|": "|"}
SAMPLE = 65_536
NULL = "\N{NULL}"


def encoding_of(content: bytes, country: str) -> tuple[str, bool]:
    """(name of the encoding, whether it is certain). What is no UTF is taken as that of the country (ISO code, or "").

    Where no country is named, letters that are mostly not Latin tell their alphabet.
    """
    for mark, name in MARKS.items():
        if content.startswith(mark):
            return name, True
    head = content[:SAMPLE]
    if head.count(0) * 5 > len(head):  # nearly every second byte: UTF-16 without its mark
        return ("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"), True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return (USUAL.get(country, WESTERN) if country else by_its_letters(content)), False
    return "utf-8", True


def by_its_letters(content: bytes) -> str:
    lines = b"\n".join([line for line in content.splitlines() if not line.isascii()][:400])
    if sum(sign > 127 for sign in lines) * 4 > sum(sign > 127 or chr(sign).isalpha() for sign in lines):
        best = from_bytes(lines, cp_isolation=[GREEK, CYRILLIC]).best()
        return best.encoding if best is not None else WESTERN
    return WESTERN


def separator_of(text: str) -> str:
    """That which cuts most lines into the same number of cells."""
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == len("sep=") + 1:  # as Excel writes it
        return first[-1]
    best, most = ",", (0.0, 0)
    for sign in SEPARATORS:
        widths = [len(cells) for cells in islice(csv.reader(io.StringIO(text), delimiter=sign), 60) if cells]
        if not widths:
            continue
        width, lines = Counter(widths).most_common(1)[0]
        if width > 1 and (lines / len(widths) * min(width, 5), width) > most:
            best, most = sign, (lines / len(widths) * min(width, 5), width)
    return best


def csv_rows(content: bytes, encoding: str, separator: str) -> Iterator[Row]:
    """Every row, with the number of the line of the spreadsheet; read as it is asked for, whatever its length."""
    csv.field_size_limit(1_000_000)
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")
    try:
        reader = csv.reader((line.replace(NULL, "") for line in text), delimiter=separator)
        for number, cells in enumerate(reader, start=1):
            if number == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep="):
                continue
            yield number, [clean_text(cell[:LONGEST_CELL]) for cell in cells[: MOST_COLUMNS + 1]]
    except csv.Error as error:
        raise Unreadable(gettext_noop("The file cannot be read as a table: %(reason)s."), reason=str(error)) from error


def first_text(content: bytes, encoding: str) -> str:
    """Enough of it to see how it is cut. Raises Unreadable for an encoding that it is not in."""
    try:
        return content[:SAMPLE].decode(encoding, errors="replace").replace(NULL, "")
    except (LookupError, UnicodeError) as error:
        raise Unreadable(gettext_noop("The letters of the file are not understood.")) from error


def first_rows(content: bytes, encoding: str, separator: str) -> list[Row]:
    return list(islice(csv_rows(content, encoding, separator), ROWS_LOOKED_AT))
