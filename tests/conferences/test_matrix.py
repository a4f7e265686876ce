"""The matrix of bids on the page, in the spreadsheet and on paper, and the ways that lead to it."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from conferences.actions.assessment import choose_host, close_assessment, declare_conflict
from conferences.documents.matrix import matrix_sheet
from conferences.documents.matrix_workbook import matrix_xlsx
from conferences.models import Assessor, Bid, BidCriterion, BidState, ConflictOfInterest, HostDecision, ScoreSheet
from conferences.reading.matrix_rows import matrix_for
from core.values import Period, Text
from ipsg_portal.work import work_lines
from network.models import Person
from network.seats import Seat
from tests.conferences.factories import (
    AssessorFactory,
    BidCallFactory,
    BidCriterionFactory,
    BidFactory,
    EditionFactory,
    ScoreSheetFactory,
)
from tests.conferences.test_print import made
from tests.conferences.test_weighing import LITHUANIA, POLAND, WEIGHTS
from tests.network.factories import CountryFactory, CountryNameFactory, MeetingFactory, someone
from tests.pdf_reader import opened, shown

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY = date(2008, 11, 20)
URL = "/conferences/bids/6qc/matrix/"
REMARK = "the hall is far from the station"
NAMES = ("Venue", "Dates", "Financing", "Programme", "Organisation", "Access")


class World:
    """The call of 6QC with the scores of test_weighing; of three assessors one can stand back from Lithuania’s bid."""

    def __init__(self):
        edition = EditionFactory(number=6)
        self.call = BidCallFactory(edition=edition)
        self.criteria = [
            BidCriterionFactory(call=self.call, place=place, name=Text(en=name), weight=int(WEIGHTS[place]))
            for place, name in enumerate(NAMES, start=1)
        ]
        self.bids = []
        for iso2, name, city in (("PL", "Poland", "Warsaw"), ("LT", "Lithuania", "Vilnius")):
            country = CountryFactory(iso2=iso2)
            CountryNameFactory(country=country, name=name)
            bid = BidFactory(edition=edition, country=country, city=Text(en=city), state=BidState.BID)
            bid.period = Period.parse("2010-10")
            bid.save()
            self.bids.append(bid)
        self.assessors = [
            AssessorFactory(call=self.call, person=someone(Seat.COORDINATOR, CountryFactory(iso2=iso2)))
            for iso2 in ("DK", "CZ", "FI")
        ]
        for bid, scores in zip(self.bids, (POLAND, LITHUANIA), strict=True):
            for place, assessor in enumerate(self.assessors):
                values = [row[place][0] if isinstance(row[place], tuple) else row[place] for row in scores]
                given = dict(zip(self.criteria, values, strict=True))
                ScoreSheetFactory(assessor=assessor, bid=bid, scores=given, scores__remark=REMARK)
        self.secretariat = someone(Seat.SECRETARIAT)
        self.meeting = MeetingFactory(number=51)

    def stand_back(self):
        declare_conflict(
            assessor=self.assessors[2], bid=self.bids[1], reason="works for the operator",
            by=self.assessors[2].person, known_on=DAY,
        )  # fmt: skip

    def close(self):
        close_assessment(call=self.call, by=self.secretariat, known_on=DAY)

    def choose(self, bid):
        return choose_host(
            edition=self.call.edition, meeting=self.meeting, bid=bid, reason=Text(en="One hall for all"),
            by=self.secretariat, known_on=DAY,
        )  # fmt: skip


@pytest.fixture
def world():
    made = World()
    made.stand_back()
    return made


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client


def test_the_results_and_what_other_weights_make_of_them(world):
    world.close()
    matrix = matrix_for(world.call, world.secretariat, DAY)
    by_name = {party.name: party for party in matrix.parties}
    assert {name: party.result_words for name, party in by_name.items()} == {"Poland": "78.0", "Lithuania": "77.5"}
    assert (by_name["Lithuania"].counted, by_name["Lithuania"].handed_in) == (2, 3)
    near = matrix.near()
    order = [party.name for party in matrix.parties]
    results = {row.label: dict(zip(order, row.words, strict=True)) for row in near}
    assert results == {
        "As published": {"Poland": "78.0", "Lithuania": "77.5"},
        "All equal": {"Poland": "77.8", "Lithuania": "75.0"},
        "Financing at 40\N{NO-BREAK SPACE}%": {"Poland": "77.1", "Lithuania": "78.0"},
    }
    assert matrix.said_of(near) == (
        "The assessors agree within 1 point on every criterion. Other weights change the distance, and once the order:"
    )
    assert by_name["Lithuania"].cells[0].words == "Scores: 3, 4. Not counted: 3."
    [(country, sentence)] = matrix.conflicts
    assert country == "Lithuania"
    assert "stood back on 20 November 2008: “works for the operator”." in sentence


def test_as_of_an_earlier_day_the_conflict_was_not_known_and_the_score_counted(world):
    world.close()
    matrix = matrix_for(world.call, world.secretariat, date(2008, 11, 1))
    assert matrix.conflicts == ()
    assert {party.counted for party in matrix.parties} == {3}
    before = matrix_for(world.call, world.secretariat, date(2008, 5, 1))
    assert (before.parties, before.criteria) == ((), ())


def test_weights_that_do_not_add_up_give_no_result_but_a_sentence(world):
    world.close()
    BidCriterion.objects.filter(pk=world.criteria[0].pk).update(weight=10)
    matrix = matrix_for(world.call, world.secretariat, DAY)
    assert {party.result for party in matrix.parties} == {None}
    assert "add up to 90\N{NO-BREAK SPACE}%" in matrix.weights_problem
    assert matrix.near() == []


# --- Nothing tells a score too early, and nothing ever a remark ----------------------------------------


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    if url.endswith("xlsx/"):
        sheets = load_workbook(BytesIO(response.content)).worksheets
        return " ".join(str(cell.value) for sheet in sheets for row in sheet for cell in row)
    return response.content.decode()


def test_page_file_and_every_seat_before_and_after(world, client):
    """A result on the page and a mean in the file stand for a score; the remark is for secretariat and assessors."""
    others = {
        "own coordinator": someone(Seat.COORDINATOR, world.bids[0].country),
        "director": someone(Seat.DIRECTOR_GENERAL, world.bids[1].country),
        "EIPA": someone(Seat.EIPA),
    }

    def told(person, word):
        signed_in(client, person)
        return word in read(client, URL), "4.3333" in read(client, f"{URL}xlsx/")

    def remarked(person):
        signed_in(client, person)
        urls = (URL, f"{URL}xlsx/")
        return any(REMARK in read(client, url) for url in urls)

    everyone = [world.secretariat, world.assessors[0].person, *others.values()]
    result = '<b class="result">78.0</b>'
    assert [told(person, result) for person in everyone] == [(False, False), (True, True), *[(False, False)] * 3]
    world.close()
    assert [told(person, result)[0] for person in everyone] == [True, True, False, True, False]
    world.choose(world.bids[0])
    assert [told(person, result) for person in everyone] == [(True, True)] * 5
    assert not any(remarked(person) for person in everyone)
    for person in others.values():
        assert signed_in(client, person).get("/conferences/bids/6qc/remarks/").status_code == 403
    for person in everyone[:2]:
        assert REMARK in read(signed_in(client, person), "/conferences/bids/6qc/remarks/")
    client.logout()
    page = client.get("/conferences/6qc/").content.decode()
    assert "One hall for all" in page  # the reason is public, the scores are not
    assert client.get(URL).status_code == 302


def test_a_form_field_scores_no_bid_of_the_own_country_and_for_no_other_assessor(client):
    world = World()
    poland = AssessorFactory(
        call=world.call, person=someone(Seat.COORDINATOR, world.bids[0].country), country=world.bids[0].country
    )
    signed_in(client, poland.person)
    page = client.get("/conferences/bids/6qc/assess/")
    assert "assess/lt/" in page.content.decode()
    assert "assess/pl/" not in page.content.decode()
    data = {f"value_{row.pk}": 1 for row in world.criteria}
    assert client.post("/conferences/bids/6qc/assess/pl/", data).status_code == 403
    more = data | {"assessor": world.assessors[0].pk, "bid": world.bids[0].pk}
    assert client.post("/conferences/bids/6qc/assess/lt/", more).status_code == 302
    sheet = ScoreSheet.objects.get(handed_in_at__isnull=True)
    assert (sheet.assessor, sheet.bid) == (poland, world.bids[1])
    assert client.post(URL + "choose/", {"choice": world.bids[0].pk}).status_code == 403


# --- Through the pages --------------------------------------------------------------------------------


def test_scores_from_first_draft_to_handed_in_through_the_pages(client):
    world = World()
    own = AssessorFactory(call=world.call, person=someone(Seat.EIPA))
    signed_in(client, own.person)
    assert "Score the bids and hand the scores in" in [line.item.title for line in work_lines(own.person)]
    first, *_rest = world.criteria
    url = "/conferences/bids/6qc/assess/pl/"
    seen = client.get(url).context["seen"]
    wrong = client.post(url, {f"value_{first.pk}": 6, f"remark_{first.pk}": "kept words", "seen": seen})
    assert wrong.status_code == 200
    assert "Give a score from 1 to 5" in wrong.content.decode()
    assert "kept words" in wrong.content.decode()
    assert client.post(url, {f"value_{first.pk}": 4, "seen": seen}).status_code == 302
    clash = client.post(url, {f"value_{first.pk}": 2, "seen": seen})
    assert clash.status_code == 409  # another window has saved a 4 meanwhile
    assert own.sheets.get().scores.get(criterion=first).value == 4
    client.post("/conferences/bids/6qc/assess/hand-in/")
    assert not own.sheets.filter(handed_in_at__isnull=False).exists()
    for country in ("pl", "lt"):
        url = f"/conferences/bids/6qc/assess/{country}/"
        data = {f"value_{row.pk}": 4 for row in world.criteria} | {"seen": client.get(url).context["seen"]}
        client.post(url, data)
    for _twice in range(2):
        client.post("/conferences/bids/6qc/assess/hand-in/")
    assert own.sheets.filter(handed_in_at__isnull=False).count() == 2
    assert "Score the bids" not in str(work_lines(Person.objects.get(pk=own.person.pk)))
    assert client.get(url).context["closed"]
    conflict = {"reason": "kin", "known_on": "2008-11-20"}
    assert client.post(f"{url}conflict/", conflict).status_code == 302
    assert ConflictOfInterest.objects.get().bid == world.bids[1]


def test_the_choice_through_the_page(world, client):
    signed_in(client, world.secretariat)
    assert client.post(f"{URL}close/", {"known_on": "2008-11-20"}).status_code == 302
    data = {
        "choice": world.bids[0].pk, "reason_en": "One hall for all", "meeting": world.meeting.pk,
        "known_on": "2008-11-20", "confirmation_due_on": "2008-11-19",
    }  # fmt: skip
    wrong = client.post(f"{URL}choose/", data)
    assert "would be due before the choice" in wrong.content.decode()
    assert "One hall for all" in wrong.content.decode()
    data["confirmation_due_on"] = "2009-06-30"
    for _twice in range(2):
        assert client.post(f"{URL}choose/", data).status_code == 302
    assert HostDecision.objects.get().bid == world.bids[0]
    assert dict(Bid.objects.values_list("country__iso2", "state")) == {"PL": "accepted", "LT": "declined"}
    other = client.post(f"{URL}choose/", data | {"choice": world.bids[1].pk})
    assert "51st meeting has decided already: Poland" in other.content.decode()
    [line] = [line for line in work_lines(world.secretariat) if line.item.title == "Confirm the host"]
    assert line.item.due.ends_on == date(2009, 6, 30)


def test_the_page_costs_the_same_for_two_bids_and_for_four(world, client):
    signed_in(client, world.secretariat)
    world.close()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(URL).status_code == 200
        return len(captured)

    queries()
    two = queries()
    for iso2 in ("DE", "SE"):
        bid = BidFactory(edition=world.call.edition, country=CountryFactory(iso2=iso2), state=BidState.ASSESSED)
        ScoreSheetFactory(assessor=world.assessors[0], bid=bid, scores=dict.fromkeys(world.criteria, 3))
    assert queries() == two


def test_a_criterion_that_makes_too_much_is_refused_at_its_field(client):
    call = BidCallFactory(edition=EditionFactory(number=6))
    BidCriterionFactory(call=call, place=1, weight=70)
    signed_in(client, someone(Seat.SECRETARIAT))
    data = {"place": 2, "name_en": "=1+1", "weight": 40, "known_on": "2008-11-01"}
    response = client.post("/conferences/bids/6qc/criteria/new/", data)
    [sentence] = response.context["form"].errors["weight"]
    assert "would add up to 110\N{NO-BREAK SPACE}%. The other criteria leave 30\N{NO-BREAK SPACE}%" in sentence
    assert client.post("/conferences/bids/6qc/criteria/new/", data | {"weight": 20}).status_code == 302
    assert "add up to 90" in client.get("/conferences/bids/6qc/").content.decode()


def test_an_assessor_is_named_with_the_country_of_the_role(client):
    call = BidCallFactory(edition=EditionFactory(number=6))
    france = CountryFactory(iso2="FR")
    person = someone(Seat.COORDINATOR, france)
    signed_in(client, someone(Seat.SECRETARIAT))
    data = {"person": person.pk, "country": CountryFactory(iso2="DE").pk, "known_on": "2008-11-01"}
    assert "holds a role for" in client.post("/conferences/bids/6qc/assessors/new/", data).content.decode()
    assert client.post("/conferences/bids/6qc/assessors/new/", data | {"country": ""}).status_code == 302
    assert Assessor.objects.get(call=call).country == france


# --- Files ----------------------------------------------------------------------------------------------


def test_the_spreadsheet_holds_numbers_and_no_formula(world):
    world.close()
    BidCriterion.objects.filter(pk=world.criteria[0].pk).update(name=Text(en="=HYPERLINK(1)"))
    book = load_workbook(BytesIO(matrix_xlsx(matrix_for(world.call, world.secretariat, DAY), "en")))
    rows = {row[0].value: row for row in book.worksheets[0].iter_rows()}
    head = {cell.value: place for place, cell in enumerate(rows["Criterion"])}
    assert rows["Weighted result"][head["Poland"]].value == 78
    assert rows["Weighted result"][head["Lithuania"]].value == 77.5
    assert rows["Financing"][head["Poland"]].value == 3.6667
    assert rows["=HYPERLINK(1)"][0].data_type == "s"
    assert book.worksheets[1].max_row == 1 + 2 * 3 * 6


def test_the_pdf_says_what_the_page_says(world):
    world.close()
    sheet = matrix_sheet(matrix_for(world.call, world.secretariat, DAY), "en")
    assert sheet == matrix_sheet(matrix_for(world.call, world.secretariat, DAY), "en")
    words = " ".join(shown(opened(made(sheet))))
    for said in ("Lithuania", "78.0", "77.5", "3, 4 (3)", "stood back"):
        assert said in words
    assert REMARK not in words
