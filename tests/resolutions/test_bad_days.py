"""Bad days of the main job, with real processes: the worker is killed, the broker is away, two press the button."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse

from core.models import Job, JobState
from network.models import Meeting, Person, Role
from network.seats import Seat
from resolutions import actions
from resolutions.models import Version, VersionFile
from tests.kept_records import load_records
from tests.servers import wait_until

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
PATIENCE = 60  # seconds: a worker starts, imports WeasyPrint and waits for a lease to run out


@pytest.fixture
def secretariat(transactional_db, client):
    load_records()
    person = Person.objects.create_user("secretariat@example.eu", name="Secretariat")
    Role.objects.create(person=person, seat=Seat.SECRETARIAT, from_on="2008-07-01")
    client.force_login(person)
    return client


def press(client):
    """The button on the page of the 51st meeting."""
    return client.post(reverse("resolutions:draft", args=[51]), {"as_of": "2008-11-26"})


def wait_for_files():
    wait_until(
        lambda: VersionFile.objects.count() == 2 and not Job.objects.exclude(state=JobState.DONE).exists(),
        PATIENCE,
        f"not made: {list(Job.objects.values('kind', 'state', 'attempts', 'error'))}",
    )


def test_worker_killed_while_it_makes_the_files_gives_one_version_and_one_file_a_language(secretariat, worker):
    first = worker.start()
    press(secretariat)
    files = Job.objects.filter(kind=actions.FILES)
    wait_until(lambda: files.filter(state=JobState.RUNNING).exists(), PATIENCE, "the files were not begun")
    first.kill()
    assert VersionFile.objects.count() < 2
    first.start()
    wait_for_files()
    assert files.get().attempts == 2
    assert Version.objects.count() == 1
    assert sorted(VersionFile.objects.values_list("language", flat=True)) == ["en", "fr"]


def test_broker_away_the_request_waits_says_so_and_is_carried_out_when_it_is_back(secretariat, worker, broker):
    broker.kill()
    began = time.monotonic()
    answer = press(secretariat)
    assert time.monotonic() - began < 2
    assert answer.status_code == 302
    Job.objects.update(requested_at="2008-11-26T12:00Z")  # the page is patient for three seconds
    page = secretariat.get(reverse("resolutions:resolution_page", args=[51])).content.decode()
    assert "The draft is accepted, and waits" in page
    assert "Waits for the queue" in page
    broker.start()
    worker.start()
    wait_for_files()
    assert Version.objects.count() == 1


def test_two_who_press_at_once_get_one_draft(secretariat, worker):
    meeting = Meeting.objects.get(number=51)
    press(secretariat)
    press(secretariat)
    assert Job.objects.filter(kind=actions.DRAFT).count() == 1
    worker.start()
    wait_for_files()
    assert meeting.resolution.versions.count() == 1
