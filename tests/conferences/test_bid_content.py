"""What a bid says: written in steps, frozen when it is handed in, read as of a day; its letters."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from conferences.actions.bid import begin_bid, working_content
from conferences.actions.bid_content import add_letter, remove_letter, save_draft
from conferences.bid_checks import missing_parts, warnings
from conferences.forms.bid_content import FinancingForm, LetterForm, VenueForm
from conferences.models import Bid, BidContent, BidLetter, BidPart, BidState, FinancingLine
from conferences.models.bid_content import content_on, plan_of
from conferences.workflow.bid import BID
from core.values import Period, Text
from core.workflow import Refused, perform
from network.seats import Seat
from tests.caf.factories import CafEventReportFactory
from tests.conferences.factories import (
    BidCallFactory,
    BidContentFactory,
    BidFactory,
    BidLetterFactory,
    EditionFactory,
    EditionScheduleFactory,
)
from tests.network.factories import CountryFactory, CountryNameFactory, PresidencyFactory, someone

pytestmark = pytest.mark.django_db
DAY, LATER, LAST = date(2008, 11, 25), date(2008, 12, 10), date(2009, 1, 20)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def bid(poland, coordinator):
    made = Bid(edition=EditionFactory(number=6), country=poland, known_on=DAY, city=Text(en="Warsaw"))
    made.period = Period.parse("2010-10-04/2010-10-06")
    return begin_bid(made, by=coordinator)


def write(bid, coordinator, **values):
    """The draft says this besides."""
    content = working_content(bid)
    for name, value in values.items():
        setattr(content, name, value)
    return save_draft(bid=bid, content=content, by=coordinator)


# --- Drafts, and what is frozen ---------------------------------------------------------------------------


def test_writing_makes_an_interest_a_bid_being_written_once(bid, coordinator):
    for venue in ("Hall one", "Hall two"):
        write(bid, coordinator, venue=venue)
    assert [step.state for step in bid.steps.all()] == ["interest", "draft"]
    assert bid.contents.get().venue == "Hall two"


def test_what_was_handed_in_stays_as_it_was_read_on_its_day(poland, coordinator):
    bid = BidFactory(country=poland, city=Text(en="Warsaw"), period=Period.parse("2010-10"), known_on=DAY)
    secretariat = someone(Seat.SECRETARIAT)
    bid = perform(BID, "submit", bid, by=coordinator, known_on=DAY)
    perform(BID, "ask", bid, by=secretariat, known_on=LATER, words="Which hall?")
    write(Bid.objects.get(), coordinator, venue="Palace", city=Text(en="Krakow"))
    bid = Bid.objects.get()
    assert (bid.city, content_on(bid, LATER).city, content_on(bid, LATER).venue) == (
        {"en": "Warsaw"},
        {"en": "Warsaw"},
        "",
    )
    perform(BID, "clarify", bid, by=coordinator, known_on=LAST, words="The Palace.")
    bid = Bid.objects.get()
    assert [content_on(bid, day).city["en"] for day in (DAY, LATER, LAST)] == ["Warsaw", "Warsaw", "Krakow"]
    assert content_on(bid, date(2008, 11, 24)) is None
    assert (bid.city["en"], bid.state) == ("Krakow", BidState.CLARIFIED)
    with pytest.raises(Refused, match="not changed any more"):
        write(bid, coordinator, venue="Elsewhere")


def test_a_bid_is_revised_only_if_something_changed(bid, coordinator):
    today = timezone.localdate()
    bid = perform(BID, "submit", bid, by=coordinator, known_on=today)
    with pytest.raises(Refused, match="Nothing has been changed"):
        perform(BID, "revise", bid, by=coordinator, known_on=today)
    FinancingLine.objects.create(content=bid.contents.get(), place=1, kind="fees", amount=5)
    write(bid, coordinator, venue="Palace", total_cost=5)
    perform(BID, "revise", bid, by=coordinator, known_on=today)
    first, second = bid.contents.all()
    assert (first.venue, second.venue, second.is_draft) == ("", "Palace", False)
    assert [line.amount for line in second.lines.all()] == [5]


@pytest.mark.parametrize("words", ["", "  "])
def test_a_clarification_asks_something(poland, words):
    bid = BidFactory(country=poland, state=BidState.BID)
    with pytest.raises(Refused, match="Write the question"):
        perform(BID, "ask", bid, by=someone(Seat.SECRETARIAT), known_on=DAY, words=words)
    assert Bid.objects.get().state == BidState.BID


def test_who_sees_drafts(bid, poland):
    submitted = BidFactory(edition=bid.edition, country=CountryFactory(iso2="DK"), state=BidState.BID)
    BidContentFactory(bid=submitted, is_draft=False)
    BidContentFactory(bid=submitted, number=2)
    seen = {
        seat: BidContent.objects.visible_to(someone(seat, poland if seat == Seat.COORDINATOR else None)).count()
        for seat in (Seat.COORDINATOR, Seat.SECRETARIAT, Seat.EIPA, Seat.ORGANISATION_CONTACT)
    }
    assert list(seen.values()) == [2, 3, 1, 0]
    assert not BidContent.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize(
    "values",
    [{"number": 2}, {"number": 1, "is_draft": False}, {"number": 2, "is_draft": False, "capacity": 0}],
)
def test_the_database_refuses_a_second_draft_a_number_twice_and_no_seat(bid, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        BidContentFactory(bid=bid, **values)


# --- What is missing --------------------------------------------------------------------------------------


def test_what_is_missing_follows_from_the_call(bid):
    call = BidCallFactory(edition=bid.edition, required=["capacity", "letter", "contact"])
    content = bid.contents.get()
    assert [row.part for row in missing_parts(content, None)] == []
    assert [row.part for row in missing_parts(content, call)] == [BidPart.CAPACITY, BidPart.LETTER, BidPart.CONTACT]
    BidLetterFactory(bid=bid, contents=[content])
    content.capacity, content.contact_role, content.contact_mail = 400, "Head of unit", "qc@example.eu"
    assert missing_parts(content, call) == []
    content.city = Text()
    assert [(row.place, row.field) for row in missing_parts(content, call)] == [(2, "city_0")]


@pytest.mark.parametrize(
    ("cost", "amounts", "sentence"),
    [
        (450, [180, 230], "The sources give 410. Add sources for 40 euro, or lower the total cost."),
        (450, [], "Say who pays the 450 euro."),
        (400, [180, 230], "The sources give 410, 10 euro more than the total cost."),
        (None, [180], "Give the total cost, too."),
        (410, [180, 230], None),
        (None, [], None),
    ],
)
def test_sums_that_do_not_add_up_bar_the_hand_in(bid, coordinator, cost, amounts, sentence):
    content = bid.contents.get()
    content.total_cost = cost
    lines = [FinancingLine(kind="budget", amount=amount, state="secured") for amount in amounts]
    save_draft(bid=bid, content=content, by=coordinator, lines=lines)
    assert [row.sentence for row in missing_parts(bid.contents.get(), None)] == ([sentence] if sentence else [])
    bid = Bid.objects.get()
    if sentence:
        with pytest.raises(Refused, match=sentence):
            perform(BID, "submit", bid, by=coordinator, known_on=timezone.localdate())


def test_the_plan_is_drawn_in_shares_of_the_greater_of_cost_and_sum():
    plan = plan_of(400, [(100, "secured"), (200, "promised")])
    assert (plan.together, plan.to_find, plan.shares) == (
        300,
        100,
        [("secured", "0.00", "25.00"), ("unsure", "25.00", "50.00"), ("to-find", "75.00", "25.00")],
    )
    assert plan_of(None, []).shares == []
    assert plan_of(100, [(200, "expected")]).shares == [("unsure", "0.00", "100.00")]


def test_dates_are_checked_against_presidencies_events_and_holidays(bid, poland):
    CountryNameFactory(country=poland, name="Poland")
    belgium = CountryFactory(iso2="BE")
    CountryNameFactory(country=belgium, name="Belgium")
    PresidencyFactory(country=belgium, starts_on=date(2010, 7, 1), ends_on=date(2010, 12, 31))
    EditionScheduleFactory(
        edition=EditionFactory(number=None, kind="national", name=Text(en="A national conference")),
        period=Period.parse("2010-11-11/2010-11-12"),
    )
    CafEventReportFactory(event__name=Text(en="CAF User Event"), stage="planned", period=Period.parse("2010-11"))
    content = bid.contents.get()
    content.period = Period.parse("2010-11-10/2010-11-11")
    assert warnings(content, poland, LAST) == [
        "Presidency at that time: Belgium. Agree the dates there.",
        "At the same time: A national conference, 11 and 12 November 2010.",
        "At the same time: CAF User Event, November 2010.",
        "11 November 2010 is a public holiday: National Independence Day (Poland).",
    ]
    content.period = Period.parse("2010-09-14/2010-09-15")
    assert warnings(content, belgium, LAST) == []
    content.period = Period.parse("2010-12-29/2011-01-02")
    PresidencyFactory(country=poland, starts_on=date(2011, 1, 1), ends_on=date(2011, 6, 30))
    assert "The presidency changes within this time: Belgium and Poland." in warnings(content, poland, LAST)


# --- Forms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("0", "one seat at least"), ("1.000", "without point or comma"), ("12,5", "without point"), ("99999999", "more")],
)
def test_a_capacity_that_cannot_be_is_refused_at_the_field(bid, typed, sentence):
    form = VenueForm({"capacity": typed, "venue": "Palace"}, instance=bid.contents.get())
    assert sentence in str(form.errors["capacity"])
    assert form["capacity"].value() == typed


@pytest.mark.parametrize("typed", ["1200", "1 200", "1\N{NO-BREAK SPACE}200", "1\N{NARROW NO-BREAK SPACE}200"])
def test_a_number_is_read_as_people_group_it(bid, typed):
    form = VenueForm({"capacity": typed}, instance=bid.contents.get())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["capacity"] == 1200


def test_a_plan_keeps_the_lines_that_have_an_amount(bid):
    content = bid.contents.get()
    data = {
        "total_cost": "450 000", "kind_1": "budget", "amount_1": "180 000", "state_1": "secured",
        "kind_2": "fees", "amount_2": "", "kind_7": "fees", "amount_7": "20",
    }  # fmt: skip
    form = FinancingForm(data, instance=content, slots=7)
    assert form.is_valid(), form.errors
    assert [(line.kind, line.amount, line.state) for line in form.lines()] == [
        ("budget", 180_000, "secured"),
        ("fees", 20, "expected"),
    ]
    assert (form.plan().together, form.plan().to_find) == (180_020, 269_980)
    wrong = FinancingForm({"amount_1": "5", "kind_2": "fees", "paper_2": "Letter"}, instance=content)
    assert {name: str(errors[0])[:20] for name, errors in wrong.errors.items()} == {
        "kind_1": "Say where this money",
        "amount_2": "Give the amount, or ",
    }


# --- Letters ----------------------------------------------------------------------------------------------


PDF = b"%PDF-1.7\n1 0 obj\n"


def test_a_letter_that_was_handed_in_stays_with_it(bid, coordinator):
    letter, again = (
        add_letter(bid=bid, author="The minister", file=SimpleUploadedFile("a.pdf", PDF), kind="pdf", by=coordinator)
        for _time in range(2)
    )
    assert letter == again
    bid = perform(BID, "submit", Bid.objects.get(), by=coordinator, known_on=timezone.localdate())
    remove_letter(bid=bid, letter=letter, by=coordinator)
    first, second = bid.contents.all()
    assert ([*first.letters.all()], [*second.letters.all()]) == ([letter], [])
    other = add_letter(
        bid=bid, author="Mayor", file=SimpleUploadedFile("b.pdf", PDF + b"2"), kind="pdf", by=coordinator
    )
    remove_letter(bid=bid, letter=other, by=coordinator)
    assert BidLetter.objects.get() == letter


# --- Through the pages ------------------------------------------------------------------------------------

WRITE = "/conferences/bids/6qc/pl/write/"


@pytest.fixture
def client(client, coordinator):
    client.force_login(coordinator, backend=BACKEND)
    return client


def sent(client, step, **data):
    """The answer to a step of the form, sent as it was opened."""
    seen = client.get(f"{WRITE}{step}/").context["form"]["seen"].value() or ""
    return client.post(f"{WRITE}{step}/", {"seen": seen, **data})


def test_each_step_keeps_what_is_right_and_goes_on(client, bid):
    answer = sent(client, "partners", operator="Office", contributors="Ministry\nCity", go="venue")
    assert answer.headers["Location"] == f"{WRITE}venue/"
    assert sent(client, "financing", total_cost="100", kind_1="fees", amount_1="100", slots="5", go="more").headers[
        "Location"
    ] == (f"{WRITE}financing/?slots=2#id_kind_2")
    content = bid.contents.get()
    assert (content.operator, content.total_cost, content.lines.get().amount) == ("Office", 100, 100)
    page = client.get(f"{WRITE}financing/?slots=4").context
    assert page["form"].slots == 4
    assert {mark.label: mark.state for mark in page["marks"]}["Country and partners"] == "done"
    assert client.get(f"{WRITE}nonsense/").status_code == 404


def test_reversed_dates_are_swapped_on_request_and_nothing_is_lost(client, bid):
    data = {"starts_on": "2010-10-06", "ends_on": "2010-10-04", "precision": "day", "city_en": "Gdynia"}
    form = sent(client, "dates", **data).context["form"]
    assert "lies before the first day" in str(form.errors["ends_on"])
    assert form["city"].value() == ["Gdynia", None]
    assert sent(client, "dates", **data, swap_dates="on").status_code == 302
    assert bid.contents.get().starts_on == date(2010, 10, 4)


def test_who_saves_second_is_shown_what_the_first_saved(client, bid, coordinator):
    seen = client.get(f"{WRITE}venue/").context["form"]["seen"].value()
    write(bid, coordinator, venue="Palace")
    answer = client.post(f"{WRITE}venue/", {"seen": seen, "venue": "Castle"})
    assert answer.status_code == 409
    assert [row[1:] for row in answer.context["theirs"]] == [("Palace", "Castle")]
    assert bid.contents.get().venue == "Palace"
    seen = answer.context["form"]["seen"].value()
    assert client.post(f"{WRITE}venue/", {"seen": seen, "venue": "Castle"}).status_code == 302


def test_sending_says_what_is_missing_and_pressed_twice_sends_once(client, bid):
    call = BidCallFactory(edition=bid.edition, required=["contact", "capacity"])
    answer = sent(client, "send", contact_role="Head of unit", go="hand-in")
    assert answer.context["is_refused"]
    assert [gap.url for gap in answer.context["missing"]] == [f"{WRITE}venue/#id_capacity", "#id_contact_role"]
    assert bid.contents.get().contact_role == "Head of unit"  # what was typed is kept
    call.required = []
    call.save()
    seen = client.get(f"{WRITE}send/").context["form"]["seen"].value()
    data = {"seen": seen, "contact_role": "Head of unit", "contact_mail": "qc@example.eu", "go": "hand-in"}
    for _press in range(2):
        assert client.post(f"{WRITE}send/", data).headers["Location"] == "/conferences/bids/6qc/pl/"
    assert [step.state for step in bid.steps.all()] == ["interest", "draft", "bid"]
    assert [content.is_draft for content in bid.contents.all()] == [False]


def test_a_second_late_elsewhere_is_told_on_the_page_and_nothing_is_lost(client, bid, monkeypatch):
    """18:00 in Helsinki is 17:00 in Brussels: there it is a second past five."""
    BidCallFactory(edition=bid.edition, closes_on=date(2031, 3, 31), closes_time=time(18), time_zone="Europe/Helsinki")
    page = client.get(f"{WRITE}send/")
    late = datetime(2031, 3, 31, 17, 0, 1, tzinfo=ZoneInfo("Europe/Brussels"))
    monkeypatch.setattr("conferences.views.bid_write.present_moment", lambda: late)
    monkeypatch.setattr("conferences.workflow.bid.present_moment", lambda: late)
    data = {"contact_role": "Head of unit", "contact_mail": "qc@example.eu", "go": "hand-in"}
    answer = client.post(f"{WRITE}send/", {"seen": page.context["form"]["seen"].value(), **data})
    assert "The call closed on 31 March 2031, 18:00 (Helsinki time)." in answer.content.decode()
    assert bid.contents.get().contact_role == "Head of unit"
    assert Bid.objects.get().state == BidState.DRAFT


def test_sums_that_do_not_add_up_bar_the_hand_in_on_the_page_at_the_field(client, bid):
    plan = {"total_cost": "400 000", "kind_1": "budget", "amount_1": "300 000", "state_1": "secured", "slots": 1}
    assert sent(client, "financing", go="letters", **plan).status_code == 302
    answer = sent(client, "send", contact_role="Head of unit", go="hand-in")
    [gap] = answer.context["missing"]
    assert gap.words.replace("\N{NO-BREAK SPACE}", " ").startswith("The sources give 300 000. Add sources for 100 000")
    assert gap.url == f"{WRITE}financing/#id_total_cost"
    assert [line.amount for line in bid.contents.get().lines.all()] == [300_000]


def test_a_letter_goes_in_by_the_form_and_out_as_a_file_of_its_own(client, bid, settings):
    settings.LETTER_LIMIT = 1_048_576
    url = f"{WRITE}letters/"
    large = SimpleUploadedFile("large.pdf", PDF + bytes(1_048_576), content_type="application/pdf")
    form = client.post(url, {"author": "The minister", "file": large}).context["form"]
    assert "The file has 2 MB; at most 1 MB is taken." in str(form.errors["file"])
    assert form["author"].value() == "The minister"
    assert not BidLetter.objects.exists()
    assert client.post(url, {"author": "The minister", "file": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    letter = BidLetter.objects.get()
    answer = client.get(letter.get_absolute_url())
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.post(f"{letter.get_absolute_url()}remove/").status_code == 302
    assert not BidLetter.objects.exists()


def test_a_file_too_large_is_never_read(settings):
    """Its size is asked for; what is on disk stays there."""

    class Unread(SimpleUploadedFile):
        def read(self, *_more):
            raise AssertionError("it was read")

    file = Unread("large.pdf", b"x")
    file.size = 50 * 1_048_576
    form = LetterForm({"author": "The minister"}, {"file": file})
    assert "The file has 50 MB; at most 10 MB are taken." in str(form.errors["file"])


def test_the_list_costs_the_same_for_one_and_for_three(client, bid, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(100) as counted:
            assert client.get("/conferences/bids/").status_code == 200
        return len(counted)

    client.get("/conferences/bids/")
    one = queries()
    for number in (7, 8):
        BidContentFactory(bid=BidFactory(edition__number=number, state=BidState.BID), is_draft=False)
    assert queries() == one
