"""Which case comments on which, by a plain rule: never one of the same country, each once, each once commented on.

The cases are put in the order of their countries, the country with the most cases first. The first of them is paired
with the first of the second half, and so on: so no country meets itself as long as it has no more than half of the
cases. Of an odd number, three of three countries comment round in a ring. What a country has beyond half is left over.
The same cases always give the same pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Key = int
Case = tuple[Key, str]
"""A case and its country."""
TRIO = 3


@dataclass(frozen=True)
class Pairing:
    """friends: by case, the one that comments on it. left_over: cases for which the rule finds none."""

    friends: dict[Key, Key]
    left_over: tuple[Key, ...]


def in_order(cases: Sequence[Case]) -> list[Case]:
    """By country, the one with the most cases first."""
    sizes = Counter(country for _key, country in cases)
    return sorted(cases, key=lambda case: (-sizes[case[1]], case[1], case[0]))


def paired(cases: Sequence[Case]) -> Pairing:
    """The pairing of these cases."""
    ordered = in_order(cases)
    biggest = max(Counter(country for _key, country in cases).values(), default=0)
    within = len(ordered) - biggest  # as many as the biggest country may have
    left_over = ordered[within:biggest]
    ordered = ordered[:within] + ordered[biggest:] if left_over else ordered
    friends: dict[Key, Key] = {}
    if len(ordered) % 2:
        first_of: dict[str, Case] = {}
        for case in ordered:
            first_of.setdefault(case[1], case)
        ring = list(first_of.values())[:TRIO]  # there are three: no country has more than half of an odd number
        friends |= {one[0]: other[0] for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)}
        ordered = in_order([case for case in ordered if case not in ring])
    half = len(ordered) // 2
    for (one, _one_country), (other, _other_country) in zip(ordered[:half], ordered[half:], strict=True):
        friends[one], friends[other] = other, one
    return Pairing(friends, tuple(key for key, _country in left_over))
