"""The steps of a questionnaire, as a table: in preparation - open - closed - results published.

It also closes by itself, the day after its last one (`Questionnaire.state_on`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.models import QuestionnaireState
from conferences.permissions import can_evaluate
from core.clock import present_day
from core.workflow import Transition, Workflow
from core.written import written

if TYPE_CHECKING:
    from conferences.models import Questionnaire


def missing_to_open(questionnaire: Questionnaire) -> list[str]:
    """What a questionnaire needs before it is sent."""
    sentences = []
    if questionnaire.closes_on is None:
        sentences.append(_("Say until when it is open."))
    elif questionnaire.closes_on < present_day():
        sentences.append(_("It would be closed already: give a later last day."))
    if not questionnaire.questions.exists():
        sentences.append(_("Give it a question."))
    if not questionnaire.recipients.exists():
        sentences.append(_("Enter the addresses of those who are asked."))
    return sentences


def missing_to_publish(questionnaire: Questionnaire) -> list[str]:
    """Results are published when no more answers come."""
    if questionnaire.is_open_on(present_day()):
        return [_("It is open for answers until %(day)s.") % {"day": written(questionnaire.closes_on)}]
    return []


QUESTIONNAIRE = Workflow(
    (
        Transition(
            "open",
            gettext_lazy("Send the questionnaire"),
            sources=(QuestionnaireState.DRAFT,),
            target=QuestionnaireState.OPEN,
            who=can_evaluate,
            missing=missing_to_open,
        ),
        Transition(
            "publish",
            gettext_lazy("Publish the results"),
            sources=(QuestionnaireState.OPEN, QuestionnaireState.CLOSED),
            target=QuestionnaireState.PUBLISHED,
            who=can_evaluate,
            missing=missing_to_publish,
        ),
        Transition(
            "close",
            gettext_lazy("Close it before its last day"),
            sources=(QuestionnaireState.OPEN,),
            target=QuestionnaireState.CLOSED,
            who=can_evaluate,
            gives_up=True,
        ),
    )
)
