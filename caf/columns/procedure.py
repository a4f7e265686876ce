"""What a version of the procedure shows, its steps, items and words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.models import ProcedureItem, ProcedureStep, ProcedureVersion, RatingWord
from core.columns import Column, column, columns, record_columns


def window(version: Any, _day: date) -> str:
    return gettext("%(first)s to %(last)s months after the approval") % {
        "first": version.months_from,
        "last": version.months_to,
    }


def least_level(version: Any, _day: date) -> str:
    return "" if version.least_maturity is None else str(version.get_least_maturity_display())


def surely(name: str) -> Any:
    """How sure the source makes us of one of a version's rules, in words."""

    def value(version: Any, _day: date) -> str:
        if not getattr(version, f"{name}_confidence"):
            return ""
        level = getattr(version, f"get_{name}_confidence_display")()
        return gettext("confidence: %(level)s") % {"level": level}

    return value


PROCEDURE_VERSION = (
    column(ProcedureVersion, "title"),
    column(ProcedureVersion, "key", in_list=False, in_page=False),
    column(ProcedureVersion, "from_on", empty=_("not in force yet")),
    Column("window", _("One may apply"), window),
    column(ProcedureVersion, "least_total", second=surely("least_total")),
    Column("least_level", _("Least level of each principle"), least_level, second=surely("least_maturity")),
    column(ProcedureVersion, "roll_up", second=surely("roll_up"), in_list=False),
    column(ProcedureVersion, "label_years", in_list=False),
    column(ProcedureVersion, "decided_by"),
    column(ProcedureVersion, "meeting", in_list=False),
    column(ProcedureVersion, "confidence"),
    *(part for part in record_columns(ProcedureVersion) if part.key != "confidence"),
)
PROCEDURE_STEP = (*columns(ProcedureStep, ("pillar", "number", "name", "least", "confidence")),)
PROCEDURE_ITEM = (*columns(ProcedureItem, ("number", "text", "confidence")),)
RATING_WORD = (*columns(RatingWord, ("value", "words", "confidence")),)
