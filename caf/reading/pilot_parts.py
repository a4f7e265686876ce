"""The questions of a consultation in parts: the steps of the procedure in their order, then the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caf.models import RATED_FROM_ONE_TO_FIVE, AskedItem, Consultation, ProcedureStep

WHOLE = "whole"


@dataclass(frozen=True)
class QuestionPart:
    """number: from 1. answered: of how many of its items something was said; of the whole, of how many questions."""

    number: int
    slug: str
    title: str
    items: list[AskedItem]
    answered: int


def title_of(step: ProcedureStep) -> str:
    """The principles count from 1 again: they are named as such."""
    return str(step) if step.pillar in RATED_FROM_ONE_TO_FIVE else _("Principle %(step)s") % {"step": step}


def parts_of(consultation: Consultation, content: dict[str, Any]) -> list[QuestionPart]:
    """`content`: what was answered so far, as `PilotAnswers.content` keeps it."""
    said = content.get("items", {})
    steps: dict[int, list[AskedItem]] = {}
    for row in consultation.items.select_related("item__step"):
        steps.setdefault(row.item.step_id, []).append(row)
    parts = []
    for number, rows in enumerate(steps.values(), start=1):
        step = rows[0].item.step
        answered = sum(row.key in said for row in rows)
        parts.append(QuestionPart(number, f"{step.pillar}-{step.number}", title_of(step), rows, answered))
    whole = len(content.get("general", {}))
    return [*parts, QuestionPart(len(parts) + 1, WHOLE, _("The procedure as a whole"), [], whole)]
