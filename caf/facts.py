"""What is true of CAF as of a date: the goal and the count, PEF and its pilot, the CAF User Events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caf.facts_pef import SPECS as LABEL_SPECS
from caf.facts_pilots import SPECS as PILOT_SPECS
from caf.facts_pilots import tell_pilots
from caf.models import (
    CafEventReport,
    Count,
    CountingRule,
    CountPromise,
    Event,
    Goal,
    Part,
    Snapshot,
)
from caf.reading.forecast import WINDOWS, months_between, paces_between, windows
from caf.reading.goal import is_known_to_the_month, last_of_each_period
from caf.reading.promises import days_of, standings
from caf.tallies import sums, until
from core.facts import Fact, FactSource, FactSpec, Viewpoint, fact, in_every_language
from core.models import last_known
from core.values import Name, Period, Precision, Qualifier, Quantity, Text, Year
from network.facts import events_seen
from network.models import Body, Subject, WorkingArea

EIPA = _("EIPA staff")
IPSG = _("IPSG")
COUNTRIES = _("the coordinators")
A_YEAR = max(WINDOWS)

SPECS = (
    *LABEL_SPECS,
    FactSpec("caf.goal.value", int, _("The goal"), EIPA),
    FactSpec("caf.goal.unit", Text, _("Unit of the goal"), EIPA),
    FactSpec("caf.goal.year", Year, _("Year of the goal"), EIPA),
    FactSpec("caf.goal.is_past", bool, _("The year of the goal is over"), EIPA),
    FactSpec("caf.goal.is_newly_past", bool, _("The year of the goal ended since the meeting before"), EIPA),
    FactSpec("caf.goal.is_reached", bool, _("The goal is reached"), EIPA),
    FactSpec("caf.count.value", Quantity, _("Count of CAF users"), EIPA),
    FactSpec("caf.count.period", Period, _("When they were counted"), EIPA),
    FactSpec("caf.count.is_new", bool, _("The count became known since the meeting before"), EIPA),
    FactSpec("caf.count.is_in_time", bool, _("The count was taken by the end of the year of the goal"), EIPA),
    FactSpec("caf.register.count", int, _("The register’s own count"), EIPA),
    FactSpec("caf.register.year", int, _("Change of the register’s own count in the last twelve months"), EIPA),
    FactSpec("caf.pace.now", int, _("Users a month since the reported count before, rounded down"), EIPA),
    FactSpec("caf.pace.needed", int, _("Users a month that the goal asks for, rounded up"), EIPA),
    FactSpec("caf.pace.is_enough", bool, _("At that pace the goal is reached in time"), EIPA),
    FactSpec("caf.snapshot.value", int, _("The snapshot of the count last made"), EIPA),
    FactSpec("caf.snapshot.period", Period, _("The day of the snapshot last made"), EIPA),
    FactSpec("caf.snapshot.is_new", bool, _("The snapshot was made since the meeting before"), EIPA),
    FactSpec("caf.promises.behind", list, _("Countries behind their promised contribution"), COUNTRIES),
    FactSpec("caf.promises.broken", list, _("Countries whose promise is newly due and not kept"), COUNTRIES),
    FactSpec("caf.expert_group", Name, _("The CAF expert group"), EIPA),
    FactSpec("caf.lessons", list, _("Lessons to be used"), IPSG),
    FactSpec("caf.priorities", list, _("Priorities for the time ahead"), IPSG),
    *PILOT_SPECS,
    FactSpec("caf.coming.name", Text, _("The next CAF User Event"), EIPA),
    FactSpec("caf.coming.number", int, _("Number of the next CAF User Event"), EIPA),
    FactSpec("caf.coming.period", Period, _("When the next CAF User Event takes place"), EIPA),
    FactSpec("caf.coming.city", Text, _("City of the next CAF User Event"), EIPA),
    FactSpec("caf.past.name", Text, _("The latest CAF User Event"), EIPA),
    FactSpec("caf.past.number", int, _("Number of the latest CAF User Event"), EIPA),
    FactSpec("caf.past.period", Period, _("When the latest CAF User Event took place"), EIPA),
    FactSpec("caf.past.city", Text, _("City of the latest CAF User Event"), EIPA),
    FactSpec("caf.past.attendance", Quantity, _("Attendance of the latest CAF User Event"), EIPA),
    FactSpec("caf.postponed.name", Text, _("The CAF User Event that was postponed"), EIPA),
    FactSpec("caf.postponed.period", Period, _("When the postponed CAF User Event was to take place"), EIPA),
)


def tell(view: Viewpoint) -> Iterator[Fact]:
    """The goal and the count, PEF, the events."""
    yield from tell_goal(view)
    yield from tell_register(view)
    experts = Body.objects.filter(key="caf-expert-group").first()
    if experts is not None:
        yield fact("caf.expert_group", experts.as_name)
    yield from tell_pilots(view)
    yield from tell_events(view)


def tell_goal(view: Viewpoint) -> Iterator[Fact]:
    """The goal in force, and the last count of the same unit; reached only where the count safely reaches it."""
    goal = Goal.objects.on(view.as_of)
    if goal is None:
        return
    yield fact("caf.goal.value", goal.value, goal)
    yield fact("caf.goal.unit", in_every_language(goal.get_unit_display), goal)
    yield fact("caf.goal.year", Year(goal.by_year), goal)
    meeting_before = view.since - timedelta(days=1)
    is_past = goal.by_year < view.seen_from.year
    yield fact("caf.goal.is_past", is_past, goal)
    yield fact("caf.goal.is_newly_past", is_past and goal.by_year >= meeting_before.year, goal)
    counts = [count for count in Count.objects.of_the_network(goal.unit).known(view.as_of) if count.period]
    if not counts:
        return
    count = max(counts, key=lambda row: (row.starts_on, row.known_on, row.pk))
    yield fact("caf.goal.is_reached", count.quantity.reaches >= goal.value, goal, count)
    yield fact("caf.count.value", count.quantity, count)
    yield fact("caf.count.period", count.period, count)
    yield fact("caf.count.is_new", count.known_on >= view.since, count)
    yield fact("caf.count.is_in_time", count.period.year <= goal.by_year, goal, count)
    if not is_past:
        yield from tell_pace(goal, counts)


def tell_pace(goal: Goal, counts: list[Count]) -> Iterator[Fact]:
    """The pace from the exact count before to the last one, against the one that the goal asks for."""
    exact = [
        count
        for count in last_of_each_period(counts)
        if count.qualifier == Qualifier.EXACT and count.period and is_known_to_the_month(count.period)
    ]
    paces = paces_between([(count.ends_on, count.value) for count in exact if count.ends_on])
    left = months_between(exact[-1].ends_on, date(goal.by_year, 12, 31)) if paces and exact[-1].ends_on else 0
    gap = goal.value - exact[-1].value if exact else 0
    if not paces or left <= 0 or gap <= 0:
        return
    records: list[Any] = [goal, *exact[-2:]]
    yield fact("caf.pace.now", floor(paces[-1].a_month), *records)
    yield fact("caf.pace.needed", -(-gap // left), *records)
    yield fact("caf.pace.is_enough", paces[-1].a_month * left >= gap, *records)


def tell_register(view: Viewpoint) -> Iterator[Fact]:
    """The register's own count with its pace, the snapshot last made, the promises; in four queries."""
    rule = CountingRule.objects.on(view.as_of)
    by_rule = [rule] if rule.pk else []
    promises = CountPromise.objects.in_force(view.as_of)
    wanted: dict[Any, Q] = {view.as_of: until(view.as_of), **days_of(promises, view.as_of), **windows(view.as_of)}
    counted = sums(wanted, rule.code, Part.COUNTRY)
    total = sum(counted[view.as_of].values())
    if total:
        yield fact("caf.register.count", total, *by_rule)
        yield fact("caf.register.year", sum(counted[A_YEAR].values()), *by_rule)
    snapshot = Snapshot.objects.for_list().standing().known(view.as_of).order_by("day", "pk").last()
    if snapshot is not None:
        yield fact("caf.snapshot.value", snapshot.total, snapshot)
        yield fact("caf.snapshot.period", Period(snapshot.day, snapshot.day, Precision.DAY), snapshot)
        yield fact("caf.snapshot.is_new", snapshot.known_on >= view.since, snapshot)
    standings_now = standings(promises, view.as_of, counted)
    behind = [row for row in standings_now if row.is_behind]
    broken = [row for row in standings_now if row.is_over and row.promise.due_on >= view.since and not row.is_kept]
    for key, rows in (("caf.promises.behind", behind), ("caf.promises.broken", broken)):
        if rows:
            names = [row.promise.country.name_on(view.as_of) for row in rows]
            yield fact(key, names, *(row.promise for row in rows))


