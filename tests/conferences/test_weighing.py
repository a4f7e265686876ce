"""Means and weighted results, by hand-made numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest

from conferences.reading.matrix import Cell, Mark
from conferences.reading.weighing import equal, lifted, scaled, weighted
from core.scoring import rounded

pytestmark = pytest.mark.once

WEIGHTS = {1: Fraction(20), 2: Fraction(15), 3: Fraction(25), 4: Fraction(20), 5: Fraction(10), 6: Fraction(10)}
# Two bids by six criteria and three assessors; a score in brackets is withdrawn for a conflict of interest.
POLAND = [[4, 4, 5], [3, 4, 4], [3, 4, 4], [4, 4, 4], [4, 4, 5], [3, 3, 4]]
LITHUANIA = [[3, 4, (3,)], [4, 5, (5,)], [4, 4, (4,)], [4, 5, (4,)], [3, 3, (4,)], [3, 3, (3,)]]


def cell(row):
    marks = [Mark(value[0], counts=False) if isinstance(value, tuple) else Mark(value) for value in row]
    return Cell(tuple(marks), party=0)


def means(scores):
    return {place: cell(row).mean for place, row in enumerate(scores, start=1)}


@pytest.mark.parametrize(
    ("weights", "poland", "lithuania"),
    [
        (WEIGHTS, "78.0", "77.5"),
        (equal(WEIGHTS), "77.8", "75.0"),
        (lifted(WEIGHTS, 3), "77.1", "78.0"),
        (scaled(dict.fromkeys(WEIGHTS, 3)), "77.8", "75.0"),
    ],
)
def test_two_bids_by_the_weights_of_the_call_and_by_others(weights, poland, lithuania):
    assert sum(weights.values()) == 100
    assert rounded(weighted(means(POLAND), weights)) == Decimal(poland)
    assert rounded(weighted(means(LITHUANIA), weights)) == Decimal(lithuania)


def test_the_means_as_written():
    assert [str(rounded(value)) for value in means(POLAND).values()] == ["4.3", "3.7", "3.7", "4.0", "4.3", "3.3"]
    assert [str(rounded(value)) for value in means(LITHUANIA).values()] == ["3.5", "4.5", "4.0", "4.5", "3.0", "3.0"]


def test_best_and_worst():
    assert weighted(means([[5]] * 6), WEIGHTS) == 100
    assert weighted(means([[1]] * 6), WEIGHTS) == 20  # the scale begins at 1: nobody falls to 0


def test_without_a_counted_score_there_is_no_result():
    assert cell([(5,)]).mean is None
    assert weighted(means([*POLAND[:5], [(3,)]]), WEIGHTS) is None
    assert weighted(means([*POLAND[:5], [(3,)]]), {**WEIGHTS, 6: Fraction(0)}) is not None
    assert weighted({}, {}) is None


def test_weights_that_cannot_be_shared_out():
    assert scaled({1: 0, 2: 0}) == {}
    assert lifted({1: Fraction(100)}, 1) == {1: Fraction(100)}
