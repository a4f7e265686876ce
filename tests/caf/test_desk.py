"""The desk of the register, the page of a country and its fact sheet."""

from datetime import date

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caf.models import Answer, Confirmation, RegisterState
from caf.reading.bounces import bounced_contacts
from caf.reading.desk import QUEUES, SHOWN, queues
from caf.tallies import recount_all
from caf.views.country import sheet_of
from core import jobs
from core.clock import DEMONSTRATION_DAY
from core.models import Job, Print
from network.mail import queue_mail
from network.seats import Seat
from tests.caf.factories import ContactFactory, ExpertFactory, OrganisationFactory, RegistrationFactory, UseFactory
from tests.caf.pef_factories import LabelFactory
from tests.network.factories import CountryFactory, someone
from tests.servers import free_port

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


def numbers(user):
    return {queue.key: queue.number for queue in queues(user, DEMONSTRATION_DAY) if queue.number}


def test_each_sees_the_queues_of_the_own_countries(client, denmark):
    OrganisationFactory(country=denmark)
    OrganisationFactory(country=CountryFactory(iso2="PL"))
    old = OrganisationFactory(country=denmark, state=RegisterState.VALIDATED, known_on=date(2007, 1, 1))
    OrganisationFactory(country=denmark, state=RegisterState.VALIDATED, known_on=date(2007, 1, 1))
    ContactFactory(organisation=old)
    eipa, coordinator = someone(Seat.EIPA), someone(Seat.COORDINATOR, denmark)
    assert numbers(eipa) == {"validate": 2, "stale": 1, "contact": 1}
    assert numbers(coordinator) == {"validate": 1, "stale": 1, "contact": 1}
    client.force_login(coordinator, backend=BACKEND)
    page = client.get("/caf/desk/").content.decode()
    assert old.name in page
    [(country, *_urls)] = client.get("/caf/desk/").context["countries"]
    assert country.stale == numbers(coordinator)["stale"] + numbers(coordinator)["contact"]
    assert "Stale, with a contact" in page
    assert country.country.iso2 == "DK"
    assert len({queue.key for queue in queues(eipa, DEMONSTRATION_DAY)}) == len(QUEUES)


@pytest.mark.parametrize("seat", [Seat.EIPA, Seat.COORDINATOR])
def test_each_number_of_the_desk_leads_to_a_list_of_as_many(client, denmark, seat):
    """Also where something became known after the day of the desk."""
    old, poland = {"state": RegisterState.VALIDATED, "known_on": date(2007, 1, 1)}, CountryFactory(iso2="PL")
    for country in (denmark, poland):
        entered = OrganisationFactory(country=country)
        RegistrationFactory(organisation=entered, state=RegisterState.TO_VALIDATE, known_on=entered.known_on)
        later = OrganisationFactory(country=country, known_on=date(2009, 1, 1))
        RegistrationFactory(organisation=later, state=RegisterState.TO_VALIDATE, known_on=date(2009, 1, 1))
        validated = [OrganisationFactory(country=country, **old) for _time in range(SHOWN + 1)]
        for one in validated:
            RegistrationFactory(organisation=one, state=RegisterState.VALIDATED, known_on=date(2007, 1, 1))
        RegistrationFactory(organisation=validated[0], state=RegisterState.VALIDATED, known_on=date(2008, 6, 1))
        ContactFactory(organisation=validated[1])
        Confirmation.objects.create(organisation=validated[2], answer=Answer.CHANGE, known_on=date(2008, 6, 1))
        LabelFactory(application__organisation=validated[3], granted_on=date(2007, 2, 1), valid_until=date(2009, 1, 31))
    client.force_login(someone(seat, denmark if seat == Seat.COORDINATOR else None), backend=BACKEND)
    desk = client.get("/caf/desk/")
    times = 2 if seat == Seat.EIPA else 1
    told = {queue.key: queue.number for queue in desk.context["queues"] if queue.number}
    assert told == {"validate": times, "answers": times, "stale": times, "contact": 9 * times, "labels": times}
    for queue in desk.context["queues"]:
        if queue.number:
            assert client.get(queue.url).context["page"].paginator.count == queue.number, queue.url
    for row, validated_url, fresh_url, stale_url in desk.context["countries"]:
        for url, number in ((validated_url, row.validated), (fresh_url, row.fresh), (stale_url, row.stale)):
            assert client.get(url).context["count"] == number, url
    assert client.get("/caf/desk/stale/").status_code == 404  # the register shows that one


