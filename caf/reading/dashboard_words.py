"""The dashboard in the reader's words: lines, charts, the map; the same for the page and for its PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from caf.models import CafVersion, Level, Sector
from caf.reading.counting import UNKNOWN, By, Moved
from caf.reading.dashboard import Dashboard, HistoryLine, RegisterStanding
from caf.reading.forecast import Forecast, Pace, first_of
from caf.reading.monthly import MONTHS_SHOWN
from caf.tallies import Month
from core.charts import Band, Bar, LineChart, Point, Target, bars
from core.maps import Map, Place, tinted
from core.phrases import phrases
from core.phrases.base import Phrases, sort_key
from core.written import decimal, written
from network.models import Country

REPORTED, REGISTER = "reported", "register"
NEAR_THE_GOAL = 2  # the goal's line is drawn where the count is at least so large a part of it: 1 / 2


@dataclass(frozen=True)
class CountryLine:
    """One country: its reported count, and the register's own. url: the list of the latter; "" where there is none."""

    country: Country
    name: str
    reported: int | None
    reported_words: str
    reported_url: str
    counted: int
    url: str


@dataclass(frozen=True)
class PartLine:
    bar: Bar
    url: str


@dataclass(frozen=True)
class MonthLine:
    """By how much the register's count changed in a month; total: at its end. new, lapsed, merged, total: (how many,
    their list; "" where there is none). url: what changed, with its lists. goes_on: the month is not over."""

    name: str
    new: tuple[int, str]
    lapsed: tuple[int, str]
    merged: tuple[int, str]
    total: tuple[int, str]
    url: str
    goes_on: bool


def users_url(day: date, **chosen: str) -> str:
    """The list of those that count on that day, narrowed."""
    query = {**chosen, "counts": "yes", "as-of": day.isoformat()}
    return f"{reverse('caf:organisation_list')}?{urlencode(query)}"


def moved_url(kind: str, first: date, last: date, **chosen: str) -> str:
    """The list of those that came, lapsed or were merged between the two days, narrowed."""
    query = {**chosen, "moved": str(kind), "since": first.isoformat(), "as-of": last.isoformat()}
    return f"{reverse('caf:organisation_list')}?{urlencode(query)}"


def country_lines(board: Dashboard, countries: list[Country]) -> list[CountryLine]:
    """Every country of the network or with a count, in the order of the reader's alphabet: no league."""
    reported = {row.country.iso2: row.count for row in board.goal.countries}
    counted = board.register.parts["country"]
    concerned = {country.iso2 for country in board.goal.without_count} | reported.keys() | counted.keys()
    lines = []
    for country in countries:
        if country.iso2 not in concerned:
            continue
        count, number = reported.get(country.iso2), counted.get(country.iso2, 0)
        lines.append(
            CountryLine(
                country=country,
                name=str(country),
                reported=count.value if count else None,
                reported_words=written(count.quantity) if count else "",
                reported_url=count.get_absolute_url() if count else "",
                counted=number,
                url=users_url(board.day, country=country.iso2.lower()) if number else "",
            )
        )
    return sorted(lines, key=lambda line: sort_key(line.name))


def europe_map(board: Dashboard, lines: list[CountryLine], which: str) -> Map:
    """The reported counts, hatched where one figure stands for many countries; or the register's own."""
    if which == REPORTED:
        title = _("Map of Europe: reported CAF users by country. The table has the same figures.")
        places = [Place(line.country.iso2, line.name, line.reported, line.reported_words) for line in lines]
    else:
        title = _("Map of Europe: CAF users of the register by country. The table has the same figures.")
        places = [Place(line.country.iso2, line.name, line.counted, written(line.counted)) for line in lines]
    return tinted("europe", title, places)


def part_words(by: str) -> dict[str, str]:
    """What the sectors, levels or versions are called."""
    return {key: str(word) for key, word in {"sector": Sector, "level": Level, "version": CafVersion}[by].choices}


def part_lines(register: RegisterStanding, by: By) -> list[PartLine]:
    """A bar a sector, level or version, each with its list; what is not known last."""
    words = part_words(by)
    parts = sorted(register.parts[by].items(), key=lambda part: (part[0] == "", -part[1]))
    drawn = bars([(words.get(part, part) or _("not known"), n, written(n), False, not part) for part, n in parts])
    return [
        PartLine(bar, users_url(register.day, **{by: part or UNKNOWN}))
        for bar, (part, _number) in zip(drawn, parts, strict=True)
    ]


def month_lines(register: RegisterStanding, writer: Phrases) -> list[MonthLine]:
    """The last twelve months, the newest first, also those in which nothing changed."""
    known = {month.starts_on: (month, total) for month, total in register.series()}
    if not known:
        return []
    this, total, lines = register.day.replace(day=1), 0, []
    for back in range(MONTHS_SHOWN - 1, -1, -1):
        starts_on = first_of(this, back)
        before = [one for one in known if one <= starts_on]
        total = known[max(before)][1] if before else 0
        month = known[starts_on][0] if starts_on in known else None
        lines.append(month_line(register, writer.month(starts_on), starts_on, month, total))
    return lines[::-1]


