"""Registers what the register of CAF users does in jobs, and names what Celery's clock does."""

from celery import shared_task

from caf.actions import asking, certificate, claim, consultation, label, likeness, snapshot_job
from caf.importing import pairs, runs
from core.clock import present_day

HANDLERS = (
    asking.ask,
    consultation.write_mails,
    likeness.find_again,
    runs.check_import,
    runs.enter_import,
    runs.undo_rows,
    pairs.find_pairs_of_import,
    snapshot_job.freeze,
    certificate.make_certificate,
)


@shared_task(name="caf.forget_claims")
def forget_claims() -> None:
    """Delete the registrations that nobody confirmed in time, and the contacts who were named and never agreed."""
    claim.forget_unconfirmed()
    asking.forget_invited()


@shared_task(name="caf.ask_users")
def ask_users() -> None:
    """Ask, remind, and let lapse, in each country that asks."""
    asking.ask_countries(today=present_day())


@shared_task(name="caf.forget_pilots")
def forget_pilots() -> None:
    """Delete what was begun and not sent to a consultation that is closed, and in time its addresses."""
    consultation.forget_pilots(today=present_day())


@shared_task(name="caf.remind_holders")
def remind_holders() -> None:
    """Remind the holders of labels that end soon."""
    label.remind_holders(today=present_day())
