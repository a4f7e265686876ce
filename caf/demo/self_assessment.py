"""Self-assessments to try with: one that is finished, one in the middle of scoring, and released ones for the
statistics. All of it is made up; every record says so."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from caf import own_words
from caf.actions.self_assessment import open_self_assessment
from caf.criteria import load as load_criteria
from caf.models import (
    AssessmentState,
    ConsensusScore,
    Contact,
    MemberRole,
    Organisation,
    Origin,
    RegisterState,
    Score,
    SelfAssessment,
    SelfAssessmentMember,
    SubCriterion,
)
from caf.models.self_assessment_criteria import PANEL_ROWS
from caf.models.self_assessment_score import TEXTS, VALUES
from caf.workflow_self_assessment import SELF_ASSESSMENT
from core.workflow import perform
from network.models import Person
from network.seats import Seat

GENERATED = (("2006", "classical", 7), ("2013", "fine-tuned", 3))
"""Version, panel, how many: of three nothing is shown."""
SOURCE = own_words.OF_DEMONSTRATION
SEED = 2010
FIRST_RELEASE = date(2010, 3, 1)


def load_with_people() -> Counter[str]:
    """Enter them once the people are there; how many there are."""
    load_criteria()
    file = tomllib.loads((Path(__file__).parent / "self_assessment.toml").read_text(encoding="utf-8"))
    if not SelfAssessment.objects.exists():
        contact = Person.objects.get(roles__seat=Seat.ORGANISATION_CONTACT)
        assessors = list(Person.objects.filter(roles__seat=Seat.ASSESSOR).order_by("email"))
        organisation = Organisation.objects.get(name=file["organisation"])
        Contact.objects.filter(organisation=organisation).update(person=contact)
        first = load_finished(file, organisation, contact, assessors)
        load_scoring(file | file["second"], first, contact, assessors)
        generate()
    return Counter({model._meta.label: model.objects.count() for model in (SelfAssessment, Score, ConsensusScore)})


def begun(file: dict[str, Any], organisation: Organisation, contact: Person, assessors: list[Person]) -> Any:
    """(the self-assessment with its individual scoring open, its assessors' places)"""
    assessment = open_self_assessment(
        SelfAssessment(
            organisation=organisation, title=file["title"], version=file["version"], panel=file["panel"],
            known_on=file["opened_on"], source=file["source"], note=file["note"],
        ),
        by=contact,
    )  # fmt: skip
    SelfAssessmentMember.objects.filter(assessment=assessment).update(from_on=file["opened_on"])
    places = [
        assessment.members.create(
            role=MemberRole.ASSESSOR, name=person.name, email=person.email, person=person, from_on=file["opened_on"]
        )
        for person in assessors
    ]
    assessment.members.create(
        role=MemberRole.GROUP, name=assessors[0].name, email=assessors[0].email, person=assessors[0],
        from_on=file["opened_on"],
    )  # fmt: skip
    step(assessment, "score", contact, file["scoring_on"])
    return assessment, places


def step(assessment: SelfAssessment, name: str, by: Person, day: date) -> None:
    perform(SELF_ASSESSMENT, name, assessment, by=by, known_on=day, source=own_words.DEMONSTRATION)


def load_finished(
    file: dict[str, Any], organisation: Organisation, contact: Person, assessors: list[Person]
) -> SelfAssessment:
    assessment, places = begun(file, organisation, contact, assessors)
    subs = {sub.code: sub for sub in subs_of(file["version"])}
    for row in file["subs"]:
        texts = {name: row[name] for name in TEXTS if name in row}
        for place, value in zip(places, row["scores"], strict=True):
            said = texts if place is places[0] else {}
            place.scores.create(sub_criterion=subs[row["code"]], first=value, saved_by=place.person, **said)
    for place in places:
        place.handed_in_at, place.handed_in_by = timezone.now(), place.person
        place.save()
    step(assessment, "agree", contact, file["consensus_on"])
    sheets = {sheet.sub_criterion.code: sheet for sheet in sheets_of(assessment)}
    for row in file["subs"]:
        sheet = sheets[row["code"]]
        sheet.first, sheet.agreed_at, sheet.agreed_by = row["consensus"], timezone.now(), assessors[0]
        for name in TEXTS:
            setattr(sheet, name, row.get(name, ""))
        sheet.save()
    step(assessment, "approve", contact, file["approved_on"])
    for action in file["plan"]:
        row = assessment.improvements.create(
            **{name: action[name] for name in ("title", "effect", "feasibility", "owner", "due_on", "measure")},
            known_on=file["approved_on"], source=file["source"], note=file["note"],
        )  # fmt: skip
        row.sub_criteria.set([subs[code] for code in action["subs"]])
        for progress in action["progress"]:
            row.progress.create(**progress, source=file["source"])
    return assessment


def load_scoring(file: dict[str, Any], first: SelfAssessment, contact: Person, assessors: list[Person]) -> None:
    """Two assessors are on their way, the third has not begun."""
    assessment, places = begun(file, first.organisation, contact, assessors)
    dice = random.Random(SEED)  # noqa: S311 - no secret
    for place, done in zip(places, (17, 9, 0), strict=True):
        for sub in subs_of(file["version"])[:done]:
            rows = PANEL_ROWS[assessment.panel, sub.criterion.side]
            values = {name: dice.randrange(15, 75, 5) for name in VALUES[: len(rows)]}
            place.scores.create(sub_criterion=sub, saved_by=place.person, **values)


def subs_of(version: str) -> list[SubCriterion]:
    return list(SubCriterion.objects.filter(criterion__version=version).select_related("criterion"))


def sheets_of(assessment: SelfAssessment) -> Any:
    return assessment.consensus.select_related("sub_criterion__criterion")


def generate() -> None:
    """Released ones of generated organisations: consensus and steps alone, nobody took part."""
    dice = random.Random(SEED)  # noqa: S311 - no secret
    organisations = Organisation.objects.filter(origin=Origin.GENERATED, state=RegisterState.VALIDATED).order_by("pk")
    waiting = iter(organisations)
    for version, panel, number in GENERATED:
        subs = subs_of(version)
        for place, organisation in zip(range(number), waiting, strict=False):
            released = FIRST_RELEASE + timedelta(days=11 * place)
            assessment = SelfAssessment.objects.create(
                organisation=organisation, title="Self-assessment", version=version, panel=panel,
                known_on=released - timedelta(days=180), source=SOURCE, state=AssessmentState.RELEASED,
            )  # fmt: skip
            for state, before in ((AssessmentState.PREPARING, 180), (AssessmentState.APPROVED, 30),
                                  (AssessmentState.RELEASED, 0)):  # fmt: skip
                assessment.steps.create(state=state, known_on=released - timedelta(days=before), source=SOURCE)
            ConsensusScore.objects.bulk_create(
                ConsensusScore(
                    assessment=assessment,
                    sub_criterion=sub,
                    **{
                        name: dice.randrange(20, 75, 5) for name in VALUES[: len(PANEL_ROWS[panel, sub.criterion.side])]
                    },
                )
                for sub in subs
            )
