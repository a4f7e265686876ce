"""The kinds of value: read from words, frozen and thawed without loss."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.values import Choice, Name, Period, Precision, Qualifier, Quantity, Text, frozen, thawed

pytestmark = pytest.mark.once

texts = st.dictionaries(st.sampled_from(["en", "fr", "de"]), st.text(max_size=20)).map(Text)
days = st.dates(date(1990, 1, 1), date(2050, 12, 31))
periods = st.one_of(
    st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair))),
    st.builds(Period.month, st.integers(1990, 2050), st.integers(1, 12)),
    st.builds(Period.half_year, st.integers(1990, 2050), st.integers(1, 2)),
)
quantities = st.builds(Quantity, st.integers(0, 10**9), st.sampled_from(Qualifier.values))
names = st.builds(Name, st.text(max_size=3), texts, texts, texts)
choices = st.builds(Choice, st.text(max_size=9), texts)
simple = st.one_of(st.booleans(), st.integers(), st.text(), days, texts, choices, quantities, periods, names)


@settings(deadline=None)  # on a busy machine one of a hundred may take long
@given(st.one_of(simple, st.lists(simple)))
def test_frozen_value_thaws_to_itself_through_json(value):
    back = thawed(json.loads(json.dumps(frozen(value))))
    assert back == value
    assert type(back) is type(value)
    assert getattr(back, "words", None) == getattr(value, "words", None)  # which a choice does not compare


@pytest.mark.parametrize("value", [None, 1.5, object(), {"kind": "text"}, [None]])
def test_what_is_no_value_is_not_frozen(value):
    with pytest.raises(TypeError, match="is not of a kind that a fact may have"):
        frozen(value)


def test_unknown_kind_is_not_thawed():
    with pytest.raises(TypeError, match="'weather' is not a kind"):
        thawed({"kind": "weather"})


@pytest.mark.parametrize(
    ("words", "starts_on", "ends_on", "precision"),
    [
        ("2008-10-20", date(2008, 10, 20), date(2008, 10, 20), Precision.DAY),
        ("2008-10-20/2008-10-22", date(2008, 10, 20), date(2008, 10, 22), Precision.DAY),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29), Precision.MONTH),
        ("2009-H1", date(2009, 1, 1), date(2009, 6, 30), Precision.HALF),
        ("2009-H2", date(2009, 7, 1), date(2009, 12, 31), Precision.HALF),
        ("2010", date(2010, 1, 1), date(2010, 12, 31), Precision.YEAR),
    ],
)
def test_period_is_read(words, starts_on, ends_on, precision):
    period = Period.parse(words)
    assert (period.starts_on, period.ends_on, period.precision) == (starts_on, ends_on, precision)


@pytest.mark.parametrize(
    "words", ["", "soon", "2009-H3", "2009-13", "2009-02-30", "2009-10-01/", "2009-10-02/2009-10-01", "2009-1-1-1"]
)
def test_what_is_no_period_is_a_sentence(words):
    with pytest.raises(ValueError, match="is not a day, a span of days, a month, a half-year or a year"):
        Period.parse(words)


def test_period_no_more_precise_than_its_month():
    assert Period.parse("2008-10-20/2008-10-22").to_the_month == Period.parse("2008-10")
    for words in ("2008-10-31/2008-11-01", "2008-10-01/2009-10-02", "2008-H1", "2008"):
        assert Period.parse(words).to_the_month == Period.parse(words)


@pytest.mark.parametrize(
    ("precision", "words"), [("day", "2008-08-17"), ("month", "2008-08"), ("half", "2008-H2"), ("year", "2008")]
)
def test_period_around_a_day(precision, words):
    assert Period.around(date(2008, 8, 17), precision) == Period.parse(words)


def test_half_and_year_of_a_period():
    assert [(Period.parse(words).year, Period.parse(words).half) for words in ("2008-06-30/2008-07-01", "2008-07")] == [
        (2008, 1),
        (2008, 2),
    ]


@pytest.mark.parametrize(
    ("qualifier", "reached"),
    [("exact", 300), ("more than", 301), ("at least", 300), ("almost", 299), ("planned", 0)],
)
def test_number_that_is_surely_reached(qualifier, reached):
    assert Quantity(300, qualifier).reaches == reached


def test_a_choice_is_compared_by_its_key():
    awaited = Choice("awaited", Text(en="awaited", fr="attendus"))
    assert awaited == "awaited"
    assert awaited == Choice("awaited", Text(en="to come"))
    assert awaited != "available"
    assert len({awaited, Choice("awaited", Text())}) == 1


def test_text_in_a_language_it_lacks_is_in_the_first_it_has():
    assert Text(en="", fr="bonjour").in_language("en") == "bonjour"
    assert Text().in_language("en") == ""
    assert not Text(en="", fr="")
    assert str(Text(en="hello", fr="bonjour")) == "hello"
