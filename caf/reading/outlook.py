"""Where the count leads, in a few figures and one picture: for the first page, as the dashboard has it (`forecast`).

Of the reported counts where they tell a pace; else of the register's own, said to be its own: the two are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from caf.models import CountingRule
from caf.reading.dashboard import RegisterStanding, reported_outlook
from caf.reading.dashboard_words import band, range_words, reader_writer, register_line
from caf.reading.forecast import Forecast, Pace, forecast, paces_of
from caf.reading.goal import GoalStanding
from caf.tallies import months
from core.charts import LineChart
from core.phrases.base import Phrases
from core.written import decimal


@dataclass(frozen=True)
class Outlook:
    """figures: (label, value) each. chart: of the reported counts, with the forecast where they tell one.

    register: how many count in it, in words, where the figures are the register's own, which has a picture of its own.
    """

    figures: tuple[tuple[str, str], ...]
    chart: LineChart | None
    register: str = ""
    register_chart: LineChart | None = None


def outlook(standing: GoalStanding, chart: LineChart | None) -> Outlook:
    """chart: of the reported counts. Two queries where they tell no pace; none where they do, or the goal is over."""
    writer = reader_writer()
    if standing.goal is None or standing.ends_on is None or standing.is_over:
        return Outlook((), chart)
    paces, ahead = reported_outlook(standing)
    if paces or ahead:
        drawn = replace(chart, band=band(ahead, writer)) if chart else None
        return Outlook(tuple(figures(paces, ahead, writer)), drawn)
    return of_register(standing.day, standing.ends_on, chart, writer)


def of_register(day: date, ends_on: date, chart: LineChart | None, writer: Phrases) -> Outlook:
    """The register's own pace, count and forecast; nothing where it is too young to tell one."""
    rule = CountingRule.objects.on(day)
    changed = months(day, rule.code)
    paces, total = paces_of(changed, day), sum(month.change for month in changed)
    if not paces:
        return Outlook((), chart)
    ahead = forecast(total, day, ends_on, paces)
    own = RegisterStanding(day, rule, total, {}, tuple(changed), paces, ahead)
    line = register_line(own, writer)
    return Outlook(tuple(figures(paces, ahead, writer)), chart, writer.number(total), line)


def figures(paces: tuple[Pace, ...], ahead: Forecast | None, writer: Phrases) -> Iterator[tuple[str, str]]:
    """The newest pace, and between which ends the recent ones lead."""
    if paces:
        newest = paces[-1]
        label = _("pace now, over the last %(months)s months") % {"months": newest.months}
        yield label, _("%(count)s a month") % {"count": decimal(newest.written)}
    if ahead:
        yield _("forecast for %(month)s") % {"month": writer.month(ahead.day)}, range_words(ahead, writer)
