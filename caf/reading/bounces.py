"""Mails to contacts that could not be delivered: refused by the mail server, or given up after several attempts."""

from __future__ import annotations

from typing import Any

from caf.models import Contact
from core.clock import present_day
from core.models import Job, JobState
from network.mail import KIND
from network.models import Mail

PREFIX = "CAF contact "


def bounced_contacts() -> Any:
    """The contacts to be asked today whose last mail did not go out."""
    failed = Job.objects.filter(kind=KIND, state=JobState.FAILED).values_list("arguments", flat=True)
    mails = Mail.objects.filter(pk__in=[arguments["mail"] for arguments in failed], sent_at__isnull=True)
    about = mails.filter(about__startswith=PREFIX).values_list("about", "to")
    addresses = {int(words.removeprefix(PREFIX)): to for words, to in about}
    contacts = Contact.objects.in_force(present_day()).filter(pk__in=addresses)
    # Who has another address by now has not bounced.
    same = [pk for pk, email in contacts.values_list("pk", "email") if email.lower() == addresses[pk].lower()]
    return contacts.filter(pk__in=same)
