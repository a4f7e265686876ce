"""What waits for a person in the CAF register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caf.models import Organisation, RegisterState
from core.work import Waiting, WorkItem
from network.seats import Right


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """Organisations of the own country that ask to be counted: the country validates them."""
    countries = user.countries_with(Right.EDIT_CAF)
    if countries:
        rows = Organisation.objects.filter(state=RegisterState.TO_VALIDATE, country_id__in=countries, known_on__lte=day)
        yield Waiting("organisation", rows.order_by("known_on", "pk"), to_validate)


def to_validate(organisation: Organisation) -> WorkItem:
    return WorkItem(
        title=_("Validate a registration"),
        detail=_("%(organisation)s asks to be counted as a CAF user") % {"organisation": organisation.name},
        url=organisation.get_absolute_url(),
    )
