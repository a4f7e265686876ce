"""The pages of calls and cases through the client, and the flow of one case through a browser."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from conferences.models import Case, CaseCall, CaseCallTerms, CaseReview, CaseState
from network.seats import Seat
from tests.conferences.factories import (
    CaseCallFactory,
    CaseCallTermsFactory,
    CaseCriterionFactory,
    CaseFactory,
    CaseFriendFactory,
    CaseReviewerFactory,
    EditionFactory,
)
from tests.network.factories import CountryFactory, someone

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY = date(2008, 11, 25)
SELECTION = "/conferences/cases/calls/6qc/selection/"
FRIENDS = "/conferences/cases/calls/6qc/friends/"


@pytest.fixture(autouse=True)
def _now(settings):
    settings.DEMONSTRATION = False


@pytest.fixture
def call():
    made = CaseCallFactory(edition=EditionFactory(number=6))
    CaseCallTermsFactory(call=made)
    for place in (1, 2):
        CaseCriterionFactory(call=made, place=place)
    return made


@pytest.fixture
def sign_in(client):
    def as_seat(seat, country=None):
        person = someone(seat, country)
        client.force_login(person, backend=BACKEND)
        return person

    return as_seat


def words(response):
    return response.content.decode()


# --- The country --------------------------------------------------------------------------------------


def test_from_draft_to_nomination_through_the_pages(client, sign_in, poland, call):
    sign_in(Seat.COORDINATOR, poland)
    [action] = client.get("/conferences/cases/calls/6qc/").context["actions"]
    form = client.get(action.url).context["form"]
    assert [str(form["call"].value()), [name for _key, name in form.fields["country"].choices]] == [
        str(call.pk),
        [str(poland)],
    ]
    data = {"call": call.pk, "country": poland.pk, "title_en": "One desk", "known_on": "2008-11-01"}
    url = client.post("/conferences/cases/new/", data).headers["Location"]
    assert client.post("/conferences/cases/new/", data).headers["Location"] == url  # sent twice
    case = Case.objects.get()
    assert "Sum the case up" in words(client.get(url))
    full = {
        "title_en": "One desk", "summary_en": "Forty forms", "organisation": "City", "level": "local",
        "languages": ["en"], "contact_role": "Manager", "contact_mail": "m@example.org", "known_on": "2008-11-01",
        "seen": client.get(f"{url}edit/").context["form"]["seen"].value(),
    }  # fmt: skip
    assert client.post(f"{url}edit/", full).status_code == 302
    assert client.get(f"{url}do/nominate/").status_code == 200
    assert "note" in client.post(f"{url}do/nominate/", {"known_on": "2008-11-25"}).context["form"].errors
    step = {"known_on": "2008-11-25", "note": "First of twelve"}
    assert client.post(f"{url}do/nominate/", step).headers["Location"] == url
    assert "First of twelve" in words(client.get(url))
    other = CaseFactory(call=call, country=poland)
    CaseFactory(call=call)  # of another country: not offered
    form = client.get(f"{url}replace/").context["form"]
    assert list(form.fields["new"].queryset) == [other]
    assert client.post(f"{url}replace/", step | {"new": other.pk}).headers["Location"] == other.get_absolute_url()
    assert Case.objects.get(pk=case.pk).state == CaseState.REPLACED


def test_after_the_deadline_the_page_says_until_when_it_was(client, sign_in, poland, call):
    sign_in(Seat.COORDINATOR, poland)
    moment = datetime(2008, 10, 31, 17, 0, tzinfo=UTC)
    CaseCallTermsFactory(call=call, closes_at=moment, known_on=date(2008, 7, 1))
    sentence = "The call closed on 31 October 2008, 18:00 (Brussels time)."
    assert client.get("/conferences/cases/calls/6qc/").context["actions"][0].refusal == sentence
    data = {"call": call.pk, "country": poland.pk, "title_en": "One desk", "known_on": "2008-11-01"}
    response = client.post("/conferences/cases/new/", data)
    assert sentence in words(response)
    assert "One desk" in words(response)  # nothing typed is lost
    assert not Case.objects.exists()


def test_another_country_in_the_form_is_refused(client, sign_in, poland, call):
    sign_in(Seat.COORDINATOR, CountryFactory(iso2="DK"))
    data = {"call": call.pk, "country": poland.pk, "title_en": "One desk", "known_on": "2008-11-01"}
    assert "country" in client.post("/conferences/cases/new/", data).context["form"].errors


@pytest.mark.parametrize("name", ["csv", "json"])
def test_no_file_tells_an_unreleased_decision_or_whom_to_contact(client, sign_in, poland, call, name):
    CaseFactory(call=call, country=poland, state="not selected", contact_mail="hidden@example.org")

    def told():
        answer = client.get(f"/conferences/cases/?format={name}")
        return b"".join(answer.streaming_content).decode()

    sign_in(Seat.COORDINATOR, poland)
    assert "not selected" not in told().lower()
    assert "hidden@" not in told()
    sign_in(Seat.SECRETARIAT)
    assert "not selected" in told().lower()
    assert "hidden@" in told()


def test_a_country_reads_its_contact_and_nothing_of_reviews(client, sign_in, poland, call):
    case = CaseFactory(call=call, country=poland, state="under review", contact_mail="own@example.org")
    reviewer = CaseReviewerFactory(case=case, person=someone(Seat.EIPA))
    CaseReview.objects.create(reviewer=reviewer, remark="Undisclosed remark", known_on=DAY)
    sign_in(Seat.COORDINATOR, poland)
    page = words(client.get(case.get_absolute_url()))
    assert "own@example.org" in page
    assert "Undisclosed" not in page
    assert str(reviewer.person) not in page
    assert client.get(f"{case.get_absolute_url()}do/decline/").status_code == 403


def test_lists_cost_the_same_for_one_case_and_for_three(client, poland, call, django_assert_max_num_queries):
    call.releases.create(known_on=DAY)

    def cost():
        with django_assert_max_num_queries(20) as queries:
            client.get("/conferences/cases/")
        return len(queries)

    CaseFactory(call=call, country=poland, state="selected")
    cost()  # what is fetched once a process
    first = cost()
    for _number in range(2):
        CaseFactory(call=call, state="presented")
    assert cost() == first


# --- The secretariat ----------------------------------------------------------------------------------


def test_a_call_is_opened_and_its_terms_are_read_in_its_own_zone(client, sign_in):
    sign_in(Seat.SECRETARIAT)
    edition = EditionFactory(number=7)
    answer = client.post("/conferences/cases/calls/new/", {"edition": edition.pk, "known_on": "2008-11-01"})
    url = answer.headers["Location"]
    assert CaseCall.objects.get().criteria.count() == 6
    terms = {
        "opens_at": "2009-01-05T09:00", "closes_at": "2009-03-31T18:00", "time_zone": "Europe/Vilnius", "quota": "2",
        "known_on": "2008-11-01",
    }  # fmt: skip
    assert client.post(f"{url}terms/new/", terms).status_code == 302
    row = CaseCallTerms.objects.get()
    assert row.closes_at == datetime(2009, 3, 31, 15, 0, tzinfo=UTC)
    assert "31 March 2009, 18:00 (Vilnius time)" in words(client.get(url))
    assert 'value="2009-03-31T18:00"' in words(client.get(f"{url}terms/{row.pk}/edit/"))


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        ({"closes_at": "2009-01-01T09:00"}, "closes_at", "closes before it opens"),
        ({"closes_at": "2009-03-29T02:30"}, "closes_at", "interpreted in time zone Europe/Brussels"),
        ({"quota": "0"}, "quota", "At least one case"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "not one of the available choices"),
    ],
)
def test_terms_that_cannot_be_are_told_at_the_field(client, sign_in, call, changes, name, sentence):
    sign_in(Seat.SECRETARIAT)
    terms = {
        "opens_at": "2009-01-05T09:00", "closes_at": "2009-03-31T18:00", "time_zone": "Europe/Brussels", "quota": "2",
        "known_on": "2008-11-01",
    }  # fmt: skip
    response = client.post("/conferences/cases/calls/6qc/terms/new/", terms | changes)
    assert sentence in str(response.context["form"].errors[name])
    assert CaseCallTerms.objects.count() == 1


def judged(call, *values):
    case = CaseFactory(call=call, state="under review")
    for value in values:
        reviewer = CaseReviewerFactory(case=case, person=someone(Seat.EIPA))
        review = CaseReview.objects.create(reviewer=reviewer, known_on=DAY)
        for criterion in call.criteria.all():
            review.scores.create(criterion=criterion, value=value)
    return case


def test_several_cases_are_decided_on_the_selection_page(client, sign_in, call):
    good, bare = judged(call, 5, 4), judged(call)
    sign_in(Seat.SECRETARIAT)
    page = words(client.get(SELECTION))
    assert "90.0" in page
    assert "2 are needed" in page
    data = {"cases": [good.pk, bare.pk], "step": "select", "known_on": "2008-11-25", "note": "Best of all"}
    refused = client.post(SELECTION, data)
    assert "0 reviews count so far" in words(refused)
    assert words(refused).count(" checked") == 3  # both cases and the decision: nothing is lost
    assert "note" in client.post(SELECTION, data | {"note": ""}).context["form"].errors
    assert "cases" in client.post(SELECTION, data | {"cases": []}).context["form"].errors
    assert client.post(SELECTION, data | {"cases": [good.pk], "outside": "Welcome"}).status_code == 302
    assert client.post(SELECTION, {**data, "cases": [bare.pk], "step": "decline"}).status_code == 302
    call_page = "/conferences/cases/calls/6qc/"
    assert "releases/new/" in words(client.get(call_page))
    assert client.post(f"{call_page}releases/new/", {"known_on": "2008-11-25"}).status_code == 302
    assert "releases/new/" not in words(client.get(call_page))
    client.logout()
    assert [str(case) for case in Case.objects.chosen()] == [str(good)]
    assert str(good) in words(client.get("/conferences/cases/"))


def test_the_selection_is_a_file_too_with_every_mean(client, sign_in, call):
    judged(call, 5, 4)
    sign_in(Seat.SECRETARIAT)
    rows = list(csv.DictReader(io.StringIO(words_of(client, "csv"))))
    assert [rows[0][name] for name in ("reviews", "criterion_0", "result", "spread")] == ["2", "4.5", "90.0", "1"]
    [record] = json.loads(words_of(client, "json"))["records"]
    assert record["result"] == 90.0
    xlsx = client.get(f"{SELECTION}?format=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(xlsx.streaming_content))).worksheets[0]
    assert 90 in [cell.value for cell in sheet[2]]


def words_of(client, name):
    return b"".join(client.get(f"{SELECTION}?format={name}").streaming_content).decode().lstrip("\ufeff")


def test_one_who_reviews_and_selects_reads_no_result_before_the_own_is_in(client, sign_in, call):
    case = judged(call, 5, 4)
    person = sign_in(Seat.SECRETARIAT)
    CaseReviewerFactory(case=case, person=person)
    assert "90.0" not in words(client.get(SELECTION))
    assert "90.0" not in words_of(client, "csv")
    assert "90.0" not in words(client.get(case.get_absolute_url()))


def test_nobody_else_decides_or_pairs(client, sign_in, poland, call):
    case = judged(call, 5, 4)
    sign_in(Seat.COORDINATOR, poland)
    data = {"cases": [case.pk], "step": "select", "known_on": "2008-11-25", "note": "Mine"}
    assert client.post(SELECTION, data).status_code == 403
    assert client.post(FRIENDS, {"act": "propose", "known_on": "2008-11-25"}).status_code == 403
    assert Case.objects.get().state == CaseState.REVIEW


def test_pairs_are_proposed_changed_and_fixed_on_one_page(client, sign_in, call):
    cases = [CaseFactory(call=call, state="nominated") for _number in range(4)]
    sign_in(Seat.SECRETARIAT)
    said = {"known_on": "2008-11-25"}
    assert client.post(FRIENDS, said | {"act": "propose"}).status_code == 302
    same = client.post(FRIENDS, said | {"act": "exchange", "one": cases[0].pk, "other": cases[0].pk})
    assert "two different cases" in words(same)
    assert client.post(FRIENDS, said | {"act": "exchange", "one": cases[0].pk, "other": cases[1].pk}).status_code == 302
    assert client.post(FRIENDS, said | {"act": "fix"}).status_code == 302
    assert "are fixed" in words(client.post(FRIENDS, said | {"act": "propose"}))
    assert words(client.get(FRIENDS)).count("tag--ok") == 5  # each pair, and the head


def test_nobody_of_the_own_country_is_offered_as_a_reviewer(client, sign_in, call):
    case = CaseFactory(call=call, state="under review")
    own, other = someone(Seat.COORDINATOR, case.country), someone(Seat.EIPA)
    sign_in(Seat.SECRETARIAT)
    url = f"{case.get_absolute_url()}reviewers/new/"
    offered = client.get(url).context["form"].fields["person"].queryset
    assert other in offered
    assert own not in offered
    assert "person" in client.post(url, {"person": own.pk, "known_on": "2008-11-25"}).context["form"].errors
    assert client.post(url, {"person": other.pk, "known_on": "2008-11-25"}).status_code == 302
    assert case.reviewers.get().person == other


# --- Reviewer and critical friend ---------------------------------------------------------------------


def test_a_reviewer_hands_in_and_then_reads_the_others(client, sign_in, call):
    case = judged(call, 2)
    person = sign_in(Seat.EIPA)
    CaseReviewerFactory(case=case, person=person)
    url = case.get_absolute_url()
    page = client.get(url)
    assert "Review the case" in [str(action.label) for action in page.context["actions"]]
    assert page.context["result"] is None
    one, two = call.criteria.values_list("pk", flat=True)
    data = {f"score_{one}": "4", f"remark_{one}": "Clear figures", "known_on": "2008-11-25", "remark": "Good"}
    refused = client.post(f"{url}review/", data)
    assert f"score_{two}" in refused.context["form"].errors
    assert "Clear figures" in words(refused)
    for _time in range(2):
        assert client.post(f"{url}review/", data | {f"score_{two}": "5"}).headers["Location"] == url
    assert client.get(f"{url}review/").status_code == 403
    shown = client.get(url).context["result"]
    assert (len(shown.reviews), shown.counted) == (2, 2)
    back = client.post(f"{url}stand-back/", {"known_on": "2008-11-25", "note": "A brother leads it"})
    assert back.headers["Location"] == "/conferences/cases/"
    assert client.get(url).status_code == 404


def test_a_critical_friend_comments_on_the_case_of_the_other(client, sign_in, poland, call):
    case, friend = CaseFactory(call=call, state="nominated"), CaseFactory(call=call, country=poland, state="nominated")
    CaseFriendFactory(case=case, friend=friend)
    sign_in(Seat.COORDINATOR, poland)
    url = case.get_absolute_url()
    assert (
        client.post(f"{url}comments/new/", {"words": "What did it cost?", "known_on": "2008-11-25"}).status_code == 302
    )
    assert "What did it cost?" in words(client.get(url))
    assert client.get(f"{url}edit/").status_code == 403
    sign_in(Seat.COORDINATOR, CountryFactory(iso2="DK"))
    assert client.get(url).status_code == 404


# --- Through a browser --------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_the_secretariat_decides_with_the_keyboard(page, portal, client, call):
    case = judged(call, 5, 4)
    client.force_login(someone(Seat.SECRETARIAT), backend=BACKEND)
    cookies = [{"name": name, "value": cookie.value, "url": portal} for name, cookie in client.cookies.items()]
    page.context.add_cookies(cookies)
    page.goto(f"{portal}{SELECTION}")
    page.get_by_label(str(case), exact=True).press("Space")
    page.get_by_label("Select", exact=True).press("Space")
    page.get_by_label("Why").fill("Best of all")
    page.get_by_label("Why").press("Enter")
    page.get_by_text("1 case was moved.").wait_for()
    assert Case.objects.get().state == CaseState.SELECTED
