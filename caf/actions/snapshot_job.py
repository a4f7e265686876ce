"""A snapshot of a large register is made by a job: the page that asked for it tells how far it is, then leads to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caf.actions.snapshot import make_snapshot
from caf.models import CountingRule, CountingSpan
from caf.permissions import can_freeze_counts
from core import jobs
from core.models import Job
from core.workflow import Refused
from core.written import written
from network.models import Person

FREEZE = "caf.freeze count"
AT_ONCE = 2_000
"""Up to so many organisations are frozen within the request: it takes less than a second."""
MADE = "Snapshot made"


def is_large(day: date) -> bool:
    """Do more count on that day than a request should write down?"""
    return CountingSpan.objects.on(day, CountingRule.objects.on(day).code).count() > AT_ONCE


def ask_for_snapshot(*, day: date, by: Any, source: str = "", note: str = "") -> Job:
    """Have it made; of one day one job at a time. Raises Refused with the reason."""
    if not can_freeze_counts(by):
        raise Refused(_("This step is not open to your seat."))
    if day > timezone.localdate():
        raise Refused(_("%(day)s lies ahead.") % {"day": written(day)})
    return jobs.enqueue(FREEZE, day.isoformat(), {"by": by.pk, "source": source, "note": note}, by)


@jobs.handles(FREEZE)
def freeze(job: Job) -> None:
    """Safe to run twice: the same list is kept once."""
    by = Person.objects.get(pk=job.arguments["by"])
    about_it = {"source": job.arguments["source"], "note": job.arguments["note"]}
    try:
        made = make_snapshot(day=date.fromisoformat(job.subject), by=by, **about_it)
    except Refused as reason:
        raise jobs.JobRefused(str(reason)) from reason
    jobs.report(job, MADE, str(made.pk))


def made_by(job: Job) -> int | None:
    """The key of the snapshot that a job has made."""
    return next((int(step["figures"]) for step in job.progress if step["step"] == MADE), None)
