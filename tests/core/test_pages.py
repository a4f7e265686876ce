"""Lists, pages and forms as every subject uses them, tried on a few."""

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from conferences.models import Attendance, EditionSchedule
from core.pages import listing
from network.forms import ProgrammeForm
from network.models import Decision
from network.seats import Seat
from tests.caf.factories import (
    ContributionFactory,
    CountFactory,
    OrganisationFactory,
    PilotMeetingOrganiserFactory,
    PilotOrganisationFactory,
    PilotReportFactory,
)
from tests.conferences.factories import AttendanceFactory, BidFactory, EditionFactory, EditionScheduleFactory
from tests.customer_focus.factories import (
    DisseminationActionFactory,
    HostInterestFactory,
    NetworkEventReportFactory,
    PracticeFactory,
    PresentationContributorFactory,
    PrincipleFactory,
)
from tests.network.factories import (
    ConclusionFactory,
    CountryFactory,
    CountryNameFactory,
    DecisionFactory,
    MeetingScheduleFactory,
    MembershipFactory,
    PresidencyFactory,
    someone,
)
from tests.resolutions.commitment_factories import CommitmentReportFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind in its thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def secretariat(client):
    person = someone(Seat.SECRETARIAT)
    client.force_login(person, backend=BACKEND)
    return person


def schedule_with_attendance():
    AttendanceFactory(edition=EditionScheduleFactory().edition)


def pilot_with_organisation():
    pilot = PilotReportFactory().pilot
    PilotOrganisationFactory(pilot=pilot, organisation__state="validated")


def country_with_name():
    MembershipFactory(country=CountryNameFactory().country)


@pytest.mark.parametrize(
    ("url", "make"),
    [
        ("/conferences/", schedule_with_attendance),
        ("/conferences/attendances/", AttendanceFactory),
        ("/conferences/bids/", BidFactory),
        ("/caf/users/", OrganisationFactory),
        ("/caf/counts/", CountFactory),
        ("/caf/pef/pilots/", pilot_with_organisation),
        ("/caf/pef/meetings/", PilotMeetingOrganiserFactory),
        ("/caf/pef/contributions/", ContributionFactory),
        ("/customer-focus/dissemination/", DisseminationActionFactory),
        ("/customer-focus/events/", NetworkEventReportFactory),
        ("/customer-focus/principles/", PrincipleFactory),
        ("/customer-focus/presentations/", PresentationContributorFactory),
        ("/customer-focus/practices/", PracticeFactory),
        ("/network/countries/", country_with_name),
        ("/network/presidencies/", PresidencyFactory),
        ("/network/meetings/", MeetingScheduleFactory),
        ("/network/conclusions/", ConclusionFactory),
        ("/network/decisions/", DecisionFactory),
        ("/resolutions/commitments/", CommitmentReportFactory),
    ],
)
def test_a_list_asks_the_same_of_the_database_for_one_and_for_three_rows(client, secretariat, url, make):
    def asked(rows):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).context["count"] >= rows
        return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]

    make()
    client.get(url)  # what a process asks once
    one = asked(1)
    make()
    make()
    three = asked(3)
    assert len(three) == len(one), "\n".join(query[:200] for query in three)
    assert len(three) <= 10, "\n".join(query[:200] for query in three)


def test_a_list_has_fifty_rows_a_page(client):
    EditionFactory.create_batch(51)
    response = client.get("/conferences/")
    assert len(response.context["rows"]) == 50
    assert ("2", "/conferences/?page=2", False) in response.context["page_links"]
    assert len(client.get("/conferences/?page=2").context["rows"]) == 1


def test_each_record_stands_on_one_page_in_the_order_of_the_list(client):
    EditionFactory.create_batch(102)
    urls = [row.url for page in (1, 2, 3) for row in client.get(f"/conferences/?sort=code&page={page}").context["rows"]]
    assert len(urls) == 102
    assert urls == sorted(urls)
    beyond = client.get("/conferences/?sort=code&page=9").context["rows"]
    assert [row.url for row in beyond] == urls[100:]


