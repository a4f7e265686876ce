"""Who sees a bid: its own country from the first day, the network once it was submitted."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from conferences.models import Bid, BidState, BidStep
from conferences.workflow.bid import BID
from core.values import Period, Text
from core.workflow import perform
from network.seats import Seat
from tests.conferences.factories import BidFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def bid():
    return BidFactory(country=CountryFactory(iso2="PL"), city=Text(en="Warsaw"), period=Period.parse("2010"))


def seen_by(seat, country=None):
    """How many bids, and steps of bids, this seat sees."""
    reader = someone(seat, CountryFactory(iso2=country) if country else None)
    return Bid.objects.visible_to(reader).count(), BidStep.objects.visible_to(reader).count()


def test_a_withdrawn_interest_stays_its_own_countrys(bid):
    perform(BID, "withdraw", bid, by=someone(Seat.COORDINATOR, bid.country), known_on=date(2008, 11, 1), note="No hall")
    assert Bid.objects.get().state == BidState.WITHDRAWN
    for seat, country in (
        (Seat.COORDINATOR, "PL"),
        (Seat.DIRECTOR_GENERAL, "PL"),
        (Seat.SECRETARIAT, None),
    ):
        assert seen_by(seat, country) == (1, 2)
    for seat, country in (
        (Seat.COORDINATOR, "DK"),
        (Seat.DIRECTOR_GENERAL, "DK"),
        (Seat.EIPA, None),
        (Seat.ADMINISTRATOR, None),
        (Seat.ORGANISATION_CONTACT, "PL"),
    ):
        assert seen_by(seat, country) == (0, 0)


def test_a_bid_that_was_submitted_stays_shared_when_it_is_withdrawn(bid):
    coordinator = someone(Seat.COORDINATOR, bid.country)
    assert seen_by(Seat.COORDINATOR, "DK") == (0, 0)
    bid = perform(BID, "submit", bid, by=coordinator, known_on=date(2008, 11, 1))
    assert seen_by(Seat.COORDINATOR, "DK") == (1, 1)  # the bid; that there was an interest before stays inside
    perform(BID, "withdraw", bid, by=coordinator, known_on=date(2008, 11, 2), note="No hall")
    assert seen_by(Seat.COORDINATOR, "DK") == (1, 2)
    assert seen_by(Seat.ORGANISATION_CONTACT, "PL") == (0, 0)
    assert not Bid.objects.visible_to(AnonymousUser()).exists()
