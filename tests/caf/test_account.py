"""The contact's account: asked for, accepted, tied to the record; and changes that wait for the country."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from playwright.sync_api import expect

from caf.actions.account import invite_to_account
from caf.actions.claim import confirm
from caf.actions.proposal import propose
from caf.forms import claim as claim_forms
from caf.models import Claim, Contact, Organisation, OrganisationProfile, Proposal, ProposalState, Subject, Use
from caf.work import waiting
from caf.workflow import PROPOSAL
from core.clock import present_day
from core.work import items
from core.workflow import Refused, perform
from network.actions import accept_invitation, accept_with_account
from network.models import Invitation, Mail, Person
from network.seats import Seat
from tests.caf.factories import (
    ContactFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    OrganisationProfileFactory,
    ProposalFactory,
)
from tests.caf.test_asking import token_for
from tests.caf.test_claim import claimed, link_in_last_mail
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "a long and quiet sentence"
ADDRESS = "quality@office.example"


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


@pytest.fixture(autouse=True)
def no_limits_left():
    cache.clear()


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def accepted(invitation):
    return accept_invitation(token=invitation.token, password=PASSWORD, name="Karen Jensen")


# --- Who gets one -------------------------------------------------------------------------------------


def test_who_confirms_a_registration_asks_for_an_account_and_sees_the_own_record(client, denmark):
    _claim, _token = claimed(denmark)
    link = link_in_last_mail()
    assert client.get(link, {"account": "on"}).status_code == 200
    assert not Invitation.objects.exists()
    assert "invitation to an account" in client.post(link, {"account": "on"}).content.decode()
    invitation, organisation = Invitation.objects.get(), Organisation.objects.get()
    assert (invitation.email, invitation.seat, invitation.invited_by) == (ADDRESS, Seat.ORGANISATION_CONTACT, None)
    assert invitation.expires_at - timezone.now() < timedelta(days=7, minutes=1)
    mail = Mail.objects.get()
    assert (mail.to, invitation.token in mail.body) == (ADDRESS, True)
    page = client.get(f"/network/invitations/accept/{invitation.token}/").content.decode()
    assert "You asked for an account" in page
    assert "Gammelby Kommune" in page
    answer = client.post(
        f"/network/invitations/accept/{invitation.token}/", {"name": "Karen", "password": PASSWORD}, follow=True
    )
    assert organisation.get_absolute_url() in answer.content.decode()
    person = Person.objects.get(email=ADDRESS)
    assert person.caf_contacts.get().organisation == organisation
    assert [role.seat for role in person.roles_today] == [Seat.ORGANISATION_CONTACT]
    assert client.get(organisation.get_absolute_url()).status_code == 200
    assert client.get(OrganisationFactory(country=denmark).get_absolute_url()).status_code == 404


def test_nobody_gets_one_who_does_not_ask(denmark):
    _claim, token = claimed(denmark)
    confirm(token)
    assert not Invitation.objects.exists()


def test_of_a_record_that_is_there_the_country_says_first_that_it_is_the_same(client, denmark):
    organisation = OrganisationFactory(country=denmark, name="Gammelby Kommune", city="Gammelby")
    claim, token = claimed(denmark)
    said = client.post(f"/caf/join/confirm/{token}/", {"account": "on"}).content.decode()
    assert "it comes once your country has looked" in said
    assert not Invitation.objects.exists()
    claim = Claim.objects.get(pk=claim.pk)
    signed_in(client, someone(Seat.COORDINATOR, denmark)).post(claim.get_absolute_url())
    assert Invitation.objects.get().caf_contact.contact == organisation.contacts.get()


@pytest.mark.parametrize(
    ("changes", "invited"),
    [
        ({"account": "on"}, True),
        ({}, False),
        ({"account": "on", "leave": "on"}, None),
        ({"account": "on", "answer": "other contact", "role": "head", "email": "new@office.example"}, None),
    ],
)
def test_a_contact_asks_behind_the_own_link(client, denmark, changes, invited):
    organisation = OrganisationFactory(country=denmark, state="validated")
    contact = ContactFactory(organisation=organisation, email=ADDRESS)
    url = f"/caf/answer/{token_for(organisation)}/"
    response = client.post(url, {"answer": "still", "words": ""} | changes)
    assert response.status_code == (422 if invited is None else 200)
    assert Invitation.objects.exists() is bool(invited)
    if invited:
        assert Invitation.objects.get().email == contact.email
        person = accepted(Invitation.objects.get())
        assert "account" not in client.get(f"/caf/answer/{token_for(organisation)}/").context["form"].fields
        assert list(Contact.objects.visible_to(person)) == [Contact.objects.get()]


def test_who_keeps_the_record_invites_and_nobody_else_does(client, denmark):
    contact = ContactFactory(organisation__country=denmark, organisation__state="validated", email=ADDRESS)
    url = f"{contact.organisation.get_absolute_url()}contacts/{contact.pk}/invite/"
    for seat, country, code in (
        (Seat.COORDINATOR, CountryFactory(iso2="PL"), 404),
        (Seat.SECRETARIAT, None, 404),
        (Seat.ORGANISATION_CONTACT, None, 404),
    ):
        assert signed_in(client, someone(seat, country)).post(url).status_code == code
    with pytest.raises(PermissionDenied):
        invite_to_account(contact, by=someone(Seat.DIRECTOR_GENERAL, denmark))
    for person in (someone(Seat.COORDINATOR, denmark), someone(Seat.EIPA)):
        page = signed_in(client, person).get(contact.organisation.get_absolute_url()).content.decode()
        assert url in page
        assert client.get(url).status_code == 405
        assert client.post(url).url == contact.organisation.get_absolute_url()
    first, second = Invitation.objects.order_by("pk")
    assert (first.is_open, second.is_open, second.invited_by) == (False, True, person)
    with pytest.raises(Refused, match="run out"):
        accepted(first)
    accepted(second)
    assert url not in client.get(contact.organisation.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="account already"):
        invite_to_account(contact, by=person)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "other@office.example"}, "another mail address"),
        ({"ends_on": date(2008, 1, 1)}, "Somebody else is the contact"),
    ],
)
def test_a_link_to_who_is_the_contact_no_more_makes_no_account(denmark, change, words):
    contact = ContactFactory(organisation__country=denmark, email=ADDRESS)
    invitation = invite_to_account(contact)
    Contact.objects.update(**change)
    with pytest.raises(Refused, match=words):
        accepted(invitation)
    assert not Person.objects.filter(email=ADDRESS).exists()


def test_who_has_an_account_signs_in_and_adds_the_seat(client, denmark):
    coordinator = someone(Seat.COORDINATOR, denmark)
    contact = ContactFactory(organisation__country=denmark, email=coordinator.email)
    invitation = invite_to_account(contact)
    url = f"/network/invitations/accept/{invitation.token}/"
    assert "Sign in with it, then open the link again" in client.get(url).content.decode()
    other = signed_in(client, someone(Seat.EIPA))
    assert other.post(url).status_code == 410
    with pytest.raises((Refused, PermissionDenied)):
        accept_with_account(token=invitation.token, by=someone(Seat.EIPA))
    signed_in(client, coordinator)
    assert "Add this seat to my account" in client.get(url).content.decode()
    contact.refresh_from_db()
    assert contact.person is None
    assert client.post(url).url == "/account/"
    contact.refresh_from_db()
    assert contact.person == coordinator
    assert {role.seat for role in coordinator.roles.all()} == {Seat.COORDINATOR, Seat.ORGANISATION_CONTACT}


# --- What a contact proposes --------------------------------------------------------------------------


@pytest.fixture
def kept(denmark):
    """An organisation with its contact, who has an account."""
    organisation = OrganisationFactory(country=denmark, name="Gammelby Kommune", city="Gammelby", language="da")
    OrganisationNameFactory(organisation=organisation, name="Gammelby Kommune", language="da")
    OrganisationProfileFactory(organisation=organisation, city="Gammelby", level="local")
    contact = ContactFactory(organisation=organisation, person=someone(Seat.ORGANISATION_CONTACT))
    return organisation, contact.person


def moved(organisation, by, **changes):
    row = OrganisationProfile(organisation=organisation, city="Nyby", level="local", **changes)
    return propose(row, subject=Subject.PROFILES, fields=("city", "level", "latitude"), by=by, note="We have moved.")


def decide(proposal, step, by, note=""):
    return perform(PROPOSAL, step, proposal, by=by, known_on=present_day(), note=note)


def test_what_is_proposed_waits_and_is_entered_when_it_is_accepted(kept, denmark):
    organisation, person = kept
    proposal = moved(organisation, person)
    assert moved(organisation, person) == proposal
    organisation.refresh_from_db()
    assert (organisation.city, organisation.profiles.count()) == ("Gammelby", 1)
    coordinator = someone(Seat.COORDINATOR, denmark)
    assert proposal.get_absolute_url() in {item.url for item in items(waiting(coordinator, present_day()))}
    decide(proposal, "accept", coordinator)
    organisation.refresh_from_db()
    profile = organisation.profiles.order_by("pk").last()
    assert (organisation.city, profile.source, profile.note) == (
        "Nyby", "Reported by the organisation itself", "We have moved."
    )  # fmt: skip
    assert profile.known_on == present_day()
    assert profile.latitude is None
    assert Mail.objects.get().to == person.email
    with pytest.raises(Refused, match="cannot be made from"):
        decide(proposal, "accept", coordinator)
    with pytest.raises(Refused, match="Nothing differs"):
        moved(organisation, person)


def test_what_is_declined_says_why_and_changes_nothing(kept, denmark):
    organisation, person = kept
    proposal = moved(organisation, person)
    coordinator = someone(Seat.COORDINATOR, denmark)
    with pytest.raises(Refused, match="Say why"):
        decide(proposal, "decline", coordinator)
    decide(proposal, "decline", coordinator, "The seat is in Gammelby.")
    assert organisation.profiles.count() == 1
    assert "The seat is in Gammelby." in Mail.objects.get().body


def test_who_may_decide_and_who_may_take_it_back(kept, denmark):
    organisation, person = kept
    proposal = moved(organisation, person)
    for other in (person, someone(Seat.COORDINATOR, CountryFactory(iso2="PL")), someone(Seat.SECRETARIAT)):
        for step in ("accept", "decline"):
            with pytest.raises(Refused, match="not open to your seat"):
                decide(proposal, step, other, "No.")
    with pytest.raises(Refused, match="not open to your seat"):
        decide(proposal, "take_back", someone(Seat.EIPA))
    decide(proposal, "take_back", person)
    assert not Mail.objects.exists()
    assert Proposal.objects.get().state == ProposalState.TAKEN_BACK
    stranger = someone(Seat.ORGANISATION_CONTACT)
    ContactFactory(organisation__country=denmark, person=stranger)
    with pytest.raises(Refused, match="your own organisation only"):
        moved(organisation, stranger)
    assert not Proposal.objects.visible_to(stranger).exists()


def test_of_a_person_nothing_stays_once_it_is_decided(kept, denmark):
    organisation, person = kept
    row = Contact(organisation=organisation, role="head", email="head@office.example")
    proposal = propose(row, subject=Subject.CONTACTS, fields=("role", "email"), by=person)
    decide(proposal, "accept", someone(Seat.EIPA))
    assert Proposal.objects.get().values == {}
    assert organisation.contacts.filter(email="head@office.example").exists()


def test_what_the_rules_refuse_is_not_accepted(kept, denmark):
    organisation, person = kept
    use = Use(organisation=organisation, version="2006", starts_on=date(2002, 1, 1))
    proposal = propose(use, subject=Subject.USES, fields=("version", "starts_on"), by=person)
    with pytest.raises(Refused, match="did not exist yet"):
        decide(proposal, "accept", someone(Seat.EIPA))
    assert Proposal.objects.get().state == ProposalState.WAITING
    gone = ProposalFactory(organisation=organisation, row=0)
    gone.steps.create(state="waiting", known_on=date(2008, 11, 1))
    with pytest.raises(Refused, match="is gone"):
        decide(gone, "accept", someone(Seat.EIPA))


def test_the_forms_of_a_contact_ask_nothing_of_the_record(client, kept, denmark):
    organisation, person = kept
    url = organisation.get_absolute_url()
    signed_in(client, person)
    form = client.get(f"{url}names/new/").context["form"]
    assert set(form.fields) == {"name", "language", "kind", "note", "seen"}
    data = {"name": "Nyby Kommune", "language": "da", "kind": "official", "note": "Renamed by the council."}
    answer = client.post(f"{url}names/new/", data, follow=True).content.decode()
    assert "before your country now" in answer
    assert "Changes that wait" in answer
    proposal = Proposal.objects.get()
    page = signed_in(client, someone(Seat.COORDINATOR, denmark)).get(proposal.get_absolute_url()).content.decode()
    assert re.search(r"<del>Gammelby Kommune</del>.*<ins>Nyby Kommune</ins>", page)
    step = {"known_on": present_day().isoformat(), "source": "", "note": ""}
    assert client.post(f"{proposal.get_absolute_url()}do/accept/", step).status_code == 302
    organisation.refresh_from_db()
    assert organisation.name == "Nyby Kommune"


# --- In a browser -------------------------------------------------------------------------------------


def arrived(page, mailbox, number):
    """The words of the mail of that number, once it is there."""
    for _time in range(150):
        if len(mailbox) >= number:
            return mailbox[number - 1].get_payload(decode=True).decode()
        page.wait_for_timeout(100)
    raise AssertionError(f"{len(mailbox)} mails")


def link_in(words):
    return re.search(r"https?://[^/]+(/\S+)", words)[1]


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.processes
@pytest.mark.usefixtures("portal")
def test_from_the_public_form_to_an_accepted_change(page, worker, mailbox, denmark):
    """A stranger registers, confirms, gets an account and proposes; the coordinator reads the difference, accepts."""
    coordinator = someone(Seat.COORDINATOR, denmark)
    coordinator.set_password(PASSWORD)
    coordinator.save()
    worker.start()
    page.goto("/caf/join/")
    for label, words in (("Name", "Gammelby Kommune"), ("City", "Gammelby"), ("Your role", "quality manager")):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Mail address", exact=True).fill(ADDRESS)
    for name, value in (
        ("country", str(denmark.pk)), ("level", "local"), ("sector", "local administration"), ("version", "2006")
    ):  # fmt: skip
        page.locator(f"select[name={name}]").select_option(value)
    page.get_by_text("I agree that").click()
    page.wait_for_timeout(claim_forms.LEAST_TIME.total_seconds() * 1000 + 100)
    page.get_by_role("button", name="Send the registration").click()
    page.goto(link_in(arrived(page, mailbox, 1)))
    page.get_by_text("Invite me to an account").click()
    page.get_by_role("button", name="Confirm the registration").click()
    expect(page.get_by_text("The invitation to an account goes to the address")).to_be_visible()
    page.goto(link_in(arrived(page, mailbox, 2)))
    page.get_by_label("Your name").fill("Karen Jensen")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    page.get_by_role("link", name="Gammelby Kommune").click()
    page.get_by_role("link", name="Report a change").click()
    page.get_by_label("City").fill("Nyby")
    page.get_by_label("Words for your country").fill("We have moved.")
    page.get_by_role("button", name="Send to your country").click()
    expect(page.get_by_text("It is before your country now.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/work/")
    page.locator("input[name=login]").fill(coordinator.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Accept a change, or decline it").click()
    expect(page.locator("del", has_text="Gammelby")).to_be_visible()
    page.get_by_role("link", name="Accept the change").click()
    page.get_by_role("button", name="Accept the change").click()
    expect(page.get_by_text("Done.")).to_be_visible()
    assert Organisation.objects.get().city == "Nyby"
    assert "It stands in the register now" in arrived(page, mailbox, 3)
