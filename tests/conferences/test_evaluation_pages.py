"""The pages of an evaluation: who reads what, what files and documents leave out, what publishing changes."""

from __future__ import annotations

import csv
import io
import logging
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect
from structlog.stdlib import ProcessorFormatter

from conferences.actions import evaluation
from conferences.models import (
    Evaluation,
    QuestionKind,
    Questionnaire,
    QuestionnaireState,
    Recipient,
    ReportedResult,
    Response,
)
from conferences.reading.results import results_of, split
from conferences.work import waiting
from core import jobs
from core.models import Job
from core.values import Text
from core.work import items
from network.models import Conclusion, Country
from network.seats import Seat
from tests import world as worlds
from tests.conferences.evaluation_world import HIDDEN_ADDRESSES, HIDDEN_QUESTION, HIDDEN_WORDS, TOKEN
from tests.conferences.factories import (
    EditionFactory,
    EditionScheduleFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ReportedResultFactory,
)
from tests.kept_records import load_records
from tests.network.factories import CountryFactory, someone
from tests.pdf_reader import opened, read_aloud
from tests.permission_table import TABLE
from tests.resolutions.drawing import drawn, mail_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OURS = ("conferences:evaluation_", "conferences:questionnaire_", "conferences:results_")
WITH_FILES = ("conferences:evaluation_compare", "conferences:questionnaire_list", "conferences:questionnaire_results")
TODAY = date(2008, 11, 26)
RATINGS = (5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 2)  # one person in a group alone

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _demonstration_day(settings):
    settings.DEMONSTRATION = True


def client_of(person):
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def answered(number=5, published=True, ratings=RATINGS):
    """A questionnaire that has closed, with a rating, a choice, a free text and answers to them."""
    edition = EditionFactory(number=number)
    EditionScheduleFactory(edition=edition, stage="held", country=CountryFactory(iso2="FR"))
    made = QuestionnaireFactory(edition=edition, closes_on=date(2008, 11, 1), state=QuestionnaireState.OPEN)
    made.steps.create(state=QuestionnaireState.OPEN, known_on=made.known_on)
    QuestionFactory(questionnaire=made, key="overall", core=True, text=Text(en="How was it?"))
    options = Text(en="North\nSouth\nEast", fr="Nord\nSud\nEst")
    QuestionFactory(questionnaire=made, key="own-1", kind=QuestionKind.CHOICE, text=Text(en="Where?"), options=options)
    QuestionFactory(questionnaire=made, key="own-2", kind=QuestionKind.TEXT, text=Text(en="=What?"))
    for place, rating in enumerate(ratings):
        region = "1" if place < 2 else "2" if place < 7 else "3"
        Response.objects.create(
            questionnaire=made,
            key=f"{number} {place}",
            answers={"overall": rating, "own-1": region, "own-2": f"=remark {place}"},
        )
        made.recipients.create(email=f"{place}@x.test", answered_on=TODAY)
    if published:
        evaluation.publish_results(made, by=someone(Seat.SECRETARIAT), known_on=TODAY)
    return Questionnaire.objects.for_list().get(pk=made.pk)


# --- What leaks nothing -------------------------------------------------------------------------------


@pytest.mark.parametrize("seat", [worlds.OTHER, worlds.EIPA, worlds.VISITOR])
def test_nobody_else_is_told_what_is_prepared_who_is_asked_and_what_was_written(seat):
    """By no page, form, file or preview: of addresses, of unpublished questions, of free text."""
    world = worlds.build()
    client, told = client_of(world.people[seat]), []
    for page in (page for page in TABLE if page.name.startswith(OURS) and page.name != "conferences:evaluation_answer"):
        url = reverse(page.name, args=[*world.keys[page.on], *page.more])
        files = ("csv", "xlsx", "json") if page.name in WITH_FILES else ()
        for door in (url, *(f"{url}?format={name}" for name in files)):
            response = client.get(door)
            words = content_of(response) if response.status_code == 200 else ""
            told += [(door, word) for word in (*HIDDEN_ADDRESSES, HIDDEN_QUESTION, HIDDEN_WORDS) if word in words]
    assert told == []
    secretariat = client_of(world.people[worlds.SECRETARIAT])
    keys = world.keys["published questionnaire"]
    assert HIDDEN_WORDS in content_of(secretariat.get(reverse("conferences:questionnaire_results", args=keys)))


def content_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if "openxmlformats" in response["Content-Type"]:
        return " ".join(
            str(cell.value) for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row
        )
    return content.decode(errors="replace")


