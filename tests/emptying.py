"""SQLite is emptied between tests by deleting every row, also those of which the database refuses it (`caf.frozen`)."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper  # base first: the modules import each other

KEPT = ("caf_snapshot_frozen_delete",)


def empty_what_is_kept() -> None:
    """Before a flush the triggers go that refuse to delete; it makes them again, as a migration does."""
    operations_of_sqlite: Any = DatabaseWrapper.ops_class
    flush = operations_of_sqlite.execute_sql_flush

    def execute(operations: Any, statements: list[str]) -> None:
        flush(operations, [*(f"DROP TRIGGER IF EXISTS {name}" for name in KEPT), *statements])

    operations_of_sqlite.execute_sql_flush = execute
