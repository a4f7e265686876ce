"""The programme: hours in the edition's zone, clashes, versions with what changed, calendars; and who sees what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from conferences.actions.programme import keep_clashes, open_clashes, release_programme
from conferences.models import EditionDocument, Hall, KeptClash, ProgrammeVersion, Session
from conferences.programme.changes import ChangeKind, changes
from conferences.programme.clashes import ClashKind, clashes, outside
from conferences.programme.slots import programme_on, released_slots, working_slots
from conferences.programme.timetable import days_of
from core.values import Period, Text
from core.workflow import Refused
from network.seats import Seat
from tests.conferences.factories import (
    EditionFactory,
    EditionFrameFactory,
    EditionScheduleFactory,
    HallFactory,
    SessionFactory,
    SessionPersonFactory,
)
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
DAY = date(2008, 10, 21)
RELEASED = date(2008, 9, 1)


@pytest.fixture
def edition():
    made = EditionFactory(number=5)
    EditionFrameFactory(edition=made)
    EditionScheduleFactory(edition=made, country=CountryFactory(iso2="FR"), starts_on=DAY, ends_on=DAY)
    return made


def paris(hour, minute=0, day=DAY):
    """That hour of the day in Paris: summer time, two hours before Greenwich."""
    return datetime(day.year, day.month, day.day, hour - 2, minute, tzinfo=UTC)


def session(edition, code="agora-1", hours=(10, 11), **more):
    return SessionFactory(
        edition=edition, code=code, title=Text(en=code.capitalize()), held_on=DAY,
        starts=paris(hours[0]), ends=paris(hours[1]), **more,
    )  # fmt: skip


def release(edition, by, name="1.0", on=RELEASED):
    return release_programme(edition, name=name, known_on=on, by=by)


# --- Clashes ------------------------------------------------------------------------------------------


def kinds(edition):
    return sorted(clash.kind for clash in clashes(working_slots(edition, RELEASED)))


def test_one_hall_or_one_person_twice_at_a_time_clash(edition):
    hall = HallFactory(edition=edition)
    first, second = session(edition, hall=hall), session(edition, "agora-2", (10, 12), hall=hall)
    for row, name in ((first, "Mayor"), (second, " mayor ")):
        SessionPersonFactory(session=row, name=name, organisation="City")
    assert kinds(edition) == [ClashKind.HALL, ClashKind.PERSON]
    Session.objects.filter(pk=second.pk).update(starts=paris(11))  # begins when the other ends
    assert kinds(edition) == []
    Session.objects.filter(pk=second.pk).update(starts=paris(10), is_cancelled=True)
    assert kinds(edition) == []


def test_two_of_one_function_in_different_organisations_do_not_clash(edition):
    for code, organisation in (("agora-1", "City of A"), ("agora-2", "City of B")):
        SessionPersonFactory(session=session(edition, code), name="Mayor", organisation=organisation)
    assert kinds(edition) == []


def test_a_hall_that_is_too_small_clashes_until_it_is_large_enough(edition):
    session(edition, hall=HallFactory(edition=edition, capacity=80), expected=81)
    assert kinds(edition) == [ClashKind.SIZE]
    Hall.objects.update(capacity=81)
    assert kinds(edition) == []


def test_a_kept_clash_excuses_no_other(edition, secretariat):
    hall = HallFactory(edition=edition)
    session(edition, hall=hall)
    second = session(edition, "agora-2", hall=hall)
    found = clashes(working_slots(edition, RELEASED))
    keep_clashes(edition, found, by=secretariat)
    keep_clashes(edition, found, by=secretariat)
    assert KeptClash.objects.get().kept_by == secretariat
    assert open_clashes(edition, found) == []
    Session.objects.filter(pk=second.pk).update(ends=paris(12))
    assert len(open_clashes(edition, clashes(working_slots(edition, RELEASED)))) == 1


def test_a_session_outside_the_days_of_the_conference_is_said(edition):
    slot = session(edition) and working_slots(edition, RELEASED)[0]
    assert "outside the days" in outside(slot, Period.parse("2008-11-01/2008-11-02"))
    assert outside(slot, Period.parse("2008-10-20/2008-10-22")) == ""
    assert outside(slot, Period.parse("2007")) == outside(slot, None) == ""


# --- Versions -----------------------------------------------------------------------------------------


def test_a_version_freezes_the_programme_and_says_what_changed(edition, secretariat):
    halls = [HallFactory(edition=edition) for _place in range(2)]
    moved, other_hall, cancelled = (session(edition, f"agora-{number}", hall=halls[0]) for number in (1, 2, 3))
    speaker = SessionPersonFactory(session=other_hall, name="First speaker")
    keep_clashes(edition, clashes(working_slots(edition, RELEASED)), by=secretariat)
    first = release(edition, secretariat)
    Session.objects.filter(pk=moved.pk).update(starts=paris(14), ends=paris(15))
    Session.objects.filter(pk=other_hall.pk).update(hall=halls[1], title=Text(en="Another title"))
    Session.objects.filter(pk=cancelled.pk).update(is_cancelled=True)
    speaker.name = "Second speaker"
    speaker.save()
    session(edition, "agora-4", (16, 17))
    second = release(edition, secretariat, "1.1", RELEASED + timedelta(days=1))
    before, after = released_slots(first, edition), released_slots(second, edition)
    found = {(change.after.code, change.kind): change for change in changes(before, after)}
    assert set(found) == {
        ("agora-1", ChangeKind.MOVED),
        ("agora-2", ChangeKind.HALL),
        ("agora-2", ChangeKind.PEOPLE),
        ("agora-2", ChangeKind.TITLE),
        ("agora-3", ChangeKind.CANCELLED),
        ("agora-4", ChangeKind.NEW),
    }
    assert found["agora-1", ChangeKind.MOVED].old == "21 October 2008, 10:00–11:00"
    assert found["agora-1", ChangeKind.MOVED].new == "21 October 2008, 14:00–15:00"
    assert found["agora-2", ChangeKind.PEOPLE].new == "Speaker: Second speaker"
    assert str(before[1].title) == "Agora-2"
    assert changes(after, after) == []
    assert [change.kind for change in changes(after, after[1:])] == [ChangeKind.CANCELLED]
    assert [row.code for row in changes([], before) and before] == ["agora-1", "agora-2", "agora-3"]


def test_readers_see_the_version_of_their_day(edition, secretariat):
    session(edition)
    assert [slot.code for slot in programme_on(edition, RELEASED)[1]] == ["agora-1"]  # recorded, never released
    release(edition, secretariat)
    Session.objects.update(starts=paris(14), ends=paris(15))
    release(edition, secretariat, "1.1", RELEASED + timedelta(days=9))
    for day, name, hours in (
        (RELEASED - timedelta(days=1), None, []),
        (RELEASED, "1.0", ["10:00–11:00"]),
        (RELEASED + timedelta(days=8), "1.0", ["10:00–11:00"]),
        (RELEASED + timedelta(days=9), "1.1", ["14:00–15:00"]),
    ):
        version, slots = programme_on(edition, day)
        assert (version and version.name, [slot.hours for slot in slots]) == (name, hours)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "1.0"}, "a version 1.0 already"),
        ({"known_on": RELEASED - timedelta(days=1)}, "lies before the release of version 1.0"),
        ({"known_on": date(2199, 1, 1)}, "lies ahead"),
        ({}, "Nothing has changed since version 1.0"),
    ],
)
def test_a_release_that_does_not_fit_is_refused(edition, secretariat, change, words):
    session(edition)
    release(edition, secretariat)
    with pytest.raises(Refused, match=words):
        release_programme(edition, **{"name": "1.1", "known_on": RELEASED, "by": secretariat} | change)
    assert ProgrammeVersion.objects.count() == 1


def test_nothing_is_released_while_a_clash_is_open_nor_without_sessions(edition, secretariat):
    with pytest.raises(Refused, match="no session"):
        release(edition, secretariat)
    hall = HallFactory(edition=edition, name="Blue hall")
    session(edition, hall=hall)
    session(edition, "agora-2", hall=hall)
    with pytest.raises(Refused, match="1 clash is neither solved nor kept: Blue hall is taken twice"):
        release(edition, secretariat)
    keep_clashes(edition, clashes(working_slots(edition, RELEASED)), by=secretariat)
    assert release(edition, secretariat).entries.count() == 2


def test_the_host_releases_and_nobody_else_does(edition):
    session(edition)
    for person in (
        someone(Seat.COORDINATOR, CountryFactory(iso2="DK")),
        someone(Seat.DIRECTOR_GENERAL, CountryFactory(iso2="FR")),
        someone(Seat.EIPA),
    ):
        with pytest.raises(Refused, match="by the secretariat or by the host"):
            release(edition, person)
    assert release(edition, someone(Seat.COORDINATOR, CountryFactory(iso2="FR"))).number == 1


def test_the_database_refuses_what_no_programme_can_be(edition):
    hall = HallFactory(edition=edition, name="Hall 1")
    made = session(edition)
    for change in (
        lambda: Session.objects.filter(pk=made.pk).update(ends=paris(9)),
        lambda: Session.objects.filter(pk=made.pk).update(ends=None),
        lambda: Session.objects.filter(pk=made.pk).update(held_on=None),
        lambda: Hall.objects.filter(pk=hall.pk).update(capacity=0),
        lambda: HallFactory(edition=edition, name="Hall 1"),
        lambda: EditionDocument.objects.create(edition=edition, title=Text(en="No link"), known_on=DAY),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


# --- Timetable and files --------------------------------------------------------------------------------


def test_timetable_has_a_column_for_each_hall_and_lets_long_sessions_span(edition):
    first, second = HallFactory(edition=edition, name="B"), HallFactory(edition=edition, name="A")
    session(edition, "long", (9, 12), hall=first)
    session(edition, "short", (9, 10), hall=second)
    session(edition, "later", (10, 11), hall=second)
    SessionFactory(edition=edition, code="untimed", held_on=DAY)
    (day,) = days_of(working_slots(edition, RELEASED), ["B", "A"])
    assert day.halls == ("B", "A")
    told = [[([slot.code for slot in place.slots], place.rows) for place in line.places] for line in day.lines]
    assert told == [[(["long"], 2), (["short"], 1)], [(["later"], 1)]]
    assert [slot.code for slot in day.untimed] == ["untimed"]


def test_calendar_keeps_its_uid_counts_its_versions_and_names_its_zone(edition, secretariat, client):
    made = session(edition, hall=HallFactory(edition=edition, name="Blue hall"))
    SessionPersonFactory(session=made, name="Mayor", organisation="City; the old, one")
    uids = []
    for name in ("1.0", "1.1"):
        version = release(edition, secretariat, name)
        response = client.get("/conferences/5qc/programme.ics?as-of=2008-11-26")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert client.get("/conferences/5qc/programme.ics?as-of=2008-11-26").content == response.content
        told = Calendar.from_ical(response.content)
        (event,) = told.walk("VEVENT")
        assert [str(zone["TZID"]) for zone in told.walk("VTIMEZONE")] == ["Europe/Paris"]
        assert b"DTSTART;TZID=Europe/Paris:20081021T100000" in response.content
        assert event["SEQUENCE"] == version.number
        assert event["LAST-MODIFIED"].dt == version.released_at.replace(microsecond=0)
        assert "City; the old, one" in str(event["DESCRIPTION"])
        uids.append((str(event["UID"]), str(event["STATUS"])))
        Session.objects.update(is_cancelled=True)
    assert uids == [(uids[0][0], "CONFIRMED"), (uids[0][0], "CANCELLED")]


def test_calendars_of_a_session_and_of_a_person(edition, secretariat, client):
    for code in ("agora-1", "agora-2"):
        SessionPersonFactory(session=session(edition, code, (10, 11) if code[-1] == "1" else (14, 15)), name="Mayor")
    session(edition, "agora-3", (16, 17))
    release(edition, secretariat)
    key = programme_on(edition, RELEASED)[1][0].people[0].key

    def titles(address):
        content = client.get(f"/conferences/5qc/{address}?as-of=2008-11-26").content
        return [str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")]

    assert titles("sessions/agora-3.ics") == ["Agora-3"]
    assert titles(f"programme/people/{key}.ics") == ["Agora-1", "Agora-2"]
    assert client.get("/conferences/5qc/sessions/agora-9.ics").status_code == 404
    assert client.get("/conferences/5qc/programme/people/0000.ics").status_code == 404
