"""Reports of sessions: their words by version and language, the desk, the findings, the files."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from docx import Document

from conferences.actions import report as actions
from conferences.columns.report import REPORT
from conferences.models import FindingMark, PartKind, PartText, Report, ReportState
from conferences.reading.reports import BEHIND, CURRENT, MISSING, ORIGINAL, passage, standings
from conferences.workflow.report import REPORT as STEPS
from core.values import Text
from core.workflow import Refused, perform
from network.seats import Seat
from tests.conferences.factories import (
    EditionFactory,
    EditionScheduleFactory,
    PartTextFactory,
    ReportFactory,
    ReportPartFactory,
    SessionFactory,
)
from tests.conferences.test_print import make_all
from tests.network.factories import CountryFactory, someone
from tests.pdf_reader import opened, shown

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY, LATER, TODAY = date(2008, 11, 1), date(2008, 11, 20), timezone.localdate


@pytest.fixture
def report():
    return ReportFactory(
        session__code="agora-1", session__edition__code="5qc", session__edition__number=5, known_on=DAY
    )


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def fresh(report) -> Report:
    return Report.objects.for_reading().get(pk=report.pk)


def state_of(report, part, language, day=LATER):
    return passage(next(row for row in fresh(report).parts.all() if row == part), language, day).state


# --- Words, versions, translations ----------------------------------------------------------------------


def test_a_translation_is_behind_from_the_day_on_which_the_original_changed(report, secretariat):
    part = ReportPartFactory(report=report, words="The hall was full.", known_on=DAY)
    assert state_of(report, part, "fr") == MISSING
    PartTextFactory(part=part, language="fr", text="La salle était pleine.", of_revision=1, known_on=DAY)
    assert (state_of(report, part, "en"), state_of(report, part, "fr")) == (ORIGINAL, CURRENT)
    change = actions.Change(part, "en", actions.Words(text="The hall was overfull."))
    actions.write(fresh(report), [change], by=secretariat, known_on=LATER)
    assert state_of(report, part, "fr", LATER - timedelta(1)) == CURRENT
    read = passage(fresh(report).parts.get(), "fr", LATER)
    assert (read.state, read.since, read.paragraphs) == (BEHIND, LATER, ("La salle était pleine.",))
    assert [row.tag.word for row in standings(fresh(report), LATER)] == ["Original", "Behind in 1 part"]


def test_the_page_of_an_earlier_day_stays_as_it_was(report, secretariat):
    first = ReportPartFactory(report=report, words="One.", known_on=DAY)
    second = ReportPartFactory(report=report, words="Two.", known_on=DAY)
    actions.move_part(second, to=0, by=secretariat, known_on=LATER)
    actions.take_out(first, by=secretariat, known_on=LATER)
    assert fresh(report).parts_on(DAY) == [first, second]
    assert fresh(report).parts_on(LATER) == [second]
    actions.move_part(first, to=9, by=secretariat, known_on=LATER)
    assert fresh(report).parts_on(LATER) == [second, first]


def test_a_new_part_stands_before_the_conclusion_and_is_added_once(secretariat):
    report = Report(session=SessionFactory(), original_language="en", known_on=DAY)
    actions.begin_report(report, by=secretariat)
    for _again in range(2):
        actions.add_part(fresh(report), kind=PartKind.LIST, key="part-4", by=secretariat, known_on=LATER)
    kinds = [part.kind for part in fresh(report).parts_on(LATER)]
    assert kinds == ["introduction", "section", "list", "conclusion"]
    with pytest.raises(Refused, match="already"):
        actions.begin_report(Report(session=report.session, original_language="fr", known_on=DAY), by=secretariat)


def test_nothing_is_written_before_the_last_change_nor_ahead(report, secretariat):
    part = ReportPartFactory(report=report, words="One.", known_on=LATER)
    change = actions.Change(part, "en", actions.Words(text="Two."))
    with pytest.raises(Refused, match="last changed on 20 November 2008"):
        actions.write(fresh(report), [change], by=secretariat, known_on=DAY)
    with pytest.raises(Refused, match="still to come"):
        actions.write(fresh(report), [change], by=secretariat, known_on=TODAY() + timedelta(1))


@pytest.mark.parametrize(
    "make",
    [
        lambda part: PartTextFactory(part=part, language="en", revision=1),
        lambda part: PartTextFactory(part=part, language="fr", revision=0),
        lambda part: ReportPartFactory(report=part.report, key=part.key),
        lambda part: part.marks.create(marked=True, known_on=DAY),
    ],
)
def test_the_database_refuses(report, make):
    part = ReportPartFactory(report=report, words="One.")
    with pytest.raises(IntegrityError), transaction.atomic():
        make(part)


# --- Who sees and keeps it ------------------------------------------------------------------------------


def test_a_draft_is_seen_by_the_host_as_known_today_and_published_by_it():
    report, poland, denmark = ReportFactory(), CountryFactory(iso2="PL"), CountryFactory(iso2="DK")
    EditionScheduleFactory(edition=report.session.edition, country=denmark, known_on=DAY)
    EditionScheduleFactory(edition=report.session.edition, country=poland, known_on=LATER)
    own, other = (someone(Seat.COORDINATOR, country) for country in (poland, denmark))
    assert list(Report.objects.visible_to(own)) == [report]
    assert not Report.objects.visible_to(other).exists()
    with pytest.raises(Refused, match="at least one part"):
        perform(STEPS, "publish", report, by=own, known_on=LATER)
    ReportPartFactory(report=report, words="One.")
    perform(STEPS, "publish", report, by=own, known_on=LATER)
    assert list(Report.objects.visible_to(other)) == [report]
    with pytest.raises(Refused, match="not open to your seat"):
        perform(STEPS, "take-back", report, by=other, known_on=LATER, note="No.")


def test_what_was_written_before_it_was_published_stays_unseen(report, client):
    part = ReportPartFactory(report=report, words="An unguarded word.", known_on=DAY)
    PartTextFactory(part=part, revision=2, text="A considered word.", known_on=LATER)
    report.steps.create(state=ReportState.PUBLISHED, known_on=LATER)
    Report.objects.filter(pk=report.pk).update(state=ReportState.PUBLISHED)
    url = report.get_absolute_url()
    assert "considered" in client.get(f"{url}?as-of=2008-11-20").content.decode()
    early = client.get(f"{url}?as-of=2008-11-02").content.decode()
    assert "unguarded" not in early
    assert "not published" in early
    assert client.get(f"{url}files/report.json?as-of=2008-11-02").status_code == 404
    assert client.get(f"{url}files/en.docx?as-of=2008-11-02").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(number, client, django_assert_num_queries):
    for _report in range(number):
        report = ReportFactory(state=ReportState.PUBLISHED)
        for language in ("en", "fr"):
            PartTextFactory(part=ReportPartFactory(report=report), language=language)
    client.get("/conferences/reports/")
    with django_assert_num_queries(6):
        response = client.get("/conferences/reports/")
    assert len(response.context["rows"]) == number
    assert "English and French" in response.content.decode()
    assert [column.key for column in REPORT][:4] == ["session", "edition", "held_on", "state"]


# --- The desk -------------------------------------------------------------------------------------------


def typed(page) -> dict[str, str]:
    """What a browser would send back of the page, nothing changed."""
    data = {"do": "save", "known_on": "2008-11-20"}
    for form in page.context["desk"].forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = str(value)
    return data


@pytest.fixture
def desk(report, secretariat):
    """Two people at one report, and its part's key."""
    part = ReportPartFactory(report=report, key="one", words="The hall was full and loud.", known_on=DAY)
    return signed_in(secretariat), signed_in(someone(Seat.SECRETARIAT)), part


