"""Sending mail: written as a row in the transaction of what it is about, sent by a job after the commit."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from core.jobs import enqueue
from network.models import Mail
from network.models.mail import mail_reference

KIND = "send mail"
SUBJECT_PREFIX = "[EUPAN] "


def queue_mail(
    *,
    to: str,
    subject: str,
    body: str,
    language: str,
    about: str,
    by: Any = None,
    headers: dict[str, str] | None = None,
) -> Mail:
    """Write the mail and ask for it to be sent. The subject gets the network's prefix, unless it has it.

    headers: besides those of every mail, such as the list that it belongs to.
    """
    prefixed = subject if subject.startswith(SUBJECT_PREFIX) else SUBJECT_PREFIX + subject
    mail = Mail.objects.create(
        to=to,
        subject=prefixed[:200],
        body=body,
        language=language,
        about=about,
        headers=headers or {},
        reference=mail_reference(),
    )
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
        subject=mail.subject, body=mail.body, from_email=envelope_sender(mail), to=[mail.to], headers=headers_of(mail)
    ).send()
    mail.sent_at = timezone.now()
    mail.body, mail.headers = "", {}
    mail.save(update_fields=["sent_at", "body", "headers"])


def headers_of(mail: Mail) -> dict[str, str]:
    """Those of every mail of the portal, and its own. Whoever answers a mail by a machine sees that a machine wrote it
    (RFC 3834)."""
    headers = {"From": settings.DEFAULT_FROM_EMAIL, "Auto-Submitted": "auto-generated", **mail.headers}
    if mail.reference:
        headers["Message-ID"] = f"<{mail.reference}@{message_domain()}>"
    return headers


def message_domain() -> str:
    """Behind the sign in the Message-ID: that of the portal's address."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def envelope_sender(mail: Mail) -> str:
    """To whom the mail servers report that it could not be delivered: an address of this mail alone, if the operator
    names a box for it (bounces@portal.example -> bounces+5f1c...@portal.example)."""
    box, _at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{box}+{mail.reference}@{domain}" if box and mail.reference else settings.DEFAULT_FROM_EMAIL
