"""Writes on reports of sessions. Every change is a new row, and none is dated before the one that it follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conferences.models import FindingMark, PartKind, PartText, Report, ReportPart, ReportState
from conferences.permissions import can_begin_report, can_edit_report
from core.workflow import Refused
from core.written import written

BEGINS_WITH = (PartKind.INTRODUCTION, PartKind.SECTION, PartKind.CONCLUSION)


@dataclass(frozen=True)
class Words:
    """What a part says in one language. items: its list, line by line."""

    heading: str = ""
    text: str = ""
    items: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: PartText | None) -> Words:
        """Those of a row; empty ones for None."""
        return cls(row.heading, row.text, tuple(row.items)) if row else cls()


@dataclass(frozen=True)
class Change:
    """New words of a part in a language. of_revision: the version of the original they follow, or None."""

    part: ReportPart
    language: str
    words: Words
    of_revision: int | None = None


@transaction.atomic
def begin_report(report: Report, *, by: Any) -> Report:
    """Enter a new report, known since `report.known_on`, with the parts that every report has.

    Raises Refused if this person may not keep it, or if the session has a report already.
    """
    if not can_begin_report(by, report.session):
        raise Refused(_("The report of a session is kept by the secretariat and by the country that hosts."))
    if Report.objects.filter(session=report.session).exists():
        raise Refused(_("There is a report of this session already."))
    report.state = ReportState.DRAFT
    report.save()
    report.steps.create(state=ReportState.DRAFT, known_on=report.known_on, by=by, source=report.source)
    for number, kind in enumerate(BEGINS_WITH, start=1):
        add_part(report, kind=kind, key=f"part-{number}", by=by, known_on=report.known_on)
    return report


def next_key(report: Report) -> str:
    """What the next part will be called. A form names it, so that sending it twice adds one part."""
    numbers = [int(number) for part in report.parts.all() if (number := part.key.removeprefix("part-")).isdecimal()]
    return f"part-{max(numbers, default=0) + 1}"


@transaction.atomic
def add_part(report: Report, *, kind: str, key: str, by: Any, known_on: date) -> ReportPart:
    """A new part after the others, before the conclusion; the one that has this key already, if there is one."""
    existing: ReportPart | None = report.parts.filter(key=key).first()
    if existing is not None:
        return existing
    order = ordered(report)
    conclusion = next((place for place, part in enumerate(order) if part.kind == PartKind.CONCLUSION), len(order))
    part: ReportPart = report.parts.create(key=key, kind=kind, known_on=known_on, source=report.source)
    order.insert(conclusion if kind != PartKind.CONCLUSION else len(order), part)
    place_parts(order, by=by, known_on=known_on)
    return part


@transaction.atomic
def move_part(part: ReportPart, *, to: int, by: Any, known_on: date) -> None:
    """Put a part at a place, counted from 0; also one that was taken out."""
    order = [other for other in ordered(part.report) if other != part]
    order.insert(max(to, 0), part)
    place_parts(order, by=by, known_on=known_on)


@transaction.atomic
def take_out(part: ReportPart, *, by: Any, known_on: date) -> None:
    """The part no longer stands in the report. Its words stay, and it can be put back."""
    part.places.create(place=None, known_on=known_on, by=by, source=part.report.source)
    place_parts([other for other in ordered(part.report) if other != part], by=by, known_on=known_on)


def ordered(report: Report) -> list[ReportPart]:
    """The parts as they stand now, read anew."""
    parts = report.parts.prefetch_related("places").select_related("report")
    placed = [(place, part) for part in parts if (place := part.place_on(timezone.localdate())) is not None]
    return [part for _place, part in sorted(placed, key=lambda row: (row[0], row[1].pk))]


def place_parts(order: list[ReportPart], *, by: Any, known_on: date) -> None:
    """Give each part its place in this order: 1, 2, 3; a new row only where it has another."""
    for place, part in enumerate(order, start=1):
        rows = part.places.order_by("known_on", "pk")
        last = rows.last()
        if last is None or last.place != place:
            part.places.create(place=place, known_on=known_on, by=by, source=part.report.source)


@transaction.atomic
def write(report: Report, changes: Iterable[Change], *, by: Any, known_on: date) -> list[PartText]:
    """Enter new words, each as the next version of its part in its language.

    Raises Refused if this person may not, or if the day lies before that of an earlier change.
    """
    if not can_edit_report(by, report):
        raise Refused(_("The report of a session is kept by the secretariat and by the country that hosts."))
    if reason := wrong_day(report, known_on):
        raise Refused(reason)
    rows = []
    for change in changes:
        last = change.part.texts.filter(language=change.language).order_by("revision").last()
        rows.append(
            change.part.texts.create(
                language=change.language,
                revision=last.revision + 1 if last else 1,
                of_revision=change.of_revision,
                heading=change.words.heading,
                text=change.words.text,
                items=list(change.words.items),
                known_on=known_on,
                source=report.source,
                by=by,
            )
        )
    return rows


def wrong_day(report: Report, known_on: date) -> str:
    """Why nothing new can be known since that day; "" if it can."""
    if known_on > timezone.localdate():
        return _("This day is still to come: a thing is known since today at the latest.")
    last = report.changed_on(timezone.localdate())
    if known_on < last:
        return _(
            "The report was last changed on %(last)s: what is written now is known since that day or a later one."
        ) % {"last": written(last)}
    return ""


@transaction.atomic
def mark_finding(mark: FindingMark, *, by: Any) -> FindingMark:
    """Enter that a finding is put before the Directors General, or no longer. Saying the same again adds nothing.

    Raises Refused if this person may not, if the report is not published, or if the day cannot be.
    """
    part = ReportPart.objects.select_for_update().select_related("report__session__edition").get(pk=mark.part_id)
    if not can_edit_report(by, part.report):
        raise Refused(_("Findings are marked by the secretariat and by the country that hosts."))
    last: FindingMark | None = part.marks.order_by("known_on", "pk").last()
    stands = last is not None and last.marked
    if not mark.marked and not stands:
        return mark
    if mark.marked and stands and last and (last.area, last.words) == (mark.area, mark.words):
        return last
    published = part.report.steps.filter(state=ReportState.PUBLISHED).order_by("known_on").last()
    if mark.marked and (published is None or part.report.state != ReportState.PUBLISHED):
        raise Refused(_("Publish the report first: a resolution rests on what everyone can read."))
    if mark.marked and published and mark.known_on < published.known_on:
        raise Refused(
            _("The report was published on %(day)s: the mark is known since that day or a later one.")
            % {"day": written(published.known_on)}
        )
    if last is not None and mark.known_on < last.known_on:
        raise Refused(
            _("%(day)s lies before the mark that stands, which is known since %(last)s.")
            % {"day": written(mark.known_on), "last": written(last.known_on)}
        )
    mark.by = by
    mark.save()
    return mark
