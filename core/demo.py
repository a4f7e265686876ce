"""Records that come with the portal as files: read, compared with what is there, written where they differ.

A file says what the records are, in the words of the models. Loading it again leaves every row as it
is, with its key and without a new line in its history.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, MultipleObjectsReturned, ObjectDoesNotExist, ValidationError
from django.db import models

from core.fields import TextField
from core.values import Period, Text

Keys = Mapping[type[models.Model], tuple[str, ...]]
INHERITED = ("known_on", "source", "confidence")


class DemoError(Exception):
    """A file says what cannot be a record; the message says which and why."""


class Files:
    """The files of one folder, and what became of them.

    keys: by which fields a row is found again ("name__en": by the English words of a text). Where a row
    names another record, one value stands for its key (country = "FR"), or a table for a look-up.
    """

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.folder = folder
        self.keys = keys
        self.counts: Counter[str] = Counter()
        self._put: set[tuple[type[models.Model], Any]] = set()

    def load(self, model: type[models.Model], name: str) -> None:
        """Every row of a CSV file, or every [[entry]] of a TOML file, becomes a record of the model."""
        for number, row in enumerate(self._rows(self.folder / name), start=1):
            try:
                self.put(model, row)
            except (DemoError, ValidationError, ValueError, KeyError, FieldDoesNotExist) as error:
                raise DemoError(f"{self.folder.parent.name}/demo/{name}, entry {number}: {error}") from error

    def put(self, model: type[models.Model], row: Mapping[str, Any], **parent: Any) -> models.Model:
        """The record that the row describes, made or mended if need be; then its parts.

        A list under the name of the model's own parts (schedules, points) describes those. A part takes
        its first known day, source and confidence from the row it belongs to, where it has none.
        """
        values, parts = dict(parent), {}
        for name, value in row.items():
            if name == "period":
                period = Period.parse(value)
                values |= {"starts_on": period.starts_on, "ends_on": period.ends_on, "precision": period.precision}
            elif model._meta.get_field(name).auto_created:
                parts[name] = value
            else:
                values[name] = self._value(model._meta.get_field(name), value)
        record = self._written(model, values)
        for name, part_rows in parts.items():
            relation: Any = model._meta.get_field(name)
            part = relation.related_model
            passed_on = {
                field.name: values[field.name]
                for field in part._meta.concrete_fields
                if field.name in INHERITED and field.name in values
            }
            for part_row in part_rows if isinstance(part_rows, list) else [part_rows]:
                self.put(part, passed_on | part_row, **{relation.field.name: record})
        return record

    def found(self, model: type[models.Model], key: Any) -> Any:
        """The record that one value of its key, or a table of look-ups, stands for. Raises DemoError."""
        lookups = key if isinstance(key, dict) else {self.keys[model][0]: key}
        try:
            return model._default_manager.get(**lookups)
        except (ObjectDoesNotExist, MultipleObjectsReturned) as error:
            raise DemoError(f"{key!r} does not stand for one {model._meta.verbose_name}.") from error

    def _value(self, field: Any, value: Any) -> Any:
        if field.is_relation:
            return value if isinstance(value, models.Model) else self.found(field.related_model, value)
        if isinstance(field, TextField):
            return Text(value)
        return field.to_python(value)

    def _written(self, model: type[models.Model], values: dict[str, Any]) -> models.Model:
        key = {name: _looked_up(model, values, name) for name in self.keys[model]}
        record = model._default_manager.filter(**key).first()
        change = record is None or any(getattr(record, name) != value for name, value in values.items())
        record = record or model()
        if change:
            for name, value in values.items():
                setattr(record, name, value)
            record.full_clean()
            record.save()
        if (model, record.pk) in self._put:
            raise DemoError(f"{key} is there twice.")
        self._put.add((model, record.pk))
        self.counts[model._meta.label] += 1
        return record

    @staticmethod
    def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
        """Rows of a CSV file without their empty cells (a column text.en is a part of text), or a TOML file's."""
        if path.suffix == ".toml":
            yield from tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
            return
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                row: dict[str, Any] = {}
                for column, cell in line.items():
                    name, _dot, language = column.partition(".")
                    if cell and language:
                        row.setdefault(name, {})[language] = cell
                    elif cell:
                        row[name] = cell
                yield row


def _looked_up(model: type[models.Model], values: dict[str, Any], name: str) -> Any:
    """The value of a field, or of one language of it: name__en."""
    name, _underscores, language = name.partition("__")
    if language:
        return values[name][language]
    field: Any = model._meta.get_field(name)
    return values[name] if name in values else field.get_default()
