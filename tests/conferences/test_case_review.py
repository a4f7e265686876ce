"""Reviews of cases: by whom, once and as a whole, hidden until one's own is in; what they come to."""

from datetime import date
from fractions import Fraction

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from conferences.actions.case_review import hand_in_review, name_reviewer, stand_back, take_off_reviewer
from conferences.models import Case, CaseConflict, CaseReview, CaseReviewer, CaseScore
from conferences.models.case_review import eligible_reviewers
from conferences.permissions import can_edit_case_criteria, may_review
from conferences.reading.cases import results_for
from core.work import items
from core.workflow import Refused
from ipsg_portal.work import waiting_for
from network.seats import Seat
from tests.conferences.factories import CaseCallFactory, CaseCriterionFactory, CaseFactory, CaseReviewerFactory
from tests.network.factories import CountryFactory, RoleFactory, someone

pytestmark = pytest.mark.django_db
DAY = date(2008, 11, 25)


@pytest.fixture
def case():
    call = CaseCallFactory()
    CaseCriterionFactory(call=call, weight=1, place=1)
    CaseCriterionFactory(call=call, weight=3, place=2)
    return CaseFactory(call=call, country=CountryFactory(iso2="PL"), state="under review")


def reviewer_of(case, person=None):
    return CaseReviewerFactory(case=case, person=person or someone(Seat.EIPA)).person


def hand_in(case, person, *values, remark=""):
    scores = {row.pk: (value, "") for row, value in zip(case.call.criteria.all(), values, strict=True)}
    return hand_in_review(case, by=person, scores=scores, known_on=DAY, remark=remark)


def seen_by(person):
    return set(CaseReview.objects.visible_to(person).values_list("reviewer__person", flat=True))


# --- Named --------------------------------------------------------------------------------------------


def test_nobody_of_the_own_country_is_offered_or_named(case, secretariat):
    own, other = someone(Seat.COORDINATOR, case.country), someone(Seat.COORDINATOR, CountryFactory(iso2="DK"))
    once = someone(Seat.EIPA)
    RoleFactory(person=once, seat=Seat.COORDINATOR, country=case.country, to_on=date(2005, 1, 1))
    offered = set(eligible_reviewers(case))
    assert other in offered
    assert not {own, once} & offered
    for person in (own, once):
        with pytest.raises(Refused, match="nobody reviews a case of the own country"):
            name_reviewer(CaseReviewer(case=case, person=person, known_on=DAY), by=secretariat)
    for _time in range(2):
        name_reviewer(CaseReviewer(case=case, person=other, known_on=DAY), by=secretariat)
    assert case.reviewers.get().person == other


def test_who_gets_a_role_for_the_country_later_does_not_review_either(case):
    person = reviewer_of(case)
    RoleFactory(person=person, seat=Seat.COORDINATOR, country=case.country)
    with pytest.raises(Refused, match="not yours"):
        hand_in(case, person, 5, 5)


def test_reviewers_are_named_by_the_secretariat_while_the_case_is_under_review(case, secretariat):
    person = someone(Seat.EIPA)
    with pytest.raises(Refused, match="named by the secretariat"):
        name_reviewer(CaseReviewer(case=case, person=person, known_on=DAY), by=person)
    Case.objects.update(state="selected")
    with pytest.raises(Refused, match="nominated or under review"):
        name_reviewer(CaseReviewer(case=case, person=person, known_on=DAY), by=secretariat)


# --- Handed in ----------------------------------------------------------------------------------------


def test_a_review_is_handed_in_once_and_as_a_whole(case):
    person = reviewer_of(case)
    with pytest.raises(Refused, match="each criterion"):
        hand_in_review(case, by=person, scores={}, known_on=DAY)
    with pytest.raises(Refused, match="between 1 and 5"):
        hand_in(case, person, 6, 1)
    assert hand_in(case, person, 4, 2) == hand_in(case, person, 1, 1)
    assert [score.value for score in CaseScore.objects.all()] == [4, 2]
    assert not may_review(person, case)
    with pytest.raises(Refused, match="not yours"):
        hand_in(case, someone(Seat.EIPA), 1, 1)


def test_criteria_stand_still_once_a_review_is_in(case, secretariat):
    assert can_edit_case_criteria(secretariat, case.call)
    hand_in(case, reviewer_of(case), 4, 2)
    assert not can_edit_case_criteria(secretariat, case.call)


def test_others_scores_are_hidden_until_ones_own_are_in(case, secretariat):
    first, second = reviewer_of(case), reviewer_of(case)
    hand_in(case, first, 4, 2)
    assert seen_by(first) == {first.pk}
    assert seen_by(second) == set()
    hand_in(case, second, 5, 5)
    assert seen_by(first) == seen_by(second) == seen_by(secretariat) == {first.pk, second.pk}


@pytest.mark.parametrize(
    ("seat", "country"),
    [
        (Seat.COORDINATOR, "PL"), (Seat.DIRECTOR_GENERAL, "PL"), (Seat.COORDINATOR, "DK"), (Seat.EIPA, None),
        (Seat.ADMINISTRATOR, None), (Seat.ORGANISATION_CONTACT, "PL"),
    ],
)  # fmt: skip
def test_who_is_not_named_reads_no_review(case, seat, country):
    hand_in(case, reviewer_of(case), 4, 2)
    assert seen_by(someone(seat, CountryFactory(iso2=country) if country else None)) == set()
    assert seen_by(AnonymousUser()) == set()


