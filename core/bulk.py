"""Rows by the thousand, as fast as the database takes them: by COPY on PostgreSQL, else by one prepared statement.

A row is said as a table of its attributes, {"organisation_id": 5, "name": ...}: that of an instance (`vars`), or a
plain one, which costs a tenth. Values are those that the fields hold; they are prepared as saving would. Constraints
hold; `save` and signals are left out. All of it lies in the caller's transaction. On PostgreSQL nothing else may be
asked over the same connection while a COPY is open: the rows are made before it begins.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

from django.db import connection, models
from django.utils import timezone

Said = dict[str, Any]
Values = Sequence[Any]
AS_THEY_ARE = (models.CharField, models.IntegerField, models.BooleanField, models.ForeignKey)


def new_keys(model: Any, number: int) -> list[int]:
    """So many primary keys that no row has, nor will be given: asked for in one query."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [quoted(table), key, number],
            )
            return [row[0] for row in cursor.fetchall()]
        # Its one writer holds the database: whoever asks next finds what is written by then.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = (last[0] if last else 0) + 1
        return list(range(first, first + number))


def insert(model: Any, rows: Sequence[Said]) -> None:
    """Save new rows. Each gets, in place, a key where it has none, and the defaults of what it does not say."""
    if not rows:
        return
    fields, key = model._meta.concrete_fields, model._meta.pk.attname
    without = [row for row in rows if row.get(key) is None]
    for row, new in zip(without, new_keys(model, len(without)) if without else (), strict=True):
        row[key] = new
    now = timezone.now()
    for field in fields:
        if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
            for row in rows:
                row[field.attname] = now
        elif any(field.attname not in row for row in rows):
            for row in rows:
                row.setdefault(field.attname, field.get_default())
    names = [field.attname for field in fields]
    insert_values(model, names, map(itemgetter(*names), rows))


def insert_values(model: Any, names: Sequence[str], rows: Iterable[Values]) -> None:
    """Save new rows, given as the values of these attributes. A key that is not named the database gives."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    write_into(model._meta.db_table, [known[name] for name in names], rows)


def update(model: Any, rows: Sequence[Said], names: Iterable[str]) -> None:
    """Save these fields of rows that are on record."""
    if not rows:
        return
    meta = model._meta
    fields = [*map(meta.get_field, names), meta.pk]
    values = map(itemgetter(*(field.attname for field in fields)), rows)
    table, (*columns, key) = quoted(meta.db_table), [quoted(field.column) for field in fields]
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            said = ", ".join(f"{name} = %s" for name in columns)
            cursor.executemany(f"UPDATE {table} SET {said} WHERE {key} = %s", prepared(fields, values))  # noqa: S608
            return
        beside, said = quoted(f"said_of_{meta.db_table}"), ", ".join(f"{name} = its.{name}" for name in columns)
        every = ", ".join((*columns, key))
        cursor.execute(f"CREATE TEMPORARY TABLE {beside} AS SELECT {every} FROM {table} WITH NO DATA")  # noqa: S608
        write_into(f"said_of_{meta.db_table}", fields, values)
        cursor.execute(f"UPDATE {table} SET {said} FROM {beside} its WHERE {table}.{key} = its.{key}")  # noqa: S608
        cursor.execute(f"DROP TABLE {beside}")


# --- How they are written ---------------------------------------------------------------------------------


def write_into(table: str, fields: Sequence[Any], rows: Iterable[Values]) -> None:
    """Names of tables and columns are the models' own: nothing else is put into the statement."""
    names, ready = ", ".join(quoted(field.column) for field in fields), prepared(fields, rows)
    if not ready:
        return
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quoted(table)} ({names}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({places})", ready)  # noqa: S608


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def prepared(fields: Sequence[Any], rows: Iterable[Values]) -> list[Values]:
    """As the database takes them; all of them, before any is written."""
    columns = []
    for field, values in zip(fields, zip(*rows, strict=True), strict=False):
        prepare = how_prepared(field)
        columns.append(map(prepare, values) if prepare else values)
    return list(zip(*columns, strict=True))


def how_prepared(field: Any) -> Callable[[Any], Any] | None:
    """What makes of a value of this field one for the database; None where it is one."""
    if isinstance(field, AS_THEY_ARE):
        return None
    if isinstance(field, models.JSONField):
        return json.JSONEncoder(ensure_ascii=False).encode
    known: dict[Any, Any] = {}

    def remembered(value: Any) -> Any:
        if value not in known:
            known[value] = field.get_db_prep_save(value, connection)
        return known[value]

    return remembered
