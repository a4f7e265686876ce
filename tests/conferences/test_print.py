"""PDFs that are asked for on a page: once for the same paper, made by a job, handed to whoever sees the same."""

from datetime import date
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from conferences.models import BidState, PartKind, ReportState
from conferences.workflow.report import REPORT
from core import jobs
from core.models import Job, JobState, Print
from core.prints import PRINT, Sheet, request_print
from core.workflow import perform
from network.seats import Seat
from tests.conferences.factories import BidCallFactory, BidFactory, EditionFactory, ReportFactory, ReportPartFactory
from tests.network.factories import CountryFactory, someone
from tests.pdf_reader import opened, shown

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY = date(2008, 11, 20)


def sheet_of(words, **changes):
    html = f'<html lang="en"><head><title>T</title></head><body><p>{words}</p></body></html>'
    return Sheet(**{"html": html, "language": "en", "title": "T", "made_on": DAY, **changes})


def make_all():
    """As a worker would."""
    for job in Job.objects.filter(kind=PRINT, state=JobState.QUEUED):
        jobs.run(job.pk)


def made(sheet):
    request_print(sheet, by=None)
    make_all()
    return bytes(Print.objects.get(fingerprint=sheet.fingerprint).content)


def test_the_same_paper_is_made_once_and_another_beside_it():
    content = made(sheet_of("One"))
    assert "One" in " ".join(shown(opened(content)))
    again = request_print(sheet_of("One"), by=None)
    assert (bytes(again.content), again.html, again.sha256) == (content, "", sha256(content).hexdigest())
    others = [sheet_of("Two"), sheet_of("One", language="fr"), sheet_of("One", made_on=date(2008, 11, 21))]
    assert len({sheet.fingerprint for sheet in (sheet_of("One"), *others)}) == 4
    assert Job.objects.count() == 1
    jobs.carry_out(Job.objects.get())  # delivered twice
    assert bytes(Print.objects.get().content) == content


def test_two_who_ask_get_one_job_and_one_that_failed_is_asked_for_again():
    broken = sheet_of('<img src="https://elsewhere.example/a.png">')
    first, second = request_print(broken, by=None), request_print(broken, by=None)
    assert first == second
    make_all()
    assert "elsewhere.example" in Job.objects.get().error
    request_print(broken, by=None)
    assert [job.state for job in Job.objects.order_by("pk")] == [JobState.FAILED, JobState.QUEUED]


def test_a_row_is_asked_for_or_made_and_nothing_between():
    for wrong in ({"html": ""}, {"content": b"%PDF", "sha256": ""}, {"content": b"%PDF", "sha256": "a", "html": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Print.objects.create(**{"fingerprint": "f", "made_on": DAY, "html": "x", **wrong})


@pytest.fixture
def report():
    report = ReportFactory(known_on=DAY)
    ReportPartFactory(report=report, kind=PartKind.FINDING, words="Everyone can innovate.", known_on=DAY)
    return report


def test_a_visitor_asks_for_it_waits_and_has_it(report, client):
    perform_published(report)
    url = report.get_absolute_url()
    page = client.get(url).content.decode()
    assert 'action="' + url + 'files/en/pdf/?"' in page
    assert not Print.objects.exists()  # nothing was written by looking
    assert client.get(f"{url}files/en.pdf").url == f"{url}?"
    for _time in range(2):
        assert client.post(f"{url}files/en/pdf/?text=en").url == f"{url}?text=en#print-en"
    assert Job.objects.count() == 1
    waiting = client.get(f"{url}files/en/pdf/?text=en", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert "<button" not in waiting
    make_all()
    ready = client.get(f"{url}files/en/pdf/?text=en", headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in ready
    assert "files/en.pdf?text=en" in ready
    answer = client.get(f"{url}files/en.pdf?text=en")
    assert (answer["Content-Type"], answer["Content-Disposition"][:6]) == ("application/pdf", "inline")
    part = report.parts.get()
    part.texts.create(language="en", revision=2, text="Other words.", known_on=date(2008, 11, 25))
    assert client.get(f"{url}files/en.pdf").status_code == 302  # other words, another file
    assert client.get(f"{url}files/en.pdf?as-of=2008-11-22").content == answer.content  # that day's, as it was
    assert client.post(f"{url}files/nl/pdf/").status_code == 404
    assert client.put(f"{url}files/en/pdf/").status_code == 405


def perform_published(report):
    perform(REPORT, "publish", report, by=someone(Seat.SECRETARIAT), known_on=DAY)


def test_publishing_asks_for_it(report, client):
    client.force_login(someone(Seat.SECRETARIAT), backend=BACKEND)
    assert client.post(f"{report.get_absolute_url()}do/publish/", {"known_on": "2008-11-21"}).status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED
    assert Print.objects.get().language == "en"
    make_all()
    client.logout()
    assert client.get(f"{report.get_absolute_url()}files/en.pdf").status_code == 200


def test_a_draft_is_asked_for_by_who_may_read_it(report, client):
    url = f"{report.get_absolute_url()}files/en/pdf/"
    assert client.post(url).status_code == 404
    client.force_login(someone(Seat.COORDINATOR, CountryFactory(iso2="DK")), backend=BACKEND)
    assert client.post(url).status_code == 404
    assert not Print.objects.exists()


def test_the_matrix_is_asked_for_as_one_sees_it(client):
    call = BidCallFactory(edition=EditionFactory(number=6))
    BidFactory(edition=call.edition, state=BidState.BID)
    base = "/conferences/bids/6qc/matrix/"
    client.force_login(someone(Seat.SECRETARIAT), backend=BACKEND)
    assert client.get(f"{base}pdf/").url == base
    assert client.post(f"{base}print/").url == f"{base}#print-matrix"
    make_all()
    assert b"matrix/pdf/" in client.get(base).content
    assert call.edition.short_name in " ".join(shown(opened(client.get(f"{base}pdf/").content)))
    assert client.get(f"{base}pdf/?as-of=2008-11-20").status_code == 302  # of another day, another paper
