"""The migrations, one after the other on an empty database, end with the tables that the models describe."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

# What SQLite has no name for is counted in the order of the columns.
NUMBERED = re.compile(r"^(fk_|__unnamed_constraint_)\d+(__)?$")


# The last migration of an app taken back in the notes alone: then the database is behind.
BEHIND = """
import django; django.setup()
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from ipsg_portal.management.commands.prepare import is_behind
print(is_behind())
MigrationRecorder(connection).migration_qs.filter(app="resolutions").order_by("-pk")[0].delete()
print(is_behind())
"""

pytestmark = pytest.mark.production


@pytest.fixture
def migrated(db, tmp_path):
    """A second database, built by `migrate` in another process: a connection to it."""
    address = address_of_another(tmp_path)

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments], env={**os.environ, "DATABASE_URL": address}, cwd=settings.BASE_DIR,
            check=True, timeout=300, capture_output=True, text=True,
        ).stdout  # fmt: skip

    run("-m", "tests.quick_migrate", "migrate", "--verbosity", "0")
    assert run("-c", BEHIND).split() == ["False", "True"]  # whether a start of the portal has to migrate
    name = address.removeprefix("sqlite:///") if connection.vendor == "sqlite" else address.rpartition("/")[2]
    other = ConnectionHandler({"default": {**connections.settings["default"], "NAME": name}})["default"]
    yield other
    other.close()


def address_of_another(folder) -> str:
    name = f"migrated_{os.getpid()}"
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder}/{name}.sqlite3"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


def test_migrations_end_with_the_tables_of_the_models(migrated):
    by_migrations, by_models = tables(migrated), tables(connection)
    assert by_migrations.keys() == by_models.keys()
    different = {name: by_models[name] ^ rows for name, rows in by_migrations.items() if rows != by_models[name]}
    assert different == {}


def tables(database: BaseDatabaseWrapper) -> dict[str, set[tuple[object, ...]]]:
    """Of each table its columns and constraints, in no order: migrations add columns at the end."""
    introspection = database.introspection
    if database.vendor == "sqlite":
        introspection._get_column_collations = lambda _cursor, _table: {}  # fails at a CHECK of two values in a list
        # It tells the columns of a key in the order of the table, not in that of the key.
        named = introspection.get_primary_key_columns
        introspection.get_primary_key_columns = lambda cursor, table: sorted(named(cursor, table) or [])
    with database.cursor() as cursor:
        return {
            name: {
                *((column.name, column.type_code, column.null_ok, column.internal_size)
                  for column in introspection.get_table_description(cursor, name)),
                *((NUMBERED.sub("", key), *map(str, found.items()))
                  for key, found in introspection.get_constraints(cursor, name).items()),
            }
            for name in introspection.table_names(cursor)
            if name != MigrationRecorder.Migration._meta.db_table
        }  # fmt: skip
