"""Writes on calls for cases and on cases that touch more than one row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conferences.models import Case, CaseCall, CaseRelease, CaseState
from conferences.permissions import can_select_cases
from conferences.workflow.case import CASE, REPLACE, closed
from core.values import Text
from core.workflow import Refused, perform
from network.seats import Right

CRITERIA_OF_2013 = (
    ("Fit to the sub-theme", "Adéquation au sous-thème", "it answers the sub-theme", "il répond au sous-thème"),
    ("Useful", "Utile", "others can put it to use", "d’autres peuvent s’en servir"),
    ("Innovative", "Innovant", "it is new where it was done", "il est nouveau là où il a été mené"),
    ("Integral", "Global", "it covers the whole, not a part alone", "il porte sur l’ensemble, non sur une partie"),
    ("Sustainable", "Durable", "it lasts beyond the project", "il dure au-delà du projet"),
    ("Adaptable", "Adaptable", "other countries can carry it over", "d’autres pays peuvent le transposer"),
)
"""The criteria of the call for the 7th Quality Conference, with what they ask in our words. Their weights are not
known: all alike."""


@transaction.atomic
def open_case_call(call: CaseCall) -> CaseCall:
    """Enter a new call, with the criteria of 2013 to begin with."""
    call.save()
    for place, (name, nom, about, quoi) in enumerate(CRITERIA_OF_2013, start=1):
        words = {"name": Text(en=name, fr=nom), "about": Text(en=about, fr=quoi)}
        call.criteria.create(place=place, known_on=call.known_on, source=call.source, **words)
    return call


@transaction.atomic
def begin_case(case: Case, *, by: Any) -> Case:
    """Enter a new case as its country's draft. The same sent twice is entered once.

    Raises Refused if this person may not act for the country, or if the call takes no case now.
    """
    if not by.may(Right.EDIT_CASES, case.country):
        raise Refused(_("You may begin cases of your own country only."))
    call = CaseCall.objects.select_for_update().get(pk=case.call_id)
    if reason := closed(call):
        raise Refused(reason)
    same = Case.objects.filter(call=call, country=case.country, title=case.title, state=CaseState.DRAFT).first()
    if same is not None:
        return same
    case.state = CaseState.DRAFT
    case.save()
    case.steps.create(state=CaseState.DRAFT, known_on=case.known_on, by=by, source=case.source)
    return case


@transaction.atomic
def replace_case(old: Case, new: Case, *, by: Any, known_on: date, note: str, source: str = "") -> Case:
    """Nominate another case of the same country in place of one: both steps or neither. Returns the new one.

    Raises Refused with the reason.
    """
    if (old.call_id, old.country_id) != (new.call_id, new.country_id):
        raise Refused(_("A case is replaced by another of the same country, for the same call."))
    list(Case.objects.select_for_update().filter(pk__in=(old.pk, new.pk)).order_by("pk"))
    said: dict[str, Any] = {"by": by, "known_on": known_on, "note": note, "source": source}
    perform(REPLACE, "replace", old, **said, other=new)
    try:
        return perform(CASE, "nominate", new, **said, other=old)
    except Refused as reason:
        raise Refused(_("%(case)s: %(reason)s") % {"case": new, "reason": reason}) from reason


@transaction.atomic
def take_step(
    name: str, cases: Iterable[Case], *, by: Any, known_on: date, note: str = "", outside: str = "", source: str = ""
) -> int:
    """Make one step of the secretariat's for several cases: all of them or none. Those that stand there already are
    left alone. Returns how many were moved.

    outside: what the countries are told. Raises Refused with a line for each case that stands in the way.
    """
    step, moved, refused = CASE.named(name), 0, []
    for case in sorted(cases, key=lambda case: case.pk):
        if Case.objects.values_list("state", flat=True).get(pk=case.pk) == step.target:
            continue
        try:
            perform(CASE, name, case, by=by, known_on=known_on, note=note, source=source, outside=outside)
            moved += 1
        except Refused as reason:
            refused.append(_("%(case)s: %(reason)s") % {"case": case, "reason": reason})
    if refused:
        raise Refused("\n".join(refused))
    return moved


@transaction.atomic
def release_selection(release: CaseRelease, *, by: Any) -> CaseRelease:
    """Make the selection known. Raises Refused while a case still waits for its decision, or if it was released."""
    call = CaseCall.objects.select_for_update().get(pk=release.call_id)
    if not can_select_cases(by):
        raise Refused(_("The selection is released by the secretariat."))
    if call.releases.exists():
        raise Refused(_("The selection has been released already."))
    waiting = call.cases.filter(state__in=(CaseState.NOMINATED, CaseState.REVIEW)).count()
    if waiting:
        words = ngettext(
            "%(count)s case still waits for its decision: decide on it first.",
            "%(count)s cases still wait for their decision: decide on them first.",
            waiting,
        )
        raise Refused(words % {"count": waiting})
    if not call.cases.filter(state__in=(CaseState.SELECTED, CaseState.PRESENTED)).exists():
        raise Refused(_("No case is selected: there is nothing to release."))
    release.save()
    return release
