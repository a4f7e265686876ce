"""Rating alone, then agreeing: what is typed into the questionnaires."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from caf.models import AgreedRating, Application, Assignment, AssignmentState, ItemRating, Pillar, ReportState
from caf.models.procedure import HIGHEST, LOWEST, Maturity, ProcedureItem
from caf.models.rating import latest
from caf.permissions_feedback import is_in_team, is_own_assignment
from caf.reading.ratings import all_handed_in
from caf.workflow_feedback import not_being_given
from core.clock import present_day
from core.workflow import Refused

Typed = Mapping[int, tuple[int | None, str]]
"""The key of an item -> (rating or None, comment)."""


def off_the_scale(pillar: int, value: int | None) -> str:
    """Why a value is no rating of that pillar; "" if it is one, or none at all."""
    if value is None:
        return ""
    lowest, highest = (min(Maturity.values), max(Maturity.values)) if pillar == Pillar.MATURITY else (LOWEST, HIGHEST)
    if lowest <= value <= highest:
        return ""
    return _("%(value)s lies outside the scale, which goes from %(lowest)s to %(highest)s.") % {
        "value": value,
        "lowest": lowest,
        "highest": highest,
    }


def items_typed(application: Application, typed: Typed) -> dict[int, ProcedureItem]:
    """The items by their keys. Raises Refused for one of another version, or a value off its scale."""
    rows = ProcedureItem.objects.filter(step__version=application.version_id, pk__in=typed).select_related("step")
    items = {row.pk: row for row in rows}
    if items.keys() != typed.keys():
        raise Refused(_("This questionnaire is of another version of the procedure."))
    for pk, (value, _comment) in typed.items():
        if reason := off_the_scale(items[pk].step.pillar, value):
            raise Refused(_("%(item)s: %(reason)s") % {"item": items[pk].number, "reason": reason})
    return items


@transaction.atomic
def keep_ratings(assignment: Assignment, typed: Typed, *, by: Any) -> None:
    """Keep an actor's ratings as a draft that nobody else sees. Raises PermissionDenied, or Refused."""
    if not is_own_assignment(by, assignment):
        raise PermissionDenied
    locked = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if locked.state != AssignmentState.ACCEPTED:
        raise Refused(_("Your ratings are handed in, or you are not in the team: they can no longer be changed."))
    if reasons := not_being_given(locked.application):
        raise Refused(" ".join(reasons))
    items = items_typed(locked.application, typed)
    kept = {row.item_id: row for row in locked.ratings.all()}
    for pk, (value, comment) in typed.items():
        row = kept.get(pk) or ItemRating(assignment=locked, item_id=pk, pillar=items[pk].step.pillar)
        if row.pk is not None and (row.value, row.comment) == (value, comment):
            continue
        row.value, row.comment = value, comment
        row.save()


def missing_to_agree(application: Application) -> list[str]:
    """Why the team cannot agree now: sentences, none if it can."""
    sentences = not_being_given(application)
    if not all_handed_in(application.assignments.all()):
        sentences.append(_("The team agrees once everybody who is asked has handed in."))
    report = getattr(application, "feedback_report", None)
    if report is not None and report.state != ReportState.WRITING:
        sentences.append(_("The report is handed in: what is agreed stands still."))
    return sentences


@transaction.atomic
def agree(application: Application, typed: Typed, *, by: Any) -> int:
    """Enter what the team agreed; how many items are new or otherwise than before. None as value: not agreed yet.

    Raises PermissionDenied for one who is not in the team, or Refused.
    """
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not is_in_team(by, locked):
        raise PermissionDenied
    if reasons := missing_to_agree(locked):
        raise Refused(" ".join(reasons))
    items = items_typed(locked, typed)
    today = present_day()
    before = latest(locked.agreed.known(today))
    entered = 0
    for pk, (value, comment) in typed.items():
        row = before.get(pk)
        if value is None:
            if row is not None:
                raise Refused(_("%(item)s is agreed already: give its rating.") % {"item": items[pk].number})
            continue
        if row is not None and (row.value, row.comment) == (value, comment):
            continue
        AgreedRating.objects.create(
            application=locked,
            item_id=pk,
            pillar=items[pk].step.pillar,
            value=value,
            comment=comment,
            by=by,
            known_on=today,
        )
        entered += 1
    return entered
