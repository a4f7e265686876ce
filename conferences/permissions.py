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


def can_edit_report(user: Any, report: Any) -> bool:
    """The rapporteurs' report is kept by the secretariat, and by the coordinators of the country that hosts."""
    return user.is_authenticated and user.may(Right.EDIT_REPORTS, report.host)


def can_begin_report(user: Any, session: Any) -> bool:
    """As `can_edit_report`, of a session that has none yet."""
    schedule = session.edition.schedule_on(timezone.localdate())
    return user.is_authenticated and user.may(Right.EDIT_REPORTS, schedule.country if schedule else None)


def can_read_draft(user: Any, report: Any) -> bool:
    """Before a report is published, and as it stood then: the secretariat and the country that hosts."""
    return user.is_authenticated and user.may(Right.READ_ALL, report.host)
