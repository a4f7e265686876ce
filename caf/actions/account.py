"""Accounts of contacts: asked for by the contact or offered by who keeps the register, always by an invitation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf.actions.telling import about, language_for
from caf.models import Contact, ContactInvitation
from caf.permissions import can_edit_country_record
from core.clock import present_day
from core.phrases import phrases
from core.workflow import Refused
from network.mail import queue_mail
from network.models import Invitation, Person
from network.seats import Seat


def refusal_to_invite(contact: Contact) -> str:
    """Why a contact gets no invitation to an account, in words; "" if nothing stands in the way."""
    if contact.person_id is not None:
        return _("This contact has an account already.")
    if not contact.email:
        return _("This contact has no mail address on record.")
    if contact.ends_on and contact.ends_on <= present_day():
        return _("Somebody else is the contact of this organisation now.")
    if contact.organisation.merged_into_id is not None:
        return _("This record was merged into another.")
    return ""


@transaction.atomic
def invite_to_account(contact: Contact, *, by: Any = None) -> Invitation:
    """A link by mail, to the address on record and to no other; a link sent before works no longer.

    by: who keeps the register; None for the contact, who has shown by a personal link that the address is read. Raises
    PermissionDenied, or Refused with the reason.
    """
    locked = Contact.objects.select_for_update(of=("self",)).select_related("organisation__country").get(pk=contact.pk)
    if by is not None and not can_edit_country_record(by, locked.organisation):
        raise PermissionDenied
    if reason := refusal_to_invite(locked):
        raise Refused(reason)
    earlier = Invitation.objects.filter(caf_contact__contact=locked, accepted_at__isnull=True)
    earlier.filter(expires_at__gt=timezone.now()).update(expires_at=timezone.now())
    invitation = Invitation.objects.create(
        email=locked.email.lower(),
        name=locked.name,
        seat=Seat.ORGANISATION_CONTACT,
        of=locked.organisation.name,
        invited_by=by,
    )
    ContactInvitation.objects.create(invitation=invitation, contact=locked)
    mail_account(invitation, locked)
    return invitation


def mail_account(invitation: Invitation, contact: Contact) -> None:
    """The mail with the link, in the language of the organisation's mails."""
    language = language_for(contact.organisation)
    with override(language):
        words = {
            "name": contact.organisation.name,
            "address": settings.SITE_ADDRESS + reverse("network:invitation_accept", args=[invitation.token]),
            "until": phrases(language).day(timezone.localtime(invitation.expires_at).date()),
        }
        subject = _("Your account for the record of %(name)s") % words
        body = _(
            "You are the contact of %(name)s in the register of CAF users, and are invited to an account. With it you "
            "see the whole record of your organisation and propose changes; your country accepts them.\n\n"
            "To accept, open this link and choose a password. If you have an account already, sign in first:"
            "\n\n%(address)s\n\n"
            "The link works once, until %(until)s. If you did not expect this mail, you need do nothing."
        )
    mail: dict[str, Any] = {"subject": subject, "body": f"{body % words}\n", "language": language}
    queue_mail(to=invitation.email, about=about(contact), by=invitation.invited_by, **mail)


def tie(sender: Any, *, invitation: Invitation, person: Person, **_more: Any) -> None:
    """Whoever accepted is the contact from now on. Raises Refused where that is no longer so."""
    found = ContactInvitation.objects.filter(invitation=invitation).first()
    if found is None:
        return  # an invitation to another seat
    contact = Contact.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=found.contact_id)
    if (reason := refusal_to_invite(contact)) or contact.email.lower() != invitation.email:
        raise Refused(reason or _("This contact has another mail address now. Ask for a new link."))
    contact.person = person
    contact.save(update_fields=["person"])
