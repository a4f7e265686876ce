"""Self-assessments: the criteria, the arithmetic, who sees which score when, the steps, saving two at once."""

from datetime import date
from fractions import Fraction

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from caf.actions.self_assessment import (
    end_member,
    hand_in,
    invite_again,
    invite_member,
    open_self_assessment,
    take_back,
)
from caf.actions.self_assessment_score import Clash, keep_consensus, keep_score, seen_of
from caf.criteria import load
from caf.models import (
    ConsensusScore,
    Criterion,
    CriterionName,
    ImprovementAction,
    MemberRole,
    Score,
    SelfAssessment,
    SelfAssessmentMember,
    Use,
)
from caf.reading.self_assessment_arithmetic import mean_line, spread
from caf.reading.self_assessment_model import caf_model
from caf.reading.self_assessment_result import standing
from caf.reading.self_assessment_statistics import shown_of, statistics
from caf.work import waiting
from core.phrases.base import NO_BREAK_SPACE
from core.values import Period
from core.work import items
from core.workflow import Refused
from network.actions import accept_invitation
from network.models import Invitation, Mail
from network.seats import Seat
from tests.caf.factories import OrganisationFactory, UseFactory
from tests.caf.self_assessment_factories import APPROVED_ON, OPENED_ON, Group
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db


# --- The criteria ---------------------------------------------------------------------------------------


@pytest.mark.once
def test_each_version_has_9_criteria_and_28_sub_criteria_and_loading_again_writes_nothing():
    load()
    assert load() == (0, 0)
    for version in ("2006", "2013", "2020"):
        model = caf_model(version, date(2026, 1, 1))
        assert (len(model), sum(len(row.subs) for row in model)) == (9, 28)
        assert [row.side for row in model] == ["enablers"] * 5 + ["results"] * 4
    names = {
        v: next(row.named.name for row in caf_model(v, date(2026, 1, 1)) if row.number == 8) for v in ("2006", "2013")
    }
    assert names == {"2006": "Society results", "2013": "Social responsibility results"}


@pytest.mark.once
def test_a_corrected_name_counts_from_its_day_on_and_is_left_by_the_next_load():
    load()
    criterion = Criterion.objects.get(version="2006", number=1)
    CriterionName.objects.create(
        criterion=criterion, language="en", name="Leading", known_on=date(2010, 5, 1), by=someone(Seat.EIPA)
    )
    load()
    assert caf_model("2006", date(2010, 4, 30))[0].named.name == "Leadership"
    now = caf_model("2006", date(2010, 5, 1))[0].named
    assert (now.name, now.is_sure) == ("Leading", True)
    assert not caf_model("2006", date(2010, 4, 30))[0].named.is_sure


# --- The arithmetic -------------------------------------------------------------------------------------


@pytest.mark.once
def test_every_number_explains_itself():
    line = mean_line([40, 55, 60])
    assert (line.value, line.said.replace(NO_BREAK_SPACE, " ")) == (Fraction(155, 3), "(40 + 55 + 60) / 3 = 51.7")
    assert mean_line([Fraction(205, 4), 50]).said.startswith("(51.25 + 50) / 2")
    assert mean_line([40, None]).value is None
    assert (mean_line([40]).words, mean_line([40]).said) == ("40", "40")
    assert spread([Fraction(20), None, Fraction(50)]).is_far
    assert not spread([Fraction(20), Fraction(49)]).is_far


@pytest.mark.once
def test_the_fine_tuned_panel_is_the_mean_of_four_phases_and_of_trends_and_targets():
    group = Group(1, panel="fine-tuned")
    group.score_all(40)
    group.agree_all(40)
    sheet = group.assessment.consensus.get(sub_criterion__criterion__number=1, sub_criterion__number=1)
    sheet.second, sheet.third, sheet.fourth = 60, 30, 20
    sheet.save()
    result = group.assessment.consensus.get(sub_criterion__criterion__number=9, sub_criterion__number=1)
    result.second = 70
    result.save()
    found = standing(group.assessment, group.contact, date(2010, 1, 1))
    assert found.subs[0].line.said.replace(NO_BREAK_SPACE, " ") == "(40 + 60 + 30 + 20) / 4 = 37.5"
    assert found.subs[26].line.value == 55
    assert found.criteria[0].line.value == Fraction(315, 8)
    assert found.criteria[8].line.value == Fraction(95, 2)
    assert found.total.value == (Fraction(315, 8) + 7 * 40 + Fraction(95, 2)) / 9


# --- Who sees what, when --------------------------------------------------------------------------------