@pytest.mark.parametrize(
    ("page", "shown", "first"), [("", 1, 1), ("3", 3, 101), ("0", 3, 101), ("-2", 3, 101), ("x", 1, 1)]
)
def test_whatever_stands_for_a_page_in_the_address_some_page_is_shown(client, page, shown, first):
    EditionFactory.create_batch(102)
    with CaptureQueriesContext(connection) as queries:
        context = client.get(f"/conferences/?page={page}").context
    found = context["page"]
    assert (found.number, found.start_index(), found.paginator.count, found.paginator.num_pages) == (
        shown,
        first,
        102,
        3,
    )
    counts = [query["sql"] for query in queries if query["sql"].startswith("SELECT COUNT")]
    assert len(counts) == (page != "3")  # the last page shows how many there are


def test_a_very_long_list_has_pages_for_its_first_rows_and_says_that_there_are_more(client, monkeypatch):
    monkeypatch.setattr(listing, "MOST_SHOWN", 100)
    EditionFactory.create_batch(100)
    assert "100 records" in client.get("/conferences/").content.decode()
    EditionFactory()
    for page in (1, 2, 3, 20_000):
        response = client.get(f"/conferences/?page={page}")
        html = response.content.decode()
        assert "More than 100 records" in html
        assert [label for label, _url, _current in response.context["page_links"] if label.isdigit()] == ["1", "2"]
    assert "51 to 100 of the first 100. There are more" in html
    assert len(client.get("/conferences/?format=csv").getvalue().decode().splitlines()) == 102


def test_a_list_is_sorted_by_what_one_asks_for_and_back(client):
    for code in ("b", "c", "a"):
        EditionFactory(code=code)

    def codes(sort):
        return [row.url for row in client.get(f"/conferences/?sort={sort}").context["rows"]]

    assert codes("code") == ["/conferences/a/", "/conferences/b/", "/conferences/c/"]
    assert codes("-code") == codes("code")[::-1]
    head = client.get("/conferences/?sort=code").context["columns"][0]
    assert (head.sorted, head.sort_url) == ("asc", "/conferences/?sort=-code")
    assert client.get("/conferences/?sort=; drop table").status_code == 200


def test_a_chosen_filter_is_a_chip_that_takes_it_away(client):
    EditionFactory(kind="european")
    EditionFactory(kind="national", code="pl-1")
    context = client.get("/conferences/?kind=national&sort=code").context
    assert [row.url for row in context["rows"]] == ["/conferences/pl-1/"]
    assert context["chips"] == [("Kind: National", "/conferences/?sort=code")]


def test_a_filter_of_no_value_shows_nothing_rather_than_everything(client):
    EditionFactory()
    for headers in ({}, {"HX-Request": "true"}):  # also where the table alone is fetched, without the filters
        page = client.get("/conferences/?kind=galactic", headers=headers)
        assert page.context["count"] == 0
        assert "Nothing can be shown for these filters" in page.content.decode()
        assert "Kind: Select a valid choice. galactic is not one of the available choices." in page.content.decode()


def test_a_list_says_what_was_known_on_a_day(client):
    edition = EditionFactory(known_on=date(2006, 1, 1))
    AttendanceFactory(edition=edition, value=900, qualifier="exact", known_on=date(2008, 10, 30))
    AttendanceFactory(edition=edition, value=1000, known_on=date(2008, 11, 25))

    def attendance(day):
        rows = client.get(f"/conferences/?as-of={day}").context["rows"]
        return [row.cells[6].text for row in rows]

    assert attendance("2005-12-31") == []
    assert attendance("2008-10-29") == [""]
    assert attendance("2008-11-24") == ["900"]
    assert attendance("2008-11-25") == ["more than 1\N{NO-BREAK SPACE}000"]


