"""What a bid says, column by column, in the order of the steps in which it is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conferences.bid_checks import STEPS
from conferences.models import BidContent
from core.columns import Cell, Column, Kind, column, columns, period_column

CONTENT: dict[str, tuple[Column, ...]] = {
    "partners": columns(
        BidContent, ("operator", "contributors", "content_partner", "logistics_partner", "eipa_support")
    ),
    "dates": (period_column(), column(BidContent, "city")),
    "venue": columns(BidContent, ("venue", "capacity", "accessibility", "format", "theme")),
    "financing": (
        *columns(BidContent, ("participants", "total_cost")),
        Column(
            "cost_of_participant",
            _("Cost of a participant, euro"),
            lambda content, _day: content.cost_of_participant,
            Kind.NUMBER,
        ),
        column(BidContent, "shortfall"),
    ),
    "letters": (),
    "send": columns(BidContent, ("contact_role", "contact_mail")),
}


@dataclass(frozen=True)
class Section:
    """A part of a bid to read: fields are (label, cell)."""

    key: str
    label: str | Promise
    fields: list[tuple[str | Promise, Cell]]


TITLES = {"send": _("Contact")}


def sections(content: BidContent, day: date) -> list[Section]:
    """The bid as its readers see it; its lines and letters come besides."""
    return [
        Section(
            step.key,
            TITLES.get(step.key, step.label),
            [(column.label, column.cell(content, day)) for column in CONTENT[step.key]],
        )
        for step in STEPS
    ]


def filled_in(content: BidContent, key: str) -> bool:
    """Whether anything is filled in in that step of the form."""
    if key == "letters":
        return content.kept is not None and content.kept.letters.exists()
    values: list[Any] = [column.value(content, content.known_on) for column in CONTENT[key]]
    return any(value not in (None, "") and bool(value) for value in values) or (
        key == "financing" and bool(content.plan.together)
    )
