"""What a row of calls, bids and their steps shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from conferences.columns.edition import edition_column
from conferences.models import BID_OUTSIDE, Bid, BidCall, BidCallReport, BidState, BidStep, CallTerms, OutsideState
from conferences.models.bid_content import content_on
from conferences.permissions import sees_inside
from core.columns import Column, Kind, column, period_column, record_columns, tag_column
from core.values import Text
from core.written import written
from network.columns import country_column

BID_TAGS = {
    BidState.INTEREST: "under-way",
    BidState.DRAFT: "under-way",
    BidState.BID: "under-way",
    BidState.CLARIFICATION: "look",
    BidState.CLARIFIED: "under-way",
    BidState.ASSESSED: "under-way",
    BidState.ACCEPTED: "ok",
    BidState.CONFIRMED: "ok",
    BidState.HELD: "ok",
    BidState.SLIPPED: "look",
    BidState.DECLINED: "off",
    BidState.WITHDRAWN: "off",
}
OUTSIDE_TAGS = {
    OutsideState.PREPARED: "under-way",
    OutsideState.CONSIDERED: "under-way",
    OutsideState.CHOSEN: "ok",
    OutsideState.HOST: "ok",
    OutsideState.HELD: "ok",
    OutsideState.POSTPONED: "look",
    OutsideState.NOT_CHOSEN: "off",
    OutsideState.WITHDRAWN: "off",
}
STATE_TAGS = BID_TAGS | OUTSIDE_TAGS
STATE_WORDS = {**dict(BidState.choices), **dict(OutsideState.choices)}


def terms_columns(of: Any) -> tuple[Column, ...]:
    """What a call says, as `of(record, day)` finds its terms."""

    def told(name: str) -> Any:
        return lambda record, day: getattr(of(record, day), name)

    return (
        column(BidCall, "opens_on", value=told("opens_on"), in_page=False),
        column(BidCall, "closes_on", value=told("closes_on"), in_list=False, in_page=False),
        Column("opens", _("Opens"), told("opens_words"), in_list=False),
        Column("closes", _("Closes"), told("closes_words"), sort=("closes_on",)),
        Column("closes_at", _("Closes, as a moment"), told("closes_at"), Kind.MOMENT, in_list=False, in_page=False),
        Column("asked", _("Asked of a bid"), lambda row, day: asked(of(row, day)), in_list=False),
        column(BidCall, "must_contain", value=told("must_contain"), in_list=False),
    )


def asked(terms: CallTerms) -> str:
    """The obligatory parts, in the reader's words: City, dates and letter of support."""
    return capfirst(written([str(part.label).lower() for part in terms.parts]))


CALL = (
    edition_column(BidCall),
    *terms_columns(lambda call, day: call.terms_on(day)),
    *record_columns(BidCall),
)
CALL_REPORT = (
    column(BidCallReport, "known_on"),
    *(part for part in terms_columns(lambda report, _day: report) if part.key in {"opens", "closes"}),
    column(BidCallReport, "note"),
    column(BidCallReport, "source"),
)


def bid_state_on(bid: Bid, day: date) -> str | None:
    """How the bid stood on that day; None if it was not known."""
    step = bid.step_on(day)
    return step.state if step else None


def outside_state_on(bid: Bid, day: date) -> str | None:
    """The same, as other countries are told."""
    state = bid_state_on(bid, day)
    return BID_OUTSIDE[BidState(state)] if state else None


def city_on(bid: Bid, day: date) -> Text | None:
    """The city of the bid as it was on that day; of a bid without any content, the bid's own."""
    content = content_on(bid, day)
    if content is None:
        return None if bid.contents.all() else bid.city
    return content.city


def period_on(bid: Bid, day: date) -> Any:
    content = content_on(bid, day)
    if content is None:
        return None if bid.contents.all() else bid.period
    return content.period


def bid_columns(state: Any) -> tuple[Column, ...]:
    return (
        edition_column(Bid),
        country_column(Bid),
        tag_column(Bid, "state", STATE_TAGS, value=state, words=STATE_WORDS, sort=()),
        column(Bid, "city", value=city_on),
        period_column(value=period_on),
        *record_columns(Bid),
    )


BID = bid_columns(outside_state_on)
"""As other countries are told. For a reader whom more is open to: `bids_for`."""


def bids_for(user: Any) -> tuple[Column, ...]:
    """The columns of bids for this reader: how it stands inside, where the reader's seat sees that."""

    def state(bid: Bid, day: date) -> str | None:
        return bid_state_on(bid, day) if sees_inside(user, bid) else outside_state_on(bid, day)

    return bid_columns(state)


STEP_OUTSIDE = (
    column(
        BidStep,
        "state",
        value=lambda step, _day: BID_OUTSIDE[BidState(step.state)],
        kind=Kind.TAG,
        tags=OUTSIDE_TAGS,
        words=dict(OutsideState.choices),
    ),
    column(BidStep, "known_on"),
    column(BidStep, "source"),
)
STEP = (
    column(BidStep, "state", kind=Kind.TAG, tags=BID_TAGS, words=dict(BidState.choices)),
    column(BidStep, "known_on"),
    column(BidStep, "note"),
    column(BidStep, "by", value=lambda step, _day: str(step.by) if step.by else None, kind=Kind.TEXT),
    column(BidStep, "source"),
)


def steps_for(user: Any, bid: Bid) -> tuple[Column, ...]:
    """Who made a step, and why, is told inside alone."""
    return STEP if sees_inside(user, bid) else STEP_OUTSIDE
