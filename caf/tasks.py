"""Names what Celery's clock does in the register of CAF users."""

from celery import shared_task

from caf.actions import claim


@shared_task(name="caf.forget_claims")
def forget_claims() -> None:
    """Delete the registrations that nobody confirmed in time."""
    claim.forget_unconfirmed()
