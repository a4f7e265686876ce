"""Who comes in, and with which seat: inviting, accepting, giving a role and ending it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.phrases import phrases
from core.workflow import Refused
from network.mail import queue_mail
from network.models import Country, Invitation, Person, Role
from network.permissions import can_manage_people
from network.seats import Seat
from network.signals import invitation_accepted

FOR_A_COUNTRY = (Seat.COORDINATOR, Seat.DIRECTOR_GENERAL)
FOR_THE_NETWORK = (Seat.EIPA, Seat.SECRETARIAT, Seat.ADMINISTRATOR)


def missing_for_role(*, seat: str, country: Country | None, ends_on: date | None) -> list[str]:
    """What is wrong with a role before it is given: sentences, none if it is well."""
    sentences = []
    if seat in FOR_A_COUNTRY and country is None:
        sentences.append(_("This seat is held for a country: say which."))
    if seat in FOR_THE_NETWORK and country is not None:
        sentences.append(_("This seat is held for the whole network: leave the country empty."))
    if ends_on is not None and ends_on < timezone.localdate():
        sentences.append(_("The role would have ended already: give a later day."))
    return sentences


def must_manage_people(by: Any) -> None:
    """Raises PermissionDenied for one who may not invite people and give roles."""
    if not can_manage_people(by):
        raise PermissionDenied


@transaction.atomic
def invite(
    *,
    by: Any,
    email: str,
    name: str,
    seat: str,
    country: Country | None,
    role_ends_on: date | None,
    language: str = "en",
    site: str = "",
) -> Invitation:
    """Invite a person to a seat: a link by mail, good for seven days and for one use.

    site: the portal's own address, as in https://portal.example, for the link. Raises PermissionDenied, or
    Refused with the reason.
    """
    must_manage_people(by)
    email = email.strip().lower()
    if reasons := missing_for_role(seat=seat, country=country, ends_on=role_ends_on):
        raise Refused(" ".join(reasons))
    if Person.objects.filter(email=email).exists():
        raise Refused(_("%(email)s has an account already: give the role on that person's page.") % {"email": email})
    same = Invitation.objects.filter(email=email, seat=seat, country=country, accepted_at__isnull=True)
    if any(invitation.is_open for invitation in same):
        raise Refused(_("%(email)s is invited to this seat already, and the link still works.") % {"email": email})
    invitation = Invitation.objects.create(
        email=email, name=name.strip(), seat=seat, country=country, role_ends_on=role_ends_on, invited_by=by
    )
    mail_invitation(invitation, language=language, site=site)
    return invitation


def mail_invitation(invitation: Invitation, *, language: str, site: str) -> None:
    """Write the mail with the link, in one language, and have it sent."""
    with override(language):
        address = site + reverse("network:invitation_accept", args=[invitation.token])
        role = Role(seat=invitation.seat, country=invitation.country)
        body = _(
            "You get this mail because %(inviter)s invites you to the portal of the Innovative Public Services Group "
            "as: %(role)s.\n\n"
            "To accept, open this link and choose a password:\n\n%(address)s\n\n"
            "The link works once, until %(until)s. If you did not expect this mail, you need do nothing."
        ) % {
            "inviter": invitation.invited_by,
            "role": role,
            "address": address,
            "until": phrases(language).day(timezone.localtime(invitation.expires_at).date()),
        }
        subject = _("Invitation to the IPSG portal: %(role)s") % {"role": role}
    queue_mail(
        to=invitation.email,
        subject=subject,
        body=f"{body}\n",
        language=language,
        about=f"invitation {invitation.pk}",
        by=invitation.invited_by,
    )


def refusal_to_accept(invitation: Invitation | None, user: Any = None) -> str:
    """Why the link cannot be used, in words; "" if it can. user: who is signed in, if anybody."""
    if invitation is None:
        return _("This link belongs to no invitation. It may have been cut off in the mail: copy it whole.")
    if invitation.accepted_at is not None:
        return _("This link has been used. Sign in with your mail address and the password you chose.")
    if not invitation.is_open:
        return _("This link has run out. Ask the person who invited you for a new one.")
    if not is_invited(user, invitation) and Person.objects.filter(email=invitation.email).exists():
        return _("There is an account for this mail address already. Sign in with it, then open the link again.")
    return ""


def is_invited(user: Any, invitation: Invitation) -> bool:
    """Is this the account of whoever is invited?"""
    return user is not None and user.is_authenticated and user.email == invitation.email


@transaction.atomic
def accept_invitation(*, token: str, password: str, name: str, language: str = "en") -> Person:
    """Make the account and the role, and mark the invitation as used.

    Raises Refused with the reason, or ValidationError with what is wrong with the password.
    """
    invitation = Invitation.objects.select_for_update().filter(token=token).first()
    if reason := refusal_to_accept(invitation):
        raise Refused(reason)
    assert invitation is not None  # that would have been a reason
    validate_password(password, Person(email=invitation.email, name=name))
    person = Person.objects.create_user(invitation.email, password, name=name.strip(), language=language)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    take_seat(invitation, person)
    return person


@transaction.atomic
def accept_with_account(*, token: str, by: Person) -> None:
    """Of one who has an account already: the role is added to it. Raises Refused with the reason."""
    invitation = Invitation.objects.select_for_update().filter(token=token).first()
    if reason := refusal_to_accept(invitation, by):
        raise Refused(reason)
    assert invitation is not None  # that would have been a reason
    if not is_invited(by, invitation):
        raise PermissionDenied
    take_seat(invitation, by)


def take_seat(invitation: Invitation, person: Person) -> None:
    """Give the role, unless the person holds it, mark the invitation as used, and tell the apps above."""
    today = timezone.localdate()
    held = any(
        (role.seat, role.country_id) == (invitation.seat, invitation.country_id) and role.held_on(today)
        for role in person.roles.all()
    )
    if not held and (invitation.role_ends_on is None or invitation.role_ends_on >= today):
        Role.objects.create(
            person=person,
            seat=invitation.seat,
            country=invitation.country,
            from_on=today,
            to_on=invitation.role_ends_on,
        )
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    invitation_accepted.send(sender=Invitation, invitation=invitation, person=person)


@transaction.atomic
def give_role(
    *, by: Any, person: Person, seat: str, country: Country | None = None, from_on: date | None = None,
    to_on: date | None = None,
) -> Role:  # fmt: skip
    """Give a person a further seat. Raises PermissionDenied, or Refused with the reason."""
    must_manage_people(by)
    from_on = from_on or timezone.localdate()
    reasons = missing_for_role(seat=seat, country=country, ends_on=to_on)
    if to_on is not None and to_on < from_on:
        reasons.append(_("The role ends before it begins."))
    if any(role.seat == seat and role.country_id == (country.pk if country else None) and role.held_on(from_on)
           for role in Person.objects.select_for_update().get(pk=person.pk).roles.all()):  # fmt: skip
        reasons.append(_("This person holds this seat already."))
    if reasons:
        raise Refused(" ".join(reasons))
    return Role.objects.create(person=person, seat=seat, country=country, from_on=from_on, to_on=to_on)


@transaction.atomic
def end_role(*, by: Any, role: Role, on: date | None = None) -> Role:
    """End a role: `on` is its last day; without it, it is held no longer from now on.

    A role that began today or later, and would so have no day, is taken away. The last administrator cannot
    end the own role. Raises PermissionDenied, or Refused with the reason.
    """
    must_manage_people(by)
    role = Role.objects.select_for_update().get(pk=role.pk)
    if role.seat == Seat.ADMINISTRATOR and not other_administrators(role):
        raise Refused(_("This is the last administrator: give the seat to someone else first."))
    last_day = on or timezone.localdate() - timedelta(days=1)
    if role.to_on is not None and role.to_on <= last_day:
        raise Refused(_("This role ends earlier already."))
    if last_day < role.from_on:
        role.delete()
        return role
    role.to_on = last_day
    role.save(update_fields=["to_on"])
    return role


def missing_to_mend(role: Role, *, seat: str, from_on: date, to_on: date | None) -> list[str]:
    """Why a role, read from the database, cannot be mended so: somebody must hold the administrator's seat."""
    today = timezone.localdate()
    if role.seat != Seat.ADMINISTRATOR or not role.held_on(today) or other_administrators(role):
        return []
    lasts = to_on is None or (role.to_on is not None and to_on >= role.to_on)
    if seat == Seat.ADMINISTRATOR and from_on <= today and lasts:
        return []
    return [_("This is the last administrator: give the seat to someone else first.")]


def missing_to_leave(person: Person) -> list[str]:
    """Why a person may not lose the account: the last administrator keeps it."""
    today = timezone.localdate()
    last = (role for role in person.roles.all() if role.seat == Seat.ADMINISTRATOR and role.held_on(today))
    if not person.is_active or all(other_administrators(role) for role in last):
        return []
    return [_("This is the last administrator: give the seat to someone else first.")]


def other_administrators(role: Role) -> bool:
    """Does anyone else hold the administrator's seat today, with no end set?"""
    others = Role.objects.filter(seat=Seat.ADMINISTRATOR, person__is_active=True, to_on__isnull=True)
    today = timezone.localdate()
    return any(other.held_on(today) for other in others.exclude(pk=role.pk).exclude(person_id=role.person_id))
