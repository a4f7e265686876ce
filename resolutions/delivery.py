"""What a delivery of proposals fulfils: the open commitments of earlier meetings that asked for them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from conferences.signals import Closed, Delivery, proposals_delivered
from core.facts import in_every_language
from core.values import Text
from resolutions.models import Commitment, CommitmentReport, CommitmentState

ASKED_BY = "conferences-proposals"
"""The clause that asks for proposals: commitments are known by it."""


def report_delivered(sender: Any, delivery: Delivery, **_more: Any) -> list[Closed]:
    """Reports "delivered", on the day of the delivery and with the paper as evidence, for each open commitment.

    What comes after the meeting at which it was due is delivered all the same, and says so.
    """
    rows = (
        Commitment.objects.known(delivery.known_on)
        .filter(clause_key=ASKED_BY, meeting__number__lt=delivery.meeting.number)
        .select_for_update(of=("self",))
        .prefetch_related("reports", "meeting", "country", "body", "due_meeting__schedules")
    )
    closed = []
    for commitment in rows:
        if commitment.state_on(delivery.known_on) not in (CommitmentState.OPEN, CommitmentState.LATE):
            continue
        late = late_words(commitment, delivery)
        with override(settings.LANGUAGE_CODE):
            CommitmentReport.objects.create(
                commitment=commitment,
                state=CommitmentState.DELIVERED,
                evidence=f"{delivery.paper} ({delivery.paper.reference})",
                known_on=delivery.known_on,
                source=delivery.source,
                note=str(late),
            )
        closed.append(
            Closed(
                label=in_every_language(lambda row=commitment: f"{row.meeting.short_name}, {row}"),  # type: ignore[misc]
                url=in_every_language(commitment.get_absolute_url),
                late=late,
            )
        )
    return closed


def late_words(commitment: Commitment, delivery: Delivery) -> Text:
    """By when it was due, where it comes later: to a later meeting, or after the days of that one; else empty."""
    due = commitment.due_meeting
    if due is None:
        return Text()
    schedule = due.schedule_on(delivery.known_on)
    over = schedule is not None and schedule.period is not None and schedule.period.ends_on < delivery.known_on
    if delivery.meeting.number <= due.number and not over:
        return Text()
    return in_every_language(lambda: _("Late: it was due at the %(meeting)s.") % {"meeting": due.short_name})


def listen() -> None:
    """Called once, when the app is ready."""
    proposals_delivered.connect(report_delivered, dispatch_uid="resolutions.delivery")
