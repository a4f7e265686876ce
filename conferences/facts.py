"""What is true of Quality Conferences as of a date: the latest, the next, and who wants to host it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from conferences import host_facts, proposal_facts
from conferences.models import (
    Edition,
    EditionSchedule,
    EditionStage,
    Finding,
    FindingMark,
    FindingSubject,
    SessionKind,
)
from conferences.models.edition import editions_with_rows
from conferences.reading.early_warning import months_ahead
from core.facts import Fact, FactSource, FactSpec, Viewpoint, fact, in_every_language
from core.models import last_known
from core.values import Choice, Name, Period, Quantity, Text, Year
from network.models import Subject, WorkingArea

HOST = _("the host of the edition")
IPSG = _("IPSG")
SECRETARIAT = _("the secretariat")
FEEDBACK = {"available": _("available"), "awaited": _("awaited")}
NEAR_MONTHS = 24  # the network's editions follow each other every two years

SPECS = (
    FactSpec("conferences.latest.number", int, _("Number of the latest conference"), SECRETARIAT),
    FactSpec("conferences.latest.code", str, _("Short name of the latest conference"), SECRETARIAT),
    FactSpec("conferences.latest.period", Period, _("Days of the latest conference"), HOST),
    FactSpec("conferences.latest.city", Text, _("City of the latest conference"), HOST),
    FactSpec("conferences.latest.host", Name, _("Host of the latest conference"), SECRETARIAT),
    FactSpec("conferences.latest.attendance", Quantity, _("Attendance of the latest conference"), HOST),
    FactSpec("conferences.latest.is_new", bool, _("The latest conference was held since the meeting before"), HOST),
    FactSpec("conferences.latest.put_forward", list, _("What the latest conference put forward"), HOST),
    FactSpec("conferences.latest.info_shops", list, _("Info-shops on priority themes"), HOST),
    FactSpec("conferences.latest.caf_success", list, _("Success of the CAF sessions"), HOST),
    FactSpec("conferences.latest.caf_contributors", list, _("Who made the CAF sessions happen"), HOST),
    FactSpec(
        "conferences.latest.findings_for_dg",
        list,
        _("Findings of the latest conference’s sessions, put before the Directors General since the meeting before"),
        HOST,
    ),
    FactSpec("conferences.latest.feedback", Choice, _("Feedback of the latest conference"), HOST),
    FactSpec("conferences.latest.feedback_is_new", bool, _("The feedback became known since the meeting before"), HOST),
    FactSpec("conferences.earlier.evaluated", int, _("Earlier conferences whose feedback is known"), SECRETARIAT),
    FactSpec("conferences.synergy", list, _("Where more synergy is wanted"), IPSG),
    FactSpec("conferences.topics", list, _("Topics on which proposals are wanted"), IPSG),
    FactSpec("conferences.continuity", list, _("Why continuity matters"), IPSG),
    FactSpec("conferences.origin.year", Year, _("Year of the decision that founded the conferences"), SECRETARIAT),
    FactSpec("conferences.origin.number", int, _("The conference that it established"), SECRETARIAT),
    FactSpec("conferences.next.number", int, _("Number of the next conference"), SECRETARIAT),
    FactSpec("conferences.next.code", str, _("Short name of the next conference"), SECRETARIAT),
    FactSpec("conferences.next.period", Period, _("When the next conference is expected"), SECRETARIAT),
    FactSpec("conferences.next.city", Text, _("City of the next conference"), HOST),
    FactSpec("conferences.next.is_near", bool, _("The next conference is near"), SECRETARIAT),
    FactSpec("conferences.next.is_overdue", bool, _("The time of the next conference has passed"), SECRETARIAT),
    FactSpec("conferences.next.first_expected", Period, _("When the next conference was first expected"), SECRETARIAT),
    FactSpec("conferences.next.has_slipped", bool, _("The next conference has slipped"), SECRETARIAT),
    FactSpec("conferences.next.schedule_is_new", bool, _("The dates became known since the meeting before"), HOST),
)


def tell(view: Viewpoint) -> Iterator[Fact]:
    """The latest conference held, the next one to come."""
    editions: list[Edition] = sorted(editions_with_rows().known(view.as_of), key=lambda edition: edition.ordinal)
    held = [edition for edition in editions if was_held(edition.schedule_on(view.as_of), view)]
    ahead = [edition for edition in editions if edition not in held and is_to_come(edition.schedule_on(view.as_of))]
    if held:
        yield from tell_latest(held[-1], view)
        yield from tell_earlier(held[:-1], view)
    if ahead:
        yield from tell_next(ahead[0], view)
    yield from tell_origin(editions, view)
    yield from proposal_facts.tell(view)


def was_held(schedule: EditionSchedule | None, view: Viewpoint) -> bool:
    """Whether it lies behind: held, or planned with a host for days before the meeting."""
    return schedule is not None and schedule.lies_behind(view.seen_from)


def is_to_come(schedule: EditionSchedule | None) -> bool:
    return schedule is not None and schedule.stage not in (EditionStage.CANCELLED, EditionStage.HELD)


def tell_latest(edition: Edition, view: Viewpoint) -> Iterator[Fact]:
    """The conference that was held last, as the meeting knows it."""
    schedule = edition.schedule_on(view.as_of)
    assert schedule is not None  # it was held
    assert schedule.period is not None
    yield fact("conferences.latest.number", edition.ordinal, edition)
    yield fact("conferences.latest.code", edition.short_name, edition)
    yield fact("conferences.latest.period", schedule.period, schedule)
    yield fact("conferences.latest.is_new", schedule.period.ends_on >= view.since, schedule)
    if schedule.city:
        yield fact("conferences.latest.city", schedule.city, schedule)
    if schedule.country is not None:
        yield fact("conferences.latest.host", schedule.country.name_on(view.as_of), schedule)
    attendance = edition.attendance_on(view.as_of)
    if attendance is not None:
        yield fact("conferences.latest.attendance", attendance.quantity, attendance)
    findings = [row for row in edition.findings.all() if row.known_on <= view.as_of]
    put_forward = [row for row in findings if row.subject == FindingSubject.PUT_FORWARD]
    if put_forward:
        yield fact("conferences.latest.put_forward", [row.text for row in put_forward], *put_forward)
    yield from tell_sessions(edition, findings, view)
    marks = FindingMark.objects.standing(edition, view.as_of, since=view.since)
    said = [mark.said_on(view.as_of) for mark in marks]
    yield fact(
        "conferences.latest.findings_for_dg",
        said,
        *(record for mark in marks for record in mark.rests_on(view.as_of)),
        *([] if marks else [edition]),
    )
    evaluation = last_known(edition.evaluations.all(), view.as_of)
    feedback = "available" if evaluation else "awaited"
    words = in_every_language(lambda: str(FEEDBACK[feedback]))
    yield fact("conferences.latest.feedback", Choice(feedback, words), evaluation or edition)
    is_new = evaluation is not None and evaluation.known_on >= view.since
    yield fact("conferences.latest.feedback_is_new", is_new, evaluation or edition)


def tell_sessions(edition: Edition, findings: list[Finding], view: Viewpoint) -> Iterator[Fact]:
    """The info-shops on priority themes; the CAF sessions, how they went and thanks to whom."""
    sessions = sorted(
        (row for row in edition.sessions.all() if row.known_on <= view.as_of and not row.is_draft),
        key=lambda row: (row.place, row.pk),
    )
    info_shops = [row for row in sessions if row.kind == SessionKind.INFO_SHOP and row.on_priority_theme]
    if info_shops:
        yield fact("conferences.latest.info_shops", [row.title for row in info_shops], *info_shops)
    success = [row for row in findings if row.subject == FindingSubject.SUCCESS and row.area == WorkingArea.CAF]
    if success:
        yield fact("conferences.latest.caf_success", [row.text for row in success], *success)
    contributors: dict[str, tuple[Name, object]] = {}
    for session in sessions:
        if session.area == WorkingArea.CAF:
            for row in session.contributors.all():
                if row.known_on <= view.as_of:
                    name = row.name_on(view.as_of)
                    contributors.setdefault(name.key, (name, row))
    if contributors:
        names, rows = zip(*contributors.values(), strict=True)
        yield fact("conferences.latest.caf_contributors", list(names), *rows)


def tell_earlier(editions: list[Edition], view: Viewpoint) -> Iterator[Fact]:
    """How many of the conferences before the latest have their feedback on record: 4 says the first four."""
    evaluations = [last_known(edition.evaluations.all(), view.as_of) for edition in editions]
    if evaluations and all(evaluations):
        yield fact("conferences.earlier.evaluated", len(evaluations), *evaluations)


def tell_origin(editions: list[Edition], view: Viewpoint) -> Iterator[Fact]:
    """The decision that the conferences go back to."""
    for edition in editions:
        decision = edition.decision
        if decision is not None and decision.known_on <= view.as_of and decision.period is not None:
            yield fact("conferences.origin.year", decision.period.year, decision)
            yield fact("conferences.origin.number", edition.ordinal, edition)
            return


def tell_next(edition: Edition, view: Viewpoint) -> Iterator[Fact]:
    """The next conference: when it is expected, how near, who bids, who hosts."""
    schedule = edition.schedule_on(view.as_of)
    assert schedule is not None  # it is to come
    yield fact("conferences.next.number", edition.ordinal, edition)
    yield fact("conferences.next.code", edition.short_name, edition)
    if schedule.city:
        yield fact("conferences.next.city", schedule.city, schedule)
    if schedule.period is not None:
        yield fact("conferences.next.period", schedule.period, schedule)
        yield fact("conferences.next.schedule_is_new", schedule.known_on >= view.since, schedule)
        yield fact("conferences.next.is_near", months_ahead(schedule.period, view.seen_from) <= NEAR_MONTHS, schedule)
        yield fact("conferences.next.is_overdue", schedule.period.ends_on <= view.seen_from, schedule)
        first, expected = first_expectation(edition, view)
        yield fact("conferences.next.first_expected", expected, first)
        yield fact("conferences.next.has_slipped", schedule.period.starts_on > expected.ends_on, first, schedule)
    elif schedule.stage == EditionStage.SLIPPED and any(
        row.period for row in edition.schedules.all() if row.known_on <= view.as_of
    ):
        first, expected = first_expectation(edition, view)
        yield fact("conferences.next.schedule_is_new", schedule.known_on >= view.since, schedule)
        yield fact("conferences.next.first_expected", expected, first)
        yield fact("conferences.next.has_slipped", True, first, schedule)  # to days that are not known yet
    yield from host_facts.tell(edition, schedule, view)


def first_expectation(edition: Edition, view: Viewpoint) -> tuple[EditionSchedule, Period]:
    """When it was first expected, of what is known; there is at least one schedule with a period."""
    return next((row, row.period) for row in edition.schedules.all() if row.known_on <= view.as_of and row.period)


CONCLUDED = {
    "conferences.synergy": (WorkingArea.CONFERENCES, Subject.SYNERGY),
    "conferences.topics": (WorkingArea.CONFERENCES, Subject.TOPIC),
    "conferences.continuity": (WorkingArea.CONFERENCES, Subject.CONTINUITY),
}
"""What groups concluded, told by the facts of the same name (`network.facts.concluded`)."""

SOURCE = FactSource((*SPECS, *host_facts.SPECS, *proposal_facts.SPECS), tell)
