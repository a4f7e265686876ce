"""How the organisations on a page stood on a day: what their steps and uses said then.

`OrganisationQuerySet.with_state_on` and `caf.reading.counting.condition` tell the same in a query, for filters; for
rows that are shown it costs less to read their steps and uses. `caf.reading.register_file` does it for a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from django.utils import timezone

from caf.models import CountingRule, RegisterState, Registration, Use
from caf.reading.counting_rules import COUNTINGS
from core.among import among
from core.values import Period
from network.models.country import with_countries

COUNTS, DOES_NOT_COUNT = "counts", "does not count"


def standing(state: str | None, *, counts: bool) -> str | None:
    """What a reader of the list asks first: does it count, and if not, how far is it?"""
    if counts:
        return COUNTS
    return DOES_NOT_COUNT if state == RegisterState.VALIDATED else state


def told(organisations: list[Any], day: date, code: str = "") -> list[Any]:
    """With `state_then`, `version_then`, `uses_then`, `reported_then`, `counts_then` and the code of the counting rule,
    `rule_code_then`; and their countries: in four queries for all of them, less for steps and uses that are at hand,
    and for the present state, which each keeps.

    code: that of the rule, where it is at hand."""
    if not organisations:
        return organisations
    with_countries(organisations)
    states = states_of(organisations, day)
    uses = {row[2] or row[1]: row for row in sorted(rows_of(organisations, "uses", Use, USE, day))}
    begun: defaultdict[int, list[tuple[date, int, str]]] = defaultdict(list)
    reported: defaultdict[int, list[tuple[date, str]]] = defaultdict(list)
    for _known_on, pk, _restates, key, starts_on, reported_on, precision, version in uses.values():
        if starts_on and starts_on <= day:
            begun[key].append((starts_on, pk, version))
        if reported_on and reported_on <= day:
            reported[key].append((reported_on, precision))
    code = code or CountingRule.objects.code_on(day)
    counting = COUNTINGS[code].states
    for one in organisations:
        key = one.pk
        uses_then = begun[key]
        one.rule_code_then = code
        one.state_then = states.get(key)
        one.uses_then = len(uses_then)
        one.version_then = max(uses_then)[2] if uses_then else None
        one.reported_then = Period.around(*max(reported[key])) if key in reported else None
        one.counts_then = one.known_on <= day and one.state_then in counting and bool(uses_then)
    return organisations


def states_of(organisations: list[Any], day: date) -> dict[int, str]:
    """By their keys, the states of those that had one on the day: what the last step said that is known then."""
    if day >= timezone.localdate():
        return {one.pk: one.state for one in organisations}
    steps = sorted(rows_of(organisations, "steps", Registration, STEP, day))
    return {key: state for key, _known_on, _pk, state in steps}


STEP = ("organisation_id", "known_on", "pk", "state")
USE = ("known_on", "pk", "restates_id", "organisation_id", "starts_on", "reported_on", "reported_precision", "version")


def rows_of(organisations: list[Any], relation: str, model: Any, names: tuple[str, ...], day: date) -> Iterable[Any]:
    """These fields of the rows that are known on the day: those at hand, else asked for."""
    if all(relation in getattr(one, "_prefetched_objects_cache", {}) for one in organisations):
        values = attrgetter(*names)
        return [values(row) for one in organisations for row in getattr(one, relation).all() if row.known_on <= day]
    known = model.objects.filter(among("organisation", [one.pk for one in organisations]), known_on__lte=day)
    return known.order_by().values_list(*names)
