"""Alternatives for the model of the conference: what they cost, who sees them, papers and their delivery."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from conferences.actions import proposal as actions
from conferences.documents.proposal import paper_html
from conferences.models import Alternative, AlternativeState, PaperFile, ProposalDelivery, ProposalPaper, Topic
from conferences.reading.costing import Costing
from conferences.reading.proposals import Proposals, proposals
from conferences.signals import proposals_delivered
from conferences.workflow.proposal import ALTERNATIVE
from core.models import Job
from core.values import Quantity, Text
from core.workflow import Refused, perform
from network.seats import Seat
from tests.conferences import factories, proposal_factories
from tests.network.factories import BodyFactory, CountryFactory, MeetingFactory, someone

pytestmark = pytest.mark.django_db
SPRING = date(2009, 4, 1)


def spaced(words):
    return words.replace("\N{NO-BREAK SPACE}", " ")


def costed(**changes):
    """420 000 by the host and 60 000 by fees, for 600."""
    alternative = proposal_factories.AlternativeFactory(**changes)
    proposal_factories.AlternativeCostFactory(alternative=alternative)
    proposal_factories.AlternativeCostFactory(
        alternative=alternative, amount=60_000, borne_by="fees", what=Text(en="Meals")
    )
    return alternative


@pytest.mark.once
@pytest.mark.parametrize(
    ("total", "people", "each", "words"),
    [
        (480_000, Quantity(600), 800, "800 €"),
        (1_001, Quantity(2), 501, "501 €"),  # half a euro is rounded up
        (1_000, Quantity(3), 333, "333 €"),
        (700_000, Quantity(1000, "more than"), 700, "less than 700 €"),
        (700_000, Quantity(1000, "at least"), 700, "at most 700 €"),
        (90_000, Quantity(300, "almost"), 300, "more than 300 €"),
        (90_000, Quantity(300, "about"), 300, "about 300 €"),
        (90_000, Quantity(300, "planned"), None, ""),
        (None, Quantity(300), None, ""),
        (90_000, None, None, ""),
    ],
)
def test_the_cost_of_a_participant_is_worked_out_and_says_how_sure_it_is(total, people, each, words):
    costing = Costing(total, people)
    assert costing.each == each
    assert spaced(costing.each_words) == words
    assert costing.explained


def test_an_alternative_explains_its_sum():
    alternative = costed()
    assert (alternative.costing.total, alternative.costing.each) == (480_000, 800)
    assert spaced(alternative.costing.explained) == "480 000 € ÷ 600 participants"
    with override("fr"):
        assert spaced(alternative.costing.each_words) == "800 €"
    assert proposal_factories.AlternativeFactory().costing.total is None  # no line: not known, and not nothing


@pytest.mark.parametrize(
    "make",
    [
        lambda: proposal_factories.AlternativeFactory(participants=0),
        lambda: proposal_factories.AlternativeFactory(country=None),
        lambda: proposal_factories.AlternativeFactory(body=BodyFactory()),
        lambda: proposal_factories.AlternativeCostFactory(amount=0),
        lambda: factories.EditionCostFactory(amount=0),
        lambda: [proposal_factories.ProposalDeliveryFactory(paper=paper()) for _time in range(2)],
    ],
)
def test_the_database_refuses(make):
    def twice():
        made = make()
        if isinstance(made, list):
            ProposalDelivery.objects.create(paper=made[0].paper, meeting=made[0].meeting, known_on=SPRING)

    with pytest.raises(IntegrityError), transaction.atomic():
        twice()


def paper(**changes):
    alternatives = [costed(state="handed in")]
    return proposal_factories.ProposalPaperFactory(**{"alternatives": alternatives, "known_on": SPRING, **changes})


def test_a_draft_is_its_proposers_until_it_is_handed_in(secretariat):
    denmark = CountryFactory(iso2="DK")
    of_country = proposal_factories.AlternativeFactory(country=denmark)
    of_body = proposal_factories.AlternativeFactory(country=None, body=BodyFactory(key="eipa"))
    shared = proposal_factories.AlternativeFactory(state="handed in")
    given_up = proposal_factories.AlternativeFactory(state="withdrawn")
    poland = CountryFactory(iso2="PL")
    everybody = {shared, given_up}
    for person, own in (
        (secretariat, {of_country, of_body}),
        (someone(Seat.COORDINATOR, denmark), {of_country}),
        (someone(Seat.DIRECTOR_GENERAL, denmark), {of_country}),
        (someone(Seat.COORDINATOR, poland), set()),
        (someone(Seat.EIPA), {of_body}),
    ):
        assert set(Alternative.objects.visible_to(person)) == everybody | own
    assert not Alternative.objects.visible_to(someone(Seat.ORGANISATION_CONTACT)).exists()


def test_it_is_proposed_once_handed_in_whole_and_stands_still(secretariat):
    denmark = CountryFactory(iso2="DK")
    coordinator, other = someone(Seat.COORDINATOR, denmark), someone(Seat.COORDINATOR, CountryFactory(iso2="PL"))

    def begun(by):
        words = {"topic": Topic.FORMAT, "title": Text(en="Smaller"), "known_on": SPRING}
        return actions.begin_alternative(Alternative(country=denmark, **words), by=by)

    with pytest.raises(Refused, match="your own country"):
        begun(other)
    alternative = begun(coordinator)
    assert begun(coordinator) == alternative  # sent twice
    line = actions.keep_cost(proposal_factories.AlternativeCostFactory.build(alternative=alternative), by=coordinator)
    with pytest.raises(Refused, match=r"Describe.*how many participants"):
        perform(ALTERNATIVE, "hand-in", alternative, by=coordinator, known_on=SPRING)
    Alternative.objects.update(description=Text(en="Two days"), participants=450)
    with pytest.raises(Refused, match="not open to your seat"):
        perform(ALTERNATIVE, "hand-in", alternative, by=other, known_on=SPRING)
    alternative = perform(ALTERNATIVE, "hand-in", alternative, by=coordinator, known_on=SPRING)
    line.amount = 7
    for by in (coordinator, secretariat):
        with pytest.raises(Refused, match="stand still"):
            actions.keep_cost(line, by=by)
        with pytest.raises(Refused, match="stand still"):
            actions.remove_cost(line, by=by)
    with pytest.raises(Refused, match="Say why"):
        perform(ALTERNATIVE, "withdraw", alternative, by=coordinator, known_on=SPRING)
    perform(ALTERNATIVE, "withdraw", alternative, by=coordinator, known_on=date(2009, 5, 1), note="A better one")
    standing = Alternative.objects.handed_in_on
    assert not standing(date(2009, 3, 31)).exists()
    assert standing(date(2009, 4, 30)).get() == alternative
    assert not standing(date(2009, 5, 1)).exists()


def test_the_comparison_is_as_of_a_day(django_assert_num_queries):
    fifth = factories.EditionFactory(number=5)
    factories.EditionScheduleFactory(
        edition=fifth, stage="held", starts_on=date(2008, 10, 20), ends_on=date(2008, 10, 22)
    )
    factories.AttendanceFactory(edition=fifth)
    factories.EditionCostFactory(edition=fifth, amount=600_000, known_on=date(2009, 1, 1))
    factories.EditionCostFactory(edition=fifth, amount=700_000, known_on=date(2009, 2, 1))
    [line] = proposals([], date(2008, 12, 1)).editions
    assert (line.amount, line.costing.each_words) == (None, "")
    [line] = proposals([], date(2009, 1, 15)).editions
    assert spaced(line.costing.each_words) == "less than 600 €"
    [line] = proposals([], SPRING).editions
    assert spaced(line.costing.explained) == "700 000 € ÷ more than 1 000 participants"

    costed(state="handed in")
    with django_assert_num_queries(8):
        proposals(Alternative.objects.handed_in_on(SPRING).for_list(), SPRING)
    for _more in range(2):
        costed(state="handed in")
    with django_assert_num_queries(8):
        said = proposals(Alternative.objects.handed_in_on(SPRING).for_list(), SPRING)
    assert [len(part.sides) for part in said.topics] == [3, 0, 0, 0]
    assert said.topics[0].compared[0][1] == [("Host", 420_000), ("Participants’ fees", 60_000)]


def test_what_is_frozen_reads_back_the_same():
    factories.EditionScheduleFactory(
        edition=factories.EditionFactory(number=5), stage="held", starts_on=SPRING, ends_on=SPRING
    )
    said = proposals([costed(state="handed in")], SPRING)
    again = Proposals.from_json(said.as_json())
    assert again.as_json() == said.as_json()
    assert again.topics[0].sides[0].costing == said.topics[0].sides[0].costing
    assert again.covered[0].in_text["fr"] == "le modèle financier et organisationnel"


def test_a_paper_takes_what_was_handed_in_on_its_day_and_never_changes(secretariat):
    handed_in, draft = costed(state="handed in", title=Text(en="One operator")), proposal_factories.AlternativeFactory()
    meeting = MeetingFactory(number=52)

    def written(alternatives, known_on=SPRING, by=secretariat):
        new = ProposalPaper(meeting=meeting, intro=Text(en="Four topics"), known_on=known_on)
        return actions.write_paper(new, alternatives, by=by)

    with pytest.raises(Refused, match="Not handed in on that day: Alternative"):
        written([handed_in, draft])
    with pytest.raises(Refused, match="One operator"):
        written([handed_in], known_on=date(2008, 1, 1))
    with pytest.raises(Refused, match="secretariat"):
        written([handed_in], by=someone(Seat.EIPA))
    first = written([handed_in])
    assert written([handed_in]) == first  # sent twice
    assert (first.reference, Job.objects.count()) == ("DG52/IPSG/model/1", 1)
    before = paper_html(first, "en")
    handed_in.costs.update(amount=1)
    Alternative.objects.update(title=Text(en="Another title"), state=AlternativeState.WITHDRAWN)
    assert paper_html(ProposalPaper.objects.get(), "en") == before
    assert "One operator" in before
    assert "480 000 € ÷ 600 participants" in spaced(before)


def test_its_files_are_made_once_and_are_the_same_bytes_again(secretariat):
    made = paper()
    job = actions.request_files(made, by=secretariat)
    actions.make_files(job)
    first = {file.language: (file.pk, bytes(file.content)) for file in PaperFile.objects.all()}
    assert set(first) == {"en", "fr"}
    actions.make_files(job)  # a job may run twice
    assert {file.language: (file.pk, bytes(file.content)) for file in PaperFile.objects.all()} == first
    PaperFile.objects.filter(language="fr").delete()
    actions.make_files(job)
    assert bytes(PaperFile.objects.get(language="fr").content) == first["fr"][1]


def test_a_paper_is_delivered_once_to_a_meeting(secretariat):
    made = paper()
    heard = []

    def hears(sender, delivery, **_more):
        heard.append(delivery.pk)
        return []

    proposals_delivered.connect(hears)
    try:

        def delivered(known_on=SPRING, by=secretariat):
            new = ProposalDelivery(paper=made, meeting=made.meeting, known_on=known_on)
            return actions.deliver_paper(new, by=by)

        with pytest.raises(Refused, match="before the paper was written"):
            delivered(date(2009, 3, 31))
        with pytest.raises(Refused, match="secretariat"):
            delivered(by=someone(Seat.EIPA))
        first = delivered()
        assert delivered() == first
        assert heard == [first.pk]
    finally:
        proposals_delivered.disconnect(hears)


def test_what_hears_of_a_delivery_and_fails_takes_it_back(secretariat):
    made = paper()

    def fails(sender, delivery, **_more):
        raise RuntimeError

    proposals_delivered.connect(fails)
    try:
        with pytest.raises(RuntimeError):
            actions.deliver_paper(ProposalDelivery(paper=made, meeting=made.meeting, known_on=SPRING), by=secretariat)
    finally:
        proposals_delivered.disconnect(fails)
    assert not ProposalDelivery.objects.exists()
