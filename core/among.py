"""A condition on a field with thousands of values, which `__in` would send and prepare one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Lookup


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
