"""The pool of feedback actors: who is in it, the account that an actor gets, the code of conduct."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf import own_words
from caf.links import ACTOR
from caf.models import CodeSignature, FeedbackActor
from caf.permissions_feedback import can_keep_actor
from core.clock import present_day
from core.links import mark_of, new_token
from core.phrases import phrases
from core.workflow import Refused
from network.actions import accept_invitation
from network.mail import queue_mail
from network.models import Invitation, Person
from network.seats import Seat

CODE_VERSION = "2026-11"
"""Of the text in templates/caf/_code_of_conduct.html; whoever changes that one changes this too."""
LINK_DAYS = 14


def keep_actor(actor: FeedbackActor, *, save: Any) -> FeedbackActor:
    """Enter or mend an actor; one whose mail address has an account is that person."""
    if actor.person_id is None:
        actor.person = Person.objects.filter(email__iexact=actor.email).first()
    kept: FeedbackActor = save()
    return kept


def tie(sender: Any, *, person: Person, **_more: Any) -> None:
    """Whoever gets an account, to whichever seat, is from then on the actor of that mail address."""
    for actor in FeedbackActor.objects.select_for_update().filter(person=None, email__iexact=person.email):
        actor.person = person
        actor.save(update_fields=["person"])


def with_account(actor: FeedbackActor) -> FeedbackActor:
    """The actor, locked, with the account of the mail address where one was made since: by a command, for instance."""
    locked = FeedbackActor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if locked.person_id is None and (person := Person.objects.filter(email__iexact=locked.email).first()):
        tie(Person, person=person)
        locked.refresh_from_db()
    return locked


def new_link(actor: FeedbackActor, *, by: Any) -> str:
    """The address that leads this actor to an account; the one sent before works no more."""
    token = new_token()
    actor.mark, actor.link_until = mark_of(token, ACTOR), timezone.now() + timedelta(days=LINK_DAYS)
    actor.link_by = by
    actor.save(update_fields=["mark", "link_until", "link_by"])
    return settings.SITE_ADDRESS + reverse("caf:feedback_actor_join", args=[token])


@transaction.atomic
def invite_to_portal(actor: FeedbackActor, *, by: Any, language: str) -> None:
    """Mail a link to an account of one's own. Raises PermissionDenied, or Refused with the reason."""
    if not can_keep_actor(by, actor):
        raise PermissionDenied
    locked = with_account(actor)
    if locked.person_id is not None:
        raise Refused(_("This person has an account already."))
    address = new_link(locked, by=by)
    with override(language):
        words = {
            "country": locked.country,
            "address": address,
            "until": phrases(language).day(timezone.localtime(locked.link_until).date()),
        }
        subject = _("You are a feedback actor for CAF: %(country)s") % words
        body = _(
            "You stand in the pool of feedback actors of this country: %(country)s.\n\n"
            "To be asked for feedback, open this link, read the code of conduct, sign it and choose a password:\n\n"
            "%(address)s\n\n"
            "The link works once, until %(until)s. If you did not expect this mail, you need do nothing."
        )
    queue_mail(
        to=locked.email,
        subject=subject,
        body=f"{body % words}\n",
        language=language,
        about=f"feedback actor {locked.pk}",
        by=by,
    )


def opened(token: str) -> FeedbackActor | None:
    """The actor behind a link; None where there is none, or none any more."""
    return FeedbackActor.objects.select_related("country").filter(mark=mark_of(token, ACTOR)).first()


def refusal_to_join(actor: FeedbackActor | None) -> str:
    """Why the link cannot be used, in words; "" if it can."""
    if actor is None:
        return _("This link leads nowhere. It may have been used, or cut off in the mail: copy it whole.")
    if actor.person_id is not None:
        return _(
            "There is an account for this mail address already. Sign in: what you are asked for waits in your work."
        )
    if actor.link_until is None or actor.link_until <= timezone.now():
        return _("This link has run out. Ask the organiser of your country for a new one.")
    return ""


@transaction.atomic
def join(token: str, *, name: str, password: str, language: str) -> FeedbackActor:
    """The actor gets an account with the seat of feedback actors, and has signed the code of conduct.

    Raises Refused with the reason, or ValidationError with what is wrong with the password.
    """
    actor = FeedbackActor.objects.select_for_update(of=("self",)).filter(mark=mark_of(token, ACTOR)).first()
    if reason := refusal_to_join(actor):
        raise Refused(reason)
    assert actor is not None  # that would have been a reason
    assert actor.link_by is not None  # a link was sent by someone, by a constraint
    invitation = Invitation.objects.create(
        email=actor.email.lower(), name=name, seat=Seat.FEEDBACK_ACTOR, country=actor.country, invited_by=actor.link_by
    )
    actor.person = accept_invitation(token=invitation.token, password=password, name=name, language=language)
    actor.mark = actor.link_until = actor.link_by = None
    actor.save(update_fields=["person", "mark", "link_until", "link_by"])
    sign_code(actor, by=actor.person)
    return actor


@transaction.atomic
def sign_code(actor: FeedbackActor, *, by: Any) -> CodeSignature:
    """The actor signs the text as it stands now. Raises PermissionDenied for anybody else."""
    if by is None or actor.person_id != by.pk:
        raise PermissionDenied
    row, _new = CodeSignature.objects.get_or_create(
        actor=actor,
        text_version=CODE_VERSION,
        signed_on=present_day(),
        defaults={"known_on": present_day(), "source": own_words.SIGNED},
    )
    return row
