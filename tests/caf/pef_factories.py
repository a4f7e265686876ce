"""Records on external feedback: versions, applications, ratings, labels."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from caf import models
from caf.models import ApplicationState, LabelState, Pillar, RegisterState
from core.values import Text
from tests.caf.factories import OrganisationFactory, UseFactory

LONG_AGO = date(2008, 1, 7)


class ProcedureVersionFactory(DjangoModelFactory):
    """Nine steps and one principle, an item each; the thresholds of 2013."""

    class Meta:
        model = models.ProcedureVersion
        skip_postgeneration_save = True

    key = factory.Sequence(lambda number: f"v{number}")
    title = factory.LazyAttribute(lambda row: Text(en=f"PEF {row.key}"))
    from_on = date(2008, 1, 1)
    known_on = date(2008, 1, 1)
    least_total = 28
    least_maturity = 1

    @factory.post_generation
    def steps(self, create, extracted, **kwargs):
        places = [(Pillar.SELF_ASSESSMENT if number < 7 else Pillar.IMPROVEMENT, number) for number in range(1, 10)]
        for pillar, number in [*places, (Pillar.MATURITY, 1)]:
            step = models.ProcedureStep.objects.create(
                version=self,
                pillar=pillar,
                number=number,
                name=Text(en=f"Step {number}"),
                least=4 if number in (1, 5, 9) and pillar != Pillar.MATURITY else None,
                known_on=self.known_on,
            )
            step.items.create(place=1, number=f"{number}.1", text=Text(en="An item"), known_on=self.known_on)


class ApplicationFactory(DjangoModelFactory):
    """On a report approved on 15 January 2010, by an organisation that is validated since 2008."""

    class Meta:
        model = models.Application
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory, state=RegisterState.VALIDATED, known_on=LONG_AGO)
    use = factory.SubFactory(
        UseFactory,
        organisation=factory.SelfAttribute("..organisation"),
        reported_on=date(2010, 1, 15),
        known_on=date(2010, 1, 20),
    )
    version = factory.SubFactory(ProcedureVersionFactory)
    state = ApplicationState.DRAFT
    known_on = date(2010, 6, 1)

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        self.steps.create(state=self.state, known_on=self.known_on)

    @factory.post_generation
    def rated(self, create, extracted, **kwargs):
        """rated={9: 3}: every item is agreed to be 4, the principle 1, but for these; None: not rated."""
        if extracted is None:
            return
        for step in self.version.steps.all():
            usual = 1 if step.pillar == Pillar.MATURITY else 4
            value = usual if step.pillar == Pillar.MATURITY else extracted.get(step.number, usual)
            for item in step.items.all():
                if value is not None:
                    self.agreed.create(item=item, pillar=step.pillar, value=value, known_on=self.known_on)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.ApplicationDocument

    application = factory.SubFactory(ApplicationFactory)
    kind = models.DocumentKind.REPORT
    name = "report.pdf"
    file_kind = "pdf"
    content = b"%PDF-1.7"
    size = 8
    sha256 = factory.Sequence(lambda number: f"{number:064x}")


class OrganiserSettingFactory(DjangoModelFactory):
    class Meta:
        model = models.OrganiserSetting

    country = factory.SubFactory("tests.network.factories.CountryFactory")
    fee = 500
    currency = "EUR"
    team_size = 2
    report_days = 30
    known_on = LONG_AGO


class LabelFactory(DjangoModelFactory):
    """A label as a decision made it, with its step; without certificates."""

    class Meta:
        model = models.Label
        skip_postgeneration_save = True

    class Params:
        application = factory.SubFactory(ApplicationFactory, state=ApplicationState.AWARDED)

    organisation = factory.SelfAttribute("application.organisation")
    country = factory.SelfAttribute("organisation.country")
    granted_on = date(2010, 6, 18)
    valid_until = date(2012, 6, 18)
    known_on = factory.SelfAttribute("granted_on")
    year = factory.SelfAttribute("granted_on.year")
    place = factory.Sequence(lambda number: number + 1)
    number = factory.LazyAttribute(lambda row: f"ECU-{row.country.iso2}-{row.year}-{row.place:04}")
    holder = factory.SelfAttribute("organisation.name")
    state = LabelState.GRANTED

    @factory.lazy_attribute
    def decision(self):
        return models.LabelDecision.objects.create(
            application=self.application, awarded=True, reasons="Every step is reached.", known_on=self.granted_on
        )

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        self.steps.create(state=LabelState.GRANTED, known_on=self.granted_on)
