"""The goal and its count in the reader’s words, for every page and document that shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caf.reading.goal import GoalStanding
from core.charts import Bar, LineChart, Point, Target, bars
from core.maps import Map, Place, tinted
from core.phrases import phrases
from core.phrases.base import Phrases
from core.written import percent


@dataclass(frozen=True)
class GoalPicture:
    """The goal in the reader's words. figures: (label, value) each; only those that are known.

    source: its name, and its address if it is one. without_count: member states with no count of their own.
    """

    heading: str
    number: str
    of_goal: str
    spoken: str
    figures: tuple[tuple[str, str], ...]
    sentence: str
    counted: str
    source: str
    source_url: str
    count_url: str
    chart: LineChart | None
    bars: tuple[Bar, ...]
    map: Map | None
    together: str
    by_country_as_of: str
    has_others: bool
    without_count: str


def goal_picture(standing: GoalStanding, own: set[int]) -> GoalPicture | None:
    """The goal in words; None where there is neither a goal nor a count."""
    goal, count, quantity = standing.goal, standing.count, standing.quantity
    if goal is None and count is None:
        return None
    writer = phrases(get_language() or "en")
    unit = (goal or count).get_unit_display()  # type: ignore[union-attr] # one of the two is there
    value = writer.number(goal.value) if goal else ""
    heading = (
        _("%(value)s CAF %(unit)s in %(year)s") % {"value": value, "unit": unit, "year": goal.by_year}
        if goal
        else _("CAF %(unit)s") % {"unit": unit}
    )
    number = writer.number(quantity.value) if quantity else ""
    of_goal = _("of %(value)s %(unit)s") % {"value": value, "unit": unit} if goal else unit
    period = standing.period
    return GoalPicture(
        heading=heading,
        number=number,
        of_goal=of_goal,
        spoken=" ".join(part for part in (qualified(standing, writer), of_goal) if part),
        figures=tuple(figures(standing, unit, writer)),
        sentence=state_sentence(standing),
        counted=writer.period(period) if period else "",
        source=source_name(count.source) if count else "",
        source_url=count.source if count and is_address(count.source) else "",
        count_url=count.get_absolute_url() if count else "",
        chart=line_chart(standing, writer) if count else None,
        bars=country_bars(standing, own, writer),
        map=reported_map(standing, writer) if standing.countries else None,
        together=writer.quantity(standing.whole.quantity) if standing.whole else "",
        by_country_as_of=earlier_count(standing, writer),
        has_others=standing.others is not None and standing.others > 0,
        without_count=names(standing, writer),
    )


def qualified(standing: GoalStanding, writer: Phrases) -> str:
    """more than 2 000; "" where nothing is known."""
    return writer.quantity(standing.quantity) if standing.quantity else ""


def figures(standing: GoalStanding, unit: str, writer: Phrases) -> Iterator[tuple[str, str]]:
    """Reached, missing, needed a month: each only where it follows from the records."""
    above = _("at least %(figure)s") if standing.is_at_least else _("about %(figure)s") if standing.is_rough else ""
    below = _("at most %(figure)s") if standing.is_at_least else above
    if standing.share is not None:
        yield _("of the goal reached"), with_bound(above, percent(standing.share))
    if standing.gap and standing.reached is not True:
        yield _("%(unit)s still missing") % {"unit": unit}, with_bound(below, writer.number(standing.gap))
    if standing.needed_a_month and standing.ends_on:
        pace = _("%(count)s a month") % {"count": with_bound(below, writer.number(standing.needed_a_month))}
        yield _("needed until %(month)s") % {"month": writer.month(standing.ends_on)}, pace


def with_bound(bound: str, figure: str) -> str:
    """at most 9."""
    return bound % {"figure": figure} if bound else figure


def state_sentence(standing: GoalStanding) -> str:
    """What the figures cannot say: reached, over, or not to be told."""
    if standing.goal is None:
        return _("No goal was set on this day.")
    if standing.count is None:
        return _("No count was known on this day. EIPA’s CAF Resource Centre can supply it.")
    if standing.reached:
        in_time = _("The goal is reached.")
        late = _("The count reaches the goal, after its time. Whether it was reached in time is not known.")
        return in_time if standing.reached_in_time else late
    return over_sentence(standing) if standing.is_over else ""


def over_sentence(standing: GoalStanding) -> str:
    """The goal's time is over: was it missed, or can that not be told?"""
    if standing.reached_in_time is False:
        return _("The goal’s time is over, and the count does not reach it.")
    return _("The goal’s time is over. No count tells whether it was reached.")


def line_chart(standing: GoalStanding, writer: Phrases) -> LineChart:
    """The counts of the goal's unit against the goal. Only what was counted: no point is made up."""
    points = tuple(
        Point(
            day=count.ends_on or standing.day,
            value=count.value,
            words=writer.quantity(count.quantity),
            when=capital(writer.period(count.period)) if count.period else "",
            source=source_name(count.source),
        )
        for count in standing.series
    )
    last = points[-1]
    parts = {"last": last.words, "when": last.when}
    title = _("Count of CAF users. Last: %(last)s, %(when)s.") % parts
    target = None
    if standing.goal and standing.ends_on:
        parts |= {"goal": writer.number(standing.goal.value), "day": writer.day(standing.ends_on)}
        title = _("Count of CAF users. Last: %(last)s, %(when)s. The goal: %(goal)s by %(day)s.") % parts
        target = Target(
            day=standing.ends_on,
            value=standing.goal.value,
            words=writer.number(standing.goal.value),
            label=_("The goal"),
            needed_label=_("Needed") if standing.needed_a_month else "",
        )
    return LineChart("goal", title, points, target, standing.day, writer.day(standing.day))


def country_bars(standing: GoalStanding, own: set[int], writer: Phrases) -> tuple[Bar, ...]:
    """A bar a country, the reader's own marked; all others together last, hatched."""
    rows = [
        (
            row.country.name_on(standing.day).plain.in_language(writer.code),
            row.quantity.value,
            writer.quantity(row.quantity),
            row.country.pk in own,
            False,
        )
        for row in standing.countries
    ]
    if standing.others:
        rows.append((_("All others"), standing.others, writer.number(standing.others), False, True))
    return bars(rows)


def earlier_count(standing: GoalStanding, writer: Phrases) -> str:
    """When the countries were counted, where that is not when the whole was counted last; else ""."""
    whole = standing.whole
    return writer.period(whole.period) if whole and whole != standing.count and whole.period else ""


def reported_map(standing: GoalStanding, writer: Phrases) -> Map:
    """The reported counts by country, hatched where one figure stands for many."""
    title = _("Map of Europe: reported CAF users by country. The bars beside it have the same figures.")
    known = [
        Place(row.country.iso2, str(row.country), row.count.value, writer.quantity(row.quantity))
        for row in standing.countries
    ]
    return tinted("europe", title, known + [Place(one.iso2, str(one), None) for one in standing.without_count])


def names(standing: GoalStanding, writer: Phrases) -> str:
    """The member states without a count of their own, listed as the reader's alphabet has them."""
    found = [country.name_on(standing.day) for country in standing.without_count]
    return writer.listed(name.plain for name in writer.alphabetical(found)) if found else ""


def is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def source_name(source: str) -> str:
    """Of a source that is a web address, whose it is: it is too long to be read. Others as they are."""
    return (urlsplit(source).hostname or source).removeprefix("www.") if is_address(source) else source


def capital(words: str) -> str:
    """October 2008, with a capital in every language."""
    return words[:1].upper() + words[1:]
