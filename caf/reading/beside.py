"""What stands beside a registration that waits: the likely duplicates, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from caf.likeness.search import Sought, find_twins
from caf.models import Organisation
from core.written import written


@dataclass(frozen=True)
class Beside:
    """An organisation that may be the same, how likely of 100, and why."""

    organisation: Organisation
    score: int
    reasons: str


def twins_beside(organisations: Iterable[Organisation], user: Any, *, most: int = 3) -> dict[Any, list[Beside]]:
    """By the key of each organisation; a few queries for a page of them."""
    asked = [
        Sought(
            row.pk, row.country_id, tuple(name for name in (row.name, row.english_name) if name), row.city, row.website
        )
        for row in organisations
    ]
    found = find_twins(asked) if asked else {}
    ids = {twin.organisation_id for twins in found.values() for twin in twins}
    seen = Organisation.objects.visible_to(user).in_bulk(ids)
    return {
        key: [
            Beside(seen[twin.organisation_id], twin.score, written(list(twin.reasons)))
            for twin in twins
            if twin.organisation_id != key and twin.organisation_id in seen
        ][:most]
        for key, twins in found.items()
    }
