"""What takes long to make is made once a process, and then put back row by row: a tenth of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time
from typing import Any, Generic, TypeVar

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from caf import demo as caf
from conferences import demo as conferences
from core.models import Job
from customer_focus import demo as customer_focus
from network import demo as network
from network.models import Country
from resolutions import demo, library

APPS = ("core", "network", "conferences", "caf", "customer_focus", "resolutions", "account")
Made = TypeVar("Made")


class Kept(Generic[Made]):
    """make: enters rows into a portal that has none, and returns what tells of them."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self.make = make
        self.made: list[Made] = []
        self.rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}

    def __call__(self) -> Made:
        """Enters the rows. Where countries are on record already, they are made anew beside these."""
        if Country.objects.exists():
            return self.make()
        if self.made:
            self.put_back()
        else:
            self.made.append(self.make())
            self.keep()
        return self.made[0]

    def keep(self) -> None:
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            for table, _model in tables():
                cursor.execute(f"SELECT * FROM {quote(table)}")
                rows = [tuple(map(as_written, row)) for row in cursor.fetchall()]
                if rows:
                    self.rows[table] = [quote(column[0]) for column in cursor.description], rows

    @transaction.atomic
    def put_back(self) -> None:
        """In any order: both databases look at foreign keys when all is written."""
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            for table, (columns, rows) in self.rows.items():
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quote(table)} ({', '.join(columns)}) VALUES ({places})", rows)
            for statement in connection.ops.sequence_reset_sql(no_style(), [model for _table, model in tables()]):
                cursor.execute(statement)


def tables() -> list[tuple[str, Any]]:
    return [
        (model._meta.db_table, model)
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]


def as_written(value: Any) -> Any:
    """A time of day comes out of SQLite as one, and goes in as words."""
    return value.isoformat() if isinstance(value, time) else value


@Kept
@transaction.atomic
def load_records() -> None:
    """The demonstration records, without its people, and the library. As `load_demo` does, all or nothing."""
    for subject in (network, conferences, caf, customer_focus, demo):
        subject.load()
    library.load()
    Job.objects.all().delete()  # the files of certificates, which nobody here asks for


@pytest.fixture(scope="module")
def records(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Committed for the module and taken away after it; what a test changes is rolled back as ever.

    Not for tests of transactions (`transactional_db`), which empty the tables: they call `load_records`. A folder's
    conftest takes it from here.
    """
    with django_db_blocker.unblock():
        load_records()
    yield
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)
