"""Records of what the pilots of PEF said, one factory a model; and answers as their pages write them."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from caf import models
from core import jobs
from core.models import Job, JobState
from core.values import Text
from tests.network.factories import CountryFactory

OPENS, CLOSES = date(2008, 11, 3), date(2008, 12, 12)
SOURCE = "Made up for a test"


class VersionFactory(DjangoModelFactory):
    """With one step of two items."""

    class Meta:
        model = models.ProcedureVersion
        django_get_or_create = ("key",)
        skip_postgeneration_save = True

    key = "pilot"
    title = factory.LazyAttribute(lambda row: Text(en=f"Version {row.key}", fr=f"Version {row.key}"))
    known_on = date(2008, 6, 1)

    @factory.post_generation
    def items(self: Any, create: bool, extracted: Any, **_more: Any) -> None:
        if create and extracted is not False and not self.steps.exists():
            step = StepFactory(version=self)
            for place in (1, 2):
                ItemFactory(step=step, place=place, number=f"1.{place}")


class StepFactory(DjangoModelFactory):
    class Meta:
        model = models.ProcedureStep

    version = factory.SubFactory(VersionFactory)
    pillar = 1
    number = 1
    name = Text(en="Decide", fr="Décider")
    known_on = date(2008, 6, 1)


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = models.ProcedureItem

    step = factory.SubFactory(StepFactory)
    place = 1
    number = "1.1"
    text = factory.LazyAttribute(lambda row: Text(en=f"Item {row.number} as piloted", fr=f"Point {row.number}"))
    known_on = date(2008, 6, 1)


class ConsultationFactory(DjangoModelFactory):
    class Meta:
        model = models.Consultation
        skip_postgeneration_save = True

    version = factory.SubFactory(VersionFactory)
    audience = models.FeedbackAudience.ORGANISATIONS
    anonymous = True
    opens_on, closes_on = OPENS, CLOSES
    known_on = OPENS

    @factory.post_generation
    def asked_items(self: Any, create: bool, extracted: Any, **_more: Any) -> None:
        if create:
            items = models.ProcedureItem.objects.filter(step__version=self.version)
            for place, item in enumerate(items, start=1):
                self.items.create(item=item, place=place, number=item.number, text=item.text)


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = models.Finding
        skip_postgeneration_save = True

    version = factory.SubFactory(VersionFactory)
    kind = models.FindingKind.WORDS
    item = factory.LazyAttribute(lambda row: models.ProcedureItem.objects.filter(step__version=row.version).first())
    title = Text(en="the words of item 1.1", fr="la formulation de la rubrique 1.1")
    proposal = Text(en="Item 1.1 in plain words", fr="Point 1.1 en clair")
    known_on = date(2008, 12, 15)

    @factory.post_generation
    def first_step(self: Any, create: bool, _extracted: Any, **_more: Any) -> None:
        if create:
            self.steps.create(state=models.FindingState.PROPOSED, known_on=self.known_on)


class LaunchTaskFactory(DjangoModelFactory):
    class Meta:
        model = models.LaunchTask

    title = Text(en="Print the brochure", fr="Imprimer la brochure")
    known_on = date(2008, 11, 1)


class LaunchTaskReportFactory(DjangoModelFactory):
    class Meta:
        model = models.LaunchTaskReport

    task = factory.SubFactory(LaunchTaskFactory)
    owner = Text(en="the CAF Resource Centre", fr="le Centre de ressources CAF")
    known_on = date(2008, 11, 1)


class LaunchPlanFactory(DjangoModelFactory):
    class Meta:
        model = models.LaunchPlan

    starts_on, ends_on = date(2009, 10, 15), date(2009, 10, 16)
    known_on = date(2008, 11, 25)


def asked(consultation: Any, email: str = "asked@undisclosed.test", country: str = "DK", **more: Any) -> Any:
    """Somebody who is asked, and has got no link yet."""
    return consultation.invitations.create(email=email, country=CountryFactory(iso2=country), **more)


def said(consultation: Any, *ratings: int, wording: str = "", hours: float | None = None) -> dict[str, Any]:
    """A set of answers: one rating for each item in its order, for every aspect."""
    items = {}
    for row, rating in zip(consultation.items.all(), ratings, strict=False):
        items[row.key] = {"clarity": rating, "usefulness": rating, "fit": rating}
        if wording:
            items[row.key]["wording"] = wording
    return {"items": items, "general": {"hours": hours} if hours is not None else {}}


def sent(consultation: Any, *sets: dict[str, Any]) -> None:
    """Such sets of answers, sent: without a name, or each of a mailbox of its own."""
    for number, content in enumerate(sets, start=consultation.answers.count()):
        named: dict[str, Any] = {}
        if not consultation.anonymous:
            row = asked(consultation, f"{number}@undisclosed.test", answered=1, answered_on=CLOSES)
            named = {"invitation": row, "place": 1, "sent_on": CLOSES}
        consultation.answers.create(key=f"{consultation.pk}-{number}", content=content, is_sent=True, **named)


def run_jobs() -> None:
    """As a worker does: also the jobs that a job asks for."""
    while job := Job.objects.filter(state=JobState.QUEUED).first():
        jobs.run(job.pk)
