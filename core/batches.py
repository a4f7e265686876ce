"""Many things, some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Lists of so many, the last one perhaps shorter; none is empty."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
