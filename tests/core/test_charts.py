"""Charts: geometry that follows from the values, and markup that needs no style of the page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string

from core.chart_labels import Box, box_of
from core.charts import SIZES, Band, LineChart, Point, Target, bars, round_step

pytestmark = pytest.mark.once

OCTOBER = Point(date(2008, 10, 31), 1620, "1 620", "October 2008", "EIPA")
TARGET = Target(date(2010, 12, 31), 2010, "2 010", "The goal", "Needed")


def chart(*points: Point, target: Target | None = TARGET, today: date | None = date(2008, 11, 26)) -> LineChart:
    return LineChart("goal", "CAF users", points, target, today, "26 November 2008")


def test_one_point_is_a_point_and_no_line():
    for drawing in chart(OCTOBER).drawings:
        assert drawing.line == ""
        assert len(drawing.dots) == 1
        assert drawing.needed.startswith(f"M{drawing.dots[0][0]:g} {drawing.dots[0][1]:g}L")


def test_the_axis_of_one_point_goes_below_it_in_round_steps():
    assert chart(OCTOBER).steps == (1200, 1400, 1600, 1800, 2000, 2200)
    words = [label.words.replace("\xa0", " ") for label in next(iter(chart(OCTOBER).drawings)).grid]
    assert words == ["1 200", "1 400", "1 600", "1 800"]  # 2 000 would touch the goal's own number


def test_the_goal_lies_above_the_count_and_the_day_right_of_it():
    drawing = next(iter(chart(OCTOBER).drawings))
    assert drawing.target_line is not None
    assert drawing.today is not None
    assert drawing.target_line[1] < drawing.dots[0][1]
    assert drawing.today > drawing.dots[0][0]


def test_several_points_make_a_line():
    drawing = next(iter(chart(Point(date(2006, 9, 30), 1100, "1 100", "September 2006"), OCTOBER).drawings))
    assert drawing.line.count("L") == 1
    assert [label.words for label in drawing.years] == ["2006", "2007", "2008", "2009", "2010"]


def test_many_years_do_not_run_into_each_other():
    later = Point(date(2020, 11, 30), 4160, "4 160", "November 2020")
    for size in SIZES:
        drawing = chart(OCTOBER, later).drawn(size)
        gaps = [b.x - a.x for a, b in zip(drawing.years, drawing.years[1:], strict=False)]
        assert min(gaps) >= 40


def test_a_day_outside_the_chart_is_not_marked():
    assert next(iter(chart(OCTOBER, today=date(2026, 1, 1)).drawings)).today is None


def test_without_a_goal_there_is_no_goal_line():
    drawing = next(iter(chart(OCTOBER, target=None).drawings))
    assert drawing.target_line is None
    assert drawing.needed == ""


def test_once_reached_no_line_is_needed():
    reached = Target(date(2010, 12, 31), 2010, "2 010", "The goal")
    assert next(iter(chart(OCTOBER, target=reached).drawings)).needed == ""


@pytest.mark.parametrize("value", [0, 1, 7])
def test_small_numbers_can_be_drawn(value):
    point = Point(date(2008, 1, 1), value, str(value), "2008")
    for drawing in chart(point, target=None).drawings:
        assert all(0 <= y <= drawing.plot_bottom for _x, y in drawing.dots)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_every_label_stays_in_the_drawing(size):
    drawing = chart(OCTOBER).drawn(size)
    labels = [*drawing.grid, *drawing.years, drawing.point_label, drawing.needed_label, drawing.today_label]
    for label in labels:
        assert label is not None
        width = 7.6 * len(label.words)
        start = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
        assert start >= -4, label
        assert start + width <= size.width + 4, label
        assert 0 < label.y <= size.height


def growing(last: int, months: int) -> tuple[Point, ...]:
    """A count that grows ever faster, until November 2008."""
    days = [date(2008 + (10 - back) // 12, (10 - back) % 12 + 1, 26) for back in range(months)][::-1]
    values = [int(last * ((place + 1) / months) ** 2) for place in range(months)]
    return tuple(Point(day, n, f"{n:,}".replace(",", "\xa0"), "") for day, n in zip(days, values, strict=True))


CASES = {
    "demonstration": (growing(4, 3), None, (5, 9)),
    "below the goal": (growing(1734, 90), 2010, (2527, 2643)),
    "above the goal": (growing(6005, 90), 2010, (8621, 8872)),
    "far above": (growing(1_000_000, 90), 2010, (1_200_000, 1_400_000)),
    "at the goal": (growing(2000, 90), 2010, (2005, 2015)),
    "young": (growing(1200, 14), 2010, (2500, 3100)),
    "falling": (growing(900, 30)[::-1], None, (0, 300)),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize(("name", "between"), [("Forecast", "to"), ("Prévision", "à")])
def test_words_meet_neither_each_other_nor_a_line(case, size, name, between):
    points, goal, (low, high) = CASES[case]
    if case == "falling":
        points = tuple(replace(point, day=at.day) for point, at in zip(points, points[::-1], strict=True))
    last_day = date(2010, 12, 31)
    needed = "Needed" if goal and goal > points[-1].value else ""
    target = Target(last_day, goal, f"{goal:,}".replace(",", "\xa0"), "The goal", needed) if goal else None
    band = Band(last_day, low, high, name, f"{low:,} {between} {high:,}".replace(",", "\xa0"))
    today = points[-1].day if len(points) < 20 else None  # the day is marked where there are few
    line = LineChart("k", "t", points, target, today, "26 November 2008", band, every_dot=False)
    drawing = line.drawn(size)
    words = [*drawing.band_labels, drawing.point_label, drawing.target_label, drawing.needed_label, drawing.today_label]
    inside = {label.words: box_of(label) for label in words if label}
    axis = [box_of(label) for label in (*drawing.grid, drawing.target_value) if label]
    for box in (*inside.values(), *axis, *(box_of(label) for label in drawing.years)):
        assert 0 <= box.left < box.right <= size.width
        assert 0 <= box.top < box.bottom <= size.height
    for box, other in combinations([*inside.values(), *axis], 2):
        assert not box.meets(other)
    places = re.findall(r"([\d.]+) ([\d.]+)", drawing.line)
    curve = list(pairwise((float(x), float(y)) for x, y in places))
    for label, box in inside.items():
        assert not any(box.is_crossed_by(*part) for part in curve), label
        if drawing.target_line:
            start = (drawing.size.left, drawing.target_line[1])
            assert not box.is_crossed_by(start, drawing.target_line), label


def test_a_grid_line_lies_near_the_highest_number():
    band = Band(date(2010, 12, 31), 8621, 8872, "Forecast", "8 621 to 8 872")
    line = LineChart("k", "t", growing(6005, 90), band=band, every_dot=False)
    assert line.steps == (0, 2000, 4000, 6000, 8000, 10000)
    for drawing in line.drawings:
        heights = [label.y for label in drawing.grid]
        assert len(heights) == 5
        assert min(a - b for a, b in pairwise(heights)) >= 20


def test_a_line_runs_through_a_box_or_past_it():
    box = Box(10, 10, 20, 20)
    assert box.is_crossed_by((0, 0), (30, 30))
    assert box.is_crossed_by((15, 30), (15, 0))
    assert not box.is_crossed_by((0, 0), (30, 8))
    assert not box.is_crossed_by((21, 0), (21, 30))
    assert box.meets(Box(19, 19, 30, 30))
    assert not box.meets(Box(20, 10, 30, 20))


def test_the_markup_is_xml_with_a_title_and_without_style():
    line = chart(OCTOBER)
    for drawing in line.drawings:
        markup = render_to_string("core/charts/line_svg.html", {"chart": line, "drawing": drawing})
        svg = ET.fromstring(markup.strip())
        title = svg.find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert title.text == "CAF users"
        assert svg.get("aria-labelledby") == title.get("id")
        assert "style=" not in markup


def test_the_chart_stands_beside_a_table():
    markup = render_to_string("core/charts/line.html", {"chart": chart(OCTOBER)})
    assert "October 2008" in markup
    assert "EIPA" in markup
    assert markup.count('<svg class="chart ') == len(SIZES)


def test_bars_are_as_long_as_their_share_of_the_longest():
    rows = bars([("Italy", 305, "305", False, False), ("All others", 862, "862", False, True)])
    assert [row.share for row in rows] == ["35.4", "100.0"]
    markup = render_to_string("core/charts/bars.html", {"bars": rows, "caption": "Users", "total": "1 167"})
    assert "bar-hatch" in markup
    assert "style=" not in markup


def test_round_steps():
    assert [round_step(rough) for rough in (0.3, 3, 195, 220, 4000)] == [1, 5, 200, 500, 5000]
