"""Records as they may be: drawn by chance, around the 51st meeting."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count as counting
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from caf.models import (
    Contribution,
    Count,
    CountPromise,
    Event,
    Goal,
    LaunchPlan,
    PilotMeeting,
    ProcedureReport,
    ProcedureStage,
    ProcedureVersion,
    RuleCode,
    Snapshot,
)
from caf.models import Finding as PilotFinding
from conferences.models import (
    Bid,
    BidState,
    Edition,
    EditionStage,
    HostSearchReport,
)
from core.values import Period, Qualifier, Text
from customer_focus.models import DisseminationAction, Guide, NetworkEvent
from network.models import (
    Body,
    Conclusion,
    Country,
    Decision,
    EventStage,
    GroupMeeting,
    Meeting,
    MeetingSchedule,
    Presidency,
    Programme,
)
from network.seats import Seat
from resolutions.models import Commitment, CommitmentState
from tests.network.factories import someone

MEETING = date(2008, 12, 10)
KNOWN = [date(2008, 3, 1), date(2008, 11, 25), MEETING, MEETING + timedelta(days=1), date(2009, 6, 1)]
PERIODS = [
    None,
    "2008-12-10",
    "2008-12-09/2008-12-10",
    "2008-11-30/2008-12-01",
    "2008-06-01/2008-06-03",
    "2008-06-02/2008-06-03",
    "2008-12",
    "2009-04",
    "2008-H1",
    "2008-H2",
    "2009-H1",
    "2007",
    "2008",
    "2010",
    "2012",
    "2010-12-31/2011-01-02",
]
days = st.sampled_from([*KNOWN, *[KNOWN[1]] * 6])  # most are new to the meeting, and known in time
periods = st.sampled_from(PERIODS).map(lambda text: Period.parse(text) if text else None)
countries = st.sampled_from(["AT", "CZ", "DE", "DK", "FR", "GR", "IE", "MT", "NL", "SI", "GB"])
some_countries = st.lists(countries, max_size=3, unique=True)
words = st.sampled_from(["alpha", "Omega", "EU matters", "habitants", "écoles"])
texts = st.builds(lambda one: Text(en=one, fr=one), words)
cities = st.sampled_from([Text(), Text(en="Nice", fr="Nice"), Text(en="Athens", fr="Athènes"), Text(en="Cork")])
qualifiers = st.sampled_from(Qualifier.values)
numbers = st.sampled_from([0, 1, 2, 300, 2009, 2010, 12345])
maybe_number = st.none() | numbers


def made(manager: Any, period: Period | None = None, **values: Any) -> Any:
    row = manager.model(**{**getattr(manager, "core_filters", {}), **values})
    if period is not None:
        row.period = period
    row.save()
    return row


def enter(draw: Any) -> None:  # noqa: C901, PLR0912 - a list of what there may be, not a course of action
    """Records drawn at random, each present or absent, known before or after the meeting."""
    places = counting(1)
    country = {row.iso2: row for row in Country.objects.all()}
    ipsg = Body.objects.get(key="ipsg")
    bodies = [None, Body.objects.get(key="eipa")]
    host = lambda: country.get(draw(st.none() | countries) or "")  # noqa: E731
    if draw(st.booleans()):
        made(
            MeetingSchedule.objects,
            Period.parse("2008-12-10/2008-12-11"),
            meeting=Meeting.objects.get(number=51),
            known_on=draw(days),
            city=draw(cities),
        )
    Programme.objects.update(
        areas=draw(st.lists(st.sampled_from(["conferences", "customer_focus", "caf"]), unique=True))
    )
    for number in range(4, 4 + draw(st.integers(0, 3))):
        decision = Decision.objects.first() if draw(st.booleans()) else None
        edition = made(
            Edition.objects,
            code=f"{number}qc",
            kind="european",
            number=number,
            name=Text(en="x"),
            known_on=draw(days),
            decision=decision,
        )
        for _ in range(draw(st.integers(0, 2))):
            made(
                edition.schedules,
                draw(periods),
                edition=edition,
                stage=draw(st.sampled_from(EditionStage.values)),
                city=draw(cities),
                country=host(),
                known_on=draw(days),
            )
        if draw(st.booleans()):
            made(
                edition.attendances,
                edition=edition,
                value=draw(numbers),
                qualifier=draw(qualifiers),
                known_on=draw(days),
            )
        if draw(st.booleans()):
            made(edition.evaluations, edition=edition, title=Text(en="x"), known_on=draw(days))
        for subject, area in draw(st.sets(st.sampled_from([("put forward", "conferences"), ("success", "caf")]))):
            made(edition.findings, edition=edition, subject=subject, area=area, text=draw(texts), known_on=draw(days))
        for kind, area in draw(st.lists(st.sampled_from([("info-shop", ""), ("session", "caf")]), max_size=3)):
            session = made(
                edition.sessions,
                edition=edition,
                kind=kind,
                code=f"s{next(places)}",
                title=draw(texts),
                area=area,
                on_priority_theme=True,
                known_on=draw(days),
            )
            for iso2 in draw(some_countries):
                made(session.contributors, session=session, country=country[iso2], known_on=draw(days))
        for iso2 in draw(some_countries):
            bid = made(Bid.objects, edition=edition, country=country[iso2], known_on=draw(days))
            for _ in range(draw(st.integers(1, 2))):
                bid.steps.create(state=draw(st.sampled_from(BidState.values)), known_on=draw(days))
        if draw(st.booleans()):
            made(HostSearchReport.objects, edition=edition, body=ipsg, found=draw(st.booleans()), known_on=draw(days))
    group_meeting = GroupMeeting.objects.create(body=ipsg, known_on=KNOWN[0])
    for area, subject in [
        ("conferences", "synergy"),
        ("conferences", "topic"),
        ("conferences", "continuity"),
        ("customer_focus", "insight"),
        ("customer_focus", "means"),
        ("customer_focus", "guidelines"),
        ("caf", "lessons"),
        ("caf", "priority"),
    ]:
        for text in draw(st.lists(texts, max_size=3)):
            made(
                Conclusion.objects,
                meeting=group_meeting,
                area=area,
                subject=subject,
                text=text,
                known_on=draw(days),
                place=next(places),
            )
    if draw(st.booleans()):
        primer = made(Guide.objects, key="p", kind="primer", title=Text(en="Primer"), known_on=draw(days))
        for presidency in Presidency.objects.filter(starts_on__year=2007)[: draw(st.integers(0, 2))]:
            made(primer.developments, guide=primer, presidency=presidency, known_on=draw(days))
        if draw(st.booleans()):
            shown = made(
                primer.presentations,
                draw(periods),
                guide=primer,
                occasion=Text(en="at 5QC", fr="à la 5QC"),
                with_cases=draw(st.booleans()),
                known_on=draw(days),
            )
            for iso2 in draw(some_countries):
                made(shown.contributors, presentation=shown, country=country[iso2])
        for iso2 in draw(some_countries):
            made(
                DisseminationAction.objects,
                guide=primer,
                country=country[iso2],
                kind="training",
                title=Text(en="x"),
                known_on=draw(days),
            )
    for _ in range(draw(st.integers(0, 2))):
        event = made(
            NetworkEvent.objects,
            name=Text(en="event", fr="l’événement"),
            organiser=draw(st.sampled_from(bodies)),
            known_on=draw(days),
        )
        add_reports(draw, event, host)
        for iso2 in draw(some_countries):
            made(event.interests, event=event, country=country[iso2], stands=draw(st.booleans()), known_on=draw(days))
    for number in range(3, 3 + draw(st.integers(0, 2))):
        add_reports(
            draw, made(Event.objects, kind="users", number=number, name=Text(en="CAF event"), known_on=draw(days)), host
        )
    for _ in range(draw(st.integers(0, 2))):
        made(
            Goal.objects,
            value=draw(numbers),
            unit="users",
            by_year=draw(st.sampled_from([2007, 2008, 2010])),
            known_on=draw(days),
        )
        made(
            Count.objects,
            draw(periods),
            value=draw(numbers),
            qualifier=draw(qualifiers),
            unit="users",
            known_on=draw(days),
        )
    if draw(st.booleans()):
        counted = made(Goal.objects, value=2010, unit="users", by_year=2010, known_on=draw(days))
        for period, value in (("2008-03", 1500), ("2008-10", draw(st.sampled_from([1400, 1520, 1980])))):
            made(Count.objects, Period.parse(period), value=value, unit=counted.unit, known_on=draw(days))
    if draw(st.booleans()):
        made(LaunchPlan.objects, Period.parse("2008-09"), known_on=draw(days))
    for number in range(draw(st.integers(0, 2))):
        lesson = made(
            PilotFinding.objects,
            kind="process",
            version=ProcedureVersion.objects.get(key="pilot"),
            title=Text(en=f"lesson {number}", fr=f"l’enseignement {number}"),
            known_on=draw(days),
        )
        made(lesson.steps, finding=lesson, state=draw(st.sampled_from(["proposed", "accepted"])), known_on=draw(days))
    if draw(st.booleans()):
        snapshot_of_the_register(draw(days))
    for iso2 in draw(some_countries):
        due = draw(st.sampled_from([date(2008, 12, 1), date(2010, 12, 31)]))
        made(
            CountPromise.objects,
            country=country[iso2],
            value=draw(numbers),
            from_on=date(2007, 1, 1),
            due_on=due,
            known_on=draw(days),
        )
    if draw(st.booleans()):
        made(
            ProcedureReport.objects,
            draw(periods),
            stage=draw(st.sampled_from(ProcedureStage.values)),
            known_on=draw(days),
        )
    for iso2 in draw(some_countries):
        made(Contribution.objects, country=country[iso2], known_on=draw(days))
    if draw(st.booleans()):
        pilot = made(PilotMeeting.objects, draw(periods), known_on=draw(days))
        for iso2 in draw(some_countries):
            made(pilot.organisers, meeting=pilot, country=country[iso2])
    for _ in range(draw(st.integers(0, 3))):
        due = draw(st.none() | st.sampled_from([49, 51, 52]))
        commitment = made(
            Commitment.objects,
            meeting=Meeting.objects.get(number=49),
            area="caf",
            task=draw(texts),
            country=country["FR"],
            due_meeting=Meeting.objects.get(number=due) if due else None,
            due_words=Text(en="soon", fr="bientôt"),
            known_on=draw(days),
        )
        if draw(st.booleans()):
            commitment.reports.create(state=draw(st.sampled_from(CommitmentState.values)), known_on=draw(days))


def snapshot_of_the_register(known_on: date) -> None:
    """One that no list stands behind: a draft reads its figure alone."""
    made(
        Snapshot.objects,
        day=known_on,
        rule_code=RuleCode.VALIDATED,
        total=1620,
        parts={},
        content=b"",
        sha256=f"{known_on}",
        made_at=timezone.now(),
        made_by=someone(Seat.SECRETARIAT),
        known_on=known_on,
    )


def add_reports(draw: Any, event: Any, host: Any) -> None:
    for _ in range(draw(st.integers(0, 2))):
        made(
            event.reports,
            draw(periods),
            event=event,
            stage=draw(st.sampled_from(EventStage.values)),
            city=draw(cities),
            country=host(),
            attendance=draw(maybe_number),
            attendance_qualifier=draw(qualifiers),
            known_on=draw(days),
        )
