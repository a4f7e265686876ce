"""Answering a consultation of the pilots: who opens a personal link, saving, and sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caf.models import Consultation, Invitation, InvitationLink, PilotAnswers
from caf.pilot_questions import is_answered
from core.clock import present_day
from core.links import answers_key, recipient_mark
from core.workflow import Refused
from core.written import written


@dataclass(frozen=True)
class OpenedSet:
    """What a personal link opens: the set of answers at one place. answers: what was saved through it, if anything.

    refusal: why it takes no answers now, in words; "" if it does.
    """

    invitation: Invitation
    place: int
    answers: PilotAnswers | None
    refusal: str = ""

    @property
    def consultation(self) -> Consultation:
        consultation: Consultation = self.invitation.consultation
        return consultation

    @property
    def content(self) -> dict[str, Any]:
        return self.answers.content if self.answers else {}

    @property
    def is_sent(self) -> bool:
        return self.answers is not None and self.answers.is_sent


def key_of(token: str, place: int) -> str:
    """Of the answers at a place: nothing with the answers says which place it is."""
    return answers_key(f"{token} {place}")


def invitation_of(token: str, *, locked: bool = False) -> Invitation | None:
    """None for a link that the portal has not given out."""
    links = InvitationLink.objects.filter(mark=recipient_mark(token))
    rows = Invitation.objects.filter(pk__in=links.values("invitation"))
    if locked:
        rows = rows.select_for_update(of=("self",))
    invitation: Invitation | None = rows.select_related("consultation__version").first()
    return invitation


def opened(token: str, place: int, *, locked: bool = False) -> OpenedSet | None:
    """None for a link that the portal has not given out, and for a place beyond those that the mailbox has."""
    invitation = invitation_of(token, locked=locked)
    if invitation is None or not 1 <= place <= invitation.sets:
        return None
    consultation = invitation.consultation
    if consultation.anonymous:
        answers = consultation.answers.filter(key=key_of(token, place)).first()
    else:
        answers = invitation.sets_of_answers.filter(place=place).first()
    return OpenedSet(invitation, place, answers, refusal(invitation, answers))


def refusal(invitation: Invitation, answers: PilotAnswers | None) -> str:
    """Why no answers are taken, in words; "" if they are."""
    consultation = invitation.consultation
    if answers is not None and answers.is_sent:
        return _("These answers have been sent. Thank you.")
    if present_day() < consultation.opens_on:
        return _("Answers are taken from %(day)s.") % {"day": written(consultation.opens_on)}
    if not consultation.is_open_on(present_day()):
        return _("Answers were taken until %(day)s. Thank you for your interest.") % {
            "day": written(consultation.closes_on)
        }
    if invitation.answered >= invitation.sets:
        return _("All answers of this mailbox have been sent, through the link of another mail. Thank you.")
    return ""


def must_be_open(token: str, place: int) -> OpenedSet:
    """Locked. Raises Refused with the reason."""
    found = opened(token, place, locked=True)
    if found is None:
        raise Refused(_("This link belongs to no consultation."))
    if found.refusal:
        raise Refused(found.refusal)
    return found


@transaction.atomic
def save_part(token: str, place: int, *, items: dict[str, Any], general: dict[str, Any] | None = None) -> PilotAnswers:
    """Keep a part of the answers, to be continued: {asked item: {aspect: answer}}, and what was said of the whole.

    An item that comes without an answer loses the one it had. Raises Refused with the reason.
    """
    found = must_be_open(token, place)
    answers = found.answers
    if answers is None:
        named: dict[str, Any] = {} if found.consultation.anonymous else {"invitation": found.invitation, "place": place}
        answers = PilotAnswers(consultation=found.consultation, key=key_of(token, place), **named)
    kept = {**answers.content.get("items", {}), **items}
    answers.content = {
        "items": {key: said for key, said in kept.items() if said},
        "general": answers.content.get("general", {}) if general is None else general,
    }
    answers.save()
    return answers


@transaction.atomic
def send_answers(token: str, place: int) -> None:
    """Send what was saved; it is not changed any more. With the mailbox stands only that, and on which day it first
    answered. Raises Refused with the reason."""
    found = must_be_open(token, place)
    if found.answers is None or not is_answered(found.content):
        raise Refused(_("Nothing is answered yet."))
    found.answers.is_sent = True
    if not found.consultation.anonymous:
        found.answers.sent_on = present_day()
    found.answers.save()
    invitation = found.invitation
    invitation.answered += 1
    invitation.answered_on = invitation.answered_on or present_day()
    invitation.save(update_fields=["answered", "answered_on"])
