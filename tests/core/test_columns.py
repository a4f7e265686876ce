"""Columns: one declaration, four ways to show it."""

from datetime import date

import pytest
from django.utils import translation

from conferences.columns.edition import EDITION
from core.columns import NONE, Cell, Column, Kind, Tag, period_in_iso
from core.values import Period, Quantity, Text

pytestmark = pytest.mark.once

DAY = date(2008, 11, 26)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def column(kind, value, **more):
    return Column("thing", "Thing", lambda _record, _day: value, kind, **more)


@pytest.mark.parametrize(
    ("kind", "value", "text", "headers", "cells", "as_json"),
    [
        (Kind.TEXT, "Paris", "Paris", ["thing"], ["Paris"], "Paris"),
        (Kind.NUMBER, 1620, "1\N{NO-BREAK SPACE}620", ["thing"], [1620], 1620),
        (Kind.YEAR, 2010, "2010", ["thing"], [2010], 2010),
        (Kind.DATE, DAY, "26 November 2008", ["thing"], [DAY], "2008-11-26"),
        (Kind.YES_NO, False, "no", ["thing"], [False], False),
        (
            Kind.WORDS, Text(en="Rome", fr="Rome (fr)"), "Rome", ["thing_en", "thing_fr"], ["Rome", "Rome (fr)"],
            {"en": "Rome", "fr": "Rome (fr)"},
        ),
        (
            Kind.QUANTITY, Quantity(1000, "more than"), "more than 1\N{NO-BREAK SPACE}000",
            ["thing", "thing_qualifier"], [1000, "more than"], {"value": 1000, "qualifier": "more than"},
        ),
        (
            Kind.PERIOD, Period.half_year(2009, 1), "first half of 2009",
            ["thing", "thing_first_day", "thing_last_day"], ["2009-H1", date(2009, 1, 1), date(2009, 6, 30)],
            {"iso": "2009-H1", "first_day": "2009-01-01", "last_day": "2009-06-30", "precision": "half"},
        ),
    ],
)  # fmt: skip
def test_a_value_in_a_list_in_a_spreadsheet_and_in_json(kind, value, text, headers, cells, as_json):
    shown = column(kind, value)
    assert shown.cell(None, DAY).text == text
    assert shown.headers() == headers
    assert shown.spread(None, DAY) == cells
    assert shown.as_json(None, DAY) == as_json


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_not_known_stays_empty_and_is_never_nought(kind):
    unknown = column(kind, None)
    assert unknown.cell(None, DAY).text == ""
    assert set(unknown.spread(None, DAY)) == {None}
    assert len(unknown.spread(None, DAY)) == len(unknown.headers())
    assert unknown.as_json(None, DAY) is None


def test_where_nothing_is_known_to_be_there_a_reader_is_told_so_and_a_file_stays_empty():
    there = column(Kind.TEXT, "", empty=NONE)
    assert (there.cell(None, DAY).text, there.spread(None, DAY)) == ("–", [""])


def test_a_tag_has_shape_and_word():
    tag = column(Kind.TAG, "held", words={"held": "Held"}, tags={"held": "ok"})
    assert tag.cell(None, DAY) == Cell("Held", tag=Tag("ok", "Held"))


def test_a_day_stays_in_one_line():
    assert column(Kind.DATE, DAY).cell(None, DAY).in_one_line
    assert not column(Kind.TEXT, "Words").cell(None, DAY).in_one_line


def test_a_period_is_written_so_that_it_can_be_read_back():
    for text in ("2008-10-20", "2008-10-20/2008-10-22", "2009-04", "2009-H2", "2010"):
        assert period_in_iso(Period.parse(text)) == text


def test_words_sort_in_the_readers_language():
    name = next(column for column in EDITION if column.key == "name")
    with translation.override("fr"):
        assert name.order() == ["name__fr"]
