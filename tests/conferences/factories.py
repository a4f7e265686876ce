"""Records of the conferences, one factory a model."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from conferences import models
from core.values import Text
from network.models import WorkingArea
from tests.network.factories import KNOWN_ON, BodyFactory, CountryFactory, PersonFactory


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = models.Edition

    # No edition that a test numbers itself, however many its process has made before.
    number = factory.Sequence(lambda number: number + 101)
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
    known_on = KNOWN_ON


class JuryMemberFactory(DjangoModelFactory):
    class Meta:
        model = models.JuryMember

    edition = factory.SubFactory(EditionFactory)
    role = Text(en="Head of a quality department")
    known_on = KNOWN_ON


class NomineeFactory(DjangoModelFactory):
    class Meta:
        model = models.Nominee

    edition = factory.SubFactory(EditionFactory)
    organisation = factory.Sequence(lambda number: f"City of Examples {number}")
    title = Text(en="One desk for all")
    known_on = KNOWN_ON


class LaureateFactory(DjangoModelFactory):
    """A decision of the jury with its step; not announced."""

    class Meta:
        model = models.Laureate
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    prize = factory.SubFactory(PrizeFactory, edition=factory.SelfAttribute("..edition"))
    nominee = factory.SubFactory(NomineeFactory, edition=factory.SelfAttribute("..edition"))
    known_on = KNOWN_ON

    @factory.post_generation
    def steps(laureate, create, given):  # noqa: N805 - factory_boy hands over the record
        if create:
            laureate.steps.create(state=laureate.state, known_on=laureate.known_on)


class PressNoteFactory(DjangoModelFactory):
    class Meta:
        model = models.PressNote

    edition = factory.SubFactory(EditionFactory)
    initiators = Text(en="the ministers")
    known_on = KNOWN_ON


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = models.Session

    edition = factory.SubFactory(EditionFactory)
    kind = models.SessionKind.AGORA
    code = factory.Sequence(lambda number: f"session-{number}")
    title = Text(en="Quality and the citizen")
    known_on = KNOWN_ON


class SessionContributorFactory(DjangoModelFactory):
    class Meta:
        model = models.SessionContributor

    session = factory.SubFactory(SessionFactory)
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON


class ReportFactory(DjangoModelFactory):
    """A report with the step that its state is."""

    class Meta:
        model = models.Report
        skip_postgeneration_save = True

    session = factory.SubFactory(SessionFactory)
    original_language = "en"
    known_on = KNOWN_ON

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        self.steps.create(state=self.state, known_on=self.known_on)


class ReportPartFactory(DjangoModelFactory):
    """A part at a place, with its words in English: `words="…"`."""

    class Meta:
        model = models.ReportPart
        skip_postgeneration_save = True

    report = factory.SubFactory(ReportFactory)
    key = factory.Sequence(lambda number: f"part-{number + 100}")
    kind = models.PartKind.SECTION
    known_on = KNOWN_ON

    @factory.post_generation
    def place(self, create, extracted, **kwargs):
        self.places.create(place=extracted or self.report.parts.count(), known_on=self.known_on)

    @factory.post_generation
    def words(self, create, extracted, **kwargs):
        if extracted:
            PartTextFactory(part=self, text=extracted, known_on=self.known_on)


class PartTextFactory(DjangoModelFactory):
    class Meta:
        model = models.PartText

    part = factory.SubFactory(ReportPartFactory)
    language = "en"
    text = "Citizens were heard."
    known_on = KNOWN_ON


class ReportParticipantFactory(DjangoModelFactory):
    class Meta:
        model = models.ReportParticipant

    report = factory.SubFactory(ReportFactory)
    kind = models.ParticipantKind.RAPPORTEUR
    role = Text(en="Rapporteur")
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


class BidCallReportFactory(DjangoModelFactory):
    class Meta:
        model = models.BidCallReport

    call = factory.SubFactory(BidCallFactory)
    known_on = KNOWN_ON


class BidContentFactory(DjangoModelFactory):
    """What a bid says: a draft, unless told that it was handed in."""

    class Meta:
        model = models.BidContent

    bid = factory.SubFactory(BidFactory)
    known_on = KNOWN_ON


class BidLetterFactory(DjangoModelFactory):
    class Meta:
        model = models.BidLetter
        skip_postgeneration_save = True

    bid = factory.SubFactory(BidFactory)
    author = "The minister"
    name = "letter.pdf"
    kind = "pdf"
    size = 8
    sha256 = "0" * 64
    content = b"%PDF-1.7"

    @factory.post_generation
    def contents(letter, create, contents, **_more):  # noqa: N805
        """The contents that it belongs to."""
        for content in contents or ():
            content.letters.add(letter)


class BidCriterionFactory(DjangoModelFactory):
    class Meta:
        model = models.BidCriterion

    call = factory.SubFactory(BidCallFactory)
    place = factory.Sequence(lambda number: number + 1)
    name = factory.LazyAttribute(lambda row: Text(en=f"Criterion {row.place}"))
    weight = 100
    known_on = KNOWN_ON


class AssessorFactory(DjangoModelFactory):
    class Meta:
        model = models.Assessor

    call = factory.SubFactory(BidCallFactory)
    person = factory.SubFactory(PersonFactory)
    known_on = KNOWN_ON


class ScoreSheetFactory(DjangoModelFactory):
    """Scores that are handed in: `scores` by criterion."""

    class Meta:
        model = models.ScoreSheet
        skip_postgeneration_save = True

    assessor = factory.SubFactory(AssessorFactory)
    bid = factory.SubFactory(BidFactory, state=models.BidState.BID)
    known_on = KNOWN_ON
    handed_in_at = datetime(2008, 6, 1, 12, tzinfo=UTC)
    handed_in_by = factory.LazyAttribute(lambda sheet: sheet.assessor.person)

    @factory.post_generation
    def scores(self, create, extracted, **kwargs):
        for criterion, value in (extracted or {}).items():
            self.scores.create(criterion=criterion, value=value, remark=kwargs.get("remark", ""))


class EditionFigureFactory(DjangoModelFactory):
    class Meta:
        model = models.EditionFigure

    edition = factory.SubFactory(EditionFactory)
    kind = models.FigureKind.CASES
    value = 60
    known_on = KNOWN_ON


class EditionFrameFactory(DjangoModelFactory):
    class Meta:
        model = models.EditionFrame

    edition = factory.SubFactory(EditionFactory)
    languages = ["en", "fr"]
    time_zone = "Europe/Paris"
    known_on = KNOWN_ON


class EditionPartnerFactory(DjangoModelFactory):
    class Meta:
        model = models.EditionPartner

    edition = factory.SubFactory(EditionFactory)
    role = models.PartnerRole.CONTENT
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON


class EditionDocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.EditionDocument

    edition = factory.SubFactory(EditionFactory)
    title = Text(en="Plan of the conference")
    link = "https://example.org/plan"
    known_on = KNOWN_ON


class HallFactory(DjangoModelFactory):
    class Meta:
        model = models.Hall

    edition = factory.SubFactory(EditionFactory)
    name = factory.Sequence(lambda number: f"Hall no. {number}")
    known_on = KNOWN_ON


class SessionPersonFactory(DjangoModelFactory):
    class Meta:
        model = models.SessionPerson

    session = factory.SubFactory(SessionFactory)
    role = models.SessionRole.SPEAKER
    name = "Mayor"
    known_on = KNOWN_ON


class CaseCallFactory(DjangoModelFactory):
    class Meta:
        model = models.CaseCall

    edition = factory.SubFactory(EditionFactory)
    known_on = KNOWN_ON


class CaseCallTermsFactory(DjangoModelFactory):
    """Open until 2100, two cases a country."""

    class Meta:
        model = models.CaseCallTerms

    call = factory.SubFactory(CaseCallFactory)
    closes_at = datetime(2100, 1, 1, tzinfo=UTC)
    quota = 2
    known_on = KNOWN_ON


class CaseCriterionFactory(DjangoModelFactory):
    class Meta:
        model = models.CaseCriterion

    call = factory.SubFactory(CaseCallFactory)
    place = factory.Sequence(lambda number: number + 1)
    name = factory.LazyAttribute(lambda row: Text(en=f"Criterion {row.place}"))
    known_on = KNOWN_ON


class CaseFactory(DjangoModelFactory):
    """A complete case with the step that its state is."""

    class Meta:
        model = models.Case
        skip_postgeneration_save = True

    call = factory.SubFactory(CaseCallFactory)
    country = factory.SubFactory(CountryFactory)
    state = models.CaseState.DRAFT
    title = factory.Sequence(lambda number: Text(en=f"Case {number}"))
    summary = Text(en="One desk for all forms.")
    organisation = "City of Examples"
    level = "local"
    languages = ["en"]
    contact_role = "Head of the citizens’ office"
    contact_mail = "office@example.org"
    known_on = KNOWN_ON

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        models.CaseStep.objects.create(case=self, state=self.state, known_on=self.known_on)


class CaseReviewerFactory(DjangoModelFactory):
    class Meta:
        model = models.CaseReviewer

    case = factory.SubFactory(CaseFactory)
    known_on = KNOWN_ON


class CaseFriendFactory(DjangoModelFactory):
    class Meta:
        model = models.CaseFriend

    case = factory.SubFactory(CaseFactory)
    friend = factory.SubFactory(CaseFactory)
    stage = models.FriendStage.FIXED
    known_on = KNOWN_ON


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
    key = factory.Sequence(lambda number: f"question-{number}")
    kind = models.QuestionKind.RATING
    text = Text(en="How good was the coffee?")


class ReportedResultFactory(DjangoModelFactory):
    class Meta:
        model = models.ReportedResult

    edition = factory.SubFactory(EditionFactory)
    question = "overall"
    value = 4
    known_on = KNOWN_ON


class EditionCostFactory(DjangoModelFactory):
    class Meta:
        model = models.EditionCost

    edition = factory.SubFactory(EditionFactory)
    amount = 500_000
    covers = Text(en="everything but travel")
    known_on = KNOWN_ON
