"""CAF events and the expert group: both dates of what was moved, who is a member on a day, what was decided."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from structlog.testing import capture_logs

from caf.models import EventKind, Expert
from caf.reading.expert_group import expert_group_on
from core.values import Period
from network.models import EventStage, Membership, Standing
from network.seats import Seat
from tests.caf.factories import CafEventReportFactory, EventDecisionFactory, EventFactory, ExpertFactory
from tests.network.factories import CountryNameFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOVEMBER = date(2008, 11, 26)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def denmark():
    country = CountryNameFactory(country__iso2="DK", name="Denmark").country
    Membership.objects.create(country=country, standing=Standing.MEMBER, known_on=date(1993, 1, 1))
    return country


def report(event, stage, period, known_on):
    row = CafEventReportFactory.build(event=event, country=None, stage=stage, known_on=known_on)
    row.period = Period.parse(period) if period else None
    row.save()
    return row


def test_an_event_that_was_moved_shows_both_dates_and_before_that_one(client):
    event = EventFactory(kind=EventKind.USERS, number=4)
    report(event, EventStage.PLANNED, "2009-10-15/2009-10-16", date(2008, 11, 25))
    report(event, EventStage.POSTPONED, "2009-10-15/2009-10-16", date(2009, 11, 17))
    report(event, EventStage.HELD, "2010", date(2010, 12, 31))
    assert event.first_planned_on(NOVEMBER) is None
    assert event.first_planned_on(date(2009, 11, 17)) == Period.parse("2009-10-15/2009-10-16")
    text = client.get(event.get_absolute_url(), {"as-of": "2010-12-31"}).content.decode()
    assert "15 and 16 October 2009" in text
    shown = client.get("/caf/events/", {"as-of": "2010-12-31", "kind": "users"}).context
    place = [head.key for head in shown["columns"]].index("period")
    cell = shown["rows"][0].cells[place]
    assert (cell.text, cell.second) == ("2010", "first planned for 15 and 16 October 2009")


@pytest.mark.parametrize(("kind", "number"), [(EventKind.USERS, None), (EventKind.EXPERTS, 4)])
def test_user_events_are_numbered_and_no_other(kind, number):
    with pytest.raises(IntegrityError, match="caf_event_numbered"), transaction.atomic():
        EventFactory(kind=kind, number=number)


def test_who_is_in_the_group_on_a_day(denmark):
    left = ExpertFactory(country=denmark, to_on=date(2008, 10, 31))
    follows = ExpertFactory(country=denmark, from_on=date(2008, 11, 1))
    later_known = ExpertFactory(country=denmark, known_on=date(2009, 1, 1))
    assert list(Expert.objects.in_force(date(2008, 10, 31))) == [left]
    assert list(Expert.objects.in_force(NOVEMBER)) == [follows]
    assert set(Expert.objects.in_force(date(2009, 1, 1))) == {follows, later_known}
    with pytest.raises(IntegrityError, match="caf_expert_order"), transaction.atomic():
        ExpertFactory(country=denmark, from_on=date(2008, 2, 1), to_on=date(2008, 1, 1))


def test_the_group_of_a_day_names_countries_without_a_member_and_sorts_its_meetings(
    denmark, django_assert_max_num_queries
):
    poland = CountryNameFactory(country__iso2="PL", name="Poland").country
    Membership.objects.create(country=poland, standing=Standing.MEMBER, known_on=date(1993, 1, 1))
    expert = ExpertFactory(country=denmark)
    held, ahead, off = EventFactory(), EventFactory(), EventFactory()
    report(held, EventStage.HELD, "2008-03-20", date(2008, 3, 20))
    report(ahead, EventStage.PLANNED, "2009-03-20", date(2008, 10, 1))
    report(off, EventStage.CANCELLED, "2009-01-20", date(2008, 10, 1))
    report(EventFactory(kind=EventKind.USERS, number=3), EventStage.HELD, "2007-10", date(2007, 10, 31))
    decision = EventDecisionFactory(event=held)
    EventDecisionFactory(event=ahead, known_on=date(2009, 3, 20))
    with django_assert_max_num_queries(8):
        group = expert_group_on(NOVEMBER)
    assert group.members == [(denmark, [expert]), (poland, [])]
    assert group.named == 1
    assert [line.event for line in group.coming] == [ahead]
    assert [line.event for line in group.past] == [held]
    assert group.decisions == [decision]


def test_the_coordinator_names_a_member_of_the_own_country_and_the_page_tells(client, denmark):
    client.force_login(someone(Seat.COORDINATOR, denmark), backend=BACKEND)
    answer = client.post(
        "/caf/experts/new/",
        {
            "country": denmark.pk,
            "role": "correspondent",
            "institution": "Ministry of Finance",
            "known_on": "2008-11-01",
            "confidence": "high",
        },
    )
    assert answer.status_code == 302
    text = client.get("/caf/expert-group/", {"as-of": "2008-11-26"}).content.decode()
    assert "Ministry of Finance" in text
    assert "1 of 1 countries have named somebody" in text
    assert "Nobody is on record" in client.get("/caf/expert-group/", {"as-of": "2008-10-31"}).content.decode()


def test_decisions_of_the_experts_are_the_networks_to_read(client, denmark):
    decision = EventDecisionFactory(text={"en": "A form for applicants"})
    url = decision.get_absolute_url()
    assert "A form for applicants" not in client.get(url).content.decode()
    client.force_login(someone(Seat.COORDINATOR, denmark), backend=BACKEND)
    assert "A form for applicants" in client.get(url).content.decode()


def test_the_log_says_who_takes_the_names_and_addresses(client, denmark):
    ExpertFactory(country=denmark, name="Karen Jensen")
    person = someone(Seat.COORDINATOR, denmark)
    client.force_login(person, backend=BACKEND)
    with capture_logs() as logs:
        client.get("/caf/experts/")
        b"".join(client.get("/caf/experts/", {"format": "csv", "country": "dk"}))
    taken = [entry for entry in logs if entry["event"] == "persons_in_file"]
    assert [(entry["by"], entry["file"], entry["format"]) for entry in taken] == [(person.pk, "experts", "csv")]
