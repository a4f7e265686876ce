"""Feedback actors and the teams of applications."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from caf import models
from caf.models import ApplicationState, AssignmentState, Pillar
from network.seats import Seat
from tests.caf.pef_factories import ApplicationFactory
from tests.network.factories import CountryFactory, someone

LONG_AGO = date(2010, 1, 4)


class FeedbackActorFactory(DjangoModelFactory):
    """Trained, signed, speaks English, with an account. person=None: without one."""

    class Meta:
        model = models.FeedbackActor
        skip_postgeneration_save = True

    country = factory.SubFactory(CountryFactory)
    name = factory.Sequence(lambda number: f"Feedback actor {number:03}")
    email = factory.Sequence(lambda number: f"actor{number}@pool.example")
    person = factory.LazyAttribute(lambda row: someone(Seat.FEEDBACK_ACTOR, row.country))
    known_on = LONG_AGO

    @factory.post_generation
    def trained(self, create, extracted, **kwargs):
        if extracted is not False:
            until = extracted or timezone.localdate() + timedelta(days=365)
            self.trainings.create(title="Training", trained_on=LONG_AGO, expires_on=until, known_on=LONG_AGO)

    @factory.post_generation
    def signed(self, create, extracted, **kwargs):
        if extracted is not False:
            self.signatures.create(text_version="1", signed_on=LONG_AGO, known_on=LONG_AGO)

    @factory.post_generation
    def profile(self, create, extracted, **kwargs):
        self.profiles.create(**({"languages": ["en"], "known_on": LONG_AGO} | (extracted or {})))


class AcceptedFactory(ApplicationFactory):
    """An application on which feedback is being given."""

    state = ApplicationState.ACCEPTED


class AssignmentFactory(DjangoModelFactory):
    """rates=4: every item is rated so, the principle with initiation."""

    class Meta:
        model = models.Assignment
        skip_postgeneration_save = True

    application = factory.SubFactory(AcceptedFactory)
    actor = factory.SubFactory(FeedbackActorFactory)
    state = AssignmentState.ACCEPTED
    known_on = date(2010, 9, 1)

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        self.steps.create(state=self.state, known_on=self.known_on)

    @factory.post_generation
    def rates(self, create, extracted, **kwargs):
        if extracted is None:
            return
        for step in self.application.version.steps.all():
            value = 1 if step.pillar == Pillar.MATURITY else extracted
            for item in step.items.all():
                self.ratings.create(item=item, pillar=step.pillar, value=value)
