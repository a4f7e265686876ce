"""What waits for a person in this room, a module for each of its subjects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from conferences.work import assessment, bid, case, evaluation
from core.work import Waiting


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """In the order in which a conference comes about: its host, its cases, what was thought of it."""
    for subject in (bid, assessment, case, evaluation):
        yield from subject.waiting(user, day)
