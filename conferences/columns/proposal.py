"""What a row of alternatives, of their costs, of papers and deliveries shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from conferences.models import (
    Alternative,
    AlternativeState,
    Bearer,
    ProposalDelivery,
    ProposalPaper,
)
from core.columns import Column, Kind, column, record_columns, tag_column

ALTERNATIVE_TAGS = {
    AlternativeState.DRAFT: "under-way",
    AlternativeState.HANDED_IN: "ok",
    AlternativeState.WITHDRAWN: "off",
}


def proposer(alternative: Alternative, day: date) -> str:
    """The country or body by the name it has on that day, as it stands alone."""
    return capfirst(str(alternative.name_on(day).plain))


def state_on(alternative: Alternative, day: date) -> str | None:
    step = alternative.step_on(day)
    return step.state if step else None


def borne_by(bearer: str) -> Callable[[Alternative, date], int | None]:
    """What this one bears; None for nothing."""

    def value(alternative: Alternative, _day: date) -> int | None:
        amounts = [line.amount for line in alternative.costs.all() if line.borne_by == bearer]
        return sum(amounts) if amounts else None

    return value


ALTERNATIVE = (
    column(Alternative, "title", second=proposer, in_page=False),
    column(Alternative, "topic"),
    Column("proposer", _("Proposed by"), proposer, in_list=False),
    tag_column(Alternative, "state", ALTERNATIVE_TAGS, value=state_on, sort=()),
    column(Alternative, "participants", in_list=False),
    *(
        Column(f"cost_{bearer.name.lower()}", bearer.label, borne_by(bearer), Kind.NUMBER, in_list=False, in_page=False)
        for bearer in Bearer
    ),
    Column("cost", _("Cost, euro"), lambda row, _day: row.costing.total, Kind.NUMBER, in_page=False),
    Column(
        "cost_of_participant",
        _("Cost of a participant, euro"),
        lambda row, _day: row.costing.each,
        Kind.NUMBER,
        in_page=False,
    ),
    column(Alternative, "description", in_list=False, in_page=False),
    column(Alternative, "assumptions", in_list=False),
    *record_columns(Alternative),
)


def delivered_to(paper: Any, day: date) -> str | None:
    """51st meeting; None while it was delivered to none."""
    rows = [row for row in paper.deliveries.all() if row.known_on <= day]
    return ", ".join(row.meeting.short_name for row in rows) or None


PAPER = (
    Column("reference", _("Paper"), lambda paper, _day: paper.reference, second=lambda paper, _day: str(paper)),
    column(ProposalPaper, "meeting", code=lambda meeting: str(meeting.number), sort=("meeting__number",)),
    Column("delivered_to", _("Delivered to"), delivered_to),
    *record_columns(ProposalPaper),
)
DELIVERY = (
    column(ProposalDelivery, "meeting", value=lambda row, _day: row.meeting.short_name, kind=Kind.TEXT),
    column(ProposalDelivery, "known_on"),
    column(ProposalDelivery, "source"),
)
