"""What waits for a person around the resolutions: commitments to keep, drafts that are not made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from core.models import Job, JobState
from core.values import Period
from core.work import Waiting, WorkItem
from network.seats import Right
from resolutions.actions import DRAFT
from resolutions.models import Commitment, CommitmentReport, CommitmentState, Resolution

CLOSED = (CommitmentState.DELIVERED, CommitmentState.DROPPED)


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """What the own country or the own bodies owe; for the secretariat, what any body owes, and its own drafts."""
    countries, bodies = user.countries_with(Right.REPORT_COMMITMENTS), user.bodies_with(Right.REPORT_COMMITMENTS)
    owed = Q(country_id__in=countries) | Q(body__key__in=bodies)
    if user.may(Right.EDIT_COMMITMENTS):
        owed |= Q(body__isnull=False)
    if countries or bodies or user.may(Right.EDIT_COMMITMENTS):
        yield Waiting("commitment", open_commitments(day).filter(owed), to_keep)
    if user.may(Right.DRAFT):
        yield Waiting("draft", unmade_drafts().order_by("-requested_at"), to_look_after)


def open_commitments(day: date) -> Any:
    """Commitments known on the day whose last report, if any, does not close them."""
    reports = CommitmentReport.objects.filter(commitment=OuterRef("pk"), known_on__lte=day)
    last = Subquery(reports.order_by("-known_on", "-pk").values("state")[:1])
    return (
        Commitment.objects.filter(known_on__lte=day)
        .annotate(last_state=last)
        .filter(Q(last_state__isnull=True) | ~Q(last_state__in=CLOSED))
        .select_related("meeting", "due_meeting", "country", "body")
        .prefetch_related("country__names")
        .order_by("due_meeting__number", "place", "pk")
    )


def unmade_drafts() -> Any:
    """Drafts that are queued, and those that failed and were not asked for again."""
    drafts = Job.objects.filter(kind=DRAFT)
    later = drafts.filter(subject=OuterRef("subject"), pk__gt=OuterRef("pk"))
    return drafts.filter(Q(state=JobState.QUEUED) | Q(state=JobState.FAILED) & ~Exists(later))


def to_keep(commitment: Commitment) -> WorkItem:
    """Due in the half-year of the meeting at which it is due: its day may not be known yet."""
    due_meeting = commitment.due_meeting
    half = due_meeting.half_starts_on if due_meeting else None
    return WorkItem(
        title=_("Report on a commitment"),
        detail=str(commitment),
        url=commitment.get_absolute_url(),
        due=Period.half_year(half.year, 1 if half.month <= 6 else 2) if half else None,
    )


def to_look_after(job: Job) -> WorkItem:
    resolution = Resolution.objects.select_related("meeting").get(pk=job.arguments["resolution"])
    address = resolution.get_absolute_url()
    if job.state == JobState.FAILED:
        return WorkItem(_("See why a draft was not made"), f"{resolution}: {job.error}", address, failed=True)
    return WorkItem(_("A draft waits to be made"), str(resolution), address)
