"""How long ago each organisation was confirmed as a user of CAF: by its country's validation, or by its own answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from caf.models import Answer, Confirmation, Organisation, RegisterState, Registration
from caf.reading.counting import state_on
from core.phrases.base import sort_key
from network.models import Country

FRESH = timedelta(days=365)
"""What was confirmed longer ago is stale."""


def confirmed_on(day: date) -> Any:
    """The last day, as known on `day`, on which its country validated it or it answered that it still uses CAF."""
    of_it = {"organisation": OuterRef("pk"), "known_on__lte": day}
    validated = Registration.objects.filter(state=RegisterState.VALIDATED, **of_it).order_by("-known_on")
    answered = Confirmation.objects.filter(answer=Answer.STILL, **of_it).order_by("-known_on")
    return Greatest(*(Coalesce(Subquery(rows.values("known_on")[:1]), F("known_on")) for rows in (validated, answered)))


def with_confirmation(organisations: Any, day: date) -> Any:
    """Those that are validated on that day, with `confirmed_then`."""
    return (
        organisations.filter(known_on__lte=day)
        .alias(stands=state_on(day))
        .filter(stands=RegisterState.VALIDATED)
        .annotate(confirmed_then=confirmed_on(day))
    )


def stale(organisations: Any, day: date) -> Any:
    """The validated ones that nobody has confirmed for a year."""
    return with_confirmation(organisations, day).filter(confirmed_then__lte=day - FRESH)


def confirmed_lately(organisations: Any, day: date) -> Any:
    """The validated ones that were confirmed within a year."""
    return with_confirmation(organisations, day).filter(confirmed_then__gt=day - FRESH)


@dataclass(frozen=True)
class Freshness:
    """Of a country's validated organisations, how many were confirmed within a year."""

    country: Country
    validated: int
    fresh: int

    @property
    def stale(self) -> int:
        return self.validated - self.fresh

    @property
    def share(self) -> Decimal | None:
        """In percent, to one decimal; None where there is none."""
        return (Decimal(100 * self.fresh) / self.validated).quantize(Decimal("0.1")) if self.validated else None


def freshness(day: date, countries: Any = None) -> list[Freshness]:
    """Of each country with a validated organisation, in the order of their names; no ranking.

    countries: ids; None for all.
    """
    rows = with_confirmation(Organisation.objects.order_by(), day)
    if countries is not None:
        rows = rows.filter(country__in=countries)
    counted = rows.values("country").annotate(
        validated=Count("pk"), fresh=Count("pk", filter=Q(confirmed_then__gt=day - FRESH))
    )
    numbers = {row["country"]: row for row in counted}
    named = {country.pk: country for country in Country.objects.filter(pk__in=numbers).named()}
    found = [Freshness(named[pk], row["validated"], row["fresh"]) for pk, row in numbers.items()]
    return sorted(found, key=lambda row: sort_key(str(row.country)))
