"""Bids: begun, submitted, withdrawn, accepted; by whom, and what the database itself refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from conferences.actions.assessment import choose_host
from conferences.actions.bid import begin_bid
from conferences.models import Bid, BidState, Edition, HostDecision
from conferences.permissions import can_edit_bid
from conferences.workflow.bid import BID
from core.values import Period, Text
from core.workflow import Refused, perform
from network.seats import Seat
from tests.conferences.factories import (
    AssessorFactory,
    AttendanceFactory,
    BidCallFactory,
    BidContentFactory,
    BidFactory,
    EditionFactory,
    EditionScheduleFactory,
    ReportFactory,
    SessionFactory,
)
from tests.network.factories import CountryFactory, MeetingFactory, someone

pytestmark = pytest.mark.django_db
DAY = date(2008, 11, 25)


def new_bid(country, **more):
    return Bid(edition=EditionFactory(number=6), country=country, known_on=DAY, **more)


def chosen(bid, day=DAY, **more):
    """The bid, accepted by what a meeting decided."""
    values = {"meeting": MeetingFactory(), "reason": Text(en="One hall"), "by": someone(Seat.SECRETARIAT), **more}
    choose_host(edition=bid.edition, bid=bid, known_on=day, **values)
    return Bid.objects.get(pk=bid.pk)


def test_a_bid_begins_as_an_interest_with_its_first_step(poland, coordinator):
    bid = begin_bid(new_bid(poland), by=coordinator)
    step = bid.steps.get()
    assert (bid.state, step.state, step.known_on, step.by) == ("interest", "interest", DAY, coordinator)


def test_nobody_begins_a_bid_of_another_country(coordinator):
    with pytest.raises(Refused, match="your own country"):
        begin_bid(new_bid(CountryFactory(iso2="DK")), by=coordinator)
    assert not Bid.objects.exists()


def test_a_country_bids_once(poland, coordinator):
    first = begin_bid(new_bid(poland), by=coordinator)
    with pytest.raises(Refused, match="already"):
        begin_bid(Bid(edition=first.edition, country=poland, known_on=DAY), by=coordinator)


def test_a_call_that_has_closed_takes_no_bid(poland, coordinator):
    bid = new_bid(poland)
    BidCallFactory(edition=bid.edition, closes_on=date(2008, 11, 24))
    with pytest.raises(Refused, match="closed on 24 November 2008"):
        begin_bid(bid, by=coordinator)


def test_a_bid_is_submitted_only_when_it_says_where_and_when(poland, coordinator):
    bid = BidFactory(country=poland)
    with pytest.raises(Refused, match="in which city"):
        perform(BID, "submit", bid, by=coordinator, known_on=DAY)
    bid.city, bid.period = Text(en="Warsaw"), Period.parse("2010-10")
    bid.save()
    submitted = perform(BID, "submit", bid, by=coordinator, known_on=DAY, note="the minister agrees")
    assert submitted.state == BidState.BID
    assert submitted.step_on(DAY).note == "the minister agrees"
    assert submitted.step_on(date(2008, 11, 24)).state == BidState.INTEREST


@pytest.mark.parametrize(
    ("name", "state", "seat"),
    [
        ("accept", BidState.INTEREST, Seat.SECRETARIAT),
        ("accept", BidState.BID, Seat.COORDINATOR),
        ("withdraw", BidState.WITHDRAWN, Seat.COORDINATOR),
        ("withdraw", BidState.BID, Seat.SECRETARIAT),
        ("submit", BidState.BID, Seat.COORDINATOR),
    ],
)
def test_a_step_out_of_turn_or_by_another_is_refused(poland, name, state, seat):
    bid = BidFactory(country=poland, state=state)
    with pytest.raises(Refused):
        perform(BID, name, bid, by=someone(seat, poland), known_on=DAY)
    assert bid.steps.count() == 1


def test_an_accepted_bid_may_be_withdrawn(poland, coordinator):
    bid = chosen(BidFactory(country=poland, state=BidState.BID))
    with pytest.raises(Refused, match="Say why"):
        perform(BID, "withdraw", bid, by=coordinator, known_on=DAY)
    assert perform(BID, "withdraw", bid, by=coordinator, known_on=DAY, note="No hall").state == BidState.WITHDRAWN


def test_an_accepted_bid_is_not_edited_any_more(poland, coordinator):
    bid = BidFactory(country=poland, state=BidState.BID)
    assert can_edit_bid(coordinator, bid)
    assert not can_edit_bid(coordinator, chosen(bid))


def test_an_edition_has_one_host(poland):
    first = BidFactory(country=poland, state=BidState.BID)
    chosen(first)
    second = BidFactory(edition=first.edition, state=BidState.BID)
    HostDecision.objects.create(
        edition=first.edition, meeting=MeetingFactory(), bid=second, by=someone(Seat.SECRETARIAT), known_on=DAY
    )
    with pytest.raises(Refused, match="is accepted already"):
        perform(BID, "accept", second, by=someone(Seat.SECRETARIAT), known_on=DAY)
    assert Bid.objects.get(pk=second.pk).state == BidState.BID


@pytest.mark.parametrize("name", ["accept", "decline"])
def test_without_a_decision_no_bid_is_accepted_or_declined_nor_offered_so(client, poland, name):
    bid, secretariat = BidFactory(country=poland, state=BidState.BID), someone(Seat.SECRETARIAT)
    with pytest.raises(Refused, match="recorded with the meeting and its reason"):
        perform(BID, name, bid, by=secretariat, known_on=DAY, note="so it seems")
    client.force_login(secretariat, backend=BACKEND)
    url = bid.get_absolute_url()
    assert client.post(f"{url}do/{name}/", {"known_on": "2008-11-25", "note": "so"}).status_code == 404
    assert Bid.objects.get().state == BidState.BID


def test_the_page_of_a_bid_leads_to_the_choice_and_tells_it(client, poland, coordinator):
    bid = BidFactory(country=poland, state=BidState.BID)
    secretariat = someone(Seat.SECRETARIAT)
    client.force_login(secretariat, backend=BACKEND)
    url = bid.get_absolute_url()

    def way():
        label = "Record the choice of the Directors General"
        return next((row for row in client.get(url).context["actions"] if row.label == label), None)

    assert "no call for bids" in way().refusal
    call = BidCallFactory(edition=bid.edition)
    assessor = AssessorFactory(call=call)
    assert "still being assessed" in way().refusal
    assessor.delete()
    assert (way().url, way().refusal) == (f"/conferences/bids/{bid.edition.code}/matrix/#choice", "")
    client.force_login(coordinator, backend=BACKEND)
    assert way() is None
    assert "The Directors General chose" not in client.get(url).content.decode()

    chosen(bid, meeting=MeetingFactory(number=52), confirmation_due_on=date(2009, 6, 30))
    words = client.get(url).content.decode()
    assert "52nd meeting" in words.replace("<sup>nd</sup>", "nd")
    assert "One hall" in words
    assert "Confirmation due 30 June 2009" in words
    assert "One hall" not in client.get(url, {"as-of": "2008-11-24"}).content.decode()


def test_a_confirmed_host_gives_the_edition_its_days_and_place_once(poland):
    bid = BidFactory(country=poland, state=BidState.BID)
    BidContentFactory(
        bid=bid, is_draft=False, city=Text(en="Warsaw"), venue="House", period=Period.parse("2010-10-04/2010-10-05")
    )
    perform(BID, "confirm", chosen(bid), by=someone(Seat.SECRETARIAT), known_on=DAY, source="Letter of the ministry")
    row = bid.edition.schedules.get()
    assert (row.stage, row.country, str(row.city), row.venue) == ("confirmed", poland, "Warsaw", "House")
    assert (row.period, row.known_on, row.source) == (
        Period.parse("2010-10-04/2010-10-05"), DAY, "Letter of the ministry",
    )  # fmt: skip


def test_days_and_place_that_the_secretariat_reported_are_left_as_they_are(poland):
    bid = BidFactory(country=poland, state=BidState.BID, period=Period.parse("2010-10"))
    EditionScheduleFactory(edition=bid.edition, country=poland, period=Period.parse("2010-11"))
    perform(BID, "confirm", chosen(bid), by=someone(Seat.SECRETARIAT), known_on=DAY)
    assert bid.edition.schedules.get().period == Period.parse("2010-11")


@pytest.mark.parametrize(
    ("known_on", "sentence"), [(DAY - timedelta(days=1), "lies before the step"), (date(2999, 1, 1), "lies ahead")]
)
def test_a_step_is_dated_neither_before_the_step_it_follows_nor_ahead(poland, known_on, sentence):
    bid = BidFactory(country=poland, state=BidState.BID)
    bid.steps.create(state=BidState.BID, known_on=DAY)
    with pytest.raises(Refused, match=sentence):
        perform(BID, "ask", bid, by=someone(Seat.SECRETARIAT), known_on=known_on, words="Which hall?")
    assert bid.steps.filter(state=BidState.CLARIFICATION).count() == 0


# --- What the database itself refuses -----------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda: [EditionFactory(number=6, code=code) for code in ("a", "b")],
        lambda: EditionFactory(number=None, code="none"),
        lambda: [BidFactory(edition=edition, country=country) for edition, country in [pair()] * 2],
        lambda: BidFactory(starts_on=date(2010, 10, 6), ends_on=date(2010, 10, 4)),
        lambda: BidFactory(starts_on=date(2010, 10, 6), ends_on=None),
        lambda: BidCallFactory(opens_on=date(2009, 2, 1), closes_on=date(2009, 1, 1)),
        lambda: [SessionFactory(edition=edition, code="a") for edition, _country in [pair()] * 2],
        lambda: [ReportFactory(session=session) for session in [SessionFactory()] * 2],
        lambda: AttendanceFactory(known_on=None),
    ],
)
def test_the_database_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def pair():
    return EditionFactory(), CountryFactory()


# --- Through the pages --------------------------------------------------------------------------------

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_from_interest_to_bid_through_the_pages(client, poland, coordinator):
    edition = EditionFactory(number=6)
    client.force_login(coordinator, backend=BACKEND)
    form = client.get(f"/conferences/bids/new/?edition={edition.pk}").context["form"]
    assert str(form["edition"].value()) == str(edition.pk)
    assert [country for _key, country in form.fields["country"].choices] == [str(poland)]
    data = {"edition": edition.pk, "country": poland.pk, "known_on": "2008-11-01", "precision": "day"}
    assert client.post("/conferences/bids/new/", data).headers["Location"] == "/conferences/bids/6qc/pl/"

    page = client.get("/conferences/bids/6qc/pl/").context
    assert [str(action.label) for action in page["actions"] if action.primary] == ["Go on writing the bid"]
    assert "in which city" in " ".join(row.sentence for row in page["missing"])
    step = {"known_on": timezone.localdate().isoformat(), "note": "ready"}
    assert "in which city" in client.post("/conferences/bids/6qc/pl/do/submit/", step).content.decode()

    dates = client.get("/conferences/bids/6qc/pl/edit/").headers["Location"]
    assert dates == "/conferences/bids/6qc/pl/write/dates/"
    seen = client.get(dates).context["form"]["seen"].value()
    mend = {"city_en": "Warsaw", "starts_on": "2010-10-04", "precision": "month", "seen": seen}
    assert client.post(dates, mend).headers["Location"] == "/conferences/bids/6qc/pl/write/venue/"
    assert Bid.objects.get().state == BidState.DRAFT
    assert client.get("/conferences/bids/6qc/pl/do/submit/").status_code == 200
    assert Bid.objects.get().state == BidState.DRAFT  # a GET never writes
    assert client.post("/conferences/bids/6qc/pl/do/submit/", step).status_code == 302
    assert Bid.objects.get().state == BidState.BID
    assert client.get("/conferences/bids/6qc/pl/do/celebrate/").status_code == 404


def test_another_country_in_the_form_is_refused(client, coordinator):
    denmark, edition = CountryFactory(iso2="DK"), EditionFactory(number=6)
    client.force_login(coordinator, backend=BACKEND)
    data = {"edition": edition.pk, "country": denmark.pk, "known_on": "2008-11-01", "precision": "day"}
    response = client.post("/conferences/bids/new/", data)
    assert "country" in response.context["form"].errors
    assert not Bid.objects.exists()


def test_an_edition_does_not_take_the_address_of_a_list(client):
    client.force_login(someone(Seat.SECRETARIAT), backend=BACKEND)
    data = {"code": "bids", "kind": "national", "name_en": "A conference", "known_on": "2008-11-01"}
    response = client.post("/conferences/new/", data)
    assert "code" in response.context["form"].errors
    assert client.post("/conferences/new/", data | {"code": "PL-1"}).headers["Location"] == "/conferences/pl-1/"
    assert Edition.objects.get().code == "pl-1"


def test_findings_are_not_shown_to_visitors(client):
    EditionFactory(number=6)
    titles = [str(history["title"]) for history in client.get("/conferences/6qc/").context["histories"]]
    assert "Prizes" in titles
    assert not {"Evaluation", "Findings", "Search for a host"} & set(titles)
