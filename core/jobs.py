"""Jobs: asked for as a row in the transaction of what they are for, carried out by whoever is alive.

The broker is an optimisation. `enqueue` writes the row and publishes its id after the commit; if the
broker is away, the sweep publishes it later. A worker takes a job by lease, renews the lease with each
step it reports, and looks whether the work is done before it does it: so a job may be published twice,
late, or after its worker was killed, and still gives one result.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.models import Job, JobState

log = structlog.get_logger(__name__)

Handler = Callable[[Job], None]
HANDLERS: dict[str, Handler] = {}
MOST_ATTEMPTS = 5


class JobRefused(Exception):
    """The work cannot be done as asked, and trying again would not help; the message is for its asker."""


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Registers the function that does jobs of `kind`. It must be safe to run twice."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def enqueue(kind: str, subject: str, arguments: dict[str, Any], by: Any = None) -> Job:
    """Ask for work. While a job of this kind and subject is open, that one is returned: two people who
    press the button at once get one job."""
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, subject=subject, arguments=arguments, requested_by=by)
    except IntegrityError:
        already = Job.objects.filter(
            kind=kind, subject=subject, state__in=(JobState.QUEUED, JobState.RUNNING)
        ).first()
        if already is None:  # it ended in between
            return enqueue(kind, subject, arguments, by)
        return already
    transaction.on_commit(lambda: publish(job.pk))
    return job


def publish(job_id: int) -> bool:
    """Hand the id to the broker; False if it is away (the sweep will try again)."""
    from core.tasks import run_job  # the task calls back into this module

    try:
        run_job.delay(job_id)
    except OperationalError:
        log.warning("broker_away", job=job_id)
        return False
    return True


def sweep() -> int:
    """Publish every job that waits or whose worker was lost; how many there were."""
    now = timezone.now()
    waiting = Q(state=JobState.QUEUED, requested_at__lt=now - timedelta(seconds=settings.JOB_SWEEP_SECONDS))
    lost = Q(state=JobState.RUNNING, lease_until__lt=now)
    ids = list(Job.objects.filter(waiting | lost).values_list("pk", flat=True))
    for job_id in ids:
        publish(job_id)
    return len(ids)


def run(job_id: int) -> None:
    """Take the job, if it is to be had, and do it."""
    job = take(job_id)
    if job is None:
        return
    try:
        HANDLERS[job.kind](job)
    except JobRefused as refusal:
        finish(job, JobState.FAILED, str(refusal))
    except Exception as error:
        log.exception("job_failed", job=job.pk, kind=job.kind)
        finish(job, JobState.FAILED, f"{type(error).__name__}: {error}")
    else:
        finish(job, JobState.DONE)


def take(job_id: int) -> Job | None:
    """The job under our lease; None if it is done, or another worker holds it."""
    now = timezone.now()
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or not job.is_open:
            return None
        if job.state == JobState.RUNNING and job.lease_until and job.lease_until > now:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            finish(job, JobState.FAILED, f"Its worker was lost {job.attempts} times in a row.")
            return None
        job.state = JobState.RUNNING
        job.attempts += 1
        job.started_at = now
        job.lease_until = now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        job.progress = []
        job.save()
    return job


def report(job: Job, step: str, figures: str = "") -> None:
    """Say which step is done, and renew the lease. `step` is a msgid, translated where it is shown."""
    job.progress = [*job.progress, {"step": step, "figures": figures}]
    job.lease_until = timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
    job.save(update_fields=["progress", "lease_until"])


def finish(job: Job, state: JobState, error: str = "") -> None:
    """Close the job."""
    job.state, job.error, job.finished_at = state, error, timezone.now()
    job.save(update_fields=["state", "error", "finished_at"])
