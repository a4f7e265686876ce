"""Who is asked in the demonstration, and what was answered: drawn by a generator that begins at the same place each
time, of nobody."""

from __future__ import annotations

import hashlib
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from caf import own_words
from caf.actions.finding import carry_into_version, freeze_figures
from caf.actions.pilot_answering import key_of
from caf.models import (
    AskedItem,
    Consultation,
    FeedbackAudience,
    Finding,
    FindingState,
    Invitation,
    InvitationLink,
    PilotAnswers,
    ProcedureItem,
    ProcedureVersion,
)
from caf.pilot_questions import ASPECTS, WORDING
from core.links import recipient_mark
from network.models import Country

DOMAIN = "pilots.invalid"  # reserved: no mail ever reaches it
SOURCE = own_words.MADE_UP
ASKED = {
    FeedbackAudience.ORGANISATIONS: (("DK", 6), ("BE", 6), ("SI", 5), ("IT", 6), ("LU", 1)),
    FeedbackAudience.ACTORS: (("DK", 3), ("BE", 3), ("IT", 3)),
    FeedbackAudience.ORGANISERS: (("BE", 1), ("IT", 1), ("SI", 1), ("LU", 1), ("DK", 1)),
}
SILENT = {FeedbackAudience.ORGANISATIONS: 4, FeedbackAudience.ACTORS: 2, FeedbackAudience.ORGANISERS: 3}
ROLES = {
    FeedbackAudience.ORGANISATIONS: "quality manager of an organisation of the pilot",
    FeedbackAudience.ACTORS: "feedback actor of the pilot",
    FeedbackAudience.ORGANISERS: "national organiser of the pilot",
}
SIGNED_IN = "coordinator.dk@example.eu"
"""Of the people to try the portal with, one who is asked and has not answered."""
FOR_TWO = 3  # of the organisations, which mailbox answers for two
WEIGHTS = (1, 2, 6, 13, 9)
UNCLEAR = {"1.5": (7, 9, 4, 1, 0), "7.4": (2, 6, 8, 4, 1)}
WORDINGS = {
    "1.5": ("Which panel? We had two.", "Say that it must be chosen before the group begins.", "Name both panels."),
    "7.4": ("Two questions in one.", "How is progress measured?"),
}
HOURS = (6, 12, 16, 20, 24, 30, 36, 40, 60, 90, 120)
OBSTACLES = ("Little time beside daily work.", "The terms of quality management.", "No budget for the visit.")
ADDED = ("An outside view.", "Colleagues took the actions more seriously.", "Confidence that we are on the way.")
LEFT_OUT = 0.06
DONE_ON = date(2009, 12, 15)


def load_pilot_answers() -> None:
    """Enter who is asked and what was answered where nobody is; then the figures of the findings, and the one that is
    done in the version of 2009."""
    for number, consultation in enumerate(Consultation.objects.filter(source=SOURCE).order_by("opens_on", "audience")):
        if not consultation.items.exists():
            items = ProcedureItem.objects.filter(step__version=consultation.version)
            AskedItem.objects.bulk_create(
                AskedItem(consultation=consultation, item=item, place=place, number=item.number, text=item.text)
                for place, item in enumerate(items, start=1)
            )
            fill(consultation, Random(number))  # noqa: S311 - nothing here is secret
    for finding in Finding.objects.filter(source=SOURCE, figures_on=None).exclude(item=None):
        freeze_figures(finding)
        finding.save()
    version = ProcedureVersion.objects.get(key="2009")
    for finding in Finding.objects.filter(source=SOURCE, state=FindingState.DONE, steps__version=None).distinct():
        if not finding.steps.filter(state=FindingState.DONE).exists():
            step = finding.steps.create(state=FindingState.DONE, known_on=DONE_ON, version=version, source=SOURCE)
            carry_into_version(finding, step)


def fill(consultation: Consultation, random: Random) -> None:
    """Mailboxes that a mail went out to, and the answers of most of them."""
    audience = FeedbackAudience(consultation.audience)
    mailing = consultation.mailings.create(asked_on=consultation.opens_on)
    countries = [code for code, count in ASKED[audience] for _ in range(count)]
    sets: list[PilotAnswers] = []
    for number, code in enumerate(countries, start=1):
        several = 2 if audience == FeedbackAudience.ORGANISATIONS and number == FOR_TWO else 1
        answers = number <= len(countries) - SILENT[audience]
        is_known = audience == FeedbackAudience.ORGANISERS and code == "DK"
        invitation = Invitation.objects.create(
            consultation=consultation,
            email=SIGNED_IN if is_known else f"{audience.replace(' ', '-')}-{number:02}@{DOMAIN}",
            country=Country.objects.get(iso2=code),
            who=ROLES[audience],
            sets=several,
            answered=several if answers else 0,
            answered_on=consultation.opens_on.replace(day=random.randint(18, 25)) if answers else None,
        )
        token = hashlib.sha256(f"{consultation.version} {audience} {number}".encode()).hexdigest()
        InvitationLink.objects.create(invitation=invitation, mailing=mailing, mark=recipient_mark(token))
        for place in range(1, several + 1) if answers else ():
            named: dict[str, Any] = {}
            if not consultation.anonymous:
                named = {"invitation": invitation, "place": place, "sent_on": invitation.answered_on}
            sets.append(
                PilotAnswers(
                    id=UUID(int=random.getrandbits(128), version=4),
                    consultation=consultation,
                    key=key_of(token, place),
                    content=drawn(list(consultation.items.all()), random),
                    is_sent=True,
                    **named,
                )
            )
    PilotAnswers.objects.bulk_create(sorted(sets, key=lambda row: row.key))


def drawn(items: list[AskedItem], random: Random) -> dict[str, Any]:
    """A set of answers; some questions are left out."""
    said: dict[str, Any] = {}
    for row in items:
        answers: dict[str, Any] = {}
        for aspect, _label in ASPECTS:
            if random.random() >= LEFT_OUT:
                weights = UNCLEAR.get(row.number, WEIGHTS) if aspect == "clarity" else WEIGHTS
                answers[aspect] = random.choices(range(1, 6), weights)[0]
        if row.number in WORDINGS and random.random() < 0.25:
            answers[WORDING] = random.choice(WORDINGS[row.number])
        if answers:
            said[row.key] = answers
    general: dict[str, Any] = {"hours": float(random.choice(HOURS))}
    if random.random() < 0.4:
        general["obstacles"] = random.choice(OBSTACLES)
    if random.random() < 0.4:
        general["added_value"] = random.choice(ADDED)
    return {"items": said, "general": general}
