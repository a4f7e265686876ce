"""Who may do what with conferences and bids."""

from typing import Any

from django.utils import timezone

from core.clock import present_day
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


def can_evaluate_some(user: Any, _record: Any = None) -> bool:
    """Who may prepare a questionnaire of at least one edition."""
    return user.is_authenticated and user.may_for_some(Right.EVALUATE)


def can_evaluate(user: Any, record: Any) -> bool:
    """Asking about an edition is the secretariat's, and its host's; `record` is the edition or hangs on it."""
    edition = getattr(record, "edition", record)
    schedule = edition.schedule_on(timezone.localdate())
    return user.is_authenticated and user.may(Right.EVALUATE, schedule.country if schedule else None)


def can_edit_questionnaire(user: Any, questionnaire: Any) -> bool:
    """Until it has closed: what was asked, and until when, stands from then on."""
    return can_evaluate(user, questionnaire) and not questionnaire.is_closed_on(present_day())


def can_edit_questions(user: Any, questionnaire: Any) -> bool:
    """Until the first answer is in: everyone answers the same questions."""
    return can_edit_questionnaire(user, questionnaire) and not questionnaire.responses.exists()


def can_read_results(user: Any, questionnaire: Any) -> bool:
    """Once it has closed: who prepares it; once they are published, whoever sees it at all."""
    return questionnaire.state == "published" or (
        questionnaire.is_closed_on(present_day()) and can_evaluate(user, questionnaire)
    )
