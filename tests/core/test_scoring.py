"""Means, spreads and weighted results, by numbers worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from core.scoring import mean, out_of_whole, rounded, share, spread, weighted_mean

pytestmark = pytest.mark.once


def test_a_mean_is_exact_and_none_without_scores():
    assert mean([4, 4, 5]) == Fraction(13, 3)
    assert mean([]) is None


@pytest.mark.parametrize(("scores", "apart"), [([3, 5, 4], 2), ([4, 4], 0), ([], None)])
def test_spread(scores, apart):
    assert spread(scores) == apart


def test_a_result_is_the_mean_of_the_means_by_weight_out_of_a_hundred():
    lines = [(20, Fraction(4)), (30, Fraction(5, 2)), (50, Fraction(5))]
    assert weighted_mean(lines) == Fraction(81, 20)  # 0.8 + 0.75 + 2.5
    assert out_of_whole(weighted_mean(lines)) == 81


def test_weights_are_relative():
    assert weighted_mean([(1, Fraction(2)), (1, Fraction(4))]) == weighted_mean([(7, Fraction(2)), (7, Fraction(4))])
    assert share(1, 6) == Fraction(50, 3)


def test_there_is_no_result_while_a_criterion_has_no_mean_or_without_criteria():
    assert weighted_mean([(1, Fraction(3)), (1, None)]) is None
    assert weighted_mean([]) is None
    assert out_of_whole(None) is None
    assert share(0, 0) is None


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(7725, 100), 1, "77.3"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(13, 3), 2, "4.33"),
        (Fraction(77), 1, "77.0"),
    ],
)
def test_half_a_unit_goes_up(value, places, written):
    assert rounded(value, places) == Decimal(written)
    assert rounded(None) is None
