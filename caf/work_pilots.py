"""What waits for a person between the pilots of PEF and its launch: to answer, to discuss, to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from caf.models import OPEN_FINDINGS, Finding, FindingComment, FindingState, Invitation, LaunchTask
from caf.permissions import can_read_pilot_feedback, can_run_pilot_feedback
from core.clock import present_day
from core.values import Period, Precision
from core.work import Waiting, WorkItem

AHEAD = timedelta(days=30)
"""So long before it is due a task of the launch waits."""


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """What is asked at the own address; findings that one has not commented on; for the CAF Resource Centre every
    finding that is not decided, and what is due before the launch."""
    if user.email:
        yield Waiting("consultation", Invitation.objects.waiting_for(user.email, day), to_answer)
    if can_run_pilot_feedback(user):
        rows = Finding.objects.filter(state__in=OPEN_FINDINGS, known_on__lte=day)
        yield Waiting("finding", rows.order_by("known_on", "pk"), to_discuss)
        yield Waiting("launch task", LaunchTask.objects.due(day, day + AHEAD).filter(known_on__lte=day), to_do)
    elif can_read_pilot_feedback(user):
        own = FindingComment.objects.filter(finding=OuterRef("pk"), by=user)
        rows = Finding.objects.filter(~Exists(own), state=FindingState.PROPOSED, known_on__lte=day)
        yield Waiting("finding", rows.order_by("known_on", "pk"), to_discuss)


def to_answer(invitation: Invitation) -> WorkItem:
    consultation = invitation.consultation
    return WorkItem(
        title=_("Say what the pilot of PEF showed"),
        detail=_("%(version)s: the link is in your mail") % {"version": consultation.version},
        url=reverse("caf:asked_of_me"),
        due=Period(consultation.closes_on, consultation.closes_on, Precision.DAY),
    )


def to_discuss(finding: Finding) -> WorkItem:
    return WorkItem(
        title=_("Discuss a finding of the pilots"), detail=str(finding.title), url=finding.get_absolute_url()
    )


def to_do(task: LaunchTask) -> WorkItem:
    report = task.report_on(present_day())
    due = report.due_on if report else None
    return WorkItem(
        title=_("Until the launch of PEF"),
        detail=str(task.title),
        url=task.get_absolute_url(),
        due=Period(due, due, Precision.DAY) if due else None,
    )
