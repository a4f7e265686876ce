"""What waits for whom: every app's items, the number in the masthead, and what presses most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from caf.models import Organisation, RegisterState
from conferences.models import Bid, BidCall, BidState, Edition
from core.clock import DEMONSTRATION_DAY
from core.models import Job, JobState
from core.values import Period
from core.work import WorkItem
from ipsg_portal.work import tag_of, waiting_for, work_count, work_lines
from network.models import Body, Country, CountryName, Mail, Meeting, Person, Role
from network.seats import Seat
from resolutions.actions import DRAFT
from resolutions.models import Commitment, CommitmentReport, CommitmentState, Resolution

pytestmark = pytest.mark.django_db

EARLY = date(2008, 1, 1)


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.DEMONSTRATION = True  # so that work is seen from 26 November 2008
    with override("en"):
        yield


def country(iso2, name):
    made = Country.objects.create(iso2=iso2, iso3=f"{iso2}X", eu_code=iso2)
    CountryName.objects.create(country=made, language="en", name=name, known_on=EARLY)
    return made


@pytest.fixture
def denmark():
    return country("DK", "Denmark")


@pytest.fixture
def italy():
    return country("IT", "Italy")


def person(seat, of=None):
    made = Person.objects.create_user(f"{seat}.{of}@portal.test".lower(), None, name="Person")
    Role.objects.create(person=made, seat=seat, country=of)
    return made


def titles(someone):
    return [line.item.title for line in work_lines(Person.objects.get(pk=someone.pk))]


@pytest.fixture
def meetings():
    return [
        Meeting.objects.create(number=number, half_starts_on=half, known_on=EARLY)
        for number, half in ((50, date(2008, 1, 1)), (51, date(2008, 7, 1)), (52, date(2009, 1, 1)))
    ]


def commitment(meetings, due, **owner):
    return Commitment.objects.create(
        meeting=meetings[0], due_meeting=due, area="caf", task={"en": "a proposal"}, known_on=EARLY, **owner
    )


def test_a_registration_waits_for_its_country_alone(denmark, italy):
    Organisation.objects.create(name="Kommune", country=denmark, known_on=EARLY)
    Organisation.objects.create(name="Valid", country=denmark, known_on=EARLY, state=RegisterState.VALIDATED)
    assert titles(person(Seat.COORDINATOR, denmark)) == ["Validate a registration"]
    assert titles(person(Seat.COORDINATOR, italy)) == []
    assert titles(person(Seat.DIRECTOR_GENERAL, denmark)) == []


def test_a_bid_that_is_begun_is_due_when_the_call_closes(denmark):
    edition = Edition.objects.create(code="6qc", kind="european", number=6, name={"en": "6th"}, known_on=EARLY)
    BidCall.objects.create(edition=edition, closes_on=date(2008, 11, 28), known_on=EARLY)
    bid = Bid.objects.create(edition=edition, country=denmark, known_on=EARLY)
    coordinator = person(Seat.COORDINATOR, denmark)
    [line] = work_lines(coordinator)
    assert line.item.url == bid.get_absolute_url()
    assert line.tag == ("look", "in 2 days")
    Bid.objects.update(state=BidState.BID)
    assert titles(coordinator) == []


def test_a_commitment_waits_until_it_is_reported(denmark, italy, meetings):
    owed = commitment(meetings, meetings[2], country=denmark)
    coordinator = person(Seat.COORDINATOR, denmark)
    assert titles(coordinator) == ["Report on a commitment"]
    assert titles(person(Seat.COORDINATOR, italy)) == []
    assert titles(person(Seat.DIRECTOR_GENERAL, denmark)) == []  # reads it, and does not report
    CommitmentReport.objects.create(commitment=owed, state=CommitmentState.LATE, known_on=date(2008, 10, 1))
    assert titles(coordinator) == ["Report on a commitment"]
    CommitmentReport.objects.create(commitment=owed, state=CommitmentState.DELIVERED, known_on=date(2008, 11, 1))
    assert titles(coordinator) == []


def test_what_bodies_owe_waits_for_the_secretariat(meetings):
    ipsg = Body.objects.create(key="ipsg", kind="working group", name={"en": "IPSG"})
    commitment(meetings, meetings[0], body=ipsg)
    [line] = work_lines(person(Seat.SECRETARIAT))
    assert line.tag == ("wrong", "Overdue")  # it was due in the first half of 2008
    assert titles(person(Seat.EIPA)) == []


def test_what_eipas_bodies_owe_waits_for_eipa(meetings):
    experts = Body.objects.create(key="caf-expert-group", kind="expert group", name={"en": "CAF expert group"})
    commitment(meetings, meetings[0], body=experts)
    assert titles(person(Seat.EIPA)) == ["Report on a commitment"]


def test_a_draft_that_failed_comes_first_until_it_is_asked_for_again(meetings):
    resolution = Resolution.objects.create(meeting=meetings[1])
    ipsg = Body.objects.create(key="ipsg", kind="working group", name={"en": "IPSG"})
    commitment(meetings, meetings[0], body=ipsg)
    details = {"kind": DRAFT, "subject": str(resolution.pk), "arguments": {"resolution": resolution.pk}}
    Job.objects.create(**details, state=JobState.FAILED, error="No font.", finished_at=timezone.now())
    secretariat = person(Seat.SECRETARIAT)
    assert titles(secretariat)[0] == "See why a draft was not made"
    Job.objects.create(**details)
    assert "See why a draft was not made" not in titles(secretariat)
    assert "A draft waits to be made" in titles(secretariat)
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now())
    assert titles(secretariat) == ["Report on a commitment"]


def test_mail_that_did_not_go_out_waits_for_the_administrator():
    Mail.objects.create(to="a@b.test", subject="[EUPAN] x", body="x")
    administrator = person(Seat.ADMINISTRATOR)
    assert titles(administrator) == []
    Mail.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert titles(administrator) == ["See why a mail did not go out"]


def test_the_number_is_one_query_and_agrees_with_the_list(denmark, meetings, django_assert_num_queries):
    for name in ("a", "b", "c"):
        Organisation.objects.create(name=name, country=denmark, known_on=EARLY)
    commitment(meetings, meetings[2], country=denmark)
    coordinator = person(Seat.COORDINATOR, denmark)
    assert coordinator.roles_today
    with django_assert_num_queries(1):
        assert work_count(coordinator) == 4
    assert len(work_lines(coordinator)) == 4


def test_the_number_of_one_whose_role_gives_nothing_to_do():
    assert work_count(person(Seat.EIPA)) == 0


def test_nothing_waits_for_a_visitor():
    assert list(waiting_for(AnonymousUser(), DEMONSTRATION_DAY)) == []


@pytest.mark.parametrize(
    ("due", "tag"),
    [
        ("2008-11-25", ("wrong", "Overdue")),
        ("2008-11-26", ("look", "today")),
        ("2008-11-27", ("look", "in 1 day")),
        ("2008-12-03", ("look", "in 7 days")),
        ("2008-12-04", ("off", "in 8 days")),
    ],
)
def test_how_pressing_a_day_is(due, tag):
    assert tag_of(WorkItem("", "", "", Period.parse(due)), DEMONSTRATION_DAY) == tag


def test_the_page(client, denmark):
    Organisation.objects.create(name="Kommune & søn", country=denmark, known_on=EARLY)
    client.force_login(person(Seat.COORDINATOR, denmark))
    answer = client.get(reverse("work"))
    assert "Kommune &amp; søn asks to be counted as a CAF user" in answer.content.decode()
    assert answer.context["work_is_current"]


def test_the_page_of_one_without_a_role(client):
    client.force_login(Person.objects.create_user("a@b.test", None, name="A"))
    assert "You hold no role today" in client.get(reverse("work")).content.decode()


def test_the_page_costs_the_same_for_one_and_for_three(client, denmark, django_assert_max_num_queries):
    client.force_login(person(Seat.COORDINATOR, denmark))
    Organisation.objects.create(name="a", country=denmark, known_on=EARLY)
    with django_assert_max_num_queries(15):
        client.get(reverse("work"))
    for name in ("b", "c"):
        Organisation.objects.create(name=name, country=denmark, known_on=EARLY)
    with django_assert_max_num_queries(15):
        client.get(reverse("work"))


def test_the_number_in_the_masthead_is_counted_anew_after_what_one_sends(client, denmark, django_assert_num_queries):
    person_of_denmark = person(Seat.COORDINATOR, denmark)
    client.force_login(person_of_denmark, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert number(client) == 0
    data = {"name": "Kommune", "country": denmark.pk, "known_on": "2008-11-20"}
    assert client.post("/caf/users/new/", data).status_code == 302
    assert number(client) == 1


def test_what_waits_in_other_apps_is_counted_every_few_seconds(client, denmark, meetings):
    """And no later than this person sends something to them."""
    client.force_login(person(Seat.COORDINATOR, denmark), backend="allauth.account.auth_backends.AuthenticationBackend")
    data = {"name": "Kommune", "country": denmark.pk, "known_on": "2008-11-20"}
    client.post("/caf/users/new/", data)
    assert number(client) == 1
    owed = commitment(meetings, meetings[2], country=denmark)
    client.post("/caf/users/new/", data | {"name": "Another place"})
    assert number(client) == 2
    client.post(f"{owed.get_absolute_url()}reports/new/", {})
    assert number(client) == 3
    caches["process"].clear()
    assert number(client) == 3


def number(client) -> int:
    """The one beside "Work", on a page that does not list what waits."""
    return client.get("/network/").context["work_count"]()
