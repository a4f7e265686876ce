"""The dashboard of the goal and the count page, read by a visitor, and the last page of the register: over 1 000
organisations and over many more.

BENCH_ORGANISATIONS: how many more (over 1 000), 100 000 without it; a million take some minutes to generate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.frame import Row, median_ms, organisations
from caf.generating import generate
from caf.models import Organisation
from caf.reading.counting import count_on
from core.pages.listing import MOST_SHOWN, ROWS_A_PAGE
from core.written import number
from network.models import Person

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True
FEW, MANY = 1_000, organisations(100_000)
DAY, SINCE = "2008-11-26", "2008-08-26"


def pages() -> dict[str, str]:
    return {
        "dashboard of the goal": f"{reverse('caf:dashboard')}?as-of={DAY}",
        "dashboard as of five years before": f"{reverse('caf:dashboard')}?as-of=2003-11-26",
        "count page": f"{reverse('caf:register_count')}?as-of={DAY}",
        "count page with what changed in three months": f"{reverse('caf:register_count')}?as-of={DAY}&since={SINCE}",
    }


def asked(url: str, client: Client) -> Callable[[], None]:
    def ask() -> None:
        assert client.get(url).status_code == 200

    return ask


def tidy_up() -> None:
    """As a register is that was not entered a moment ago: else the database's own clean-up goes on meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def measure() -> Iterator[Row]:
    generate(FEW - Organisation.objects.count(), seed=1)
    tidy_up()
    visitor, keeper = Client(), Client()
    keeper.force_login(Person.objects.get(email="eipa@example.eu"))
    register = reverse("caf:organisation_list")
    few = median_ms(*(asked(url, visitor) for url in pages().values()), asked(register, keeper))
    generate(MANY - FEW, seed=2)
    tidy_up()
    last_page = f"{register}?page={MOST_SHOWN // ROWS_A_PAGE}"
    many = median_ms(*(asked(url, visitor) for url in pages().values()), asked(last_page, keeper))
    total = count_on(date.fromisoformat(DAY)).total
    for what, before, now in zip(pages(), few[:-1], many[:-1], strict=True):
        name = f"{what}, {number(MANY)} organisations"
        yield Row(name, now, "ms", before, f"the same over {number(FEW)}", 2.0, f"{number(total)} count")
    name = f"the register's last page, {number(MANY)} organisations, signed in"
    yield Row(name, many[-1], "ms", few[-1], f"its first page over {number(FEW)}", 1.3)
