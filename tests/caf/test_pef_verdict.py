"""What agreed ratings come to: the roll-up, the thresholds, the sentences on what is missing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from caf.models import Maturity, Pillar, ProcedureStep, ProcedureVersion, RollUp
from caf.reading.pef_verdict import Verdict, judged, rolled_up, told
from core.values import Text

pytestmark = pytest.mark.once

LEAST = {1: 4, 5: 4, 9: 4}


def version(**more: Any) -> ProcedureVersion:
    return ProcedureVersion(**({"least_total": 28, "least_maturity": Maturity.INITIATION} | more))


def judge(steps: dict[int, list[int | None]], maturity: int | None = 1, **more: Any) -> Verdict:
    """Nine steps, each with the agreed ratings of its items, None where one is still to be agreed; one principle."""
    agreed, asked, key = {}, [], 0
    rows = [(Pillar.SELF_ASSESSMENT if number < 7 else Pillar.IMPROVEMENT, number) for number in steps]
    for pillar, number in [*rows, (Pillar.MATURITY, 1)]:
        least = LEAST.get(number) if pillar != Pillar.MATURITY else None
        step = ProcedureStep(pillar=pillar, number=number, name=Text(en=f"Name {number}"), least=least)
        ratings = steps[number] if pillar != Pillar.MATURITY else [maturity]
        keys = list(range(key, key + len(ratings)))
        agreed |= {pk: value for pk, value in zip(keys, ratings, strict=True) if value is not None}
        asked.append((step, keys))
        key += len(ratings)
    return judged(version(**more), asked, agreed)


REACHED: dict[int, list[int | None]] = {
    1: [4], 2: [3], 3: [3], 4: [3, 3], 5: [4, 4, 4], 6: [2], 7: [3], 8: [2], 9: [4],
}  # fmt: skip


def test_28_points_with_what_each_step_needs_reach_the_label():
    found = judge(REACHED)
    assert found.total is not None
    assert (found.total.result, found.total.arithmetic) == (28, "4 + 3 + 3 + 3 + 4 + 2 + 3 + 2 + 4 = 28")
    assert found.is_complete
    assert found.is_reached
    assert found.missing == ()


def test_28_points_with_step_9_below_what_it_needs_do_not_and_the_message_names_it():
    found = judge(REACHED | {8: [3], 9: [3]})
    assert found.total is not None
    assert found.total.result == 28
    assert found.total.is_reached
    assert found.is_complete
    assert not found.is_reached
    assert found.missing == ("No label: step 9 is 3, needs 4.",)


def test_27_points_miss_the_total():
    found = judge(REACHED | {8: [1]})
    assert not found.is_reached
    assert found.missing == ("No label: the total of pillars 1 and 2 is 27, needs 28.",)


def test_a_principle_below_the_least_level_is_named_in_words():
    found = judge(REACHED, maturity=Maturity.NONE)
    assert found.missing == ("No label: principle 1 is “not yet begun”, needs “initiation”.",)


def test_what_is_not_rated_is_said_and_nothing_is_concluded_from_it():
    found = judge(REACHED | {4: [None, None], 5: [4, None, None]}, maturity=None)
    assert not found.is_complete
    assert not found.is_reached
    assert found.missing == (
        "Step 4 is not rated yet.",
        "Step 5: 2 items are not rated yet.",
        "Principle 1 is not rated yet.",
    )
    assert found.total is not None
    assert found.total.result is None


def test_a_version_that_asks_for_nothing_is_reached_by_what_is_complete():
    found = judge({1: [5], 2: [1]}, maturity=0, least_total=None, least_maturity=None)
    assert found.is_reached
    assert not judge({1: [5], 2: [None]}, least_total=None, least_maturity=None).is_reached


@pytest.mark.parametrize(
    ("roll_up", "ratings", "result", "words"),
    [
        (RollUp.MEAN_ROUNDED, [4, 3, 4], 4, "(4 + 3 + 4) / 3 = 3.67, rounded to 4"),
        (RollUp.MEAN_ROUNDED, [3, 4], 4, "(3 + 4) / 2 = 3.50, rounded to 4"),
        (RollUp.MEAN_ROUNDED, [4, 4], 4, "(4 + 4) / 2 = 4"),
        (RollUp.MEAN_ROUNDED, [5], 5, "5"),
        (RollUp.MEAN, [4, 3, 4], Fraction(11, 3), "(4 + 3 + 4) / 3 = 3.67"),
        (RollUp.LOWEST, [4, 3, 4], 3, "the lowest of 4, 3, 4 is 3"),
    ],
)
def test_each_roll_up_shows_its_arithmetic(roll_up, ratings, result, words):
    assert (rolled_up(roll_up, ratings), told(roll_up, ratings)) == (result, words)


def test_the_mean_as_it_is_does_not_reach_what_its_rounding_would():
    assert judge(REACHED | {9: [4, 4, 3]}).is_reached
    found = judge(REACHED | {8: [3], 9: [4, 4, 3]}, roll_up=RollUp.MEAN)
    assert found.missing == ("No label: step 9 is 3.67, needs 4.",)


def test_figures_are_written_in_the_reader_s_language():
    with override("fr"):
        assert told(RollUp.MEAN, [4, 3, 4]) == "(4 + 3 + 4) / 3 = 3,67"


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_rounding_stays_within_half_a_point_and_a_half_goes_up(ratings):
    mean, rounded = Fraction(sum(ratings), len(ratings)), rolled_up(RollUp.MEAN_ROUNDED, ratings)
    assert rounded.denominator == 1
    assert -Fraction(1, 2) < mean - rounded < Fraction(1, 2) or rounded - mean == Fraction(1, 2)
    assert min(ratings) <= rounded <= max(ratings)
    assert rolled_up(RollUp.LOWEST, ratings) <= rolled_up(RollUp.MEAN, ratings) == mean


def test_no_rating_is_no_result():
    with pytest.raises(ValueError, match="no rating"):
        rolled_up(RollUp.MEAN, [])
