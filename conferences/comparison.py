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

from conferences.models import Bid

Fact = tuple[str | Promise, Callable[[Bid, date], Any]]

FACTS: tuple[Fact, ...] = (
    (_("Dates"), lambda bid, _day: bid.period),
    (_("City"), lambda bid, _day: bid.city or None),
)
