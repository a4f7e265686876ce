"""The steps of a bid, as a table: interest - draft - bid - clarified - assessed - accepted - confirmed - held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.actions.bid import freeze, hand_in, hold, settle, slip, working_content
from conferences.bid_checks import missing_parts, terms_of
from conferences.models import BEING_WRITTEN, HOSTING, STANDING, BidState
from conferences.permissions import can_decide_bid, can_edit_bid, is_own_bid
from conferences.workflow.assessment import missing_to_assess
from core.clock import present_moment
from core.workflow import Refused, Transition, Workflow

if TYPE_CHECKING:
    from conferences.models import Bid, BidStep


def missing_to_submit(bid: Bid) -> list[str]:
    """What the call asks of a bid and this one does not say yet; and that the call is not open."""
    terms = terms_of(bid)
    closed = terms.refusal(present_moment()) if terms else ""
    return [*filter(None, [closed]), *(row.sentence for row in missing_parts(working_content(bid), terms))]


def missing_to_revise(bid: Bid) -> list[str]:
    """A revised bid says something else than the one handed in before."""
    if not bid.contents.filter(is_draft=True).exists():
        return [_("Nothing has been changed since the bid was handed in.")]
    return missing_to_submit(bid)


def missing_to_clarify(bid: Bid) -> list[str]:
    """An answer may change the bid, which then still says what the call asks for. The call need not be open."""
    if not bid.contents.filter(is_draft=True).exists():
        return []
    return [row.sentence for row in missing_parts(working_content(bid), terms_of(bid))]


def with_words(_bid: Bid, row: BidStep) -> None:
    """A clarification says what is asked, and what is answered."""
    if not row.words.strip():
        raise Refused(_("Write the question or the answer."))


def clarified(bid: Bid, row: BidStep) -> None:
    """The answer stands, and what the country changed in the bid with it."""
    with_words(bid, row)
    freeze(bid, row)


def missing_to_accept(bid: Bid) -> list[str]:
    """A meeting chose it, on record with its reason; and an edition has one host."""
    if not bid.decisions.exists():
        return [choice_is_missing()]
    other = bid.edition.bids.filter(state__in=HOSTING).exclude(pk=bid.pk).first()
    if other is None:
        return []
    return [_("The bid of %(country)s is accepted already: it is withdrawn first.") % {"country": other.country}]


def missing_to_decline(bid: Bid) -> list[str]:
    """A meeting chose another."""
    if bid.edition.host_decisions.filter(bid__isnull=False).exclude(bid=bid).exists():
        return []
    return [choice_is_missing()]


def choice_is_missing() -> str:
    return _("The Directors General choose among the bids: their choice is recorded with the meeting and its reason.")


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
            after=hand_in,
        ),
        Transition(
            "revise",
            gettext_lazy("Hand in the revised bid"),
            sources=(BidState.BID,),
            target=BidState.BID,
            who=can_edit_bid,
            missing=missing_to_revise,
            after=hand_in,
        ),
        Transition(
            "ask",
            gettext_lazy("Ask for a clarification"),
            sources=(BidState.BID, BidState.CLARIFIED),
            target=BidState.CLARIFICATION,
            who=can_decide_bid,
            after=with_words,
        ),
        Transition(
            "clarify",
            gettext_lazy("Hand in the clarification"),
            sources=(BidState.CLARIFICATION,),
            target=BidState.CLARIFIED,
            who=is_own_bid,
            missing=missing_to_clarify,
            after=clarified,
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
            by_itself=False,  # conferences.actions.assessment.choose_host
        ),
        Transition(
            "decline",
            gettext_lazy("Decline the bid"),
            sources=STANDING,
            target=BidState.DECLINED,
            who=can_decide_bid,
            missing=missing_to_decline,
            gives_up=True,
            by_itself=False,
        ),
        Transition(
            "confirm",
            gettext_lazy("Confirm the host"),
            sources=(BidState.ACCEPTED, BidState.SLIPPED),
            target=BidState.CONFIRMED,
            who=can_decide_bid,
            after=settle,
        ),
        Transition(
            "hold",
            gettext_lazy("Record that it was held"),
            sources=(BidState.CONFIRMED,),
            target=BidState.HELD,
            who=can_decide_bid,
            after=hold,
        ),
        Transition(
            "slip",
            gettext_lazy("Record that it slipped"),
            sources=(BidState.ACCEPTED, BidState.CONFIRMED),
            target=BidState.SLIPPED,
            who=can_decide_bid,
            gives_up=True,
            after=slip,
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
