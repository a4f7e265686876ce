"""Mails to the contacts of an organisation, each with a personal link where an answer is wanted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf.links import ANSWER
from caf.models import Contact, ContactLink, CountryAsking, Organisation, Purpose
from core.clock import present_day
from core.links import mark_of, new_token
from network.mail import queue_mail


def about(contact: Contact) -> str:
    """What mails to a contact are for, as their rows say it."""
    return f"CAF contact {contact.pk}"


def contacts_to_ask(organisation: Organisation, day: date | None = None) -> Any:
    """Those who are contacts on that day, today unless told, and have an address."""
    return organisation.contacts.in_force(day or present_day()).exclude(email="")


def language_for(organisation: Organisation) -> str:
    """Of mails to it: in which it registered itself, else that of its country's yearly question."""
    claim = organisation.claims.order_by("pk").last()
    if claim is not None:
        return str(claim.language)
    asking = CountryAsking.objects.filter(country=organisation.country_id).known(present_day()).last()
    return str(asking.language) if asking else "en"


def new_link(
    organisation: Organisation,
    purpose: Purpose,
    *,
    contact: Contact | None,
    language: str,
    day: date | None = None,
    **more: Any,
) -> tuple[ContactLink, str]:
    """A link and its address; whoever has the address can use it once."""
    token = new_token()
    link = ContactLink.objects.create(
        organisation=organisation,
        contact=contact,
        purpose=purpose,
        language=language,
        mark=mark_of(token, ANSWER),
        sent_on=day or present_day(),
        **more,
    )
    with override(language):
        return link, settings.SITE_ADDRESS + reverse("caf:contact_answer", args=[token])


def tell_refused(organisation: Any, step: Any) -> None:
    """The contacts learn why, in the words of the step's note."""
    language = language_for(organisation)
    for contact in contacts_to_ask(organisation):
        tell_refusal(
            contact.email, language, name=organisation.name, reason=step.note, about=about(contact), by=step.by
        )


def tell_refusal(email: str, language: str, *, name: str, reason: str, about: str, by: Any) -> None:
    with override(language):
        words = {"name": name, "reason": reason}
        subject = _("The registration of %(name)s is refused") % words
        body = _("%(name)s is not taken into the register of CAF users, because:\n\n%(reason)s") % words
    queue_mail(to=email, subject=subject, body=f"{body}\n", language=language, about=about, by=by)


def tell_sent_back(organisation: Any, step: Any) -> None:
    """The contacts learn what is missing, and get a link at which they say it."""
    language = language_for(organisation)
    for contact in contacts_to_ask(organisation):
        _link, address = new_link(organisation, Purpose.COMPLETE, contact=contact, language=language)
        with override(language):
            words = {"name": organisation.name, "reason": step.note, "address": address}
            subject = _("Please complete the registration of %(name)s") % words
            body = _(
                "The registration of %(name)s as a user of CAF has been looked at, and something is missing:\n\n"
                "%(reason)s\n\nTo answer, open this link:\n\n%(address)s"
            )
        mail: dict[str, Any] = {"subject": subject, "body": f"{body % words}\n", "language": language}
        queue_mail(to=contact.email, about=about(contact), by=step.by, **mail)
