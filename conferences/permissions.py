"""Who may do what with conferences and bids."""

from typing import Any

from core.clock import present_day
from network.seats import Right

EDITABLE = ("interest", "draft", "bid", "clarification")  # once the answer is in, only a new question opens it


def can_edit_editions(user: Any, _edition: Any = None) -> bool:
    """Editions, sessions, reports and calls are the secretariat's to keep."""
    return user.is_authenticated and user.may(Right.EDIT_CONFERENCES)


def can_edit_programme(user: Any, edition: Any) -> bool:
    """The secretariat, and the country that hosts the edition, as known today. Not what was released: that stays."""
    if not user.is_authenticated or not user.may_for_some(Right.EDIT_PROGRAMME):
        return False
    if user.may(Right.EDIT_PROGRAMME):
        return True
    schedule = edition.schedule_on(present_day())
    return schedule is not None and schedule.country_id in user.countries_with(Right.EDIT_PROGRAMME)


def can_edit_session(user: Any, session: Any) -> bool:
    """As the programme that it stands in."""
    return can_edit_programme(user, session.edition)


def can_begin_bid(user: Any, _call: Any = None) -> bool:
    """A coordinator begins the own country's bid."""
    return user.is_authenticated and user.may_for_some(Right.EDIT_BIDS)


def is_own_bid(user: Any, bid: Any) -> bool:
    """A bid belongs to its country."""
    return user.is_authenticated and user.may(Right.EDIT_BIDS, bid.country)


def can_edit_bid(user: Any, bid: Any) -> bool:
    """Until it is assessed: what the assessors read is what the Directors General choose from."""
    return is_own_bid(user, bid) and bid.state in EDITABLE


def sees_inside(user: Any, bid: Any) -> bool:
    """How a bid stands within its own country and the secretariat; others are told the outside wording."""
    return user.is_authenticated and user.may(Right.READ_ALL, bid.country)


def can_decide_bid(user: Any, _bid: Any) -> bool:
    """The Directors General choose; the secretariat enters it."""
    return user.is_authenticated and user.may(Right.DECIDE_BIDS)


def can_edit_criteria(user: Any, call: Any) -> bool:
    """What bids are scored by stands still once the first scores are handed in."""
    return can_edit_editions(user) and not call.criteria.filter(scores__sheet__handed_in_at__isnull=False).exists()


def is_assessor(user: Any, call: Any) -> bool:
    """An assessor is a person named for a call; no seat is one."""
    return user.is_authenticated and call.assessors.filter(person=user).exists()


def can_read_remarks(user: Any, call: Any) -> bool:
    """What assessors remark is for assessors and the secretariat. Which of them: `Score.objects.remarked_to`."""
    return can_decide_bid(user, None) or is_assessor(user, call)
