"""Of organisations that a number counts, those that its reader is not shown: one rule and one sentence."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from caf.models import Organisation
from core.written import written


def unnamed(spans: Any, user: Any) -> int:
    """Of the organisations of these spans, one of each, how many this reader may not see; who sees all, no query."""
    if Organisation.objects.all_visible_to(user):
        return 0
    seen = Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation"))
    number: int = spans.filter(~Exists(seen)).count()
    return number


def unnamed_sentence(number: int) -> str:
    """For above or below those that are named; "" where all are."""
    if not number:
        return ""
    return ngettext(
        "%(shown)s more organisation is counted and not named here: it is not public today.",
        "%(shown)s more organisations are counted and not named here: they are not public today.",
        number,
    ) % {"shown": written(number)}
