"""Registers what this app does in jobs, and names what Celery's clock does."""

from celery import shared_task

from conferences.actions import evaluation, host_warning, mailing, prize, proposal
from core.clock import present_day

HANDLERS = (
    evaluation.make_files,
    mailing.write_mails,
    prize.make_certificate,
    prize.make_release_files,
    proposal.make_files,
)


@shared_task(name="conferences.forget_addresses")
def forget_addresses() -> None:
    """Delete the addresses of questionnaires that closed long enough ago."""
    mailing.forget_addresses(today=present_day())


@shared_task(name="conferences.warn_of_hosts")
def warn_of_hosts() -> None:
    """Send the early warnings that have become due."""
    host_warning.send_due(today=present_day())
