"""What stands beside an organisation of the list: its likely duplicates, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from caf.likeness.search import Sought, find_twins, sentences
from caf.models import LikelyPair, Organisation, PairAnswer, RegisterState
from core.written import written


@dataclass(frozen=True)
class Beside:
    """An organisation that may be the same, how likely of 100, and why."""

    organisation: Organisation
    score: int
    reasons: str


def twins_beside(organisations: Iterable[Organisation], user: Any, *, most: int = 3) -> dict[Any, list[Beside]]:
    """By the key of each organisation; a few queries for a page of them.

    The pairs that wait to be compared; of one that waits to be validated, what is found for it besides: nobody may
    have gone through the register since it came. Without those found not to be the same.
    """
    rows = list(organisations)
    pairs = pairs_of(rows, user)
    found = {row.pk: open_pairs(row, pairs) for row in rows}
    waiting = [row for row in rows if row.state in (RegisterState.CLAIMED, RegisterState.TO_VALIDATE)]
    besides = find_twins(map(sought, waiting)) if waiting else {}
    apart = PairAnswer.objects.apart([row.pk for row in waiting]) if waiting else set()
    for row in waiting:
        known = {row.pk, *(pk for pk, _score, _reasons in found[row.pk])}
        found[row.pk] += [
            (twin.organisation_id, twin.score, twin.reasons)
            for twin in besides[row.pk]
            if twin.organisation_id not in known and pair_of(row.pk, twin.organisation_id) not in apart
        ]
    seen = Organisation.objects.visible_to(user).in_bulk({twin[0] for twins in found.values() for twin in twins})
    return {
        key: [Beside(seen[pk], score, written(list(reasons))) for pk, score, reasons in twins if pk in seen][:most]
        for key, twins in found.items()
    }


def sought(row: Organisation) -> Sought:
    names = tuple(name for name in (row.name, row.english_name) if name)
    return Sought(row.pk, row.country_id, names, row.city, row.website)


def pairs_of(rows: list[Organisation], user: Any) -> list[LikelyPair]:
    """The pairs of these organisations that wait to be compared, most alike first."""
    keys = [row.pk for row in rows]
    return list(LikelyPair.objects.visible_to(user).waiting().filter(Q(first__in=keys) | Q(second__in=keys)))


def open_pairs(row: Organisation, pairs: list[LikelyPair]) -> list[tuple[int, int, tuple[str, ...]]]:
    """(the other one, score, reasons) of the pairs of one."""
    return [
        (pair.second_id if pair.first_id == row.pk else pair.first_id, pair.score, sentences(pair.reasons))
        for pair in pairs
        if row.pk in (pair.first_id, pair.second_id)
    ]


def pair_of(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)
