"""What a record shows, declared once: for the list, the record's page, the spreadsheet, JSON and PDF.

A column knows its value, and its kind says how the value is written for a reader, which cells it fills in
a spreadsheet, and what it is in JSON. Values are asked for as of a day: what is known of a thing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.fields import TextField
from core.own_words import read
from core.values import Period, Precision
from core.written import written

NONE = "–"
"""There is none, and that is known."""


class Kind(StrEnum):
    """What sort of value a column holds."""

    TEXT = "text"
    WORDS = "words"  # the same in several languages
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    MOMENT = "moment"
    PERIOD = "period"
    QUANTITY = "quantity"
    CHOICE = "choice"
    TAG = "tag"  # a choice, shown with shape and tint
    YES_NO = "yes or no"
    RECORD = "record"  # another record, shown by its name


NUMERIC = {Kind.NUMBER, Kind.QUANTITY, Kind.YEAR}

Value = Callable[[Any, date], Any]
"""What a record says as of a day."""


@dataclass(frozen=True)
class Tag:
    """A state as shape, tint and word. Kinds: ok, under-way, look, wrong, off, plain."""

    kind: str
    word: str


class Cell(NamedTuple):
    """A value as a reader sees it. An empty text is one that is not known. in_one_line: a day, where there is room."""

    text: str
    numeric: bool = False
    second: str = ""
    tag: Tag | None = None
    in_one_line: bool = False


@dataclass(frozen=True)
class Column:
    """key: the stable name that files and addresses use. sort: fields to order by; {language} in one stands for
    the reader's. code: what a machine calls a RECORD (a country's ISO code). words: a choice's words; tags: the
    tag kind of each choice. in_list, in_page: whether it is shown there; a file holds every column. empty: what a
    reader is told where there is no value; "" says that it is not known."""

    key: str
    label: str | Promise
    value: Value
    kind: Kind = Kind.TEXT
    second: Value | None = None
    sort: tuple[str, ...] = ()
    code: Callable[[Any], str] | None = None
    words: Mapping[str, str | Promise] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    in_list: bool = True
    in_page: bool = True
    empty: str | Promise = ""

    @cached_property
    def numeric(self) -> bool:
        return self.kind in NUMERIC

    def cell(self, record: Any, day: date) -> Cell:
        """The value as the reader's language writes it."""
        return self.reader().cell(record, day)

    def reader(self) -> Reader:
        """For many records: the language in which they are read is asked for once."""
        value_of, second_of, unknown = self.value, self.second, Cell(str(self.empty), self.numeric)
        write, chosen = CELL.get(self.kind, written_cell), self.chosen()

        before, shown_before = None, unknown  # rows that follow each other often share a country

        def cell(record: Any, day: date) -> Cell:
            nonlocal before, shown_before
            value = value_of(record, day)
            if value is None or value == "":
                shown = unknown
            elif value is before:
                shown = shown_before
            else:
                shown = (chosen.get(value) if chosen else None) or write(self, value)
                before, shown_before = value, shown
            second = written(second_of(record, day)) if second_of else ""
            return shown._replace(second=second) if second else shown

        return Reader(cell)

    def chosen(self) -> dict[str, Cell]:
        """The cells of its choices: there are few, and each list says them again and again."""
        if self.kind not in (Kind.CHOICE, Kind.TAG):
            return {}
        language = get_language()
        if language not in self._chosen:
            self._chosen[language] = {value: CELL[self.kind](self, value) for value in self.words}
        return self._chosen[language]

    @cached_property
    def _chosen(self) -> dict[str | None, dict[str, Cell]]:
        """By the language in which they were read."""
        return {}

    def word(self, value: str) -> str:
        """What a choice is called."""
        return str(self.words.get(value, value))

    def order(self) -> list[str]:
        """The fields to order by, in the reader's language."""
        language = (get_language() or settings.LANGUAGE_CODE)[:2]
        return [name.format(language=language) for name in self.sort]

    def headers(self) -> list[str]:
        """The names of the cells that it fills in a spreadsheet."""
        match self.kind:
            case Kind.WORDS:
                return [f"{self.key}_{code}" for code, _name in settings.LANGUAGES]
            case Kind.PERIOD:
                return [self.key, f"{self.key}_first_day", f"{self.key}_last_day"]
            case Kind.QUANTITY:
                return [self.key, f"{self.key}_qualifier"]
            case Kind.RECORD if self.code:
                return [self.key, f"{self.key}_name"]
        return [self.key]

    def spread(self, record: Any, day: date) -> list[Any]:
        """A value for each of the headers: texts, numbers, dates; None for what is not known."""
        return self.spread_value(self.value(record, day))

    def spread_value(self, value: Any) -> list[Any]:
        """The same of a value at hand."""
        return self._unknown if value is None else self._spread(self, value)

    @cached_property
    def _unknown(self) -> list[None]:
        return [None] * len(self.headers())

    @cached_property
    def _spread(self) -> Callable[[Column, Any], list[Any]]:
        return SPREAD.get(self.kind, lambda _column, value: [value])

    def as_json(self, record: Any, day: date) -> Any:
        """The value as JSON holds it; None for what is not known."""
        return self.value_as_json(self.value(record, day))

    def value_as_json(self, value: Any) -> Any:
        """The same of a value at hand."""
        return None if value is None else self._as_json(self, value)

    @cached_property
    def _as_json(self) -> Callable[[Column, Any], Any]:
        return AS_JSON.get(self.kind, lambda _column, value: str(value))


