"""What is hidden cannot be worked out from what is shown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.suppression import LEAST, hidden_groups, hidden_ratings

pytestmark = pytest.mark.once

VALUES = (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((10, 15), set()),
        ((0, 5, 9), set()),
        ((2, 15, 20), {0, 1}),  # alone, it would be the total without the others
        ((4, 4, 20), {0, 1}),
        ((1, 2, 6, 20), {0, 1, 2}),  # three people together are a small group too
        ((2, 0, 0, 30), {0, 3}),
        ((1, 2, 1), {0, 1, 2}),
    ],
)
def test_small_groups_are_hidden_with_what_gives_them_away(counts, hidden):
    assert hidden_groups(counts) == hidden


def test_a_group_hidden_elsewhere_stays_hidden():
    assert hidden_groups((8, 9, 10), {1}) == {0, 1}


def solutions(counts, hidden, mean):
    """Every way in which the hidden counts could be filled, given what is shown."""
    places, people = sorted(hidden), sum(counts[place] for place in hidden)
    for filled in product(range(1, people + 1), repeat=len(places) - 1):
        last = people - sum(filled)
        if last < 1:
            continue
        tried = list(counts)
        for place, count in zip(places, (*filled, last), strict=True):
            tried[place] = count
        total = sum(value * count for value, count in zip(VALUES, tried, strict=True))
        if round(total / sum(counts), 1) == mean:
            yield tried


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(lambda counts: sum(counts) >= LEAST))
@settings(max_examples=60, deadline=None)
def test_a_mean_does_not_tell_a_hidden_count(counts):
    hidden, mean_is_shown = hidden_ratings(VALUES, tuple(counts))
    assert all(place in hidden for place, count in enumerate(counts) if 0 < count < LEAST)
    if hidden and mean_is_shown:
        mean = round(sum(value * count for value, count in zip(VALUES, counts, strict=True)) / sum(counts), 1)
        possible = list(solutions(counts, hidden, mean))
        assert all(len({tried[place] for tried in possible}) > 1 for place in hidden)


def test_a_mean_that_only_one_answer_fits_is_hidden():
    assert hidden_ratings(VALUES, (0, 0, 0, 1, 9)) == ({3, 4}, False)
