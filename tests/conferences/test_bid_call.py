"""A call's moments in their time zone, its changes, and how a bid stands for those outside."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from conferences.columns.bid import OUTSIDE_TAGS
from conferences.models import BID_OUTSIDE, Bid, BidCall, BidState, OutsideState
from conferences.work import waiting
from conferences.workflow.bid import BID
from core.values import Period, Text
from core.workflow import Refused, perform
from network.seats import Seat
from tests.conferences.factories import BidCallFactory, BidCallReportFactory, BidFactory, EditionFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CLOSING = datetime(2009, 3, 31, 16, 0, tzinfo=UTC)  # 18:00 in Brussels, where summer time began two days before
SECOND = timedelta(seconds=1)


@pytest.fixture
def call():
    return BidCallFactory(
        edition=EditionFactory(number=6),
        opens_on=date(2008, 12, 1),
        closes_on=date(2009, 3, 31),
        closes_time=time(18, 0),
        time_zone="Europe/Brussels",
    )


@pytest.mark.parametrize("zone", ["UTC", "Europe/Warsaw", "America/New_York", "Pacific/Kiritimati"])
def test_one_second_after_is_after_in_any_time_zone(call, zone):
    here = ZoneInfo(zone)
    assert call.refusal(CLOSING.astimezone(here)) == ""
    assert call.refusal((CLOSING + SECOND).astimezone(here)) == (
        "The call closed on 31 March 2009, 18:00 (Brussels time)."
    )
    assert call.refusal(datetime(2008, 11, 30, 22, 59, 59, tzinfo=UTC).astimezone(here)) == (
        "The call opens on 1 December 2008 (Brussels time)."
    )
    assert call.refusal(datetime(2008, 11, 30, 23, 0, tzinfo=UTC).astimezone(here)) == ""


def test_the_same_hour_elsewhere_is_another_moment(call):
    call.time_zone = "Europe/Athens"
    assert call.refusal(CLOSING - SECOND).startswith("The call closed on 31 March 2009, 18:00 (Athens")
    call.closes_time = None
    assert call.refusal(datetime(2009, 3, 31, 20, 59, 59, tzinfo=UTC)) == ""
    assert call.refusal(datetime(2009, 3, 31, 21, 0, tzinfo=UTC)) != ""


def test_the_city_is_named_in_the_language_of_the_reader(call):
    with translation.override("fr"):
        assert "Bruxelles" in call.closes_words


@pytest.mark.parametrize(
    ("late", "known_on"), [(False, date(2009, 3, 31)), (True, date(2009, 3, 31)), (True, date(2009, 3, 1))]
)
def test_a_bid_is_submitted_to_the_second(call, late, known_on, monkeypatch, settings):
    """A day that lies before does not help: what counts is when it is handed in."""
    poland = CountryFactory(iso2="PL")
    bid = BidFactory(edition=call.edition, country=poland, city=Text(en="Warsaw"), period=Period.parse("2010"))
    coordinator = someone(Seat.COORDINATOR, poland)
    coordinator.roles.update(from_on=date(2008, 1, 1))
    settings.DEMONSTRATION = False
    monkeypatch.setattr(timezone, "now", lambda: CLOSING + (SECOND if late else timedelta()))
    if late:
        with pytest.raises(Refused, match="closed on 31 March 2009, 18:00"):
            perform(BID, "submit", bid, by=coordinator, known_on=known_on)
    else:
        assert perform(BID, "submit", bid, by=coordinator, known_on=known_on).state == BidState.BID
    assert Bid.objects.get().steps.count() == (1 if late else 2)


def test_a_day_still_to_come_from_the_demonstrations_day_is_late_too(call, settings):
    settings.DEMONSTRATION = True  # so that it is 26 November 2008
    BidCall.objects.update(opens_on=date(2008, 11, 1))
    poland = CountryFactory(iso2="PL")
    bid = BidFactory(edition=call.edition, country=poland, city=Text(en="Warsaw"), period=Period.parse("2010"))
    coordinator = someone(Seat.COORDINATOR, poland)
    with pytest.raises(Refused, match="closed on 31 March 2009"):
        perform(BID, "submit", bid, by=coordinator, known_on=date(2009, 4, 1))
    assert perform(BID, "submit", bid, by=coordinator, known_on=date(2009, 3, 31)).state == BidState.BID


def test_a_postponed_closing_counts_since_it_is_known(call):
    BidCallReportFactory(call=call, known_on=date(2009, 3, 15), closes_on=date(2009, 4, 30), required=["letter"])
    assert call.terms_on(date(2009, 3, 14)).closes_on == date(2009, 3, 31)
    later = call.terms_on(date(2009, 3, 15))
    assert (later.closes_on, [str(part) for part in later.parts]) == (date(2009, 4, 30), ["city", "dates", "letter"])


@pytest.mark.parametrize(
    "values",
    [
        {"time_zone": "Europe/Atlantis"},
        {"required": ["a pony"]},
        {"opens_on": date(2009, 3, 31), "opens_time": time(18, 1)},
    ],
)
def test_a_call_that_cannot_be_is_refused(call, values):
    for name, value in values.items():
        setattr(call, name, value)
    with pytest.raises(ValidationError):
        call.full_clean()


def test_the_secretariat_postpones_the_closing_through_the_pages(client, call):
    client.force_login(someone(Seat.SECRETARIAT), backend=BACKEND)
    form = client.get("/conferences/bids/6qc/reports/new/").context["form"]
    assert form["closes_on"].value() == date(2009, 3, 31)  # it begins with what the call says
    data = {
        "closes_on": "2009-04-30",
        "closes_time": "12:00",
        "time_zone": "Europe/Paris",
        "required": ["letter", "venue"],
    }
    wrong = client.post(
        "/conferences/bids/6qc/reports/new/", data | {"opens_on": "2009-05-01", "known_on": "2009-03-15"}
    )
    assert "closes before it opens" in str(wrong.context["form"].errors)
    answer = client.post("/conferences/bids/6qc/reports/new/", data | {"known_on": "2009-03-15"})
    assert answer.status_code == 302
    page = client.get("/conferences/bids/6qc/?as-of=2009-03-15")
    assert "30 April 2009, 12:00 (Paris time)" in page.content.decode()
    before = client.get("/conferences/bids/6qc/?as-of=2009-03-14")
    assert "31 March 2009, 18:00 (Brussels time)" in before.content.decode()
    assert "30 April 2009" not in before.content.decode()


# --- The outside wording ----------------------------------------------------------------------------------


def test_every_state_has_an_outside_wording_that_differs_from_the_inside_one():
    assert set(BID_OUTSIDE) == set(BidState)
    assert set(OUTSIDE_TAGS) == set(OutsideState)
    same = {state for state, outside in BID_OUTSIDE.items() if str(state.label) == str(outside.label)}
    assert same == {BidState.HELD, BidState.WITHDRAWN}  # what everybody sees is called the same
    considered = {state for state, outside in BID_OUTSIDE.items() if outside == OutsideState.CONSIDERED}
    assert considered == {BidState.BID, BidState.CLARIFICATION, BidState.CLARIFIED, BidState.ASSESSED}


def test_other_countries_are_told_neither_the_question_nor_that_one_was_asked(client):
    poland, denmark = CountryFactory(iso2="PL"), CountryFactory(iso2="DK")
    bid = BidFactory(edition=EditionFactory(number=6), country=poland, state=BidState.BID)
    ask = {"by": someone(Seat.SECRETARIAT), "known_on": date(2008, 11, 26), "words": "Who pays?", "note": "A doubt"}
    perform(BID, "ask", bid, **ask)
    inside = ("Clarification asked", "clarification", "Who pays?", "A doubt")

    def told(reader):
        client.force_login(reader, backend=BACKEND)
        urls = ("/conferences/bids/6qc/pl/", "/conferences/bids/", "/conferences/bids/6qc/", "/")
        answers = [client.get(url).content.decode() for url in urls]
        files = [client.get(f"/conferences/bids/?format={name}") for name in ("csv", "json")]
        answers += [b"".join(file.streaming_content).decode() for file in files]
        return answers

    BidCallFactory(edition=bid.edition)
    outside = told(someone(Seat.COORDINATOR, denmark))
    assert [word for word in inside if any(word in answer for answer in outside)] == []
    assert "Under consideration" in outside[0]
    assert "under consideration" in outside[-1]
    own = told(someone(Seat.COORDINATOR, poland))
    assert [word for word in inside if word not in own[0] + own[-1]] == []


def test_what_waits_for_whom():
    """A question for its country; a bid to look at for the secretariat; nothing for another country."""
    poland, denmark = CountryFactory(iso2="PL"), CountryFactory(iso2="DK")
    bid = BidFactory(edition=EditionFactory(number=6), country=poland, state=BidState.BID)

    def titles(seat, country=None):
        found = waiting(someone(seat, country), date(2008, 11, 26))
        return [part.describe(row).title for part in found for row in part.rows]

    secretariat = someone(Seat.SECRETARIAT)
    assert titles(Seat.SECRETARIAT) == ["Look at a bid"]
    assert titles(Seat.COORDINATOR, poland) == []
    perform(BID, "ask", bid, by=secretariat, known_on=date(2008, 11, 26), words="Who pays?")
    assert titles(Seat.SECRETARIAT) == []
    assert titles(Seat.COORDINATOR, poland) == ["Answer the question on the bid"]
    assert titles(Seat.COORDINATOR, denmark) == []
