"""Saving what is said of a sub-criterion, by one person or by two at the same time: nothing typed is lost.

A form says which state of the row it began from (`seen`). What another saved since is brought together with what is
typed now: field by field, texts word by word. Where both changed the same, `Clash` holds the two and nothing is saved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caf.actions.self_assessment import locked
from caf.models import AssessmentState, ConsensusScore, MemberRole, Score, SelfAssessment, SelfAssessmentMember
from caf.models.self_assessment_criteria import PANEL_ROWS
from caf.models.self_assessment_score import TEXTS, VALUES
from caf.permissions import can_lead_self_assessment
from core.redline import joined
from core.workflow import Refused

FIELDS = (*VALUES, *TEXTS)
LONGEST_NUMBER = 18  # digits of a key that the database takes
Typed = dict[str, Any]


class Clash(Exception):
    """Two changed the same field. fields: name -> (what is saved, what was typed); saved: the row as it stands."""

    def __init__(self, saved: Any, fields: dict[str, tuple[Any, Any]]) -> None:
        super().__init__(", ".join(fields))
        self.saved, self.fields = saved, fields


@dataclass
class Saved:
    """row: as it stands now. joined: the fields in which another's change was taken in."""

    row: Any
    joined: dict[str, Any] = field(default_factory=dict)


def seen_of(row: Any) -> str:
    """Which change the row saw last: what a form begins from. "" for one that is not there yet."""
    if row is None or row.pk is None:
        return ""
    return str(row.history.order_by("-history_id").values_list("history_id", flat=True).first() or "")


def brought_together(row: Any, typed: Typed, seen: str) -> Saved:
    """The row with what is typed, unsaved. Raises Clash."""
    result = Saved(row)
    base = None
    if row.pk is not None and seen_of(row) != seen:
        base = row.history.filter(history_id=seen).first() if seen.isdecimal() and len(seen) < LONGEST_NUMBER else None
        base = base or type(row)()
    clashes = {}
    for name, mine in typed.items():
        theirs, before = getattr(row, name), getattr(base, name) if base is not None else getattr(row, name)
        if base is None or theirs in (before, mine):
            setattr(row, name, mine)
        elif mine == before:
            result.joined[name] = theirs
        elif name in TEXTS and (both := joined(before, theirs, mine)) is not None:
            setattr(row, name, both)
            result.joined[name] = both
        else:
            clashes[name] = (theirs, mine)
    if clashes:
        raise Clash(row, clashes)
    return result


@transaction.atomic
def keep_score(*, member: SelfAssessmentMember, sub_pk: int, typed: Typed, seen: str, by: Any) -> Saved:
    """An assessor's own values and words. typed: by the fields of `FIELDS`, those that the form has.

    Raises PermissionDenied for another's sheet; Refused once it is handed in or the scoring is not open; Clash.
    """
    if member.role != MemberRole.ASSESSOR or not SelfAssessmentMember.objects.of(by).filter(pk=member.pk).exists():
        raise PermissionDenied
    if locked(member.assessment).state != AssessmentState.SCORING:
        raise Refused(_("The individual scoring is not open."))
    fresh = SelfAssessmentMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if fresh.handed_in_at is not None:
        raise Refused(_("Your scores are handed in. Take them back to change them."))
    row = Score.objects.select_for_update(of=("self",)).filter(member=member, sub_criterion=sub_pk).first()
    return saved(brought_together(row or Score(member=member, sub_criterion_id=sub_pk), typed, seen), by)


@transaction.atomic
def keep_consensus(
    *, assessment: SelfAssessment, sub_pk: int, typed: Typed, seen: str, agreed: bool | None, rows: int, by: Any
) -> Saved:
    """What the group says together. agreed: is it the group's consensus, None where that is left as it is. rows: of the
    panel, for this sub-criterion.

    Raises PermissionDenied; Refused where a value is missing for a consensus, or it is not open; Clash.
    """
    current = locked(assessment)
    if not can_lead_self_assessment(by, current):
        raise PermissionDenied
    if current.state != AssessmentState.CONSENSUS:
        raise Refused(_("The consensus is not open."))
    row = ConsensusScore.objects.select_for_update(of=("self",)).get(assessment=current, sub_criterion=sub_pk)
    result = brought_together(row, typed, seen)
    if agreed is None:
        agreed = row.agreed_at is not None
    if agreed and row.parts(rows) is None:
        raise Refused(_("Give a value first: a consensus has one."))
    if agreed and row.agreed_at is None:
        row.agreed_at, row.agreed_by = timezone.now(), by
    elif not agreed:
        row.agreed_at = row.agreed_by = None
    return saved(result, by)


def saved(result: Saved, by: Any) -> Saved:
    """Written, unless it says what it said."""
    row = result.row
    stored = type(row).objects.filter(pk=row.pk).first() if row.pk else None
    watched = (*FIELDS, *(["agreed_at"] if isinstance(row, ConsensusScore) else []))
    if stored is None or any(getattr(stored, name) != getattr(row, name) for name in watched):
        row.saved_by = by
        row.save()
    return result


def rows_of(assessment: SelfAssessment, side: str) -> int:
    return len(PANEL_ROWS[assessment.panel, side])
