"""The steps of a bid, as a table: interest - bid - accepted or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.models import BidState
from conferences.permissions import can_decide_bid, can_edit_bid, is_own_bid
from core.workflow import Transition, Workflow

if TYPE_CHECKING:
    from conferences.models import Bid


def missing_to_submit(bid: Bid) -> list[str]:
    """What a bid must say before it is submitted."""
    sentences = []
    if not bid.city:
        sentences.append(_("Say in which city the conference would take place."))
    if bid.period is None:
        sentences.append(_("Say when it would take place: days, a month or a year."))
    return sentences


def missing_to_accept(bid: Bid) -> list[str]:
    """An edition has one host."""
    other = bid.edition.bids.filter(state=BidState.ACCEPTED).exclude(pk=bid.pk).first()
    if other is None:
        return []
    return [_("The bid of %(country)s is accepted already: it is withdrawn first.") % {"country": other.country}]


BID = Workflow(
    (
        Transition(
            "submit",
            gettext_lazy("Submit the bid"),
            sources=(BidState.INTEREST,),
            target=BidState.BID,
            who=can_edit_bid,
            missing=missing_to_submit,
        ),
        Transition(
            "withdraw",
            gettext_lazy("Withdraw the bid"),
            sources=(BidState.INTEREST, BidState.BID, BidState.ACCEPTED),
            target=BidState.WITHDRAWN,
            who=is_own_bid,
            gives_up=True,
        ),
        Transition(
            "accept",
            gettext_lazy("Accept the bid"),
            sources=(BidState.BID,),
            target=BidState.ACCEPTED,
            who=can_decide_bid,
            missing=missing_to_accept,
        ),
    )
)
