"""What the register says of one country as of a day: for its page and its fact sheet. No organisation is ranked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count as Number
from django.utils.translation import gettext as _

from caf.models import Count, CountChange, CountingRule, CountingSpan, Event, Expert, Grain, Part, Pilot
from caf.reading.dashboard_words import capital, part_words, reader_writer, users_url
from caf.reading.forecast import first_of
from caf.reading.freshness import Freshness, freshness
from caf.reading.promises import PromiseStanding, promise_standings
from core.charts import LineChart, Point, bars
from network.models import Country
from network.permissions import can_read_shared

PARTS = ("sector", "level", "version")


@dataclass(frozen=True)
class CountryCard:
    """counted: by the rule in force. parts: (heading, head of the column,
    [(bar, address of its list)]). reported: (count, the earlier ones
    below it). pilots: as far as the reader may see them. correspondents: of the expert group; names_experts: may the
    reader know who they are?"""

    country: Country
    day: date
    rule: CountingRule
    counted: int
    parts: list[tuple[str, str, list[tuple[Any, str]]]]
    chart: LineChart | None
    freshness: Freshness | None
    promise: PromiseStanding | None
    reported: list[Count]
    events: list[Any]
    pilots: list[Any]
    correspondents: list[Expert]
    names_experts: bool

    @property
    def list_url(self) -> str:
        return users_url(self.day, country=self.country.iso2.lower())

    @property
    def institutions(self) -> list[str]:
        """Of the correspondents, where one is on record."""
        return [str(expert.institution) for expert in self.correspondents if expert.institution]


def country_card(country: Country, day: date, user: Any, *, experts_for: Any = None) -> CountryCard:
    """In a fixed number of queries. experts_for: who may know the experts, where that is not `user`."""
    rule = CountingRule.objects.on(day)
    spans = CountingSpan.objects.on(day, rule.code).filter(country=country)
    events = [
        report
        for event in Event.objects.filter(known_on__lte=day).prefetch_related("reports__event")
        if (report := event.report_on(day)) and report.country_id == country.pk
    ]
    pilots = Pilot.objects.visible_to(user).filter(country=country, known_on__lte=day).prefetch_related("reports")
    return CountryCard(
        country=country,
        day=day,
        rule=rule,
        counted=spans.count(),
        parts=[(heading, label, lines_of(spans, by, country, day)) for heading, label, by in headings()],
        chart=chart_of(country, day, rule),
        freshness=next(iter(freshness(day, [country.pk])), None),
        promise=next((row for row in promise_standings(day, rule) if row.promise.country_id == country.pk), None),
        reported=list(Count.objects.filter(country=country, known_on__lte=day).order_by("-starts_on", "-known_on")[:5]),
        events=sorted(events, key=lambda row: (row.starts_on is None, row.starts_on)),
        correspondents=list(Expert.objects.in_force(day).filter(country=country).order_by("role", "pk")),
        names_experts=can_read_shared(experts_for or user),
        pilots=[(pilot, pilot.report_on(day), pilot.stage_on(day)) for pilot in pilots],
    )


def headings() -> list[tuple[str, str, str]]:
    """(heading, head of the column, part) each."""
    said = (
        (_("By sector"), _("Sector")),
        (_("By level of government"), _("Level of government")),
        (_("By version of CAF"), _("Version of CAF")),
    )
    return [(heading, label, by) for (heading, label), by in zip(said, PARTS, strict=True)]


def lines_of(spans: Any, by: str, country: Country, day: date) -> list[tuple[Any, str]]:
    """A bar and the list of each part, the largest first, what is not known last."""
    writer, words = reader_writer(), part_words(by)
    counted = list(spans.order_by().values_list(by).annotate(number=Number("pk")))
    counted.sort(key=lambda part: (part[0] == "", -part[1], part[0]))
    drawn = bars([(words.get(part, _("not known")), n, writer.number(n), False, not part) for part, n in counted])
    return [
        (bar, users_url(day, country=country.iso2.lower(), **{by: part or "unknown"}))
        for bar, (part, _n) in zip(drawn, counted, strict=True)
    ]


def chart_of(country: Country, day: date, rule: CountingRule) -> LineChart | None:
    """How many counted at the end of each month; None with fewer than two."""
    changes = CountChange.objects.filter(
        rule=rule.code, grain=Grain.DAY, by=Part.COUNTRY, part=str(country.pk), starts_on__lte=day
    )
    by_month: dict[date, int] = {}
    for starts_on, change in changes.order_by("starts_on").values_list("starts_on", "change"):
        month = starts_on.replace(day=1)
        by_month[month] = by_month.get(month, 0) + change
    writer, total, points = reader_writer(), 0, []
    for month, change in by_month.items():
        total += change
        end = min(first_of(month, -1) - timedelta(days=1), day)
        points.append(Point(end, total, writer.number(total), capital(writer.month(end)), _("the register")))
    if len(points) < 2:
        return None
    title = _("CAF users of %(country)s month by month. Last: %(last)s.") % {
        "country": country,
        "last": points[-1].words,
    }
    return LineChart("country", title, tuple(points), None, every_dot=False)
