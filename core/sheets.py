"""A list as an XLSX file: its rows, a README, and drop-downs."""

from __future__ import annotations

from itertools import zip_longest
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core.columns import Kind
from core.exports import Listing

LAST_ROW = 1_048_576  # of a sheet


def xlsx_file(listing: Listing) -> IO[bytes]:
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
        if value.__class__ is str and value[:1] == "=":  # the others are no formulas in a cell of text
            cell = WriteOnlyCell(sheet, value=value)
            cell.data_type = "s"
            return cell
        return value

    sheet.append([heading(header) for header in listing.headers])
    for batch in listing.batches():
        for cells in listing.cells(batch):
            sheet.append([typed(value) for value in cells])
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
    offer_choices(book, sheet, listing)
    file = TemporaryFile()  # noqa: SIM115 - who is given it closes it
    book.save(file)
    file.seek(0)
    return file


def offer_choices(book: Workbook, sheet: Any, listing: Listing) -> None:
    """Drop-downs in the columns of choices; what they offer stands on a sheet of its own, one column for each."""
    place, lists = 0, None
    for column in listing.columns:
        if column.kind in (Kind.CHOICE, Kind.TAG) and column.words:
            lists = lists or []
            lists.append([str(word) for word in column.words])
            letter, here = get_column_letter(len(lists)), get_column_letter(place + 1)
            choices = DataValidation(
                "list", formula1=f"Choices!${letter}$1:${letter}${len(column.words)}", allow_blank=True
            )
            choices.add(f"{here}2:{here}{LAST_ROW}")
            sheet.data_validations.append(choices)
        place += len(column.headers())
    if lists:
        page = book.create_sheet("Choices")
        page.sheet_state = "hidden"
        for row in zip_longest(*lists):
            page.append(row)
