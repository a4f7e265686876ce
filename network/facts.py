"""What is true of the network as of a date; and the viewpoint from which a meeting sees the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.facts import Fact, FactError, FactSource, FactSpec, Teller, Viewpoint, fact, in_every_language
from core.phrases import phrases
from core.values import Name, Period, Text
from network.models import (
    Body,
    Conclusion,
    EventStage,
    Meeting,
    MeetingSchedule,
    Presidency,
    Programme,
    Subject,
    WorkingArea,
)
from network.models.presidency import coming

SECRETARIAT = _("the secretariat")

SPECS = (
    FactSpec("meeting.number", int, _("Number of the meeting")),
    FactSpec("meeting.next_number", int, _("Number of the next meeting")),
    FactSpec("meeting.presidency", Name, _("Presidency"), SECRETARIAT),
    FactSpec("meeting.half", Period, _("Half-year of the presidency"), SECRETARIAT),
    FactSpec("meeting.day", Period, _("Day of the meeting"), SECRETARIAT),
    FactSpec("meeting.city", Text, _("City of the meeting"), SECRETARIAT),
    FactSpec("network.ipsg", Name, _("The group that prepares the resolution"), SECRETARIAT),
    FactSpec("network.directors_general", Name, _("The Directors General"), SECRETARIAT),
    FactSpec("network.coming_presidencies", list, _("The next three presidencies"), SECRETARIAT),
    FactSpec("network.programme.name", Text, _("Programme in force"), SECRETARIAT),
    FactSpec("network.programme.abbreviation", str, _("Abbreviation of the programme"), SECRETARIAT),
    FactSpec("network.programme.areas", list, _("Working areas of the programme"), SECRETARIAT),
)


def viewpoint(meeting: Meeting, as_of: date | None, today: date) -> Viewpoint:
    """From where this meeting sees the facts.

    Without `as_of`: as of the meeting's first day; where that is unknown, as of the last day of its
    presidency or today, whichever is earlier. Raises FactError, with a sentence, if the meeting has no
    presidency or `as_of` lies after the meeting: what became known later cannot count.
    """
    write = phrases(get_language() or "en").day
    prefetch_related_objects([meeting], "schedules")  # asked for here and by the facts
    presidency = meeting.presidency_on(as_of or today)
    if presidency is None and as_of is not None and meeting.presidency_on(today) is not None:
        raise FactError(
            gettext("On %(day)s it was not known who would preside over the %(meeting)s: give a later day.")
            % {"meeting": meeting, "day": write(as_of)}
        )
    if presidency is None:
        raise FactError(
            gettext("The %(meeting)s has no presidency in the records: enter which member state presides from %(day)s.")
            % {"meeting": meeting, "day": write(meeting.half_starts_on)}
        )
    schedule = meeting.schedule_on(as_of or today)
    day = schedule.period if schedule and schedule.precision == "day" else None
    last_day = day.starts_on if day else presidency.ends_on
    as_of = as_of or min(last_day, today)
    if as_of > (day.ends_on if day else presidency.ends_on):
        raise FactError(
            gettext("%(as_of)s lies after the %(meeting)s, over on %(last)s: what became known later cannot count.")
            % {
                "as_of": write(as_of),
                "meeting": meeting,
                "last": write(day.ends_on if day else presidency.ends_on),
            }
        )
    since = since_the_meeting_before(meeting, as_of)
    return Viewpoint(meeting.number, as_of, day.starts_on if day else as_of, since, meeting)


def since_the_meeting_before(meeting: Meeting, as_of: date) -> date:
    """The day after the meeting before; where its day is unknown, the first day of this half-year."""
    schedule = MeetingSchedule.objects.known(as_of).filter(meeting__number=meeting.number - 1).last()
    if schedule and schedule.period and schedule.precision == "day":
        return schedule.period.ends_on + timedelta(days=1)
    return meeting.half_starts_on


def tell(view: Viewpoint) -> Iterator[Fact]:
    """The meeting itself, the IPSG, the programme in force."""
    meeting = view.meeting or Meeting.objects.prefetch_related("schedules").get(number=view.number)
    yield fact("meeting.number", meeting.number, meeting)
    yield fact("meeting.next_number", meeting.number + 1, meeting)
    rotation = Presidency.objects.rotation(view.as_of)
    presidency = next((row for row in rotation if row.starts_on <= meeting.half_starts_on <= row.ends_on), None)
    if presidency is not None:
        yield fact("meeting.presidency", presidency.country.name_on(view.as_of), presidency)
        yield fact("meeting.half", presidency.period, presidency)
    if ahead := coming(rotation, view.seen_from):
        yield fact("network.coming_presidencies", [row.country.name_on(view.as_of) for row in ahead], *ahead)
    schedule = meeting.schedule_on(view.as_of)
    if schedule is not None:
        if schedule.period:
            yield fact("meeting.day", schedule.period, schedule)
        if schedule.city:
            yield fact("meeting.city", schedule.city, schedule)
    bodies = Body.objects.in_bulk(["ipsg", "directors-general"], field_name="key")
    for key, body in bodies.items():
        yield fact(f"network.{key.replace('-', '_')}", body.as_name)
    programme = (
        Programme.objects.known(view.as_of).filter(starts_on__lte=view.seen_from, ends_on__gte=view.seen_from).last()
    )
    if programme is not None:
        labels = dict(WorkingArea.choices)
        yield fact("network.programme.name", programme.name, programme)
        yield fact("network.programme.abbreviation", programme.short_name, programme)
        yield fact(
            "network.programme.areas", [area_name(area) for area in programme.areas if area in labels], programme
        )


def area_name(area: str) -> Text:
    """A working area's name in every language."""
    return in_every_language(lambda: str(WorkingArea(area).label))


