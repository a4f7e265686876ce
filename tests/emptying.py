"""SQLite is emptied between tests by deleting every row, also those of which the database refuses it (`caf.frozen`)."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations

KEPT = ("caf_snapshot_frozen_delete",)


def empty_what_is_kept() -> None:
    """Before a flush the triggers go that refuse to delete; it makes them again, as a migration does."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def execute(operations: Any, statements: list[str]) -> None:
        freed = [f"DROP TRIGGER IF EXISTS {name}" for name in KEPT] if operations.connection.vendor == "sqlite" else []
        flush(operations, [*freed, *statements])

    BaseDatabaseOperations.execute_sql_flush = execute  # type: ignore[method-assign]
