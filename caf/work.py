"""What waits for a person in the CAF register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caf import work_feedback, work_pef
from caf.models import Answer, Claim, Confirmation, Organisation, RegisterState
from core.work import Waiting, WorkItem
from network.seats import Right


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """Organisations of the own country that ask to be counted: the country validates them."""
    countries = user.countries_with(Right.EDIT_CAF)
    if countries:
        rows = Organisation.objects.filter(state=RegisterState.TO_VALIDATE, country_id__in=countries, known_on__lte=day)
        yield Waiting("organisation", rows.order_by("known_on", "pk"), to_validate)
        answers = Confirmation.objects.waiting().filter(organisation__country_id__in=countries, known_on__lte=day)
        yield Waiting("answer", answers.select_related("organisation"), to_act_upon)
        yield Waiting("claim", Claim.objects.waiting().filter(country_id__in=countries), to_settle)
    yield from work_feedback.waiting(user, day)
    yield from work_pef.waiting(user, day)


def to_validate(organisation: Organisation) -> WorkItem:
    return WorkItem(
        title=_("Validate a registration"),
        detail=_("%(organisation)s asks to be counted as a CAF user") % {"organisation": organisation.name},
        url=organisation.get_absolute_url(),
    )


def to_settle(claim: Claim) -> WorkItem:
    return WorkItem(
        title=_("Look at a registration"),
        detail=_("%(organisation)s registers itself, and the register has it already") % {"organisation": claim.name},
        url=claim.get_absolute_url(),
    )


def to_act_upon(confirmation: Confirmation) -> WorkItem:
    gone = confirmation.answer == Answer.NO_LONGER
    return WorkItem(
        title=_("Withdraw a CAF user, or ask again") if gone else _("Mend a record"),
        detail=_("%(organisation)s answers: %(answer)s")
        % {"organisation": confirmation.organisation.name, "answer": confirmation.get_answer_display()},
        url=confirmation.get_absolute_url(),
    )
