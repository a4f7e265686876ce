"""Assessing bids: who scores what until when, who sees which score when, and what the choice does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction

from conferences.actions.assessment import (
    choose_host,
    close_assessment,
    declare_conflict,
    hand_in,
    keep_scores,
    name_assessor,
    take_off_assessor,
)
from conferences.models import (
    AssessmentDeadline,
    Assessor,
    Bid,
    BidState,
    ConflictOfInterest,
    HostDecision,
    Score,
    ScoreSheet,
)
from conferences.permissions import can_edit_criteria
from conferences.workflow.bid import BID
from core.values import Text
from core.workflow import Refused, perform
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
from tests.network.factories import CountryFactory, MeetingFactory, RoleFactory, someone

pytestmark = pytest.mark.django_db
DAY = date(2008, 11, 20)
AT = datetime(2008, 11, 20, 12, tzinfo=UTC)
REASON = Text(en="One hall for all", fr="Une salle pour tous")


class Call:
    """A call with two criteria, bids of Poland and Lithuania, and three assessors: of Lithuania, Denmark, EIPA."""

    def __init__(self):
        self.edition = EditionFactory(number=6)
        self.call = BidCallFactory(edition=self.edition)
        self.hall = BidCriterionFactory(call=self.call, place=1, name=Text(en="Venue"), weight=60)
        self.money = BidCriterionFactory(call=self.call, place=2, name=Text(en="Financing"), weight=40)
        self.poland = BidFactory(edition=self.edition, country=CountryFactory(iso2="PL"), state=BidState.BID)
        self.lithuania = BidFactory(edition=self.edition, country=CountryFactory(iso2="LT"), state=BidState.BID)
        self.secretariat = someone(Seat.SECRETARIAT)
        self.meeting = MeetingFactory(number=52)
        self.of_lithuania = self.assessor(Seat.COORDINATOR, self.lithuania.country)
        self.of_denmark = self.assessor(Seat.COORDINATOR, CountryFactory(iso2="DK"))
        self.of_eipa = self.assessor(Seat.EIPA)

    def assessor(self, seat, country=None):
        return AssessorFactory(call=self.call, person=someone(seat, country), country=country)

    def keep(self, assessor, bid, hall=4, money=4, at=AT):
        typed = {self.hall.pk: (hall, "a large hall"), self.money.pk: (money, "")}
        return keep_scores(assessor=assessor, bid=bid, typed=typed, by=assessor.person, at=at)

    def hand_in(self, assessor, at=AT):
        for bid in assessor.bids_left():
            self.keep(assessor, bid)
        return hand_in(assessor=assessor, by=assessor.person, at=at)

    def all_in_and_closed(self):
        for assessor in (self.of_lithuania, self.of_denmark, self.of_eipa):
            self.hand_in(assessor)
        close_assessment(call=self.call, by=self.secretariat, known_on=DAY)

    def choose(self, bid, meeting=None, **more):
        return choose_host(
            **{
                "edition": self.edition,
                "meeting": meeting or self.meeting,
                "bid": bid,
                "reason": REASON,
                "by": self.secretariat,
                "known_on": DAY,
                **more,
            }
        )


@pytest.fixture
def call():
    return Call()


def states():
    return dict(Bid.objects.values_list("country__iso2", "state"))


# --- Assessors and conflicts of interest ----------------------------------------------------------------


def test_no_member_state_assesses_its_own_bid(call):
    assert list(call.of_lithuania.bids()) == [call.poland]
    with pytest.raises(Refused, match="your own country"):
        call.keep(call.of_lithuania, call.lithuania)
    assert not ScoreSheet.objects.exists()


def test_a_role_taken_up_later_is_a_conflict_too(call):
    RoleFactory(person=call.of_eipa.person, seat=Seat.DIRECTOR_GENERAL, country=call.poland.country)
    assert list(call.of_eipa.bids()) == [call.lithuania]


def test_an_assessor_carries_the_country_of_the_role(call):
    france, germany = CountryFactory(iso2="FR"), CountryFactory(iso2="DE")
    person = someone(Seat.COORDINATOR, france)
    with pytest.raises(Refused, match="holds a role for FR"):
        name_assessor(Assessor(call=call.call, person=person, country=germany, known_on=DAY), by=call.secretariat)
    named = name_assessor(Assessor(call=call.call, person=person, known_on=DAY), by=call.secretariat)
    assert named.country == france
    with pytest.raises(Refused, match="The secretariat names"):
        name_assessor(Assessor(call=call.call, person=someone(Seat.EIPA), known_on=DAY), by=person)
    outside = someone(Seat.ORGANISATION_CONTACT)
    with pytest.raises(Refused, match="no seat of the network"):
        name_assessor(Assessor(call=call.call, person=outside, known_on=DAY), by=call.secretariat)
    call.hand_in(named)
    with pytest.raises(Refused, match="has handed in"):
        name_assessor(named, by=call.secretariat)


def test_an_assessor_who_has_done_nothing_is_taken_off_the_list(call, client):
    secretariat = someone(Seat.SECRETARIAT)
    client.force_login(secretariat, backend="allauth.account.auth_backends.AuthenticationBackend")
    idle, busy, back = call.of_lithuania, call.of_denmark, call.of_eipa
    call.keep(idle, call.poland)
    call.hand_in(busy)
    declare_conflict(assessor=back, bid=call.poland, reason="x", by=back.person, known_on=DAY)
    page = "/conferences/bids/6qc/"
    form = client.get(f"{page}assessors/{idle.pk}/edit/").context["form"]
    data = {"person": idle.person_id, "country": idle.country_id, "known_on": "2008-11-20", "confidence": "high"}
    data |= {"seen": form["seen"].value(), "remove": "on"}
    response = client.post(f"{page}assessors/{idle.pk}/edit/", data)
    assert (response.status_code, response.url) == (302, page)
    assert not Assessor.objects.filter(pk=idle.pk).exists()
    assert Assessor.history.filter(id=idle.pk, history_type="-").exists()
    for one in (busy, back):
        assert "remove" not in client.get(f"{page}assessors/{one.pk}/edit/").context["form"].fields
        with pytest.raises(Refused, match="stays as it is"):
            take_off_assessor(one, by=secretariat)
    with pytest.raises(Refused, match="secretariat"):
        take_off_assessor(busy, by=busy.person)


def test_a_declared_conflict_takes_the_bid_away_and_keeps_what_was_handed_in(call):
    call.hand_in(call.of_denmark)
    told = {"assessor": call.of_denmark, "bid": call.lithuania, "by": call.of_denmark.person, "known_on": DAY}
    with pytest.raises(Refused, match="Give the reason"):
        declare_conflict(**told, reason=" ")
    with pytest.raises(Refused, match="for another"):
        declare_conflict(**{**told, "by": call.secretariat}, reason="kin")
    first = declare_conflict(**told, reason="works for the operator")
    assert declare_conflict(**told, reason="again") == first
    assert ConflictOfInterest.objects.get().reason == "works for the operator"
    assert list(call.of_denmark.bids()) == [call.poland]
    assert ScoreSheet.objects.filter(assessor=call.of_denmark, bid=call.lithuania).exists()
    with pytest.raises(Refused, match="declared a conflict"):
        call.keep(call.of_denmark, call.lithuania)


# --- Scores ---------------------------------------------------------------------------------------------


def test_scores_stay_a_draft_until_all_are_handed_in(call):
    call.keep(call.of_denmark, call.poland, money=None)
    with pytest.raises(Refused, match=r"LT: 2 scores are missing\. PL: 1 score is missing\."):
        hand_in(assessor=call.of_denmark, by=call.of_denmark.person, at=AT)
    assert call.hand_in(call.of_denmark) == 2
    assert call.hand_in(call.of_denmark) == 0
    sheet = ScoreSheet.objects.get(assessor=call.of_denmark, bid=call.poland)
    assert (sheet.known_on, sheet.handed_in_at, sheet.handed_in_by) == (DAY, AT, call.of_denmark.person)
    with pytest.raises(Refused, match="stay as they are"):
        call.keep(call.of_denmark, call.poland)


def test_nobody_scores_for_another(call):
    with pytest.raises(Refused, match="Nobody scores for another"):
        keep_scores(assessor=call.of_denmark, bid=call.poland, typed={}, by=call.secretariat, at=AT)
    with pytest.raises(Refused, match="Nobody scores for another"):
        hand_in(assessor=call.of_denmark, by=call.secretariat, at=AT)


def test_a_second_after_the_deadline_is_too_late_and_a_postponement_counts(call):
    AssessmentDeadline.objects.create(call=call.call, ends_at=AT, known_on=date(2008, 9, 1))
    call.keep(call.of_denmark, call.poland)
    late = AT + timedelta(seconds=1)
    for refused in (call.keep, call.hand_in):
        with pytest.raises(Refused, match="taken until 20 November 2008, 13:00, Brussels time"):
            refused(call.of_denmark, *([call.poland] if refused == call.keep else []), at=late)
    AssessmentDeadline.objects.create(call=call.call, ends_at=AT + timedelta(days=1), known_on=DAY)
    assert call.hand_in(call.of_denmark, at=late) == 2


def test_weights_must_make_100_before_bids_are_scored(call):
    call.money.weight = 30
    call.money.save()
    with pytest.raises(Refused, match="add up to 90\N{NO-BREAK SPACE}%: they must make 100"):
        call.keep(call.of_denmark, call.poland)


def test_criteria_stand_still_once_scores_are_handed_in(call):
    assert can_edit_criteria(call.secretariat, call.call)
    call.keep(call.of_denmark, call.poland)
    assert can_edit_criteria(call.secretariat, call.call)
    call.hand_in(call.of_denmark)
    assert not can_edit_criteria(call.secretariat, call.call)


# --- Who sees which score -------------------------------------------------------------------------------


def seen_by(person):
    """(country of the bid, assessor) of each score sheet that this person may see."""
    person = Person.objects.get(pk=person.pk) if person.pk else person
    return {(sheet.bid.country.iso2, sheet.assessor_id) for sheet in ScoreSheet.objects.visible_to(person)}


def test_scores_are_hidden_until_ones_own_are_in(call):
    call.hand_in(call.of_eipa)
    call.keep(call.of_denmark, call.poland)
    assert seen_by(call.of_denmark.person) == {("PL", call.of_denmark.pk)}
    assert seen_by(call.of_eipa.person) == {("PL", call.of_eipa.pk), ("LT", call.of_eipa.pk)}  # no draft of another
    call.hand_in(call.of_denmark)
    assert len(seen_by(call.of_denmark.person)) == len(seen_by(call.of_eipa.person)) == 4


def test_an_assessor_never_sees_scores_of_the_own_countrys_bid_before_the_choice(call):
    call.hand_in(call.of_eipa)
    call.hand_in(call.of_lithuania)
    assert {bid for bid, _assessor in seen_by(call.of_lithuania.person)} == {"PL"}


def test_a_bid_that_comes_later_hides_the_others_scores_again(call):
    call.hand_in(call.of_eipa)
    call.hand_in(call.of_denmark)
    BidFactory(edition=call.edition, country=CountryFactory(iso2="FI"), state=BidState.BID)
    assert {assessor for _bid, assessor in seen_by(call.of_denmark.person)} == {call.of_denmark.pk}


def test_secretariat_and_directors_see_scores_when_the_assessment_is_closed_others_after_the_choice(call):
    coordinators = [someone(Seat.COORDINATOR, bid.country) for bid in (call.poland, call.lithuania)]
    directors = [someone(Seat.DIRECTOR_GENERAL, call.poland.country)]
    later = [*coordinators, someone(Seat.EIPA), someone(Seat.ADMINISTRATOR)]
    never = [someone(Seat.ORGANISATION_CONTACT, call.poland.country), AnonymousUser()]
    for assessor in (call.of_lithuania, call.of_denmark, call.of_eipa):
        call.hand_in(assessor)
    everyone = [call.secretariat, *directors, *later, *never]
    assert [len(seen_by(person)) for person in everyone] == [0] * len(everyone)
    perform(BID, "assess", call.poland, by=call.secretariat, known_on=DAY)
    assert seen_by(call.secretariat) == set()  # Lithuania's is still open
    perform(BID, "assess", call.lithuania, by=call.secretariat, known_on=DAY)
    assert [len(seen_by(person)) for person in everyone] == [5, 5, 0, 0, 0, 0, 0, 0]
    call.choose(call.poland)
    assert [len(seen_by(person)) for person in everyone] == [5, 5, 5, 5, 5, 5, 0, 0]
    remarks = [Score.objects.remarked_to(Person.objects.get(pk=person.pk)).count() for person in [*everyone[:-1]]]
    assert remarks == [10, 0, 0, 0, 0, 0, 0]
    assert Score.objects.remarked_to(AnonymousUser()).count() == 0
    assert Score.objects.remarked_to(call.of_denmark.person).count() == 10
    assert Score.objects.remarked_to(call.of_lithuania.person).exclude(sheet__bid=call.poland).count() == 0


# --- Closing and choosing -------------------------------------------------------------------------------


def test_an_assessment_closes_when_all_are_in_or_the_deadline_has_passed(call):
    call.hand_in(call.of_denmark)
    with pytest.raises(Refused, match="LT: 1 assessor has not handed in scores yet"):
        perform_closing(call)
    assert set(states().values()) == {BidState.BID}
    AssessmentDeadline.objects.create(call=call.call, ends_at=AT, known_on=DAY)
    assert perform_closing(call)
    assert set(states().values()) == {BidState.ASSESSED}
    with pytest.raises(Refused, match="No bid is being assessed"):
        perform_closing(call)
    with pytest.raises(Refused, match="assessment of this bid is closed"):
        call.keep(call.of_eipa, call.poland)


def perform_closing(call):
    return close_assessment(call=call.call, by=call.secretariat, known_on=DAY)


def test_the_choice_accepts_one_and_declines_the_others_with_the_reason(call):
    call.all_in_and_closed()
    decision = call.choose(call.poland, confirmation_due_on=date(2009, 6, 30))
    assert states() == {"PL": BidState.ACCEPTED, "LT": BidState.DECLINED}
    step = call.lithuania.steps.last()
    assert (step.state, step.note, step.by, step.known_on) == ("declined", "One hall for all", call.secretariat, DAY)
    assert (decision.bid, decision.meeting.number, decision.reason) == (call.poland, 52, REASON)


def test_the_same_choice_again_is_the_one_that_stands(call):
    call.all_in_and_closed()
    first = call.choose(call.poland)
    assert call.choose(call.poland) == first
    with pytest.raises(Refused, match="52nd meeting has decided already: PL"):
        call.choose(call.lithuania)
    with pytest.raises(Refused, match="chosen already: PL"):
        call.choose(None, MeetingFactory(number=53))
    assert call.poland.steps.filter(state=BidState.ACCEPTED).count() == 1


def test_no_choice_yet_leaves_the_bids_to_the_next_meeting(call):
    call.all_in_and_closed()
    decision = call.choose(None, confirmation_due_on=date(2009, 6, 30))
    assert decision.confirmation_due_on is None
    assert set(states().values()) == {BidState.ASSESSED}
    assert call.choose(call.lithuania, MeetingFactory(number=53)).bid == call.lithuania


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"reason": Text()}, "Give the reason"),
        ({"known_on": date(2999, 1, 1)}, "still to come"),
        ({"confirmation_due_on": date(2008, 11, 19)}, "due before the choice"),
    ],
)
def test_a_choice_that_lacks_something_changes_nothing(call, more, sentence):
    call.all_in_and_closed()
    with pytest.raises(Refused, match=sentence):
        call.choose(call.poland, **more)
    assert set(states().values()) == {BidState.ASSESSED}
    assert not HostDecision.objects.exists()


def test_who_may_not_choose_and_what_may_not_be_chosen(call):
    with pytest.raises(Refused, match="still being assessed"):
        call.choose(call.poland)
    call.all_in_and_closed()
    with pytest.raises(Refused, match="the secretariat enters it"):
        call.choose(call.poland, by=someone(Seat.COORDINATOR, call.poland.country))
    with pytest.raises(Refused, match="not before the Directors General"):
        call.choose(BidFactory(edition=EditionFactory(number=7), country=call.poland.country, state=BidState.BID))
    # Refused within the steps: nothing of the choice is kept.
    with pytest.raises(Refused, match="lies before the step"):
        call.choose(call.poland, known_on=date(2008, 11, 19))
    assert not HostDecision.objects.exists()
    assert Bid.objects.filter(state=BidState.ASSESSED).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_choose_at_once_one_decides():
    call = Call()
    call.all_in_and_closed()
    both = Barrier(2)

    def choose(bid):
        both.wait(timeout=20)
        try:
            return call.choose(bid).bid
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        chosen = list(pool.map(choose, (call.poland, call.lithuania)))
    assert chosen.count(None) == 1
    assert HostDecision.objects.get().bid in chosen
    assert sorted(states().values()) == ["accepted", "declined"]


# --- What the database itself refuses ------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda call: BidCriterionFactory(call=call.call, place=1),
        lambda call: BidCriterionFactory(call=call.call, weight=101),
        lambda call: BidCriterionFactory(call=call.call, weight=0),
        lambda call: AssessorFactory(call=call.call, person=call.of_eipa.person),
        lambda call: ScoreSheetFactory(assessor=call.of_eipa, bid=call.poland, scores={call.hall: 6}),
        lambda call: ScoreSheetFactory(assessor=call.of_eipa, bid=call.poland, scores={call.hall: 0}),
        lambda call: ScoreSheetFactory(assessor=call.of_eipa, bid=call.poland, handed_in_by=None),
        lambda call: ScoreSheetFactory(assessor=call.of_eipa, bid=call.poland, known_on=None),
        lambda call: [ScoreSheetFactory(assessor=call.of_eipa, bid=call.poland) for _n in range(2)],
        lambda call: [conflict(call) for _n in range(2)],
        lambda call: [decision(call) for _n in range(2)],
        lambda call: decision(call, bid=None, confirmation_due_on=DAY),
        lambda call: decision(call, confirmation_due_on=date(2008, 11, 19)),
    ],
)
def test_the_database_refuses(call, make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(call)


def conflict(call):
    return ConflictOfInterest.objects.create(assessor=call.of_eipa, bid=call.poland, reason="kin", known_on=DAY)


def decision(call, **more):
    told = {"bid": call.poland, "reason": REASON, "by": call.secretariat, "known_on": DAY, **more}
    return HostDecision.objects.create(edition=call.edition, meeting=call.meeting, **told)
