"""Mails to contacts that could not be delivered: refused by the mail server, given up after several attempts, or sent
and then reported as undeliverable."""

from __future__ import annotations

from typing import Any

from caf.models import Contact
from core.clock import present_day
from core.models import Job, JobState
from network.mail import KIND
from network.models import Mail

PREFIX = "CAF contact "


def bounced_contacts() -> Any:
    """The contacts of today whose last mail did not reach them."""
    failed = Job.objects.filter(kind=KIND, state=JobState.FAILED).values_list("arguments", flat=True)
    not_sent = {arguments["mail"] for arguments in failed}
    mails = Mail.objects.filter(about__startswith=PREFIX)
    undelivered = mails.filter(pk__in=not_sent, sent_at__isnull=True) | mails.filter(bounce__isnull=False)
    lost = {mail.pk: mail for mail in undelivered}
    last: dict[str, int] = dict(
        mails.filter(about__in={mail.about for mail in lost.values()}).order_by("pk").values_list("about", "pk")
    )
    addresses = {int(about.removeprefix(PREFIX)): lost[pk].to for about, pk in last.items() if pk in lost}
    contacts = Contact.objects.in_force(present_day()).filter(pk__in=addresses)
    # Who has another address by now has not bounced.
    same = [pk for pk, email in contacts.values_list("pk", "email") if email.lower() == addresses[pk].lower()]
    return contacts.filter(pk__in=same)


def came_back(organisation: Any) -> list[Contact]:
    """Of one organisation: such contacts, each with `lost`, the mail that did not reach it."""
    day = present_day()
    contacts = {
        f"{PREFIX}{row.pk}": row for row in organisation.contacts.all() if row.ends_on is None or row.ends_on > day
    }
    mails = Mail.objects.filter(about__in=contacts).select_related("bounce").order_by("pk")
    last = {mail.about: mail for mail in mails}
    found = []
    for about, contact in contacts.items():
        mail = last.get(about)
        if mail is not None and mail.to.lower() == contact.email.lower() and was_lost(mail):
            contact.lost = mail
            found.append(contact)
    return found


def was_lost(mail: Mail) -> bool:
    """It came back, or the last attempt to send it failed."""
    if hasattr(mail, "bounce") or mail.sent_at is not None:
        return hasattr(mail, "bounce")
    return Job.objects.filter(kind=KIND, state=JobState.FAILED, arguments__mail=mail.pk).exists()
