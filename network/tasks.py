"""Jobs of the network."""

from smtplib import SMTPException

from core.jobs import TryLater, handles
from core.models import Job
from network import mail


@handles(mail.KIND)
def send_mail(job: Job) -> None:
    """Safe to run twice: what has been sent is not sent again."""
    try:
        mail.send(job.arguments["mail"])
    except (OSError, SMTPException) as reason:
        raise TryLater(f"{type(reason).__name__}: {reason}") from reason
