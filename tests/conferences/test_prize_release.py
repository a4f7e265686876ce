"""Press releases: what they say from which facts, edits and redraws, embargo, files."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from docx import Document

from conferences import demo
from conferences.actions.prize import draw_release, edit_paragraph
from conferences.models import Edition, Laureate, PressNote, ReleasePart, ReleaseState, ReleaseVersion
from conferences.press.facts import facts_of
from conferences.press.writing import draw, library
from conferences.workflow.prize import RELEASE
from core import jobs
from core.models import Job, JobState
from core.phrases import LANGUAGES, phrases
from core.values import Period, Text
from core.workflow import Refused, perform
from network import demo as network_demo
from tests.conferences.factories import AttendanceFactory, LaureateFactory, NomineeFactory
from tests.conferences.test_prize import belgian_edition
from tests.pdf_reader import opened, read_aloud

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY = date(2009, 11, 26)
# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def edition():
    return belgian_edition()


def signed_in(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def drawn(edition, by=None, **changes):
    return draw_release(ReleaseVersion(edition=edition, **{"as_of": DAY, "dated_on": DAY} | changes), by=by)


def text_of(version, language):
    return "\n".join(" ".join([*row.head.values(), row.text]) for row in version.paragraphs.filter(language=language))


# --- The Belgian release ------------------------------------------------------------------------------

FACTS_OF_2009 = {
    "en": (
        "Three public services", "5th Conference", "Thursday 26 November 2009", "Brussels", "Kinepolis",
        "more than 400", "Let us take up the challenge!", "Innovation", "Impact on the citizen", "Jury’s favourite",
        "Instituut voor Natuur- en Bosonderzoek", "Flemish Community", "Nature exploration 2030", "2030",
        "Commune d’Ixelles, Service Marchés publics", "Brussels-Capital Region", "SOS... Marchés publics",
        "Musée royal de Mariemont", "French Community", "réflexions sur le musée et l’intégration sociale",
        "federal state, the communities, regions, provinces, cities and municipalities", "grows older",
        "ministers for the civil service", "every two years", "public centres for social welfare", "workshops",
        "Federal Public Service Personnel and Organisation", "Directorate-General Communication", "publicquality.be",
    ),
    "fr": (
        "Trois services publics", "5e Conférence", "jeudi 26 novembre 2009", "Bruxelles", "Kinepolis",
        "plus de 400 participants", "Saisissons le défi", "Innovation", "Impact sur le citoyen", "Coup de cœur",
        "Communauté flamande", "Région de Bruxelles-Capitale", "Communauté française", "tous les deux ans",
        "ministres belges", "CPAS", "Service public fédéral Personnel et Organisation", "DG Communication",
    ),
    "nl": (
        "Drie overheidsdiensten", "5e Conferentie", "donderdag 26 november 2009", "Brussel", "meer dan 400 deelnemers",
        "Laten we de uitdaging aangaan!", "Innovatie", "Impact op de burger", "Favoriet van de jury",
        "Vlaamse Gemeenschap", "Brussels Hoofdstedelijk Gewest", "Franse Gemeenschap", "om de twee jaar",
        "ministers van Ambtenarenzaken", "OCMW", "Federale Overheidsdienst Personeel en Organisatie",
    ),
}  # fmt: skip


@pytest.fixture
def belgium():
    network_demo.load()
    demo.load()
    return Edition.objects.get(code="be-5")


def test_every_fact_of_the_belgian_release_comes_out(belgium):
    """Each stands in the release of 26 November 2009, which the records give as their source."""
    version = belgium.releases.get()
    assert version.state == ReleaseState.RELEASED
    said = {language: text_of(version, language) for language in LANGUAGES}
    missing = [(code, fact) for code, facts in FACTS_OF_2009.items() for fact in facts if fact not in said[code]]
    assert missing == []
    assert demo.load()["conferences.ReleaseVersion"] == 1
    for language in LANGUAGES:
        paragraphs = version.paragraphs.filter(language=language)
        parts = [row.part for row in paragraphs]
        assert parts.count(ReleasePart.LAUREATE) == 3
        assert parts == sorted(parts, key=ReleasePart.values.index)
        assert all(row.fact_keys for row in paragraphs)
        assert {key for row in paragraphs for key in row.fact_keys} <= version.facts.keys()
    origins = version.fact("attendance").origins
    assert [(origin.model, origin.source) for origin in origins] == [
        ("conferences.attendance", "Press release of 26 November 2009")
    ]


# --- Drawing ------------------------------------------------------------------------------------------


def test_every_sentence_names_the_same_facts_in_every_language():
    sentences, words = library()
    assert len(sentences) > 20
    assert all(set(forms) == set(LANGUAGES) for forms in words.values())


def test_what_is_unknown_is_not_said(edition):
    said = {(row.language, row.part): row.sentences for row in draw(facts_of(edition, DAY))}
    assert [text for text, _keys in said["en", "title"]] == ["5th Conference"]
    assert ("en", "lead") not in said
    assert [text for text, _keys in said["fr", "body"]] == [
        "La conférence s’est tenue le jeudi 26 novembre 2009 à Bruxelles."
    ]
    assert ("en", "contact") not in said


def test_one_laureate_several_and_one_withdrawn(edition, secretariat):
    first = LaureateFactory(edition=edition, nominee__organisation="City A")
    assert "A prize for City A" in text_of(drawn(edition), "en")
    LaureateFactory(edition=edition, nominee__organisation="City B")
    assert "Twee overheidsdiensten" in text_of(drawn(edition), "nl")
    NomineeFactory(edition=edition, organisation="City C", government=Text(en="North"))
    assert "Also nominated: City C (North)." in text_of(drawn(edition), "en")
    Laureate.objects.get(pk=first.pk).steps.create(state="withdrawn", known_on=DAY + timedelta(days=1))
    assert "City A" in text_of(drawn(edition), "en")  # as of that day it stood
    assert "A prize for City B" in text_of(drawn(edition, as_of=DAY + timedelta(days=1)), "en")


def test_dutch_writes_periods_and_counts():
    dutch = phrases("nl")
    written = [
        dutch.when(Period.parse(text)) for text in ("2009-11-26", "2009-11-25/2009-11-26", "2009-11-03/2009-11-26")
    ]
    assert written == ["op 26 november 2009", "op 25 en 26 november 2009", "van 3 tot 26 november 2009"]
    assert [dutch.when(Period.parse(text)) for text in ("2009-11", "2009-H1", "2009")] == [
        "in november 2009", "in de eerste helft van 2009", "in 2009",
    ]  # fmt: skip
    assert dutch.period(Period.parse("2009-10-30/2009-11-02")) == "30 oktober tot 2 november 2009"
    assert (dutch.ordinal(5), dutch.count_word(3)) == ("5e", "drie")


# --- Editing and drawing again ------------------------------------------------------------------------


def test_an_edited_paragraph_says_so_keeps_its_facts_and_is_taken_along(edition, secretariat):
    AttendanceFactory(edition=edition, value=400, known_on=DAY)
    LaureateFactory(edition=edition, announced_on=DAY)
    version = drawn(edition)
    row = version.paragraphs.get(language="en", part=ReleasePart.LEAD)
    client = signed_in(secretariat)
    page = client.get(row.version.get_absolute_url() + f"paragraphs/{row.pk}/edit/")
    data = {"text": "In my own words.", "seen": page.context["form"]["seen"].value()}
    assert client.post(row.version.get_absolute_url() + f"paragraphs/{row.pk}/edit/", data).status_code == 302
    row.refresh_from_db()
    assert (row.is_edited, row.edited_by, "attendance" in row.fact_keys) == (True, secretariat, True)
    AttendanceFactory(edition=edition, value=450, known_on=DAY + timedelta(days=1))
    shown = client.get(version.get_absolute_url())
    assert "Edited by" in shown.text
    assert "more than 450" in shown.text  # the records of today say so
    again = drawn(edition, as_of=DAY + timedelta(days=1))
    row = again.paragraphs.get(language="en", part=ReleasePart.LEAD)
    assert (row.text, row.edited_by) == ("In my own words.", secretariat)
    assert "450" in row.drawn_text
    shown = client.get(again.get_absolute_url())
    assert "Edited in version 1, before this was known." in shown.text
    assert client.post(f"{again.get_absolute_url()}drawn/{row.pk}/").status_code == 302
    row.refresh_from_db()
    assert (row.is_edited, row.edited_at) == (False, None)


def test_who_saves_second_is_shown_what_the_first_saved(edition, secretariat):
    row = drawn(edition).paragraphs.get(language="fr", part=ReleasePart.BODY)
    client, url = signed_in(secretariat), f"{row.version.get_absolute_url()}paragraphs/{row.pk}/edit/"
    seen = client.get(url).context["form"]["seen"].value()
    row.text = "The first."
    edit_paragraph(row, by=secretariat)
    answer = client.post(url, {"text": "The second.", "seen": seen})
    assert answer.status_code == 409
    assert "The first." in answer.text
    assert "The second." in answer.text


def test_version_is_drawn_in_the_browser_not_from_days_to_come(edition, secretariat):
    client, url = signed_in(secretariat), "/conferences/prizes/be-5/releases/new/"
    form = client.get(url).context["form"]
    assert (form["as_of"].value(), form["dated_on"].value()) == (timezone.localdate(), DAY)
    ahead = timezone.localdate() + timedelta(days=1)
    wrong = client.post(url, {"as_of": ahead.isoformat(), "dated_on": DAY.isoformat(), "seen": ""})
    assert "as_of" in wrong.context["form"].errors
    response = client.post(url, {"as_of": DAY.isoformat(), "dated_on": DAY.isoformat(), "seen": ""})
    assert response.url == "/conferences/prizes/be-5/release/1/"
    for language in LANGUAGES:
        assert client.get(f"{response.url}?text={language}").status_code == 200


# --- Releasing ----------------------------------------------------------------------------------------


def test_visitors_see_a_version_once_it_is_released_and_its_embargo_over(edition, secretariat, client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    version = drawn(edition, embargo_until=tomorrow)
    url = version.get_absolute_url()
    assert client.get(url).status_code == 404
    perform(RELEASE, "release", version, by=secretariat, known_on=timezone.localdate())
    assert client.get(url).status_code == 404
    ReleaseVersion.objects.update(embargo_until=timezone.localdate())
    page = client.get(url)
    assert page.status_code == 200
    assert ">Edit<" not in page.text
    perform(RELEASE, "withdraw", version, by=secretariat, known_on=timezone.localdate(), note="A wrong name")
    assert client.get(url).status_code == 404


def test_nothing_is_released_that_is_not_announced_or_not_the_latest(edition, secretariat):
    laureate = LaureateFactory(edition=edition)
    version = drawn(edition)
    today = timezone.localdate()
    with pytest.raises(Refused, match="Say on which day"):
        perform(RELEASE, "release", version, by=secretariat, known_on=today)
    Laureate.objects.filter(pk=laureate.pk).update(announced_on=today)
    drawn(edition)
    with pytest.raises(Refused, match="There is a later one"):
        perform(RELEASE, "release", version, by=secretariat, known_on=today)


def test_what_is_released_cannot_be_edited(edition, secretariat):
    version = drawn(edition)
    perform(RELEASE, "release", version, by=secretariat, known_on=timezone.localdate())
    row = version.paragraphs.first()
    client = signed_in(secretariat)
    for url in (f"paragraphs/{row.pk}/edit/", "edit/", f"drawn/{row.pk}/"):
        assert client.post(version.get_absolute_url() + url, {"text": "x"}).status_code == 403


# --- Files --------------------------------------------------------------------------------------------


def test_release_asks_for_its_files_which_are_made_once(edition, secretariat, client):
    LaureateFactory(edition=edition, announced_on=DAY, nominee__organisation="City A", nominee__title=Text(fr="Été"))
    version = drawn(edition)
    data = {"known_on": timezone.localdate().isoformat()}
    response = signed_in(secretariat).post(version.get_absolute_url() + "do/release/", data)
    assert response.status_code == 302
    job = Job.objects.get(kind="make press release files")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DONE, "")
    made = {(file.language, file.format): file.sha256 for file in version.files.all()}
    assert len(made) == 2 * len(LANGUAGES)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, lease_until=None)
    jobs.run(job.pk)  # a second time, as after a lost worker
    assert {(file.language, file.format): file.sha256 for file in version.files.all()} == made
    pdf = opened(client.get(f"{version.get_absolute_url()}fr.pdf").content)
    words = read_aloud(pdf)
    assert "Un prix pour City A" in words
    assert "Bruxelles, le 26 novembre 2009" in words
    assert "PROJET" not in words
    assert str(pdf.Root.Lang) == "fr"
    answer = client.get(f"{version.get_absolute_url()}nl.docx")
    document = Document(BytesIO(answer.content))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Een prijs voor City A"] == "Title"
    assert styles["De laureaten"] == "Heading 1"
    assert styles["First prize – City A"] == "Heading 2"
    assert document.core_properties.language == "nl-BE"
    assert client.get(f"{version.get_absolute_url()}de.pdf").status_code == 404


def test_another_text_is_another_file(edition, secretariat):
    version = drawn(edition)
    client = signed_in(secretariat)
    url = version.get_absolute_url()
    assert client.post(f"{url}files/make/").status_code == 302
    first = Job.objects.get(kind="make press release files")
    client.post(f"{url}files/make/")
    assert Job.objects.count() == 1  # asked for twice, made once
    row = version.paragraphs.get(language="en", part=ReleasePart.TITLE)
    row.text = "Another title"
    edit_paragraph(row, by=secretariat)
    client.post(f"{url}files/make/")
    assert Job.objects.exclude(pk=first.pk).count() == 1
    assert client.get(f"{url}en.pdf").status_code == 404
    assert "Make the files" not in client.get(url).text


def test_page_costs_the_same_for_one_and_three_laureates(edition, secretariat):
    client, counts = signed_in(secretariat), []
    client.get("/conferences/")
    for made in (1, 2):
        for _number in range(made):
            LaureateFactory(edition=edition)
        url = drawn(edition).get_absolute_url()
        ReleaseVersion.objects.exclude(number=edition.releases.first().number).delete()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_last_note_for_the_press_counts(edition):
    for number, words in enumerate(("the mayors", "the ministers")):
        PressNote.objects.create(edition=edition, initiators=Text(en=words), known_on=DAY + timedelta(days=number))
    assert "set up by the mayors" in text_of(drawn(edition), "en")
    assert "set up by the ministers" in text_of(drawn(edition, as_of=DAY + timedelta(days=1)), "en")
