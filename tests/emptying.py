"""How the tables are emptied between tests: of the rows that are there, also those that the database refuses to delete.

Django would have PostgreSQL make every table anew, some hundred, of which a test has filled a few: that takes longer
than the test.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations

KEPT = ("caf_snapshot_frozen_delete",)


def empty_what_is_kept() -> None:
    """SQLite: the triggers go that refuse (`caf.frozen`); a flush makes them again, as a migration does."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def execute(operations: Any, statements: list[str]) -> None:
        freed = [f"DROP TRIGGER IF EXISTS {name}" for name in KEPT] if operations.connection.vendor == "sqlite" else []
        flush(operations, [*freed, *statements])

    BaseDatabaseOperations.execute_sql_flush = execute  # type: ignore[method-assign]
    DatabaseOperations.sql_flush = delete_what_is_there  # type: ignore[method-assign]


def delete_what_is_there(operations: Any, _style: Any, tables: list[str], **_options: Any) -> list[str]:
    """PostgreSQL's statements; no trigger and no foreign key is asked, for nothing is left that could point."""
    quoted = [operations.quote_name(table) for table in tables]
    full = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in quoted)
    with operations.connection.cursor() as cursor:
        cursor.execute(full)
        found = [name for (name,) in cursor.fetchall()]
    role = "SET LOCAL session_replication_role"
    return [f"{role} = replica", *(f"DELETE FROM {name}" for name in found), f"{role} = origin"]
