"""The home page: as of a day, for a visitor and for the seats; the masthead; the pages of plain words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from caf.models import CafEventReport, Count, Event, Goal
from caf.reading.goal_words import source_name
from conferences.models import Bid, BidCall, BidState, Edition, EditionSchedule, EditionStage, HostSearchReport
from conferences.reading.board import board
from core.clock import reading
from core.values import Period, Qualifier
from customer_focus.models import NetworkEvent, NetworkEventReport
from ipsg_portal.context import masthead
from ipsg_portal.dates import upcoming
from network.models import (
    Body,
    Country,
    CountryName,
    EventStage,
    GroupMeeting,
    Meeting,
    MeetingSchedule,
    Membership,
    Person,
    Role,
    Standing,
)
from network.seats import Seat
from resolutions.models import Resolution, Version

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOVEMBER_26 = date(2008, 11, 26)
EARLY = date(2008, 1, 1)


@pytest.fixture(autouse=True)
def _english():
    """A request in French would leave its language to the next test."""
    with override("en"):
        yield


def dated(row, period):
    row.period = Period.parse(period)
    row.save()
    return row


def country(iso2, english, french):
    made = Country.objects.create(iso2=iso2, iso3=f"{iso2}X", eu_code=iso2)
    for code, name in (("en", english), ("fr", french)):
        CountryName.objects.create(country=made, language=code, name=name, known_on=EARLY)
    Membership.objects.create(country=made, standing=Standing.MEMBER, known_on=EARLY)
    return made


@pytest.fixture
def denmark():
    return country("DK", "Denmark", "Danemark")


@pytest.fixture
def records(denmark):
    """The goal and the count of October 2008, 5QC held, 6QC without a host."""
    Goal.objects.create(value=2010, unit="users", by_year=2010, known_on=EARLY)
    source = "https://www.source.test/a/very/long/address"
    dated(Count(value=1620, known_on=date(2008, 10, 22), source=source), "2008-10")
    italy = country("IT", "Italy", "Italie")
    dated(Count(value=305, country=italy, known_on=date(2008, 10, 22)), "2008-10")
    dated(Count(value=233, country=denmark, known_on=date(2008, 10, 22)), "2008-10")
    fifth = Edition.objects.create(code="5qc", kind="european", number=5, name={"en": "5th Conference"}, known_on=EARLY)
    held = EditionSchedule(edition=fifth, stage=EditionStage.HELD, city={"en": "Paris"}, known_on=EARLY)
    dated(held, "2008-10-20/2008-10-22")
    sixth = Edition.objects.create(code="6qc", kind="european", number=6, name={"en": "6th Conference"}, known_on=EARLY)
    dated(EditionSchedule(edition=sixth, stage=EditionStage.EXPECTED, known_on=EARLY), "2010")
    return sixth


def person(seat=None, of=None, email="person@ministry.test"):
    made = Person.objects.create_user(email, None, name="Karen Jensen")
    if seat:
        Role.objects.create(person=made, seat=seat, country=of)
    return made


def words_of(answer):
    """What the page says, without its markup, no-break spaces as spaces."""
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", text.replace("\xa0", " "))


# --- As of a day ------------------------------------------------------------------------------------------


def test_a_demonstration_is_read_from_its_day(client, records, settings):
    settings.DEMONSTRATION = True
    words = words_of(client.get("/"))
    assert "As of 26 November 2008" in words
    assert "Demonstration records, read from 26 November 2008" in words
    assert "As of today" in words


def test_a_real_portal_is_read_from_today(client, records, settings):
    settings.DEMONSTRATION = False
    read = reading(RequestFactory().get("/"))
    assert read.day.year >= 2026
    words = words_of(client.get("/"))
    assert "Demonstration" not in words
    assert "The goal’s time is over. No count tells whether it was reached" in words


def test_today_can_be_asked_for(client, records, settings):
    settings.DEMONSTRATION = True
    words = words_of(client.get("/?as-of=today"))
    assert "As of the demonstration’s day" in words
    assert "As of 26 November 2008" not in words


@pytest.mark.parametrize(
    "bad", ["1.1.2008", "2008-13-01", "2008-02-30", "yesterday", "0001-01-01", "9999-12-31", "٢٠٠٨-01-01"]
)
def test_a_day_that_is_none_is_said_to_be_none(client, records, settings, bad):
    settings.DEMONSTRATION = True
    answer = client.get("/", {"as-of": bad})
    assert answer.status_code == 400
    words = words_of(answer)
    assert "is not a day" in words or "can be read from a day between" in words
    assert "As of 26 November 2008" in words


def test_what_is_asked_for_is_shown_escaped(client, records):
    assert "<b>x" not in client.get("/", {"as-of": "<b>x"}).content.decode()


def test_before_the_count_was_known_the_page_says_so(client, records):
    words = words_of(client.get("/?as-of=2008-06-01"))
    assert "No count was known on this day" in words
    assert "1 620" not in words
    assert "80.6" not in words


def test_before_anything_was_known(client, db):
    words = words_of(client.get("/?as-of=1990-01-01"))
    assert "Neither a goal nor a count was known" in words
    assert "None announced" in words


# --- The goal ---------------------------------------------------------------------------------------------


def test_the_figures_of_october_2008(client, records):
    words = words_of(client.get("/?as-of=2008-11-26"))
    for figure in ("2 010 CAF users in 2010", "1 620", "80.6 %", "390", "15 a month", "needed until December 2010"):
        assert figure in words
    assert "Italy 305" in words
    assert "All others 1 082" in words


def test_the_same_in_french(client, records):
    words = words_of(client.get("/fr/?as-of=2008-11-26"))
    assert "80,6 %" in words
    assert "Italie 305" in words


def test_a_lower_bound_is_said_to_be_one(client, records):
    dated(Count(value=2000, qualifier=Qualifier.MORE_THAN, known_on=date(2010, 6, 10)), "2010-06")
    words = words_of(client.get("/?as-of=2010-06-11"))
    assert "at least 99.6 %" in words
    assert "at most 9" in words


def test_the_own_country_is_marked(client, records, denmark):
    client.force_login(person(Seat.COORDINATOR, denmark))
    assert '<tr class="own"><th scope="row">Denmark' in client.get("/?as-of=2008-11-26").content.decode()


def test_a_long_address_is_shown_as_whose_it_is():
    assert source_name("https://www.source.test/a?b=c") == "source.test"
    assert source_name("Minutes, item 3") == "Minutes, item 3"


# --- The conference ---------------------------------------------------------------------------------------


def test_a_visitor_is_told_nothing_of_bids(client, records, denmark):
    bid = Bid.objects.create(edition=records, country=denmark, known_on=EARLY)
    bid.steps.create(state=BidState.BID, known_on=EARLY)
    Bid.objects.update(state=BidState.BID)
    words = words_of(client.get("/?as-of=2008-11-26"))
    assert "The host country of this conference is not known yet" in words
    assert "submitted a bid" not in words


def test_the_network_sees_that_the_search_brought_nothing(client, records, denmark):
    ipsg = Body.objects.create(key="ipsg", kind="working group", name={"en": "IPSG"})
    HostSearchReport.objects.create(edition=records, body=ipsg, known_on=date(2008, 11, 25))
    client.force_login(person(Seat.COORDINATOR, denmark))
    words = words_of(client.get("/?as-of=2008-11-26"))
    assert "No member state has submitted a bid" in words
    assert "The efforts of IPSG have not brought a bid so far (25 November 2008)" in words
    assert "Express interest" in words
    assert "have not brought" not in words_of(client.get("/?as-of=2008-11-24"))


def test_an_interest_is_its_own_countrys_until_it_is_a_bid(records, denmark):
    bid = Bid.objects.create(edition=records, country=denmark, known_on=EARLY)
    bid.steps.create(state=BidState.INTEREST, known_on=EARLY)
    own = board(NOVEMBER_26, person(Seat.COORDINATOR, denmark))
    other = board(NOVEMBER_26, person(Seat.COORDINATOR, Country.objects.get(iso2="IT"), "other@ministry.test"))
    assert [line.state for line in own.interests] == [BidState.INTEREST]
    assert not own.may_express_interest
    assert other.bids == ()
    assert other.may_express_interest


def test_a_bid_stands_as_it_stood_on_the_day(records, denmark):
    bid = Bid.objects.create(edition=records, country=denmark, known_on=EARLY)
    bid.steps.create(state=BidState.BID, known_on=date(2008, 6, 1))
    bid.steps.create(state=BidState.WITHDRAWN, known_on=date(2008, 10, 1))
    Bid.objects.update(state=BidState.WITHDRAWN)
    reader = person(Seat.SECRETARIAT)
    assert len(board(date(2008, 7, 1), reader).submitted) == 1
    assert board(NOVEMBER_26, reader).submitted == ()


def test_with_a_host_there_is_no_search(client, records, denmark):
    known = date(2008, 11, 1)
    dated(EditionSchedule(edition=records, stage=EditionStage.CONFIRMED, country=denmark, known_on=known), "2010")
    words = words_of(client.get("/?as-of=2008-11-26"))
    assert "Host: Denmark" in words
    assert "How the host country is chosen" not in words


# --- Dates ------------------------------------------------------------------------------------------------


def test_what_lies_ahead_stands_in_its_order(records):
    meeting = Meeting.objects.create(number=52, half_starts_on=date(2009, 1, 1), known_on=EARLY)
    event = Event.objects.create(kind="users", number=4, name={"en": "CAF User Event"}, known_on=EARLY)
    planned = CafEventReport(event=event, stage=EventStage.PLANNED, city={"en": "Bucharest"}, known_on=EARLY)
    dated(planned, "2009-10-15/2009-10-16")
    visitor = Person()
    visitor.roles_today = []
    found = upcoming(NOVEMBER_26, board(NOVEMBER_26, visitor), visitor)
    assert [row.when for row in found] == ["First half of 2009", "15 and 16 October 2009", "2010"]
    assert [row.open for row in found] == [False, False, True]
    dated(MeetingSchedule(meeting=meeting, city={"en": "Brno"}, known_on=date(2008, 12, 1)), "2009-05-28/2009-05-29")
    later = date(2008, 12, 2)
    assert upcoming(later, board(later, visitor), visitor)[0].when == "28 and 29 May 2009"


def test_dates_lead_to_the_pages_that_the_reader_may_open(client, records, denmark):
    """A network event is public as a date; its page, and the call for bids, are the network's."""
    event = NetworkEvent.objects.create(name={"en": "learning event"}, known_on=EARLY)
    dated(NetworkEventReport(event=event, stage=EventStage.PLANNED, known_on=EARLY), "2009-03")
    BidCall.objects.create(edition=records, closes_on=date(2009, 1, 31), known_on=EARLY)

    def links():
        answer = client.get("/?as-of=2008-11-26")
        assert answer.context["board"].edition == records
        return {row.what: row.url for row in answer.context["dates"] if "6QC" in row.what or "event" in row.what}

    assert links() == {"Learning event": ""}
    client.force_login(person(Seat.ORGANISATION_CONTACT, denmark, "contact@portal.test"))
    assert links() == {"Learning event": ""}
    client.force_login(person(Seat.COORDINATOR, denmark))
    assert links() == {
        "Learning event": event.get_absolute_url(),
        "Call to host 6QC closes": "/conferences/bids/6qc/",
    }


