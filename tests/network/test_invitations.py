"""Inviting, the mail that goes out once, and the link that is opened by people and by scanners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.jobs import run
from core.models import Job, JobState
from core.workflow import Refused
from network import mail as mails
from network.actions import accept_invitation, end_role, give_role, invite
from network.models import Country, CountryName, Invitation, Mail, Membership, Person, Role, Standing
from network.seats import Right, Seat

pytestmark = pytest.mark.django_db

PASSWORD = "a long and quiet sentence"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A request in French would leave its language to the next test."""
    with override("en"):
        yield


def person(email: str, *seats: str, country: Country | None = None) -> Person:
    made = Person.objects.create_user(email, PASSWORD, name=email.partition("@")[0].title())
    for seat in seats:
        Role.objects.create(person=made, seat=seat, country=country)
    return made


@pytest.fixture
def denmark() -> Country:
    made = Country.objects.create(iso2="DK", iso3="DNK", eu_code="DK")
    for code, name in (("en", "Denmark"), ("fr", "Danemark")):
        CountryName.objects.create(country=made, language=code, name=name, known_on=date(1973, 1, 1))
    Membership.objects.create(country=made, standing=Standing.MEMBER, known_on=date(1973, 1, 1))
    return made


@pytest.fixture
def administrator() -> Person:
    return person("operator@portal.test", Seat.ADMINISTRATOR)


@pytest.fixture
def invitation(administrator: Person, denmark: Country) -> Invitation:
    return invite_coordinator(administrator, denmark)


def invite_coordinator(by: Person, to: Country | None, **more: Any) -> Invitation:
    details = {"email": "Coordinator@Ministry.test", "name": "Karen Jensen", "seat": Seat.COORDINATOR, "country": to}
    return invite(by=by, role_ends_on=None, site="https://portal.test", **{**details, **more})


def link(invitation: Invitation) -> str:
    return reverse("network:invitation_accept", args=[invitation.token])


# --- Inviting -----------------------------------------------------------------------------------------


def test_inviting_writes_a_mail_and_a_job(invitation):
    assert invitation.email == "coordinator@ministry.test"
    mail = Mail.objects.get(about=f"invitation {invitation.pk}")
    assert mail.subject.startswith("[EUPAN] ")
    assert mail.body.startswith("You get this mail because Operator invites you")
    assert re.findall(r"https?://\S+", mail.body) == [f"https://portal.test{link(invitation)}"]
    assert Job.objects.get().arguments == {"mail": mail.pk}


def test_the_mail_goes_out_once_however_often_its_job_runs(invitation):
    mail = Mail.objects.get()
    run(Job.objects.get().pk)
    mails.send(mail.pk)
    mail.refresh_from_db()
    assert [sent.to for sent in outbox.outbox] == [["coordinator@ministry.test"]]
    assert mail.sent_at is not None
    assert mail.body == ""  # the link is not kept
    assert Job.objects.get().state == JobState.DONE


def test_a_mail_whose_server_is_away_waits_and_can_be_asked_for_again(invitation, settings, client, administrator):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.network.test_invitations.NoServer"
    run(Job.objects.get().pk)
    assert Job.objects.get().state == JobState.QUEUED
    assert "ConnectionRefusedError" in Job.objects.get().error
    assert Mail.objects.get().sent_at is None
    run(Job.objects.get().pk)
    assert Job.objects.get().attempts == 1  # it waits a minute before it is tried again
    settings.EMAIL_BACKEND = working
    client.force_login(administrator)
    assert client.post(invitation.get_absolute_url()).status_code == 302
    run(Job.objects.latest("pk").pk)
    assert len(outbox.outbox) == 1


class NoServer:
    """A mail server that is away."""

    def __init__(self, **_options: Any) -> None:
        pass

    def send_messages(self, messages: Any) -> None:
        raise ConnectionRefusedError


def test_the_mail_is_written_in_the_language_asked_for(administrator, denmark):
    invitation = invite_coordinator(administrator, denmark, language="fr")
    mail = Mail.objects.get()
    assert f"https://portal.test/fr{link(invitation)}" in mail.body
    assert mail.language == "fr"


@pytest.mark.parametrize("seat", [Seat.SECRETARIAT, Seat.EIPA, Seat.COORDINATOR])
def test_only_administrators_invite(seat, denmark):
    other = person("other@portal.test", seat, country=denmark)
    with pytest.raises(PermissionDenied):
        invite_coordinator(other, denmark)
    assert not Invitation.objects.exists()


def test_whoever_has_an_account_is_not_invited_again(administrator, denmark):
    person("coordinator@ministry.test")
    with pytest.raises(Refused, match="has an account already"):
        invite_coordinator(administrator, denmark)


