"""Early warnings by mail: due once, to whom, in which words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from conferences.actions.host_warning import addressees, send_due, send_warning, uncovered
from conferences.models import BidState, EditionStage, HostWarning
from conferences.tasks import warn_of_hosts
from core.workflow import Refused
from network.models import Mail
from network.seats import Seat
from tests.conferences.factories import BidFactory, EditionFactory, EditionScheduleFactory
from tests.network.factories import CountryFactory, CountryNameFactory, PresidencyFactory, someone

pytestmark = pytest.mark.django_db

DAY = date(2008, 11, 26)


@pytest.fixture
def edition():
    found = EditionFactory(number=6)
    EditionScheduleFactory(
        edition=found,
        stage=EditionStage.EXPECTED,
        country=None,
        starts_on=date(2010, 1, 1),
        ends_on=date(2010, 12, 31),
        precision="year",
    )
    return found


@pytest.fixture
def people():
    """The secretariat, coordinators of five presidencies (FR presides; CZ, SE, ES come next, then BE), a director."""
    found = {"secretariat": someone(Seat.SECRETARIAT)}
    halves = [date(2008, 7, 1), date(2009, 1, 1), date(2009, 7, 1), date(2010, 1, 1), date(2010, 7, 1)]
    for code, starts_on in zip(("FR", "CZ", "SE", "ES", "BE"), halves, strict=True):
        country = CountryFactory(iso2=code)
        CountryNameFactory(country=country, name=f"Land {code}")
        PresidencyFactory(country=country, starts_on=starts_on)
        found[code] = someone(Seat.COORDINATOR, country)
    someone(Seat.DIRECTOR_GENERAL, CountryFactory(iso2="CZ"))
    return found


def bid(edition, state: str, known_on: date = DAY):
    found = BidFactory(edition=edition, state=state)
    found.steps.all().delete()
    found.steps.create(state=state, known_on=known_on)
    return found


def test_secretariat_and_coordinators_of_the_next_three_presidencies(people):
    assert [row.person for row in addressees(DAY)] == [people[key] for key in ("secretariat", "CZ", "SE", "ES")]


def test_who_has_left_is_not_written_to(people):
    ended = people["CZ"].roles.get()
    ended.from_on, ended.to_on = timezone.localdate() - timedelta(days=9), timezone.localdate() - timedelta(days=1)
    ended.save()
    people["SE"].is_active = False
    people["SE"].save()
    assert [row.person for row in addressees(DAY)] == [people["secretariat"], people["ES"]]


def test_each_threshold_goes_out_once(edition, people):
    assert [send_due(today=DAY) for _time in range(2)] == [1, 0]
    assert [send_due(today=DAY + timedelta(days=30))] == [0]
    assert [send_due(today=date(2009, 1, 1)), send_due(today=date(2009, 1, 2))] == [1, 0]
    assert list(HostWarning.objects.values_list("months", flat=True)) == [12, 18]
    assert Mail.objects.count() == 8


def test_words_are_in_the_language_of_who_reads_them(edition, people):
    people["CZ"].language = "fr"
    people["CZ"].save()
    send_due(today=DAY)
    mails = {mail.to: mail for mail in Mail.objects.all()}
    reminder, warning = mails[people["SE"].email], mails[people["secretariat"].email]
    assert reminder.subject == "[EUPAN] Reminder to the coming presidencies: 6QC has no candidate"
    assert "due within 18 months" in reminder.body
    assert warning.subject == "[EUPAN] Early warning: 6QC has no candidate"
    assert mails[people["CZ"].email].language == "fr"


@pytest.mark.parametrize("state", [BidState.BID, BidState.ASSESSED, BidState.ACCEPTED])
def test_a_candidate_ends_it(edition, people, state):
    bid(edition, state)
    assert send_due(today=DAY) == 0


@pytest.mark.parametrize("state", [BidState.INTEREST, BidState.WITHDRAWN, BidState.DECLINED])
def test_what_is_no_candidate_does_not_end_it(edition, people, state):
    country = bid(edition, state).country
    assert send_due(today=DAY) == 1
    assert not any(str(country) in mail.body for mail in Mail.objects.all())


def test_each_mail_leads_to_the_conference_and_the_board_in_its_language(edition, people, settings):
    settings.SITE_ADDRESS = "https://portal.example"
    people["CZ"].language = "fr"
    people["CZ"].save()
    send_due(today=DAY)
    for mail in Mail.objects.all():
        prefix = "/fr" if mail.to == people["CZ"].email else ""
        assert f" https://portal.example{prefix}/conferences/6qc/\n" in mail.body
        assert mail.body.endswith(f" https://portal.example{prefix}/conferences/board/\n")


def test_what_becomes_known_later_and_what_is_far_or_over_is_left_alone(edition):
    assert [case.months for case in uncovered(DAY)] == [18]
    assert list(uncovered(date(2007, 12, 31))) == []
    assert list(uncovered(date(2011, 1, 1))) == []
    EditionScheduleFactory(edition=edition, stage=EditionStage.CANCELLED, country=None, known_on=DAY)
    assert list(uncovered(DAY)) == []
    assert [case.months for case in uncovered(DAY - timedelta(days=1))] == [18]


def test_database_holds_one_a_threshold_and_no_other_threshold(edition):
    HostWarning.objects.create(edition=edition, months=18, raised_on=DAY)
    for months in (18, 17):
        with pytest.raises(IntegrityError), transaction.atomic():
            HostWarning.objects.create(edition=edition, months=months, raised_on=DAY)


def test_task_does_what_is_due_today(edition, people, settings):
    settings.DEMONSTRATION = False
    warn_of_hosts()  # 2010 is long over
    assert not Mail.objects.exists()
    settings.DEMONSTRATION = True
    warn_of_hosts()
    assert Mail.objects.count() == 4


def test_secretariat_looks_at_it_sends_it_once_and_sees_what_went_out(client, edition, people, settings):
    settings.DEMONSTRATION = True  # read from DAY
    client.force_login(people["secretariat"])
    page = reverse("conferences:host_warnings")
    before = client.get(page).content.decode()
    assert "4 mails go out" in before
    assert "Who is written to: 4 people" in before
    for key in ("CZ", "SE", "ES"):
        assert f"coming presidency: Land {key}" in before
    assert not Mail.objects.exists()
    send = reverse("conferences:host_warning_send", args=["6qc"])
    assert "is being sent" in client.post(send, follow=True).content.decode()
    assert "has gone out" in client.post(send, follow=True).content.decode()
    after = client.get(page).content.decode()
    assert "6QC, within 18 months: 4 mails" in after
    assert "Send it now" not in after
    assert Mail.objects.count() == 4


@pytest.mark.parametrize("seat", [None, *(seat for seat in Seat if seat != Seat.SECRETARIAT)])
def test_others_may_neither_look_nor_send(client, edition, people, seat):
    if seat:
        client.force_login(someone(seat, CountryFactory(iso2="CZ")))
    expected = 403 if seat else 302
    assert client.get(reverse("conferences:host_warnings")).status_code == expected
    assert client.post(reverse("conferences:host_warning_send", args=["6qc"])).status_code == expected
    assert not HostWarning.objects.exists()


def test_sending_needs_its_right_and_something_that_is_due(client, edition, people):
    with pytest.raises(PermissionDenied):
        send_warning(edition, today=DAY, by=people["CZ"])
    bid(edition, BidState.BID)
    with pytest.raises(Refused):
        send_warning(edition, today=DAY, by=people["secretariat"])
    assert not HostWarning.objects.exists()
    client.force_login(people["secretariat"])
    assert client.get(reverse("conferences:host_warning_send", args=["6qc"])).status_code == 405
    assert client.post(reverse("conferences:host_warning_send", args=["board"])).status_code == 404