class Refusing:
    """A mail server that takes nobody's mail."""

    def __init__(self, answer):
        self.answer = answer

    async def handle_RCPT(self, *_about):  # noqa: N802 - as aiosmtpd calls it
        return self.answer


@pytest.mark.parametrize(("answer", "bounced"), [("550 No such person here", True), ("450 Later", False)])
def test_a_contact_whose_address_the_mail_server_refuses_has_bounced(denmark, settings, answer, bounced):
    contact = ContactFactory(organisation__country=denmark)
    queue_mail(to=contact.email, subject="A", body="B", language="en", about=f"CAF contact {contact.pk}")
    server = Controller(Refusing(answer), hostname="127.0.0.1", port=free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    server.start()
    try:
        jobs.run(Job.objects.get().pk)
    finally:
        server.stop()
    assert bounced_contacts().filter(pk=contact.pk).exists() is bounced
    contact.email = "new@office.example"
    contact.save()
    assert not bounced_contacts().exists()


def counted(country, number):
    for _number in range(number):
        organisation = OrganisationFactory(country=country, state=RegisterState.VALIDATED, level="local")
        UseFactory(organisation=organisation)
    recount_all()


def test_the_page_of_a_country_counts_its_own_as_of_the_day(client, denmark):
    counted(denmark, 1)
    counted(CountryFactory(iso2="PL"), 1)
    with CaptureQueriesContext(connection) as one:
        card = client.get("/caf/countries/dk/").context["card"]
    assert (card.counted, card.freshness.validated) == (1, 1)
    assert [(heading, [bar.words for bar, _url in lines]) for heading, _label, lines in card.parts][1] == (
        "By level of government", ["1"],
    )  # fmt: skip
    counted(denmark, 2)
    with CaptureQueriesContext(connection) as three:
        assert client.get("/caf/countries/dk/").context["card"].counted == 3
    assert len(one) == len(three)
    assert client.get("/caf/countries/dk/?as-of=2001-01-01").context["card"].counted == 0
    assert client.get("/caf/countries/xx/").status_code == 404


def test_the_fact_sheet_is_asked_for_and_made_once(client, denmark):
    counted(denmark, 1)
    assert client.get("/caf/countries/dk/pdf/").status_code == 302
    for _time in range(2):
        client.post("/caf/countries/dk/print/")
    jobs.run(Job.objects.get().pk)
    assert Print.objects.count() == 1
    response = client.get("/caf/countries/dk/pdf/")
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"].endswith('caf-dk-2008-11-26.pdf"')


def test_the_fact_sheet_names_the_correspondents_to_who_may_know_them(denmark):
    ExpertFactory(country=denmark, institution="Ministry of Quality", name="Karen Jensen", known_on=date(2008, 6, 1))
    ExpertFactory(country=denmark, name="Somebody later", known_on=date(2009, 6, 1))
    day = date(2008, 11, 26)
    for reader, named in (
        (AnonymousUser(), False),
        (someone(Seat.ORGANISATION_CONTACT), False),
        (someone(Seat.COORDINATOR, denmark), True),
    ):
        html = sheet_of(denmark, day, reader).html
        assert ("Karen Jensen" in html) is named
        assert ("1 person is named" in html) is not named
        assert "Ministry of Quality" in html
        assert "Somebody later" not in html


def test_the_page_of_a_country_names_the_correspondents_as_its_fact_sheet(client, denmark):
    ExpertFactory(country=denmark, institution="Ministry of Quality", name="Karen Jensen", known_on=date(2008, 6, 1))
    page = client.get("/caf/countries/dk/").content.decode()
    assert "1 person is named" in page
    assert "Ministry of Quality" in page
    assert "Karen Jensen" not in page
    client.force_login(someone(Seat.COORDINATOR, denmark), backend=BACKEND)
    assert "Karen Jensen" in client.get("/caf/countries/dk/").content.decode()
