"""A country, and who sits in the seats that most tests of conferences ask for."""

from __future__ import annotations

import pytest

from network.models import Country, Person
from network.seats import Seat
from tests.network.factories import CountryFactory, someone


@pytest.fixture
def poland(db: None) -> Country:
    return CountryFactory(iso2="PL")


@pytest.fixture
def coordinator(poland: Country) -> Person:
    return someone(Seat.COORDINATOR, poland)


@pytest.fixture
def secretariat(db: None) -> Person:
    return someone(Seat.SECRETARIAT)
