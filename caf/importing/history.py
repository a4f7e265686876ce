"""Rows that are written by the thousand, and their history: one entry for each, as saving it alone would have made."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django.utils import timezone

from core.bulk import Said, insert_values

CREATED, CHANGED, DELETED = "+", "~", "-"
LONGEST_REASON = 100
OF_HISTORY = ("history_date", "history_user_id", "history_change_reason", "history_type")


def keep_history(model: Any, rows: Iterable[Said], kind: str, *, by: Any, reason: str) -> None:
    """rows: saved already (or about to be deleted). A model without a history keeps none."""
    history: Any = getattr(model, "history", None)
    if history is None:
        return
    names = [field.attname for field in history.model.tracked_fields]
    said = (timezone.now(), by and by.pk, reason[:LONGEST_REASON], kind)
    insert_values(history.model, (*names, *OF_HISTORY), ((*values, *said) for values in map(itemgetter(*names), rows)))