class Reader(NamedTuple):
    """A column as it is read by one person, for many records: as `Column.cell`."""

    cell: Callable[[Any, date], Cell]


def tag_cell(column: Column, value: Any) -> Cell:
    word = column.word(value)
    return Cell(word, tag=Tag(column.tags.get(value, "plain"), word))


def written_cell(column: Column, value: Any) -> Cell:
    return Cell(written(value), column.numeric)


CELL: dict[Kind, Callable[[Column, Any], Cell]] = {
    Kind.TAG: tag_cell,
    Kind.CHOICE: lambda column, value: Cell(column.word(value)),
    Kind.YEAR: lambda _column, value: Cell(str(value), True),
    Kind.RECORD: lambda _column, value: Cell(str(value)),
    Kind.DATE: lambda _column, value: Cell(written(value), in_one_line=True),
}
"""How a known value is written for a reader, where `written` does not say it."""


def period_in_iso(period: Period) -> str:
    """What `Period.parse` reads: 2008-10-20/2008-10-22, 2009-04, 2009-H1, 2010."""
    first, last = period.starts_on, period.ends_on
    for precision, short in (
        (Precision.MONTH, f"{first:%Y-%m}"),
        (Precision.HALF, f"{first.year}-H{period.half}"),
        (Precision.YEAR, f"{first.year}"),
    ):
        if period.precision == precision and Period.parse(short) == period:
            return short
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def spread_record(column: Column, value: Any) -> list[Any]:
    return [column.code(value), str(value)] if column.code else [str(value)]


def spread_text(_column: Column, value: Any) -> list[Any]:
    return [str(value)]


SPREAD: dict[Kind, Callable[[Column, Any], list[Any]]] = {
    Kind.TEXT: spread_text,
    Kind.CHOICE: spread_text,
    Kind.TAG: spread_text,
    Kind.RECORD: spread_record,
    Kind.WORDS: lambda _column, value: [value.get(code, "") for code, _name in settings.LANGUAGES],
    Kind.PERIOD: lambda _column, value: [period_in_iso(value), value.starts_on, value.ends_on],
    Kind.QUANTITY: lambda _column, value: [value.value, str(value.qualifier)],
    Kind.MOMENT: lambda _column, value: [timezone.localtime(value).replace(tzinfo=None)],
}
"""The cells that a known value fills, where they are not the value itself."""


