"""Jobs of the network."""

from smtplib import SMTPException, SMTPRecipientsRefused

from core.jobs import JobRefused, TryLater, handles
from core.models import Job
from network import mail

NEVER = 500  # from this answer of a mail server on, trying again does not help


@handles(mail.KIND)
def send_mail(job: Job) -> None:
    """Safe to run twice: what has been sent is not sent again."""
    try:
        mail.send(job.arguments["mail"])
    except SMTPRecipientsRefused as reason:
        codes = [code for code, _words in reason.recipients.values()]
        if all(code >= NEVER for code in codes):
            raise JobRefused(f"The mail server refuses the address: {codes}") from reason
        raise TryLater(f"The mail server puts it off: {codes}") from reason
    except (OSError, SMTPException) as reason:
        raise TryLater(f"{type(reason).__name__}: {reason}") from reason
