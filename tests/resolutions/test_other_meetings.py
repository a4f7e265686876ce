"""Whatever the records hold, the text is sound; and drafting costs the same for two countries and for thirty."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import count as counting
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
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
    Case,
    Edition,
    EditionStage,
    HostDecision,
    HostSearchReport,
    Laureate,
    Nominee,
    Prize,
    ProposalPaper,
    ReleaseVersion,
    Report,
    ReportState,
    Session,
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
from resolutions.drafting import Draft, draw
from resolutions.models import Commitment, CommitmentState, LibraryClause
from resolutions.text import plain
from resolutions.writing import as_json, source_of_draft
from tests.network.factories import someone
from tests.resolutions.drawing import LANGUAGES, TODAY, drawn, every_wording, meeting, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

MOST_QUERIES = 40
UNSOUND = re.compile(r"  |None|Undefined|[{}<>]|\(\)|, *[,.;:]|\b(and|et|of|de|in|à) [,.;:]|,,|\.\.|^[ ,;.]|[ ,;.]$")
BEFORE_STOP = {"en": re.compile(r"[ \u00a0][,.;:)!?]"), "fr": re.compile(r"[ \u00a0][,.)]| [;:!?]")}
LEANS_ON = (  # words that lean on an earlier clause, and the clauses of which one must stand before
    ("that event", {"customer-focus-event"}),
    ("its presentation", {"customer-focus-spread"}),
    ("that CAF User Event", {"caf-event-lessons", "caf-event-coming"}),
    ("the conference put forward", {"preamble-conference"}),
)


def assert_sound(draft: Draft) -> None:
    groups = [row.clause.group for row in draft.clauses]
    assert len(groups) == len(set(groups))
    assert [row.number for row in draft.clauses] == list(range(1, len(groups) + 1))
    for key, language, wording in every_wording(draft):
        for words in (plain(wording.runs), *map(plain, wording.points)):
            assert words.strip(), (key, language)
            assert not UNSOUND.search(words), (key, language, words)
            assert not BEFORE_STOP[language].search(words), (key, language, words)
        assert plain(wording.runs).endswith(":") == bool(wording.points), (key, language)
        assert wording.runs[0].verb, (key, language)
        for runs in (wording.runs, *wording.points):
            assert {fact for run in runs for fact in run.facts} <= set(draft.book.facts), (key, language)
    for row in draft.clauses:
        assert set(row.fact_keys) <= set(draft.book.facts)
        assert bool(row.commitment) == bool(row.clause.commitment_owner)
        for line in row.commitment.values():
            assert line.owner
            assert line.task
            assert not UNSOUND.search(f"{line.owner}, {line.task}, {line.due}")
    before: set[str] = set()
    for row in draft.clauses:
        words = plain(row.wordings["en"].runs)
        for leaning, on in LEANS_ON:
            assert leaning not in words or on & before, (row.clause.key, words)
        before.add(row.clause.key)
    keys = []
    for language in LANGUAGES:
        text = text_of(draft, language)
        assert all(section.clauses for section in text.sections)
        assert all(value.strip(" ,") for _label, value in text.data_lines)
        document = json.loads(as_json(source_of_draft(draft), language))
        keys.append([clause["key"] for section in document["sections"] for clause in section["clauses"]])
    assert keys[0] == keys[1] == [row.clause.key for row in draft.clauses]
    for row in draft.left_out:
        assert bool(row.missing) == bool(row.missing_label)


@pytest.mark.parametrize("number", [40, 46, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 63, 64, 69, 73, 74, 79])
def test_text_is_sound(number):
    draft = drawn(number)
    assert_sound(draft)
    assert f"{number}" in text_of(draft, "fr").subtitle


def test_the_meeting_after_recalls_what_the_51st_decided():
    words = {key: plain(wording.runs) for key, language, wording in every_wording(drawn(52)) if language == "en"}
    assert words["preamble-open"].startswith("recall these commitments of earlier meetings")
    assert (
        words["customer-focus-done"]
        == "welcome the action of Denmark and Poland to spread the principles of the Primer"
    )
    assert words["customer-focus-past-event"].endswith("which EIPA organised in April 2009")
    assert "preamble-conference" not in words


# --- Records as they may be --------------------------------------------------------------------------

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


class Undo(Exception):
    """Takes one example's records back."""


