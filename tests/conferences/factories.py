"""Records of the conferences, one factory a model."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from conferences import models
from core.values import Text
from network.models import WorkingArea
from tests.network.factories import KNOWN_ON, BodyFactory, CountryFactory


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = models.Edition

    number = factory.Sequence(lambda number: number + 1)
    code = factory.LazyAttribute(lambda edition: f"{edition.number}qc")
    kind = models.EditionKind.EUROPEAN
    name = factory.LazyAttribute(lambda edition: Text(en=f"Quality Conference no. {edition.number}"))
    known_on = KNOWN_ON


class EditionScheduleFactory(DjangoModelFactory):
    class Meta:
        model = models.EditionSchedule

    edition = factory.SubFactory(EditionFactory)
    stage = models.EditionStage.PLANNED
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Attendance

    edition = factory.SubFactory(EditionFactory)
    value = 1000
    qualifier = "more than"
    known_on = KNOWN_ON


class EvaluationFactory(DjangoModelFactory):
    class Meta:
        model = models.Evaluation

    edition = factory.SubFactory(EditionFactory)
    title = Text(en="Feedback of the participants")
    known_on = KNOWN_ON


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = models.Finding

    edition = factory.SubFactory(EditionFactory)
    subject = models.FindingSubject.SUCCESS
    area = WorkingArea.CAF
    text = Text(en="the success of the sessions")
    known_on = KNOWN_ON


class PrizeFactory(DjangoModelFactory):
    class Meta:
        model = models.Prize

    edition = factory.SubFactory(EditionFactory)
    name = Text(en="First prize")
    laureate = "City of Examples"
    known_on = KNOWN_ON


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = models.Session

    edition = factory.SubFactory(EditionFactory)
    kind = models.SessionKind.AGORA
    code = factory.Sequence(lambda number: f"agora-{number}")
    title = Text(en="Quality and the citizen")
    known_on = KNOWN_ON


class SessionContributorFactory(DjangoModelFactory):
    class Meta:
        model = models.SessionContributor

    session = factory.SubFactory(SessionFactory)
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON


class SessionReportFactory(DjangoModelFactory):
    class Meta:
        model = models.SessionReport

    session = factory.SubFactory(SessionFactory)
    language = "en"
    title = "Report of the agora"
    known_on = KNOWN_ON


class BidCallFactory(DjangoModelFactory):
    class Meta:
        model = models.BidCall

    edition = factory.SubFactory(EditionFactory)
    known_on = KNOWN_ON


class BidFactory(DjangoModelFactory):
    """A bid with the step that its state is."""

    class Meta:
        model = models.Bid
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    country = factory.SubFactory(CountryFactory)
    state = models.BidState.INTEREST
    known_on = KNOWN_ON

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        BidStepFactory(bid=self, state=self.state, known_on=self.known_on)


class BidStepFactory(DjangoModelFactory):
    class Meta:
        model = models.BidStep

    bid = factory.SubFactory(BidFactory)
    state = models.BidState.INTEREST
    known_on = KNOWN_ON


class HostSearchReportFactory(DjangoModelFactory):
    class Meta:
        model = models.HostSearchReport

    edition = factory.SubFactory(EditionFactory)
    body = factory.SubFactory(BodyFactory)
    known_on = date(2008, 11, 24)


class QuestionnaireFactory(DjangoModelFactory):
    """A questionnaire in preparation, with its step and without questions."""

    class Meta:
        model = models.Questionnaire
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    audience = models.Audience.PARTICIPANTS
    moment = models.Moment.SPOT
    closes_on = date(2008, 12, 31)
    known_on = KNOWN_ON

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        self.steps.create(state=models.QuestionnaireState.DRAFT, known_on=self.known_on)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = models.Question

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    key = factory.Sequence(lambda number: f"own-{number}")
    kind = models.QuestionKind.RATING
    text = Text(en="How good was the coffee?")


class ReportedResultFactory(DjangoModelFactory):
    class Meta:
        model = models.ReportedResult

    edition = factory.SubFactory(EditionFactory)
    question = "overall"
    value = 4
    known_on = KNOWN_ON