def month_line(register: RegisterStanding, name: str, starts_on: date, month: Month | None, total: int) -> MonthLine:
    """Its lists are those of the rule in force on their days: where that was another, there are none."""
    ends_on, before = first_of(starts_on, -1) - timedelta(days=1), starts_on - timedelta(days=1)
    last = min(ends_on, register.day)
    same_rule = register.rule.pk is None or max(register.rule.from_on, register.rule.known_on) <= before
    query = urlencode({"as-of": last.isoformat(), "since": before.isoformat()})
    numbers = [(kind, getattr(month, kind, 0)) for kind in Moved]
    new, lapsed, merged = (
        (number, moved_url(kind, before, last) if number and same_rule else "") for kind, number in numbers
    )
    return MonthLine(
        name=name,
        new=new,
        lapsed=lapsed,
        merged=merged,
        total=(total, users_url(last) if total and same_rule else ""),
        url=f"{reverse('caf:register_count')}?{query}" if month else "",
        goes_on=last < ends_on,
    )


def register_chart(board: Dashboard, writer: Phrases) -> LineChart | None:
    """The register's count at the end of each month; where it may lead; the goal, where it is near."""
    goal, ends_on, target = board.goal.goal, board.goal.ends_on, None
    if goal and ends_on and board.register.total * NEAR_THE_GOAL >= goal.value:
        target = Target(ends_on, goal.value, writer.number(goal.value), _("The goal"))
    return register_line(board.register, writer, target)


def register_line(register: RegisterStanding, writer: Phrases, target: Target | None = None) -> LineChart | None:
    """The register's count at the end of each month, and where it may lead."""
    series = register.series()
    if not series:
        return None
    days = [min(first_of(month.starts_on, -1) - timedelta(days=1), register.day) for month, _total in series]
    points = tuple(
        Point(day, total, writer.number(total), capital(writer.month(day)), _("the register"))
        for day, (_month, total) in zip(days, series, strict=True)
    )
    if days[-1] < register.day:  # nothing has changed since: the line goes on as it was
        last = (register.day, register.total, writer.number(register.total), capital(writer.month(register.day)))
        points = (*points, Point(*last, _("the register")))
    title = _("The register’s own count month by month. Last: %(last)s on %(day)s.") % {
        "last": points[-1].words,
        "day": writer.day(register.day),
    }
    return LineChart("register", title, points, target, band=band(register.forecast, writer), every_dot=False)


def band(ahead: Forecast | None, writer: Phrases) -> Band | None:
    if ahead is None:
        return None
    return Band(ahead.day, ahead.low, ahead.high, _("Forecast"), range_words(ahead, writer))


def range_words(ahead: Forecast, writer: Phrases) -> str:
    return _("%(low)s to %(high)s") % {"low": writer.number(ahead.low), "high": writer.number(ahead.high)}


def pace_sentences(paces: tuple[Pace, ...]) -> Iterator[str]:
    """4.5 a month over the last 12 months."""
    for pace in paces:
        yield ngettext(
            "%(pace)s a month over the last month",
            "%(pace)s a month over the last %(months)s months",
            pace.months,
        ) % {"pace": decimal(pace.written), "months": pace.months}


def forecast_sentence(ahead: Forecast | None, paces: tuple[Pace, ...], writer: Phrases, *, of_register: bool) -> str:
    """Between .. and .. on the goal's day; or why nothing can be said."""
    if ahead:
        return _("On %(day)s between %(low)s and %(high)s, if it goes on at one of these paces.") % {
            "day": writer.day(ahead.day),
            "low": writer.number(ahead.low),
            "high": writer.number(ahead.high),
        }
    if paces:
        return _("No forecast: the goal’s day is not ahead, or one pace alone is known.")
    if of_register:
        return _("No pace and no forecast: the register is younger than twelve months on this day.")
    return _("No pace and no forecast: fewer than two exact counts of this unit are known.")


def history_sentence(line: HistoryLine) -> str:
    """Why a reported count is not simply the one before and some more."""
    if line.before is None:
        return ""
    if line.is_other_unit:
        return _("Another unit: %(now)s, not %(before)s as before. The two cannot be compared.") % {
            "now": line.count.get_unit_display(),
            "before": line.before.get_unit_display(),
        }
    if line.change is not None and line.change < 0:
        why = line.count.note or _("the sources do not say why")
        return _("Lower than the count before: %(why)s") % {"why": why}
    return line.count.note


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def reader_writer() -> Phrases:
    return phrases(get_language() or "en")
