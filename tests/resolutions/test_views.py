"""The pages of a resolution: who opens them, what they say, what they refuse."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from conferences.models import Attendance, Bid, BidState, Edition
from core import jobs
from core.models import Job, JobState
from network.models import Country, Person, Presidency
from network.seats import Seat
from resolutions import actions
from resolutions.models import LibraryClause, Resolution, Version, VersionFile
from tests.network.factories import someone
from tests.resolutions.drawing import drawn, kept

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("records", "published")]

PAGE = "/resolutions/51/"
DRAFT = "/resolutions/51/draft/1/"
LISTS = ("/resolutions/", "/resolutions/clauses/")
READ = (PAGE, f"{PAGE}facts/", DRAFT, f"{DRAFT}?text=fr&clause=11", f"{DRAFT}en.pdf", "/resolutions/clauses/caf-work/")
WRITE = (f"{PAGE}draft/", f"{DRAFT}files/make/")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def published(monkeypatch) -> list[int]:
    ids: list[int] = []
    monkeypatch.setattr(jobs, "publish", lambda job_id: ids.append(job_id) or True)
    return ids


@pytest.fixture
def version() -> Version:
    """Draft 1, with an English file."""
    made = kept(drawn())
    content = b"%PDF-1.7 as it was made"
    VersionFile.objects.create(
        version=made, language="en", format="pdf", content=content, sha256=hashlib.sha256(content).hexdigest()
    )
    return made


def as_seat(seat: Seat | None, iso2: str | None = None) -> Client:
    client = Client()
    if seat is not None:
        client.force_login(someone(seat, Country.objects.get(iso2=iso2) if iso2 else None), backend=BACKEND)
    return client


@pytest.fixture
def secretariat() -> Iterator[Client]:
    return as_seat(Seat.SECRETARIAT)


def words(response) -> str:
    """What the page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


# --- Who ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seat", "iso2", "reads", "writes"),
    [
        (None, None, 302, 302),
        (Seat.ORGANISATION_CONTACT, None, 403, 403),
        (Seat.COORDINATOR, "DK", 200, 403),
        (Seat.DIRECTOR_GENERAL, "DK", 200, 403),
        (Seat.EIPA, None, 200, 403),
        (Seat.ADMINISTRATOR, None, 200, 403),
        (Seat.SECRETARIAT, None, 200, 302),
    ],
)
def test_who_reads_and_who_drafts(version, seat, iso2, reads, writes):
    client = as_seat(seat, iso2)
    assert {path: client.get(path).status_code for path in READ} == dict.fromkeys(READ, reads)
    listed = [client.get(path) for path in LISTS]
    assert [answer.status_code for answer in listed] == [302 if seat is None else 200] * 2
    assert [row in words(answer) for row, answer in zip(("51st meeting", "The work on CAF"), listed, strict=True)] == [
        reads == 200
    ] * 2
    before = Job.objects.count()
    answers = [client.post(path) for path in WRITE]
    assert [answer.status_code for answer in answers] == [writes, writes]
    assert all(client.get(path).status_code in (302, 403, 405) for path in WRITE)
    if seat is None:
        assert all("/login/?next=" in answer["Location"] for answer in answers)
    asked_for = Job.objects.filter(kind=actions.DRAFT).count()
    assert asked_for == (1 if seat == Seat.SECRETARIAT else 0)
    assert seat == Seat.SECRETARIAT or Job.objects.count() == before


def test_interest_in_hosting_is_told_to_the_secretariat_alone(secretariat):
    poland, edition = Country.objects.get(iso2="PL"), Edition.objects.get(code="6qc")
    bid = Bid.objects.create(country=poland, edition=edition, known_on="2008-11-26")
    bid.steps.create(state=BidState.INTEREST, known_on="2008-11-26")
    fact = "conferences.next.interests"
    assert fact in words(secretariat.get(f"{PAGE}facts/"))
    for client in (as_seat(Seat.COORDINATOR, "DK"), as_seat(Seat.EIPA)):
        page = words(client.get(f"{PAGE}facts/"))
        assert fact not in page
        assert "Poland for 6QC" not in page
        assert "conferences.next.bids" in page


# --- Asking for a draft -------------------------------------------------------------------------------


