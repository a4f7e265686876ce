"""The arithmetic of an assessment, without records: means, the weighted result, and the same with other weights.

The rule, also said on the page: the mean of a criterion is that of its counted scores, from 1 to 5. The weighted
result is the sum over all criteria of weight times mean divided by 5: with weights of 100 per cent together, a
figure out of 100. Nothing is rounded before it is written. Without a mean for every criterion there is no result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

BEST = 5
WHOLE = 100
LIFTED = 40
"""Per cent that one criterion is given when it is tried how near the result is."""

Weights = Mapping[int, Fraction]
"""Weight in per cent by criterion."""


@dataclass(frozen=True)
class Mark:
    """One assessor's score for one criterion of one bid. Withdrawn for a conflict of interest, it does not count."""

    value: int
    counts: bool = True


def mean(marks: Sequence[Mark]) -> Fraction | None:
    """The mean of the counted marks; None if there are none."""
    counted = [mark.value for mark in marks if mark.counts]
    return Fraction(sum(counted), len(counted)) if counted else None


def weighted(means: Mapping[int, Fraction | None], weights: Weights) -> Fraction | None:
    """The weighted result out of 100; None where a criterion with a weight has no mean."""
    total = Fraction(0)
    for criterion, weight in weights.items():
        value = means.get(criterion)
        if value is None and weight:
            return None
        total += weight * (value or 0) / BEST
    return total if weights else None


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


def rounded(value: Fraction | None, places: int = 1) -> Decimal | None:
    """For writing: half a unit goes up, 77.25 becomes 77.3. None stays None."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
