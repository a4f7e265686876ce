"""Records on customer focus, one factory a model."""

import factory
from factory.django import DjangoModelFactory

from core.values import Text
from customer_focus import models
from network.models import EventStage
from tests.network.factories import KNOWN_ON, BodyFactory, CountryFactory, PresidencyFactory


class GuideFactory(DjangoModelFactory):
    class Meta:
        model = models.Guide

    key = factory.Sequence(lambda number: f"guide-{number}")
    kind = models.GuideKind.PRIMER
    title = Text(en="Primer on customer satisfaction management")
    known_on = KNOWN_ON


class GuideDevelopmentFactory(DjangoModelFactory):
    class Meta:
        model = models.GuideDevelopment

    guide = factory.SubFactory(GuideFactory)
    presidency = factory.SubFactory(PresidencyFactory)
    known_on = KNOWN_ON


class GuidePresentationFactory(DjangoModelFactory):
    class Meta:
        model = models.GuidePresentation

    guide = factory.SubFactory(GuideFactory)
    occasion = Text(en="in the info-shop")
    known_on = KNOWN_ON


class PresentationContributorFactory(DjangoModelFactory):
    class Meta:
        model = models.PresentationContributor

    presentation = factory.SubFactory(GuidePresentationFactory)
    country = factory.SubFactory(CountryFactory)


class PrincipleFactory(DjangoModelFactory):
    class Meta:
        model = models.Principle

    guide = factory.SubFactory(GuideFactory)
    place = factory.Sequence(lambda number: number + 1)
    title = Text(en="Know what citizens expect")
    known_on = KNOWN_ON


class PrinciplePointFactory(DjangoModelFactory):
    class Meta:
        model = models.PrinciplePoint

    principle = factory.SubFactory(PrincipleFactory)
    kind = models.PrinciplePoint.Kind.INSIGHT
    text = Text(en="Expectations differ")


class DisseminationActionFactory(DjangoModelFactory):
    class Meta:
        model = models.DisseminationAction

    country = factory.SubFactory(CountryFactory)
    guide = factory.SubFactory(GuideFactory)
    kind = models.DisseminationKind.TRAINING
    title = Text(en="Training for front desks")
    known_on = KNOWN_ON


class NetworkEventFactory(DjangoModelFactory):
    class Meta:
        model = models.NetworkEvent

    name = Text(en="event on citizens' involvement")
    organiser = factory.SubFactory(BodyFactory)
    known_on = KNOWN_ON


class NetworkEventReportFactory(DjangoModelFactory):
    class Meta:
        model = models.NetworkEventReport

    event = factory.SubFactory(NetworkEventFactory)
    stage = EventStage.PLANNED
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON


class HostInterestFactory(DjangoModelFactory):
    class Meta:
        model = models.HostInterest

    event = factory.SubFactory(NetworkEventFactory)
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON


class PracticeFactory(DjangoModelFactory):
    class Meta:
        model = models.Practice

    slug = factory.Sequence(lambda number: f"practice-{number}")
    title = Text(en="One desk for all")
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON
