"""Who may do what with conferences and bids."""

from typing import Any

from django.utils import timezone

from network.seats import Right

EDITABLE = ("interest", "draft", "bid", "clarification", "clarified")  # until it is assessed


def can_edit_editions(user: Any, _edition: Any = None) -> bool:
    """Editions, sessions, reports and calls are the secretariat's to keep."""
    return user.is_authenticated and user.may(Right.EDIT_CONFERENCES)


def can_begin_bid(user: Any, _call: Any = None) -> bool:
    """A coordinator begins the own country's bid."""
    return user.is_authenticated and user.may_for_some(Right.EDIT_BIDS)


def is_own_bid(user: Any, bid: Any) -> bool:
    """A bid belongs to its country."""
    return user.is_authenticated and user.may(Right.EDIT_BIDS, bid.country)


def can_edit_bid(user: Any, bid: Any) -> bool:
    """Until it is assessed: what the assessors read is what the Directors General choose from."""
    return is_own_bid(user, bid) and bid.state in EDITABLE


def can_decide_bid(user: Any, _bid: Any) -> bool:
    """The Directors General choose; the secretariat enters it."""
    return user.is_authenticated and user.may(Right.DECIDE_BIDS)


def host_of(edition: Any) -> Any:
    """The country that hosts the edition, as known today; None if that is not known."""
    schedule = edition.schedule_on(timezone.localdate())
    return schedule.country if schedule else None


def can_read_prize_drafts(user: Any, edition: Any) -> bool:
    """What is not announced or released yet: the secretariat, and the country that hosts the edition."""
    return user.is_authenticated and user.may(Right.READ_ALL, host_of(edition))


def can_edit_prizes(user: Any, edition: Any) -> bool:
    """The secretariat keeps the prizes of every edition; a country's coordinator those of its own national ones."""
    if can_edit_editions(user):
        return True
    own = edition.kind == "national" and user.is_authenticated
    return own and user.may(Right.EDIT_NATIONAL_CONFERENCES, host_of(edition))


def can_edit_laureate(user: Any, laureate: Any) -> bool:
    """Its certificates too."""
    return can_edit_prizes(user, laureate.edition)


def can_release(user: Any, version: Any) -> bool:
    """Releasing a press release, and taking it back."""
    return can_edit_prizes(user, version.edition)


def can_edit_release(user: Any, version: Any) -> bool:
    """A draft's words; what is released stays as it is."""
    return version.state == "draft" and can_release(user, version)