def test_another_edition_in_a_form_field_is_refused():
    world = worlds.build()
    before = Questionnaire.objects.count()
    edition = world.keys["own edition"][0]
    pk = Questionnaire.objects.filter(edition__code=edition).first().edition_id
    data = {"edition": pk, "audience": "presenters", "moment": "spot", "known_on": "2008-11-01"}
    url = reverse("conferences:questionnaire_new")
    refused = client_of(world.people[worlds.OTHER]).post(url, data)
    assert "edition" in refused.context["form"].errors
    assert Questionnaire.objects.count() == before
    assert client_of(world.people[worlds.OWN]).post(url, data).status_code == 302
    assert Questionnaire.objects.count() == before + 1


def test_a_guessed_link_is_told_what_any_wrong_address_is_told(client):
    worlds.build()
    url = reverse("conferences:evaluation_answer", args=["a-guess"])
    nowhere = client.get(url.replace("evaluations", "evaluation"))
    guess = client.get(url)
    assert guess.status_code == nowhere.status_code == 404
    said = [page.content.decode().partition("<main")[2].partition("</main>")[0] for page in (guess, nowhere)]
    assert said[0] == said[1] != ""
    assert client.post(url, {}).status_code == 404


# --- Answering ----------------------------------------------------------------------------------------


def test_answering_through_the_page(client):
    worlds.build()
    link = reverse("conferences:evaluation_answer", args=[TOKEN])
    questionnaire = Questionnaire.objects.get(state=QuestionnaireState.OPEN)
    QuestionFactory(questionnaire=questionnaire, key="overall", required=True)
    QuestionFactory(questionnaire=questionnaire, key="how-many", kind=QuestionKind.NUMBER)
    QuestionFactory(questionnaire=questionnaire, key="words", kind=QuestionKind.TEXT)
    QuestionFactory(questionnaire=questionnaire, key="again", kind=QuestionKind.YES_NO)
    for _time in range(2):  # a mail scanner, and the person
        page = client.get(link)
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
    assert not Response.objects.filter(questionnaire=questionnaire).exists()
    bad = client.post(link, {"overall": "9", "how-many": "many", "words": "Kept words", "again": "no"})
    assert bad.status_code == 422
    assert set(bad.context["form"].errors) == {"overall", "how-many"}
    assert "Kept words" in bad.content.decode()
    for rating in ("3", "5"):  # saved, and changed
        assert client.post(link, {"overall": rating, "words": "", "again": "no"}).status_code == 200
    response = Response.objects.get(questionnaire=questionnaire)
    assert response.answers == {"overall": 5, "again": False}
    assert 'value="5"' in client.get(link).content.decode()
    Questionnaire.objects.filter(pk=questionnaire.pk).update(closes_on=date(2008, 11, 1))
    for late in (client.get(link), client.post(link, {"overall": "1"})):
        assert late.status_code == 410
        assert "until 1 November 2008" in late.content.decode()
    response.refresh_from_db()
    assert response.answers["overall"] == 5


def test_the_log_holds_no_personal_link(client, caplog):
    worlds.build()
    Questionnaire.objects.filter(state=QuestionnaireState.OPEN).update(closes_on=date(2008, 11, 1))
    formatter = logging.getLogger().handlers[0].formatter
    with caplog.at_level(logging.INFO):
        client.get(reverse("conferences:evaluation_answer", args=[TOKEN]))
    lines = [ProcessorFormatter.format(formatter, record) for record in caplog.records]
    assert any("/evaluations/answer/..." in line for line in lines)
    assert not any(TOKEN in line for line in lines)


def test_what_has_closed_waits_for_who_publishes_it():
    questionnaire = answered(published=False)
    found = items(waiting(someone(Seat.SECRETARIAT), TODAY))
    assert [item.url for item in found] == [questionnaire.results_url]
    assert items(waiting(someone(Seat.COORDINATOR, CountryFactory(iso2="DK")), TODAY)) == []


def test_addresses_that_cannot_be_read_come_back_into_the_form():
    questionnaire = QuestionnaireFactory(closes_on=date(2008, 12, 31))
    client = client_of(someone(Seat.SECRETARIAT))
    url = reverse("conferences:questionnaire_recipients", args=questionnaire.keys)
    listed = io.BytesIO(b'"c@x.test","Somebody"\nnot one\n')
    listed.name = "list.csv"
    page = client.post(url, {"addresses": "a@x.test\nwrong", "file": listed, "language": "fr"})
    assert page.status_code == 200
    assert Recipient.objects.filter(email="a@x.test", language="fr").exists()
    assert "wrong" in page.context["form"]["addresses"].value()
    assert "2 lines could not be read" in str(page.context["form"].errors)
    disguised = io.BytesIO(b"PK\x03\x04\x00\xff\xfe")
    disguised.name = "list.csv"
    refused = client.post(url, {"addresses": "kept@x.test", "file": disguised, "language": "en"})
    assert "no text file" in str(refused.context["form"].errors["file"])
    assert refused.context["form"]["addresses"].value() == "kept@x.test"
    empty = client.post(url, {"addresses": " ", "language": "en"})
    assert "at least one address" in str(empty.context["form"].errors)


