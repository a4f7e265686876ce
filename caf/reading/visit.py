"""The visit as known on a day: its days, its agenda in order, and both as a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from caf.models import AgendaRow, Application, VisitPlan
from caf.reading.feedback_team import TeamRules
from core.calendars import Entry, calendar
from core.values import Period
from core.written import written

UID = "feedback-visit-{application}{slot}@ipsg-portal"


@dataclass(frozen=True)
class Slot:
    """A slot as it stands. moves: how often it was changed since it was entered."""

    row: AgendaRow
    moves: int


@dataclass(frozen=True)
class Visit:
    """plan: as known last; None before the first. slots: by when they begin, called off ones too."""

    application: Application
    plan: VisitPlan | None
    moves: int
    slots: tuple[Slot, ...]

    @property
    def is_planned(self) -> bool:
        return self.plan is not None and not self.plan.cancelled

    @property
    def period(self) -> Period | None:
        return Period(self.plan.starts_on, self.plan.ends_on) if self.plan else None

    @property
    def days_in_words(self) -> str:
        return written(self.period)

    def holds(self, row: AgendaRow) -> bool:
        """Does it lie within the days of the visit?"""
        first, last = timezone.localtime(row.starts_at).date(), timezone.localtime(row.ends_at).date()
        return self.plan is not None and self.plan.starts_on <= first and last <= self.plan.ends_on

    def report_due_on(self, rules: TeamRules) -> date | None:
        """So many days after the last day of the visit; None where none is planned."""
        if self.plan is None or self.plan.cancelled:
            return None
        return self.plan.ends_on + timedelta(days=rules.report_days)


def visit_of(application: Application, day: date) -> Visit:
    """In two queries."""
    plans = list(application.visit_plans.filter(known_on__lte=day))
    slots: dict[int, list[AgendaRow]] = {}
    for row in application.agenda.filter(known_on__lte=day):
        slots.setdefault(row.slot, []).append(row)
    found = sorted((Slot(rows[-1], len(rows) - 1) for rows in slots.values()), key=lambda slot: slot.row.starts_at)
    return Visit(application, plans[-1] if plans else None, max(len(plans) - 1, 0), tuple(found))


def visit_calendar(visit: Visit, *, url: str) -> bytes:
    """The days of the visit and the slots of its agenda; what was called off says so, also with the whole visit."""
    if visit.plan is None:
        return calendar("", ())
    title = _("Feedback visit: %(organisation)s") % {"organisation": visit.application.organisation}
    whole = Entry(
        uid=UID.format(application=visit.application.pk, slot=""),
        title=title,
        starts=visit.plan.starts_on,
        ends=visit.plan.ends_on,
        stamp=stamp(visit.plan.known_on),
        sequence=visit.moves,
        cancelled=visit.plan.cancelled,
        place=visit.plan.place,
        url=url,
    )
    return calendar(title, (whole, *slots_of(visit, url)))


def slots_of(visit: Visit, url: str) -> Iterable[Entry]:
    assert visit.plan is not None  # asked by the caller
    for slot in visit.slots:
        row = slot.row
        yield Entry(
            uid=UID.format(application=visit.application.pk, slot=f"-{row.slot}"),
            title=row.title,
            starts=timezone.localtime(row.starts_at),
            ends=timezone.localtime(row.ends_at),
            stamp=stamp(max(row.known_on, visit.plan.known_on)),
            # A visit called off takes its slots along: that is a change of theirs too.
            sequence=slot.moves + visit.moves,
            cancelled=row.cancelled or visit.plan.cancelled,
            place=row.place or visit.plan.place,
            description=row.with_whom,
            url=url,
        )


def stamp(day: date) -> datetime:
    """A moment that stays the same each time the calendar is made."""
    return datetime.combine(day, time(), UTC)
