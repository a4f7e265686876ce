"""Critical friends: pairs proposed, changed and fixed, each time as new rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conferences.models import Case, CaseCall, CaseComment, CaseFriend, FriendStage
from conferences.models.case import TAKING_PART
from conferences.permissions import can_select_cases, is_critical_friend
from conferences.reading.pairing import Pairing, paired
from core.workflow import Refused
from network.seats import Right


def locked(call: CaseCall, by: Any, known_on: date) -> dict[int, CaseFriend]:
    """The rows of the call that count today, by case, with the call locked. Raises Refused: also where what is to be
    entered would lie before them."""
    if not can_select_cases(by):
        raise Refused(_("The pairs are made by the secretariat."))
    CaseCall.objects.select_for_update().get(pk=call.pk)
    rows = CaseFriend.objects.filter(case__call=call).standing().select_related("case", "friend")
    if any(row.known_on > known_on for row in rows):
        raise Refused(_("The pairs were last changed later than that day."))
    return {row.case_id: row for row in rows}


def refuse_if_fixed(rows: Mapping[int, CaseFriend]) -> None:
    if any(row.stage == FriendStage.FIXED for row in rows.values()):
        raise Refused(_("The pairs are fixed."))


def enter(friends: Mapping[int, int], stage: str, known_on: date, source: str) -> None:
    for case, friend in friends.items():
        CaseFriend.objects.create(case_id=case, friend_id=friend, stage=stage, known_on=known_on, source=source)


@transaction.atomic
def propose_pairs(call: CaseCall, *, by: Any, known_on: date, source: str = "") -> Pairing:
    """Propose pairs of all cases that take part, by `conferences.reading.pairing`. Raises Refused once fixed."""
    rows = locked(call, by, known_on)
    refuse_if_fixed(rows)
    cases = call.cases.filter(state__in=TAKING_PART).values_list("pk", "country__iso2").order_by("pk")
    pairing = paired(list(cases))
    if not pairing.friends:
        raise Refused(_("Pairs need cases of two countries at least."))
    known = {case: row.friend_id for case, row in rows.items()}
    enter({one: other for one, other in pairing.friends.items() if known.get(one) != other},
          FriendStage.PROPOSED, known_on, source)  # fmt: skip
    return pairing


@transaction.atomic
def exchange_places(call: CaseCall, one: Case, other: Case, *, by: Any, known_on: date, source: str = "") -> None:
    """Two cases change places in the proposed pairs. Raises Refused where a country would meet itself."""
    rows = locked(call, by, known_on)
    refuse_if_fixed(rows)
    if not {one.pk, other.pk} <= rows.keys():
        raise Refused(_("Both cases must stand in the proposed pairs."))
    places = {one.pk: other.pk, other.pk: one.pk}
    before = {case: row.friend_id for case, row in rows.items()}
    after = {places.get(case, case): places.get(friend, friend) for case, friend in before.items()}
    countries = dict(call.cases.values_list("pk", "country_id"))
    if any(countries[case] == countries[friend] for case, friend in after.items()):
        raise Refused(_("Then two cases of one country would be paired."))
    changed = {case: friend for case, friend in after.items() if before[case] != friend}
    enter(changed, FriendStage.PROPOSED, known_on, source)


@transaction.atomic
def fix_pairs(call: CaseCall, *, by: Any, known_on: date, source: str = "") -> None:
    """The pairs stand: from now on each critical friend reads the other's case. Done twice, it is done once."""
    rows = locked(call, by, known_on)
    if not rows:
        raise Refused(_("No pairs are proposed yet."))
    open_rows = {case: row.friend_id for case, row in rows.items() if row.stage == FriendStage.PROPOSED}
    enter(open_rows, FriendStage.FIXED, known_on, source)


@transaction.atomic
def comment(new: CaseComment, *, by: Any) -> CaseComment:
    """Enter the comment of a critical friend; the same words sent twice are entered once. Raises Refused."""
    case = Case.objects.select_for_update().get(pk=new.case_id)
    if not is_critical_friend(by, case):
        raise Refused(_("Only the critical friend of this case comments on it."))
    row = case.friend_rows.in_force().get(friend__country_id__in=by.countries_with(Right.EDIT_CASES))
    same = case.comments.filter(friend=row.friend, words=new.words).first()
    if same is not None:
        return same
    new.friend, new.by = row.friend, by
    new.save()
    return new
