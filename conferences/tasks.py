"""Registers what this app does in jobs, and names what Celery's clock does."""

from celery import shared_task

from conferences.actions import evaluation, mailing
from core.clock import present_day

HANDLERS = (evaluation.make_files, mailing.write_mails)


@shared_task(name="conferences.forget_addresses")
def forget_addresses() -> None:
    """Delete the addresses of questionnaires that closed long enough ago."""
    mailing.forget_addresses(today=present_day())
