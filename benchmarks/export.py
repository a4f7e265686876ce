"""The register of CAF users as CSV and XLSX, against writers of the same cells that know nothing of the portal."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from tempfile import TemporaryFile
from typing import Any

from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from benchmarks.frame import Row, median_ms, memory_mib, organisations
from caf.generating import generate
from caf.models import (
    Label,
    Organisation,
    OrganisationName,
    OrganisationProfile,
    RegisterState,
    Registration,
    Use,
)
from core.among import among
from core.batches import batches
from network.models import CountryName

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True
ROWS = organisations(10_000)
OWN = (
    "ref", "country__iso2", "name", "english_name", "level", "sector", "size", "city", "website", "source",
    "sender_ref", "state", "language", "origin", "confidence", "note", "known_on", "changed_on", "pk", "country_id",
)  # fmt: skip
OF_EACH: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Registration, ("state", "known_on", "by_id")),
    (Use, ("version", "starts_on", "reported_on", "known_on")),
    (OrganisationName, ("kind", "name", "known_on")),
    (OrganisationProfile, ("nuts", "latitude", "longitude", "known_on")),
)


def bare_rows() -> Iterator[Sequence[object]]:
    """The cells of the same columns, from the same tables, by `values_list` alone.

    Nothing is asked as of a day, nothing disarmed; of several rows the one that comes last is taken as it is.
    """
    countries = dict(CountryName.objects.filter(language="en").values_list("country_id", "name"))
    kept = Organisation.objects.filter(state=RegisterState.VALIDATED).order_by("country__iso2", "name")
    for batch in batches(kept.values_list(*OWN).iterator(chunk_size=1000), 1000):
        keys = [row[-2] for row in batch]
        steps, uses, names, profiles = (
            gathered(model.objects.filter(among("organisation", keys)).order_by("known_on", "pk"), fields)
            for model, fields in OF_EACH
        )
        labels = gathered(Label.objects.filter(among("organisation", keys)), ("number", "valid_until"))
        for *own, pk, country in batch:
            of_it = uses.get(pk, ())
            begun = [row[1] for row in of_it if row[1]]
            profile = profiles.get(pk, NOTHING)[-1]
            step, label = steps.get(pk, NOTHING)[-1], labels.get(pk, NOTHING)[-1]
            yield (
                *own, countries.get(country), "; ".join(row[1] for row in names.get(pk, ()) if row[0] != "official"),
                *profile[:3], of_it[-1][0] if of_it else None, min(begun, default=None), max(begun, default=None),
                max((row[2] for row in of_it if row[2]), default=None), len(begun), bool(begun), *step[:3], *label[:2],
                f"https://portal.example/caf/users/{pk}/",
            )  # fmt: skip


NOTHING: Sequence[tuple[Any, ...]] = ((None,) * 4,)


def gathered(rows: Any, fields: tuple[str, ...]) -> dict[int, list[tuple[Any, ...]]]:
    """By organisation."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *said in rows.values_list("organisation_id", *fields):
        found[pk].append(tuple(said))
    return found


def measure() -> Iterator[Row]:
    generate(ROWS, seed=1)  # with uses, names, profiles and steps
    client = Client()
    address = reverse("caf:organisation_list")
    most = before = memory_mib()

    def exported(name: str) -> Callable[[], None]:
        def export() -> None:
            nonlocal most
            for _part in client.get(address, {"format": name, "as-of": "today"}):
                most = max(most, memory_mib())

        return export

    def bare_csv() -> None:
        text = StringIO()
        csv.writer(text).writerows(bare_rows())

    def bare_xlsx() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in bare_rows():
            sheet.append(row)
        with TemporaryFile() as file:
            book.save(file)

    exported("csv")()
    memory = most - before
    ours, limit = median_ms(exported("csv"), bare_csv, times=5)
    yield Row(
        "register as CSV, a thousand rows",
        ours * 1000 / ROWS,
        "ms",
        limit * 1000 / ROWS,
        "csv.writer and values_list, the same columns",
        1.5,
    )
    yield Row("its memory, over the start", max(memory, 0.1), "MiB", 30, "fixed bound", 1.0)
    ours, limit = median_ms(exported("xlsx"), bare_xlsx, times=3, warm=1)
    yield Row(
        "register as XLSX, a thousand rows",
        ours * 1000 / ROWS,
        "ms",
        limit * 1000 / ROWS,
        "openpyxl and values_list, the same columns",
        1.5,
    )
