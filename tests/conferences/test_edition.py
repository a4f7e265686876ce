"""The page of an edition: what it offers to whom."""

from datetime import date

import pytest
from django.test import Client

from network.models import Country
from network.seats import Seat
from tests.conferences.factories import BidFactory, EditionFactory, EditionScheduleFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OFFER = '">Express interest</a>'


@pytest.fixture
def sixth():
    EditionScheduleFactory(edition=EditionFactory(number=5), stage="held", known_on=date(2008, 10, 22))
    return EditionScheduleFactory(edition=EditionFactory(number=6), stage="planned", country=None).edition


def page(number, seat=None, country=None):
    client = Client()
    if seat:
        client.force_login(someone(seat, country), backend=BACKEND)
    return client.get(f"/conferences/{number}qc/?as-of=2008-11-26").content.decode()


def test_interest_in_the_next_edition_is_offered_to_a_coordinator_whose_country_may(sixth):
    denmark, poland = CountryFactory(iso2="DK"), CountryFactory(iso2="PL")
    BidFactory(edition=sixth, country=poland)
    assert OFFER in page(6, Seat.COORDINATOR, denmark)
    assert OFFER not in page(5, Seat.COORDINATOR, denmark)
    assert OFFER not in page(6, Seat.COORDINATOR, poland)
    assert OFFER not in page(6, Seat.DIRECTOR_GENERAL, denmark)
    assert OFFER not in page(6)


def test_no_interest_is_offered_once_there_is_a_host(sixth):
    sixth.schedules.update(country=CountryFactory(iso2="PL"))
    assert OFFER not in page(6, Seat.COORDINATOR, Country.objects.get(iso2="PL"))
