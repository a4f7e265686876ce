"""Records on CAF, one factory a model."""

import gzip
from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from caf import models
from caf.tallies import recount
from core.values import Text
from network.models import EventStage
from network.seats import Seat
from tests.network.factories import KNOWN_ON, BodyFactory, CountryFactory, someone


class CountFactory(DjangoModelFactory):
    class Meta:
        model = models.Count

    country = factory.SubFactory(CountryFactory)
    value = 233
    starts_on = date(2008, 5, 1)
    ends_on = date(2008, 5, 31)
    precision = "month"
    known_on = KNOWN_ON


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = models.Goal

    value = 2010
    unit = models.CountUnit.USERS
    by_year = 2010
    set_by = factory.SubFactory(BodyFactory)
    known_on = KNOWN_ON


class CountedFactory(DjangoModelFactory):
    """Rows that a count follows from: what counting keeps follows them."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = super()._create(model_class, *args, **kwargs)
        recount([row.organisation_id])
        return row


class OrganisationFactory(DjangoModelFactory):
    """An organisation with the step in the register that its state is."""

    class Meta:
        model = models.Organisation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Organisation {number}")
    country = factory.SubFactory(CountryFactory)
    state = models.RegisterState.TO_VALIDATE
    known_on = KNOWN_ON

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        RegistrationFactory(organisation=self, state=self.state, known_on=self.known_on)


class RegistrationFactory(CountedFactory):
    class Meta:
        model = models.Registration

    organisation = factory.SubFactory(OrganisationFactory)
    state = models.RegisterState.TO_VALIDATE
    known_on = KNOWN_ON


class OrganisationNameFactory(DjangoModelFactory):
    class Meta:
        model = models.OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.LazyAttribute(lambda row: row.organisation.name)
    known_on = KNOWN_ON


class OrganisationProfileFactory(CountedFactory):
    class Meta:
        model = models.OrganisationProfile

    organisation = factory.SubFactory(OrganisationFactory)
    city = "Kraków"
    known_on = KNOWN_ON


class UseFactory(CountedFactory):
    class Meta:
        model = models.Use

    organisation = factory.SubFactory(OrganisationFactory)
    version = models.CafVersion.V2006
    starts_on = date(2007, 3, 1)
    known_on = KNOWN_ON


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = models.Contact

    organisation = factory.SubFactory(OrganisationFactory)
    role = "Quality manager"
    name = "Quality manager of an office"
    email = "quality@office.example"
    consent = "2008-1"
    consented_on = KNOWN_ON
    known_on = KNOWN_ON


class ProposalFactory(DjangoModelFactory):
    """A new profile, which says another city."""

    class Meta:
        model = models.Proposal

    organisation = factory.SubFactory(OrganisationFactory)
    subject = models.Subject.PROFILES
    values = factory.LazyFunction(lambda: {"city": "Nyby"})
    by = factory.LazyFunction(lambda: someone(Seat.ORGANISATION_CONTACT))
    known_on = date(2008, 11, 1)


class OrganisationLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.OrganisationLink

    predecessor = factory.SubFactory(OrganisationFactory)
    successor = factory.SubFactory(OrganisationFactory)
    known_on = KNOWN_ON


class LikelyPairFactory(DjangoModelFactory):
    class Meta:
        model = models.LikelyPair

    first = factory.SubFactory(OrganisationFactory)
    second = factory.SubFactory(OrganisationFactory)
    score = 90
    reasons = ("slip", "city")


class PairAnswerFactory(DjangoModelFactory):
    class Meta:
        model = models.PairAnswer

    first = factory.SubFactory(OrganisationFactory)
    second = factory.SubFactory(OrganisationFactory)
    state = models.PairState.OPEN
    known_on = KNOWN_ON


class MergeFactory(DjangoModelFactory):
    """The row alone: what hangs on the merged record is not moved."""

    class Meta:
        model = models.Merge
        skip_postgeneration_save = True

    survivor = factory.SubFactory(OrganisationFactory)
    merged = factory.SubFactory(
        OrganisationFactory,
        country=factory.SelfAttribute("..survivor.country"),
        state=models.RegisterState.MERGED,
        merged_into=factory.SelfAttribute("..survivor"),
    )
    state_before = models.RegisterState.TO_VALIDATE
    known_on = KNOWN_ON


class ImportFactory(DjangoModelFactory):
    """A file with one row, checked, of an organisation that is to be new; row__...: fields of the row."""

    class Meta:
        model = models.RegisterImport
        skip_postgeneration_save = True

    country = factory.SubFactory(CountryFactory)
    file_name = "users.csv"
    kind = "csv"
    content = b"Name\nUrz\n"
    headers = ["Name"]
    mapping = {"0": "name"}
    state = models.ImportState.CHECKED
    uploaded_by = None

    @factory.post_generation
    def row(self, create, extracted, **kwargs):
        values = {"name": kwargs["name"], "country": self.country_id} if kwargs else {}
        models.ImportRow.objects.create(run=self, number=2, outcome=models.ImportOutcome.NEW, values=values, **kwargs)


class CountingRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.CountingRule

    code = models.RuleCode.VALIDATED
    text = Text(en="Validated organisations with a use of CAF count.")
    from_on = date(2001, 1, 1)
    known_on = KNOWN_ON


class CountPromiseFactory(DjangoModelFactory):
    class Meta:
        model = models.CountPromise

    country = factory.SubFactory(CountryFactory)
    value = 12
    from_on = date(2008, 1, 1)
    due_on = date(2008, 12, 31)
    known_on = KNOWN_ON


class SnapshotFactory(DjangoModelFactory):
    """A figure whose list names nobody: for pages that show it; `make_snapshot` freezes a real one."""

    class Meta:
        model = models.Snapshot

    day = date(2008, 10, 31)
    rule_code = models.RuleCode.VALIDATED
    total = 1
    parts = {"country": {"PL": 1}, "sector": {"": 1}, "level": {"": 1}, "version": {"2006": 1}}
    content = gzip.compress(
        b"as_of,rule,ref,name,country,country_name,city,level,sector,version\r\n"
        b"2008-10-31,validated,CAF-9999999,An office,PL,Poland,,,,2006\r\n",
        mtime=0,
    )
    sha256 = factory.Sequence(lambda number: f"{number:064x}")
    made_at = factory.LazyFunction(timezone.now)
    made_by = factory.LazyFunction(lambda: someone(Seat.EIPA))
    known_on = KNOWN_ON


class EventFactory(DjangoModelFactory):
    class Meta:
        model = models.Event

    name = factory.Sequence(lambda number: Text(en=f"CAF event {number}"))
    kind = models.EventKind.EXPERTS
    known_on = KNOWN_ON


class EventDecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.EventDecision

    event = factory.SubFactory(EventFactory)
    text = Text(en="The procedure can be launched.")
    known_on = KNOWN_ON


class ExpertFactory(DjangoModelFactory):
    class Meta:
        model = models.Expert

    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON


class CafEventReportFactory(DjangoModelFactory):
    class Meta:
        model = models.CafEventReport

    event = factory.SubFactory(EventFactory)
    stage = EventStage.PLANNED
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON


class ProcedureReportFactory(DjangoModelFactory):
    class Meta:
        model = models.ProcedureReport

    stage = models.ProcedureStage.PILOTED
    known_on = KNOWN_ON


class PilotFactory(DjangoModelFactory):
    class Meta:
        model = models.Pilot

    country = factory.SubFactory(CountryFactory)
    text = Text(en="a pilot in the tax offices")
    known_on = KNOWN_ON


class PilotReportFactory(DjangoModelFactory):
    class Meta:
        model = models.PilotReport

    pilot = factory.SubFactory(PilotFactory)
    starts_on = date(2008, 7, 1)
    ends_on = date(2008, 12, 31)
    precision = "half"
    known_on = KNOWN_ON


class PilotOrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.PilotOrganisation

    pilot = factory.SubFactory(PilotFactory)
    organisation = factory.SubFactory(OrganisationFactory, country=factory.SelfAttribute("..pilot.country"))
    known_on = KNOWN_ON


class PilotMeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.PilotMeeting

    city = Text(en="Maastricht")
    known_on = KNOWN_ON


class PilotMeetingOrganiserFactory(DjangoModelFactory):
    class Meta:
        model = models.PilotMeetingOrganiser

    meeting = factory.SubFactory(PilotMeetingFactory)
    country = factory.SubFactory(CountryFactory)


class ContributionFactory(DjangoModelFactory):
    class Meta:
        model = models.Contribution

    country = factory.SubFactory(CountryFactory)
    text = Text(en="a pilot with three organisations")
    known_on = KNOWN_ON