def forget_subjects() -> None:
    """Leaves countries, bodies, meetings, presidencies, the programme and the library."""
    for model in (
        HostDecision,
        Commitment,
        PilotFinding,
        LaunchPlan,
        Bid,
        HostSearchReport,
        Case,
        Laureate,
        Nominee,
        Prize,
        ReleaseVersion,
        ProposalPaper,
        Session,
        Edition,
        Event,
        NetworkEvent,
        DisseminationAction,
        Guide,
        Conclusion,
        GroupMeeting,
        Goal,
        Count,
        CountPromise,
        ProcedureReport,
        Contribution,
        PilotMeeting,
    ):
        model.objects.all().delete()


def clauses_of_a_host_that_is_chosen() -> set[str]:
    """Of the bids of Germany and Poland, after the 51st meeting, one is withdrawn; the other is chosen, and confirms
    too late."""
    bids = Edition.objects.get(code="6qc").bids
    germany, poland = bids.get(country__iso2="DE"), bids.get(country__iso2="PL")
    germany.steps.create(state=BidState.WITHDRAWN, known_on=date(2009, 5, 1))
    poland.steps.create(state=BidState.ACCEPTED, known_on=date(2009, 5, 2))
    HostDecision.objects.create(
        edition=poland.edition,
        meeting=Meeting.objects.get(number=52),
        bid=poland,
        reason=Text(en="x", fr="x"),
        confirmation_due_on=date(2009, 12, 31),
        by=someone(Seat.SECRETARIAT),
        known_on=date(2009, 5, 2),
    )
    drafts = [drawn(52), drawn(54)]
    poland.steps.create(state=BidState.CONFIRMED, known_on=date(2010, 2, 1))
    drafts.append(drawn(54))
    for draft in drafts:
        assert_sound(draft)
    return {row.clause.key for draft in drafts for row in draft.clauses}


@pytest.mark.once
def test_text_is_sound_whatever_the_records_hold():
    seen = {row.clause.key for number in (51, 52, 53, 55, 56, 57) for row in drawn(number).clauses}
    for iso2 in ("PL", "DE"):
        edition = Edition.objects.get(code="6qc")
        bid, _created = Bid.objects.get_or_create(
            edition=edition, country=Country.objects.get(iso2=iso2), defaults={"known_on": KNOWN[1]}
        )
        bid.steps.create(state=BidState.BID, known_on=KNOWN[1])
        seen |= {row.clause.key for row in drawn(51).clauses}
    seen |= clauses_of_a_host_that_is_chosen()
    part = Report.objects.get(session__edition__code="5qc").parts.get(key="finding-primer")
    Report.objects.filter(pk=part.report_id).update(state=ReportState.PUBLISHED)
    part.report.steps.create(state=ReportState.PUBLISHED, known_on=KNOWN[1])
    part.marks.create(area="customer_focus", known_on=KNOWN[1])
    seen |= {row.clause.key for row in drawn(51).clauses}
    ProposalPaper.objects.get().deliveries.create(meeting=meeting(51), known_on=KNOWN[1])
    seen |= {row.clause.key for row in drawn(51).clauses}
    forget_subjects()

    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # to shrink takes minutes
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        try:
            with transaction.atomic():
                enter(data.draw)
                draft = drawn(51)
                assert_sound(draft)
                seen.update(row.clause.key for row in draft.clauses)
                raise Undo
        except Undo:
            pass

    try_one()
    never = set(LibraryClause.objects.values_list("key", flat=True)) - seen
    assert never == set()  # every clause that ships has applied to some records


