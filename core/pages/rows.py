"""Rows that hang on a record, as its page shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.clock import Reading
from core.columns import Column
from core.forms import RecordModelForm
from core.pages.parts import Head, Row, Words, everyone, nobody


@dataclass(frozen=True)
class DatedRows:
    """Rows that hang on a record: a history of reports, or parts.

    relation: the record's name for them, and the word in the address. form: for a new one and for mending;
    `may` asks for the record that they hang on. linked: a row has a page of its own; address: one that is not
    its absolute URL, None for none. rows_of: the rows, where the record has no such relation. prepare: the rows with
    what the columns need. save: the action that enters a new row, given form, by. seen: to whom the page of this
    record shows them at all. some: whether there are any, where the record was read with an answer to that: where there
    are none, no query asks for them. at_hand: for whom they are read once, before the page looks at anything: those
    who see all of them.
    """

    relation: str
    title: Words
    columns: tuple[Column, ...]
    form: type[RecordModelForm] | None = None
    may: Callable[[Any, Any], bool] = nobody
    add_label: Words = ""
    why: Words = ""
    empty: Words = ""
    linked: bool = False
    address: Callable[[Any], str | None] | None = None
    rows_of: Callable[[Any], Any] | None = None
    prepare: Callable[[Any], Any] = lambda rows: rows
    save: Callable[..., Any] | None = None
    seen: Callable[[Any, Any], bool] = everyone
    some: Callable[[Any], bool] = lambda _record: True
    at_hand: Callable[[Any, Any], bool] = nobody

    def of(self, record: Any, user: Any) -> Any:
        """The rows of a record that this person may see."""
        rows = self.rows_of(record) if self.rows_of else getattr(record, self.relation).all()
        if self.at_hand(user, record) and self.relation in getattr(record, "_prefetched_objects_cache", {}):
            return rows
        return rows.visible_to(user) if hasattr(rows, "visible_to") else rows

    def are_seen(self, record: Any, user: Any) -> bool:
        """False where this person would see none, however many there were: `visible_to` answers `none()`."""
        return self.seen(user, record) and not (self.some(record) and self.of(record, user).query.is_empty())

    def shown(self, record: Any, url: str, user: Any, read: Reading) -> dict[str, Any]:
        """What the template is given."""
        may = self.form is not None and self.may(user, record)
        columns = [column for column in self.columns if column.in_list]
        readers = [column.reader() for column in columns]

        def row_url(row: Any) -> str | None:
            if self.address is not None:
                return self.address(row)
            if self.linked:
                return str(row.get_absolute_url())
            return f"{url}{self.relation}/{row.pk}/edit/" if may else None

        # Those that became known later are fetched as well: one query for the rows and for how many they are.
        every = list(self.prepare(self.of(record, user))) if self.some(record) else []
        rows = [row for row in every if getattr(row, "known_on", read.day) <= read.day]
        return {
            "name": self.relation,
            "title": self.title,
            "why": self.why,
            "columns": [Head(column.key, column.label, column.numeric) for column in columns],
            "rows": [Row(row_url(row), [reader.cell(row, read.day) for reader in readers]) for row in rows],
            "add_url": f"{url}{self.relation}/new/" if may else None,
            "add_label": self.add_label,
            "empty": self.empty,
            "later": len(every) - len(rows),
        }
