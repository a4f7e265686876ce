"""The pages of a self-assessment: the sheet that saves by itself, two at once, the files, the queries; its journey."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

from caf.models import ConsensusScore, CriterionName, Score, SelfAssessment
from core import jobs
from core.models import Job
from network.models import Invitation
from network.seats import Seat
from tests.caf.factories import OrganisationFactory
from tests.caf.self_assessment_factories import APPROVED_ON, OPENED_ON, Group
from tests.network.factories import CountryFactory, CountryNameFactory, someone
from tests.pdf_reader import opened, shown

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
JSON = {"headers": {"Accept": "application/json"}}
# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = pytest.mark.once
database = pytest.mark.django_db


def finished(number=2, **changes):
    group = Group(number, **changes)
    group.score_all(*range(40, 40 + number))
    group.agree_all(45)
    sheet = group.assessment.consensus.get(sub_criterion=group.subs[0])
    sheet.strengths = "=The mission hangs in every office"
    sheet.save()
    return group


def url_of(group, rest=""):
    return f"/caf/self-assessments/{group.assessment.pk}/{rest}"


@database
def test_a_sheet_saves_by_itself_and_by_its_button_and_refuses_at_the_field(client):
    group = Group(1)
    group.step("score")
    client.force_login(group.assessors[0], backend=BACKEND)
    url = url_of(group, f"score/1/{group.subs[0].pk}/")
    answer = client.post(url, {"first": "55", "strengths": "Known to all", "seen": ""}, **JSON).json()
    assert (answer["value"], answer["joined"]) == ("55", {})
    assert Score.objects.get().first == 55
    response = client.post(url, {"first": "120", "strengths": "Typed on", "seen": answer["seen"]}, **JSON)
    assert (response.status_code, list(response.json()["errors"])) == (422, ["first"])
    page = client.post(url, {"first": "120", "strengths": "Typed on", "seen": answer["seen"]})
    words = page.content.decode()
    assert page.status_code == 422
    assert "give a whole number from 0 to 100" in words
    assert "Typed on" in words
    assert 'value="120"' in words
    assert (Score.objects.get().first, Score.objects.get().strengths) == (55, "Known to all")
    assert (
        client.post(url, {"first": "60", "seen": answer["seen"]}).url
        == f"{url_of(group, 'score/1/')}#s{group.subs[0].pk}"
    )
    other = url_of(group, f"score/1/{group.subs[5].pk}/")
    assert client.post(other, {"first": "60"}).status_code == 404


@database
def test_two_editors_of_the_consensus_are_shown_both_and_can_go_on(client):
    group = Group(1)
    group.score_all(40)
    group.step("agree")
    client.force_login(group.contact, backend=BACKEND)
    url = url_of(group, f"consensus/1/{group.subs[0].pk}/")
    seen = client.post(url, {"first": "40", "strengths": "The mission is known", "seen": "x"}, **JSON).json()["seen"]
    client.post(url, {"first": "40", "strengths": "The mission is known to all", "seen": seen}, **JSON)
    mine = {"first": "40", "strengths": "The mission is known to few", "seen": seen, "agreed": "yes"}
    assert client.post(url, mine, **JSON).status_code == 409
    page = client.post(url, mine)
    words = page.content.decode()
    assert page.status_code == 409
    assert "Somebody else saved another word" in words
    assert "The mission is known to few</textarea>" in words
    card = page.context["cards"][0]
    assert card.clashes[0][1:3] == ("The mission is known to all", "The mission is known to few")
    client.post(url, mine | {"seen": card.seen})
    sheet = ConsensusScore.objects.get(sub_criterion=group.subs[0])
    assert (sheet.strengths, sheet.agreed_by) == ("The mission is known to few", group.contact)


@database
def test_score_pages_are_not_there_for_whoever_may_not_read_them(client):
    group = finished()
    group.step("approve", on=APPROVED_ON)
    pages = ["score/1/", "consensus/", "consensus/1/", "result/", "result/pdf/", "result/report.xlsx", "plan/"]
    country = group.organisation.country
    readers = [
        someone(Seat.EIPA),
        someone(Seat.COORDINATOR, country),
        someone(Seat.COORDINATOR, CountryFactory(iso2="PL")),
    ]
    for reader in readers:
        client.force_login(reader, backend=BACKEND)
        assert {client.get(url_of(group, page)).status_code for page in pages} == {404}
    assert client.get(url_of(group)).status_code == 404
    client.force_login(readers[1], backend=BACKEND)
    words = client.get(url_of(group)).content.decode()
    assert "Private" in words
    assert group.places[0].name not in words
    group.step("release", on=APPROVED_ON)
    told = client.get(url_of(group, "result/"))
    assert "45" in told.content.decode()
    book = load_workbook(io.BytesIO(client.get(url_of(group, "result/report.xlsx")).content))
    assert book.sheetnames == ["Result", "Consensus"]
    assert client.get(url_of(group, "consensus/")).status_code == 404


@database
def test_an_action_names_the_sub_criteria_of_its_version_also_read_from_a_day_before_it(client, settings):
    settings.DEMONSTRATION = True  # the present day is of 2008
    group = finished(version="2013")
    client.force_login(group.contact, backend=BACKEND)
    form = client.get(url_of(group, "plan/new/")).context["form"]
    labels = [label for _value, label in form.fields["sub_criteria"].choices]
    assert labels[0].startswith("1.1 Provide direction")


@database
def test_the_report_is_taken_away_as_pdf_word_and_excel(client):
    group = finished(panel="fine-tuned")
    action = group.assessment.improvements.create(
        title="Speak of the mission", effect=4, feasibility=5, owner="Personnel", due_on=APPROVED_ON,
        measure="Each has heard it", known_on=OPENED_ON,
    )  # fmt: skip
    action.sub_criteria.add(group.subs[0])
    client.force_login(group.contact, backend=BACKEND)
    book = load_workbook(io.BytesIO(client.get(url_of(group, "result/report.xlsx")).content))
    assert book.sheetnames == ["Result", "Consensus", "Assessors", "Improvement plan"]
    assert [cell.value for cell in book["Consensus"][2]][2:5] == [
        45,
        "(45 + 45 + 45 + 45) / 4\xa0=\xa045",
        "'=The mission hangs in every office",
    ]
    assert book["Assessors"].max_row == 1 + 2 * 28
    assert [cell.value for cell in book["Assessors"][1]][2:5] == ["Value", "Plan / Trends", "Do / Targets"]
    word = Document(io.BytesIO(client.get(url_of(group, "result/report.docx")).content))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "1.1 Provide direction" in said
    assert "(45 + 45 + 45 + 45) / 4" in said
    assert "Speak of the mission" in "\n".join(
        cell.text for table in word.tables for row in table.rows for cell in row.cells
    )
    for language in ("en", "fr"):
        prefix = "" if language == "en" else "/fr"
        client.post(prefix + url_of(group, "result/print/"))
        jobs.run(Job.objects.filter(kind="make print").latest("pk").pk)
        with translation.override(language):
            told = " ".join(shown(opened(client.get(prefix + url_of(group, "result/pdf/")).content)))
        assert {"en": "Line by line", "fr": "Ligne par ligne"}[language] in told
        assert "Speak of the mission" in told


@database
def test_28_sub_criteria_and_8_assessors_take_as_many_queries_as_one(client):
    counts = []
    for number in (1, 8):
        group = finished(number)
        client.force_login(group.contact, backend=BACKEND)
        for page in ("consensus/", "consensus/4/"):
            client.get(url_of(group, page))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url_of(group, page)).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 16  # four of them are the masthead's: session, person, roles, work


@database
def test_the_contact_opens_one_and_the_group_is_invited(client):
    group = Group(0)
    SelfAssessment.objects.all().delete()
    client.force_login(group.contact, backend=BACKEND)
    form = client.get("/caf/self-assessments/new/").context["form"]
    assert [code for code, _label in form.fields["version"].choices] == ["2006", "2013", "2020"]
    data = {
        "organisation": group.organisation.pk, "title": "Self-assessment 2010", "version": "2006", "panel": "classical",
        "known_on": "2010-01-04", "seen": "",
    }  # fmt: skip
    stranger = OrganisationFactory(country=group.organisation.country)
    wrong = client.post("/caf/self-assessments/new/", data | {"organisation": stranger.pk})
    assert list(wrong.context["form"].errors) == ["organisation"]
    page = client.post("/caf/self-assessments/new/", data, follow=True)
    assert page.status_code == 200
    url = page.request["PATH_INFO"]
    invited = {"name": "Head of the desk", "email": "desk@office.example", "role": "assessor", "language": "en"}
    assert client.post(f"{url}members/new/", invited).status_code == 302
    assert "desk@office.example" in client.get(url).content.decode()
    assert Invitation.objects.get().email == "desk@office.example"
    assert client.get(f"{url}do/score/").status_code == 200


@database
def test_eipa_corrects_a_name_by_a_new_row(client):
    Group(0)
    client.force_login(someone(Seat.EIPA), backend=BACKEND)
    url = "/caf/criteria/2006/1/2/name/"
    assert "(confidence" not in client.get(url).content.decode()
    data = {"language": "en", "name": "Manage performance and change", "known_on": "2010-02-01", "confidence": "high"}
    assert client.post(url, data).status_code == 302
    assert (
        CriterionName.objects.filter(
            sub_criterion__number=2, language="en", criterion__number=1, criterion__version="2006"
        ).count()
        == 2
    )
    assert "already" in client.post(url, data).content.decode()
    assert "Manage performance and change" in client.get("/caf/criteria/2006/").content.decode()


# --- Through a browser --------------------------------------------------------------------------------


def enter(page, portal, client, person):
    """As this person from now on."""
    client.force_login(person, backend=BACKEND)
    page.context.clear_cookies()
    cookies = [{"name": name, "value": cookie.value, "url": portal} for name, cookie in client.cookies.items()]
    page.context.add_cookies(cookies)


@pytest.mark.browser
@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_from_opening_to_the_approved_report_with_the_line_going_down(page, portal, client):
    CountryNameFactory(country__iso2="DK", name="Denmark")
    group = Group(1)
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    enter(page, portal, client, group.contact)
    page.goto(f"{portal}/caf/self-assessments/")
    page.get_by_role("link", name="Self-assessment 2009").click()
    page.get_by_role("link", name="Open the individual scoring").click()
    page.get_by_role("button", name="Open the individual scoring").click()

    enter(page, portal, client, group.assessors[0])
    page.goto(portal + url_of(group, "score/1/"))
    card = page.locator("form[data-autosave]").first
    status = card.locator("[data-status]")
    card.get_by_label("Value, 0 to 100").fill("140")
    expect(status).to_contain_text("Not saved: mend the field")
    expect(card.get_by_text("give a whole number from 0 to 100")).to_be_visible()
    card.get_by_label("Value, 0 to 100").fill("40")
    expect(status).to_contain_text("Saved at")
    expect(page.locator("[data-done]")).to_have_text("1")
    page.context.set_offline(True)
    card.get_by_label("Strengths").fill("Typed while the line was down")
    card.get_by_label("Strengths").blur()
    expect(status).to_contain_text("Kept on this device, not sent yet")
    assert Score.objects.get().strengths == ""
    page.close()  # the device is put away
    page = page.context.new_page()
    page.context.set_offline(False)
    page.set_default_timeout(30_000)
    page.goto(portal + url_of(group, "score/2/"))  # another page: it sends what was kept
    page.wait_for_function("() => !localStorage.length")
    assert Score.objects.get().strengths == "Typed while the line was down"
    page.goto(portal + url_of(group, "score/1/"))
    expect(page.get_by_label("Strengths").first).to_have_value("Typed while the line was down")

    for place in group.places:
        place.scores.all().delete()
    SelfAssessment.objects.update(state="preparing")
    group.assessment.refresh_from_db()
    group.score_all(40)
    group.agree_all(50)
    ConsensusScore.objects.filter(sub_criterion=group.subs[0]).update(agreed_at=None, agreed_by=None)
    enter(page, portal, client, group.contact)
    page.goto(portal + url_of(group, "consensus/1/"))
    page.get_by_label("The group agrees on this").first.press("Space")
    expect(page.locator("[data-status]").first).to_contain_text("Saved at")
    page.goto(portal + url_of(group))
    page.get_by_role("link", name="Top management approved the report").click()
    page.get_by_label("Approved on").fill("2010-01-15")
    page.get_by_role("button", name="Top management approved the report").click()
    expect(page.get_by_text("Approved by top management").first).to_be_visible()
    page.get_by_role("link", name="Result and report").click()
    expect(page.get_by_text(re.compile(r"\(50 \+ 50 \+ 50 \+ 50\) / 4")).first).to_be_visible()
    assert group.organisation.uses.get().reported_on == APPROVED_ON
    assert problems == []
