"""What a row of cases, of calls for them, of reviewers and critical friends shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.columns.edition import edition_column
from conferences.models import (
    CASE_OUTSIDE,
    Case,
    CaseCall,
    CaseCallTerms,
    CaseComment,
    CaseCriterion,
    CaseMilestone,
    CaseRelease,
    CaseReviewer,
    CaseState,
    CaseStep,
    CaseSubTheme,
)
from core.columns import Column, Kind, column, columns, record_columns, tag_column
from core.written import day as day_in_words
from network.columns import country_column

CASE_TAGS = {
    CaseState.DRAFT: "under-way",
    CaseState.NOMINATED: "under-way",
    CaseState.REPLACED: "off",
    CaseState.WITHDRAWN: "off",
    CaseState.REVIEW: "under-way",
    CaseState.SELECTED: "ok",
    CaseState.RESERVE: "look",
    CaseState.NOT_SELECTED: "off",
    CaseState.PRESENTED: "ok",
}


def state_on(case: Case, day: date) -> str | None:
    """How the case stood on that day, as the secretariat knows it; None if it was not known."""
    step = case.step_on(day)
    return step.state if step else None


def told_state_on(case: Case, day: date) -> str | None:
    """The same as everyone else is told."""
    step = case.told_step_on(day)
    return step.state if step else None


def languages(case: Case, _day: date) -> str:
    names = dict(settings.LANGUAGES)
    return ", ".join(gettext(str(names.get(code, code))) for code in case.languages)


WHAT = (
    Column(
        "title",
        _("Case"),
        lambda case, _day: case.title,
        Kind.WORDS,
        second=lambda case, _day: case.organisation,
        sort=("title__{language}",),
        in_page=False,
    ),
    Column(
        "edition",
        _("Edition"),
        lambda case, _day: case.call.edition,
        Kind.RECORD,
        sort=("call__edition__code",),
        code=lambda edition: edition.code,
    ),
    country_column(Case),
)
MORE = (
    column(Case, "summary", in_list=False),
    column(Case, "organisation", in_list=False),
    column(Case, "sub_theme"),
    column(Case, "level"),
    column(Case, "presenter", in_list=False),
    Column("languages", _("Languages"), languages, in_list=False),
)
TOLD = (
    *WHAT,
    tag_column(Case, "state", CASE_TAGS, value=told_state_on, words=dict(CASE_OUTSIDE), sort=()),
    *MORE,
    *record_columns(Case),
)
"""As everyone reads a case; whom to contact is not among it."""
INSIDE = (
    *WHAT,
    tag_column(Case, "state", CASE_TAGS, value=state_on, sort=()),
    *MORE,
    *columns(Case, ("contact_role", "contact_mail"), in_list=False, in_page=False),  # the page has a card for it
    *record_columns(Case),
)
"""As the secretariat reads it."""


def place_taken(step: CaseStep, _day: date) -> str:
    """By which case it was replaced, or in whose place it stands."""
    if step.other is None:
        return ""
    words = _("by %(case)s") if step.state == CaseState.REPLACED else _("in place of %(case)s")
    return str(words) % {"case": step.other}


def told_as(step: CaseStep, _day: date) -> str:
    return gettext("Told: %(words)s") % {"words": step.outside} if step.outside else ""


def step_columns(words: dict[Any, Any], *reason: Column) -> tuple[Column, ...]:
    return (
        column(CaseStep, "state", kind=Kind.TAG, tags=CASE_TAGS, words=words, second=place_taken),
        column(CaseStep, "known_on"),
        *reason,
    )


STEP = step_columns(
    dict(CaseState.choices),
    column(CaseStep, "note", label=_("Reason"), second=told_as, value=lambda step, _day: step.note or "–"),
    column(CaseStep, "by", value=lambda step, _day: str(step.by) if step.by else None, kind=Kind.TEXT),
)
TOLD_STEP = step_columns(
    dict(CASE_OUTSIDE), column(CaseStep, "note", label=_("Reason"), value=lambda step, _day: step.reason_told or "–")
)


def termed(what: Callable[[CaseCallTerms], Any]) -> Callable[[CaseCall, date], Any]:
    """What the terms of a call say, as known on the day; None without terms."""

    def value(call: CaseCall, day: date) -> Any:
        terms = call.terms_on(day)
        return what(terms) if terms else None

    return value


MOMENTS = {"opens_at": "opens_in_words", "closes_at": "closes_in_words"}


def moment_columns(terms_of: Callable[..., Any]) -> tuple[Column, ...]:
    """Opening and closing in words, in the call's own zone; as moments in files."""
    shown = tuple(
        column(CaseCallTerms, name, key=name.replace("_at", ""), kind=Kind.TEXT, sort=(), value=terms_of(words))
        for name, words in MOMENTS.items()
    )
    exact = tuple(
        column(CaseCallTerms, name, sort=(), in_list=False, in_page=False, value=terms_of(name)) for name in MOMENTS
    )
    return (*shown, *exact)


