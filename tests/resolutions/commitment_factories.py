"""Commitments, one factory a model."""

import factory
from factory.django import DjangoModelFactory

from core.values import Text
from network.models import WorkingArea
from resolutions import models
from tests.network.factories import KNOWN_ON, CountryFactory, MeetingFactory


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Commitment

    meeting = factory.SubFactory(MeetingFactory)
    due_meeting = factory.SubFactory(MeetingFactory)
    country = factory.SubFactory(CountryFactory)
    area = WorkingArea.CAF
    task = Text(en="proposals on the model of the conference")
    known_on = KNOWN_ON


class CommitmentReportFactory(DjangoModelFactory):
    class Meta:
        model = models.CommitmentReport

    commitment = factory.SubFactory(CommitmentFactory)
    state = models.CommitmentState.DELIVERED
    known_on = KNOWN_ON
