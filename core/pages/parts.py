"""What lists, pages and forms are put together from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.utils.functional import Promise

from core.addresses import named
from core.clock import Reading, reading
from core.columns import Cell

Words = str | Promise
Crumb = tuple[Words, str | None]

public = method_decorator(login_not_required, name="dispatch")
"""Marks a view that visitors may use without signing in."""


def everyone(_user: Any, _record: Any = None) -> bool:
    return True


def nobody(_user: Any, _record: Any = None) -> bool:
    return False


def day_read(request: HttpRequest) -> Reading:
    """The day that the page is read from; says so on the page where the address asks for what is no day."""
    read = reading(request)
    if read.problem:
        messages.warning(request, read.problem)
    return read


def known_by(records: Any, day: date) -> Any:
    """Those known on that day, where they are dated."""
    dated = any(field.name == "known_on" for field in records.model._meta.concrete_fields)
    return records.filter(known_on__lte=day) if dated else records


@dataclass(frozen=True)
class Room:
    """The lists of a subject, side by side: (label, name of the list's address, who may read it).

    within: addresses of lists that stand in none of their own -> in which of these they are reached. parent: the room
    that this one opens from, by one of that room's own lists.
    """

    label: Words
    home: str
    lists: tuple[tuple[Words, str, Callable[[Any], bool]], ...]
    within: Mapping[str, str] = field(default_factory=dict)
    parent: Room | None = None

    @property
    def way(self) -> list[Crumb]:
        """How one gets here: the rooms from the outermost one, this one last."""
        return [*(self.parent.way if self.parent else ()), (self.label, named(self.home))]

    def siblings(self, user: Any, here: str) -> list[tuple[Words, str, bool]]:
        """The lists that this person may read; `here` names the one that is shown."""
        here = self.within.get(here, here)
        return [(label, named(name), name == here) for label, name, seen_by in self.lists if seen_by(user)]


@dataclass(frozen=True)
class Head:
    """A column's head. sorted: "asc", "desc" or ""."""

    key: str
    label: Words
    numeric: bool
    sort_url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Row:
    url: str | None
    cells: list[Cell]


@dataclass(frozen=True)
class Action:
    """A button of a page, or the sentence that says why there is none."""

    label: Words
    url: str
    primary: bool = False
    refusal: str = ""


def address(request: HttpRequest, **changes: str | None) -> str:
    """This page's address with other parameters; None leaves one out."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
