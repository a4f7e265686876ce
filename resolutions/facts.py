"""What is true of earlier commitments as of a date: the next draft says what was delivered, and what is open."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from caf import facts as caf_facts
from conferences import facts as conference_facts
from core.facts import Fact, FactBook, FactSource, FactSpec, Viewpoint, collected, fact
from core.models import last_known
from core.phrases import phrases
from core.values import Text
from customer_focus import facts as customer_focus_facts
from network import facts as network_facts
from network.facts import concluded
from network.models.country import names_at_hand
from resolutions.models import Commitment, CommitmentState

OWNER = _("the owner of the commitment")

SPECS = (
    FactSpec("commitments.delivered", list, _("Commitments delivered since the meeting before"), OWNER),
    FactSpec("commitments.open", list, _("Commitments due and still open"), OWNER),
)


def tell(view: Viewpoint) -> Iterator[Fact]:
    """Commitments of earlier meetings: delivered since the meeting before; due by this one and still open."""
    commitments = (
        Commitment.objects.known(view.as_of)
        .filter(meeting__number__lt=view.number)
        .select_related("meeting", "due_meeting", "country", "body")
        .prefetch_related("reports")
        .order_by("meeting__number", "place", "pk")
    )
    delivered, still_open = [], []
    for commitment in commitments:
        report = last_known(commitment.reports.all(), view.as_of)
        state = report.state if report else CommitmentState.OPEN
        if state == CommitmentState.DELIVERED and report.known_on >= view.since:
            delivered.append(commitment)
        due = commitment.due_meeting is None or commitment.due_meeting.number <= view.number
        if state in (CommitmentState.OPEN, CommitmentState.LATE) and due:
            still_open.append(commitment)
    for key, rows in (("commitments.delivered", delivered), ("commitments.open", still_open)):
        yield fact(key, [owner_and_task(row, view) for row in rows], *rows)


def owner_and_task(commitment: Commitment, view: Viewpoint) -> Text:
    """IPSG: proposals on the model of the conference."""
    owner = commitment.name_on(view.as_of).plain
    return Text({code: phrases(code).labelled(owner.in_language(code), task) for code, task in commitment.task.items()})


SOURCES = (
    network_facts.SOURCE,
    conference_facts.SOURCE,
    customer_focus_facts.SOURCE,
    caf_facts.SOURCE,
    FactSource((), concluded(conference_facts.CONCLUDED | customer_focus_facts.CONCLUDED | caf_facts.CONCLUDED)),
    FactSource(SPECS, tell),
)


def specs() -> dict[str, FactSpec]:
    """Every fact that a clause may ask for."""
    return {spec.key: spec for source in SOURCES for spec in source.specs}


def book(view: Viewpoint) -> FactBook:
    """Every fact of every subject, seen from there. Raises FactError."""
    with names_at_hand():
        return collected(SOURCES, view)
