"""The rows of a list as values of the database, without a model's instance for each: for files of any length.

Asked for where a list says `plain` and each of its columns says what it reads (`Column.reads`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from types import SimpleNamespace
from typing import Any

from core.batches import batches
from core.columns import Column, Kind

Raw = tuple[Any, ...]
AS_THEY_ARE = {Kind.TEXT, Kind.CHOICE, Kind.TAG, Kind.NUMBER, Kind.YEAR, Kind.DATE, Kind.YES_NO}
"""Kinds whose one cell in a file is the value of the database."""


class PlainRows:
    """What the columns of a list say of each row, batch by batch."""

    def __init__(self, records: Any, columns: tuple[Column, ...], day: date, host: str) -> None:
        self.model, self.columns, self.day, self.host = records.model, columns, day, host
        names = dict.fromkeys(name for column in columns for name in column.reads)
        self.places = {name: place for place, name in enumerate((*names, "pk"))}
        self.records = records.values_list(*names, "pk")
        self.loaded: dict[str, dict[Any, Any]] = {column.key: {} for column in columns if column.load}
        self.values = [(column, self.value_of(column)) for column in columns]

    def batches(self, size: int) -> Iterator[list[Raw]]:
        """Some rows at a time, with the records that they name at hand."""
        for batch in batches(self.records.iterator(chunk_size=size), size):
            for column in self.columns:
                if column.load:
                    known, place = self.loaded[column.key], self.places[column.reads[0]]
                    if missing := {row[place] for row in batch} - known.keys() - {None}:
                        known.update(column.load(missing))
            yield batch

    def value_of(self, column: Column) -> Callable[[Raw], Any]:
        """What tells a column's value from a row."""
        places = [(name, self.places[name]) for name in column.reads]
        place = places[0][1]
        if column.load:
            known = self.loaded[column.key]
            return lambda row: known.get(row[place])
        if column.is_field:
            return lambda row: row[place]

        @lru_cache(maxsize=1_000)  # states and numbers: the same few again and again
        def told(*values: Any) -> Any:
            return column.value(SimpleNamespace(**dict(zip(column.reads, values, strict=True))), self.day)

        if len(places) == 1:
            return lambda row: told(row[place])
        return lambda row: told(*(row[place] for _name, place in places))

    def spread(self) -> Callable[[Raw], list[Any]]:
        """What makes the cells of a row, in the order of the headers."""
        parts: list[tuple[int, Callable[[Raw], list[Any]] | None]] = []
        for column, value in self.values:
            if column.is_field and column.kind in AS_THEY_ARE and not column.load:
                parts.append((self.places[column.reads[0]], None))
            elif column.load:
                parts.append((0, self.cells_of_record(column)))
            else:
                parts.append((0, lambda row, column=column, value=value: column.spread_value(value(row))))  # type: ignore[misc]

        def cells(row: Raw) -> list[Any]:
            found: list[Any] = []
            for place, make in parts:
                if make is None:
                    found.append(row[place])
                else:
                    found += make(row)
            found.append(self.url(row))
            return found

        return cells

    def cells_of_record(self, column: Column) -> Callable[[Raw], list[Any]]:
        """The cells of a record that many rows name, made once for each record."""
        known, place = self.loaded[column.key], self.places[column.reads[0]]
        made: dict[Any, list[Any]] = {}

        def cells(row: Raw) -> list[Any]:
            key = row[place]
            if key not in made:
                made[key] = column.spread_value(known.get(key))
            return made[key]

        return cells

    def as_json(self, row: Raw) -> dict[str, Any]:
        said = {column.key: column.value_as_json(value(row)) for column, value in self.values}
        return said | {"url": self.url(row)}

    def url(self, row: Raw) -> str:
        before, after = self.around
        return f"{before}{row[-1]}{after}"

    @cached_property
    def around(self) -> tuple[str, str]:
        """What stands before and after the number in an address, in the language in which the first row is told."""
        before, _number, after = str(self.model.get_absolute_url(SimpleNamespace(pk=0))).rpartition("0")
        return self.host + before, after