def test_a_postponed_event_has_no_day(records):
    event = Event.objects.create(kind="users", number=4, name={"en": "CAF User Event"}, known_on=EARLY)
    dated(CafEventReport(event=event, stage=EventStage.PLANNED, known_on=EARLY), "2009-10")
    CafEventReport.objects.create(event=event, stage=EventStage.POSTPONED, known_on=date(2008, 11, 1))
    visitor = Person()
    visitor.roles_today = []
    last = upcoming(NOVEMBER_26, board(NOVEMBER_26, visitor), visitor)[-1]
    assert (last.when, last.open) == ("No date yet", True)
    assert "postponed" in last.what


def test_group_meetings_are_the_networks(client, records, denmark):
    ipsg = Body.objects.create(key="ipsg", kind="working group", name={"en": "IPSG"})
    dated(GroupMeeting(body=ipsg, city={"en": "Brno"}, known_on=EARLY), "2009-02")
    assert "IPSG, Brno" not in words_of(client.get("/?as-of=2008-11-26"))
    client.force_login(person(Seat.COORDINATOR, denmark))
    assert "IPSG, Brno" in words_of(client.get("/?as-of=2008-11-26"))


# --- The resolution ---------------------------------------------------------------------------------------


def test_the_latest_draft_is_the_networks(client, records, denmark):
    meeting = Meeting.objects.create(number=51, half_starts_on=date(2008, 7, 1), known_on=EARLY)
    resolution = Resolution.objects.create(meeting=meeting)
    for number, day in ((1, date(2008, 11, 20)), (2, date(2008, 11, 26)), (3, date(2008, 12, 5))):
        Version.objects.create(resolution=resolution, number=number, as_of=day, seen_from=day)
    assert "Draft" not in re.sub("Drafts, bids", "", words_of(client.get("/?as-of=2008-11-26")))
    client.force_login(person(Seat.COORDINATOR, denmark))
    words = words_of(client.get("/?as-of=2008-11-26"))
    assert "Draft 2" in words
    assert "Draft 3" not in words


