"""Critical friends: pairs by a plain rule, changed, fixed; comments that both countries read."""

from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from conferences.actions.case_friend import comment, exchange_places, fix_pairs, propose_pairs
from conferences.models import Case, CaseComment, CaseFriend
from conferences.reading.pairing import paired
from core.work import items
from core.workflow import Refused
from ipsg_portal.work import waiting_for
from network.seats import Seat
from tests.conferences.factories import CaseCallFactory, CaseFactory, CaseFriendFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
DAY = date(2008, 11, 25)


# --- The rule -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "countries", ["AB", "AABB", "ABC", "AABC", "AABBC", "AABBCCD", "AAABBBCCC", "ABCDE", "AABBCCDDEEFF", "AAABCD"]
)
def test_every_case_comments_once_is_commented_on_once_and_no_country_meets_itself(countries):
    cases = list(enumerate(countries))
    friends = paired(cases).friends
    assert set(friends) == set(friends.values()) == set(dict(cases))
    assert all(countries[case] != countries[friend] for case, friend in friends.items())
    mutual = sum(friends[friend] == case for case, friend in friends.items())
    assert mutual == len(cases) - 3 * (len(cases) % 2)
    assert paired(list(reversed(cases))) == paired(cases)


@pytest.mark.parametrize(("countries", "left_over"), [("AAAB", 2), ("AAB", 1), ("AA", 2), ("A", 1), ("", 0)])
def test_what_a_country_has_beyond_half_is_left_over(countries, left_over):
    pairing = paired(list(enumerate(countries)))
    assert len(pairing.left_over) == left_over
    assert len(pairing.friends) == len(countries) - left_over


# --- Proposed, changed, fixed -------------------------------------------------------------------------


@pytest.fixture
def call():
    made = CaseCallFactory()
    for iso2 in ("PL", "DK", "FR", "IT"):
        CaseFactory(call=made, country=CountryFactory(iso2=iso2), state="nominated")
    CaseFactory(call=made, country=CountryFactory(iso2="CZ"))  # a draft takes no part
    return made


def standing():
    """By country, whose friend it is now."""
    rows = CaseFriend.objects.standing().values_list("case__country__iso2", "friend__country__iso2")
    return dict(rows)


def case_of(iso2):
    return Case.objects.get(country__iso2=iso2)


def test_pairs_are_proposed_once_and_changed_as_new_rows(call, secretariat):
    for _time in range(2):
        propose_pairs(call, by=secretariat, known_on=date(2008, 1, 1))
    assert standing() == {"DK": "IT", "IT": "DK", "FR": "PL", "PL": "FR"}
    assert CaseFriend.objects.count() == 4
    exchange_places(call, case_of("IT"), case_of("PL"), by=secretariat, known_on=DAY)
    assert standing() == {"DK": "PL", "PL": "DK", "FR": "IT", "IT": "FR"}
    before = CaseFriend.objects.standing(date(2008, 1, 31)).get(case=case_of("DK"))
    assert before.friend == case_of("IT")


def test_no_change_pairs_a_country_with_itself_or_takes_in_a_stranger(call, secretariat):
    CaseFactory(call=call, country=CountryFactory(iso2="PL"), state="nominated", title={"en": "Second"})
    CaseFactory(call=call, country=CountryFactory(iso2="SI"), state="nominated")
    propose_pairs(call, by=secretariat, known_on=DAY)
    own = Case.objects.filter(country__iso2="PL").order_by("pk")
    partner = CaseFriend.objects.standing().get(case=own[0]).friend
    with pytest.raises(Refused, match="one country"):
        exchange_places(call, own[1], partner, by=secretariat, known_on=DAY)
    with pytest.raises(Refused, match="must stand"):
        exchange_places(call, own[0], case_of("CZ"), by=secretariat, known_on=DAY)


def test_fixed_pairs_stand(call, secretariat):
    with pytest.raises(Refused, match="No pairs"):
        fix_pairs(call, by=secretariat, known_on=DAY)
    propose_pairs(call, by=secretariat, known_on=date(2008, 10, 1))
    with pytest.raises(Refused, match="later than that day"):
        fix_pairs(call, by=secretariat, known_on=date(2008, 9, 1))
    for _time in range(2):
        fix_pairs(call, by=secretariat, known_on=DAY)
    assert Counter(CaseFriend.objects.values_list("stage", flat=True)) == {"proposed": 4, "fixed": 4}
    with pytest.raises(Refused, match="are fixed"):
        exchange_places(call, case_of("IT"), case_of("PL"), by=secretariat, known_on=DAY)
    with pytest.raises(Refused, match="are fixed"):
        propose_pairs(call, by=secretariat, known_on=DAY)


def test_pairs_are_the_secretariats(call):
    with pytest.raises(Refused, match="secretariat"):
        propose_pairs(call, by=someone(Seat.COORDINATOR, CountryFactory(iso2="PL")), known_on=DAY)


# --- Comments -----------------------------------------------------------------------------------------


def test_a_critical_friend_reads_the_case_once_the_pair_is_fixed_and_comments(call, secretariat):
    denmark, italy = (someone(Seat.COORDINATOR, CountryFactory(iso2=iso2)) for iso2 in ("DK", "IT"))
    case = case_of("IT")
    propose_pairs(call, by=secretariat, known_on=DAY)
    assert not Case.objects.visible_to(denmark).filter(pk=case.pk).exists()
    with pytest.raises(Refused, match="Only the critical friend"):
        comment(CaseComment(case=case, words="Well done", known_on=DAY), by=denmark)
    fix_pairs(call, by=secretariat, known_on=DAY)
    assert Case.objects.visible_to(denmark).filter(pk=case.pk).exists()
    assert [item.title for item in items(waiting_for(denmark, DAY))] == ["Comment on a case as its critical friend"]
    for _time in range(2):
        comment(CaseComment(case=case, words="What did it cost?", known_on=DAY), by=denmark)
    written = CaseComment.objects.get()
    assert (written.by, written.friend) == (denmark, case_of("DK"))
    assert items(waiting_for(denmark, DAY)) == []
    poland = someone(Seat.COORDINATOR, CountryFactory(iso2="PL"))
    readers = (denmark, italy, secretariat, poland, someone(Seat.EIPA))
    assert [CaseComment.objects.visible_to(reader).count() for reader in readers] == [1, 1, 1, 0, 0]


def test_the_database_refuses_a_case_as_its_own_friend():
    case = CaseFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFriendFactory(case=case, friend=case)
