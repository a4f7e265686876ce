"""Celery's names for plain functions."""

from celery import shared_task

from core import jobs, prints

HANDLERS = (prints.make_print,)  # registers what core itself does in jobs


@shared_task(name=jobs.RUN_JOB)
def run_job(job_id: int) -> None:
    """Do one job, unless it is done or another worker holds it."""
    jobs.run(job_id)


@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> None:
    """Publish what waits or was lost."""
    jobs.sweep()
