"""A self-assessment with its group, as far as a test needs it."""

from __future__ import annotations

from datetime import date
from typing import Any

from caf.actions.self_assessment import hand_in, open_self_assessment
from caf.criteria import load
from caf.models import MemberRole, RegisterState, SelfAssessment, SubCriterion
from caf.models.self_assessment_criteria import PANEL_ROWS
from caf.models.self_assessment_score import VALUES
from caf.workflow_self_assessment import SELF_ASSESSMENT
from core.workflow import perform
from network.seats import Seat
from tests.caf.factories import ContactFactory, OrganisationFactory
from tests.network.factories import CountryFactory, someone

OPENED_ON = date(2009, 9, 14)
APPROVED_ON = date(2010, 1, 15)


class Group:
    """An organisation of Denmark, its contact, and assessors; `number` of them. The criteria are loaded."""

    def __init__(self, number: int = 2, *, version: str = "2006", panel: str = "classical") -> None:
        if not SubCriterion.objects.exists():
            load()
        self.organisation = OrganisationFactory(country=CountryFactory(iso2="DK"), state=RegisterState.VALIDATED)
        self.contact = someone(Seat.ORGANISATION_CONTACT)
        ContactFactory(organisation=self.organisation, person=self.contact)
        self.assessment = open_self_assessment(
            SelfAssessment(
                organisation=self.organisation, title="Self-assessment 2009", version=version, panel=panel,
                known_on=OPENED_ON,
            ),
            by=self.contact,
        )  # fmt: skip
        self.subs = list(SubCriterion.objects.filter(criterion__version=version).select_related("criterion"))
        self.assessors = [someone(Seat.ASSESSOR) for _place in range(number)]
        self.places = [self.join(person, MemberRole.ASSESSOR) for person in self.assessors]

    def join(self, person: Any, role: str) -> Any:
        return self.assessment.members.create(
            role=role, name=f"Assessor {person.pk}", email=person.email, person=person, from_on=OPENED_ON
        )

    def step(self, name: str, *, by: Any = None, on: date = OPENED_ON, note: str = "") -> None:
        perform(SELF_ASSESSMENT, name, self.assessment, by=by or self.contact, known_on=on, note=note)
        self.assessment = SelfAssessment.objects.get(pk=self.assessment.pk)

    def score_all(self, *values: int) -> None:
        """Each assessor gives one value everywhere, and hands in."""
        self.step("score")
        for place, value in zip(self.places, values, strict=True):
            place.scores.bulk_create(
                place.scores.model(member=place, sub_criterion=sub, saved_by=place.person, **self.filled(sub, value))
                for sub in self.subs
            )
            place.assessment = self.assessment
            hand_in(place, by=place.person)

    def filled(self, sub: SubCriterion, value: int) -> dict[str, int]:
        rows = PANEL_ROWS[self.assessment.panel, sub.criterion.side]
        return dict.fromkeys(VALUES[: len(rows)], value)

    def agree_all(self, value: int) -> None:
        """The consensus is opened, and everywhere the same."""
        self.step("agree")
        for sheet in self.assessment.consensus.select_related("sub_criterion__criterion"):
            for name, given in self.filled(sheet.sub_criterion, value).items():
                setattr(sheet, name, given)
            sheet.agreed_at, sheet.agreed_by = sheet.saved_at, self.contact
            sheet.save()