def period_as_json(_column: Column, period: Period) -> dict[str, str]:
    return {
        "iso": period_in_iso(period),
        "first_day": period.starts_on.isoformat(),
        "last_day": period.ends_on.isoformat(),
        "precision": str(period.precision),
    }


def record_as_json(column: Column, value: Any) -> dict[str, str]:
    return {**({"code": column.code(value)} if column.code else {}), "name": str(value)}


AS_JSON: dict[Kind, Callable[[Column, Any], Any]] = {
    Kind.WORDS: lambda _column, value: dict(value),
    Kind.PERIOD: period_as_json,
    Kind.QUANTITY: lambda _column, value: {"value": value.value, "qualifier": str(value.qualifier)},
    Kind.RECORD: record_as_json,
    Kind.DATE: lambda _column, value: value if isinstance(value, str) else value.isoformat(),  # 2007-05: no day known
    Kind.MOMENT: lambda _column, value: value.isoformat(),
    Kind.NUMBER: lambda _column, value: value,
    Kind.YEAR: lambda _column, value: value,
    Kind.YES_NO: lambda _column, value: value,
}
"""A known value in JSON, where it is not its text."""


KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (TextField, Kind.WORDS),
    (models.DateTimeField, Kind.MOMENT),
    (models.DateField, Kind.DATE),
    (models.BooleanField, Kind.YES_NO),
    (models.ForeignKey, Kind.RECORD),
    (models.IntegerField, Kind.NUMBER),
)


def kind_of(model_field: Any) -> Kind:
    """The kind of a model field's values."""
    if model_field.choices:
        return Kind.CHOICE
    return next((kind for fields, kind in KINDS if isinstance(model_field, fields)), Kind.TEXT)


def column(model: type[models.Model], name: str, **changes: Any) -> Column:
    """The column of a model's field: its label, kind, words and order are the field's own."""
    model_field: Any = model._meta.get_field(name)
    kind = kind_of(model_field)
    sort = {Kind.WORDS: (f"{name}__{{language}}",), Kind.RECORD: ()}.get(kind, (name,))
    return Column(
        **{
            "key": name,
            "label": capfirst(model_field.verbose_name),
            "value": lambda record, _day: getattr(record, name),
            "kind": kind,
            "sort": sort,
            "words": dict(model_field.flatchoices),
            "empty": NONE if name == "note" else "",  # a note that nobody wrote is not unknown
            **changes,
        }
    )


def columns(model: type[models.Model], names: Iterable[str], **changes: Any) -> tuple[Column, ...]:
    """The columns of several fields."""
    return tuple(column(model, name, **changes) for name in names)


def own_words(model: type[models.Model], names: Iterable[str], **changes: Any) -> tuple[Column, ...]:
    """Columns of notes and sources that the portal may have written itself (`core.own_words`)."""
    return tuple(column(model, name, value=partial(own_words_of, name=name), **changes) for name in names)


def own_words_of(record: Any, _day: date, *, name: str) -> str:
    return read(getattr(record, name))


def tag_column(model: type[models.Model], name: str, tags: Mapping[Any, str], **changes: Any) -> Column:
    """A choice shown as a tag."""
    return column(model, name, kind=Kind.TAG, tags=tags, **changes)


WHEN = _("When")


def period_column(label: str | Promise = WHEN, **changes: Any) -> Column:
    """The period of a dated record."""
    return Column(
        **{
            "key": "period",
            "label": label,
            "value": lambda record, _day: record.period,
            "kind": Kind.PERIOD,
            "sort": ("starts_on", "ends_on"),
            **changes,
        }
    )


def record_columns(model: type[models.Model]) -> tuple[Column, ...]:
    """Since when a record is known, and from where: the last columns of each list of records."""
    return (
        column(model, "known_on", in_page=False),
        *columns(model, ("source", "confidence", "note"), in_list=False, in_page=False),
    )
