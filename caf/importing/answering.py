"""What a person answers where a row may be an organisation of the register, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caf.importing.checking import ask
from caf.importing.differences import plan_for
from caf.importing.standing import standing_of
from caf.importing.workflow import must_be
from caf.models import ImportOutcome, ImportRow, ImportState, RegisterImport, RowAnswer
from core.clock import present_day
from core.workflow import Refused

Answers = dict[str, dict[str, Any]]
"""Number of a row -> its question (name, twins: keys) and the answer, as JSON keeps them."""


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
    give(row, answer, organisation, locked, by_id=by.pk)
    row.save()
    return row


def give(row: ImportRow, answer: str, organisation: int | None, run: RegisterImport, *, by_id: int | None) -> None:
    """The row as it is with that answer; unsaved. Raises Refused."""
    row.answer, row.problems, row.changes, row.organisation_id = answer, [], [], None
    row.answered_by_id, row.outcome = by_id if answer else None, ImportOutcome.DUPLICATE
    if answer == RowAnswer.NEW:
        row.outcome = ImportOutcome.NEW
    elif answer == RowAnswer.LEAVE:
        row.problems = [["", "left out", {}]]
    elif answer == RowAnswer.SAME:
        if organisation is None or organisation not in twins_of(row):
            raise Refused(_("Say which organisation it is the same as."))
        be_the_same(row, organisation, run)
    else:
        ask([row])


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


def twins_of(row: ImportRow) -> list[int]:
    """Keys of the organisations that its question names."""
    return [twin[0] for twin in row.twins]


# --- When the rows are checked again ----------------------------------------------------------------------


def answers_of(run: RegisterImport) -> Answers:
    """What was answered so far, also where a check that did not end had begun to ask again."""
    said = {
        str(row.number): {
            "name": row.name,
            "twins": sorted(twins_of(row)),
            "answer": row.answer,
            "organisation": row.organisation_id,
            "by": row.answered_by_id,
        }
        for row in run.rows.exclude(answer="")
    }
    return {**run.figures.get("answers", {}), **said}


def give_again(rows: Iterable[ImportRow], answers: Answers, run: RegisterImport) -> list[ImportRow]:
    """Rows as they were checked; of those that ask what they asked before, with the answer. Unsaved."""
    checked = list(rows)
    for row in checked if answers else ():
        said = answers.get(str(row.number))
        if said is None or row.outcome != ImportOutcome.DUPLICATE:
            continue
        if (said["name"], said["twins"]) == (row.name, sorted(twins_of(row))):
            try:
                give(row, said["answer"], said["organisation"], run, by_id=said["by"])
            except Refused:  # it is not there any more: asked again
                give(row, "", None, run, by_id=None)
    return checked
