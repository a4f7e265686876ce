"""The register of CAF users and the page of one, signed in, against bare Django pages of the same tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from benchmarks.bare import bare_client
from benchmarks.frame import Row, median_ms, organisations
from caf.models import Organisation, RegisterState, Registration
from network.models import Country, Person

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True
ROWS = organisations(1_000)


def enter_organisations(rows: int) -> None:
    countries = list(Country.objects.all())
    made = Organisation.objects.bulk_create(
        Organisation(
            name=f"Town hall {number:05}", country=countries[number % len(countries)], city=f"Town {number}",
            level="local", sector="General administration", state=RegisterState.VALIDATED, known_on=date(2008, 1, 1),
        )
        for number in range(rows)
    )  # fmt: skip
    Registration.objects.bulk_create(
        Registration(organisation=one, state=RegisterState.VALIDATED, known_on=date(2008, 1, 1)) for one in made
    )


@override_settings(DEMONSTRATION=False)
def measured() -> list[Row]:
    """As an installation is read: from today, where the demonstration is read from a day of its own."""
    enter_organisations(ROWS)
    person = Person.objects.get(email="eipa@example.eu")
    portal, bare = Client(), bare_client(person)
    portal.force_login(person)
    register = reverse("caf:organisation_list")
    one = Organisation.objects.get(name=f"Town hall {ROWS // 2:05}")

    def asked(client: Client, address: str) -> Callable[[], None]:
        def ask() -> None:
            assert client.get(address).status_code == 200

        return ask

    ask_list, ask_page = asked(portal, register), asked(portal, one.get_absolute_url())
    listed, bare_list, deep, page, bare_page = median_ms(
        ask_list,
        asked(bare, "/bare/"),
        asked(portal, f"{register}?page=20"),
        ask_page,
        asked(bare, f"/bare/{one.pk}/"),
        times=15,
    )
    what = "register of CAF users, 50 of 1 000 rows, signed in"
    return [
        Row(what, listed, "ms", bare_list, "bare Django page with session, person and count", 2.5),
        queries_of(ask_list),
        Row("page of a CAF user, signed in", page, "ms", bare_page, "bare Django page with session and person", 8),
        queries_of(ask_page),
        Row("the register's page 20", deep, "ms", listed, "its first page", 1.3),
    ]


def measure() -> Iterator[Row]:
    yield from measured()


def queries_of(ask: Callable[[], None]) -> Row:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return Row("its queries", len(queries), "queries", 10, "fixed bound", 1.0)
