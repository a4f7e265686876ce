"""The arithmetic of scores, of bids and cases alike: means, how far scores lie apart, a result by weights. No records.

The rule: a criterion's mean is that of its scores, from 1 to `BEST`. The result is the mean of these means by
weight, written out of 100: sum of weight times mean, divided by the sum of the weights, times 100, divided by `BEST`.
Weights are relative to each other and need not add up to anything. Nothing is rounded before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

BEST = 5
WHOLE = 100

Weighed = tuple[int | Fraction, Fraction | None]
"""A weight, and the mean that it weighs; None where nobody has scored."""


def mean(scores: Sequence[int]) -> Fraction | None:
    """The mean of the scores; None if there are none."""
    return Fraction(sum(scores), len(scores)) if scores else None


def spread(scores: Sequence[int]) -> int | None:
    """From the lowest to the highest score: 0 where all agree; None if there are none."""
    return max(scores) - min(scores) if scores else None


def weighted_mean(lines: Iterable[Weighed]) -> Fraction | None:
    """The mean of the means by weight, from 1 to `BEST`; None while a criterion with a weight has no mean."""
    total, weights = Fraction(0), Fraction(0)
    for weight, value in lines:
        if weight and value is None:
            return None
        total += weight * (value or 0)
        weights += weight
    return total / weights if weights else None


def out_of_whole(value: Fraction | None) -> Fraction | None:
    """A mean from 1 to `BEST` as a figure out of 100."""
    return None if value is None else value * WHOLE / BEST


def share(weight: int, together: int) -> Fraction | None:
    """Which part of all weights one is, in per cent; None if they add up to nothing."""
    return Fraction(weight * WHOLE, together) if together else None


def rounded(value: Fraction | None, places: int = 1) -> Decimal | None:
    """For writing: half a unit goes up, 77.25 becomes 77.3. None stays None."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
