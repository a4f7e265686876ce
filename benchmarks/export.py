"""The register of CAF users as CSV and XLSX, against writers of the same cells that know nothing of the portal."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile

from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from benchmarks.frame import Row, median_ms, memory_mib, organisations
from benchmarks.list_page import enter_organisations
from caf.models import Organisation
from core.exports import Echo

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True
ROWS = organisations(10_000)
FIELDS = (
    "name", "english_name", "country__iso2", "country__iso3", "city", "level", "sector", "website", "state",
    "known_on", "source", "confidence", "note", "pk",
)  # fmt: skip


def measure() -> Iterator[Row]:
    enter_organisations(ROWS)
    client = Client()
    address = reverse("caf:organisation_list")
    most = before = memory_mib()

    def exported(name: str) -> Callable[[], None]:
        def export() -> None:
            nonlocal most
            for _part in client.get(address, {"format": name}):
                most = max(most, memory_mib())

        return export

    def rows() -> Iterator[tuple[object, ...]]:
        return Organisation.objects.order_by("country__iso2", "name").values_list(*FIELDS).iterator(chunk_size=1000)

    def bare_csv() -> None:
        writer = csv.writer(Echo())
        for row in rows():
            writer.writerow(row)

    def bare_xlsx() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows():
            sheet.append(row)
        with TemporaryFile() as file:
            book.save(file)

    exported("csv")()
    memory = most - before
    ours, limit = median_ms(exported("csv"), bare_csv, times=5)
    yield Row(
        "register as CSV, a thousand rows", ours * 1000 / ROWS, "ms", limit * 1000 / ROWS, "csv.writer alone", 1.5
    )
    yield Row("its memory, over the start", max(memory, 0.1), "MiB", 30, "fixed bound", 1.0)
    ours, limit = median_ms(exported("xlsx"), bare_xlsx, times=3, warm=1)
    yield Row("register as XLSX, a thousand rows", ours * 1000 / ROWS, "ms", limit * 1000 / ROWS, "openpyxl alone", 1.5)
