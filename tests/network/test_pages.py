"""Countries as of a day, the troika, people; and what the database refuses."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from network.models import Person, Role
from network.seats import SEATS, Right, Seat
from tests.network.factories import (
    ConclusionFactory,
    CountryFactory,
    CountryNameFactory,
    MembershipFactory,
    PersonFactory,
    PresidencyFactory,
    RoleFactory,
    someone,
)

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def cells(response):
    return [[cell.text for cell in row.cells] for row in response.context["rows"]]


def test_a_country_stands_and_is_called_as_on_the_day(client):
    country = CountryFactory(iso2="HR")
    CountryNameFactory(country=country, name="Croatia")
    MembershipFactory(
        country=country,
        standing="candidate",
        from_on=date(2004, 6, 1),
        to_on=date(2013, 6, 30),
        known_on=date(2004, 6, 1),
    )
    MembershipFactory(country=country, standing="member", from_on=date(2013, 7, 1), known_on=date(2011, 12, 9))
    assert cells(client.get("/network/countries/?as-of=2008-11-26"))[0][-1] == "Candidate country"
    assert cells(client.get("/network/countries/?as-of=2013-07-01"))[0][-1] == "Member state"
    assert cells(client.get("/network/countries/?as-of=2000-01-01"))[0][-1] == ""


def test_the_troika_of_a_day(client):
    for iso2, first, last in (
        ("SI", date(2008, 1, 1), date(2008, 6, 30)),
        ("FR", date(2008, 7, 1), date(2008, 12, 31)),
        ("CZ", date(2009, 1, 1), date(2009, 6, 30)),
        ("SE", date(2009, 7, 1), date(2009, 12, 31)),
        ("ES", date(2010, 1, 1), date(2010, 6, 30)),
    ):
        PresidencyFactory(country=CountryFactory(iso2=iso2), starts_on=first, ends_on=last)
    rows = client.get("/network/troika/?as-of=2008-11-26").context["histories"][0]["rows"]
    assert [row.cells[1].text for row in rows] == ["SI", "FR", "CZ", "SE"]
    assert client.get("/network/troika/?as-of=1999-01-01").context["histories"][0]["rows"] == []


def test_the_table_of_seats_is_the_one_the_portal_reads(client):
    client.force_login(someone(Seat.COORDINATOR, CountryFactory()), backend=BACKEND)
    rows = client.get("/network/seats/").context["histories"][0]["rows"]
    assert len(rows) == len(SEATS)
    coordinator = next(place for place, row in enumerate(SEATS) if row.seat == Seat.COORDINATOR)
    assert "read what is shared within the network" in rows[coordinator].cells[2].text.split("; ")
    assert [rows[0].cells[place].text for place in (2, 3, 4)] == ["–", "–", "–"]  # none, not unknown
    words = client.get("/fr/network/seats/").content.decode()
    assert [right.value for right in Right if f"{right.value};" in words] == []


def test_a_filter_calls_a_country_as_the_rows_do(client):
    country = CountryFactory(iso2="CZ")
    CountryNameFactory(country=country, name="Czech Republic", known_on=date(1993, 1, 1))
    CountryNameFactory(country=country, name="Czechia", known_on=date(2016, 7, 5))
    CountryFactory(iso2="XX", eu_code="XX")

    def offered(day):
        page = client.get(f"/network/presidencies/?as-of={day}").content.decode()
        return dict(re.findall(r'<option value="(\w\w)"[^>]*>([^<]*)', page))

    for day, name in (("1990-01-01", "Czech Republic"), ("2008-11-26", "Czech Republic"), ("2016-07-05", "Czechia")):
        assert offered(day)["cz"] == name
        assert offered(day)["xx"] == "XX"


def test_a_seat_is_given_and_ended_by_the_administrator(client):
    client.force_login(someone(Seat.ADMINISTRATOR), backend=BACKEND)
    person, poland = PersonFactory(), CountryFactory(iso2="PL")
    url = f"/network/people/{person.pk}/roles/new/"
    for refused, field, words in (
        ({"seat": "coordinator"}, "country", "for a country"),
        ({"seat": "secretariat", "country": poland.pk}, "country", "for the whole network"),
        ({"seat": "secretariat", "to_on": "2008-12-31"}, "to_on", "ended already"),
    ):
        errors = client.post(url, {"from_on": "2008-01-01", **refused}).context["form"].errors
        assert list(errors) == [field]
        assert words in str(errors[field])
    assert not Role.objects.filter(person=person).exists()
    assert client.post(url, {"seat": "coordinator", "country": poland.pk, "from_on": "2008-01-01"}).status_code == 302
    again = client.post(url, {"seat": "coordinator", "country": poland.pk, "from_on": "2008-01-01"})
    assert "holds this seat already" in str(again.context["form"].errors)
    role = Role.objects.get(person=person)
    edit = f"/network/people/{person.pk}/roles/{role.pk}/edit/"
    seen = client.get(edit).context["form"]["seen"].value()
    data = {"seat": "coordinator", "country": poland.pk, "from_on": "2008-01-01", "to_on": "2008-12-31", "seen": seen}
    assert client.post(edit, data).status_code == 302
    assert Person.objects.get(pk=person.pk).roles_today == []


def test_a_page_says_no_more_to_a_seat_that_has_ended(client):
    role = RoleFactory(seat=Seat.SECRETARIAT, to_on=date(2008, 1, 1))
    client.force_login(role.person, backend=BACKEND)
    conclusion = ConclusionFactory()
    assert client.get(conclusion.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "make",
    [
        lambda: PresidencyFactory(starts_on=date(2008, 7, 1), ends_on=date(2008, 7, 1)),
        lambda: [PresidencyFactory(starts_on=date(2008, 7, 1)) for _time in range(2)],
        lambda: MembershipFactory(from_on=date(2008, 7, 1), to_on=date(2008, 1, 1)),
        lambda: [CountryNameFactory(country=country) for country in [CountryFactory()] * 2],
        lambda: [ConclusionFactory(meeting=first.meeting, place=first.place) for first in [ConclusionFactory()]],
        lambda: RoleFactory(seat=Seat.COORDINATOR, country=None),
        lambda: RoleFactory(from_on=date(2008, 2, 1), to_on=date(2008, 1, 1)),
    ],
)
def test_the_database_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
