"""Sending mail: written as a row in the transaction of what it is about, sent by a job after the commit."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from core.jobs import enqueue
from network.models import Mail

KIND = "send mail"
SUBJECT_PREFIX = "[EUPAN] "


def queue_mail(*, to: str, subject: str, body: str, language: str, about: str, by: Any = None) -> Mail:
    """Write the mail and ask for it to be sent. The subject gets the network's prefix, unless it has it."""
    prefixed = subject if subject.startswith(SUBJECT_PREFIX) else SUBJECT_PREFIX + subject
    mail = Mail.objects.create(to=to, subject=prefixed[:200], body=body, language=language, about=about)
    ask_to_send(mail, by)
    return mail


def ask_to_send(mail: Mail, by: Any = None) -> None:
    """Also for a mail whose job failed: it goes out once, however often this is asked."""
    enqueue(KIND, subject=f"mail {mail.pk}", arguments={"mail": mail.pk}, by=by)


@transaction.atomic
def send(mail_id: int) -> None:
    """Send it, unless it has been sent: under the row's lock, so that two workers send one mail."""
    mail = Mail.objects.select_for_update().get(pk=mail_id)
    if mail.sent_at is not None:
        return
    EmailMessage(
        subject=mail.subject, body=mail.body, to=[mail.to], headers={"Auto-Submitted": "auto-generated"}
    ).send()
    mail.sent_at = timezone.now()
    mail.body = ""
    mail.save(update_fields=["sent_at", "body"])