# --- Results ------------------------------------------------------------------------------------------


def test_a_small_group_is_hidden_on_the_page_and_in_every_file():
    questionnaire = answered()
    client = client_of(someone(Seat.COORDINATOR, CountryFactory(iso2="DK")))
    page = client.get(questionnaire.results_url)
    rating = page.context["results"].questions[0]
    assert [part.count for part in rating.parts] == [0, None, 0, None, None]  # one person, and what would tell it
    assert rating.mean == pytest.approx(4.2, abs=0.05)
    assert [part.count for part in page.context["results"].questions[1].parts] == [None, None, 5]
    assert "remark" not in content_of(page)
    rows = list(csv.DictReader(io.StringIO(content_of(client.get(f"{questionnaire.results_url}?format=csv"))[1:])))
    assert [row["count"] for row in rows[:5]] == ["0", "", "0", "", ""]
    for name in ("csv", "xlsx", "json"):
        assert "remark" not in content_of(client.get(f"{questionnaire.results_url}?format={name}"))
    by = client.get(f"{questionnaire.results_url}?by=own-1").context["split"]
    assert [(group.label, group.size) for group in by.groups] == [("North", None), ("South", None), ("East", 5)]
    assert [group.means for group in by.groups] == [(None,), (None,), (3.6,)]


def test_who_left_the_question_out_gives_no_group_away():
    """2 in a group, hidden with one of 5; 4 who did not say: without that one, the total would tell the 2."""
    questionnaire = answered(ratings=(4,) * 12)
    for place in range(4):
        Response.objects.create(questionnaire=questionnaire, key=f"more {place}", answers={"overall": 3})
    by = questionnaire.questions.get(key="own-1")
    sizes = {group.label: group.size for group in split(questionnaire, by).groups}
    assert sizes == {"North": None, "South": None, "East": 5, "not said": None}


def test_fewer_than_five_answers_show_nothing():
    questionnaire = answered(ratings=(5, 4, 4, 3))
    results = results_of(questionnaire, with_texts=True)
    assert (results.answers, results.rate, results.questions) == (None, None, ())
    assert split(questionnaire, questionnaire.questions.get(key="own-1")) is None
    page = client_of(someone(Seat.SECRETARIAT)).get(questionnaire.results_url)
    assert "Too few answers" in page.content.decode()


def test_results_are_read_from_the_day_on_which_they_are_published():
    questionnaire = answered()
    client = client_of(someone(Seat.EIPA))
    assert client.get(f"{questionnaire.results_url}?as-of=2008-11-25").status_code == 404
    assert client.get(f"{questionnaire.results_url}?as-of=2008-11-26").status_code == 200
    compare = reverse("conferences:evaluation_compare")
    figures = client.get(f"{compare}?as-of=2008-11-25").context["rows"][0].figures
    assert figures[0].value is None
    assert client.get(compare).context["rows"][0].figures[0].value == pytest.approx(4.2, abs=0.05)


def test_nobody_reads_results_while_answers_come_in():
    questionnaire = answered(published=False)
    Questionnaire.objects.update(closes_on=date(2008, 12, 31))
    assert client_of(someone(Seat.SECRETARIAT)).get(questionnaire.results_url).status_code == 403


def test_the_comparison_costs_the_same_for_one_edition_and_for_three(django_assert_max_num_queries):
    client = client_of(someone(Seat.EIPA))
    url = reverse("conferences:evaluation_compare")
    answered(1)
    with django_assert_max_num_queries(22):
        client.get(url)
    ReportedResultFactory(edition=EditionFactory(number=4), value=80, unit="percent", question="recommend", answers=30)
    EditionScheduleFactory(edition__number=2, stage="held")
    EditionScheduleFactory(edition__number=3, stage="held")
    EditionScheduleFactory(edition=ReportedResult.objects.get().edition, stage="held")
    with django_assert_max_num_queries(22):
        page = client.get(url)
    recommend = next(row for row in page.context["rows"] if row.core.key == "recommend")
    assert [figure.why or figure.value for figure in recommend.figures] == [
        "Not asked",
        "Not in the records",
        "Not in the records",
        80.0,
    ]
    rows = list(csv.DictReader(io.StringIO(content_of(client.get(f"{url}?format=csv"))[1:])))
    assert [row["figure"] for row in rows if row["key"] == "recommend"] == ["", "", "", "80.0"]


