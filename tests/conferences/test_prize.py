"""Prizes, laureates and certificates: decisions as dated rows, rights, what a certificate proves."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from conferences.actions.prize import decide_laureate, issue_certificate
from conferences.forms.prize import PrizeForm
from conferences.models import Certificate, EditionKind, Laureate, Nominee, Prize
from conferences.permissions import can_edit_prizes
from conferences.press.documents import certificate_pdf
from conferences.workflow.prize import LAUREATE
from core import jobs
from core.certificates import qr_svg
from core.models import Job, JobState
from core.values import Text
from core.workflow import Refused, perform
from network.seats import Seat
from tests.conferences.factories import (
    EditionFactory,
    EditionScheduleFactory,
    LaureateFactory,
    NomineeFactory,
    PrizeFactory,
)
from tests.network.factories import CountryFactory, someone
from tests.pdf_reader import elements, opened, shown

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SITE = "https://portal.example"
DECIDED = date(2009, 11, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def edition():
    return belgian_edition()


def belgian_edition():
    """A national edition of Belgium."""
    name = Text(en="5th Conference", fr="5e Conférence")
    made = EditionFactory(code="be-5", number=5, kind=EditionKind.NATIONAL, name=name)
    day = date(2009, 11, 26)
    EditionScheduleFactory(
        edition=made,
        country=CountryFactory(iso2="BE"),
        stage="held",
        starts_on=day,
        ends_on=day,
        city=Text(en="Brussels", fr="Bruxelles"),
    )
    return made


@pytest.fixture
def secretariat():
    return someone(Seat.SECRETARIAT)


def host(edition):
    return edition.schedules.get().country


def signed_in(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def issued(laureate, by, language="fr"):
    return issue_certificate(Certificate(laureate=laureate, language=language), by=by, site=SITE)


# --- Decisions ----------------------------------------------------------------------------------------


def test_second_laureate_of_a_prize_must_share_it(edition, secretariat):
    first = LaureateFactory(edition=edition)
    second = Laureate(edition=edition, prize=first.prize, nominee=NomineeFactory(edition=edition), known_on=DECIDED)
    with pytest.raises(Refused, match="ex aequo"):
        decide_laureate(second, by=secretariat)
    second.ex_aequo = True
    decide_laureate(second, by=secretariat)
    assert [step.by for step in second.steps.all()] == [secretariat]


def test_prize_taken_back_stays_theirs_on_earlier_days(edition, secretariat):
    laureate = LaureateFactory(edition=edition)
    day = date(2010, 3, 1)
    with pytest.raises(Refused, match="Say why"):
        perform(LAUREATE, "withdraw", laureate, by=secretariat, known_on=day)
    perform(LAUREATE, "withdraw", laureate, by=secretariat, known_on=day, note="Plagiarised")
    laureate = Laureate.objects.get()
    assert (laureate.stands_on(date(2010, 2, 28)), laureate.stands_on(day)) == (True, False)
    # The prize is free again.
    decide_laureate(
        Laureate(edition=edition, prize=laureate.prize, nominee=NomineeFactory(edition=edition), known_on=day),
        by=secretariat,
    )


def test_laureate_is_entered_once_and_not_announced_before_it_is_decided(edition):
    laureate = LaureateFactory(edition=edition)
    other = {"nominee": NomineeFactory(edition=edition), "decided_on": DECIDED, "announced_on": date(2009, 1, 1)}
    for wrong in ({"nominee": laureate.nominee}, other):
        with pytest.raises(IntegrityError), transaction.atomic():
            Laureate.objects.create(edition=edition, prize=laureate.prize, known_on=DECIDED, **wrong)


def test_prize_and_nominee_are_of_the_same_edition(edition):
    prize, elsewhere = PrizeFactory(edition=edition), LaureateFactory()
    for_another = NomineeFactory(edition=edition, prize=PrizeFactory(edition=edition))
    for wrong, why in (
        ({"prize": elsewhere.prize, "nominee": for_another}, "another edition"),
        ({"prize": prize, "nominee": elsewhere.nominee}, "another edition"),
        ({"prize": prize, "nominee": for_another}, "another prize"),
    ):
        with pytest.raises(ValidationError, match=why):
            Laureate(edition=edition, known_on=DECIDED, **wrong).full_clean()


# --- Who sees, who keeps ------------------------------------------------------------------------------


def test_a_coordinator_keeps_the_prizes_of_own_national_editions_only(edition, secretariat):
    own, other = someone(Seat.COORDINATOR, host(edition)), someone(Seat.COORDINATOR, CountryFactory(iso2="DK"))
    director = someone(Seat.DIRECTOR_GENERAL, host(edition))
    assert [can_edit_prizes(who, edition) for who in (secretariat, own, other, director)] == [True, True, False, False]
    european = EditionScheduleFactory(country=host(edition)).edition
    assert [can_edit_prizes(who, european) for who in (secretariat, own)] == [True, False]


def test_what_is_not_announced_is_seen_by_secretariat_and_host_alone(edition, secretariat, client):
    laureate = LaureateFactory(edition=edition)
    people = [
        secretariat,
        someone(Seat.COORDINATOR, host(edition)),
        someone(Seat.COORDINATOR, CountryFactory(iso2="DK")),
        someone(Seat.EIPA),
    ]
    for model in (Laureate, Nominee):
        assert [model.objects.visible_to(who).exists() for who in people] == [True, True, False, False]
    assert laureate.nominee.organisation not in client.get("/conferences/prizes/?as-of=today").text
    Laureate.objects.update(announced_on=timezone.localdate())
    assert laureate.nominee.organisation in client.get("/conferences/prizes/?as-of=today").text


def test_register_of_laureates_costs_the_same_for_one_and_three(client):
    client.get("/conferences/prizes/?as-of=today")
    counts = []
    for made in (1, 2):
        for _number in range(made):
            LaureateFactory(announced_on=DECIDED, nominee__country=CountryFactory())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/conferences/prizes/?as-of=today").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_prizes_page_costs_the_same_for_one_and_three(edition, secretariat):
    client = signed_in(secretariat)
    client.get("/conferences/prizes/be-5/")
    counts = []
    for made in (1, 2):
        for _number in range(made):
            LaureateFactory(edition=edition)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/conferences/prizes/be-5/?as-of=today").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_decision_is_entered_in_the_browser_and_offers_this_edition_only(edition, secretariat):
    elsewhere, prize, nominee = LaureateFactory(), PrizeFactory(edition=edition), NomineeFactory(edition=edition)
    client, url = signed_in(secretariat), "/conferences/prizes/be-5/laureates/new/"
    data = {"prize": prize.pk, "nominee": nominee.pk, "known_on": "2009-11-26", "confidence": "high", "seen": ""}
    wrong = client.post(url, data | {"nominee": elsewhere.nominee_id})
    assert "nominee" in wrong.context["form"].errors
    assert client.post(url, data).status_code == 302
    again = client.post(url, data)
    assert "already" in str(again.context["form"].errors)
    laureate = Laureate.objects.get(edition=edition)
    assert laureate.steps.get().known_on == date(2009, 11, 26)
    assert client.get(laureate.get_absolute_url()).status_code == 200


def test_dutch_words_are_asked_for_and_stay_where_a_form_does_not_ask(edition):
    prize = PrizeFactory(edition=edition, name=Text(en="Innovation", nl="Innovatie"))
    said = {
        "place": 1,
        "name_en": "Innovation",
        "name_fr": "Innovation",
        "known_on": "2009-11-26",
        "confidence": "high",
    }
    form = PrizeForm(said | {"name_nl": "Vernieuwing"}, instance=prize, user=None)
    assert form.is_valid(), form.errors
    assert form.save().name == {"en": "Innovation", "fr": "Innovation", "nl": "Vernieuwing"}
    emptied = PrizeForm(said | {"name_nl": ""}, instance=Prize.objects.get(), user=None)
    assert emptied.is_valid(), emptied.errors
    assert "nl" not in emptied.save().name
    nominee = Nominee(title=Text(nl="Loket"))
    Nominee._meta.get_field("title").save_form_data(nominee, Text(en="Desk"))
    assert nominee.title == {"nl": "Loket", "en": "Desk"}


# --- Certificates -------------------------------------------------------------------------------------


def test_certificate_is_issued_once_and_its_file_is_made_once(edition, secretariat):
    laureate = LaureateFactory(edition=edition, prize__name=Text(en="Innovation"), nominee__unit="Desk")
    certificate = issued(laureate, secretariat)
    assert certificate.number == "BE-5-001-fr"
    assert certificate.address == f"{SITE}/conferences/prizes/verify/{certificate.code}/"
    with pytest.raises(Refused, match="never made again"):
        issued(laureate, secretariat)
    assert issued(laureate, secretariat, "nl").number == "BE-5-001-nl"
    assert issued(LaureateFactory(edition=edition), secretariat).number == "BE-5-002-fr"
    job = Job.objects.get(subject=str(certificate.pk))
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DONE, "")
    certificate.refresh_from_db()
    before = bytes(certificate.content)
    laureate.prize.name = Text(en="Renamed")
    laureate.prize.save()
    assert certificate_pdf(certificate) == before  # its words are frozen, and the same words give the same bytes
    file = signed_in(secretariat).get(f"/conferences/prizes/verify/{certificate.code}/certificate.pdf")
    assert (file.status_code, file.content) == (200, before)


def test_certificate_says_whose_it_is_and_how_to_check_it(edition, secretariat):
    names = {"prize__name": Text(en="Innovation", fr="Prix de l’innovation"), "nominee__title": Text(fr="SOS")}
    laureate = LaureateFactory(edition=edition, **names)
    certificate = issued(laureate, secretariat)
    pdf = opened(certificate_pdf(certificate))
    words = shown(pdf)[0]
    organisation, address = laureate.nominee.organisation, "portal.example/conferences/prizes/verify/"
    for said in ("BE-5-001-fr", "Prix de l’innovation", organisation, "SOS", "26 novembre 2009", address):
        assert said in words
    assert certificate.code in words
    assert len(pdf.pages) == 1
    assert float(pdf.pages[0].mediabox[2]) > float(pdf.pages[0].mediabox[3])
    assert str(pdf.Root.Lang) == "fr"
    assert [figure for figure in elements(pdf.Root.StructTreeRoot, "Figure") if "QR" in str(figure.get("/Alt", ""))]


def test_qr_code_is_of_level_m_and_holds_the_address():
    svg = qr_svg("https://portal.example/conferences/prizes/verify/abc/", "says")
    assert svg.count("<path") == 1
    assert 'aria-label="says"' in svg


def test_checking_a_certificate(edition, secretariat, client):
    laureate = LaureateFactory(edition=edition)
    certificate = issued(laureate, secretariat)
    page = client.get("/conferences/prizes/verify/", {"code": certificate.address}, follow=True)
    assert "This certificate is valid" in page.text
    assert laureate.nominee.organisation in page.text
    perform(LAUREATE, "withdraw", laureate, by=secretariat, known_on=date(2010, 3, 1), note="Plagiarised")
    page = client.get(certificate.get_absolute_url())
    assert "not valid any more" in page.text
    assert "1 March 2010" in page.text
    assert "Plagiarised" not in page.text
    with pytest.raises(Refused, match="withdrawn"):
        issued(laureate, secretariat, "en")


def test_unknown_and_mistyped_codes_are_told_the_same(client):
    answers = [
        client.get("/conferences/prizes/verify/AAAAAAAAAAAAAAAAAAAAAA/"),
        client.get("/conferences/prizes/verify/", {"code": "AAAAAAAAAAAAAAAAAAAAAB"}, follow=True),
        client.get("/conferences/prizes/verify/", {"code": "no such code"}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert all("No certificate has this code" in answer.text for answer in answers)


def test_codes_cannot_be_guessed(edition, secretariat):
    codes = {issued(LaureateFactory(edition=edition), secretariat).code for _number in range(3)}
    assert len(codes) == 3
    assert min(map(len, codes)) >= 22


def test_certificate_is_issued_in_the_browser(edition, secretariat):
    laureate, client = LaureateFactory(edition=edition), signed_in(secretariat)
    url = f"/conferences/prizes/laureates/{laureate.pk}/certificates/new/"
    response = client.post(url, {"language": "nl", "seen": ""})
    certificate = Certificate.objects.get()
    assert response.url == certificate.get_absolute_url()
    assert certificate.address.startswith("http://testserver/conferences/prizes/verify/")
    assert "being made" in client.get(response.url).text
    assert "language" in client.post(url, {"language": "nl", "seen": ""}).context["form"].errors
