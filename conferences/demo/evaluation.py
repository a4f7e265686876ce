"""The answers of the demonstration: drawn by a generator that begins at the same place each time, of nobody."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from conferences.actions.evaluation import copy_core_questions
from conferences.models import (
    Audience,
    Mailing,
    Moment,
    Question,
    QuestionKind,
    Questionnaire,
    Recipient,
    RecipientLink,
    Response,
)
from core.links import answers_key, recipient_mark

ASKED, ANSWERED = 60, 43
DOMAIN = "participants.invalid"  # reserved: no mail ever reaches it
WEIGHTS = {
    "overall": (1, 3, 9, 18, 12),
    "use": (2, 5, 12, 16, 8),
    "sessions": (1, 6, 14, 15, 7),
    "exchange": (0, 1, 6, 15, 21),
    "organisation": (1, 2, 7, 19, 14),
}
LIKED = {"recommend": 0.8, "first-time": 0.55}
LEFT_OUT = 0.05
COUNTRIES = ("France", "Belgium", "Germany", "Portugal", "Finland", "Malta")
COUNTRY_WEIGHTS = (14, 9, 8, 6, 5, 1)
TEXTS = {
    "best": ("Meeting colleagues from other countries.", "The stands.", "The CAF Centre.", "Cases with figures."),
    "better": ("Fewer sessions at the same time.", "More time for questions.", "Earlier papers."),
}


def load_answers() -> Counter[str]:
    """Enter addresses and answers where there are none; how many there are of each kind."""
    spot = Questionnaire.objects.get(edition__code="5qc", audience=Audience.PARTICIPANTS, moment=Moment.SPOT)
    later = Questionnaire.objects.get(edition__code="5qc", audience=Audience.PARTICIPANTS, moment=Moment.HINDSIGHT)
    for questionnaire in (spot, later):
        copy_core_questions(questionnaire)
    if not spot.recipients.exists():
        fill(spot, Random(5), answered=ANSWERED)  # noqa: S311 - nothing here is secret
    if not later.recipients.exists():
        fill(later, Random(6), answered=0)  # noqa: S311
    return Counter({model._meta.label: model._default_manager.count() for model in (Question, Recipient, Response)})


def fill(questionnaire: Questionnaire, random: Random, *, answered: int) -> None:
    """`ASKED` addresses that a mail went out to, and answers of some of them."""
    questions = list(questionnaire.questions.all())
    mailing = Mailing.objects.create(questionnaire=questionnaire)
    days = random.sample(range(20), 10)
    tokens = [hashlib.sha256(f"{questionnaire} {number}".encode()).hexdigest() for number in range(ASKED)]
    for number, token in enumerate(tokens):
        recipient = Recipient.objects.create(
            questionnaire=questionnaire,
            email=f"participant-{number + 1:02}@{DOMAIN}",
            language=random.choice(("en", "en", "fr")),
            answered_on=date(2008, 10, 23) + timedelta(days=random.choice(days)) if number < answered else None,
        )
        RecipientLink.objects.create(recipient=recipient, mailing=mailing, mark=recipient_mark(token))
    Response.objects.bulk_create(
        Response(
            id=UUID(int=random.getrandbits(128), version=4),
            questionnaire=questionnaire,
            key=answers_key(token),
            answers=drawn(questions, random),
        )
        for token in sorted(tokens[:answered])
    )


def drawn(questions: list[Question], random: Random) -> dict[str, Any]:
    """The answers of one of them; some questions are left out."""
    answers: dict[str, Any] = {}
    for question in questions:
        if not question.required and random.random() < LEFT_OUT:
            continue
        if question.kind == QuestionKind.RATING:
            answers[question.key] = random.choices(range(1, 6), WEIGHTS[question.key])[0]
        elif question.kind == QuestionKind.YES_NO:
            answers[question.key] = random.random() < LIKED[question.key]
        elif question.kind == QuestionKind.CHOICE:
            keys = {label["en"]: key for key, label in question.option_list}
            answers[question.key] = keys[random.choices(COUNTRIES, COUNTRY_WEIGHTS)[0]]
        elif random.random() < 0.3:
            answers[question.key] = random.choice(TEXTS[question.key])
    return answers
