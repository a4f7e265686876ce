"""The addresses of one kind of record, the same words at the same places for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.urls import URLPattern, get_script_prefix, get_urlconf, path, reverse
from django.utils.translation import get_language


def record_paths(
    name: str,
    base: str,
    key: str,
    *,
    listing: Any = None,
    page: Any = None,
    form: Any = None,
    rows: Any = None,
    step: Any = None,
    new: bool = True,
) -> list[URLPattern]:
    """`base` is the list's address, `base` + `key` the record's: edit/, do/<step>/, <rows>/new/ hang below.

    Names: <name>_list, _page, _new (not where a record begins as another's row), _edit, _row_new, _row_edit, _step.
    """
    record = base + key
    patterns = []
    if listing:
        patterns.append(path(base, listing.as_view(), name=f"{name}_list"))
    if form and new:
        patterns.append(path(f"{base}new/", form.as_view(), name=f"{name}_new"))
    if page:
        patterns.append(path(record, page.as_view(), name=f"{name}_page"))
    if form:
        patterns.append(path(f"{record}edit/", form.as_view(), name=f"{name}_edit"))
    if step:
        patterns.append(path(f"{record}do/<slug:step>/", step.as_view(), name=f"{name}_step"))
    if rows:
        patterns += [
            path(f"{record}<slug:rows>/new/", rows.as_view(), name=f"{name}_row_new"),
            path(f"{record}<slug:rows>/<int:row>/edit/", rows.as_view(), name=f"{name}_row_edit"),
        ]
    return patterns


def named(name: str) -> str:
    """As `reverse(name)`, for the addresses that every page shows."""
    return address_of(name, get_urlconf(), get_language(), get_script_prefix())


@lru_cache(maxsize=1_000)
def address_of(name: str, *_where: str | None) -> str:
    return reverse(name)


def numbered(name: str, number: int) -> str:
    """As `reverse(name, args=[number])`, for records that stand in lists by the thousand."""
    return numbering(name)(number)


def numbering(name: str) -> Callable[[int], str]:
    """The same for all the records of one list."""
    before, after = around_number(name, get_urlconf(), get_language(), get_script_prefix())
    return lambda number: f"{before}{number}{after}"


@lru_cache(maxsize=1_000)
def around_number(name: str, *_where: str | None) -> tuple[str, str]:
    """What stands before and after the number in an address, in the language that is spoken."""
    before, _number, after = reverse(name, args=[0]).rpartition("0")
    return before, after