def test_nobody_is_invited_twice_to_one_seat_while_the_link_works(invitation, administrator, denmark):
    with pytest.raises(Refused, match="invited to this seat already"):
        invite_coordinator(administrator, denmark)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    assert invite_coordinator(administrator, denmark).is_open


def test_a_seat_says_whether_it_needs_a_country(administrator, denmark):
    with pytest.raises(Refused, match="say which"):
        invite_coordinator(administrator, None)
    with pytest.raises(Refused, match="whole network"):
        invite_coordinator(administrator, denmark, seat=Seat.EIPA)


# --- Accepting ----------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing(client, invitation):
    for _time in range(2):
        answer = client.get(link(invitation))
        assert answer.status_code == 200
    assert "Karen Jensen" in answer.content.decode()
    assert client.head(link(invitation)).status_code == 200
    invitation.refresh_from_db()
    assert invitation.is_open
    assert Person.objects.count() == 1


def test_accepting_makes_the_account_and_signs_in(client, invitation, denmark):
    answer = client.post(link(invitation), {"name": "Karen Jensen", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [(reverse("account_home"), 302)]
    newcomer = Person.objects.get(email="coordinator@ministry.test")
    assert answer.context["user"] == newcomer
    assert newcomer.may(Right.EDIT_BIDS, denmark)
    invitation.refresh_from_db()
    assert invitation.accepted_by == newcomer
    client.logout()
    signed_in = client.post(reverse("account_login"), {"login": newcomer.email, "password": PASSWORD})
    assert signed_in.status_code == 302


def test_a_weak_password_is_refused_and_the_link_still_works(client, invitation):
    answer = client.post(link(invitation), {"name": "Karen Jensen", "password": "karenjensen"})
    assert answer.status_code == 422
    assert "too similar" in answer.content.decode()
    assert Person.objects.count() == 1
    with pytest.raises(ValidationError):
        accept_invitation(token=invitation.token, password="12345678", name="Karen Jensen")


def test_a_used_link_says_so(client, invitation):
    accept_invitation(token=invitation.token, password=PASSWORD, name="Karen Jensen")
    answer = client.get(link(invitation))
    assert answer.status_code == 410
    assert "This link has been used" in answer.content.decode()
    again = client.post(link(invitation), {"name": "Someone else", "password": PASSWORD})
    assert again.status_code == 410
    assert Person.objects.count() == 2


def test_an_old_link_says_so(client, invitation):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "This link has run out" in client.get(link(invitation)).content.decode()
    with pytest.raises(Refused, match="run out"):
        accept_invitation(token=invitation.token, password=PASSWORD, name="Karen Jensen")


def test_an_unknown_link_says_so(client, db):
    answer = client.get(reverse("network:invitation_accept", args=["made-up"]))
    assert answer.status_code == 410
    assert "belongs to no invitation" in answer.content.decode()


def test_whoever_is_signed_in_does_not_take_an_account_by_accident(client, invitation, administrator):
    client.force_login(administrator)
    assert "You are signed in as Operator" in client.get(link(invitation)).content.decode()


def test_a_role_whose_end_has_passed_is_not_given(administrator, denmark):
    invitation = invite_coordinator(administrator, denmark)
    Invitation.objects.update(role_ends_on=timezone.localdate() - timedelta(days=1))
    newcomer = accept_invitation(token=invitation.token, password=PASSWORD, name="Karen Jensen")
    assert newcomer.roles_today == []


# --- Roles --------------------------------------------------------------------------------------------


def test_a_role_is_given_once(administrator, denmark):
    member = person("member@ministry.test")
    give_role(by=administrator, person=member, seat=Seat.COORDINATOR, country=denmark)
    with pytest.raises(Refused, match="already"):
        give_role(by=administrator, person=member, seat=Seat.COORDINATOR, country=denmark)
    with pytest.raises(PermissionDenied):
        give_role(by=member, person=member, seat=Seat.ADMINISTRATOR)


def test_a_role_that_ends_keeps_its_days(administrator, denmark):
    member = person("member@ministry.test", Seat.COORDINATOR, country=denmark)
    role = member.roles.get()
    Role.objects.update(from_on=date(2008, 7, 1))
    role.refresh_from_db()
    end_role(by=administrator, role=role, on=date(2008, 12, 31))
    role.refresh_from_db()
    assert role.held_on(date(2008, 12, 31))
    assert not role.held_on(date(2009, 1, 1))


def test_a_role_given_today_by_mistake_is_taken_away(administrator, denmark):
    member = person("member@ministry.test", Seat.COORDINATOR, country=denmark)
    end_role(by=administrator, role=member.roles.get())
    assert not member.roles.exists()


def test_the_last_administrator_stays(administrator):
    with pytest.raises(Refused, match="last administrator"):
        end_role(by=administrator, role=administrator.roles.get())
    other = person("second@portal.test", Seat.ADMINISTRATOR)
    end_role(by=other, role=administrator.roles.get())


def test_the_last_administrator_stays_however_the_seat_is_mended(client, administrator):
    client.force_login(administrator)
    role, today = administrator.roles.get(), timezone.localdate()
    url = f"/network/people/{administrator.pk}/"
    kept = {"seat": Seat.ADMINISTRATOR, "country": "", "from_on": role.from_on.isoformat(), "to_on": ""}
    away = [{"to_on": today.isoformat()}, {"seat": Seat.SECRETARIAT}, {"from_on": f"{today.year + 1}-01-01"}]

    def send(page, data):
        seen = client.get(f"{url}{page}").context["form"]["seen"].value()
        return client.post(f"{url}{page}", data | {"seen": seen})

    for change in away:
        response = send(f"roles/{role.pk}/edit/", kept | change)
        assert "last administrator" in response.content.decode(), change
        role.refresh_from_db()
        assert (role.seat, role.to_on, role.held_on(today)) == (Seat.ADMINISTRATOR, None, True)
    person_data = {"name": administrator.name, "email": administrator.email, "language": "en"}
    assert "last administrator" in str(send("edit/", person_data).context["form"].errors["is_active"])
    person("second@portal.test", Seat.ADMINISTRATOR)
    assert send(f"roles/{role.pk}/edit/", kept | {"to_on": today.isoformat()}).status_code == 302


# --- Pages --------------------------------------------------------------------------------------------


def test_the_pages_are_the_administrators(client, invitation, administrator, denmark):
    pages = [reverse("network:invitation_list"), reverse("network:invitation_new"), invitation.get_absolute_url()]
    for page in pages:
        assert client.get(page).status_code == 302
    client.force_login(person("member@ministry.test", Seat.COORDINATOR, country=denmark))
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    client.force_login(administrator)
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


def test_a_person_is_invited_through_the_form(client, administrator, denmark):
    client.force_login(administrator)
    page = reverse("network:invitation_new")
    details = {"email": "dg@ministry.test", "name": "Anne", "seat": Seat.DIRECTOR_GENERAL, "language": "fr"}
    refused = client.post(page, details)
    assert refused.status_code == 422
    assert "say which" in refused.content.decode()
    accepted = client.post(page, {**details, "country": denmark.pk})
    assert accepted.status_code == 302
    assert "http://testserver/fr/" in Mail.objects.get().body
    assert "dg@ministry.test" in client.get(reverse("network:invitation_list")).content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(client, administrator, denmark, django_assert_max_num_queries):
    client.force_login(administrator)
    invite_coordinator(administrator, denmark)
    with django_assert_max_num_queries(9):
        client.get(reverse("network:invitation_list"))
    for name in ("b", "c"):
        invite_coordinator(administrator, denmark, email=f"{name}@ministry.test")
    with django_assert_max_num_queries(9):
        client.get(reverse("network:invitation_list"))


# --- Sign-in ------------------------------------------------------------------------------------------


def test_nobody_signs_up_alone(client):
    answer = client.post(reverse("account_signup"), {"email": "x@y.test", "password1": PASSWORD, "password2": PASSWORD})
    assert not Person.objects.exists()
    assert answer.status_code == 200


def test_a_forgotten_password_is_mailed_through_a_row(client, administrator):
    client.post(reverse("account_reset_password"), {"email": administrator.email})
    mail = Mail.objects.get()
    assert mail.to == administrator.email
    assert mail.subject.startswith("[EUPAN] ")
    assert mail.subject.count("[EUPAN]") == 1


@pytest.mark.parametrize(
    "name",
    ["account_home", "account_change_password", "mfa_index", "mfa_list_webauthn", "account_logout"],
)
def test_the_pages_of_the_account_open(client, administrator, name):
    assert client.get(reverse(name)).status_code == 302
    client.post(reverse("account_login"), {"login": administrator.email, "password": PASSWORD})
    assert client.get(reverse(name)).status_code == 200


def test_the_account_page_shows_roles_with_their_end(client, denmark):
    member = person("member@ministry.test", Seat.COORDINATOR, country=denmark)
    Role.objects.update(to_on=timezone.localdate() + timedelta(days=400))
    client.force_login(member)
    words = client.get(reverse("account_home")).content.decode()
    assert "Coordinator, Denmark" in words
    assert "until " in words