def test_the_list_costs_the_same_for_one_and_for_three(django_assert_num_queries, django_assert_max_num_queries):
    client = client_of(someone(Seat.SECRETARIAT))
    url = reverse("conferences:questionnaire_list")
    answered(1, published=False)
    client.get(url)  # the number beside Work is counted now
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    for number in (2, 3):
        answered(number, published=False)
    with django_assert_num_queries(len(one)):
        client.get(url)


def aloud(content):
    return " ".join(read_aloud(opened(content)).split())


def test_the_document_says_what_the_network_may_see():
    questionnaire = answered()
    jobs.run(Job.objects.get(kind=evaluation.FILES).pk)
    client = client_of(someone(Seat.EIPA))
    for language, title in (("en", "Results: 5QC"), ("fr", "5QC")):
        file = client.get(reverse("conferences:results_file", args=[*questionnaire.keys, language]))
        words = aloud(file.content)
        assert title in words
        assert "remark" not in words
    assert "How was it?" in aloud(
        client.get(reverse("conferences:results_file", args=[*questionnaire.keys, "en"])).content
    )


# --- What follows from it -----------------------------------------------------------------------------


def test_publishing_turns_the_coming_feedback_into_feedback_in_the_next_draft():
    """With the demonstration's records: awaited at the 51st meeting, and from the publication on at the 52nd."""
    load_records()
    topic = Conclusion.objects.filter(area="conferences", subject="topic").first()
    topic.pk, topic.place, topic.known_on = None, 90, date(2009, 5, 20)
    topic.save()
    questionnaire = Questionnaire.objects.get(edition__code="5qc", moment="spot")
    as_of = date(2009, 5, 31)
    assert drawn(51).book.facts["conferences.latest.feedback"].value == "awaited"
    before = mail_of(drawn(52, as_of))
    assert "coming feedback of 5QC" in before
    evaluation.publish_results(questionnaire, by=someone(Seat.SECRETARIAT), known_on=date(2009, 2, 27))
    draft = drawn(52, as_of)
    told = draft.book.facts["conferences.latest.feedback"]
    assert told.value == "available"
    assert told.origins[0].url == "/conferences/evaluations/5qc/"
    assert "and that of 5QC" in mail_of(draft)
    assert drawn(51).book.facts["conferences.latest.feedback"].value == "awaited"
    page = client_of(someone(Seat.EIPA)).get(f"{told.origins[0].url}?as-of=2009-05-31")
    assert reverse("conferences:evaluation_compare") in page.content.decode()
    assert Evaluation.objects.filter(edition__code="5qc").count() == 1


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.processes
@pytest.mark.usefixtures("portal")
def test_from_addresses_to_an_answer(page, worker, mailbox):
    """A coordinator of the host sends; the mail arrives; the person answers on a telephone."""
    france = Country.objects.create(iso2="FR", iso3="FRA", eu_code="FR")
    edition = EditionFactory(number=5)
    EditionScheduleFactory(edition=edition, stage="held", country=france)
    host = someone(Seat.COORDINATOR, france)
    host.set_password("a long and quiet sentence")
    host.save()
    questionnaire = QuestionnaireFactory(edition=edition, closes_on=date(2100, 12, 31))
    QuestionFactory(questionnaire=questionnaire, key="overall", core=True, required=True, text=Text(en="How was it?"))
    worker.start()
    page.goto(f"{questionnaire.get_absolute_url()}addresses/")
    page.locator("input[name=login]").fill(host.email)
    page.locator("input[name=password]").fill("a long and quiet sentence")
    page.keyboard.press("Enter")
    page.get_by_label("Mail addresses").fill("person@x.test\nwrong")
    page.get_by_role("button", name="Enter these addresses").click()
    expect(page.get_by_label("Mail addresses")).to_have_value("wrong")
    page.get_by_role("link", name="Check and send to 1 address").click()
    expect(page.get_by_text("person@x.test")).to_be_visible()
    page.get_by_role("button", name="Send the questionnaire").click()
    expect(page.get_by_text("1 mail is being written and sent.")).to_be_visible()
    for _time in range(100):
        if mailbox:
            break
        page.wait_for_timeout(100)
    link = re.search(r"https?://[^/]+(/\S+/answer/\S+)", mailbox[0].get_payload(decode=True).decode())[1]
    page.context.clear_cookies()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(link)
    page.get_by_role("button", name="Send the answers").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one of these answers")
    page.get_by_text("4: good").click()
    page.get_by_role("button", name="Send the answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Response.objects.get().answers == {"overall": 4}
