"""Who may do what with conferences and bids."""

from typing import Any

from network.seats import Right


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
    """Until it is accepted: then it is what the Directors General chose."""
    return is_own_bid(user, bid) and bid.state != "accepted"


def can_decide_bid(user: Any, _bid: Any) -> bool:
    """The Directors General choose; the secretariat enters it."""
    return user.is_authenticated and user.may(Right.DECIDE_BIDS)
