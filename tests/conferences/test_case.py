"""Cases: nominated within the quota and before the deadline, replaced, withdrawn; who reads which."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from conferences.actions.case import begin_case, open_case_call, release_selection, replace_case, take_step
from conferences.columns.case import told_state_on
from conferences.models import CASE_OUTSIDE, Case, CaseCall, CaseRelease, CaseReview, CaseState, CaseStep, CaseSubTheme
from conferences.permissions import can_edit_case
from conferences.workflow.case import CASE
from core.values import Text
from core.work import items
from core.workflow import Refused, perform
from ipsg_portal.work import waiting_for
from network.seats import Seat
from tests.conferences.factories import (
    CaseCallFactory,
    CaseCallTermsFactory,
    CaseCriterionFactory,
    CaseFactory,
    CaseReviewerFactory,
    EditionFactory,
)
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
DAY = date(2008, 11, 25)
SAID = {"known_on": DAY, "note": "The best of twelve"}


@pytest.fixture(autouse=True)
def _now(settings):
    settings.DEMONSTRATION = False  # the deadline is compared with the moment that it is


@pytest.fixture
def call():
    made = CaseCallFactory(edition=EditionFactory(number=6))
    CaseCallTermsFactory(call=made)
    return made


def reviewed(case, times=2):
    for _time in range(times):
        reviewer = CaseReviewerFactory(case=case, person=someone(Seat.EIPA))
        CaseReview.objects.create(reviewer=reviewer, known_on=DAY)
    return case


def closed(call):
    CaseCallTermsFactory(call=call, closes_at=timezone.now() - timedelta(seconds=1), known_on=date(2008, 7, 1))


# --- Begun and nominated ------------------------------------------------------------------------------


def test_a_new_call_begins_with_the_six_criteria_of_2013_of_one_weight():
    call = open_case_call(CaseCall(edition=EditionFactory(number=7), known_on=DAY))
    assert [(str(row.name), row.weight) for row in call.criteria.all()] == [
        ("Fit to the sub-theme", 1), ("Useful", 1), ("Innovative", 1), ("Integral", 1), ("Sustainable", 1),
        ("Adaptable", 1),
    ]  # fmt: skip


def test_a_case_begins_as_a_draft_and_the_same_sent_twice_is_one(poland, coordinator, call):
    cases = [
        begin_case(Case(call=call, country=poland, title=Text(en="One desk"), known_on=DAY), by=coordinator)
        for _time in range(2)
    ]
    assert cases[0] == cases[1]
    step = CaseStep.objects.get()
    assert (step.state, step.by, step.known_on) == ("draft", coordinator, DAY)


def test_nobody_begins_a_case_of_another_country(coordinator, call):
    with pytest.raises(Refused, match="own country"):
        begin_case(Case(call=call, country=CountryFactory(iso2="DK"), title=Text(en="A"), known_on=DAY), by=coordinator)


def test_a_nomination_says_why(poland, coordinator, call):
    case = CaseFactory(call=call, country=poland)
    with pytest.raises(Refused, match="Say why"):
        perform(CASE, "nominate", case, by=coordinator, known_on=DAY)
    assert Case.objects.get().state == CaseState.DRAFT
    assert perform(CASE, "nominate", case, by=coordinator, **SAID).state == CaseState.NOMINATED


def test_a_nomination_is_complete(poland, coordinator, call):
    CaseSubTheme.objects.create(call=call, name=Text(en="Access"), known_on=DAY)
    case = CaseFactory(call=call, country=poland, summary=Text(), contact_mail="")
    with pytest.raises(Refused, match=r"sub-theme.*Sum the case up.*mail address"):
        perform(CASE, "nominate", case, by=coordinator, **SAID)


def test_no_more_than_the_quota_is_nominated_and_another_country_has_its_own(poland, coordinator, call):
    cases = [CaseFactory(call=call, country=poland) for _number in range(3)]
    for case in cases[:2]:
        perform(CASE, "nominate", case, by=coordinator, **SAID)
    with pytest.raises(Refused, match="takes 2 cases from each member state"):
        perform(CASE, "nominate", cases[2], by=coordinator, **SAID)
    denmark = CountryFactory(iso2="DK")
    theirs = CaseFactory(call=call, country=denmark)
    perform(CASE, "nominate", theirs, by=someone(Seat.COORDINATOR, denmark), **SAID)


def test_the_quota_holds_where_the_page_has_not_seen_the_other_nomination(poland, coordinator, call, monkeypatch):
    """Two at one time: what was missing is asked before the lock, and again under it."""
    CaseCallTermsFactory(call=call, quota=1, known_on=date(2008, 7, 1))
    first, second = (CaseFactory(call=call, country=poland) for _number in range(2))
    perform(CASE, "nominate", first, by=coordinator, **SAID)
    monkeypatch.setattr("conferences.workflow.case.incomplete", lambda _case: [])
    step = CASE.named("nominate")
    monkeypatch.setitem(step.__dict__, "missing", lambda _case: [])
    with pytest.raises(Refused, match="takes 1 case from each"):
        perform(CASE, "nominate", second, by=coordinator, **SAID)
    assert second.steps.count() == 1


def test_without_a_quota_there_is_no_limit(poland, coordinator, call):
    CaseCallTermsFactory(call=call, quota=None, known_on=date(2008, 7, 1))
    for _number in range(3):
        perform(CASE, "nominate", CaseFactory(call=call, country=poland), by=coordinator, **SAID)


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Europe/Vilnius", "UTC"])
def test_one_second_after_the_deadline_is_after_it_in_every_zone(poland, coordinator, call, zone):
    moment = datetime(2013, 3, 31, 16, 0, tzinfo=UTC)
    terms = CaseCallTermsFactory(call=call, closes_at=moment, time_zone=zone, known_on=date(2008, 7, 1))
    assert terms.closed_at(moment) == ""
    hour, city = {"Europe/Brussels": (18, "Brussels"), "Europe/Vilnius": (19, "Vilnius"), "UTC": (16, "UTC")}[zone]
    sentence = f"The call closed on 31 March 2013, {hour}:00 ({city} time)."
    assert terms.closed_at(moment + timedelta(seconds=1)) == sentence
    with pytest.raises(Refused) as refusal:
        perform(CASE, "nominate", CaseFactory(call=call, country=poland), by=coordinator, **SAID)
    assert str(refusal.value) == sentence


def test_a_call_that_has_not_opened_or_names_no_deadline_takes_no_case(call):
    terms = CaseCallTermsFactory(call=call, opens_at=datetime(2099, 1, 1, tzinfo=UTC))
    assert "opens on 1 January 2099, 01:00 (Brussels time)" in terms.closed_at(timezone.now())
    assert "not known" in CaseCallTermsFactory(call=call, closes_at=None).closed_at(timezone.now())


def test_a_later_deadline_is_a_new_row(poland, coordinator, call):
    closed(call)
    CaseCallTermsFactory(call=call, known_on=date(2008, 8, 1))
    assert call.terms_on(date(2008, 7, 15)).closes_at < timezone.now()
    perform(CASE, "nominate", CaseFactory(call=call, country=poland), by=coordinator, **SAID)


# --- Replaced and withdrawn ---------------------------------------------------------------------------


def test_one_case_takes_the_place_of_another_and_both_say_so(poland, coordinator, call):
    CaseCallTermsFactory(call=call, quota=1, known_on=date(2008, 7, 1))
    old, new = (CaseFactory(call=call, country=poland) for _number in range(2))
    perform(CASE, "nominate", old, by=coordinator, **SAID)
    replace_case(old, new, by=coordinator, known_on=DAY, note="It is further on")
    assert {case: case.state for case in Case.objects.all()} == {old: "replaced", new: "nominated"}
    assert (old.steps.last().other, new.steps.last().other) == (new, old)
    replace_case(new, old, by=coordinator, known_on=DAY, note="And back")
    assert Case.objects.get(pk=old.pk).state == CaseState.NOMINATED


def test_nothing_is_replaced_where_the_other_is_not_complete(poland, coordinator, call):
    old, new = CaseFactory(call=call, country=poland, state="nominated"), CaseFactory(call=call, country=poland)
    Case.objects.filter(pk=new.pk).update(organisation="")
    with pytest.raises(Refused, match="which organisation"):
        replace_case(old, new, by=coordinator, known_on=DAY, note="Why not")
    assert Case.objects.get(pk=old.pk).state == CaseState.NOMINATED


def test_a_case_is_replaced_before_the_deadline_and_within_the_country_alone(poland, coordinator, call):
    old, new = CaseFactory(call=call, country=poland, state="nominated"), CaseFactory(call=call, country=poland)
    with pytest.raises(Refused, match="same country"):
        replace_case(old, CaseFactory(call=call), by=coordinator, known_on=DAY, note="Why")
    closed(call)
    with pytest.raises(Refused, match="The call closed on"):
        replace_case(old, new, by=coordinator, known_on=DAY, note="Why")


def test_a_withdrawn_case_makes_room(poland, coordinator, call):
    cases = [CaseFactory(call=call, country=poland, state="nominated") for _number in range(2)]
    with pytest.raises(Refused, match="Say why"):
        perform(CASE, "withdraw", cases[0], by=coordinator, known_on=DAY)
    perform(CASE, "withdraw", cases[0], by=coordinator, known_on=DAY, note="The team is gone")
    perform(CASE, "nominate", CaseFactory(call=call, country=poland), by=coordinator, **SAID)


# --- Selected -----------------------------------------------------------------------------------------


def test_the_review_begins_after_the_deadline(secretariat, call):
    case = CaseFactory(call=call, state="nominated")
    with pytest.raises(Refused, match="may still replace it"):
        perform(CASE, "review", case, by=secretariat, known_on=DAY)
    closed(call)
    assert perform(CASE, "review", case, by=secretariat, known_on=DAY).state == CaseState.REVIEW


def test_a_case_is_chosen_after_two_counted_reviews(secretariat, call):
    case = reviewed(CaseFactory(call=call, state="under review"), times=1)
    with pytest.raises(Refused, match="1 review counts so far"):
        take_step("select", [case], by=secretariat, **SAID)
    reviewed(case, times=1)
    with pytest.raises(Refused, match="Say why"):
        take_step("select", [case], by=secretariat, known_on=DAY)
    assert take_step("select", [case], by=secretariat, **SAID, outside="Welcome") == 1
    assert take_step("select", [case], by=secretariat, **SAID) == 0  # sent twice
    assert case.steps.filter(state="selected").count() == 1


def test_several_are_decided_together_or_none(secretariat, call):
    ready, bare = reviewed(CaseFactory(call=call, state="under review")), CaseFactory(call=call, state="under review")
    with pytest.raises(Refused, match=rf"{bare}: 0 reviews count"):
        take_step("reserve", [ready, bare], by=secretariat, **SAID)
    assert set(Case.objects.values_list("state", flat=True)) == {"under review"}
    assert take_step("decline", [ready, bare], by=secretariat, **SAID) == 2


def test_a_selection_is_released_once_and_when_all_is_decided(secretariat, call):
    def release(by=secretariat):
        return release_selection(CaseRelease(call=call, known_on=DAY), by=by)

    with pytest.raises(Refused, match="nothing to release"):
        release()
    case = CaseFactory(call=call, state="selected")
    other = CaseFactory(call=call, state="under review")
    with pytest.raises(Refused, match="1 case still waits"):
        release()
    perform(CASE, "decline", other, by=secretariat, **SAID)
    with pytest.raises(Refused, match="secretariat"):
        release(by=someone(Seat.EIPA))
    with pytest.raises(Refused, match="not released yet"):
        perform(CASE, "present", case, by=secretariat, known_on=DAY)
    release()
    with pytest.raises(Refused, match="already"):
        release()
    perform(CASE, "present", case, by=secretariat, known_on=DAY)


# --- Who reads what -----------------------------------------------------------------------------------


def readers(poland):
    return {
        "visitor": AnonymousUser(),
        "own": someone(Seat.COORDINATOR, poland),
        "own director": someone(Seat.DIRECTOR_GENERAL, poland),
        "other": someone(Seat.COORDINATOR, CountryFactory(iso2="DK")),
        "eipa": someone(Seat.EIPA),
        "contact": someone(Seat.ORGANISATION_CONTACT, poland),
        "administrator": someone(Seat.ADMINISTRATOR),
        "secretariat": someone(Seat.SECRETARIAT),
    }


INSIDE = {"own", "own director", "secretariat"}


@pytest.mark.parametrize("state", CaseState.values)
def test_others_read_a_case_once_it_is_selected_and_released(poland, call, state):
    CaseFactory(call=call, country=poland, state=state)
    people = readers(poland)

    def seen_by():
        return {name for name, reader in people.items() if Case.objects.visible_to(reader).exists()}

    assert seen_by() == INSIDE
    CaseRelease.objects.create(call=call, known_on=DAY)
    assert seen_by() == (set(people) if state in ("selected", "presented") else INSIDE)


def test_a_country_is_told_a_decision_when_it_is_released(poland, coordinator, secretariat, call):
    case = reviewed(CaseFactory(call=call, country=poland, state="under review"))
    take_step("select", [case], by=secretariat, known_on=DAY, note="Inner", outside="Told")

    def told():
        found = Case.objects.visible_to(coordinator).get()
        return (
            told_state_on(found, DAY),
            CaseStep.objects.visible_to(coordinator).count(),
            can_edit_case(coordinator, found),
        )

    assert told() == ("under review", 1, False)
    assert CaseStep.objects.visible_to(secretariat).count() == 2
    CaseRelease.objects.create(call=call, known_on=DAY)
    assert told() == ("selected", 2, True)
    assert case.steps.last().reason_told == "Told"


def test_every_state_has_words_for_outside_that_differ_from_those_inside():
    assert set(CASE_OUTSIDE) == set(CaseState)
    assert all(str(CASE_OUTSIDE[state]) != str(state.label) for state in CaseState)


def test_a_draft_waits_for_its_country_while_the_call_is_open(poland, coordinator, call):
    CaseFactory(call=call, country=poland)
    CaseFactory(call=call, country=poland, state="nominated")
    CaseFactory(call=call)
    today = timezone.localdate()
    [item] = items(waiting_for(coordinator, today))
    assert (item.title, item.due.ends_on) == ("Complete the case and nominate it", date(2100, 1, 1))
    closed(call)
    assert items(waiting_for(coordinator, today)) == []


# --- What the database itself refuses -----------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda call: CaseCallTermsFactory(
            call=call, opens_at=datetime(2009, 2, 1, tzinfo=UTC), closes_at=datetime(2009, 1, 1, tzinfo=UTC)
        ),
        lambda call: CaseCallTermsFactory(call=call, quota=0),
        lambda call: CaseCriterionFactory(call=call, weight=0),
        lambda call: [CaseCriterionFactory(call=call, place=1) for _time in range(2)],
        lambda call: [CaseRelease.objects.create(call=call, known_on=DAY) for _time in range(2)],
        lambda call: CaseCallFactory(edition=call.edition),
    ],
)
def test_the_database_refuses(make, call):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(call)


@pytest.mark.django_db(transaction=True)
def test_two_nominations_at_one_time_do_not_pass_the_quota(settings):
    """Two connections: each has seen one place left."""
    settings.DEMONSTRATION = False
    poland = CountryFactory(iso2="PL")
    call = CaseCallFactory(edition=EditionFactory(number=6))
    CaseCallTermsFactory(call=call, quota=1)
    coordinator = someone(Seat.COORDINATOR, poland)
    cases = [CaseFactory(call=call, country=poland) for _number in range(2)]
    start, answers = threading.Barrier(2), []

    def nominate(case):
        try:
            start.wait()
            answers.append(perform(CASE, "nominate", case, by=coordinator, **SAID).state)
        except Refused as reason:
            answers.append(str(reason))
        finally:
            connection.close()

    threads = [threading.Thread(target=nominate, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "takes 1 case" in min(answers)
    assert max(answers) == "nominated"
    assert Case.objects.filter(state=CaseState.NOMINATED).count() == 1
