"""Beginning a version of the procedure: a copy of the one before, to be changed until applications go by it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from simple_history.utils import bulk_create_with_history

from caf.models import ProcedureItem, ProcedureStep, ProcedureVersion, RatingWord
from caf.permissions import can_edit_procedure

RULES = (
    "months_from", "months_to", "roll_up", "roll_up_confidence", "least_total", "least_total_confidence",
    "least_maturity", "least_maturity_confidence", "label_years",
)  # fmt: skip
"""What a version takes over from the one before, besides its steps, items and words."""
DETAILS = ("source", "confidence", "note")


@transaction.atomic
def begin_version(version: ProcedureVersion, before: ProcedureVersion, *, by: Any) -> ProcedureVersion:
    """Enter it with the rules, steps, items and words of the one before; each item continues the one it copies.

    Raises PermissionDenied.
    """
    if not can_edit_procedure(by):
        raise PermissionDenied
    for name in RULES:
        setattr(version, name, getattr(before, name))
    version.save()
    old_steps = list(before.steps.prefetch_related("items"))
    steps = copied(
        ProcedureStep(
            version=version,
            pillar=old.pillar,
            number=old.number,
            name=old.name,
            least=old.least,
            **details(old, version),
        )
        for old in old_steps
    )
    copied(
        ProcedureItem(
            step=step,
            place=item.place,
            number=item.number,
            text=item.text,
            continues=item,
            **details(item, version),
        )
        for step, old in zip(steps, old_steps, strict=True)
        for item in old.items.all()
    )
    copied(
        RatingWord(version=version, value=old.value, words=old.words, **details(old, version))
        for old in before.rating_words.all()
    )
    return version


def details(old: Any, version: ProcedureVersion) -> dict[str, Any]:
    """As sure as the one copied, from the same source; known since the new version is."""
    return {"known_on": version.known_on} | {name: getattr(old, name) for name in DETAILS}


def copied(rows: Any) -> list[Any]:
    """In two queries, with the first line of each one's history; none makes none."""
    rows = list(rows)
    return list(bulk_create_with_history(rows, type(rows[0]), default_date=now())) if rows else []
