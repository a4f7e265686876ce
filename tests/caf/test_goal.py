"""The arithmetic of the goal, with the figures that the network published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caf.models import Count, Goal
from caf.reading.goal import GoalStanding, goal_standing
from core.values import Period, Qualifier, Quantity
from network.models import Country, CountryName, Membership, Standing

pytestmark = pytest.mark.django_db

NOVEMBER_26 = date(2008, 11, 26)
SEEN = date(2008, 10, 22)


def country(iso2: str, name: str) -> Country:
    made = Country.objects.create(iso2=iso2, iso3=f"{iso2}X", eu_code=iso2)
    CountryName.objects.create(country=made, language="en", name=name, known_on=date(1993, 1, 1))
    Membership.objects.create(country=made, standing=Standing.MEMBER, known_on=date(1993, 1, 1))
    return made


def count(period: str, value: int, *, known: date = SEEN, of: Country | None = None, **more: Any) -> Count:
    row = Count(value=value, country=of, known_on=known, **more)
    row.period = Period.parse(period)
    row.save()
    return row


def goal(value: int = 2010, *, known: date = date(2008, 1, 1), unit: str = "users", by_year: int = 2010) -> Goal:
    return Goal.objects.create(value=value, unit=unit, by_year=by_year, known_on=known)


@pytest.fixture
def october() -> GoalStanding:
    goal()
    count("2008-10", 1620)
    for iso2, name, value in (("IT", "Italy", 305), ("DK", "Denmark", 233), ("BE", "Belgium", 220)):
        count("2008-10", value, of=country(iso2, name))
    country("FR", "France")
    return goal_standing(NOVEMBER_26)


def test_share_gap_and_pace_of_october_2008(october):
    assert october.quantity.value == 1620
    assert october.share == Decimal("80.6")
    assert october.gap == 390
    assert october.months_left == 26
    assert october.needed_a_month == 15
    assert october.reached is False
    assert not october.is_over


def test_the_three_countries_and_all_others(october):
    assert [(row.country.iso2, row.quantity.value) for row in october.countries] == [
        ("IT", 305),
        ("DK", 233),
        ("BE", 220),
    ]
    assert october.counted_by_country == 758
    assert october.others == 862
    assert [row.iso2 for row in october.without_count] == ["FR"]


def test_at_most_four_queries(october, django_assert_num_queries):
    with django_assert_num_queries(4):
        standing = goal_standing(NOVEMBER_26)
        assert [str(row.country) for row in standing.countries] == ["Italy", "Denmark", "Belgium"]


def test_before_any_count_every_figure_is_unknown():
    goal()
    count("2008-10", 1620, known=date(2008, 10, 22))
    standing = goal_standing(date(2008, 10, 21))
    assert standing.goal is not None
    assert standing.count is None
    figures = (standing.share, standing.gap, standing.months_left, standing.needed_a_month, standing.others)
    assert figures == (None, None, None, None, None)
    assert standing.reached is None


def test_without_a_goal_the_count_still_stands():
    count("2008-10", 1620)
    standing = goal_standing(NOVEMBER_26)
    assert standing.quantity is not None
    assert standing.share is None
    assert standing.reached is None


def test_nothing_known_at_all():
    standing = goal_standing(NOVEMBER_26)
    assert (standing.goal, standing.count, standing.ends_on, standing.is_over) == (None, None, None, False)


def test_the_goal_in_its_versions():
    goal(2000, known=date(2006, 11, 1))
    goal(2010, known=date(2008, 1, 1))
    count("2006-11", 900, known=date(2006, 11, 10))
    early = goal_standing(date(2007, 1, 1))
    assert early.goal is not None
    assert early.goal.value == 2000
    assert early.gap == 1100
    assert goal_standing(NOVEMBER_26).goal == Goal.objects.get(value=2010)


def test_a_count_of_another_unit_is_not_measured_against_the_goal():
    goal(2000, unit="applications", known=date(2005, 12, 1))
    count("2005-12", 900, known=date(2005, 12, 1), unit="users")
    standing = goal_standing(date(2006, 1, 1))
    assert standing.count is None
    assert standing.share is None


def test_more_than_is_a_lower_bound():
    goal()
    count("2010-06", 2000, known=date(2010, 6, 10), qualifier=Qualifier.MORE_THAN)
    standing = goal_standing(date(2010, 6, 11))
    assert standing.is_at_least
    assert standing.gap == 9  # at most: 2 001 are sure
    assert standing.share == Decimal("99.6")
    assert standing.needed_a_month == 2
    assert standing.reached is None
    assert standing.others is None


def test_more_than_the_goal_reaches_it():
    goal()
    count("2010-09", 2010, known=date(2010, 9, 10), qualifier=Qualifier.MORE_THAN)
    assert goal_standing(date(2010, 9, 11)).reached is True


def test_almost_and_about_are_rough():
    goal()
    count("2009-10", 2010, known=date(2009, 10, 10), qualifier=Qualifier.ALMOST)
    standing = goal_standing(date(2009, 10, 11))
    assert standing.is_rough
    assert standing.reached is False
    assert standing.gap == 1


def test_a_planned_number_is_no_count():
    goal()
    count("2010-12", 2010, qualifier=Qualifier.PLANNED)
    assert goal_standing(NOVEMBER_26).count is None


def test_after_the_date_there_is_no_pace():
    goal()
    count("2008-10", 1620)
    standing = goal_standing(date(2011, 1, 1))
    assert standing.is_over
    assert (standing.months_left, standing.needed_a_month) == (None, None)
    assert standing.gap == 390


def test_on_the_last_day_it_is_not_over_but_no_month_is_left():
    goal()
    count("2010-12", 1990, known=date(2010, 12, 20))
    standing = goal_standing(date(2010, 12, 31))
    assert not standing.is_over
    assert standing.needed_a_month is None


def test_reached_has_no_gap_and_no_pace():
    goal()
    count("2011-09", 2382, known=date(2011, 9, 7))
    standing = goal_standing(date(2011, 9, 8))
    assert (standing.reached, standing.gap, standing.needed_a_month) == (True, 0, None)
    assert standing.share == Decimal("118.5")


def test_reached_too_late_is_not_reached_in_time():
    goal()
    count("2011-09", 2382, known=date(2011, 9, 7))
    assert goal_standing(date(2011, 9, 8)).reached_in_time is None
    count("2010-11", 2011, known=date(2011, 10, 1))
    assert goal_standing(date(2011, 10, 2)).reached_in_time is True


def test_missed_is_said_only_of_an_exact_count_of_the_last_day():
    goal()
    count("2010-11", 1990, known=date(2010, 12, 1))
    assert goal_standing(date(2011, 1, 1)).reached_in_time is None
    count("2010-12", 1999, known=date(2011, 1, 5))
    assert goal_standing(date(2011, 1, 6)).reached_in_time is False


def test_pace_is_rounded_up():
    goal()
    count("2008-10", 1619)
    assert goal_standing(NOVEMBER_26).needed_a_month == 16


def test_a_count_of_a_year_gives_no_pace():
    goal()
    count("2008", 1620)
    standing = goal_standing(NOVEMBER_26)
    assert standing.gap == 390
    assert standing.needed_a_month is None


def test_a_later_report_on_the_same_month_replaces_the_earlier():
    goal()
    count("2008-10", 1600)
    count("2008-10", 1620, known=date(2008, 11, 1))
    standing = goal_standing(NOVEMBER_26)
    assert [row.value for row in standing.series] == [1620]
    assert goal_standing(date(2008, 10, 31)).quantity == Quantity(1600)


def test_the_series_is_in_order_and_ends_with_the_count():
    goal()
    count("2008-10", 1620)
    count("2006-09", 1100)
    standing = goal_standing(NOVEMBER_26)
    assert [row.value for row in standing.series] == [1100, 1620]


def test_counts_of_countries_of_another_date_do_not_mix_in():
    goal()
    count("2008-10", 1620)
    count("2008-06", 300, of=country("IT", "Italy"))
    standing = goal_standing(NOVEMBER_26)
    assert standing.countries == ()
    assert standing.others is None


def test_parts_that_exceed_the_whole_leave_the_rest_unknown():
    goal()
    count("2008-10", 100)
    count("2008-10", 305, of=country("IT", "Italy"))
    assert goal_standing(NOVEMBER_26).others is None
