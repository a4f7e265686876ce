"""The board over ten years, the early warning, and who is written to."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conferences.models import BidState, EditionStage
from conferences.reading.board_years import board_years
from conferences.reading.early_warning import warning_months
from core.values import Period
from network.seats import Seat
from tests.conferences.factories import BidFactory, EditionFactory, EditionScheduleFactory
from tests.network.factories import CountryFactory, CountryNameFactory, PresidencyFactory, someone

DAY = date(2008, 11, 26)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2009, 9, 28), None),
        (date(2009, 9, 29), 24),
        (date(2010, 3, 28), 24),
        (date(2010, 3, 29), 18),
        (date(2010, 9, 28), 18),
        (date(2010, 9, 29), 12),
        (date(2011, 9, 30), 12),
        (date(2011, 10, 1), None),
    ],
)
def test_warning_begins_on_the_same_day_of_the_month(day, months):
    assert warning_months(Period.parse("2011-09-29/2011-09-30"), day) == months


def test_warning_of_a_day_that_the_month_before_lacks():
    last = Period.parse("2010-08-31")
    assert warning_months(last, date(2009, 2, 28)) == 24
    assert warning_months(last, date(2009, 3, 1)) == 18
    assert warning_months(None, DAY) is None


@pytest.fixture
def edition(db):
    """6QC, expected in 2010, nobody bids; 5QC was held in 2008."""
    held = EditionFactory(number=5)
    EditionScheduleFactory(
        edition=held, stage=EditionStage.HELD, starts_on=date(2008, 10, 20), ends_on=date(2008, 10, 22)
    )
    found = EditionFactory(number=6)
    EditionScheduleFactory(
        edition=found,
        stage=EditionStage.EXPECTED,
        country=None,
        starts_on=date(2010, 1, 1),
        ends_on=date(2010, 12, 31),
        precision="year",
    )
    return found


def country(code: str, name: str):
    found = CountryFactory(iso2=code)
    CountryNameFactory(country=found, name=name)
    return found


def bid_of(edition, land, *states: str):
    bid = BidFactory(edition=edition, country=land, state=states[-1])
    bid.steps.all().delete()
    for state in states:
        bid.steps.create(state=state, known_on=date(2008, 7, 1))
    return bid


def years(user, day: date = DAY):
    return {line.year: line for line in board_years(day, user).years}


def test_ten_years_with_editions_presidencies_and_gaps(edition):
    land = country("FR", "France")
    PresidencyFactory(country=land, starts_on=date(2008, 7, 1))
    found = years(someone(Seat.COORDINATOR, country("DK", "Denmark")))
    assert list(found) == list(range(2004, 2014))
    assert [line.edition.number for line in (*found[2008].editions, *found[2010].editions)] == [5, 6]
    assert found[2008].presidencies == (None, land)
    assert found[2008].is_present
    assert [year for year, line in found.items() if line.is_gap] == [2012]


def test_a_year_that_was_skipped_is_a_gap_and_a_cancelled_edition_leaves_one(edition):
    later = date(2011, 10, 1)
    EditionScheduleFactory(edition=edition, stage=EditionStage.CANCELLED, starts_on=date(2010, 1, 1),
                           ends_on=date(2010, 12, 31), known_on=later)  # fmt: skip
    user = someone(Seat.SECRETARIAT)
    assert [year for year, line in years(user, later).items() if line.is_gap] == [2010, 2012, 2014, 2016]
    assert [year for year, line in years(user).items() if line.is_gap] == [2012]  # it was not known then


def test_nobody_is_told_of_another_country_s_interest(edition):
    denmark, poland = country("DK", "Denmark"), country("PL", "Poland")
    bid_of(edition, poland, BidState.INTEREST)
    seen = {
        seat: [str(row.bid.country) for row in years(user)[2010].editions[0].bids]
        for seat, user in {
            "own": someone(Seat.COORDINATOR, poland),
            "other": someone(Seat.COORDINATOR, denmark),
            "secretariat": someone(Seat.SECRETARIAT),
        }.items()
    }
    assert seen == {"own": ["Poland"], "other": [], "secretariat": ["Poland"]}


def test_interest_is_expressed_once_and_by_a_coordinator(edition):
    denmark, poland = country("DK", "Denmark"), country("PL", "Poland")
    bid_of(edition, poland, BidState.INTEREST)
    readers = (someone(Seat.COORDINATOR, denmark), someone(Seat.COORDINATOR, poland), someone(Seat.SECRETARIAT))
    assert [years(user)[2010].editions[0].may_express_interest for user in readers] == [True, False, False]


def test_an_interest_is_no_candidate_and_a_bid_ends_the_warning(edition):
    user = someone(Seat.COORDINATOR, country("DK", "Denmark"))
    poland = country("PL", "Poland")
    bid = bid_of(edition, poland, BidState.INTEREST)
    assert years(user)[2010].editions[0].warning_months == 18
    bid.steps.create(state=BidState.BID, known_on=date(2008, 8, 1))
    line = years(user)[2010].editions[0]
    assert (line.warning_months, line.told_no_bid, len(line.bids)) == (None, False, 1)
    assert not line.may_express_interest
    assert years(user, date(2008, 7, 15))[2010].editions[0].warning_months == 18


@pytest.mark.parametrize("seat", [None, Seat.ORGANISATION_CONTACT])
def test_who_is_not_of_the_network_is_told_nothing_of_bids(client, edition, seat):
    poland = country("PL", "Poland")
    bid_of(edition, poland, BidState.BID)
    EditionScheduleFactory(edition=EditionFactory(number=7), country=None, stage=EditionStage.EXPECTED,
                           starts_on=date(2009, 6, 1), ends_on=date(2009, 6, 2))  # fmt: skip
    if seat:
        client.force_login(someone(seat))
    page = client.get(reverse("conferences:board"), {"as-of": "2008-11-26"}).content.decode()
    assert "7QC" in page
    for words in ("Early warning", "No bid", "Poland", "candidate"):
        assert words not in page


def test_page_costs_the_same_for_one_and_for_three(client, edition):
    client.force_login(someone(Seat.COORDINATOR, country("DK", "Denmark")))
    add_edition(7)
    queries_of(client)  # the number beside Work is counted now
    before = queries_of(client)
    for number in (8, 9):
        add_edition(number)
    assert queries_of(client) == before


def add_edition(number: int) -> None:
    """An edition with a bid and a presidency beside it."""
    land, first = country(f"X{number}", f"Land {number}"), date(2003 + number, 2, 1)
    added = EditionFactory(number=number)
    EditionScheduleFactory(
        edition=added, country=None, stage=EditionStage.EXPECTED, starts_on=first, ends_on=date(2003 + number, 2, 2)
    )
    bid_of(added, land, BidState.BID)
    PresidencyFactory(country=land, starts_on=date(2003 + number, 1, 1))


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("conferences:board"), {"as-of": "2008-11-26"}).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", ["from=", "from=x", "from=0000", "from=9999", "from=²⁰⁰⁸", "as-of=never"])
def test_whatever_the_address_asks_for_there_is_a_page(client, edition, query):
    assert client.get(f"{reverse('conferences:board')}?{query}").status_code == 200