def texts(part, language="en"):
    return list(part.texts.filter(language=language).order_by("revision").values_list("text", flat=True))


def test_saving_enters_a_new_version_and_saving_again_none(desk, report):
    first, _second, part = desk
    url = f"{report.get_absolute_url()}write/en/"
    data = typed(first.get(url)) | {
        "one-en-text": "A new sentence.\r\n\r\nAnd a paragraph.",
        "one-en-items": "a\r\n\r\n b",
    }
    assert first.post(url, data).status_code == 302
    assert first.post(url, data).status_code == 302  # a double click
    assert texts(part) == ["The hall was full and loud.", "A new sentence.\n\nAnd a paragraph."]
    assert part.texts.last().items == ["a", "b"]


def test_two_people_who_change_different_words_get_both(desk, report):
    first, second, part = desk
    url = f"{report.get_absolute_url()}write/en/"
    mine, theirs = typed(second.get(url)), typed(first.get(url))
    first.post(url, theirs | {"one-en-text": "The hall was crowded and loud."})
    clash = second.post(url, mine | {"one-en-text": "The hall was full and loud, said the rapporteur."})
    assert clash.status_code == 409
    assert len(texts(part)) == 2  # nothing of mine is saved yet
    words = clash.content.decode()
    assert "Both together" in words
    assert '<del><span class="visually-hidden">' in words
    answer = typed(clash)
    assert answer["one-en-choice"] == "edited"
    assert second.post(url, answer).status_code == 302
    assert texts(part)[-1] == "The hall was crowded and loud, said the rapporteur."


