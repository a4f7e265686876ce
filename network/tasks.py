"""Jobs of the network."""

from core.jobs import handles
from core.models import Job
from network import mail


@handles(mail.KIND)
def send_mail(job: Job) -> None:
    """Safe to run twice: what has been sent is not sent again."""
    mail.send(job.arguments["mail"])
