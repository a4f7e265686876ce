"""How the organisations on a page stood on a day: what their steps and uses said then.

`OrganisationQuerySet.with_state_on` and `caf.reading.counting.condition` tell the same in a query, for filters; for
rows that are shown it costs less to read their steps and uses. `caf.reading.register_file` does it for a file.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from caf.models import CountingRule, RegisterState, Registration, Use
from caf.reading.counting_rules import COUNTINGS
from network.models.country import with_countries

COUNTS, DOES_NOT_COUNT = "counts", "does not count"


def standing(state: str | None, *, counts: bool) -> str | None:
    """What a reader of the list asks first: does it count, and if not, how far is it?"""
    if counts:
        return COUNTS
    return DOES_NOT_COUNT if state == RegisterState.VALIDATED else state


def told(organisations: list[Any], day: date) -> list[Any]:
    """With `state_then`, `version_then`, `uses_then`, `reported_then` and `counts_then`, and their countries: in four
    queries for all of them."""
    if not organisations:
        return organisations
    with_countries(organisations)
    keys = [one.pk for one in organisations]
    known = {"organisation__in": keys, "known_on__lte": day}
    steps = Registration.objects.filter(**known).order_by("known_on", "pk")
    states = dict(steps.values_list("organisation_id", "state"))
    begun: defaultdict[int, list[tuple[date, int, str]]] = defaultdict(list)
    reported: defaultdict[int, list[date]] = defaultdict(list)
    uses = Use.objects.filter(**known).order_by()
    for pk, key, starts_on, reported_on, version in uses.values_list(
        "organisation_id", "pk", "starts_on", "reported_on", "version"
    ):
        if starts_on and starts_on <= day:
            begun[pk].append((starts_on, key, version))
        if reported_on and reported_on <= day:
            reported[pk].append(reported_on)
    counting = COUNTINGS[CountingRule.objects.code_on(day)].states
    for key, one in zip(keys, organisations, strict=True):
        uses_then = begun[key]
        one.state_then = states.get(key)
        one.uses_then = len(uses_then)
        one.version_then = max(uses_then)[2] if uses_then else None
        one.reported_then = max(reported[key], default=None)
        one.counts_then = one.known_on <= day and one.state_then in counting and bool(uses_then)
    return organisations