@pytest.mark.parametrize(
    ("choice", "last"),
    [("mine", "The hall was empty and loud."), ("theirs", "The hall was crowded and loud."), ("edited", "It was so.")],
)
def test_two_people_who_change_the_same_words_are_asked(desk, report, choice, last):
    first, second, part = desk
    url = f"{report.get_absolute_url()}write/en/"
    mine, theirs = typed(second.get(url)), typed(first.get(url))
    first.post(url, theirs | {"one-en-text": "The hall was crowded and loud."})
    clash = second.post(url, mine | {"one-en-text": "The hall was empty and loud."})
    answer = typed(clash)
    assert "one-en-choice" not in answer
    unchosen = second.post(url, answer)
    assert unchosen.context["desk"].clashes  # asked once more, with all that was typed
    assert typed(unchosen)["one-en-mine_text"] == "The hall was empty and loud."
    chosen = {"one-en-choice": choice} | ({"one-en-text": "It was so."} if choice == "edited" else {})
    assert second.post(url, answer | chosen).status_code == 302
    assert texts(part)[-1] == last


def test_what_another_changed_and_i_did_not_stays_theirs(desk, report):
    first, second, part = desk
    url = f"{report.get_absolute_url()}write/en/"
    mine, theirs = typed(second.get(url)), typed(first.get(url))
    first.post(url, theirs | {"one-en-text": "Changed."})
    assert second.post(url, mine).status_code == 302
    assert texts(part)[-1] == "Changed."


def test_words_for_a_part_that_another_took_out_are_kept(desk, report):
    first, second, part = desk
    url = f"{report.get_absolute_url()}write/en/"
    mine, theirs = typed(second.get(url)), typed(first.get(url))
    first.post(url, theirs | {"do": "out:one"})
    saved = second.post(url, mine | {"one-en-text": "Mine."}, follow=True)
    assert "taken out meanwhile" in saved.content.decode()
    assert texts(part)[-1] == "Mine."
    assert [words for _part, words in second.get(url).context["desk"].taken_out] == ["Mine."]
    second.post(url, typed(second.get(url)) | {"do": "back:one"})
    assert fresh(report).parts_on(TODAY()) == [part]


def test_a_translation_follows_again_by_a_tick_or_by_being_changed_with_the_original(desk, report):
    first, _second, part = desk
    PartTextFactory(part=part, language="fr", text="La salle était pleine.", of_revision=1, known_on=DAY)
    both, alone = (f"{report.get_absolute_url()}write/{path}/" for path in ("en/fr", "fr"))
    first.post(both, typed(first.get(both)) | {"one-en-text": "Full.", "one-fr-text": "Pleine."})
    assert state_of(report, part, "fr") == CURRENT
    first.post(both, typed(first.get(both)) | {"one-en-text": "Quite full."})
    assert state_of(report, part, "fr") == BEHIND
    first.post(alone, typed(first.get(alone)) | {"one-fr-text": "Toute pleine."})
    assert state_of(report, part, "fr") == BEHIND  # a comma mended is no translation brought up to date
    page = first.get(alone)
    assert "What has changed in the original" in page.content.decode()
    first.post(alone, typed(page) | {"one-fr-follows": "on"})
    assert state_of(report, part, "fr") == CURRENT
    assert texts(part, "fr")[-2:] == ["Toute pleine."] * 2


def test_errors_stand_at_the_field_and_nothing_typed_is_lost(desk, report):
    first, _second, _part = desk
    ReportPartFactory(report=report, key="drivers", kind=PartKind.LIST, known_on=DAY)
    url = f"{report.get_absolute_url()}write/en/"
    data = typed(first.get(url)) | {"drivers-en-items": "It begins inside", "known_on": "2999-01-01"}
    page = first.post(url, data).content.decode()
    assert "Give the list its name." in page
    assert "It begins inside" in page
    assert not PartText.objects.filter(part__key="drivers").exists()
    late = first.post(url, data | {"drivers-en-heading": "Drivers"}).content.decode()
    assert "still to come" in late
    assert "It begins inside" in late
    assert first.get(f"{report.get_absolute_url()}write/xx/").status_code == 404


