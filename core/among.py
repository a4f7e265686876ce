"""Conditions that Django writes at a price: a field with thousands of values, which `__in` would send and prepare one
by one, and whether rows point to a record, which `Exists` takes longer to write than the database to answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, Lookup, Model


class Among(Lookup):
    """One value goes with the query: a list on PostgreSQL, on SQLite the same as JSON."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        lhs, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{lhs} = ANY(%s)", [*params, self.rhs]
        return f"{lhs} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.rhs)]  # noqa: S608


def among(name: str, values: Iterable[Any]) -> Any:
    """For `filter`: that field, named as there, is one of these numbers or texts."""
    return Among(F(name), list(values))


def has_rows(model: type[Model], name: str, *, filled: str = "") -> Func:
    """For `annotate`: has the record rows of that model, by its foreign key `name`? filled: such that name this too."""
    fields: Any = (model._meta.get_field(one or name) for one in (name, filled))
    column, named = (field.column for field in fields)
    return Func(
        F("pk"),
        template=f'EXISTS(SELECT 1 FROM "{model._meta.db_table}" U0 '  # noqa: S608 - names of tables and columns
        f'WHERE U0."{column}" = (%(expressions)s) AND U0."{named}" IS NOT NULL)',
        output_field=BooleanField(),
    )
