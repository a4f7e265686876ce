"""Performing a transition: the one door through which a document changes its state.

An app's `workflow.py` declares a table: from where, to where, who may, what must not be missing. The
page's buttons and the refusals read the same table. The state column follows the log, never the reverse:
what was the case on a day is the log's last row known on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from core.clock import present_day
from core.written import written


class Refused(Exception):
    """The transition may not be made; the message says why, in words for the person who tried."""


def nothing_missing(_document: Any) -> list[str]:
    return []


def nothing_missing_on(_document: Any, _day: date) -> list[str]:
    return []


def nothing_more(_document: Any, _row: Any) -> None:
    pass


@dataclass(frozen=True)
class Transition:
    """name: as in the address. who: may this person do it to this document? missing: sentences on what
    the document still lacks, empty when nothing; missing_on: the same, where it depends on the day of the step.
    gives_up: it takes something back, so it must say why, and is never the page's first button. after: what else the
    step writes, given the document and the row of its log, in the same transaction; it may still raise Refused.
    by_itself: whether it is offered on the document's page; a step that is part of a wider act, such as a choice among
    several, is made by that action alone. after_many: as `after`, where the step is made by many at once; without it,
    `after` is called for each."""

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    who: Callable[[Any, Any], bool]
    missing: Callable[[Any], list[str]] = nothing_missing
    missing_on: Callable[[Any, date], list[str]] = nothing_missing_on
    gives_up: bool = False
    after: Callable[[Any, Any], None] = nothing_more
    by_itself: bool = True
    after_many: Callable[[list[Any], list[Any]], None] | None = None


@dataclass(frozen=True)
class Workflow:
    """All transitions of one kind of document. `log` is the name of the relation its steps are kept in."""

    transitions: tuple[Transition, ...]
    log: str = "steps"

    def named(self, name: str) -> Transition:
        """Raises KeyError if there is none of that name."""
        return next((step for step in self.transitions if step.name == name), None) or _no_such(name)

    def open_to(self, document: Any, user: Any) -> Iterable[Transition]:
        """The transitions that this person may make by themselves from where the document stands."""
        return (
            step
            for step in self.transitions
            if step.by_itself and document.state in step.sources and step.who(user, document)
        )


def _no_such(name: str) -> Transition:
    raise KeyError(name)


def refusal(step: Transition, document: Any, user: Any, day: date | None = None) -> str:
    """Why this person may not make this step on that day, the present one unless told; "" if nothing stands in the
    way."""
    if not step.who(user, document):
        return _("This step is not open to your seat.")
    if document.state not in step.sources:
        return _("This step cannot be made from “%(state)s”.") % {"state": document.get_state_display()}
    return " ".join([*step.missing(document), *step.missing_on(document, day or present_day())])


def wrong_day(log: Any, known_on: date) -> str:
    """Why a step cannot be dated so; "" if it can: it lies neither before the step it follows nor ahead."""
    if known_on > timezone.localdate():
        return _("%(day)s lies ahead: a step is known since today at the latest.") % {"day": written(known_on)}
    last = log.order_by("known_on", "pk").last()
    if last is not None and known_on < last.known_on:
        return _("%(day)s lies before the step that it follows, which is known since %(last)s.") % {
            "day": written(known_on),
            "last": written(last.known_on),
        }
    return ""


def missing_reason(step: Transition, note: str) -> str:
    """A step that takes something back must say why."""
    return _("Say why, in the note.") if step.gives_up and not note.strip() else ""


@transaction.atomic
def perform(
    workflow: Workflow,
    name: str,
    document: Any,
    *,
    by: Any,
    known_on: date,
    source: str = "",
    note: str = "",
    **more: Any,
) -> Any:
    """Make the step: lock, check, log, save. Returns the document as it now stands.

    known_on: the day on which the network knew of the step. more: what this document's log keeps besides.
    Raises Refused with the reason.
    """
    step = workflow.named(name)
    locked = type(document).objects.select_for_update().get(pk=document.pk)
    log = getattr(locked, workflow.log)
    if reason := refusal(step, locked, by, known_on) or wrong_day(log, known_on) or missing_reason(step, note):
        raise Refused(reason)
    row = log.create(state=step.target, known_on=known_on, by=by, source=source, note=note, **more)
    locked.state = step.target
    locked.save(update_fields=["state"])
    step.after(locked, row)
    return locked


@transaction.atomic
def perform_many(
    workflow: Workflow,
    name: str,
    documents: QuerySet[Any],
    *,
    by: Any,
    known_on: date,
    source: str = "",
    note: str = "",
) -> list[Any]:
    """The same step for many documents of one kind, all or none, in a few queries. Returns the rows of their logs,
    in the order of the documents' keys.

    documents: with what `who` and `missing` look at, so that they ask nothing for each. Raises Refused, with the name
    of the first document that cannot make the step.
    """
    step, model = workflow.named(name), documents.model
    locked = list(documents.select_for_update(of=("self",)).order_by("pk"))
    log = getattr(model, workflow.log).rel
    owner = log.field.name
    steps = log.related_model.objects.filter(**{f"{owner}__in": locked})
    last = dict(steps.order_by().values_list(owner).annotate(Max("known_on")))
    for document in locked:
        reason = refusal(step, document, by, known_on) or missing_reason(step, note)
        if not reason and (known_on > timezone.localdate() or known_on < last.get(document.pk, known_on)):
            reason = wrong_day(getattr(document, workflow.log), known_on)
        if reason:
            raise Refused(_("%(document)s: %(reason)s") % {"document": document, "reason": reason})
    rows = log.related_model.objects.bulk_create(
        log.related_model(**{owner: row}, state=step.target, known_on=known_on, by=by, source=source, note=note)
        for row in locked
    )
    for document in locked:
        document.state = step.target
    bulk_update_with_history(locked, model, ["state"], default_user=by, default_change_reason=note[:100])
    if step.after_many:
        step.after_many(locked, rows)
    else:
        for document, row in zip(locked, rows, strict=True):
            step.after(document, row)
    return rows
