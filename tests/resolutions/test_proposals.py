"""Proposals on the model of the conference: what their delivery fulfils, and what the next drafts say of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conferences import proposal_facts
from conferences.actions.proposal import deliver_paper
from conferences.models import ProposalDelivery, ProposalPaper
from conferences.signals import Closed
from network.facts import viewpoint
from network.models import Conclusion, Meeting
from network.seats import Seat
from resolutions.models import Commitment
from tests.network.factories import someone
from tests.resolutions.drawing import TODAY, drawn, meeting, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]
GROUP = "conferences-proposals"
DELIVERED = "conferences-proposals-delivered"
IN_TIME, LATE = date(2009, 5, 4), date(2009, 10, 5)


def delivered(number: int, known_on: date) -> ProposalDelivery:
    """The demonstration's paper for the 52nd meeting, put before a meeting."""
    new = ProposalDelivery(
        paper=ProposalPaper.objects.get(), meeting=Meeting.objects.get(number=number), known_on=known_on
    )
    return deliver_paper(new, by=someone(Seat.SECRETARIAT))


def asked_for() -> Commitment:
    return Commitment.objects.get(clause_key=GROUP)


def asked_again() -> None:
    """IPSG names topics again before the 52nd meeting: by itself, that would ask for proposals again."""
    topic = Conclusion.objects.filter(area="conferences", subject="topic").first()
    topic.pk, topic.place, topic.known_on = None, 9, date(2009, 4, 1)
    topic.save()


def test_delivered_in_time_it_is_appreciated_and_not_asked_for_again():
    asked_again()
    assert said(drawn(52))[GROUP].en.startswith("ask IPSG")
    delivery = delivered(52, IN_TIME)
    draft = drawn(52)
    clauses = said(draft)
    assert clauses[DELIVERED].en == (
        "take note with appreciation of the proposals on the model of the Quality Conferences (DG52/IPSG/model/1), "
        "which cover:; the financial and organisational model; partnership with other institutions; "
        "the target groups; the size of the event and the format of its sessions"
    )
    assert clauses[DELIVERED].fr == (
        "prennent note avec satisfaction des propositions sur le modèle des Conférences sur la qualité "
        "(DG52/IPSG/model/1), qui portent sur :; le modèle financier et organisationnel; le partenariat avec d’autres "
        "institutions; les publics visés; l’ampleur de la manifestation et la forme de ses séances"
    )
    assert clauses[DELIVERED].models == {"conferences.proposaldelivery"}
    assert GROUP not in clauses
    assert "proposals on the model" in clauses["preamble-delivered"].en
    assert "proposals on the model" not in clauses["preamble-open"].en
    report = asked_for().reports.get()
    assert (report.state, report.known_on, report.note) == ("delivered", IN_TIME, "")
    assert report.evidence == "Paper 1 for the 52nd meeting (DG52/IPSG/model/1)"
    [closed] = map(Closed.from_json, delivery.closed)
    assert closed.label["en"].startswith("51st meeting, IPSG: proposals on the model")
    assert closed.url["fr"] == f"/fr{closed.url['en']}"
    assert not closed.late


def test_what_is_late_is_recalled_as_open_and_told_once():
    draft = drawn(52)
    clauses = said(draft)
    assert DELIVERED not in clauses
    assert GROUP not in clauses
    assert "IPSG: proposals on the model" in clauses["preamble-open"].en
    assert [row.missing for row in draft.left_out if row.key == GROUP] == ["conferences.topics"]
    assert not any(row.missing.startswith("conferences.proposals") for row in draft.left_out)


@pytest.mark.parametrize(("number", "known_on"), [(53, LATE), (53, IN_TIME), (52, date(2009, 12, 1))])
def test_delivered_late_it_is_delivered_and_says_so(number, known_on):
    Meeting.objects.get(number=52).schedules.create(
        starts_on=date(2009, 5, 14), ends_on=date(2009, 5, 15), known_on=date(2009, 3, 1)
    )
    delivery = delivered(number, known_on)
    report = asked_for().reports.get()
    assert (report.state, report.note) == ("delivered", "Late: it was due at the 52nd meeting.")
    [closed] = map(Closed.from_json, delivery.closed)
    assert closed.late["fr"] == "En retard\N{NO-BREAK SPACE}: c’était à remettre à la 52e réunion."
    told = "proposals on the model" in said(drawn(53))["preamble-delivered"].en
    assert told is (known_on > date(2009, 6, 30))  # else the 52nd has been told


def test_a_second_delivery_and_one_to_the_meeting_that_asked_fulfil_nothing():
    assert not delivered(51, IN_TIME).closed
    assert delivered(52, IN_TIME).closed
    assert not delivered(53, LATE).closed
    assert asked_for().reports.count() == 1


def test_what_was_dropped_is_left_alone():
    asked_for().reports.create(state="dropped", known_on=date(2009, 4, 1))
    assert not delivered(52, IN_TIME).closed


def test_the_51st_draft_knows_of_none_and_the_facts_cost_one_query():
    delivered(52, IN_TIME)
    assert DELIVERED not in said(drawn(51))
    assert DELIVERED not in said(drawn(52, as_of=date(2009, 5, 3)))
    assert DELIVERED not in said(drawn(53))  # the 52nd has had it
    view = viewpoint(meeting(52), None, TODAY)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(proposal_facts.tell(view))) == 2
    assert len(queries) == 1
