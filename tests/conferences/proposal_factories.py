"""Alternatives for the model of the conference, papers of them, deliveries: one factory a model."""

import factory
from factory.django import DjangoModelFactory

from conferences import models
from conferences.actions.proposal import draw_paper
from core.values import Text
from tests.network.factories import KNOWN_ON, CountryFactory, MeetingFactory


class AlternativeFactory(DjangoModelFactory):
    """An alternative with the steps that its state rests on."""

    class Meta:
        model = models.Alternative
        skip_postgeneration_save = True

    topic = models.Topic.FINANCE
    title = factory.Sequence(lambda number: Text(en=f"Alternative {number}", fr=f"Option {number}"))
    description = Text(en="One operator, several contributors")
    participants = 600
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON

    @factory.post_generation
    def steps(alternative, create, given):  # noqa: N805 - factory_boy hands over the record
        if create:
            for state in ("draft", "handed in", "withdrawn"):
                alternative.steps.create(state=state, known_on=alternative.known_on)
                if state == alternative.state:
                    break


class AlternativeCostFactory(DjangoModelFactory):
    class Meta:
        model = models.AlternativeCost

    alternative = factory.SubFactory(AlternativeFactory)
    place = factory.Sequence(lambda number: number + 1)
    what = Text(en="Halls", fr="Salles")
    amount = 420_000
    borne_by = models.Bearer.HOST


class ProposalPaperFactory(DjangoModelFactory):
    """A paper drawn from `alternatives`, which must be handed in."""

    class Meta:
        model = models.ProposalPaper

    meeting = factory.SubFactory(MeetingFactory)
    intro = Text(en="Four topics.", fr="Quatre sujets.")
    known_on = KNOWN_ON

    @classmethod
    def _create(cls, model_class, *args, alternatives=(), **kwargs):
        return draw_paper(model_class(*args, **kwargs), alternatives)


class ProposalDeliveryFactory(DjangoModelFactory):
    class Meta:
        model = models.ProposalDelivery

    paper = factory.SubFactory(ProposalPaperFactory)
    meeting = factory.SelfAttribute("paper.meeting")
    known_on = KNOWN_ON
