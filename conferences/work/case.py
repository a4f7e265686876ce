"""What waits for a person among the cases: to nominate, to review, to comment on as critical friend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from conferences.models import Case, CaseCallTerms, CaseComment, CaseFriend, CaseReviewer, CaseState
from conferences.models.case import TAKING_PART
from core.clock import present_moment
from core.values import Period
from core.work import Waiting, WorkItem
from network.seats import Right


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """The own country's drafts while the call is open; reviews that are not in; fixed pairs without a comment."""
    countries = user.countries_with(Right.EDIT_CASES)
    if countries:
        yield Waiting("case", drafts(countries, day), to_nominate)
        yield Waiting("case comment", uncommented(countries), to_comment)
    if user.may(Right.READ_SHARED):
        named = CaseReviewer.objects.awaited().filter(person=user, case__state=CaseState.REVIEW)
        rows = named.select_related("case__call", "case__country").prefetch_related("case__call__terms")
        yield Waiting("case review", rows, to_review)


def drafts(countries: list[int], day: date) -> Any:
    """Drafts of calls that are open, by the terms in force."""
    terms = CaseCallTerms.objects.filter(call=OuterRef("call"), known_on__lte=day).order_by("-known_on", "-pk")
    now = present_moment()
    return (
        Case.objects.filter(country_id__in=countries, state=CaseState.DRAFT)
        .annotate(opens_at=Subquery(terms.values("opens_at")[:1]), closes_at=Subquery(terms.values("closes_at")[:1]))
        .filter(Q(opens_at__isnull=True) | Q(opens_at__lte=now), closes_at__gte=now)
        .select_related("call__edition", "country")
        .prefetch_related("call__terms", "country__names")
    )


def uncommented(countries: list[int]) -> Any:
    """Cases on which these countries are the critical friend, without a word from them yet."""
    written = CaseComment.objects.filter(case=OuterRef("case"), friend__country_id__in=countries)
    return (
        CaseFriend.objects.in_force()
        .filter(friend__country_id__in=countries, case__state__in=TAKING_PART)
        .exclude(case__state=CaseState.PRESENTED)
        .exclude(Exists(written))
        .select_related("case__call", "case__country")
        .prefetch_related("case__call__terms", "case__country__names")
    )


def on_day(day: date | None) -> Period | None:
    return Period(day, day) if day else None


def to_nominate(case: Case) -> WorkItem:
    terms = case.call.terms_now
    return WorkItem(
        title=_("Complete the case and nominate it"),
        detail=str(case),
        url=case.get_absolute_url(),
        due=on_day(terms.closes_on if terms else None),
    )


def to_review(reviewer: CaseReviewer) -> WorkItem:
    terms = reviewer.case.call.terms_now
    return WorkItem(
        title=_("Review a case"),
        detail=str(reviewer.case),
        url=reviewer.case.get_absolute_url(),
        due=on_day(terms.reviews_due_on if terms else None),
    )


def to_comment(row: CaseFriend) -> WorkItem:
    terms = row.case.call.terms_now
    return WorkItem(
        title=_("Comment on a case as its critical friend"),
        detail=str(row.case),
        url=row.case.get_absolute_url(),
        due=on_day(terms.comments_due_on if terms else None),
    )
