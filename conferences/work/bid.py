"""What waits in the search for a host: bids to submit, to clarify, to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from conferences.models import BEING_WRITTEN, Bid, BidCall, BidState
from core.values import Period
from core.work import Waiting, WorkItem
from network.seats import Right


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """The own country's bids to submit and to clarify; for who decides on bids, those to look at."""
    countries = user.countries_with(Right.EDIT_BIDS)
    bids = Bid.objects.select_related("edition__bid_call", "country").prefetch_related(
        "country__names", "edition__bid_call__reports"
    )
    if countries:
        own = bids.filter(country_id__in=countries)
        yield Waiting("bid", own.filter(state__in=BEING_WRITTEN), lambda bid: to_submit(bid, day))
        yield Waiting("clarification", own.filter(state=BidState.CLARIFICATION), to_clarify)
    if user.may(Right.DECIDE_BIDS):
        yield Waiting("bid to look at", bids.filter(state__in=(BidState.BID, BidState.CLARIFIED)), to_look_at)


def to_clarify(bid: Bid) -> WorkItem:
    return WorkItem(title=_("Answer the question on the bid"), detail=str(bid), url=bid.get_absolute_url())


def to_look_at(bid: Bid) -> WorkItem:
    return WorkItem(title=_("Look at a bid"), detail=str(bid), url=bid.get_absolute_url())


def to_submit(bid: Bid, day: date) -> WorkItem:
    """Due on the day on which the call closes, if there is a call that says so."""
    call: BidCall | None = getattr(bid.edition, "bid_call", None)
    closes_on = call.terms_on(day).closes_on if call else None
    return WorkItem(
        title=_("Complete the bid and submit it"),
        detail=str(bid),
        url=bid.get_absolute_url(),
        due=Period(closes_on, closes_on) if closes_on else None,
    )