def test_secretariat_asks_for_a_draft_and_sees_it_made(secretariat, published, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = secretariat.post(f"{PAGE}draft/", {"as_of": "2008-11-26"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    job = Job.objects.get(kind=actions.DRAFT)
    assert published == [job.pk]
    assert (job.arguments["as_of"], job.requested_by) == ("2008-11-26", Person.objects.get())
    page = secretariat.get(PAGE).content.decode()
    assert f'hx-get="{PAGE}job/"' in page
    part = secretariat.get(f"{PAGE}job/", headers={"HX-Request": "true"})
    assert "HX-Redirect" not in part
    assert 'aria-label="0 of 3 steps"' in part.content.decode()
    jobs.run(job.pk)
    part = secretariat.get(f"{PAGE}job/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == DRAFT
    assert secretariat.get(f"{PAGE}job/")["Location"] == PAGE
    assert "Draft 1" in words(secretariat.get(PAGE))


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        ("yesterday", "Enter a valid date"),
        ("2009-01-01", "1 January 2009 lies after the 51st meeting of the Directors General, over on 31 December 2008"),
    ],
)
def test_bad_day_is_said_at_once_and_nothing_is_asked_for(secretariat, as_of, sentence):
    answer = secretariat.post(f"{PAGE}draft/", {"as_of": as_of})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert f'value="{as_of}"' in answer.content.decode()
    assert not Job.objects.exists()
    assert not Resolution.objects.exists()


def test_without_a_presidency_the_page_says_so_before_and_after_the_button(secretariat):
    Presidency.objects.filter(starts_on="2008-07-01").delete()
    assert "No presidency is on record for this meeting" in words(secretariat.get(PAGE))
    answer = secretariat.post(f"{PAGE}draft/", {"as_of": ""})
    assert answer.status_code == 422
    assert "enter which member state presides" in words(answer)


def test_failed_draft_says_why_on_its_page(secretariat):
    LibraryClause.objects.all().delete()
    secretariat.post(f"{PAGE}draft/", {"as_of": ""})
    jobs.run(Job.objects.get().pk)
    page = words(secretariat.get(PAGE))
    assert "The draft was not made" in page
    assert "The clause library is empty" in page
    part = secretariat.get(f"{PAGE}job/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == PAGE


def test_queue_that_does_not_answer_is_said_to_wait(secretariat, settings):
    secretariat.post(f"{PAGE}draft/", {"as_of": ""})
    Job.objects.update(requested_at=timezone.now() - timezone.timedelta(seconds=10))
    assert "The draft is accepted, and waits" in words(secretariat.get(PAGE))


# --- The draft's page ----------------------------------------------------------------------------------


def test_draft_shows_its_facts_records_variants_and_what_was_left_out(secretariat):
    Attendance.objects.all().delete()
    version = kept(drawn())
    page = secretariat.get(f"{DRAFT}?clause=10")
    text = words(page)
    assert "notice that no member state" in text
    assert "is candidate for the 6th" in text
    assert "Where this comes from" in text
    assert "Search for a host of 6QC by IPSG: no bid so far" in text
    assert "25 November 2008" in text
    assert "“No bid” is chosen: no bid stands, and the conference is near." in text
    assert "“One bid” is not: it needs that exactly one bid stands." in text
    assert 'href="/conferences/6qc/"' in page.content.decode()
    assert "Attendance of the latest conference (could be supplied by the host of the edition)" in text
    missing = {row["title"]["en"] for row in version.omitted if row["missing"]}
    not_met = {row["title"]["en"] for row in version.omitted if not row["missing"]}
    assert missing
    assert not_met
    assert all(title in text for title in missing | not_met)
    assert text.index("Left out because a fact is unknown") < text.index("Left out because the condition is not met")


def test_draft_in_french_on_an_english_page(secretariat, version):
    page = secretariat.get(f"{DRAFT}?text=fr")
    assert "aucun État membre n’est candidat" in words(page)
    assert re.search(r'<article[^>]*lang="fr"', page.content.decode())
    assert "Where this comes from" in words(page)


@pytest.mark.parametrize(
    "asked", ["?text=de", "?clause=999", "?clause=x", "?clause=-1", f"?clause={'9' * 5000}", "?clause=²"]
)
def test_address_that_asks_for_what_there_is_not_shows_the_draft(secretariat, version, asked):
    assert secretariat.get(DRAFT + asked).status_code == 200


def test_draft_page_costs_the_same_for_every_clause_opened(secretariat, version, django_assert_max_num_queries):
    secretariat.get(DRAFT)
    with django_assert_max_num_queries(60):
        secretariat.get(f"{DRAFT}?clause=27")


def test_what_is_not_there_is_not_found(secretariat, version):
    for path in (
        "/resolutions/7/",
        "/resolutions/7/facts/",
        "/resolutions/51/draft/2/",
        "/resolutions/50/draft/1/",
        f"{DRAFT}fr.pdf",
        f"{DRAFT}en.docx",
        f"{DRAFT}de.pdf",
        "/resolutions/51/draft/2/en.pdf",
        "/resolutions/clauses/no-such-clause/",
    ):
        assert secretariat.get(path).status_code == 404, path
    for path in ("/resolutions/7/draft/", "/resolutions/51/draft/2/files/make/"):
        assert secretariat.post(path).status_code == 404, path


# --- Files ---------------------------------------------------------------------------------------------


def test_file_is_handed_out_as_it_was_made(secretariat, version):
    file = version.files.get()
    first, second = (secretariat.get(f"{DRAFT}en.pdf") for _ in range(2))
    assert first.content == second.content == bytes(file.content)
    assert first["ETag"] == second["ETag"] == f'"{file.sha256}"'
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == 'inline; filename="DG51-IPSG-draft-1-en.pdf"'
    assert "private" in first["Cache-Control"]


def test_files_line_says_which_are_ready_and_which_are_being_made(secretariat, version):
    part = secretariat.get(f"{DRAFT}files/", headers={"HX-Request": "true"})
    assert "being made" in words(part)
    assert f'href="{DRAFT}en.pdf"' in part.content.decode()
    assert f'href="{DRAFT}fr.pdf"' not in part.content.decode()
    assert secretariat.get(f"{DRAFT}files/")["Location"] == DRAFT


def test_files_that_failed_say_why_and_can_be_asked_for_again(secretariat, version):
    Job.objects.filter(kind=actions.FILES).update(
        state=JobState.FAILED, error="The page has no end.", finished_at=timezone.now()
    )
    assert "The page has no end. The draft itself is untouched." in words(secretariat.get(DRAFT))
    assert "Try again" not in words(as_seat(Seat.COORDINATOR, "DK").get(DRAFT))
    assert secretariat.post(f"{DRAFT}files/make/")["Location"] == DRAFT
    assert Job.objects.filter(kind=actions.FILES, state=JobState.QUEUED).count() == 1


# --- Facts and library ----------------------------------------------------------------------------------


def test_facts_with_their_records_and_what_is_not_known(secretariat):
    text = words(secretariat.get(f"{PAGE}facts/?as-of=2008-11-26"))
    assert "Attendance of the latest conference" in text
    assert "more than 1 000" in text
    assert "City of the meeting" in text
    assert "could be supplied by the secretariat" in text
    assert (
        "conferences.latest.attendance"
        not in words(secretariat.get(f"{PAGE}facts/?as-of=2008-11-20")).split("Not known")[0]
    )


def test_facts_that_are_one_of_a_few_words_are_in_the_language_of_the_page(secretariat):
    def told(language):
        answer = secretariat.get(f"/{language}{PAGE}facts/?as-of=2008-11-26".replace("/en/", "/"))
        return {fact.key: value for _spec, fact, value in answer.context["facts"]}

    keys = ("caf.pef.stage", "conferences.latest.feedback")
    assert [told("en")[key] for key in keys] == ["In pilot", "awaited"]
    assert [told("fr")[key] for key in keys] == ["En phase pilote", "attendus"]


@pytest.mark.parametrize(
    ("day", "sentence"), [("soon", "This is not a day"), ("2020-01-01", "lies after the 51st meeting")]
)
def test_facts_of_a_bad_day_are_refused_with_a_sentence(secretariat, day, sentence):
    answer = secretariat.get(f"{PAGE}facts/?as-of={day}")
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_clause_shows_its_condition_its_words_and_its_variants(secretariat):
    page = words(secretariat.get("/resolutions/clauses/conferences-one-bid/"))
    assert "conferences.next.bids | length == 1" in page
    assert "the candidacy" in page
    assert "Several bids" in page
    assert "As shipped" in page
    LibraryClause.objects.filter(key="conferences-one-bid").update(place=3)
    assert "Changed here" in words(secretariat.get("/resolutions/clauses/conferences-one-bid/"))


def test_downloads_of_the_list_are_called_after_what_it_lists(secretariat):
    response = secretariat.get("/resolutions/?format=csv")
    assert 'filename="resolutions.csv"' in response["Content-Disposition"]
    assert b"".join(response.streaming_content)
