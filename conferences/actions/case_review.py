"""Naming reviewers, handing in a review, standing back from one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conferences.models import Case, CaseConflict, CaseReview, CaseReviewer, CaseState
from conferences.models.case_review import HIGHEST, LOWEST
from conferences.permissions import can_name_reviewers, can_select_cases, may_review, may_stand_back
from core.workflow import Refused

BEING_REVIEWED = (CaseState.NOMINATED, CaseState.REVIEW)


@transaction.atomic
def name_reviewer(reviewer: CaseReviewer, *, by: Any) -> CaseReviewer:
    """Name a person for a case. Raises Refused for one of the case's own country, or when the review is over."""
    case = Case.objects.select_for_update().get(pk=reviewer.case_id)
    if not can_select_cases(by):
        raise Refused(_("Reviewers are named by the secretariat."))
    if case.state not in BEING_REVIEWED:
        raise Refused(_("Reviewers are named for a case that is nominated or under review."))
    if reviewer.person.roles.filter(country=case.country_id).exists():
        raise Refused(
            _("%(person)s has a role for %(country)s: nobody reviews a case of the own country.")
            % {"person": reviewer.person, "country": case.country}
        )
    there = case.reviewers.filter(person=reviewer.person).first()
    if there is not None:
        return there
    reviewer.save()
    return reviewer


@transaction.atomic
def take_off_reviewer(reviewer: CaseReviewer, *, by: Any) -> None:
    """Name somebody no longer; the history keeps that they were. Raises Refused once a review is in, or a conflict."""
    case = Case.objects.select_for_update().get(pk=reviewer.case_id)
    if not can_name_reviewers(by, case):
        raise Refused(_("Reviewers are named by the secretariat, until the case is decided on."))
    if not case.reviewers.filter(pk=reviewer.pk).awaited().exists():
        raise Refused(_("This reviewer has handed in a review or declared a conflict: the entry stays as it is."))
    reviewer.delete()


@transaction.atomic
def hand_in_review(
    case: Case, *, by: Any, scores: Mapping[int, tuple[int, str]], known_on: date, remark: str = ""
) -> CaseReview:
    """Enter a review, once and as a whole; sent twice, the first stands.

    scores: by the criterion's key, the score from 1 to 5 and a remark. Raises Refused with the reason.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    reviewer = locked.reviewers.filter(person=by).first()
    if reviewer is not None and (there := CaseReview.objects.filter(reviewer=reviewer).first()):
        return there
    if reviewer is None or not may_review(by, locked):
        raise Refused(_("This case is not yours to review now."))
    criteria = list(locked.call.criteria.all())
    if {criterion.pk for criterion in criteria} != scores.keys():
        raise Refused(_("Give a score for each criterion."))
    if not all(LOWEST <= value <= HIGHEST for value, _remark in scores.values()):
        raise Refused(_("A score lies between 1 and 5."))
    review = CaseReview.objects.create(reviewer=reviewer, remark=remark, known_on=known_on)
    for criterion in criteria:
        value, words = scores[criterion.pk]
        review.scores.create(criterion=criterion, value=value, remark=words)
    return review


@transaction.atomic
def stand_back(case: Case, *, by: Any, known_on: date, note: str) -> CaseConflict:
    """Declare a conflict of interest: a review handed in before stays, and does not count. Raises Refused."""
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not may_stand_back(by, locked):
        raise Refused(_("This case is not yours to review."))
    if not note.strip():
        raise Refused(_("Say what the conflict is."))
    reviewer = locked.reviewers.get(person=by)
    return CaseConflict.objects.create(reviewer=reviewer, known_on=known_on, note=note)
