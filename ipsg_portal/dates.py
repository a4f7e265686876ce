"""What lies ahead, as known on a day: meetings, events, conferences, calls that close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caf.models import CafEventReport, Event
from conferences.models import EditionStage
from conferences.reading.board import Board
from core.phrases import phrases
from core.values import Period
from customer_focus.models import NetworkEvent, NetworkEventReport
from network.models import EventStage, GroupMeeting, Meeting

MEETINGS_SHOWN = 2  # there is one each half-year for as long as anyone has planned
HALF_YEAR = 184  # days


@dataclass(frozen=True)
class Upcoming:
    """One point of the date line. url: "" where its page is not this reader's. open: no day or nobody yet."""

    what: str
    url: str
    period: Period | None
    open: bool = False

    @cached_property
    def when(self) -> str:
        """As exactly as it is known, with a capital: First half of 2009."""
        words = phrases(get_language() or "en").period(self.period) if self.period else _("no date yet")
        return words[:1].upper() + words[1:]


def upcoming(day: date, board: Board, user: Any) -> list[Upcoming]:
    """Everything that lies ahead of `day`, the soonest end first, what has no day last: five queries.

    Meetings of the groups are shared within the network. Its events are public as dates; their pages are not.
    """
    found = [
        *meetings(day),
        *group_meetings(day, user),
        *events(Event, CafEventReport, day, user),
        *events(NetworkEvent, NetworkEventReport, day, user),
        *conferences(board),
    ]
    return sorted(found, key=lambda row: (row.period is None, row.period.ends_on if row.period else day))


def meetings(day: date) -> Iterator[Upcoming]:
    """The next meetings of the Directors General: their days, or else their half-year."""
    found = 0
    rows = Meeting.objects.known(day).filter(half_starts_on__gt=day - timedelta(days=HALF_YEAR))
    for meeting in rows.order_by("number").prefetch_related("schedules"):
        half = meeting.half_starts_on
        schedule = meeting.schedule_on(day)
        period = (schedule.period if schedule else None) or Period.half_year(half.year, 1 if half.month <= 6 else 2)
        if period.ends_on >= day and found < MEETINGS_SHOWN:
            found += 1
            yield Upcoming(with_city(meeting, schedule), meeting.get_absolute_url(), period)


def group_meetings(day: date, user: Any) -> Iterator[Upcoming]:
    """Meetings of IPSG and the expert groups."""
    rows = GroupMeeting.objects.visible_to(user).known(day)
    for meeting in rows.filter(ends_on__gte=day).select_related("body"):
        yield Upcoming(with_city(meeting.body, meeting), meeting.get_absolute_url(), meeting.period)


def events(model: Any, reports: Any, day: date, user: Any) -> Iterator[Upcoming]:
    """Events planned or postponed, each as its last report has it."""
    latest: dict[int, Any] = {}
    for report in reports.objects.visible_to(user).known(day).select_related("event"):
        latest[report.event_id] = report
    has_pages = not model.objects.visible_to(user).query.is_empty()
    for report in latest.values():
        url = report.get_absolute_url() if has_pages else ""
        if report.stage == EventStage.POSTPONED:
            yield Upcoming(_("%(event)s, postponed") % {"event": report.event}, url, None, open=True)
        elif report.stage == EventStage.PLANNED and (report.period is None or report.period.ends_on >= day):
            yield Upcoming(with_city(report.event, report), url, report.period, open=report.period is None)


def conferences(board: Board) -> Iterator[Upcoming]:
    """European editions ahead, and the day on which the call of the next one closes."""
    for edition, schedule in board.ahead:
        sure = schedule.stage in (EditionStage.PLANNED, EditionStage.CONFIRMED)
        words = with_city(edition.name, schedule)
        is_chosen = edition == board.edition and board.is_decided
        if schedule.country_id is None and not is_chosen:
            words = _("%(edition)s, no host yet") % {"edition": words}
        yield Upcoming(words, edition.get_absolute_url(), schedule.period, open=not sure or schedule.period is None)
    day = board.call.terms_on(board.day).closes_on if board.call else None
    if board.call and day and day >= board.day:
        yield Upcoming(_("%(call)s closes") % {"call": board.call}, board.call.get_absolute_url(), Period(day, day))


def with_city(what: Any, where: Any) -> str:
    """IPSG, Paris."""
    return ", ".join(str(part) for part in (what, where.city if where else "") if part)
