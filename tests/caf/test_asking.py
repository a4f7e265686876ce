"""The yearly question: who is asked, when, what follows from an answer and from none."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from caf.actions import asking
from caf.models import (
    Answer,
    Confirmation,
    Contact,
    ContactLink,
    CountryAsking,
    Organisation,
    Purpose,
    QuestionStop,
    RegisterState,
)
from caf.reading.freshness import freshness
from caf.work import waiting
from core import jobs
from core.clock import DEMONSTRATION_DAY
from core.models import Job
from core.work import items
from core.workflow import Refused
from network.models import Mail
from network.seats import Seat
from tests.caf.factories import ContactFactory, OrganisationFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = DEMONSTRATION_DAY
LONG_AGO = TODAY - timedelta(days=500)
EMAIL = "quality@office.example"


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


def user_of(country, *, known_on=LONG_AGO, email=EMAIL, state=RegisterState.VALIDATED, **fields):
    organisation = OrganisationFactory(country=country, state=state, known_on=known_on, **fields)
    ContactFactory(organisation=organisation, email=email, known_on=known_on)
    return organisation


def ask(country, day):
    asking.ask_country(country, today=day)
    jobs.run(Job.objects.latest("pk").pk)


def link_in(mail):
    return re.search(r"/caf/answer/[^/\s]+/", mail.body)[0]


def token_for(organisation, purpose=Purpose.ASK, **more):
    contact = organisation.contacts.first()
    _link, address = asking.new_link(organisation, purpose, contact=contact, language="en", **more)
    return address.split("/")[-2]


def test_asked_reminded_dormant(denmark):
    due, fresh = user_of(denmark), user_of(denmark, known_on=TODAY - timedelta(days=100))
    answers = user_of(denmark)
    user_of(CountryFactory(iso2="PL"))
    ContactFactory(organisation=due, email="gone@office.example", ends_on=TODAY)
    for _time in range(2):
        ask(denmark, TODAY)
    assert [mail.to for mail in Mail.objects.all()] == [EMAIL, EMAIL]
    asking.answer(link_in(Mail.objects.latest("pk")).split("/")[-2], answer=Answer.STILL)
    answered = Confirmation.objects.get().organisation
    silent = due if answered == answers else answers

    ContactLink.objects.update(sent_on=TODAY - timedelta(days=31))
    for _time in range(2):
        ask(denmark, TODAY)
    assert [link.organisation for link in ContactLink.objects.filter(purpose=Purpose.REMIND)] == [silent]
    assert Mail.objects.count() == 3

    ContactLink.objects.filter(purpose=Purpose.REMIND).update(sent_on=TODAY - timedelta(days=30))
    for _time in range(2):
        ask(denmark, TODAY)
    states = {row.pk: row.state for row in Organisation.objects.all()}
    assert (states[silent.pk], states[answered.pk], states[fresh.pk]) == ("dormant", "validated", "validated")
    step = silent.steps.last()
    assert (step.by, step.note.startswith("No answer to the question of ")) == (None, True)


def test_only_a_country_that_says_so_asks_and_the_first_mails_go_at_once(client, denmark):
    user_of(denmark)
    assert asking.ask_countries(today=TODAY) == 0
    client.force_login(someone(Seat.COORDINATOR, denmark), backend=BACKEND)
    typed = {"country": denmark.pk, "asks": "on", "language": "en", "known_on": TODAY.isoformat(), "confidence": "high"}
    response = client.post("/caf/asking/new/", typed)
    assert response.url == CountryAsking.objects.get().get_absolute_url()
    assert "still use CAF" in client.get(response.url).content.decode()
    jobs.run(Job.objects.get().pk)
    assert Mail.objects.count() == 1
    assert asking.ask_countries(today=TODAY) == 1
    CountryAsking.objects.create(country=denmark, asks=False, known_on=TODAY + timedelta(days=1))
    assert asking.ask_countries(today=TODAY + timedelta(days=1)) == 0
    poland = CountryFactory(iso2="PL")
    refused = client.post("/caf/asking/new/", typed | {"country": poland.pk})
    assert "country" in refused.context["form"].errors


def test_the_answer_page_writes_on_post_alone_and_once(client, denmark):
    organisation = user_of(denmark, state=RegisterState.DORMANT)
    url = f"/caf/answer/{token_for(organisation)}/"
    assert client.get(url).status_code == 200
    assert not Confirmation.objects.exists()
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"answer": "still"}).status_code == 200
    organisation.refresh_from_db()
    given = organisation.confirmations.get()
    assert (organisation.state, given.role, given.known_on) == ("validated", "Quality manager", TODAY)
    assert client.get(url).status_code == client.post(url, {"answer": "no longer"}).status_code == 410
    assert client.get("/caf/answer/guessed/").status_code == 410
    assert organisation.confirmations.count() == 1


def test_who_no_longer_uses_it_waits_for_the_country(client, denmark):
    organisation, coordinator = user_of(denmark), someone(Seat.COORDINATOR, denmark)
    url = f"/caf/answer/{token_for(organisation)}/"
    client.post(url, {"answer": "no longer", "words": "We closed.", "leave": "on"})
    organisation.refresh_from_db()
    assert organisation.state == "validated"
    assert organisation.contacts.get().ends_on == TODAY
    assert [item.url for item in items(waiting(coordinator, TODAY))] == [organisation.get_absolute_url()]
    client.force_login(coordinator, backend=BACKEND)
    assert "We closed." in client.get(organisation.get_absolute_url()).content.decode()
    client.post(f"{organisation.get_absolute_url()}do/withdraw/", {"known_on": TODAY.isoformat(), "note": "It closed"})
    assert items(waiting(coordinator, TODAY)) == []


def test_what_has_changed_is_settled_by_the_country_alone(client, denmark):
    organisation = user_of(denmark)
    url = f"/caf/answer/{token_for(organisation, Purpose.OWN)}/"
    assert "words" in client.post(url, {"answer": "change"}).context["form"].errors
    client.post(url, {"answer": "change", "words": "We moved to Nyby."})
    given = Confirmation.objects.get()
    client.force_login(someone(Seat.COORDINATOR, CountryFactory(iso2="PL")), backend=BACKEND)
    assert client.post(f"/caf/answers/{given.pk}/settle/").status_code == 404
    assert "Nyby" not in client.get(organisation.get_absolute_url()).content.decode()
    coordinator = someone(Seat.COORDINATOR, denmark)
    client.force_login(coordinator, backend=BACKEND)
    for _time in range(2):
        client.post(f"/caf/answers/{given.pk}/settle/")
    given.refresh_from_db()
    assert (given.settled_by, given.settled_on) == (coordinator, TODAY)


def test_a_new_contact_is_one_only_after_agreeing(client, denmark):
    organisation = user_of(denmark)
    url = f"/caf/answer/{token_for(organisation)}/"
    assert {"role", "email"} == set(client.post(url, {"answer": "other contact"}).context["form"].errors)
    client.post(url, {"answer": "other contact", "role": "head of quality", "email": "New@office.example"})
    assert [contact.email for contact in Contact.objects.in_force(TODAY)] == [EMAIL]
    invitation = link_in(Mail.objects.get(to="new@office.example"))
    assert "agreed" in client.post(invitation, {"answer": "still"}).context["form"].errors
    client.post(invitation, {"answer": "still", "agreed": "on"})
    contact = Contact.objects.in_force(TODAY).get()
    assert (contact.email, contact.role, contact.consented_on) == ("new@office.example", "head of quality", TODAY)
    assert not ContactLink.objects.exclude(email="").exists()


def test_an_invitation_that_nobody_takes_up_leaves_no_address(denmark):
    organisation = user_of(denmark)
    asking.new_link(organisation, Purpose.INVITE, contact=None, language="en", role="head", email="new@office.example")
    assert asking.forget_invited() == 0
    assert asking.forget_invited(now=timezone.now() + timedelta(days=31)) == 1


def test_what_was_sent_back_comes_back_with_the_answer(client, denmark):
    organisation = user_of(denmark, state=RegisterState.CLAIMED)
    client.post(f"/caf/answer/{token_for(organisation, Purpose.COMPLETE)}/", {"answer": "change", "words": "CAF 2006"})
    organisation.refresh_from_db()
    assert (organisation.state, organisation.steps.last().note) == ("to validate", "CAF 2006")


def test_a_link_that_has_run_out_or_belongs_to_a_former_contact_is_refused(denmark):
    organisation = user_of(denmark)
    token = token_for(organisation, Purpose.OWN)
    ContactLink.objects.update(made_at=timezone.now() - timedelta(days=4))
    with pytest.raises(Refused, match="run out"):
        asking.answer(token, answer=Answer.STILL)
    token = token_for(organisation)
    organisation.contacts.update(ends_on=TODAY)
    with pytest.raises(Refused, match="Somebody else"):
        asking.answer(token, answer=Answer.STILL)


def test_asking_for_a_link_tells_nothing(client, denmark):
    cache.clear()
    user_of(denmark)
    known, unknown = (client.post("/caf/keep/", {"email": email}).content for email in (EMAIL, "x@office.example"))
    assert known == unknown
    assert Mail.objects.get().to == EMAIL


def test_freshness_is_told_by_country_in_the_order_of_names(denmark):
    poland = CountryFactory(iso2="PL")
    stale = user_of(denmark)
    user_of(denmark, known_on=TODAY - timedelta(days=10))
    user_of(poland)
    rows = freshness(TODAY)
    assert [(row.country.iso2, row.validated, row.fresh, row.share) for row in rows] == [
        ("DK", 2, 1, 50), ("PL", 1, 0, 0),
    ]  # fmt: skip
    asking.answer(token_for(stale), answer=Answer.STILL)
    assert freshness(TODAY, [denmark.pk])[0].stale == 0
    assert freshness(TODAY - timedelta(days=1), [denmark.pk])[0].stale == 1


def test_the_database_keeps_no_address_of_a_used_link(denmark):
    organisation = user_of(denmark)
    with pytest.raises(IntegrityError), transaction.atomic():
        token_for(organisation, email="new@office.example")


# --- Stopping it by one press ---------------------------------------------------------------------------


def test_one_press_in_the_mail_program_stops_the_yearly_question(denmark, mailbox, settings):
    organisation, other = user_of(denmark), user_of(denmark, email="other@office.example")
    second = ContactFactory(organisation=organisation, email="second@office.example", known_on=LONG_AGO)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    ask(denmark, TODAY)
    for job in Job.objects.filter(kind="send mail"):
        jobs.run(job.pk)
    sent = {message["To"]: message for message in mailbox}
    assert set(sent) == {EMAIL, "second@office.example", "other@office.example"}
    mail = sent[EMAIL]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "<caf-yearly-question." in mail["List-Id"]
    assert mail["Auto-Submitted"] == "auto-generated"
    address = re.fullmatch(r"<(https?://[^/]+(/\S+))>", "".join(mail["List-Unsubscribe"].split()))[2]
    client = Client(enforce_csrf_checks=True)  # a mail program has no cookie
    page = client.get(address)
    assert b"No yearly question any more?" in page.content
    assert not QuestionStop.objects.exists()
    for _time in range(2):
        assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert QuestionStop.objects.get().contact.email == EMAIL
    assert client.post(address.replace("/stop/", "/stop/1")).status_code == 410
    a_year_later = TODAY + timedelta(days=800)
    Mail.objects.all().delete()
    ask(denmark, a_year_later)
    assert set(Mail.objects.values_list("to", flat=True)) == {"second@office.example", "other@office.example"}
    asking.stop_questions(second)
    assert list(asking.due(a_year_later + timedelta(days=800))) == [other]
    assert organisation.contacts.in_force(TODAY).count() == 2  # both remain contacts


def test_other_mails_to_a_contact_belong_to_no_list(denmark):
    user_of(denmark)
    asking.send_own_links(EMAIL)
    assert Mail.objects.get().headers == {}