def seen(user):
    """How many (self-assessments, assessors' scores, consensus sheets, actions) a person is given."""
    return tuple(
        model.objects.visible_to(user).count() for model in (SelfAssessment, Score, ConsensusScore, ImprovementAction)
    )


def test_scores_are_the_groups_alone_until_the_release():
    group = Group(2)
    stranger, eipa, own = (
        someone(Seat.ASSESSOR),
        someone(Seat.EIPA),
        someone(Seat.COORDINATOR, group.organisation.country),
    )
    other = someone(Seat.COORDINATOR, CountryFactory(iso2="PL"))
    outside = {
        "visitor": AnonymousUser(),
        "stranger": stranger,
        "other": other,
        "secretariat": someone(Seat.SECRETARIAT),
    }
    group.step("score")
    for place in group.places:
        place.scores.create(sub_criterion=group.subs[0], first=40)
    first, second = group.assessors
    assert seen(first) == seen(second) == (1, 1, 0, 0)
    assert Score.objects.visible_to(first).get().member == group.places[0]
    assert seen(group.contact) == (1, 0, 0, 0)
    assert seen(eipa) == seen(own) == (1, 0, 0, 0)

    Score.objects.all().delete()
    SelfAssessment.objects.update(state="preparing")
    group.assessment.refresh_from_db()
    group.score_all(40, 50)
    assert seen(first) == (1, 28, 0, 0)
    group.agree_all(45)
    group.assessment.improvements.create(
        title="A", effect=1, feasibility=1, owner="Head", due_on=APPROVED_ON, measure="Done", known_on=APPROVED_ON
    )
    assert seen(first) == seen(group.contact) == (1, 56, 28, 1)
    group.step("approve", on=APPROVED_ON)
    assert seen(eipa) == seen(own) == (1, 0, 0, 0)
    group.step("release", on=APPROVED_ON)
    assert seen(eipa) == seen(own) == (1, 0, 28, 0)
    group.step("withdraw", on=APPROVED_ON, note="Asked for by the board")
    assert seen(eipa) == seen(own) == (1, 0, 0, 0)
    assert {name: seen(user) for name, user in outside.items()} == dict.fromkeys(outside, (0, 0, 0, 0))


def test_who_leaves_the_group_sees_nothing_any_more_and_what_was_handed_in_counts():
    group = Group(2)
    group.score_all(40, 50)
    end_member(group.places[0], by=group.contact)
    assert seen(group.assessors[0]) == (0, 0, 0, 0)
    group.agree_all(45)
    assert standing(group.assessment, group.contact, APPROVED_ON).subs[0].spread.number == 2


def test_only_a_contact_opens_one_and_only_those_who_lead_invite():
    group = Group(1)
    with pytest.raises(PermissionDenied):
        open_self_assessment(
            SelfAssessment(
                organisation=OrganisationFactory(), title="A", version="2006", panel="classical", known_on=OPENED_ON
            ),
            by=group.contact,
        )
    more = {"name": "New", "language": "en", "site": "https://portal.example"}
    for by, role in ((group.assessors[0], MemberRole.ASSESSOR), (someone(Seat.EIPA), MemberRole.ASSESSOR)):
        with pytest.raises(PermissionDenied):
            invite_member(group.assessment, email="a@office.example", role=role, by=by, **more)
    leader = someone(Seat.ASSESSOR)
    group.join(leader, MemberRole.GROUP)
    with pytest.raises(PermissionDenied):
        invite_member(group.assessment, email="a@office.example", role=MemberRole.ORGANISATION, by=leader, **more)
    with pytest.raises(PermissionDenied):
        end_member(group.assessment.members.get(role=MemberRole.ORGANISATION), by=leader)
    with pytest.raises(Refused, match="last organisation administrator"):
        end_member(group.assessment.members.get(role=MemberRole.ORGANISATION), by=group.contact)


def test_an_invited_assessor_comes_in_by_the_link_and_one_with_an_account_at_once():
    group = Group(0)
    more = {"name": "New", "role": MemberRole.ASSESSOR, "by": group.contact, "site": "https://portal.example"}
    place = invite_member(group.assessment, email="New@Office.example", **more)
    with pytest.raises(Refused, match="already"):
        invite_member(group.assessment, email="new@office.example", **more)
    invitation = Invitation.objects.get()
    assert invitation.token in Mail.objects.get().body
    assert (invitation.seat, invitation.email) == (Seat.ASSESSOR, "new@office.example")
    person = accept_invitation(token=invitation.token, password="a long passphrase", name="New")
    assert SelfAssessmentMember.objects.of(person).get() == place
    with pytest.raises(Refused, match="signing in"):
        invite_again(SelfAssessmentMember.objects.get(pk=place.pk), by=group.contact)
    known = someone(Seat.COORDINATOR, CountryFactory(iso2="PL"))
    assert invite_member(group.assessment, email=known.email, **more).person == known
    assert SelfAssessment.objects.joined_by(known).exists()
    assert Invitation.objects.count() == 1