def test_a_day_that_is_none_is_said_to_be_none(client):
    response = client.get("/conferences/?as-of=2008-02-31")
    assert response.status_code == 200
    assert "is not a day" in response.content.decode()


def test_htmx_gets_the_table_alone(client):
    EditionFactory()
    whole = client.get("/conferences/")
    part = client.get("/conferences/", headers={"hx-request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"]
    back = client.get("/conferences/", headers={"hx-request": "true", "hx-history-restore-request": "true"})
    assert "<html" in back.content.decode()


# --- Forms -----------------------------------------------------------------------------------------

SCHEDULE = {"stage": "held", "precision": "day", "known_on": "2008-11-01", "confidence": "high"}


def test_a_new_row_is_reported_and_the_old_one_stays(client, secretariat):
    edition = AttendanceFactory(edition__number=5, value=900).edition
    url = "/conferences/5qc/attendances/new/"
    assert client.get(url).context["form"]["known_on"].value() is not None
    data = {"value": "1000", "qualifier": "more than", "known_on": "2008-11-25", "source": "the organisers"}
    response = client.post(url, data)
    assert response.headers["Location"] == "/conferences/5qc/"
    assert list(edition.attendances.values_list("value", flat=True).order_by("known_on")) == [900, 1000]


def test_an_edit_mends_the_row_and_leaves_a_trail(client, secretariat):
    attendance = AttendanceFactory(edition__number=5, value=10000)
    url = f"/conferences/5qc/attendances/{attendance.pk}/edit/"
    seen = client.get(url).context["form"]["seen"].value()
    client.post(url, {"value": "1000", "qualifier": "exact", "known_on": "2008-11-25", "seen": seen})
    attendance.refresh_from_db()
    assert attendance.value == 1000
    assert attendance.history.first().history_user == secretariat
    assert Attendance.objects.count() == 1


def test_a_row_of_another_record_is_not_there(client, secretariat):
    EditionFactory(number=6)
    attendance = AttendanceFactory(edition__number=5)
    assert client.get(f"/conferences/6qc/attendances/{attendance.pk}/edit/").status_code == 404
    assert client.get("/conferences/6qc/history/new/").status_code == 404


def test_nothing_is_known_from_tomorrow(client, secretariat):
    EditionFactory(number=5)
    response = client.post(
        "/conferences/5qc/attendances/new/", {"value": 5, "qualifier": "exact", "known_on": "2999-01-01"}
    )
    assert "known_on" in response.context["form"].errors
    assert not Attendance.objects.exists()


def test_days_the_wrong_way_round_can_be_swapped_with_one_tick(client, secretariat):
    EditionFactory(number=6)
    url = "/conferences/6qc/schedules/new/"
    data = SCHEDULE | {"starts_on": "2010-10-06", "ends_on": "2010-10-04"}
    response = client.post(url, data)
    form = response.context["form"]
    assert form.errors["ends_on"] == ["The last day, 4 October 2010, lies before the first day, 6 October 2010."]
    assert form.fields["swap_dates"].label == "Swap the two dates: from 4 October 2010 to 6 October 2010"
    assert "swap_dates" in response.content.decode()
    client.post(url, data | {"swap_dates": "on"})
    schedule = EditionSchedule.objects.get()
    assert (schedule.starts_on, schedule.ends_on) == (date(2010, 10, 4), date(2010, 10, 6))


def test_swapped_days_leave_all_else_as_it_was_sent():
    sent = QueryDict("starts_on=2010-10-06&ends_on=2010-10-04&precision=day&areas=caf&areas=ipsg&swap_dates=on")
    form = ProgrammeForm(sent)
    assert form["areas"].value() == ["caf", "ipsg"]
    assert (form["starts_on"].value(), form["ends_on"].value()) == ("2010-10-04", "2010-10-06")
    assert sent["starts_on"] == "2010-10-06"
    assert ProgrammeForm(dict.fromkeys(("swap_dates", "ends_on"), "2010-10-04"))["ends_on"].value() == ""


@pytest.mark.parametrize(
    ("precision", "first", "last", "widened"),
    [
        ("day", "2010-10-04", "", (date(2010, 10, 4), date(2010, 10, 4))),
        ("month", "2009-04-15", "", (date(2009, 4, 1), date(2009, 4, 30))),
        ("month", "2008-01-15", "2008-02-10", (date(2008, 1, 1), date(2008, 2, 29))),
        ("half", "2009-09-01", "", (date(2009, 7, 1), date(2009, 12, 31))),
        ("year", "2010-06-01", "", (date(2010, 1, 1), date(2010, 12, 31))),
    ],
)
def test_a_period_is_as_wide_as_it_is_known(client, secretariat, precision, first, last, widened):
    EditionFactory(number=6)
    data = SCHEDULE | {"precision": precision, "starts_on": first, "ends_on": last}
    assert client.post("/conferences/6qc/schedules/new/", data).status_code == 302
    schedule = EditionSchedule.objects.get()
    assert (schedule.starts_on, schedule.ends_on) == widened


def test_a_last_day_alone_is_asked_to_be_completed(client, secretariat):
    EditionFactory(number=6)
    response = client.post("/conferences/6qc/schedules/new/", SCHEDULE | {"ends_on": "2010-10-04"})
    assert "starts_on" in response.context["form"].errors


def test_a_row_that_the_database_refuses_comes_back_with_a_sentence(client, secretariat):
    ConclusionFactory(place=1, subject="topic", area="caf")
    meeting = ConclusionFactory._meta.model.objects.get().meeting
    data = {"area": "caf", "subject": "topic", "place": "1", "text_en": "again", "known_on": "2008-11-25"}
    response = client.post(f"/network/group-meetings/{meeting.pk}/conclusions/new/", data)
    assert response.status_code == 200
    assert "already exists" in str(response.context["form"].non_field_errors())


def test_who_saves_second_is_shown_the_others_words_and_loses_nothing(client, secretariat):
    decision = DecisionFactory(title={"en": "First words"})
    url = f"{decision.get_absolute_url()}edit/"
    seen = client.get(url).context["form"]["seen"].value()
    mine = {
        "title_en": "My words", "body": decision.body_id, "area": "conferences", "precision": "day",
        "known_on": "2008-06-01", "confidence": "high", "note": "my note",
    }  # fmt: skip
    assert client.post(url, mine | {"title_en": "Their words", "note": "", "seen": seen}).status_code == 302

    response = client.post(url, mine | {"seen": seen})
    assert response.status_code == 409
    assert ("Title", "Their words", "My words") in response.context["theirs"]
    assert ("Note", "", "my note") in response.context["theirs"]
    assert "My words" in response.content.decode()
    assert str(Decision.objects.get().title) == "Their words"

    assert client.post(url, mine | {"seen": response.context["form"]["seen"].value()}).status_code == 302
    assert (str(Decision.objects.get().title), Decision.objects.get().note) == ("My words", "my note")


def test_the_same_words_twice_are_no_conflict(client, secretariat):
    attendance = AttendanceFactory(edition__number=5, value=10)
    url = f"/conferences/5qc/attendances/{attendance.pk}/edit/"
    seen = client.get(url).context["form"]["seen"].value()
    data = {"value": 20, "qualifier": "exact", "known_on": "2008-11-25", "confidence": "high", "seen": seen}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302


def test_a_form_reads_in_french(client, secretariat):
    EditionFactory(number=6)
    assert client.get("/fr/conferences/6qc/schedules/new/").status_code == 200
    assert client.get("/fr/conferences/").status_code == 200


def test_interests_are_listed_with_their_event(client, secretariat):
    interest = HostInterestFactory(country=CountryFactory(iso2="PL"))
    histories = client.get(interest.event.get_absolute_url()).context["histories"]
    assert [len(history["rows"]) for history in histories] == [0, 1]
