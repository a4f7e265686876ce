"""What the table of permissions needs of self-assessments: one in consensus and one being scored, of an
organisation of Poland that is not public; one person has every role in both."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from caf.criteria import load
from caf.models import ConsensusScore, MemberRole, Organisation, Score, SelfAssessment, SubCriterion
from network.models import Person
from tests.caf.factories import ContactFactory

OPENED_ON = date(2008, 9, 1)
WORDS = {
    "strengths": "The mission is written down, and hangs in every office.",
    "areas": "New staff do not know it.",
    "ideas": "Begin with it when somebody is new.",
}


def build(keys: dict[str, tuple[Any, ...]], organisation: Organisation, person: Person) -> None:
    load()
    ContactFactory(organisation=organisation, person=person)
    agreed = made(organisation, person, "consensus", "classical")
    scored = made(organisation, person, "scoring", "fine-tuned")
    subs = list(SubCriterion.objects.filter(criterion__version="2006"))
    places = list(agreed.members.filter(role=MemberRole.ASSESSOR).order_by("pk"))
    for place, value in zip(places, (25, 60), strict=True):
        place.scores.bulk_create(
            Score(member=place, sub_criterion=sub, first=value, saved_by=person, **WORDS) for sub in subs
        )
    now = timezone.now()
    ConsensusScore.objects.bulk_create(
        ConsensusScore(
            assessment=agreed, sub_criterion=sub, first=40, saved_by=person, saved_at=now, **WORDS,
            **({"agreed_at": now, "agreed_by": person} if place % 4 else {}),
        )
        for place, sub in enumerate(subs)
    )  # fmt: skip
    action = agreed.improvements.create(
        title="Speak of the mission to those who are new", effect=4, feasibility=5, owner="Personnel",
        due_on=date(2009, 6, 30), measure="Each new person has heard it", known_on=OPENED_ON,
    )  # fmt: skip
    action.sub_criteria.set(subs[:2])
    progress = action.progress.create(phase="do", known_on=OPENED_ON)
    keys["self-assessment"] = (agreed.pk,)
    keys["self-assessment being scored"] = (scored.pk,)
    keys["place in a self-assessment"] = (agreed.pk, agreed.members.get(role=MemberRole.ORGANISATION).pk)
    keys["own sheet"] = (scored.pk, 1, subs[0].pk)
    keys["consensus sheet"] = (agreed.pk, 1, subs[0].pk)
    keys["improvement action"] = (action.pk,)
    keys["progress of an action"] = (action.pk, "progress", progress.pk)


def made(organisation: Organisation, person: Person, state: str, panel: str) -> SelfAssessment:
    """With every role for the person, and a second assessor."""
    assessment = SelfAssessment.objects.create(
        organisation=organisation, title=f"Self-assessment, {state}", version="2006", panel=panel, state=state,
        known_on=OPENED_ON,
    )  # fmt: skip
    assessment.steps.create(state=state, known_on=OPENED_ON, by=person)
    for role in MemberRole:
        assessment.members.create(role=role, name="Director General", email=person.email, person=person)
    assessment.members.create(
        role=MemberRole.ASSESSOR, name="Head of the office", email="head@office.example", person=person
    )
    if state == "consensus":
        now = timezone.now()
        assessment.members.filter(role=MemberRole.ASSESSOR).update(handed_in_at=now, handed_in_by=person)
    return assessment