# --- The steps ------------------------------------------------------------------------------------------


def test_the_consensus_opens_when_all_are_in_and_the_approval_dates_the_use():
    group = Group(2)
    group.step("score")
    with pytest.raises(Refused, match=r"1\.1, 1\.2"):
        hand_in(group.places[0], by=group.assessors[0])
    with pytest.raises(Refused, match="have not handed in"):
        group.step("agree")
    SelfAssessment.objects.update(state="preparing")
    group.score_all(40, 50)
    take_back(group.places[1])
    with pytest.raises(Refused, match=f"Assessor {group.assessors[1].pk} has not handed in"):
        group.step("agree")
    hand_in(group.places[1], by=group.assessors[1])
    with pytest.raises(Refused, match="not open to your seat"):
        group.step("agree", by=group.assessors[0])
    group.agree_all(45)
    ConsensusScore.objects.filter(sub_criterion=group.subs[4]).update(agreed_at=None, agreed_by=None)
    with pytest.raises(Refused, match=r"consensus yet on 2\.1"):
        group.step("approve", on=APPROVED_ON)
    ConsensusScore.objects.update(agreed_at=timezone.now(), agreed_by=group.contact)
    leader = someone(Seat.ASSESSOR)
    group.join(leader, MemberRole.GROUP)
    with pytest.raises(Refused, match="not open to your seat"):
        group.step("approve", by=leader, on=APPROVED_ON)
    begun = UseFactory(organisation=group.organisation, version="2006", starts_on=date(2009, 1, 1))
    Use.objects.update(reported_precision="year")  # of a report that was taken back
    group.step("approve", on=APPROVED_ON)
    begun.refresh_from_db()
    assert begun.reported == Period(APPROVED_ON, APPROVED_ON)
    assert (begun.reported_on, begun.panel) == (APPROVED_ON, "classical")
    assert group.organisation.uses.count() == 1
    group.step("reopen", on=APPROVED_ON, note="A figure was wrong")
    begun.refresh_from_db()
    assert begun.reported_on is None
    group.step("approve", on=date(2010, 2, 1))
    assert group.organisation.uses.get().reported_on == date(2010, 2, 1)


def test_an_approval_without_a_use_on_record_enters_one():
    group = Group(1)
    UseFactory(organisation=group.organisation, version="2006", reported_on=date(2008, 1, 1))
    group.score_all(40)
    group.agree_all(40)
    group.step("approve", on=APPROVED_ON)
    use = group.organisation.uses.get(reported_on=APPROVED_ON)
    assert (use.starts_on, use.version, group.assessment.use) == (OPENED_ON, "2006", use)


def test_what_waits_is_said_to_whom_it_waits_for():
    group = Group(1)
    assert [item.title for item in items(waiting(group.contact, OPENED_ON))] == ["Prepare a self-assessment"]
    group.step("score")
    assert [item.title for item in items(waiting(group.assessors[0], OPENED_ON))] == ["Score a self-assessment"]


# --- Saving ---------------------------------------------------------------------------------------------


def test_two_who_write_at_once_lose_nothing():
    group = Group(1)
    group.score_all(40)
    group.step("agree")
    group.join(group.assessors[0], MemberRole.GROUP)
    sub = group.subs[0]
    empty = {"first": None, "strengths": "", "areas": "", "ideas": "", "evidence": ""}

    def keep(by, seen, agreed=None, **typed):
        more = {"agreed": agreed, "rows": 1, "by": by, "sub_pk": sub.pk}
        return keep_consensus(assessment=group.assessment, typed=empty | typed, seen=seen, **more)

    begin = seen_of(group.assessment.consensus.get(sub_criterion=sub))
    keep(group.contact, begin, strengths="The mission is known.", first=40)
    second = seen_of(group.assessment.consensus.get(sub_criterion=sub))
    saved = keep(group.assessors[0], begin, areas="New staff do not know it.")
    assert set(saved.joined) == {"first", "strengths"}
    row = group.assessment.consensus.get(sub_criterion=sub)
    assert (row.first, row.strengths, row.areas) == (40, "The mission is known.", "New staff do not know it.")

    third = seen_of(row)
    keep(group.contact, third, first=40, strengths="The mission is well known.", areas=row.areas)
    more = {"first": 40, "areas": row.areas, "strengths": "The mission is known. So is the vision."}
    saved = keep(group.assessors[0], third, **more)
    both = "The mission is well known. So is the vision."
    assert saved.row.strengths == both
    keep(group.contact, seen_of(saved.row), first=50, strengths=both, areas=row.areas)
    with pytest.raises(Clash) as clash:
        keep(group.assessors[0], second, first=70, strengths="The mission is written down.")
    assert clash.value.fields.keys() == {"strengths", "first"}
    assert clash.value.fields["first"] == (50, 70)
    now = group.assessment.consensus.get(sub_criterion=sub)
    assert (now.first, now.strengths) == (50, both)


