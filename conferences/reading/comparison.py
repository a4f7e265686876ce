"""The facts of bids that stand side by side above their scores: a row for each, declared once for page and files.

To add one, add a line: its label, and what a bid says on a day (any value that `written` can write; None where it
is not known).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conferences.models import Bid, BidContent
from conferences.models.bid_content import content_on

Fact = tuple[str | Promise, Callable[[Bid, date], Any]]


def told(what: Callable[[BidContent], Any]) -> Callable[[Bid, date], Any]:
    """What the bid says in its content as last handed in; None where that is not known."""

    def value(bid: Bid, day: date) -> Any:
        content = content_on(bid, day)
        return None if content is None or content.is_draft else what(content)

    return value


FACTS: tuple[Fact, ...] = (
    (_("Dates"), lambda bid, _day: bid.period),
    (_("City"), lambda bid, _day: bid.city or None),
    (_("Venue"), told(lambda content: content.venue or None)),
    (_("Seats in the largest hall"), told(lambda content: content.capacity)),
    (_("Expected participants"), told(lambda content: content.participants)),
    (_("Total cost, euro"), told(lambda content: content.total_cost)),
    (_("Secured, euro"), told(lambda content: content.plan.secured if content.total_cost is not None else None)),
    (_("Still to find, euro"), told(lambda content: content.plan.to_find if content.total_cost is not None else None)),
    (_("Cost of a participant, euro"), told(lambda content: content.cost_of_participant)),
)
