"""The programme and what else is known of an edition, through their pages: forms, files, and who sees what."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conferences.models import EditionDocument, Hall, KeptClash, ProgrammeVersion, Session
from core.values import Text
from network.seats import Seat
from tests.conferences.factories import (
    EditionFactory,
    EditionFrameFactory,
    EditionPartnerFactory,
    EditionScheduleFactory,
    HallFactory,
    SessionPersonFactory,
)
from tests.conferences.test_programme import DAY, RELEASED, paris, release, session
from tests.network.factories import BodyFactory, CountryFactory, someone

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
RECORD = {"known_on": "2008-06-01", "confidence": "high"}


@pytest.fixture
def edition():
    made = EditionFactory(number=5)
    EditionFrameFactory(edition=made)
    EditionScheduleFactory(edition=made, country=CountryFactory(iso2="FR"), starts_on=DAY, ends_on=DAY)
    return made


def client_of(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


# --- Forms ----------------------------------------------------------------------------------------------


def session_form(person, edition, url="", **values):
    data = {"kind": "agora", "code": "agora-1", "place": 1, "title_en": "An agora", **RECORD, **values}
    return client_of(person).post(url or f"/conferences/{edition.code}/sessions/new/", data)


def errors_of(response):
    assert response.status_code == 200
    return response.context["form"].errors


def test_summer_time_ends_between_two_sessions(edition, secretariat, client):
    """26 October 2008: the same hour of the clock is another moment."""
    for day in (date(2008, 10, 25), date(2008, 10, 26)):
        form = session_form(
            secretariat, edition, code=f"agora-{day.day}", held_on=day, starts_at="10:00", ends_at="11:00"
        )
        assert form.status_code == 302
    assert [row.starts.hour for row in Session.objects.order_by("code")] == [8, 9]
    release(edition, secretariat)
    told = client.get("/conferences/5qc/programme.json?as-of=2008-11-26").json()
    assert [row["starts"] for row in told["sessions"]] == ["2008-10-25T10:00:00+02:00", "2008-10-26T10:00:00+01:00"]
    assert told["time_zone"] == "Europe/Paris"


def test_hours_are_typed_in_the_time_of_the_edition(edition, secretariat):
    session_form(secretariat, edition, held_on=DAY, starts_at="10:00", ends_at="11:30")
    made = Session.objects.get()
    assert (made.starts, made.ends, made.is_draft) == (paris(10), paris(11, 30), True)
    page = client_of(secretariat).get("/conferences/5qc/sessions/agora-1/edit/")
    assert 'value="10:00"' in page.content.decode()


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"starts_at": "11:00", "ends_at": "10:00"}, "ends_at", "The end, 10:00, lies before the start, 11:00."),
        ({"starts_at": "11:00", "ends_at": "11:00"}, "ends_at", "ends when it starts"),
        ({"starts_at": "11:00"}, "ends_at", "both hours"),
        ({"starts_at": "11:00", "ends_at": "12:00", "held_on": ""}, "held_on", "Give the day"),
        ({"starts_at": "02:30", "ends_at": "04:00", "held_on": "2008-03-30"}, "starts_at", "the clocks go forward"),
        ({"code": "7"}, "code", "a letter in it"),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_field(edition, secretariat, values, field, words):
    response = session_form(secretariat, edition, **{"held_on": DAY, **values})
    assert words in str(errors_of(response)[field])
    assert not Session.objects.exists()
    assert "An agora" in response.content.decode()


def test_hours_the_wrong_way_round_are_swapped_with_one_tick(edition, secretariat):
    values = {"held_on": DAY, "starts_at": "11:00", "ends_at": "10:00"}
    assert "swap_hours" in session_form(secretariat, edition, **values).content.decode()
    assert session_form(secretariat, edition, **values, swap_hours="on", languages=["en", "fr"]).status_code == 302
    assert (Session.objects.get().starts, Session.objects.get().languages) == (paris(10), ["en", "fr"])


def test_hours_wait_for_the_time_zone(secretariat):
    edition = EditionFactory(number=6)
    response = session_form(secretariat, edition, held_on=DAY, starts_at="10:00", ends_at="11:00")
    assert "in which time zone" in str(errors_of(response)["starts_at"])


def test_a_clash_is_kept_by_a_tick_and_not_by_accident(edition, secretariat):
    hall = HallFactory(edition=edition, name="Blue hall")
    session(edition, hall=hall)
    values = {"code": "agora-2", "held_on": DAY, "starts_at": "10:30", "ends_at": "11:30", "hall": hall.pk}
    response = session_form(secretariat, edition, **values)
    form = response.context["form"]
    ((key, label),) = form.fields["keep_clashes"].choices
    assert label.startswith("Keep the clash: Blue hall is taken twice")
    assert "keep_clashes" in form.errors
    assert Session.objects.count() == 1
    assert session_form(secretariat, edition, **values, keep_clashes=["another"]).status_code == 200
    assert session_form(secretariat, edition, **values, keep_clashes=[key]).status_code == 302
    assert KeptClash.objects.get().kept_by == secretariat
    assert release(edition, secretariat).entries.count() == 2


def test_a_speaker_who_would_be_in_two_places_is_noticed(edition, secretariat):
    SessionPersonFactory(session=session(edition), name="Mayor", organisation="City")
    session(edition, "agora-2")
    data = {"role": "chair", "name": "MAYOR", "organisation": "City", "place": 1, **RECORD}
    client = client_of(secretariat)
    url = "/conferences/5qc/sessions/agora-2/people/new/"
    response = client.post(url, data)
    ((key, label),) = response.context["form"].fields["keep_clashes"].choices
    assert "would be in two places" in label
    assert client.post(url, data | {"keep_clashes": [key]}).status_code == 302
    page = client.get("/conferences/5qc/programme/working/clashes/").content.decode()
    assert "Kept" in page
    assert "would be in two places" in page


def test_a_hall_of_another_edition_cannot_be_taken(edition, secretariat):
    other = HallFactory(name="Elsewhere")
    assert "hall" in errors_of(session_form(secretariat, edition, hall=other.pk))


def test_a_release_through_the_page_shows_its_refusal_and_does_nothing_twice(edition, secretariat):
    session(edition)
    client, url = client_of(secretariat), "/conferences/5qc/programme/working/release/"
    assert client.get(url).context["form"].initial["name"] == "1.0"
    data = {"name": "1.0", "comment": "For the printer", "known_on": "2008-09-01"}
    assert client.post(url, data).url == "/conferences/5qc/programme/"
    again = client.post(url, data)
    assert "a version 1.0 already" in str(errors_of(again))
    assert "For the printer" in again.content.decode()
    assert "letters, digits" in str(errors_of(client.post(url, data | {"name": "a/b"})))
    assert ProgrammeVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Europe/Pari", "Do you mean Europe/Paris?"),
        ("europe/paris", "Do you mean Europe/Paris?"),
        ("x" * 9, "like Eur"),
    ],
)
def test_an_unknown_time_zone_is_refused_with_the_nearest(edition, secretariat, name, words):
    response = client_of(secretariat).post("/conferences/5qc/frames/new/", {"time_zone": name, **RECORD})
    assert words in str(errors_of(response)["time_zone"])


def test_a_title_mended_after_the_release_waits_for_the_next_one(edition, secretariat, client):
    session(edition, code="sou-1", kind="agora")
    release(edition, secretariat)
    row = Session.objects.get(code="sou-1")
    row.title, row.kind = Text(en="Unspoken title"), "workshop"
    row.save()
    pages = (
        "/conferences/5qc/sessions/sou-1/", "/conferences/5qc/", "/conferences/sessions/",
        "/conferences/sessions/?format=json", "/conferences/5qc/programme/",
    )  # fmt: skip
    for url in pages:
        told = client.get(f"{url}{'&' if '?' in url else '?'}as-of=2008-11-26")
        words = b"".join(told.streaming_content) if told.streaming else told.content
        assert b"Unspoken" not in words, url
        assert b"Sou-1" in words, url
        assert b"est-practice" not in words.partition(b"<tbody")[2], url
    page = client_of(secretariat).get("/conferences/5qc/sessions/sou-1/?as-of=2008-11-26").content.decode()
    assert "Unspoken title" in page.partition("Changed in the working programme")[2]
    release(edition, secretariat, name="1.1", on=date(2008, 11, 20))
    for day, said in (("2008-11-26", True), ("2008-11-19", False)):  # as of a day before, it is called as it was
        assert (b"Unspoken title" in client.get(f"/conferences/5qc/sessions/sou-1/?as-of={day}").content) is said


PDF = b"%PDF-1.4\n" + b"x" * 600


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.pdf", b"<html><script>alert(1)</script>" + b" " * 300, "but the file is none"),
        ("plan.docx", PDF, "but the file is PDF"),
        ("plan.exe", b"MZ" + b"\0" * 300, "Files of this kind are not taken"),
        ("plan.pdf", PDF + b"x" * (10 * 1024 * 1024), "at most 10 MB"),
    ],
)
def test_a_disguised_or_large_file_is_refused(edition, secretariat, name, content, words):
    data = {"title_en": "Plan", "upload": SimpleUploadedFile(name, content), **RECORD}
    response = client_of(secretariat).post("/conferences/5qc/documents/new/", data)
    assert words in str(errors_of(response)["upload"])
    assert not EditionDocument.objects.exists()


def test_a_file_is_kept_and_handed_out_to_be_saved(edition, secretariat, client):
    data = {"title_en": "Plan", "upload": SimpleUploadedFile("Plan é.pdf", PDF, "text/html"), **RECORD}
    assert client_of(secretariat).post("/conferences/5qc/documents/new/", data).status_code == 302
    document = EditionDocument.objects.get()
    response = client.get(document.address)
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    both = {"title_en": "Plan", "link": "https://example.org/", "seen": "", **RECORD}
    page = client_of(secretariat).get(f"/conferences/5qc/documents/{document.pk}/edit/")
    both["seen"] = page.context["form"]["seen"].value()
    response = client_of(secretariat).post(f"/conferences/5qc/documents/{document.pk}/edit/", both)
    assert "either a link or a file" in str(errors_of(response)["link"])
    assert client.get(f"/conferences/6qc/documents/{document.pk}/").status_code == 404


def test_a_partner_who_left_is_a_new_row(edition):
    body = BodyFactory(key="eipa")
    first = EditionPartnerFactory(edition=edition, country=None, body=body, known_on=date(2008, 1, 1))
    EditionPartnerFactory(edition=edition, country=None, body=body, known_on=date(2008, 5, 1), takes_part=False)
    assert edition.partners_on(date(2008, 4, 30)) == [first]
    assert edition.partners_on(date(2008, 5, 1)) == []


# --- Who sees what ------------------------------------------------------------------------------------


def test_the_working_programme_leaks_through_no_page_and_no_file(edition, secretariat):
    """A session that is not released, another hall, other hours, another speaker: host and secretariat alone see it."""
    public = session(edition, hall=HallFactory(edition=edition, name="Announced hall"))
    release(edition, secretariat)
    hall = HallFactory(edition=edition, name="Secret hall")
    SessionPersonFactory(session=public, name="Secret speaker")
    Session.objects.filter(pk=public.pk).update(hall=hall, starts=paris(4, 44), ends=paris(5))
    session(edition, "secret-code", is_draft=True)
    addresses = [
        f"/conferences/{address}"
        for address in (
            "", "5qc/", "5qc/sessions/agora-1/", "5qc/programme/", "5qc/programme/people/", "5qc/programme.ics",
            "5qc/programme.json", "5qc/sessions/agora-1.ics", "sessions/", "sessions/?format=csv",
            "sessions/?format=json", "5qc/sessions/secret-code/", "5qc/sessions/secret-code.ics",
            "5qc/programme/working/", "5qc/programme/working/clashes/", "5qc/programme/working/release/",
        )
    ]  # fmt: skip
    readers = {
        "visitor": Client(),
        "other": client_of(someone(Seat.COORDINATOR, CountryFactory(iso2="DK"))),
        "EIPA": client_of(someone(Seat.EIPA)),
    }
    told = []
    for name, client in readers.items():
        for address in addresses:
            words = body(client.get(address + ("&" if "?" in address else "?") + "as-of=today"))
            secrets = ("Secret", "04:44", "T0444", *(["secret-code"] if "secret" not in address else []))
            told += [(name, address, word) for word in secrets if word in words]
    assert told == []
    host = client_of(someone(Seat.COORDINATOR, CountryFactory(iso2="FR")))
    page = body(host.get("/conferences/5qc/programme/working/"))
    assert {word for word in ("Secret hall", "04:44", "secret-code") if word in page} == {
        "Secret hall",
        "04:44",
        "secret-code",
    }
    assert host.get("/conferences/5qc/sessions/secret-code/").status_code == 200


def body(response):
    return b"".join(response.streaming_content if response.streaming else [response.content]).decode()


def test_the_host_edits_its_own_programme_alone(edition):
    own = client_of(someone(Seat.COORDINATOR, CountryFactory(iso2="FR")))
    other = EditionFactory(number=6)
    session(other, "agora-1")
    assert own.get("/conferences/5qc/sessions/new/").status_code == 200
    assert (
        own.post("/conferences/5qc/programme/working/halls/new/", {"name": "H", "place": 1, **RECORD}).status_code
        == 302
    )
    assert own.get("/conferences/5qc/edit/").status_code == 403
    assert own.get("/conferences/5qc/schedules/new/").status_code == 403
    assert own.get("/conferences/6qc/programme/working/").status_code == 404
    assert own.post("/conferences/6qc/programme/working/halls/new/", {"name": "H", **RECORD}).status_code == 404
    assert own.post("/conferences/6qc/sessions/agora-1/edit/", {}).status_code == 403
    assert Hall.objects.get().edition == edition


def test_pages_read_as_of_their_day_and_cost_the_same_for_many(edition, secretariat, client):
    def queries(address):
        with CaptureQueriesContext(connection) as caught:
            response = client.get(address)
        assert response.status_code == 200
        return len(caught), body(response)

    addresses = [
        "/conferences/5qc/programme/?as-of=2008-11-26",
        "/conferences/5qc/programme/people/?as-of=2008-11-26",
        "/conferences/5qc/?as-of=2008-11-26",
        "/conferences/sessions/?as-of=2008-11-26",
    ]
    hall = HallFactory(edition=edition, name="Blue hall")
    SessionPersonFactory(session=session(edition, hall=hall), country=CountryFactory(iso2="DK"))
    release(edition, secretariat)
    Session.objects.update(title=Text(en="Renamed"))
    release(edition, secretariat, "1.1")
    once = [queries(address) for address in addresses]
    for number in (2, 3):
        made = session(edition, f"agora-{number}", (10 + 2 * number, 11 + 2 * number), hall=hall)
        SessionPersonFactory(session=made, country=CountryFactory(iso2="SE"))
    release(edition, secretariat, "1.2", RELEASED + timedelta(days=1))
    many = [queries(address) for address in addresses]
    assert [count for count, _words in many] == [count for count, _words in once]
    assert "Agora-3" in many[0][1]
    assert "Version 1.1" in client.get("/conferences/5qc/programme/?as-of=2008-09-01").content.decode()
    early = client.get("/conferences/5qc/programme/?as-of=2008-07-01").content.decode()
    assert "No version of the programme was released by the day" in early
