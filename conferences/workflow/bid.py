"""The steps of a bid, as a table: interest - draft - bid - clarified - assessed - accepted - confirmed - held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.models import BEING_WRITTEN, HOSTING, STANDING, BidState
from conferences.permissions import can_decide_bid, can_edit_bid, is_own_bid
from conferences.workflow.assessment import missing_to_assess
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
    other = bid.edition.bids.filter(state__in=HOSTING).exclude(pk=bid.pk).first()
    if other is None:
        return []
    return [_("The bid of %(country)s is accepted already: it is withdrawn first.") % {"country": other.country}]


BID = Workflow(
    (
        Transition(
            "write",
            gettext_lazy("Write the bid"),
            sources=(BidState.INTEREST,),
            target=BidState.DRAFT,
            who=can_edit_bid,
        ),
        Transition(
            "submit",
            gettext_lazy("Submit the bid"),
            sources=BEING_WRITTEN,
            target=BidState.BID,
            who=can_edit_bid,
            missing=missing_to_submit,
        ),
        Transition(
            "ask",
            gettext_lazy("Ask for a clarification"),
            sources=(BidState.BID, BidState.CLARIFIED),
            target=BidState.CLARIFICATION,
            who=can_decide_bid,
        ),
        Transition(
            "clarify",
            gettext_lazy("Hand in the clarification"),
            sources=(BidState.CLARIFICATION,),
            target=BidState.CLARIFIED,
            who=is_own_bid,
        ),
        Transition(
            "assess",
            gettext_lazy("Close the assessment"),
            sources=(BidState.BID, BidState.CLARIFIED),
            target=BidState.ASSESSED,
            who=can_decide_bid,
            missing=missing_to_assess,
        ),
        Transition(
            "accept",
            gettext_lazy("Accept the bid"),
            sources=STANDING,
            target=BidState.ACCEPTED,
            who=can_decide_bid,
            missing=missing_to_accept,
        ),
        Transition(
            "decline",
            gettext_lazy("Decline the bid"),
            sources=STANDING,
            target=BidState.DECLINED,
            who=can_decide_bid,
            gives_up=True,
        ),
        Transition(
            "confirm",
            gettext_lazy("Confirm the host"),
            sources=(BidState.ACCEPTED, BidState.SLIPPED),
            target=BidState.CONFIRMED,
            who=can_decide_bid,
        ),
        Transition(
            "hold",
            gettext_lazy("Record that it was held"),
            sources=(BidState.CONFIRMED,),
            target=BidState.HELD,
            who=can_decide_bid,
        ),
        Transition(
            "slip",
            gettext_lazy("Record that it slipped"),
            sources=(BidState.ACCEPTED, BidState.CONFIRMED),
            target=BidState.SLIPPED,
            who=can_decide_bid,
            gives_up=True,
        ),
        Transition(
            "withdraw",
            gettext_lazy("Withdraw the bid"),
            sources=(*BEING_WRITTEN, *STANDING, BidState.ACCEPTED, BidState.CONFIRMED, BidState.SLIPPED),
            target=BidState.WITHDRAWN,
            who=is_own_bid,
            gives_up=True,
        ),
    )
)
