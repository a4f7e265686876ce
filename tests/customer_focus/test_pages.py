"""The primer with its parts, dissemination by the own country, good practices; and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from customer_focus.models import DisseminationAction, PresentationContributor, Principle
from network.seats import Seat
from tests.customer_focus.factories import (
    DisseminationActionFactory,
    GuideFactory,
    GuidePresentationFactory,
    PracticeFactory,
    PrincipleFactory,
)
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def eipa(client):
    client.force_login(someone(Seat.EIPA), backend=BACKEND)


def test_a_principle_is_added_to_its_guide_and_stands_at_its_place(client, eipa):
    guide = GuideFactory(key="primer")
    data = {"place": 1, "title_en": "Know what citizens expect", "known_on": "2008-06-01"}
    response = client.post("/customer-focus/guides/primer/principles/new/", data)
    assert response.headers["Location"] == "/customer-focus/guides/primer/1/"
    again = client.post("/customer-focus/guides/primer/principles/new/", data)
    assert "already exists" in str(again.context["form"].non_field_errors())
    assert Principle.objects.get().guide == guide


def test_who_contributed_to_a_presentation_is_either_a_country_or_a_body(client, eipa):
    presentation = GuidePresentationFactory()
    url = f"/customer-focus/presentations/{presentation.pk}/contributors/new/"
    assert "either a country or an institution" in client.post(url, {"place": 1}).content.decode()
    response = client.post(url, {"place": 1, "country": CountryFactory().pk})
    assert response.headers["Location"] == f"/customer-focus/presentations/{presentation.pk}/"
    assert PresentationContributor.objects.count() == 1


def test_an_action_is_reported_for_the_own_country_only(client):
    poland, denmark, guide = CountryFactory(iso2="PL"), CountryFactory(iso2="DK"), GuideFactory()
    client.force_login(someone(Seat.COORDINATOR, poland), backend=BACKEND)
    data = {
        "guide": guide.pk, "kind": "training", "title_en": "Training", "precision": "day", "known_on": "2008-11-01",
    }  # fmt: skip
    url = "/customer-focus/dissemination/new/"
    assert client.post(url, data | {"country": denmark.pk}).status_code == 200
    assert not DisseminationAction.objects.exists()
    assert client.post(url, data | {"country": poland.pk}).status_code == 302
    assert client.get(f"{DisseminationActionFactory(country=denmark).get_absolute_url()}edit/").status_code == 403


def test_a_good_practice_is_found_by_what_it_says(client):
    PracticeFactory(slug="one-desk", title={"en": "One desk", "fr": "Guichet unique"})
    PracticeFactory(slug="other", title={"en": "Other"})
    rows = client.get("/customer-focus/practices/?q=guichet").context["rows"]
    assert [row.url for row in rows] == ["/customer-focus/practices/one-desk/"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: [PrincipleFactory(guide=guide, place=1) for guide in [GuideFactory()] * 2],
        lambda: DisseminationActionFactory(starts_on=date(2008, 2, 1), ends_on=date(2008, 1, 1)),
        lambda: [PracticeFactory(slug="same") for _time in range(2)],
    ],
)
def test_the_database_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
