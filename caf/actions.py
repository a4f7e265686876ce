"""Writes on CAF that touch more than one row."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caf.models import Organisation, RegisterState
from caf.permissions import can_edit_country_record
from core.workflow import Refused


@transaction.atomic
def register_organisation(organisation: Organisation, *, by: Any) -> Organisation:
    """Enter a new organisation, to be validated by its country or by the CAF Resource Centre.

    Raises Refused if this person may not act for the country.
    """
    if not can_edit_country_record(by, organisation):
        raise Refused(_("You may register organisations of your own country only."))
    organisation.state = RegisterState.TO_VALIDATE
    organisation.save()
    organisation.steps.create(
        state=RegisterState.TO_VALIDATE, known_on=organisation.known_on, by=by, source=organisation.source
    )
    return organisation