# --- What it costs -----------------------------------------------------------------------------------


def enter_many(countries: int, years: int) -> None:
    """Records of so many countries and years, all new to the 51st meeting."""
    known = {"known_on": date(2008, 11, 25)}
    rows = list(Country.objects.all()[:countries])
    ipsg = Body.objects.get(key="ipsg")
    sixth = Edition.objects.get(code="6qc")
    fifth = Edition.objects.get(code="5qc")
    primer = Guide.objects.get(key="primer")
    pilot = PilotMeeting.objects.first()
    presentation = primer.presentations.get()
    event = NetworkEvent.objects.get(interests__country__iso2="CZ")
    group_meetings = [GroupMeeting.objects.create(body=ipsg, **known) for _ in range(years)]
    for place, country in enumerate(rows, start=countries * 10):
        bid, _created = Bid.objects.get_or_create(edition=sixth, country=country, defaults=known)
        bid.steps.create(state="bid", **known)
        Contribution.objects.create(country=country, place=place, **known)
        DisseminationAction.objects.create(guide=primer, country=country, kind="training", title=Text(en="x"), **known)
        event.interests.create(country=country, **known)
        pilot.organisers.create(country=country, place=place)
        presentation.contributors.create(country=country, place=place)
        fifth.sessions.get(code="caf-sessions").contributors.create(country=country, place=place, **known)
        session = fifth.sessions.create(
            kind="info-shop", code=f"s{place}", title=Text(en="X", fr="X"), on_priority_theme=True, **known
        )
        session.contributors.create(country=country, **known)
        Count.objects.create(country=country, value=place, **known)
        commitment = Commitment.objects.create(
            meeting=Meeting.objects.get(number=49),
            due_meeting=Meeting.objects.get(number=51),
            country=country,
            area="caf",
            task=Text(en="x", fr="x"),
            **known,
        )
        if place % 2:
            commitment.reports.create(state="delivered", **known)
    for year, group_meeting in enumerate(group_meetings, start=years):
        other = Edition.objects.create(code=f"n{year}", kind="european", number=100 + year, name=Text(en="x"), **known)
        made(other.schedules, Period.parse("2012"), edition=other, stage="expected", country=rows[0], **known)
        other.evaluations.create(title=Text(en="x"), **known)
        for subject, area in (("topic", "conferences"), ("means", "customer_focus"), ("priority", "caf")):
            Conclusion.objects.create(
                meeting=group_meeting, area=area, subject=subject, place=year, text=Text(en="x", fr="x"), **known
            )
        caf_event = Event.objects.create(kind="users", number=100 + year, name=Text(en="x"), **known)
        made(caf_event.reports, Period.parse("2010"), event=caf_event, stage="planned", country=rows[0], **known)
        network_event = NetworkEvent.objects.create(name=Text(en="x"), organiser=ipsg, **known)
        made(
            network_event.reports, Period.parse("2010"), event=network_event, stage="planned", country=rows[0], **known
        )
        made(Count.objects, Period.parse("2007-10"), value=year, unit="users", **known)
        PilotMeeting.objects.create(**known).organisers.create(country=rows[0])
        primer.developments.create(presidency=Presidency.objects.all()[year], **known)


def queries_of_a_draft() -> int:
    own = meeting(51)
    with CaptureQueriesContext(connection) as queries:
        draw(own, as_of=None, today=TODAY)
    return len(queries)


def test_drafting_costs_the_same_for_thirty_countries_and_twenty_years():
    enter_many(countries=2, years=1)
    few = queries_of_a_draft()
    assert few <= MOST_QUERIES
    enter_many(countries=30, years=20)
    assert "the Netherlands" in text_of(drawn(51), "en").sections[-1].clauses[3].wording.runs[2].text
    assert queries_of_a_draft() == few
