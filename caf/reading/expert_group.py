"""The CAF expert group as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from caf.models import CafEventReport, Event, EventDecision, Expert
from core.phrases.base import sort_key
from network.models import Country, EventStage

DECISIONS_SHOWN = 10


@dataclass(frozen=True)
class MeetingLine:
    """A meeting of the group with what was last reported of it."""

    event: Event
    report: CafEventReport


@dataclass(frozen=True)
class ExpertGroup:
    """members: each member state of the network, and each other country that has named somebody, in their order.
    coming: meetings that are not over, soonest first. past: held, latest first. decisions: latest first."""

    members: list[tuple[Country, list[Expert]]]
    coming: list[MeetingLine]
    past: list[MeetingLine]
    decisions: list[EventDecision]

    @property
    def without(self) -> list[Country]:
        """The countries that have named nobody."""
        return [country for country, experts in self.members if not experts]

    @property
    def named(self) -> int:
        """How many countries have named somebody."""
        return sum(bool(experts) for _country, experts in self.members)


def expert_group_on(day: date) -> ExpertGroup:
    """What was known of it on that day, in a fixed number of queries."""
    named: dict[int, list[Expert]] = {}
    for expert in Expert.objects.in_force(day).order_by("role", "pk"):
        named.setdefault(expert.country_id, []).append(expert)
    members = set(Country.objects.members(day).values_list("pk", flat=True))
    countries = [country for country in Country.objects.named() if country.pk in members or country.pk in named]
    coming, past = meetings_on(day)
    decisions = EventDecision.objects.known(day).select_related("event").order_by("-known_on", "place", "pk")
    return ExpertGroup(
        [
            (country, named.get(country.pk, []))
            for country in sorted(countries, key=lambda country: sort_key(str(country)))
        ],
        coming,
        past,
        list(decisions[:DECISIONS_SHOWN]),
    )


def meetings_on(day: date) -> tuple[list[MeetingLine], list[MeetingLine]]:
    """The group's meetings ahead and behind; one postponed without a new date stands ahead, after the dated ones."""
    reports = Prefetch("reports", CafEventReport.objects.select_related("country").prefetch_related("country__names"))
    lines = [
        MeetingLine(event, report)
        for event in Event.objects.known(day).of_the_experts().prefetch_related(reports)
        if (report := event.report_on(day)) and report.stage != EventStage.CANCELLED
    ]
    is_over = {line.event.pk: line.report.stage == EventStage.HELD for line in lines}
    coming = [line for line in lines if not is_over[line.event.pk]]
    past = [line for line in lines if is_over[line.event.pk]]
    coming.sort(key=lambda line: (line.report.starts_on or date.max, line.event.pk))
    past.sort(key=lambda line: (line.report.starts_on or date.min, line.event.pk), reverse=True)
    return coming, past
