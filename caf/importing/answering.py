"""What a person answers where a row may be an organisation of the register, and what follows from it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caf.importing.checking import ask
from caf.importing.differences import plan_for
from caf.importing.runs import must_be
from caf.importing.standing import standing_of
from caf.models import ImportOutcome, ImportRow, ImportState, RegisterImport, RowAnswer
from core.clock import present_day
from core.workflow import Refused


@transaction.atomic
def answer_row(run: RegisterImport, number: int, *, answer: str, organisation: int | None, by: Any) -> ImportRow:
    """The answer for that row: the same as one of those it is like, another one, or left out; "" takes an answer back.

    Raises Refused.
    """
    locked = RegisterImport.objects.defer("content").select_for_update(of=("self",)).get(pk=run.pk)
    must_be(locked, ImportState.CHECKED, by)
    row = ImportRow.objects.filter(run=locked, number=number).exclude(twins=[]).first()
    if row is None or answer not in ("", *RowAnswer.values):
        raise Refused(_("There is nothing to decide on this row."))
    row.answer, row.problems, row.changes, row.organisation = answer, [], [], None
    row.answered_by, row.outcome = by if answer else None, ImportOutcome.DUPLICATE
    if answer == RowAnswer.NEW:
        row.outcome = ImportOutcome.NEW
    elif answer == RowAnswer.LEAVE:
        row.problems = [["", "left out", {}]]
    elif answer == RowAnswer.SAME:
        if organisation is None or organisation not in [twin[0] for twin in row.twins]:
            raise Refused(_("Say which organisation it is the same as."))
        be_the_same(row, organisation, locked)
    else:
        ask([row])
    row.save()
    return row


def be_the_same(row: ImportRow, key: int, run: RegisterImport) -> None:
    """What the row then changes of that organisation. Raises Refused where it is not there any more."""
    standing = standing_of([key], present_day(), set(run.mapping.values())).get(key)
    if standing is None or standing.row["country_id"] != row.values["country"]:
        raise Refused(_("The record is not there any more."))
    plan = plan_for(row.values, standing, present_day(), same_by_answer=True)
    row.organisation_id = key
    if plan.problems:
        row.outcome, row.problems = ImportOutcome.ERROR, [list(problem) for problem in plan.problems]
    elif plan.changes:
        row.outcome, row.changes = ImportOutcome.CHANGED, plan.changes
    else:
        row.outcome = ImportOutcome.UNCHANGED
