"""What waits after a conference: the results of questionnaires that have closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from conferences.models import Questionnaire, QuestionnaireState
from core.work import Waiting, WorkItem
from network.seats import Right


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """Those whose results nobody has published yet."""
    if user.may_for_some(Right.EVALUATE):
        asked = Questionnaire.objects.visible_to(user).filter(
            state__in=(QuestionnaireState.OPEN, QuestionnaireState.CLOSED), closes_on__lt=day
        )
        yield Waiting("questionnaire", asked.select_related("edition"), to_publish)


def to_publish(questionnaire: Questionnaire) -> WorkItem:
    """It is closed: the network waits for what was answered."""
    return WorkItem(title=_("Publish the results"), detail=str(questionnaire), url=questionnaire.results_url)
