"""Findings of the pilots: proposing one with the figures of its item, commenting, and carrying it into a version."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caf.models import (
    Consultation,
    Finding,
    FindingComment,
    FindingKind,
    FindingState,
    FindingStep,
    ProcedureItem,
    ProcedureStep,
    ProcedureVersion,
    Threshold,
)
from caf.permissions import can_read_pilot_feedback, can_run_pilot_feedback
from caf.reading.pilot_analysis import frozen_figures
from caf.reading.threshold import value_decided
from core.values import Text
from core.workflow import Refused


@transaction.atomic
def propose_finding(finding: Finding, *, by: Any) -> Finding:
    """Enter it with the figures of its item as they are known on its day, frozen. Raises PermissionDenied, Refused."""
    if not can_run_pilot_feedback(by):
        raise PermissionDenied
    if finding.item is not None and finding.item.step.version_id != finding.version_id:
        raise Refused(_("This item belongs to another version than the one that was piloted."))
    if finding.of_step is not None and finding.of_step.version_id != finding.version_id:
        raise Refused(_("This step belongs to another version than the one that was piloted."))
    must_name_threshold(finding)
    freeze_figures(finding)
    finding.save()
    finding.steps.create(state=FindingState.PROPOSED, known_on=finding.known_on, by=by, source=finding.source)
    return finding


def must_name_threshold(finding: Finding) -> None:
    """Raises Refused."""
    if finding.kind == FindingKind.THRESHOLD and not finding.threshold:
        raise Refused(_("Say which threshold is to change, and to what."))


def freeze_figures(finding: Finding) -> None:
    """What the consultations that were closed on its day say of its item."""
    rows = Consultation.objects.for_list().filter(version=finding.version).order_by("opens_on", "pk")
    closed = [row for row in rows if row.is_closed_on(finding.known_on)]
    finding.figures = frozen_figures(finding.item, closed) if finding.item else []
    finding.figures_on = finding.known_on if finding.figures else None


@transaction.atomic
def comment_finding(comment: FindingComment, *, by: Any) -> FindingComment:
    """Raises PermissionDenied."""
    if not can_read_pilot_feedback(by):
        raise PermissionDenied
    comment.by = by
    comment.save()
    return comment


# --- Done in a version --------------------------------------------------------------------------------


def words_decided(finding: Finding, day: date) -> Text:
    """The words that the expert group had decided by that day: as proposed, or in the languages that it adapted, as
    adapted."""
    step = finding.decision_on(day)
    adapted = step.words if step and step.state == FindingState.ADAPTED else {}
    return Text({**finding.proposal, **{code: text for code, text in adapted.items() if text}})


def carry_into_version(finding: Finding, row: FindingStep) -> None:
    """Part of the step "done": the changed item in the coming version, which continues the one that was piloted, or
    the changed threshold.

    Raises Refused where the version is not a coming one.
    """
    version = row.version
    assert version is not None  # the database refuses the step without one
    if version.pk == finding.version_id:
        raise Refused(_("That is the version that was piloted: what changes comes with a later one."))
    if version.from_on is not None and version.from_on <= row.known_on:
        raise Refused(_("That version is in force already: what changes comes with the next one."))
    if finding.item is not None and finding.kind == FindingKind.WORDS:
        row.item = changed_item(finding, finding.item, version, row)
        row.save(update_fields=["item"])
    elif finding.kind == FindingKind.THRESHOLD:
        must_name_threshold(finding)
        change_threshold(finding, version, row)


def change_threshold(finding: Finding, version: ProcedureVersion, row: FindingStep) -> None:
    """Set it in the coming version, as sure as the step is. Raises Refused where another finding has done so."""
    version = ProcedureVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    others = Finding.objects.filter(threshold=finding.threshold, steps__version=version).exclude(pk=finding.pk)
    if (old := finding.of_step) is not None:
        others = others.filter(of_step__pillar=old.pillar, of_step__number=old.number)
    if others.exists():
        raise Refused(_("Another finding has changed this threshold in that version already."))
    value: Any = value_decided(finding, row.known_on)
    if old is not None:
        step = step_in(version, old, row)
        step.least, step.confidence, step.note = value, row.confidence, str(finding.title)[:500]
        step.save()
        return
    field = {Threshold.TOTAL: "least_total", Threshold.MATURITY: "least_maturity"}.get(
        Threshold(finding.threshold), "roll_up"
    )
    setattr(version, field, value)
    setattr(version, f"{field}_confidence", row.confidence)
    version.save()


def changed_item(finding: Finding, old: ProcedureItem, version: ProcedureVersion, row: FindingStep) -> ProcedureItem:
    """The item of the coming version: the one that stands there for the old one, in its new words, or a new one."""
    step = step_in(version, old.step, row)
    rows = step.items.select_for_update()
    found = rows.filter(continues=old).first() or rows.filter(number=old.number).first()
    if found is not None and FindingStep.objects.filter(item=found).exists():
        raise Refused(_("Another finding has changed this item in that version already."))
    if found is None:
        place = rows.filter(place=old.place).exists()
        last = rows.aggregate(last=Max("place"))["last"] or 0
        found = ProcedureItem(step=step, number=old.number, place=last + 1 if place else old.place)
    found.text = words_decided(finding, row.known_on)
    found.continues = old
    found.known_on = row.known_on
    found.source = row.source or str(_("Finding of the pilots"))
    found.note = str(finding.title)[:500]
    found.save()
    return found


def step_in(version: ProcedureVersion, old: ProcedureStep, row: FindingStep) -> ProcedureStep:
    """The step of the same pillar and number in the coming version; made as it was where it is not there yet."""
    step, _new = version.steps.get_or_create(
        pillar=old.pillar,
        number=old.number,
        defaults={"name": old.name, "least": old.least, "known_on": row.known_on, "source": old.source},
    )
    made: ProcedureStep = step
    return made
