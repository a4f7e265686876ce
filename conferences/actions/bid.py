"""Writes on conferences that touch more than one row."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conferences.models import Bid, BidCall, BidState
from core.templatetags.portal import written
from core.workflow import Refused
from network.seats import Right


@transaction.atomic
def begin_bid(bid: Bid, *, by: Any) -> Bid:
    """Enter a new bid as its country's interest, known since `bid.known_on`.

    Raises Refused if this person may not act for the country, if the call is closed, or if there is one already.
    """
    if not by.may(Right.EDIT_BIDS, bid.country):
        raise Refused(_("You may begin bids of your own country only."))
    call = BidCall.objects.filter(edition=bid.edition).first()
    if call and call.closes_on and bid.known_on > call.closes_on:
        raise Refused(_("The call closed on %(day)s.") % {"day": written(call.closes_on)})
    if Bid.objects.filter(edition=bid.edition, country=bid.country).exists():
        raise Refused(_("There is already: %(bid)s.") % {"bid": bid})
    bid.state = BidState.INTEREST
    bid.save()
    bid.steps.create(state=BidState.INTEREST, known_on=bid.known_on, by=by, source=bid.source)
    return bid
