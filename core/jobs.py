"""Jobs: asked for as a row in the transaction of what they are for, carried out by whoever is alive.

The broker is an optimisation. `enqueue` writes the row and publishes its id after the commit; if the
broker is away, the sweep publishes it later. A worker takes a job by lease, renews the lease with each
step it reports, and looks whether the work is done before it does it: so a job may be published twice,
late, or after its worker was killed, and still gives one result.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from celery import current_app
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
RUN_JOB = "core.run_job"  # the name of the task in core.tasks, which calls back into this module


class JobRefused(Exception):
    """The work cannot be done as asked, and trying again would not help; the message is for its asker."""


class LeaseLost(Exception):
    """The lease ran out and another worker has taken the job: whoever lost it must leave it alone."""


class TryLater(Exception):
    """Something outside is away (a mail server): the job waits, each time four times as long, and is tried again."""


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
        already = Job.objects.filter(kind=kind, subject=subject, state__in=(JobState.QUEUED, JobState.RUNNING)).first()
        if already is None:  # it ended in between
            return enqueue(kind, subject, arguments, by)
        if Job.objects.filter(pk=already.pk, state=JobState.QUEUED).update(lease_until=None):  # not put off any more
            transaction.on_commit(lambda: publish(already.pk))
        return already
    transaction.on_commit(lambda: publish(job.pk))
    return job


def publish(job_id: int) -> bool:
    """Hand the id to the broker; False if it is away (the sweep will try again)."""
    try:
        current_app.send_task(RUN_JOB, args=[job_id])
    except OperationalError:
        log.warning("broker_away", job=job_id)
        return False
    return True


def sweep() -> int:
    """Publish every job that waits or whose worker was lost; how many there were."""
    now = timezone.now()
    waiting = Q(state=JobState.QUEUED, requested_at__lt=now - timedelta(seconds=settings.JOB_SWEEP_SECONDS))
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    ids = list(Job.objects.filter(waiting | Q(state=JobState.RUNNING), free).values_list("pk", flat=True))
    for job_id in ids:
        publish(job_id)
    return len(ids)


def run(job_id: int) -> None:
    """Take the job, if it is to be had, and do it."""
    job = take(job_id)
    if job is None:
        return
    try:
        carry_out(job)
    except LeaseLost:
        log.warning("lease_lost", job=job.pk, kind=job.kind)


def carry_out(job: Job) -> None:
    """Do it, and close it or put it off. Raises LeaseLost."""
    try:
        HANDLERS[job.kind](job)
    except LeaseLost:
        raise
    except JobRefused as refusal:
        finish(job, JobState.FAILED, str(refusal))
    except TryLater as reason:
        put_off(job, str(reason))
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
        if job.lease_until and job.lease_until > now:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            finish(job, JobState.FAILED, f"Its worker was lost {job.attempts} times in a row.")
            return None
        job.state = JobState.RUNNING
        job.attempts += 1
        job.started_at = now
        job.lease_until = lease()
        job.progress = []
        job.save()
    return job


def report(job: Job, step: str, figures: str = "") -> None:
    """Say which step is done, and renew the lease. `step` is a msgid, translated where it is shown.

    Raises LeaseLost.
    """
    write(job, progress=[*job.progress, {"step": step, "figures": figures}], lease_until=lease())


def put_off(job: Job, reason: str) -> None:
    """Let it wait for 1, 4, 16 minutes ..., or give up after the last attempt."""
    if job.attempts >= MOST_ATTEMPTS:
        finish(job, JobState.FAILED, reason)
    else:
        wait = timedelta(minutes=4 ** (job.attempts - 1))
        write(job, state=JobState.QUEUED, error=reason, lease_until=timezone.now() + wait)


def finish(job: Job, state: JobState, error: str = "") -> None:
    """Close the job."""
    write(job, state=state, error=error, finished_at=timezone.now())


def lease() -> datetime:
    """Until when the worker that takes or reports now is believed alive."""
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def write(job: Job, **changes: Any) -> None:
    """Write to the job, as long as it is ours. Raises LeaseLost once another worker has taken it."""
    if not Job.objects.filter(pk=job.pk, attempts=job.attempts).update(**changes):
        raise LeaseLost
    for name, value in changes.items():
        setattr(job, name, value)