def concluded(subjects: Mapping[str, tuple[WorkingArea, Subject]]) -> Teller:
    """Tells what groups concluded since the meeting before, for all rooms at once: fact's name -> area and subject.

    A fact is the words of the conclusions, a list of texts; no fact where nothing was concluded.
    """

    def tell_concluded(view: Viewpoint) -> Iterator[Fact]:
        known = Conclusion.objects.known(view.as_of).filter(known_on__gte=view.since)
        found: dict[tuple[str, str], list[Conclusion]] = defaultdict(list)
        for row in known.select_related("meeting__body").order_by("subject", "place", "pk"):
            found[row.area, row.subject].append(row)
        for key, subject in subjects.items():
            if rows := found[subject]:
                yield fact(key, [row.text for row in rows], *rows)

    return tell_concluded


@dataclass
class EventsSeen:
    """Events as they stand, seen from a meeting: each with its last report; next first, latest last."""

    ahead: list[tuple[Any, Any]] = field(default_factory=list)
    behind: list[tuple[Any, Any]] = field(default_factory=list)
    postponed: list[tuple[Any, Any]] = field(default_factory=list)


def events_seen(events: Iterable[Any], view: Viewpoint) -> EventsSeen:
    """Which events lie ahead of the meeting; which lie behind it, or were postponed, and are new to it.

    An event lies where its dates lie, seen from the meeting; one reported as held lies behind. It is new if
    it took place, or was reported, since the meeting before.
    """
    seen = EventsSeen()
    reports = [(event, report) for event in events if (report := event.report_on(view.as_of)) is not None]
    for event, report in sorted(reports, key=lambda row: (row[1].starts_on or date.max, row[0].pk)):
        is_new = report.known_on >= view.since or (report.ends_on is not None and report.ends_on >= view.since)
        if report.stage == EventStage.POSTPONED:
            if report.known_on >= view.since:
                seen.postponed.append((event, report))
        elif report.period is None or report.stage == EventStage.CANCELLED:
            continue
        elif report.stage != EventStage.HELD and report.ends_on >= view.seen_from:
            seen.ahead.append((event, report))
        elif is_new:
            seen.behind.append((event, report))
    return seen


SOURCE = FactSource(SPECS, tell)
__all__ = ["SOURCE", "EventsSeen", "Subject", "concluded", "events_seen", "viewpoint"]
