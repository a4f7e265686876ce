"""What waits in the assessment of bids: scores to hand in, an assessment to close, a host to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from conferences.models import Assessor, Bid, BidCall, BidState, HostDecision
from conferences.models.assessment import BEING_ASSESSED, matrix_url
from conferences.workflow.assessment import deadline_of
from core.clock import present_moment
from core.values import Period
from core.work import Waiting, WorkItem
from network.seats import Right


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """Of an assessor: scores to hand in. Of the secretariat: assessments whose time is over, hosts to confirm."""
    own = Assessor.objects.filter(person=user, known_on__lte=day).with_bids_left()
    yield Waiting("scores", own.select_related("call__edition").prefetch_related("call__deadlines"), to_score)
    if user.may(Right.DECIDE_BIDS):
        open_bids = Bid.objects.filter(edition=OuterRef("edition"), state__in=BEING_ASSESSED)
        over = BidCall.objects.filter(Exists(open_bids), deadlines__ends_at__lt=present_moment()).exclude(
            deadlines__ends_at__gte=present_moment()
        )
        yield Waiting("assessment", over.distinct().select_related("edition").prefetch_related("deadlines"), to_close)
        due = HostDecision.objects.filter(bid__state=BidState.ACCEPTED, confirmation_due_on__isnull=False)
        rows = due.select_related("bid__edition", "bid__country").prefetch_related("bid__country__names")
        yield Waiting("confirmation", rows, to_confirm)


def due_at_deadline(call: BidCall) -> Period | None:
    ends_at = deadline_of(call)
    day = timezone.localtime(ends_at).date() if ends_at else None
    return Period(day, day) if day else None


def to_score(assessor: Assessor) -> WorkItem:
    return WorkItem(
        title=_("Score the bids and hand the scores in"),
        detail=str(assessor.call),
        url=reverse("conferences:assessment_own", args=[assessor.call.edition.code]),
        due=due_at_deadline(assessor.call),
    )


def to_close(call: BidCall) -> WorkItem:
    return WorkItem(
        title=_("Close the assessment of the bids"),
        detail=str(call),
        url=matrix_url(call.edition),
        due=due_at_deadline(call),
    )


def to_confirm(decision: HostDecision) -> WorkItem:
    assert decision.bid is not None  # a confirmation is due of a chosen host alone, by a constraint
    due = decision.confirmation_due_on
    return WorkItem(
        title=_("Confirm the host"),
        detail=str(decision.bid),
        url=decision.bid.get_absolute_url(),
        due=Period(due, due) if due else None,
    )