# --- Costs ------------------------------------------------------------------------------------------------


def test_a_visitor_costs_at_most_fifteen_queries(client, records, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(15):
        client.get("/?as-of=2008-11-26")


def test_a_coordinator_costs_at_most_thirty_three_queries(client, records, denmark, django_assert_max_num_queries):
    client.force_login(person(Seat.COORDINATOR, denmark))
    with django_assert_max_num_queries(33):
        client.get("/?as-of=2008-11-26")


def test_the_page_is_usable_without_script_and_style_attributes(client, records):
    markup = client.get("/?as-of=2008-11-26").content.decode()
    assert " style=" not in markup
    assert "onclick" not in markup


# --- Masthead and plain pages -----------------------------------------------------------------------------


def test_the_masthead_of_a_seat(client, records, denmark):
    coordinator = person(Seat.COORDINATOR, denmark)
    Role.objects.create(person=coordinator, seat=Seat.ORGANISATION_CONTACT)
    client.force_login(coordinator)
    context = client.get("/").context
    assert (context["seat"].mark, context["seat"].who) == ("DK", "Denmark")
    assert "and 1 more" in context["seat"].role.replace("\xa0", " ")
    assert [room.is_current for room in context["rooms"]] == [True, False, False, False, False, False]
    assert context["work_count"] == 0


def test_the_masthead_of_one_without_a_role(client, db):
    client.force_login(person())
    seat = client.get(reverse("about")).context["seat"]
    assert (seat.mark, seat.who, seat.role) == ("KJ", "Karen Jensen", "No role today")


def test_languages_lead_to_the_same_page(client, records):
    languages = client.get("/about/?x=1").context["languages"]
    assert [(row.code, row.url, row.is_current) for row in languages] == [
        ("en", "/about/?x=1", True),
        ("fr", "/fr/about/?x=1", False),
    ]
    assert client.get("/fr/about/").context["languages"][0].url == "/about/"


def test_the_masthead_works_without_a_person(rf, db):
    context = masthead(rf.get("/nowhere/"))
    assert context["seat"] is None
    assert context["work_count"] is None
    assert [room.label for room in context["rooms"]] == [
        "Home",
        "Quality Conferences",
        "CAF",
        "Customer focus",
        "Network",
    ]  # no resolution is public yet


def test_a_page_that_is_not_there_has_the_masthead(client, db):
    client.force_login(person())
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Customer focus" in words_of(answer)


@pytest.mark.parametrize(
    "name", ["home", "about", "accessibility", "privacy", "look", "account_login", "account_reset_password"]
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_public_pages_are_open_in_both_languages(client, db, name, language):
    address = reverse(name)
    assert client.get(address if language == "en" else f"/fr{address}").status_code == 200


@pytest.mark.parametrize("name", ["work", "account_home"])
def test_other_pages_ask_to_sign_in(client, db, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_the_support_pages_are_entered_by_the_portals_sign_in(client, db):
    answer = client.get("/support/login/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_every_link_of_the_home_page_opens(client, records, denmark):
    for who in (None, person(Seat.COORDINATOR, denmark), person(Seat.SECRETARIAT, email="s@portal.test")):
        if who:
            client.force_login(who)
        links = set(re.findall(r'<a [^>]*href="(/[^"]*)"', client.get("/?as-of=2008-11-26").content.decode()))
        answers = {link: client.get(link) for link in sorted(links)}
        # A visitor is asked to sign in for what the network shares.
        broken = [link for link, answer in answers.items() if answer.status_code != 200 and not asks_to_sign_in(answer)]
        assert broken == []


def asks_to_sign_in(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
