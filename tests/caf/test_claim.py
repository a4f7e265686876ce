"""Self-registration: the public form, its limits, the link, and what the country gets."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from caf.actions.claim import ask_for_confirmation, confirm, forget_unconfirmed
from caf.forms import claim as forms
from caf.models import Claim, Contact, Organisation, RegisterState
from caf.work import waiting
from core.values import Period
from core.work import items
from core.workflow import Refused
from network.models import Mail
from network.seats import Seat
from tests.caf.factories import ContactFactory, OrganisationFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ADDRESS = "quality@office.example"


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


@pytest.fixture(autouse=True)
def no_limits_left(monkeypatch):
    monkeypatch.setattr(forms, "LEAST_TIME", timedelta(seconds=-1))
    cache.clear()


def typed(country, **changes):
    return {
        "name": "Gammelby Kommune", "english_name": "Municipality of Oldtown", "country": country.pk,
        "city": "Gammelby", "website": "https://gammelby.example",
        "level": "local", "sector": "local administration", "size": "50-249",
        "version": "2006", "year": "2007", "month": "3", "role": "quality manager", "email": ADDRESS.upper(),
        "agreed": "on", "comment": "", "opened": forms.opened_now(),
    } | changes  # fmt: skip


def link_in_last_mail():
    return re.search(r"/caf/join/confirm/[^/\s]+/", Mail.objects.latest("pk").body)[0]


def test_from_the_form_to_the_queue_of_the_country(client, denmark):
    assert client.get("/caf/join/").status_code == 200
    assert client.post("/caf/join/", typed(denmark)).url == "/caf/join/sent/"
    assert not Organisation.objects.exists()
    link = link_in_last_mail()
    for _time in range(2):
        asked = client.get(link).content.decode()
        assert "Gammelby Kommune" in asked
        assert "March 2007" in asked
        assert "1 March 2007" not in asked  # nobody said so
    assert not Organisation.objects.exists()

    assert "registration is confirmed" in client.post(link).content.decode()
    assert client.post(link).status_code == client.get(link).status_code == 410
    organisation = Organisation.objects.get()
    assert (organisation.state, organisation.origin) == (RegisterState.TO_VALIDATE, "self")
    assert [(step.state, step.by) for step in organisation.steps.all()] == [("claimed", None), ("to validate", None)]
    assert (organisation.uses.get().begun, organisation.names.count()) == (Period.month(2007, 3), 2)
    contact = organisation.contacts.get()
    assert (contact.role, contact.email, contact.consent) == ("quality manager", ADDRESS, forms.PRIVACY_VERSION)
    assert contact.consented_on == organisation.known_on
    claim = Claim.objects.get()
    assert (claim.email, claim.role, claim.settled_by) == ("", "", None)
    assert not Mail.objects.exists()

    waits = items(waiting(someone(Seat.COORDINATOR, denmark), timezone.localdate()))
    assert [item.url for item in waits] == [organisation.get_absolute_url()]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agreed": ""}, "agreed"),
        ({"year": "2005"}, "year"),
        ({"year": "2100"}, "year"),
        ({"year": ""}, "year"),
        ({"email": "no address"}, "email"),
        ({"comment": "buy this"}, "comment"),
        ({"opened": "forged"}, "__all__"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, denmark, changes, field):
    response = client.post("/caf/join/", typed(denmark) | changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Municipality of Oldtown" in response.content.decode()
    assert not Claim.objects.exists()


def test_what_is_sent_too_fast_is_taken_the_second_time(client, denmark, monkeypatch):
    monkeypatch.setattr(forms, "LEAST_TIME", timedelta(hours=1))
    response = client.post("/caf/join/", typed(denmark))
    assert "faster than one can read" in response.content.decode()
    opened = response.context["form"]["opened"].value()
    monkeypatch.setattr(forms, "LEAST_TIME", timedelta(seconds=-1))
    assert client.post("/caf/join/", typed(denmark, opened=opened)).status_code == 302


def test_the_answer_is_the_same_whatever_is_on_record(client, denmark):
    hidden = OrganisationFactory(country=denmark, name="Gammelby Kommune", city="Gammelby")
    ContactFactory(organisation=hidden, email=ADDRESS)
    someone(Seat.COORDINATOR, denmark)
    known, unknown = (
        client.post("/caf/join/", typed(denmark, name=name, email=email), follow=True).content
        for name, email in (("Gammelby Kommune", ADDRESS), ("Nyby Kommune", "other@office.example"))
    )
    assert known == unknown


def test_one_address_gets_three_mails_a_day_and_one_computer_has_its_hour(client, denmark):
    for number in range(20):
        assert client.post("/caf/join/", typed(denmark, name=f"Office {number}")).url == "/caf/join/sent/"
    assert Mail.objects.count() == Claim.objects.count() == 3
    response = client.post("/caf/join/", typed(denmark, email="new@office.example"))
    assert response.status_code == 429
    assert "Wait an hour" in response.content.decode()


def claimed(denmark, **changes):
    fields = {"name": "Gammelby Kommune", "city": "Gammelby", "level": "local", "sector": "local administration"}
    more = {"version": "2006", "role": "quality manager", "email": ADDRESS, "consent": "2008-11", "country": denmark}
    claim = Claim(**fields | more | changes)
    ask_for_confirmation(claim)
    return claim, link_in_last_mail().split("/")[-2] if Mail.objects.exists() else ""


def test_the_same_sent_twice_is_one_claim_and_a_mended_one_takes_its_place(denmark):
    _first, token = claimed(denmark)
    claimed(denmark)
    assert Mail.objects.count() == 1
    claimed(denmark, city="Nyby")
    assert (Claim.objects.get().city, Mail.objects.count()) == ("Nyby", 1)
    with pytest.raises(Refused, match="belongs to no registration"):
        confirm(token)


def test_what_the_register_has_is_put_before_the_country(client, denmark):
    organisation = OrganisationFactory(country=denmark, name="Gammelby Kommune", city="Gammelby")
    claim, token = claimed(denmark)
    assert "registration is confirmed" in client.post(f"/caf/join/confirm/{token}/").content.decode()
    coordinator = someone(Seat.COORDINATOR, denmark)
    claim.refresh_from_db()
    waits = [item for item in items(waiting(coordinator, timezone.localdate())) if item.url == claim.get_absolute_url()]
    assert len(waits) == 1
    client.force_login(someone(Seat.COORDINATOR, CountryFactory(iso2="PL")), backend=BACKEND)
    assert client.post(claim.get_absolute_url()).status_code == 404
    client.force_login(coordinator, backend=BACKEND)
    assert ADDRESS in client.get(claim.get_absolute_url()).content.decode()
    assert client.post(claim.get_absolute_url()).url == organisation.get_absolute_url()
    assert (organisation.contacts.get().email, organisation.uses.get().version) == (ADDRESS, "2006")
    client.post(claim.get_absolute_url())
    assert organisation.contacts.count() == 1
    assert not Claim.objects.waiting().exists()

    claimed(denmark)  # of a contact that the record has: nothing to ask anybody
    confirm(link_in_last_mail().split("/")[-2])
    assert not Claim.objects.waiting().exists()


def test_a_refused_claim_says_why_by_mail_and_keeps_no_address(client, denmark):
    OrganisationFactory(country=denmark, name="Gammelby Kommune", city="Gammelby")
    claim, token = claimed(denmark)
    confirm(token)
    client.force_login(someone(Seat.EIPA), backend=BACKEND)
    url = f"{claim.get_absolute_url()}refuse/"
    assert "reason" in client.post(url, {"reason": " "}).context["form"].errors
    assert client.post(url, {"reason": "It is a school of another town."}).status_code == 302
    mail = Mail.objects.get()
    assert (mail.to, "school of another town" in mail.body) == (ADDRESS, True)
    claim.refresh_from_db()
    assert (claim.email, claim.settled_at is None) == ("", False)
    assert not Contact.objects.exists()


def test_what_nobody_confirms_is_gone_after_two_weeks(denmark):
    _claim, token = claimed(denmark)
    Claim.objects.update(asked_at=timezone.now() - timedelta(days=14, minutes=1))
    with pytest.raises(Refused, match="run out"):
        confirm(token)
    assert (forget_unconfirmed(), forget_unconfirmed()) == (1, 0)
    assert not Mail.objects.exists()


def test_the_database_keeps_no_person_of_a_settled_claim(denmark):
    _claim, token = claimed(denmark)
    confirm(token)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(email=ADDRESS)
