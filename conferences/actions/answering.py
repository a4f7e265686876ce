"""Answering: who opens a personal link, and keeping what was answered apart from who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conferences.models import Questionnaire, Recipient, RecipientLink, Response
from core.clock import present_day
from core.links import answers_key, recipient_mark
from core.workflow import Refused
from core.written import written


@dataclass(frozen=True)
class Opened:
    """What a personal link opens. response: what was answered through it, if anything was.

    refusal: why it takes no answers now, in words; "" if it does.
    """

    recipient: Recipient
    questionnaire: Questionnaire
    response: Response | None
    refusal: str


def opened(token: str, *, locked: bool = False) -> Opened | None:
    """None for a link that the portal has not given out. `locked`: nobody changes the questions meanwhile."""
    links = RecipientLink.objects.select_related("recipient__questionnaire__edition")
    link = links.filter(mark=recipient_mark(token)).first()
    if link is None:
        return None
    recipient, questionnaire = link.recipient, link.recipient.questionnaire
    if locked:
        questionnaire = Questionnaire.objects.select_for_update().select_related("edition").get(pk=questionnaire.pk)
        recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
    response = questionnaire.responses.filter(key=answers_key(token)).first()
    return Opened(recipient, questionnaire, response, refusal(questionnaire, recipient, response))


def refusal(questionnaire: Questionnaire, recipient: Recipient, response: Response | None) -> str:
    """Why no answers are taken, in words; "" if they are."""
    if not questionnaire.is_open_on(present_day()):
        return _("This questionnaire took answers until %(day)s. Thank you for your interest.") % {
            "day": written(questionnaire.last_day)
        }
    if response is None and recipient.answered_on is not None:
        return _("The answers have been given already, through the link of another mail. Open that one to change them.")
    return ""


@transaction.atomic
def save_answers(token: str, *, answers: dict[str, Any]) -> Response:
    """Keep the answers, or change them: {question key: answer}, as `Response` says.

    With the recipient stands only that and on which day it first answered. Raises Refused with the reason.
    """
    link = opened(token, locked=True)
    if link is None:
        raise Refused(_("This link belongs to no questionnaire."))
    if link.refusal:
        raise Refused(link.refusal)
    response = link.response or Response(questionnaire=link.questionnaire, key=answers_key(token))
    response.answers = answers
    response.save()
    if link.recipient.answered_on is None:
        link.recipient.answered_on = present_day()
        link.recipient.save(update_fields=["answered_on"])
    return response