# --- Findings for the Directors General -----------------------------------------------------------------


def mark(part, known_on, *, by, marked=True, **values):
    area = "conferences" if marked else ""
    return actions.mark_finding(FindingMark(part=part, marked=marked, area=area, known_on=known_on, **values), by=by)


def test_a_finding_is_marked_once_the_report_is_published_and_unmarked_by_a_later_row(report, secretariat):
    part = ReportPartFactory(report=report, kind=PartKind.FINDING, words="Everyone can innovate.", known_on=DAY)
    with pytest.raises(Refused, match="Publish the report first"):
        mark(part, LATER, by=secretariat)
    perform(STEPS, "publish", report, by=secretariat, known_on=LATER)
    with pytest.raises(Refused, match="published on 20 November"):
        mark(part, DAY, by=secretariat)
    first = mark(part, LATER, by=secretariat)
    assert mark(part, LATER, by=secretariat) == first  # a double click
    mark(part, date(2008, 12, 1), by=secretariat, marked=False)
    part = fresh(report).parts.get()
    assert (part.mark_on(DAY), part.mark_on(LATER), part.mark_on(date(2008, 12, 1))) == (None, first, None)
    assert first.said_on(LATER) == Text(en="Everyone can innovate")


def test_marking_through_the_page(report, secretariat):
    part = ReportPartFactory(report=report, kind=PartKind.FINDING, words="Everyone can innovate.", known_on=DAY)
    perform(STEPS, "publish", report, by=secretariat, known_on=LATER)
    client, url = signed_in(secretariat), f"{report.get_absolute_url()}findings/{part.key}/"
    assert "area" in client.post(f"{url}mark/", {"known_on": "2008-11-21"}).context["form"].errors
    client.post(f"{url}mark/", {"known_on": "2008-11-21", "area": "caf", "words_en": "that all can"})
    row = part.marks.get()
    assert (row.marked, row.area, row.by, row.said_on(TODAY())) == (True, "caf", secretariat, Text(en="that all can"))
    client.post(f"{url}unmark/", {"known_on": "2008-11-22"})
    assert [row.marked for row in part.marks.all()] == [True, False]


# --- Files ----------------------------------------------------------------------------------------------


def test_files_hold_the_report_in_their_language(client):
    edition = EditionFactory(number=5, code="5qc")
    session = SessionFactory(edition=edition, code="sou-24", title=Text(en="Innovation", fr="L’innovation"))
    report = ReportFactory(session=session, state=ReportState.PUBLISHED, original_language="fr", known_on=DAY)
    for kind, heading, items in (("list", "Catégories", ["un", "deux"]), ("list", "Moteurs", ["dedans", "dehors"])):
        part = ReportPartFactory(report=report, kind=kind, known_on=DAY)
        PartTextFactory(part=part, language="fr", heading=heading, text="", items=items, known_on=DAY)
    url = report.get_absolute_url()
    assert client.get(f"{url}files/fr.pdf").url.startswith(url)
    assert client.post(f"{url}files/fr/pdf/").status_code == 302
    make_all()
    pdf = client.get(f"{url}files/fr.pdf").content
    assert "Moteurs" in " ".join(shown(opened(pdf)))
    file = Document(io.BytesIO(client.get(f"{url}files/fr.docx").content))
    assert [row.text for row in file.paragraphs if row.style.name == "Heading 1"] == ["Catégories", "Moteurs"]
    numbers = {row._p.pPr.numPr.numId.val for row in file.paragraphs if row.style.name == "List Number"}
    assert len(numbers) == 2  # each list begins at 1
    assert file.core_properties.language == "fr"
    data = client.get(f"{url}files/report.json").json()
    assert [part["texts"]["fr"]["items"] for part in data["parts"]] == [["un", "deux"], ["dedans", "dehors"]]
    for missing in ("en.pdf", "report.pdf", "fr.json", "fr.odt"):
        assert client.get(f"{url}files/{missing}").status_code == 404


def test_side_by_side_shows_both_languages_and_each_its_own_direction(report, client):
    part = ReportPartFactory(report=report, words="Water.", known_on=DAY)
    PartTextFactory(part=part, language="ar", text="ماء", of_revision=1, known_on=DAY)
    Report.objects.update(state=ReportState.PUBLISHED)
    report.steps.update(state=ReportState.PUBLISHED)
    page = client.get(f"{report.get_absolute_url()}?text=en&beside=ar&as-of=today").content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert "Water." in page
