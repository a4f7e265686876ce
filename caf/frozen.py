"""What the database itself refuses: a snapshot that was reported is never changed.

A trigger, made after each migration, so that it is there however the tables came to be (decision 0011). Neither
database changes or deletes one.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION caf_snapshot_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'A snapshot never changes.' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    "DROP TRIGGER IF EXISTS caf_snapshot_frozen ON caf_snapshot",
    """
    CREATE TRIGGER caf_snapshot_frozen BEFORE UPDATE OR DELETE ON caf_snapshot
    FOR EACH ROW EXECUTE FUNCTION caf_snapshot_frozen()
    """,
)
SQLITE = (
    """
    CREATE TRIGGER IF NOT EXISTS caf_snapshot_frozen BEFORE UPDATE ON caf_snapshot
    BEGIN SELECT RAISE(ABORT, 'A snapshot never changes.'); END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS caf_snapshot_kept BEFORE DELETE ON caf_snapshot
    BEGIN SELECT RAISE(ABORT, 'A snapshot never changes.'); END
    """,
)


def freeze_snapshots(using: str = "default", **_more: Any) -> None:
    """Make the trigger, if there is a table for it."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "caf_snapshot" in connection.introspection.table_names(cursor):
            for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
                cursor.execute(statement)
