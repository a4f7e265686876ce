"""Questionnaires that the table of permissions is tried on: one in preparation, one open, one published."""

from __future__ import annotations

from datetime import date
from typing import Any

from conferences.models import Audience, Evaluation, Mailing, Moment, QuestionnaireState
from core.links import recipient_mark
from core.values import Text
from network.seats import Seat
from tests.conferences import factories
from tests.network.factories import someone

HIDDEN_ADDRESSES = ("asked@undisclosed.test", "unasked@undisclosed.test")
HIDDEN_QUESTION = "How undisclosed was it?"
HIDDEN_WORDS = "The undisclosed remark of one person"
TOKEN = "the-token-of-a-recipient"


def build(keys: dict[str, tuple[Any, ...]], edition: Any) -> None:
    """Of an edition that Poland hosts. Makes them, and says what an address of each needs."""
    draft = factories.QuestionnaireFactory(edition=edition, introduction=Text(en=HIDDEN_QUESTION))
    keys["questionnaire"] = tuple(draft.keys)
    question = factories.QuestionFactory(questionnaire=draft, text=Text(en=HIDDEN_QUESTION))
    keys["question"] = (*draft.keys, "questions", question.pk)
    unasked = draft.recipients.create(email=HIDDEN_ADDRESSES[1])
    keys["recipient"] = (*draft.keys, unasked.pk)

    opened = factories.QuestionnaireFactory(
        edition=edition, audience=Audience.MEMBERS, closes_on=date(2100, 12, 31), state=QuestionnaireState.OPEN
    )
    opened.steps.create(state=QuestionnaireState.OPEN, known_on=opened.known_on)
    keys["open questionnaire"] = tuple(opened.keys)
    recipient = opened.recipients.create(email=HIDDEN_ADDRESSES[0])
    mailing = Mailing.objects.create(questionnaire=opened, asked_by=someone(Seat.SECRETARIAT))
    recipient.links.create(mailing=mailing, mark=recipient_mark(TOKEN))
    keys["token"] = (TOKEN,)
    keys["guessed token"] = ("a-guess",)

    published = factories.QuestionnaireFactory(
        edition=edition,
        moment=Moment.HINDSIGHT,
        closes_on=date(2008, 6, 30),
        state=QuestionnaireState.PUBLISHED,
        evaluation=Evaluation.objects.create(edition=edition, title=Text(en="Answers"), known_on=date(2008, 7, 1)),
    )
    published.steps.create(state=QuestionnaireState.PUBLISHED, known_on=date(2008, 7, 1))
    words = factories.QuestionFactory(questionnaire=published, kind="text")
    for number in range(6):
        published.responses.create(key=str(number), answers={words.key: HIDDEN_WORDS})
    published.files.create(language="en", content=b"%PDF", sha256="0" * 64)
    keys["published questionnaire"] = tuple(published.keys)
    keys["results file"] = (*published.keys, "en")
    reported = factories.ReportedResultFactory(edition=edition)
    keys["reported result"] = (edition.code, "reported_results", reported.pk)