CALL = (
    edition_column(CaseCall),
    *moment_columns(lambda name: termed(lambda terms: getattr(terms, name))),
    column(CaseCallTerms, "quota", value=termed(lambda terms: terms.quota), sort=()),
    column(CaseCallTerms, "free_entries", value=termed(lambda terms: terms.free_entries), sort=(), in_list=False),
    column(CaseCallTerms, "comments_due_on", value=termed(lambda terms: terms.comments_due_on), sort=(), in_list=False),
    column(CaseCallTerms, "reviews_due_on", value=termed(lambda terms: terms.reviews_due_on), sort=(), in_list=False),
    column(CaseCall, "words", in_list=False),
    *record_columns(CaseCall),
)
TERMS = (
    column(CaseCallTerms, "known_on"),
    *moment_columns(lambda name: lambda terms, _day: getattr(terms, name)),
    column(CaseCallTerms, "quota"),
    column(CaseCallTerms, "source"),
)
MILESTONE = (column(CaseMilestone, "due_on"), column(CaseMilestone, "what"), *record_columns(CaseMilestone))
SUB_THEME = (column(CaseSubTheme, "name"), column(CaseSubTheme, "place"))
CRITERION = (
    column(CaseCriterion, "name", second=lambda criterion, _day: criterion.about),
    column(CaseCriterion, "weight"),
)
RELEASE = (column(CaseRelease, "known_on"), *columns(CaseRelease, ("source", "note")))


def how_far(reviewer: CaseReviewer, day: date) -> str:
    """awaited, handed in or stood back, on that day."""
    if hasattr(reviewer, "conflict") and reviewer.conflict.known_on <= day:
        return "back"
    return "in" if hasattr(reviewer, "review") and reviewer.review.known_on <= day else "awaited"


def since(reviewer: CaseReviewer, day: date) -> str:
    """Since when, and why one stood back."""
    match how_far(reviewer, day):
        case "back":
            return f"{day_in_words(reviewer.conflict.known_on)} {reviewer.conflict.note}"
        case "in":
            return day_in_words(reviewer.review.known_on)
    return ""


REVIEWER = (
    column(CaseReviewer, "person", kind=Kind.TEXT, value=lambda reviewer, _day: str(reviewer.person), sort=()),
    Column(
        "review",
        _("Review"),
        how_far,
        Kind.TAG,
        second=since,
        words={"back": _("Conflict of interest"), "in": _("Handed in"), "awaited": _("Awaited")},
        tags={"back": "off", "in": "ok", "awaited": "under-way"},
    ),
    column(CaseReviewer, "known_on", label=_("Named on")),
)
COMMENT = (
    column(CaseComment, "words"),
    Column("friend", _("Critical friend"), lambda comment, _day: str(comment.friend.country)),
    column(CaseComment, "known_on"),
)
