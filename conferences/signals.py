"""What this app tells those above it, which it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, Self

from django.dispatch import Signal

from core.values import Text

proposals_delivered = Signal()
"""Sent in the transaction in which a paper of proposals is delivered, with `delivery` (`Delivery`).

A receiver answers with a list of what that fulfilled (`Closed`); an error of it takes the delivery back.
"""


class Delivery(Protocol):
    """What is sent: a paper (`reference`) put before a meeting on a day."""

    paper: Any
    meeting: Any
    known_on: date
    source: str


@dataclass(frozen=True)
class Closed:
    """What a delivery fulfilled. label, url: of the record, in each language. late: by when it was due, in words;
    empty where it came in time."""

    label: Text
    url: Text
    late: Text

    def as_json(self) -> dict[str, Any]:
        return {"label": self.label, "url": self.url, "late": self.late}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(Text(data["label"]), Text(data["url"]), Text(data["late"]))
