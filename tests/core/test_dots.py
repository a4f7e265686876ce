"""Where the dots of the scores and the figures of the parties are drawn."""

import pytest

from core.dots import dot_row, place_lines

pytestmark = pytest.mark.once


def test_dots_of_one_value_stand_on_above_and_below_the_line_the_counted_first():
    row = dot_row([(4, False), (4, True), (4, True)], first=1, last=5)
    assert [(dot.y - row.middle, dot.filled) for dot in row.dots] == [(0, True), (-10, True), (10, False)]
    assert len({dot.x for dot in row.dots}) == 1
    assert row.band is None


def test_the_band_reaches_over_what_counts_alone():
    row = dot_row([(2, True), (3, True), (5, False)], first=1, last=5, width=250)
    assert row.ticks == (10, 67.5, 125, 182.5, 240)
    assert row.band == (67.5, 125)


def test_many_dots_of_one_value_stay_in_the_drawing():
    row = dot_row([(3, True)] * 9, first=1, last=5)
    assert len({dot.y for dot in row.dots}) == 9
    assert all(5 <= dot.y <= row.height - 5 for dot in row.dots)


def test_no_dots():
    assert dot_row([], first=1, last=5).dots == ()


def test_figures_lie_on_one_scale_and_a_hairs_breadth_looks_like_one():
    near, far = place_lines([[78.0, 77.5], [70.0, None]], width=220)
    (first, second), (third,) = near.places, far.places
    assert first.x > second.x > third.x
    assert near.joined == (second.x, first.x)
    assert near.colour == first.colour != second.colour
    assert first.shape != second.shape
    assert far.joined is None
    [alone] = place_lines([[78.0, 78.0]], width=220)
    assert alone.joined is None
    assert 10 < alone.places[0].x < 210