def test_the_secretariat_too_reads_others_only_when_its_own_are_in(case, secretariat):
    hand_in(case, reviewer_of(case), 4, 2)
    reviewer_of(case, secretariat)
    assert seen_by(secretariat) == set()
    result = results_for([case], secretariat, DAY)[case.pk]
    assert (result.value, result.hidden, result.counted) == (None, True, 1)
    assert [line.given for line in result.lines] == [(), ()]


def test_a_conflict_of_interest_leaves_the_score_and_counts_it_no_more(case, secretariat):
    first, second = reviewer_of(case), reviewer_of(case)
    hand_in(case, first, 4, 2)
    hand_in(case, second, 2, 4)
    with pytest.raises(Refused, match="Say what"):
        stand_back(case, by=second, known_on=DAY, note=" ")
    stand_back(case, by=second, known_on=DAY, note="A brother leads it")
    result = results_for([case], secretariat, DAY)[case.pk]
    assert result.value == 50  # (1 * 4 + 3 * 2) / 4 out of 5
    assert [score.counts for score in result.lines[0].given] == [True, False]
    assert seen_by(second) == {second.pk}
    assert not Case.objects.visible_to(second).exists()
    assert not may_review(second, case)


def test_a_result_is_the_weighted_mean_with_every_step_of_it(case, secretariat):
    hand_in(case, reviewer_of(case), 4, 2)
    hand_in(case, reviewer_of(case), 5, 4)
    result = results_for([case], secretariat, DAY)[case.pk]
    useful, other = result.lines
    assert (useful.mean, useful.share, useful.brings) == (Fraction(9, 2), 25, Fraction(45, 2))
    assert (other.mean, other.spread, other.range, other.brings) == (3, 2, "2–4", 45)
    assert result.value == useful.brings + other.brings
    assert (result.counted, result.named, result.spread) == (2, 2, 2)
    assert results_for([case], secretariat, date(2008, 11, 1))[case.pk].counted == 0  # as of an earlier day


def test_results_cost_the_same_for_one_case_and_for_three(case, secretariat, django_assert_num_queries):
    person = type(secretariat).objects.get(pk=secretariat.pk)
    person.roles_today  # noqa: B018 - fetched once a request
    hand_in(case, reviewer_of(case), 4, 2)
    with django_assert_num_queries(5):
        results_for(Case.objects.all(), person, DAY)
    for _number in range(2):
        another = CaseFactory(call=case.call, state="under review")
        hand_in(another, reviewer_of(another), 1, 2)
    with django_assert_num_queries(5):
        results_for(Case.objects.all(), person, DAY)


def test_a_review_waits_for_its_reviewer(case):
    person = reviewer_of(case)
    assert [item.title for item in items(waiting_for(person, DAY))] == ["Review a case"]
    hand_in(case, person, 1, 1)
    assert items(waiting_for(person, DAY)) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda reviewer: CaseReviewerFactory(case=reviewer.case, person=reviewer.person),
        lambda reviewer: [CaseReview.objects.create(reviewer=reviewer, known_on=DAY) for _time in range(2)],
        lambda reviewer: [CaseConflict.objects.create(reviewer=reviewer, known_on=DAY) for _time in range(2)],
        lambda reviewer: CaseReview.objects.create(reviewer=reviewer, known_on=DAY).scores.create(
            criterion=reviewer.case.call.criteria.first(), value=6
        ),
    ],
)
def test_the_database_refuses(case, make):
    reviewer = CaseReviewerFactory(case=case, person=someone(Seat.EIPA))
    with pytest.raises(IntegrityError), transaction.atomic():
        make(reviewer)


# --- Taken off the list -------------------------------------------------------------------------------


def test_a_reviewer_who_has_done_nothing_is_taken_off_the_list(case, secretariat, client):
    first, second, third = (reviewer_of(case) for _time in range(3))
    hand_in(case, second, 4, 4)
    stand_back(case, by=third, known_on=DAY, note="Knows the authors")
    client.force_login(secretariat, backend="allauth.account.auth_backends.AuthenticationBackend")

    def send(person, **data):
        url = f"{case.get_absolute_url()}reviewers/{case.reviewers.get(person=person).pk}/edit/"
        form = client.get(url).context["form"]
        data = {"known_on": DAY.isoformat(), "confidence": "high", "seen": form["seen"].value(), **data}
        return form, client.post(url, data)

    form, response = send(first, remove="on")
    assert ("remove" in form.fields, response.status_code) == (True, 302)
    assert set(case.reviewers.values_list("person", flat=True)) == {second.pk, third.pk}
    assert CaseReviewer.history.filter(person=first, history_type="-").exists()
    for person in (second, third):
        form, response = send(person, remove="on")
        assert ("remove" in form.fields, response.status_code) == (False, 302)
        with pytest.raises(Refused, match="stays as it is"):
            take_off_reviewer(case.reviewers.get(person=person), by=secretariat)
    assert set(case.reviewers.values_list("person", flat=True)) == {second.pk, third.pk}
    with pytest.raises(Refused, match="secretariat"):
        take_off_reviewer(case.reviewers.get(person=second), by=second)
