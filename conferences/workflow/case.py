"""The steps of a case, as a table: draft - nominated - under review - selected, reserve or not - presented.

The country nominates, replaces and withdraws; the secretariat reviews and selects. Neither quota nor deadline can be
passed by: nominating locks the call, so that two nominations at one time are counted one after the other.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conferences.models import Case, CaseCall, CaseReview, CaseState
from conferences.permissions import can_nominate_case, can_select_cases, is_own_case
from core.clock import present_moment
from core.workflow import Refused, Transition, Workflow

LEAST_REVIEWS = 2
"""So many counted reviews a case needs before it is selected or put on the reserve list."""


def closed(call: CaseCall) -> str:
    """Why the call takes no case now; "" if it does."""
    terms = call.terms_now
    if terms is None:
        return _("Until when cases may be nominated is not known: the secretariat has not said so.")
    return terms.closed_at(present_moment())


def quota_reached(case: Case) -> str:
    """Why its country may nominate no other case; "" if it may."""
    terms = case.call.terms_now
    if terms is None or terms.quota is None:
        return ""
    nominated = Case.objects.filter(call=case.call_id, country=case.country_id, state=CaseState.NOMINATED)
    if nominated.exclude(pk=case.pk).count() < terms.quota:
        return ""
    words = ngettext(
        "The call takes %(quota)s case from each member state, and that one is nominated. Replace it by this one.",
        "The call takes %(quota)s cases from each member state, and so many are nominated. Replace one of them by "
        "this one.",
        terms.quota,
    )
    return words % {"quota": terms.quota}


def incomplete(case: Case) -> list[str]:
    """What a case must say before it is nominated."""
    needed = {
        "summary": _("Sum the case up in a few sentences."),
        "organisation": _("Say which organisation it comes from."),
        "level": _("Say on which level of government it is."),
        "languages": _("Say in which languages it can be presented."),
        "contact_role": _("Say whom to contact."),
        "contact_mail": _("Give the mail address of the contact."),
    }
    sentences = [sentence for name, sentence in needed.items() if not getattr(case, name)]
    if case.sub_theme_id is None and case.call.sub_themes.exists():
        sentences.insert(0, _("Choose a sub-theme."))
    return sentences


def missing_to_nominate(case: Case) -> list[str]:
    shut = closed(case.call)
    return [shut] if shut else [*incomplete(case), *filter(None, [quota_reached(case)])]


def missing_to_replace(case: Case) -> list[str]:
    return list(filter(None, [closed(case.call)]))


def missing_to_review(case: Case) -> list[str]:
    """Until the deadline a country may still replace its case."""
    terms = case.call.terms_now
    if terms is None or not terms.closes_at or present_moment() > terms.closes_at:
        return []
    return [
        _("Until %(moment)s its country may still replace it: the review begins afterwards.")
        % {"moment": terms.closes_in_words}
    ]


def missing_to_choose(case: Case) -> list[str]:
    counted = CaseReview.objects.counted().filter(reviewer__case=case).count()
    if counted >= LEAST_REVIEWS:
        return []
    words = ngettext(
        "%(counted)s review counts so far: a case is chosen after %(least)s at least.",
        "%(counted)s reviews count so far: a case is chosen after %(least)s at least.",
        counted,
    )
    return [words % {"counted": counted, "least": LEAST_REVIEWS}]


def missing_to_present(case: Case) -> list[str]:
    return [] if case.call.is_released else [_("The selection is not released yet.")]


def with_reason(_case: Any, step: Any) -> None:
    """Raises Refused where the step says not why."""
    if not step.note.strip():
        raise Refused(_("Say why, in the note."))


def within_quota(case: Case, step: Any) -> None:
    """Counts again under the call's lock. Raises Refused."""
    with_reason(case, step)
    CaseCall.objects.select_for_update().get(pk=case.call_id)
    if reason := quota_reached(case):
        raise Refused(reason)


CASE = Workflow(
    (
        Transition(
            "nominate",
            gettext_lazy("Nominate the case"),
            sources=(CaseState.DRAFT, CaseState.REPLACED),
            target=CaseState.NOMINATED,
            who=can_nominate_case,
            missing=missing_to_nominate,
            after=within_quota,
        ),
        Transition(
            "review",
            gettext_lazy("Begin the review"),
            sources=(CaseState.NOMINATED,),
            target=CaseState.REVIEW,
            who=can_select_cases,
            missing=missing_to_review,
        ),
        Transition(
            "select",
            gettext_lazy("Select the case"),
            sources=(CaseState.REVIEW, CaseState.RESERVE, CaseState.NOT_SELECTED),
            target=CaseState.SELECTED,
            who=can_select_cases,
            missing=missing_to_choose,
            after=with_reason,
        ),
        Transition(
            "present",
            gettext_lazy("Record that it was presented"),
            sources=(CaseState.SELECTED,),
            target=CaseState.PRESENTED,
            who=can_select_cases,
            missing=missing_to_present,
        ),
        Transition(
            "reserve",
            gettext_lazy("Put it on the reserve list"),
            sources=(CaseState.REVIEW, CaseState.SELECTED, CaseState.NOT_SELECTED),
            target=CaseState.RESERVE,
            who=can_select_cases,
            missing=missing_to_choose,
            after=with_reason,
        ),
        Transition(
            "decline",
            gettext_lazy("Do not select it"),
            sources=(CaseState.REVIEW, CaseState.SELECTED, CaseState.RESERVE),
            target=CaseState.NOT_SELECTED,
            who=can_select_cases,
            after=with_reason,
            gives_up=True,
        ),
        Transition(
            "withdraw",
            gettext_lazy("Withdraw the case"),
            sources=(
                CaseState.DRAFT,
                CaseState.NOMINATED,
                CaseState.REVIEW,
                CaseState.SELECTED,
                CaseState.RESERVE,
                CaseState.NOT_SELECTED,
            ),
            target=CaseState.WITHDRAWN,
            who=is_own_case,
            gives_up=True,
        ),
    )
)
REPLACE = Workflow(
    (
        Transition(
            "replace",
            gettext_lazy("Replace it by another case"),
            sources=(CaseState.NOMINATED,),
            target=CaseState.REPLACED,
            who=can_nominate_case,
            missing=missing_to_replace,
            after=with_reason,
        ),
    )
)
"""Made together with the nomination of the other case, by `actions.case.replace_case` alone."""
