"""What is tried out with the weights of a call: others that add up to 100. The arithmetic itself: `core.scoring`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from core.scoring import WHOLE, out_of_whole, weighted_mean

LIFTED = 40
"""Per cent that one criterion is given when it is tried how near the result is."""

Weights = Mapping[int, Fraction]
"""Weight in per cent by criterion."""


def weighted(means: Mapping[int, Fraction | None], weights: Weights) -> Fraction | None:
    """The weighted result out of 100; None without weights, or where a criterion with a weight has no mean."""
    return out_of_whole(weighted_mean((weight, means.get(key)) for key, weight in weights.items()))


def scaled(weights: Mapping[int, int | Fraction]) -> Weights:
    """The weights made to add up to 100 in their proportions; none if they add up to nothing."""
    total = sum(weights.values())
    return {key: Fraction(weight) * WHOLE / total for key, weight in weights.items()} if total else {}


def equal(weights: Weights) -> Weights:
    """All criteria alike."""
    return scaled(dict.fromkeys(weights, 1))


def lifted(weights: Weights, criterion: int, to: int = LIFTED) -> Weights:
    """One criterion at `to` per cent, the others sharing the rest in their proportions."""
    rest = sum(weight for key, weight in weights.items() if key != criterion)
    if not rest:
        return dict(weights)
    share = Fraction(WHOLE - to) / rest
    return {key: Fraction(to) if key == criterion else weight * share for key, weight in weights.items()}
