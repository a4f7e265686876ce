"""The register of CAF users: entered, validated, withdrawn; seen by whom; and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caf.actions.organisation import register_organisation
from caf.models import Contribution, Organisation, RegisterState
from caf.workflow import REGISTER
from core.workflow import Refused, perform
from network.seats import Seat
from tests.caf.factories import ContributionFactory, CountFactory, EventFactory, OrganisationFactory, UseFactory
from tests.caf.factories import PilotMeetingOrganiserFactory as OrganiserFactory
from tests.network.factories import BodyFactory, CountryFactory, someone

pytestmark = pytest.mark.django_db
DAY = date(2008, 11, 25)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def poland():
    return CountryFactory(iso2="PL")


@pytest.mark.parametrize("seat", [Seat.COORDINATOR, Seat.EIPA])
def test_an_organisation_is_registered_and_validated(poland, seat):
    person = someone(seat, poland)
    organisation = register_organisation(Organisation(name="Urząd", country=poland, known_on=DAY), by=person)
    assert organisation.steps.get().state == RegisterState.TO_VALIDATE
    assert perform(REGISTER, "validate", organisation, by=person, known_on=DAY).state == RegisterState.VALIDATED


@pytest.mark.parametrize("seat", [Seat.COORDINATOR, Seat.SECRETARIAT, Seat.DIRECTOR_GENERAL, Seat.ADMINISTRATOR])
def test_nobody_else_registers_or_validates(poland, seat):
    person = someone(seat, CountryFactory(iso2="DK"))
    with pytest.raises(Refused):
        register_organisation(Organisation(name="Urząd", country=poland, known_on=DAY), by=person)
    with pytest.raises(Refused):
        perform(REGISTER, "validate", OrganisationFactory(country=poland), by=person, known_on=DAY)


def test_what_is_withdrawn_is_not_validated_again(poland):
    organisation = OrganisationFactory(country=poland, state=RegisterState.WITHDRAWN)
    with pytest.raises(Refused, match="Withdrawn"):
        perform(REGISTER, "validate", organisation, by=someone(Seat.EIPA), known_on=DAY)


def test_each_sees_the_own_countrys_unpublished_organisations_only(poland):
    OrganisationFactory(name="mine", country=poland)
    OrganisationFactory(name="theirs", country=CountryFactory(iso2="DK"))
    OrganisationFactory(name="public", state=RegisterState.VALIDATED)

    def names(person):
        return set(Organisation.objects.visible_to(person).values_list("name", flat=True))

    assert names(someone(Seat.COORDINATOR, poland)) == {"mine", "public"}
    assert names(someone(Seat.EIPA)) == {"mine", "theirs", "public"}
    assert names(someone(Seat.ADMINISTRATOR)) == {"public"}


def test_an_organisation_is_not_moved_to_another_country(client, poland):
    organisation = OrganisationFactory(country=poland)
    denmark = CountryFactory(iso2="DK")
    client.force_login(someone(Seat.COORDINATOR, poland), backend=BACKEND)
    url = f"{organisation.get_absolute_url()}edit/"
    data = {"known_on": "2008-06-01", "seen": client.get(url).context["form"]["seen"].value()}
    assert "country" in client.post(url, data | {"country": denmark.pk}).context["form"].errors
    assert client.post(url, data | {"country": poland.pk}).status_code == 302


def test_a_contribution_of_another_country_is_refused_even_if_it_is_typed_in(client, poland):
    contribution = ContributionFactory(country=poland)
    denmark = CountryFactory(iso2="DK")
    client.force_login(someone(Seat.COORDINATOR, poland), backend=BACKEND)
    data = {"country": denmark.pk, "place": 1, "precision": "day", "known_on": "2008-11-01"}
    assert "country" in client.post("/caf/pef/contributions/new/", data).context["form"].errors
    url = f"{contribution.get_absolute_url()}edit/"
    assert client.post(url, data).status_code in {200, 409}
    contribution.refresh_from_db()
    assert contribution.country == poland


def test_even_a_form_that_offers_too_much_saves_nothing_for_another_country(client, poland, monkeypatch):
    monkeypatch.setattr("caf.forms.pef.ContributionForm.owned_by", None)
    denmark = CountryFactory(iso2="DK")
    client.force_login(someone(Seat.COORDINATOR, poland), backend=BACKEND)
    data = {"country": denmark.pk, "place": 1, "precision": "day", "known_on": "2008-11-01"}
    assert client.post("/caf/pef/contributions/new/", data).status_code == 403
    assert not Contribution.objects.exists()


def test_a_register_as_of_a_day_shows_how_it_stood(client, poland):
    organisation = OrganisationFactory(country=poland, known_on=date(2008, 6, 1))
    UseFactory(organisation=organisation, known_on=date(2008, 10, 1))
    perform(REGISTER, "validate", organisation, by=someone(Seat.EIPA), known_on=date(2008, 9, 1))

    def status(day):
        rows = client.get(f"/caf/users/?as-of={day}").context["rows"]
        return [cell.tag.word for row in rows for cell in row.cells if cell.tag]

    assert status("2008-05-31") == []
    assert status("2008-08-31") == ["To validate"]
    assert status("2008-09-01") == ["Does not count"]
    assert status("2008-10-01") == ["Counts"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: [OrganisationFactory(name="Urząd", country=country) for country in [CountryFactory()] * 2],
        lambda: CountFactory(starts_on=date(2008, 5, 31), ends_on=date(2008, 5, 1)),
        lambda: [EventFactory(number=3) for _time in range(2)],
        lambda: OrganiserFactory(country=None, body=None),
        lambda: OrganiserFactory(body=BodyFactory()),
    ],
)
def test_the_database_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
