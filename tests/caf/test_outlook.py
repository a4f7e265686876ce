"""The outlook on the first page: the reported counts' own forecast, else the register's, else none."""

from datetime import date

import pytest

from caf.reading.dashboard import dashboard
from caf.reading.goal import goal_standing
from caf.reading.goal_words import goal_picture
from caf.reading.outlook import outlook
from tests.caf.factories import CountFactory, CountingRuleFactory, GoalFactory
from tests.caf.test_dashboard import user
from tests.network.factories import CountryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2008, 11, 26)


def shown(day=DAY):
    standing = goal_standing(day)
    return outlook(standing, goal_picture(standing, set()).chart)


def reported(value, month):
    days = {"starts_on": date(2008, month, 1), "ends_on": date(2008, month, 28), "precision": "month"}
    CountFactory(country=None, value=value, known_on=date(2008, 10, 22), **days)


@pytest.fixture
def goal():
    GoalFactory(known_on=date(2008, 1, 1))
    CountingRuleFactory(known_on=date(2001, 1, 1))


def test_reported_counts_tell_their_pace_and_both_ends(goal, django_assert_num_queries):
    for value, month in ((1500, 1), (1560, 6), (1620, 10)):
        reported(value, month)
    standing = goal_standing(DAY)
    chart = goal_picture(standing, set()).chart
    with django_assert_num_queries(0):
        said = outlook(standing, chart)
    ahead = dashboard(DAY).reported_forecast
    assert (said.chart.band.low, said.chart.band.high) == (ahead.low, ahead.high)
    assert dict(said.figures) == {
        "pace now, over the last 4 months": "15.0 a month",
        "forecast for December 2010": said.chart.band.words,
    }
    assert said.register == ""
    assert shown(date(2011, 6, 1)).figures == ()  # the goal's time is over


def test_else_the_register_tells_its_own_and_says_so(goal, client, django_assert_num_queries):
    reported(1620, 10)
    assert shown().figures == ()  # one count, and an empty register
    denmark = CountryFactory(iso2="DK")
    for month in (3, 9, 10):
        user(denmark, date(2008, month, 1))
    user(denmark, date(2007, 3, 1))
    standing = goal_standing(DAY)
    chart = goal_picture(standing, set()).chart
    with django_assert_num_queries(2):
        said = outlook(standing, chart)
    own = dashboard(DAY).register
    assert (said.register, said.chart.band) == ("4", None)
    assert (said.register_chart.band.low, said.register_chart.band.high) == (own.forecast.low, own.forecast.high)
    page = client.get(f"/?as-of={DAY}").content.decode()
    assert "In the register itself: 4" in page
    assert said.register_chart.band.words in page
