"""Clashes of a working programme: one person or one hall twice at a time, a hall that is too small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from django.utils.translation import gettext as _

from conferences.programme.slots import Slot
from core.values import Period, Precision
from core.written import written


class ClashKind(StrEnum):
    PERSON = "person"
    HALL = "hall"
    SIZE = "size"


@dataclass(frozen=True)
class Clash:
    """key: names the clash as it is now, with its times: what was kept once does not excuse another. slots: the
    sessions it is about, one or two. words: a sentence for whoever makes the programme."""

    kind: ClashKind
    key: str
    slots: tuple[Slot, ...]
    words: str

    def concerns(self, session_id: int) -> bool:
        return any(slot.session_id == session_id for slot in self.slots)


def clashes(slots: Iterable[Slot]) -> list[Clash]:
    """All clashes of a programme; sessions that are cancelled have none."""
    held = [slot for slot in slots if not slot.cancelled]
    found = [clash for slot in held for clash in of_size(slot)]
    for first, second in combinations(held, 2):
        if first.overlaps(second):
            found += between(first, second)
    return found


def of_size(slot: Slot) -> Iterator[Clash]:
    if slot.capacity is None or slot.expected is None or slot.expected <= slot.capacity:
        return
    yield Clash(
        ClashKind.SIZE,
        f"size|{slot.session_id}|{slot.hall}|{slot.capacity}|{slot.expected}",
        (slot,),
        _("%(hall)s has %(seats)s seats; %(expected)s participants are expected for “%(title)s”.")
        % {
            "hall": slot.hall,
            "seats": written(slot.capacity),
            "expected": written(slot.expected),
            "title": slot.title,
        },
    )


def between(first: Slot, second: Slot) -> Iterator[Clash]:
    """Of two sessions that overlap."""
    first, second = sorted((first, second), key=lambda slot: slot.session_id)
    times = "|".join(f"{slot.session_id}@{slot.starts:%Y%m%dT%H%M}-{slot.ends:%H%M}" for slot in (first, second))
    words = {
        "first": first.title,
        "first_when": first.when,
        "second": second.title,
        "second_hours": second.hours,
    }
    if first.hall and first.hall == second.hall:
        yield Clash(
            ClashKind.HALL,
            f"hall|{first.hall}|{times}",
            (first, second),
            _("%(hall)s is taken twice: “%(first)s” (%(first_when)s) and “%(second)s” (%(second_hours)s).")
            % {"hall": first.hall, **words},
        )
    others = {person.identity for person in second.people}
    for person in {person.identity: person for person in first.people if person.identity in others}.values():
        yield Clash(
            ClashKind.PERSON,
            f"person|{'/'.join(person.identity)[:180]}|{times}",
            (first, second),
            _("%(who)s would be in two places: “%(first)s” (%(first_when)s) and “%(second)s” (%(second_hours)s).")
            % {"who": person.who, **words},
        )


def outside(slot: Slot, period: Period | None) -> str:
    """A sentence where a session lies outside the days of its edition; "" where it does not, or they are not known."""
    day: date | None = slot.day
    if day is None or slot.cancelled or period is None or period.precision != Precision.DAY or day in period:
        return ""
    return _("“%(title)s” is on %(day)s, outside the days of the conference: %(period)s.") % {
        "title": slot.title,
        "day": written(day),
        "period": written(period),
    }
