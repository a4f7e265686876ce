"""What a row of calls, bids and their steps shows."""

from __future__ import annotations

from datetime import date

from conferences.columns.edition import edition_column
from conferences.models import Bid, BidCall, BidState, BidStep
from core.columns import Kind, column, period_column, record_columns, tag_column
from network.columns import country_column

BID_TAGS = {
    BidState.INTEREST: "under-way",
    BidState.BID: "under-way",
    BidState.ACCEPTED: "ok",
    BidState.WITHDRAWN: "off",
}

CALL = (
    edition_column(BidCall),
    column(BidCall, "opens_on"),
    column(BidCall, "closes_on"),
    column(BidCall, "must_contain", in_list=False),
    *record_columns(BidCall),
)


def bid_state_on(bid: Bid, day: date) -> str | None:
    """How the bid stood on that day; None if it was not known."""
    step = bid.step_on(day)
    return step.state if step else None


BID = (
    edition_column(Bid),
    country_column(Bid),
    tag_column(Bid, "state", BID_TAGS, value=bid_state_on, sort=()),
    column(Bid, "city"),
    period_column(),
    *record_columns(Bid),
)
STEP = (
    column(BidStep, "state", kind=Kind.TAG, tags=BID_TAGS, words=dict(BidState.choices)),
    column(BidStep, "known_on"),
    column(BidStep, "note"),
    column(BidStep, "by", value=lambda step, _day: str(step.by) if step.by else None, kind=Kind.TEXT),
    column(BidStep, "source"),
)