def test_a_consensus_has_a_value_and_stays_agreed_while_words_are_added():
    group = Group(1)
    group.score_all(40)
    group.step("agree")
    sheet = group.assessment.consensus.get(sub_criterion=group.subs[0])
    more = {"assessment": group.assessment, "sub_pk": group.subs[0].pk, "rows": 1, "by": group.contact}
    with pytest.raises(Refused, match="Give a value first"):
        keep_consensus(typed={"first": None}, seen=seen_of(sheet), agreed=True, **more)
    keep_consensus(typed={"first": 40}, seen=seen_of(sheet), agreed=True, **more)
    sheet.refresh_from_db()
    keep_consensus(typed={"first": 40, "ideas": "A prize"}, seen=seen_of(sheet), agreed=None, **more)
    sheet.refresh_from_db()
    assert (sheet.agreed_by, sheet.ideas) == (group.contact, "A prize")
    with pytest.raises(Refused, match="Give a value first"):
        keep_consensus(typed={"first": None}, seen=seen_of(sheet), agreed=None, **more)
    with pytest.raises(PermissionDenied):
        keep_consensus(typed={"first": 41}, seen=seen_of(sheet), agreed=None, **more | {"by": group.assessors[0]})


def test_a_sheet_is_its_assessors_alone_and_closed_once_handed_in():
    group = Group(2)
    group.step("score")
    first, second = group.places
    more = {"sub_pk": group.subs[0].pk, "seen": ""}
    keep_score(member=first, typed={"first": 55}, by=group.assessors[0], **more)
    for by in (group.assessors[1], group.contact):
        with pytest.raises(PermissionDenied):
            keep_score(member=first, typed={"first": 5}, by=by, **more)
    SelfAssessmentMember.objects.filter(pk=second.pk).update(
        handed_in_at=timezone.now(), handed_in_by=group.assessors[1]
    )
    with pytest.raises(Refused, match="Take them back"):
        keep_score(member=second, typed={"first": 5}, by=group.assessors[1], **more)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.update(first=101)


# --- Statistics -----------------------------------------------------------------------------------------


def released(number, value, *, day=APPROVED_ON):
    """Self-assessments of as many organisations, released one after the other."""
    group = Group(0)
    for place in range(number):
        assessment = SelfAssessment.objects.create(
            organisation=OrganisationFactory(country=group.organisation.country), title="A", version="2006",
            panel="classical", known_on=OPENED_ON, state="released",
        )  # fmt: skip
        assessment.steps.create(state="released", known_on=day)
        ConsensusScore.objects.bulk_create(
            ConsensusScore(assessment=assessment, sub_criterion=sub, first=value + place) for sub in group.subs
        )
    return SelfAssessment.objects.filter(state="released").order_by("pk")


def test_statistics_show_nothing_of_fewer_than_five_and_take_others_up_in_fives():
    rows = released(4, 40)
    assert [(shown.number, shown.means) for shown in statistics(APPROVED_ON)] == [(0, ())]
    released(1, 44)
    (group,) = statistics(APPROVED_ON)
    assert (group.number, [row.words for row in group.means]) == (5, ["42"] * 9)
    released(4, 90)
    assert statistics(APPROVED_ON) == [group]
    released(1, 90)
    assert statistics(APPROVED_ON)[0].number == 10
    rows.filter(pk=rows.first().pk).update(state="withdrawn")
    assert statistics(APPROVED_ON)[0].number == 5


@pytest.mark.once
def test_an_organisation_counts_once_with_what_it_released_last():
    rows = released(5, 40)
    first = rows.first()
    again = SelfAssessment.objects.create(
        organisation=first.organisation,
        title="B",
        version="2006",
        panel="classical",
        known_on=OPENED_ON,
        state="released",
    )
    again.steps.create(state="released", known_on=date(2010, 6, 1))
    shown = shown_of(SelfAssessment.objects.filter(state="released").for_list().order_by("released_on", "pk"))
    assert [row.pk for row in shown][-1] == again.pk
    assert first.pk not in [row.pk for row in shown]
