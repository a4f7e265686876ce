"""What the database itself refuses: a snapshot never changes, nor does what was promised to those who are asked.

Triggers, made after each migration, so that they are there however the tables came to be (decision 0011).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass(frozen=True)
class Refusal:
    """A trigger. events: on which it looks. condition: when it refuses, in SQL that
    both understand; NEW and OLD are the row."""

    name: str
    table: str
    events: str
    condition: str
    sentence: str

    def postgresql(self) -> tuple[str, ...]:
        return (
            f"""
            CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF {self.condition} THEN
                RAISE EXCEPTION '{self.sentence}' USING ERRCODE = 'integrity_constraint_violation';
              END IF;
              RETURN NEW;
            END $$
            """,
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            (
                f"CREATE TRIGGER {self.name} BEFORE {self.events} ON {self.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
            ),
        )

    def sqlite(self) -> tuple[str, ...]:
        return tuple(
            f"CREATE TRIGGER IF NOT EXISTS {self.name}_{event.lower()} BEFORE {event} ON {self.table} "
            f"WHEN {self.condition} BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
            for event in self.events.split(" OR ")
        )


REFUSALS = (
    Refusal(
        "caf_snapshot_frozen",
        "caf_snapshot",
        "UPDATE OR DELETE",
        "1 = 1",
        "A snapshot never changes.",
    ),
    Refusal(
        "caf_consultation_promised",
        "caf_consultation",
        "UPDATE",
        "NEW.anonymous <> OLD.anonymous OR NEW.version_id <> OLD.version_id OR NEW.audience <> OLD.audience",
        "What was promised to those who are asked never changes.",
    ),
    Refusal(
        "caf_pilotanswers_of_nobody",
        "caf_pilotanswers",
        "INSERT OR UPDATE",
        "(NEW.invitation_id IS NULL) <> (SELECT anonymous FROM caf_consultation WHERE id = NEW.consultation_id)",
        "Answers have an invitation where they are named, and none where anonymity is promised.",
    ),
)


def freeze(using: str = "default", **_more: Any) -> None:
    """Make the triggers whose tables are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for refusal in REFUSALS:
            if refusal.table in tables:
                for statement in refusal.postgresql() if connection.vendor == "postgresql" else refusal.sqlite():
                    cursor.execute(statement)
