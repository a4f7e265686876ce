"""Snapshots: a reported figure frozen with its list; it never changes, and says how the register differs since."""

import csv
import hashlib
import io
import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from caf.actions import snapshot_job
from caf.actions.snapshot import make_snapshot, report_snapshot, seen_rows, withdraw_snapshot
from caf.models import Count, Organisation, OrganisationName, RegisterState, Snapshot, SnapshotWithdrawal
from caf.reading.goal import goal_standing
from core import jobs
from core.clock import present_day
from core.models import Job, JobState
from core.workflow import Refused
from network.seats import Seat
from tests.caf.factories import CountingRuleFactory, GoalFactory, SnapshotFactory
from tests.caf.test_dashboard import user, withdraw
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
DAY = date(2008, 11, 26)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def eipa():
    return someone(Seat.EIPA)


@pytest.fixture
def register():
    CountingRuleFactory(known_on=date(2001, 1, 1))
    GoalFactory(known_on=date(2008, 1, 1))
    denmark, italy = (CountryFactory(iso2=code) for code in ("DK", "IT"))
    return [
        user(denmark, date(2008, 3, 1), name="=Office of the North", sector="health"),
        user(denmark, date(2008, 4, 1)),
        user(italy, date(2008, 5, 1)),
    ]


def listed(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_it_freezes_the_figure_the_rule_and_the_list(register, eipa, client):
    snapshot = make_snapshot(day=DAY, by=eipa, source="the 51st meeting")
    assert (snapshot.total, snapshot.parts["country"]) == (3, {"DK": 2, "IT": 1})
    assert snapshot.rule_text["en"].startswith("Validated")
    file = client.get(f"/caf/snapshots/{snapshot.pk}/list.csv")
    assert hashlib.sha256(file.content).hexdigest() == snapshot.sha256
    rows = listed(file)
    assert [(row["ref"], row["country"]) for row in rows] == [(one.ref, one.country.iso2) for one in register]
    assert rows[0]["name"] == "'=Office of the North"  # no formula
    page = client.get(snapshot.get_absolute_url()).content.decode()
    assert snapshot.sha256 in page
    assert f"http://testserver/caf/snapshots/{snapshot.pk}/" in page
    assert make_snapshot(day=DAY, by=eipa) == snapshot  # the same list once


def test_what_changes_later_does_not_change_it(register, eipa, client):
    """Renamed, withdrawn, entered late: the page says by what the register differs, to whom it may."""
    first, second, third = register
    snapshot = make_snapshot(day=DAY, by=eipa)
    OrganisationName.objects.create(organisation=first, name="Another", known_on=date(2008, 6, 1))
    withdraw(second, date(2008, 11, 1))
    late = user(third.country, date(2008, 10, 1), name="Entered late")
    client.force_login(eipa, backend=BACKEND)
    assert "For you it has" not in client.get(snapshot.get_absolute_url()).content.decode()
    assert "Another" not in [row["name"] for row in listed(client.get(f"/caf/snapshots/{snapshot.pk}/list.csv"))]
    page = client.get(snapshot.get_absolute_url())
    told = [(number, [one for one, _why in named]) for _h, number, named, *_ in page.context["differences"]]
    assert told == [(1, [late]), (1, [second])]
    assert "it is withdrawn from the register since 1 November 2008" in page.content.decode()
    client.logout()
    page = client.get(snapshot.get_absolute_url())
    assert [
        (number, len(named), bool(unnamed)) for _h, number, named, _is_cut, unnamed in page.context["differences"]
    ] == [
        (1, 1, False),
        (1, 0, True),
    ]
    words = "For you it has 2 of the 3 organisations: 1 is not public today, and is left out. The checksum is that of"
    assert words in page.content.decode()
    assert str(second) not in page.content.decode()
    rows = listed(client.get(f"/caf/snapshots/{snapshot.pk}/list.csv"))
    assert second.ref not in [row["ref"] for row in rows]
    told = json.loads(client.get(f"/caf/snapshots/{snapshot.pk}/list.json").content)
    assert (told["count"], told["left_out"], told["sha256"]) == (3, 1, snapshot.sha256)
    assert second.ref not in json.dumps(told)


def test_who_sees_the_whole_register_has_the_whole_list(eipa):
    """Also where the register has an organisation no more: the file is that of the checksum."""
    snapshot = SnapshotFactory()
    assert [(len(rows), out) for rows, out in (seen_rows(snapshot, one) for one in (eipa, AnonymousUser()))] == [
        (1, 0),
        (0, 1),
    ]


def test_the_database_refuses_to_change_it(eipa):
    snapshot = SnapshotFactory()
    for change in ({"total": 2}, {"content": b""}, {"sha256": "0"}):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Snapshot.objects.filter(pk=snapshot.pk).update(**change)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        snapshot.delete()
    withdraw_snapshot(snapshot, by=eipa, why="Counted twice", known_on=DAY)
    with pytest.raises(ProtectedError):
        snapshot.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        SnapshotWithdrawal.objects.create(snapshot=SnapshotFactory(), by=eipa, known_on=DAY)  # says no reason


def test_it_is_withdrawn_with_a_reason_and_stays(register, eipa, client):
    client.force_login(eipa, backend=BACKEND)
    snapshot = make_snapshot(day=DAY, by=eipa)
    client.post(f"/caf/snapshots/{snapshot.pk}/withdraw/", {"why": " "})
    assert not SnapshotWithdrawal.objects.exists()
    for _twice in range(2):
        client.post(f"/caf/snapshots/{snapshot.pk}/withdraw/", {"why": "A file was counted twice."})
    page = client.get(snapshot.get_absolute_url()).content.decode()
    assert "Withdrawn on" in page
    assert "A file was counted twice." in page
    for refused in (
        lambda: make_snapshot(day=DAY, by=eipa),
        lambda: report_snapshot(Snapshot.objects.for_list().get(), by=eipa, address="x", known_on=DAY),
        lambda: withdraw_snapshot(snapshot, by=eipa, why="Another reason", known_on=DAY),
    ):
        with pytest.raises(Refused):
            refused()


def test_it_is_entered_once_as_a_reported_count_which_the_goal_follows(register, eipa, client):
    client.force_login(eipa, backend=BACKEND)
    snapshot = make_snapshot(day=DAY, by=eipa)
    for _twice in range(2):
        client.post(f"/caf/snapshots/{snapshot.pk}/report/")
    assert Count.objects.count() == 3  # all together, and two countries
    standing = goal_standing(max(present_day(), DAY))
    assert (standing.quantity.value, standing.gap) == (3, 2007)
    assert {row.country.iso2: row.quantity.value for row in standing.countries} == {"DK": 2, "IT": 1}
    assert standing.count.source == f"http://testserver/caf/snapshots/{snapshot.pk}/"


def test_who_may_and_of_which_day(register, eipa):
    assert make_snapshot(day=DAY, by=someone(Seat.SECRETARIAT)).total == 3
    for by, day, words in (
        (someone(Seat.COORDINATOR, country=register[0].country), DAY, "not open to your seat"),
        (eipa, date(2100, 1, 1), "lies ahead"),
        (eipa, date(2000, 1, 1), "No organisation counts"),
    ):
        with pytest.raises(Refused, match=words):
            make_snapshot(day=day, by=by)


def test_the_form_says_at_the_field_what_is_wrong(register, eipa, client):
    client.force_login(eipa, backend=BACKEND)
    page = client.post("/caf/snapshots/new/", {"day": "2000-01-01", "source": "kept words"})
    assert "No organisation counts on 1 January 2000." in page.content.decode()
    assert "kept words" in page.content.decode()
    assert client.post("/caf/snapshots/new/", {"day": "2008-11-26"}).status_code == 302
    assert Organisation.objects.filter(state=RegisterState.VALIDATED).count() == 3


def test_a_large_register_is_frozen_by_a_job(register, eipa, client, monkeypatch):
    client.force_login(eipa, backend=BACKEND)
    monkeypatch.setattr(snapshot_job, "AT_ONCE", 0)
    asked = client.post("/caf/snapshots/new/", {"day": DAY.isoformat(), "source": "The 52nd meeting"})
    assert not Snapshot.objects.exists()
    assert "Queued" in client.get(asked.url).content.decode()
    assert client.post("/caf/snapshots/new/", {"day": DAY.isoformat()}).url == asked.url  # one job a day
    job = Job.objects.get(kind=snapshot_job.FREEZE)
    jobs.run(job.pk)
    snapshot = Snapshot.objects.get()
    assert (snapshot.made_by, snapshot.source, snapshot.day) == (eipa, "The 52nd meeting", DAY)
    assert client.get(asked.url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert client.get(asked.url).url == snapshot.get_absolute_url()
    Job.objects.update(state=JobState.RUNNING, attempts=1, lease_until=timezone.now() - timedelta(minutes=1))
    jobs.run(job.pk)  # its worker was lost at the end: the same list is kept once
    assert Snapshot.objects.count() == 1


def test_a_job_that_has_nothing_to_freeze_says_why(register, eipa, client):
    client.force_login(eipa, backend=BACKEND)
    job = snapshot_job.ask_for_snapshot(day=date(1999, 1, 1), by=eipa)
    jobs.run(job.pk)
    assert "No organisation counts on" in client.get(f"/caf/snapshots/asked/{job.pk}/").content.decode()
    with pytest.raises(Refused, match="lies ahead"):
        snapshot_job.ask_for_snapshot(day=timezone.localdate() + timedelta(days=1), by=eipa)
    with pytest.raises(Refused, match="not open to your seat"):
        snapshot_job.ask_for_snapshot(day=DAY, by=someone(Seat.ADMINISTRATOR))
