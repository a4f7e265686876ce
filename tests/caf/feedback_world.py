"""What the table of permissions needs of external feedback: all of it Poland's, by an organisation not public yet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from caf.links import ACTOR, mark_of
from caf.models import AssignmentState, FeedbackReport, Organisation, ReportState
from core.values import Text
from network.models import Person
from tests.caf.feedback_factories import AcceptedFactory, AssignmentFactory, FeedbackActorFactory

TOKEN = "a-token-of-a-feedback-actor"
KNOWN_ON = date(2008, 11, 1)
AT = datetime(2008, 11, 20, 9, tzinfo=UTC)


def build(keys: dict[str, tuple[Any, ...]], organisation: Organisation, coordinator: Person | None) -> None:
    """The coordinator is the only one in the team."""
    country = organisation.country
    application = AcceptedFactory(
        organisation=organisation, known_on=KNOWN_ON, use__known_on=KNOWN_ON, use__reported_on=date(2008, 1, 15)
    )
    keys["feedback"] = (application.pk,)
    actor = FeedbackActorFactory(country=country, person=coordinator, known_on=KNOWN_ON)
    keys["feedback actor"] = (actor.pk,)
    tie = actor.ties.create(words="An office", known_on=KNOWN_ON)
    for part, row in (
        ("trainings", actor.trainings.get()),
        ("signatures", actor.signatures.get()),
        ("profiles", actor.profiles.get()),
        ("ties", tie),
    ):
        keys[f"feedback actor {part}"] = (actor.pk, part, row.pk)
    asked = FeedbackActorFactory(country=country, person=None, known_on=KNOWN_ON)
    asked.mark, asked.link_by = mark_of(TOKEN, ACTOR), coordinator
    asked.link_until = timezone.now() + timedelta(days=1)
    asked.save()
    keys["feedback actor token"] = (TOKEN,)
    keys["feedback and actor"] = (application.pk, asked.pk)
    assignment = AssignmentFactory(
        application=application, actor=actor, state=AssignmentState.HANDED_IN, known_on=KNOWN_ON, rates=4
    )
    keys["assignment"] = (assignment.pk,)
    application.visit_plans.create(
        starts_on=date(2008, 11, 20), ends_on=date(2008, 11, 20), place="Warszawa", known_on=KNOWN_ON
    )
    slot = application.agenda.create(
        slot=1, title="Opening", starts_at=AT, ends_at=AT + timedelta(hours=1), known_on=KNOWN_ON
    )
    keys["feedback slot"] = (application.pk, slot.slot)
    report = FeedbackReport.objects.create(application=application, known_on=KNOWN_ON)
    report.steps.create(state=ReportState.WRITING, known_on=KNOWN_ON)
    step = application.version.steps.all()[0]
    report.texts.create(step=step, strengths=Text(en="Done well"), suggestions=Text(en="Ask more"))
    keys["feedback step"] = (application.pk, step.pk)
