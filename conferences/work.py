"""What waits for a person in the search for a host."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from conferences.models import Bid, BidCall, BidState
from core.values import Period
from core.work import Waiting, WorkItem
from network.seats import Right


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """The own country's bids that are begun and not submitted."""
    countries = user.countries_with(Right.EDIT_BIDS)
    if countries:
        rows = Bid.objects.filter(state=BidState.INTEREST, country_id__in=countries)
        yield Waiting(
            "bid",
            rows.select_related("edition__bid_call", "country").prefetch_related("country__names"),
            to_submit,
        )


def to_submit(bid: Bid) -> WorkItem:
    """Due on the day on which the call closes, if there is a call that says so."""
    call: BidCall | None = getattr(bid.edition, "bid_call", None)
    closes_on = call.closes_on if call else None
    return WorkItem(
        title=_("Complete the bid and submit it"),
        detail=str(bid),
        url=bid.get_absolute_url(),
        due=Period(closes_on, closes_on) if closes_on else None,
    )