@dataclass(frozen=True)
class EventReported:
    """An event with its reports, as one query has them."""

    pk: int
    reports: list[CafEventReport]

    def report_on(self, day: date) -> CafEventReport | None:
        found: CafEventReport | None = last_known(self.reports, day)
        return found


def tell_events(view: Viewpoint) -> Iterator[Fact]:
    """The next CAF User Event ahead of the meeting; the latest behind it and one postponed, if new to it."""
    rows = CafEventReport.objects.filter(event__in=Event.objects.known(view.as_of).user_events().order_by())
    reported: dict[int, EventReported] = {}
    for row in rows.select_related("event"):
        reported.setdefault(row.event_id, EventReported(row.event_id, [])).reports.append(row)
    seen = events_seen(reported.values(), view)
    if seen.ahead:
        _event, report = seen.ahead[0]
        yield from tell_event("coming", report.event, report)
    if seen.behind:
        _event, report = seen.behind[-1]
        yield from tell_event("past", report.event, report)
        if report.attendance_quantity is not None:
            yield fact("caf.past.attendance", report.attendance_quantity, report)
    if seen.postponed:
        _event, report = seen.postponed[-1]
        yield fact("caf.postponed.name", report.event.name, report.event)
        if report.period is not None:
            yield fact("caf.postponed.period", report.period, report)


def tell_event(which: str, event: Event, report: CafEventReport) -> Iterator[Fact]:
    """An event as its last report has it; `which`: coming or past."""
    yield fact(f"caf.{which}.name", event.name, event)
    yield fact(f"caf.{which}.number", event.number, event)  # type: ignore[arg-type] # user events are numbered
    yield fact(f"caf.{which}.period", report.period, report)  # type: ignore[arg-type] # only with a period
    if report.city:
        yield fact(f"caf.{which}.city", report.city, report)


CONCLUDED = {
    "caf.lessons": (WorkingArea.CAF, Subject.LESSONS),
    "caf.priorities": (WorkingArea.CAF, Subject.PRIORITY),
}
"""What groups concluded, told by the facts of the same name (`network.facts.concluded`)."""

SOURCE = FactSource(SPECS, tell)
