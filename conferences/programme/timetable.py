"""A programme by day and hall: what the timetable's rows and cells are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from conferences.programme.slots import Slot


@dataclass(frozen=True)
class Place:
    """A cell: the sessions that begin in a hall at the time of its row, and how many rows they fill."""

    hall: str
    slots: tuple[Slot, ...]
    rows: int


@dataclass(frozen=True)
class Line:
    """A row: a time at which sessions begin. places: its cells; a hall that is still taken from above has none."""

    starts: datetime
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Day:
    """halls: the columns; "" for sessions without a hall. untimed: sessions of the day whose hours are not known."""

    day: date
    halls: tuple[str, ...]
    lines: tuple[Line, ...]
    untimed: tuple[Slot, ...]

    @property
    def hall_labels(self) -> list[str]:
        return [hall or gettext("Hall not known yet") for hall in self.halls]


def days_of(slots: Iterable[Slot], hall_order: Iterable[str] = ()) -> list[Day]:
    """The days of a programme. hall_order: the halls as they stand in the list of halls; others come after."""
    rank = {name: place for place, name in enumerate(hall_order)}
    by_day: dict[date, list[Slot]] = {}
    for slot in slots:
        if slot.day:
            by_day.setdefault(slot.day, []).append(slot)
    return [one_day(day, found, rank) for day, found in sorted(by_day.items())]


def one_day(day: date, slots: list[Slot], rank: dict[str, int]) -> Day:
    timed = sorted((slot for slot in slots if slot.starts), key=starts_and_place)
    halls = sorted({slot.hall for slot in timed}, key=lambda hall: (not hall, rank.get(hall, len(rank)), hall))
    times = sorted({starts_of(slot) for slot in timed})
    columns = {hall: column_of([slot for slot in timed if slot.hall == hall], times) for hall in halls}
    lines = tuple(
        Line(starts, tuple(Place(hall, *columns[hall][starts]) for hall in halls if starts in columns[hall]))
        for starts in times
    )
    return Day(day, tuple(halls), lines, tuple(slot for slot in slots if not slot.starts))


def column_of(slots: list[Slot], times: list[datetime]) -> dict[datetime, tuple[tuple[Slot, ...], int]]:
    """Time -> (sessions, rows) of one hall; a time that an earlier session still fills is left out.

    Sessions that overlap (a clash that was kept) share one cell.
    """
    cells: dict[datetime, tuple[tuple[Slot, ...], int]] = {}
    place = 0
    while place < len(times):
        found = [slot for slot in slots if starts_of(slot) == times[place]]
        end = max((slot.ends for slot in found if slot.ends), default=None)
        rows = 1
        while end and place + rows < len(times) and times[place + rows] < end:
            later = [slot for slot in slots if starts_of(slot) == times[place + rows]]
            found += later
            end = max([end, *(slot.ends for slot in later if slot.ends)])
            rows += 1
        cells[times[place]] = (tuple(found), rows)
        place += rows
    return cells


def starts_of(slot: Slot) -> datetime:
    assert slot.starts is not None  # asked of those with hours only
    return slot.starts


def starts_and_place(slot: Slot) -> tuple[Any, ...]:
    return starts_of(slot), slot.place, slot.code
