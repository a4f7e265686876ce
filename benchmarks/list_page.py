"""The register of CAF users, 50 rows of 1 000, signed in, against a bare Django page of the same table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import bare
from benchmarks.frame import Row, median_ms
from caf.models import Organisation, RegisterState, Registration
from network.models import Country, Person

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True
ROWS = 1_000


def enter_organisations() -> None:
    countries = list(Country.objects.all())
    made = Organisation.objects.bulk_create(
        Organisation(
            name=f"Town hall {number:05}", country=countries[number % len(countries)], city=f"Town {number}",
            level="local", sector="General administration", state=RegisterState.VALIDATED, known_on=date(2008, 1, 1),
        )
        for number in range(ROWS)
    )  # fmt: skip
    Registration.objects.bulk_create(
        Registration(organisation=one, state=RegisterState.VALIDATED, known_on=date(2008, 1, 1)) for one in made
    )


def measure() -> Iterator[Row]:
    enter_organisations()
    client = Client()
    client.force_login(Person.objects.get(email="eipa@example.eu"))
    address = reverse("caf:organisation_list")

    def page() -> None:
        assert client.get(address).status_code == 200

    def alone() -> None:
        assert other.get("/bare/").status_code == 200

    other = Client()
    with override_settings(MIDDLEWARE=bare.MIDDLEWARE):
        other.handler.load_middleware()
    other.force_login(Person.objects.get(email="eipa@example.eu"))
    ours, limit = median_ms(page, alone, times=15)
    yield Row("register of CAF users, 50 of 1 000 rows, signed in", ours, "ms", limit, "bare Django page", 2.5)
    with CaptureQueriesContext(connection) as queries:
        page()
    yield Row("its queries", len(queries), "queries", 10, "fixed bound", 1.0)
