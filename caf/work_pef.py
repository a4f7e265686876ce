"""What waits for the national organisers of external feedback, and for the holders of labels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caf.models import REMINDERS, Application, ApplicationState, Label, LabelState
from core.months import months_after
from core.values import Period
from core.work import Waiting, WorkItem
from network.seats import Right, Seat


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """Applications and labels of the own country; of a contact, the own organisation's labels."""
    ending = Label.objects.known(day).filter(
        state=LabelState.GRANTED, valid_until__gte=day, valid_until__lte=months_after(day, max(REMINDERS))
    )
    countries = user.countries_with(Right.ORGANISE_PEF)
    if countries:
        rows = Application.objects.filter(organisation__country_id__in=countries, known_on__lte=day)
        rows = rows.select_related("organisation")
        yield Waiting("application", rows.filter(state=ApplicationState.SUBMITTED), to_look_at)
        yield Waiting("label decision", rows.filter(state=ApplicationState.REPORTED), to_decide)
        yield Waiting("label", ending.filter(country_id__in=countries), that_ends)
    if any(role.seat == Seat.ORGANISATION_CONTACT for role in user.roles_today):
        own = user.caf_contacts.in_force_today().values("organisation")
        yield Waiting("own label", ending.filter(organisation__in=own), that_ends)


def to_look_at(application: Application) -> WorkItem:
    return WorkItem(
        title=_("Look at an application for external feedback"),
        detail=str(application.organisation),
        url=application.get_absolute_url(),
    )


def to_decide(application: Application) -> WorkItem:
    return WorkItem(
        title=_("Decide on a label"),
        detail=_("The feedback report on %(organisation)s is released") % {"organisation": application.organisation},
        url=application.get_absolute_url(),
    )


def that_ends(label: Label) -> WorkItem:
    return WorkItem(
        title=_("A label ends"),
        detail=_("%(number)s of %(holder)s lapses unless it is renewed")
        % {"number": label.number, "holder": label.holder},
        url=label.get_absolute_url(),
        due=Period(label.valid_until, label.valid_until),
    )
